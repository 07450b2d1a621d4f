//! A short run of every fuzz target.
//!
//! Without a sanitizer, which needs a nightly compiler and finds errors of unsafe code: there is
//! none here. So the compiler of the checkout does, and what is looked for are panics, hangs and
//! memory without end.

use std::process::Stdio;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::process::{self, Program};
use crate::tools::cargo_install;
use crate::{project, report};

/// Builds and runs the targets.
const CARGO_FUZZ: &str = "0.13.2";

/// What a run may use: seconds in all, seconds for one input, and megabytes.
const LIMITS: [&str; 3] = ["-max_total_time=3", "-timeout=10", "-rss_limit_mb=1024"];

/// Runs each target for some seconds, from its seeds and from what earlier runs found worth keeping.
///
/// # Errors
/// When something is missing that cannot be installed, a target does not build, or an input breaks
/// something: says which, and how to keep it.
pub fn run() -> Result<()> {
    if !cfg!(unix) {
        report::detail("not run: libFuzzer without a sanitizer needs Linux or macOS");
        report::detail("the seeds were replayed by rust/test all the same");
        return Ok(());
    }
    if env::var_os("CXX").is_none() && process::find("c++").is_none() {
        bail!(
            "`c++` is missing, which libFuzzer is built with: install a C++ compiler \
             (on Debian `sudo apt-get install --yes g++`), then repeat this command"
        );
    }
    let folder = cargo_install::ready("cargo-fuzz", CARGO_FUZZ, "cargo-fuzz")?;
    let cargo_fuzz = |command: &str| {
        Program::new(folder.join("cargo-fuzz"))
            .args([command, "--sanitizer", "none"])
            .args(["--target-dir", "fuzz/target"])
            // Linked a dozen times, and run for seconds.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
    };
    cargo_fuzz("build").run()?;
    for target in targets()? {
        let corpus = format!("fuzz/corpus/{target}");
        fs::create_dir_all(project::path(&corpus)).with_context(|| format!("making {corpus}"))?;
        let run = cargo_fuzz("run")
            .args([&target, &corpus, &format!("fuzz/seeds/{target}")])
            .arg("--")
            .args(LIMITS);
        watch(&target, run)?;
    }
    Ok(())
}

/// Runs one target. What it prints is thousands of lines, which matter when something broke.
fn watch(target: &str, mut run: Program) -> Result<()> {
    run.show();
    let child = run.spawn(Stdio::null(), Stdio::piped())?;
    let output = child.wait_with_output().context("waiting for the fuzzer")?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        eprintln!("{log}");
        bail!(
            "{target} found an input that breaks something: {}",
            found(target)
        );
    }
    let done = log.lines().rev().find(|line| line.starts_with("Done "));
    report::detail(done.context("the fuzzer did not say what it did")?);
    Ok(())
}

/// What to do with an input that broke something.
fn found(target: &str) -> String {
    format!(
        "it is in fuzz/artifacts/{target}: see it fail with \
         `cargo run -p roster-fuzz --bin {target} FILE`, and keep it in fuzz/seeds/{target} under \
         a name that says what it shows"
    )
}

/// The targets, by name.
fn targets() -> Result<Vec<String>> {
    let entries = fs::read_dir(project::path("fuzz/targets")).context("reading fuzz/targets")?;
    let mut targets = Vec::new();
    for entry in entries {
        let path = entry?.path();
        targets.extend(
            path.file_stem()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    targets.sort();
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_a_manifest_entry_and_seeds() {
        let manifest = fs::read_to_string(project::path("fuzz/Cargo.toml")).unwrap();
        let targets = targets().unwrap();
        assert!(!targets.is_empty());
        for target in targets {
            let entry = format!("path = \"targets/{target}.rs\"");
            assert!(manifest.contains(&entry), "{target}");
            assert!(
                project::path("fuzz/seeds").join(&target).is_dir(),
                "{target}"
            );
        }
    }
}
