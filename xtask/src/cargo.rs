//! What only Cargo knows.

use std::path::PathBuf;
use std::{env, ffi::OsString, fs};

use anyhow::{Context, Result};

use crate::process::Program;
use crate::project;

/// The Cargo that started this program.
pub fn cargo() -> Program {
    Program::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Version of a dependency, as `Cargo.lock` fixes it.
///
/// # Errors
/// When `Cargo.lock` cannot be read, or has no or several versions of it.
pub fn locked_version(package: &str) -> Result<String> {
    let text = fs::read_to_string(project::path("Cargo.lock")).context("reading Cargo.lock")?;
    version_in_lock_file(&text, package)
}

fn version_in_lock_file(text: &str, package: &str) -> Result<String> {
    let lock: toml::Table = text.parse().context("Cargo.lock is not TOML")?;
    let packages = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .context("Cargo.lock lists no packages")?;
    let mut versions = packages
        .iter()
        .filter(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .filter_map(|entry| entry.get("version")?.as_str());
    let version = versions
        .next()
        .with_context(|| format!("Cargo.lock has no {package}"))?;
    anyhow::ensure!(
        versions.next().is_none(),
        "Cargo.lock has several versions of {package}"
    );
    Ok(version.to_owned())
}

/// Builds a program of the workspace and says where it is.
///
/// # Errors
/// When it does not build.
pub fn build(program: &str) -> Result<PathBuf> {
    // The whole workspace is named, though one binary is built: so its dependencies have the same
    // features as in `cargo test`, and are not compiled a second time.
    built(
        program,
        &["build", "--workspace", "--exclude", "roster-wasm"],
    )
}

/// Builds a program of the workspace with optimisations and says where it is.
///
/// # Errors
/// When it does not build.
pub fn build_fast(program: &str) -> Result<PathBuf> {
    built(program, &["build", "--release", "--package", program])
}

fn built(program: &str, how: &[&str]) -> Result<PathBuf> {
    let build = cargo()
        .args(how)
        .args(["--bin", program])
        .arg("--message-format=json-render-diagnostics");
    build.show();
    executable_in_messages(&build.output()?)
        .with_context(|| format!("Cargo did not say where it put {program}"))
}

fn executable_in_messages(messages: &str) -> Option<PathBuf> {
    messages.lines().rev().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message.get("executable")?.as_str()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
        version = 4
        [[package]]
        name = "wasm-bindgen"
        version = "0.2.130"
        [[package]]
        name = "wasm-bindgen-futures"
        version = "0.4.80"
        [[package]]
        name = "rand"
        version = "0.9.1"
        [[package]]
        name = "rand"
        version = "0.10.3"
    "#;

    #[test]
    fn the_locked_version_is_read() {
        assert_eq!(
            version_in_lock_file(LOCK, "wasm-bindgen").unwrap(),
            "0.2.130"
        );
    }

    #[test]
    fn a_missing_or_doubtful_version_is_named() {
        let missing = version_in_lock_file(LOCK, "gloo-net").unwrap_err();
        assert_eq!(missing.to_string(), "Cargo.lock has no gloo-net");
        let several = version_in_lock_file(LOCK, "rand").unwrap_err();
        assert_eq!(
            several.to_string(),
            "Cargo.lock has several versions of rand"
        );
        assert!(version_in_lock_file("half a fi", "rand").is_err());
        assert!(version_in_lock_file("version = 4", "rand").is_err());
    }

    #[test]
    fn the_executable_is_found_among_the_messages() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","executable":null}"#,
            "\n",
            r#"{"reason":"compiler-artifact","executable":"/t/debug/roster-sandbox"}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(
            executable_in_messages(messages),
            Some(PathBuf::from("/t/debug/roster-sandbox"))
        );
        assert_eq!(executable_in_messages("not json"), None);
    }
}
