//! The JavaScript of the benchmarks: built by Vite, run by Node, which drives Chromium.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use super::Extent;
use super::results::{Measured, Memory, Platform, Results};
use crate::process::Program;
use crate::sandbox::Sandbox;
use crate::tools::{browser::Browser, node};
use crate::{package, project, report};

/// Below the folder of the checkout, so that Node finds what is imported.
fn place(name: &str) -> PathBuf {
    project::path("target/xtask/bench").join(name)
}

/// Where the recorded answers are.
pub fn answers() -> PathBuf {
    place("answers")
}

/// Builds the page, and the program for Node.
///
/// # Errors
/// When Vite fails, or the package cannot be copied.
pub fn build() -> Result<()> {
    node::ready()?;
    report::heading("bench: the page and the program");
    for what in [&["build"][..], &["build", "--ssr", "src/main.ts"]] {
        Program::node_module("vite/bin/vite.js")
            .args(what)
            .args(["--logLevel", "warn"])
            .within(project::path("bench"))
            .run()?;
    }
    // Where Node looks first: a package that is built anew meanwhile does not change the run.
    package::copy_folder(
        &project::npm_package(),
        &place("node/node_modules/roster-wasm"),
    )
}

/// Records the answers of a sandbox: the same on every machine, and each time anew, so that they
/// are those of the sandbox as it is.
///
/// # Errors
/// When the sandbox does not start or a file cannot be written.
pub fn record(extent: &Extent) -> Result<()> {
    report::heading("bench: answers of a sandbox, recorded");
    let plan = json!({
        "answers": answers(),
        "sizes": extent.sizes,
        "rounds": extent.rounds,
        "limit": extent.limit,
        "memory": extent.memory,
        "loads": extent.loads,
    });
    fs::create_dir_all(answers()).context("making a folder for the answers")?;
    fs::write(place("plan.json"), plan.to_string()).context("writing the plan")?;
    let most = extent.sizes.iter().max().copied().unwrap_or_default();
    // Some more, which are new in the answers of a while later.
    let sandbox = Sandbox::start_fast(most + most / 100 + 10)?;
    program()
        .args(["record", sandbox.address()])
        .arg(place("plan.json"))
        .run()
}

/// Measures in Node or in Chromium.
///
/// # Errors
/// When a contestant fails, or did other work than the others.
pub fn run(platform: Platform, extent: &Extent) -> Result<Results> {
    let label = platform.label();
    report::heading(&format!(
        "bench: {label}, up to {} accounts",
        extent.sizes.iter().max().copied().unwrap_or_default()
    ));
    let out = place(&format!("{label}.json"));
    let mut program = program().arg(label.to_lowercase());
    if platform == Platform::Chromium {
        program = program.env("ROSTER_CHROMIUM", Browser::ready()?.chromium);
    }
    program.arg(place("plan.json")).arg(&out).run()?;
    read(platform, &out)
}

fn program() -> Program {
    Program::new("node")
        .args(["--expose-gc", "--max-old-space-size=12000"])
        .arg(place("node/main.js"))
        // Some libraries check more, and warn, while a program is developed.
        .env("NODE_ENV", "production")
}

fn read(platform: Platform, file: &std::path::Path) -> Result<Results> {
    #[derive(Deserialize)]
    struct Written {
        version: String,
        measured: Vec<Measured>,
        memory: Vec<Memory>,
    }
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let Written {
        version,
        measured,
        memory,
    } = serde_json::from_str(&text).with_context(|| format!("in {}", file.display()))?;
    Ok(Results {
        platform,
        version,
        measured,
        memory,
    })
}
