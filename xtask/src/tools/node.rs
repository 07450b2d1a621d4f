//! Node.js and the npm packages of the checkout.

use std::fs;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{self, Program};
use crate::{project, report};

/// On Windows npm is a script, which has to be named in full.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What decides which packages are installed.
const INPUTS: [&str; 4] = [
    "package.json",
    "www/package.json",
    "bench/package.json",
    "package-lock.json",
];

/// Checks Node and installs the npm packages when they are missing or others than the lock file's.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub fn ready() -> Result<()> {
    check_version()?;
    let wanted = wanted_packages()?;
    // Written last, so a half-finished installation is none.
    let mark = project::path("node_modules/.roster-installed");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    report::heading("install the npm packages");
    let started = Instant::now();
    Program::new(NPM)
        .args(["ci", "--no-audit", "--no-fund"])
        .run()?;
    fs::write(&mark, wanted).context("noting which npm packages are installed")?;
    report::detail(&format!(
        "installed in {}",
        report::elapsed(started.elapsed())
    ));
    Ok(())
}

fn wanted_packages() -> Result<String> {
    INPUTS
        .iter()
        .map(|file| {
            fs::read_to_string(project::path(file)).with_context(|| format!("reading {file}"))
        })
        .collect()
}

fn check_version() -> Result<()> {
    if process::find("node").is_none() {
        bail!(
            "Node.js is missing: install 20.19 or newer (https://nodejs.org), then repeat this command"
        );
    }
    let version = Program::new("node").arg("--version").output()?;
    if !is_supported(version.trim()) {
        bail!(
            "Node.js {} is too old: 20.19, 22.12 or anything newer is needed",
            version.trim()
        );
    }
    Ok(())
}

/// Vite and Playwright run on 20.19, on 22.12, and on what came after.
fn is_supported(version: &str) -> bool {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map(|number| number.parse::<u32>().unwrap_or(0));
    let version = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    matches!(version, (20, 19..) | (22, 12..) | (23.., _))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_vite_runs_on() {
        for version in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.1", "v26.6.6"] {
            assert!(is_supported(version), "{version}");
        }
        for version in [
            "v18.20.0", "v20.18.3", "v21.7.0", "v22.11.0", "", "nonsense",
        ] {
            assert!(!is_supported(version), "{version}");
        }
    }
}
