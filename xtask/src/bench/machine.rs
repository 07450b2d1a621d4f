//! What the figures were measured on and with.

use std::{fs, thread};

use anyhow::{Context, Result};

use crate::process::Program;
use crate::project;

/// The processor and how many of it a program sees; as much as the system tells.
pub fn processor() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = told
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let name = name.map_or("an unnamed processor", |(_, name)| name);
    format!("{name}, {cores} cores")
}

/// `rustc 1.95.0`
pub fn rust() -> Result<String> {
    let told = Program::new("rustc").arg("--version").output()?;
    let words: Vec<&str> = told.split_whitespace().take(2).collect();
    Ok(words.join(" "))
}

/// Names and versions of the libraries that take part.
pub fn libraries() -> Result<String> {
    let file = project::path("bench/package.json");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let manifest: serde_json::Value = serde_json::from_str(&text).context("bench/package.json")?;
    let libraries = manifest
        .get("devDependencies")
        .and_then(serde_json::Value::as_object)
        .context("bench/package.json names no libraries")?;
    let named: Vec<String> = libraries
        .iter()
        .map(|(name, version)| format!("{name} {}", version.as_str().unwrap_or_default()))
        .collect();
    Ok(named.join(", "))
}

/// Today, UTC: `2025-06-30`.
pub fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}
