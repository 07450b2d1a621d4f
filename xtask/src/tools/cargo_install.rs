//! Tools written in Rust, built once a machine and kept in the user's cache, each version in a
//! folder of its own: checkouts share them, and a developer's own installations stay as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use directories::BaseDirs;

use crate::process::Program;
use crate::{cargo, report};

/// Returns the folder of the package's programs, after installing it when it is missing.
///
/// # Errors
/// When it does not build, or `program` does not run.
pub fn ready(package: &str, version: &str, program: &str) -> Result<PathBuf> {
    let user =
        BaseDirs::new().context("this user has no home folder to keep tools in; set HOME")?;
    let tools = user.cache_dir().join("roster").join("tools");
    let folder = tools.join(format!("{package}-{version}"));
    if !runs(&folder, program) {
        install(package, version, &folder)?;
        if !runs(&folder, program) {
            bail!(
                "{package} {version} is installed in {} but does not run",
                folder.display()
            );
        }
    }
    Ok(folder.join("bin"))
}

/// A file alone proves nothing: it may be half written or built for another system.
fn runs(folder: &Path, program: &str) -> bool {
    let executable = folder
        .join("bin")
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    executable.is_file() && Program::new(executable).arg("--version").output().is_ok()
}

/// Installs beside the folder and renames at the end, so that an interrupted installation, or two
/// at once, leave either nothing or all of it.
fn install(package: &str, version: &str, folder: &Path) -> Result<()> {
    report::heading(&format!(
        "install {package} {version} (once a machine; takes some minutes)"
    ));
    let started = Instant::now();
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let unfinished = folder.with_file_name(format!("{name}.unfinished-{}", std::process::id()));
    // Without --locked: the dependencies that such a tool was released with are older than the
    // corrections that they have had since.
    cargo::cargo()
        .args([
            "install",
            package,
            "--version",
            &format!("={version}"),
            "--no-track",
            "--force",
            "--root",
        ])
        .arg(&unfinished)
        .run()
        .inspect_err(|_| drop(fs::remove_dir_all(&unfinished)))?;
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    fs::rename(&unfinished, folder)
        .with_context(|| format!("moving the tool to {}", folder.display()))?;
    report::detail(&format!(
        "installed in {}",
        report::elapsed(started.elapsed())
    ));
    Ok(())
}
