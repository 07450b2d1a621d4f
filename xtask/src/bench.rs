//! `cargo xtask bench`: measures. No figure is a time alone: each stands beside what it is to be
//! compared with, from the same run.

use anyhow::Result;

use crate::{cargo::cargo, report};

/// Runs the benchmarks of the core.
///
/// # Errors
/// When they do not build, or a figure is past its bound.
pub fn run() -> Result<()> {
    report::heading("core/listing: a list, beside what the rate limit and the latency allow");
    cargo()
        .args(["bench", "--package", "roster-core", "--bench", "listing"])
        .run()
}
