//! `cargo xtask bench`: measures. No figure is a time alone: each stands beside what it is to be
//! compared with, from the same run.
//!
//! The work and the contestants are in `bench/` (JavaScript) and `core/benches/` (Rust). Here they
//! are built and run ([`script`], [`native`], [`console`]), what they say is read ([`results`]), and compared and
//! told ([`figures`], [`document`]).

mod console;
mod document;
mod figures;
mod machine;
mod native;
mod results;
mod script;

use std::time::Instant;

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::{cargo::cargo, package, project, report};
use results::{Platform, Results};

/// What `cargo xtask bench` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Fewer accounts and rounds: a few minutes, where all of it takes many
    #[arg(long)]
    quick: bool,
    /// Only a part, which is printed and not written to BENCHMARKS.md
    #[arg(long)]
    only: Option<Part>,
}

/// A part of the benchmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The core, by criterion
    Native,
    /// The npm package and JavaScript in Node
    Node,
    /// The same in headless Chromium
    Chromium,
    /// The console: frames, keys, its start, and what wakes it
    Console,
    /// A list of 10,000 accounts over HTTP, beside what the rate limit and the latency allow
    Listing,
}

/// How much is measured.
pub struct Extent {
    /// Numbers of accounts.
    pub sizes: &'static [usize],
    /// Rounds for each of them.
    pub rounds: &'static [usize],
    /// Milliseconds for one contestant with one resource at one size: who is slow has fewer rounds,
    /// and who is slower still is left out.
    pub limit: u64,
    /// Numbers of accounts at which memory is measured.
    pub memory: &'static [usize],
    /// Loads by which it is measured, after the first.
    pub loads: u32,
    /// What criterion is told.
    pub criterion: &'static [&'static str],
    /// What a reader has to know.
    pub caution: Option<&'static str>,
}

const FULL: Extent = Extent {
    sizes: &[100, 1_000, 10_000, 100_000],
    rounds: &[7, 7, 7, 3],
    limit: 8_000,
    memory: &[10_000, 100_000],
    loads: 3,
    criterion: &[
        "--sample-size",
        "10",
        "--measurement-time",
        "1",
        "--warm-up-time",
        "0.5",
    ],
    caution: None,
};

const QUICK: Extent = Extent {
    sizes: &[100, 10_000],
    rounds: &[3, 3],
    limit: 1_500,
    memory: &[10_000],
    loads: 1,
    criterion: &[
        "--sample-size",
        "10",
        "--measurement-time",
        "0.2",
        "--warm-up-time",
        "0.1",
    ],
    caution: Some(
        "**A quick run** (`--quick`): few rounds, and nothing at 100,000 accounts. Good for its \
         orders of magnitude, not for its second digit.",
    ),
};

/// Runs the benchmarks.
///
/// # Errors
/// When they do not build, a contestant did other work than the others, or the list took too long.
pub fn run(options: &Options) -> Result<()> {
    let started = Instant::now();
    let extent = if options.quick { &QUICK } else { &FULL };
    let includes = |part| options.only.is_none_or(|only| only == part);
    if options.only == Some(Part::Listing) {
        return listing();
    }
    if options.only == Some(Part::Console) {
        let figures = console::run(options.quick)?;
        report::heading("results");
        println!("{}", document::console(&figures));
        return Ok(());
    }
    package::ready()?;
    script::build()?;
    script::record(extent)?;
    let mut all = Vec::new();
    if includes(Part::Node) {
        all.push(script::run(Platform::Node, extent)?);
    }
    if includes(Part::Chromium) {
        all.push(script::run(Platform::Chromium, extent)?);
    }
    if includes(Part::Native) {
        all.push(native::run(extent)?);
    }
    same_work(&all)?;
    let console = match options.only {
        None => console::run(options.quick)?,
        Some(_) => Vec::new(),
    };
    if options.only.is_none() && !options.quick {
        listing()?;
    }
    let text = document::write(&all, &console, extent, started.elapsed())?;
    report::heading("results");
    println!("{text}");
    if options.only.is_none() {
        std::fs::write(project::path("BENCHMARKS.md"), text)?;
        report::detail("written to BENCHMARKS.md");
    }
    Ok(())
}

fn listing() -> Result<()> {
    report::heading("core/listing: a list, beside what the rate limit and the latency allow");
    cargo()
        .args(["bench", "--package", "roster-core", "--bench", "listing"])
        .run()
}

/// Within a platform the contestants have been compared already; here the platforms are.
fn same_work(all: &[Results]) -> Result<()> {
    let Some((first, others)) = all.split_first() else {
        return Ok(());
    };
    for other in others {
        for measured in other.roster() {
            let Some(expected) = first.of_roster(&measured.resource, measured.size) else {
                continue;
            };
            for (step, result) in &measured.results {
                ensure!(
                    expected.results.get(step) == Some(result),
                    "{} and {} did not do the same: {step} of {} {}",
                    first.platform.label(),
                    other.platform.label(),
                    measured.size,
                    measured.resource
                );
            }
        }
    }
    Ok(())
}
