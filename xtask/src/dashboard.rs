//! The dashboard: an ordinary Vite application that imports the npm package.

use anyhow::Result;

use crate::process::Program;
use crate::tools::node;
use crate::{package, project, report};

/// Builds the dashboard, and before it whatever it needs, and says how to open it.
///
/// # Errors
/// When a tool is missing or a source does not compile: the step's own message is above.
pub fn build() -> Result<()> {
    package::ready()?;
    node::ready()?;
    report::heading("dashboard: into www/dist");
    bundle()?;
    report::detail("");
    report::detail("open it: `cargo run --release` and the address that it shows,");
    report::detail("or `cargo run -p roster-sandbox` in a browser without the console");
    Ok(())
}

/// Vite alone.
///
/// # Errors
/// When Vite fails.
pub fn bundle() -> Result<()> {
    Program::node_module("vite/bin/vite.js")
        .arg("build")
        .within(project::path("www"))
        .run()
}
