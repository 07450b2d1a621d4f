//! `cargo xtask`: builds, tests and packages Roster.
//!
//! Reading order: [`mod@test`] is the list of everything that must hold; [`package`] and [`dashboard`]
//! make the two things that are not Rust programs; [`tools`] installs what they need; [`sandbox`]
//! runs the server that browser tests talk to; [`process`] starts programs; [`pictures`] takes those
//! of the README.

mod bench;
mod cargo;
mod dashboard;
mod package;
mod pictures;
mod process;
mod project;
mod report;
mod sandbox;
mod test;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, tests and packages Roster.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing and run every test
    Test {
        /// Run a part (rust, wasm, web or fuzz) or a single step of it, such as rust/clippy
        #[arg(long, value_name = "PART", value_parser = test::Selection::parse)]
        only: Option<test::Selection>,
    },
    /// Build the npm package into wasm/pkg
    Package,
    /// Build the dashboard into www/dist
    Dashboard,
    /// Measure, as ratios within one run, into BENCHMARKS.md
    Bench(bench::Options),
    /// Take the pictures of the README into docs
    Pictures {
        /// Only one of them
        only: Option<pictures::Subject>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Test { only } => test::run(only.as_ref()),
        Task::Package => package::rebuild().map(|()| ExitCode::SUCCESS),
        Task::Bench(options) => bench::run(&options).map(|()| ExitCode::SUCCESS),
        Task::Dashboard => dashboard::build().map(|()| ExitCode::SUCCESS),
        Task::Pictures { only } => pictures::take(only).map(|()| ExitCode::SUCCESS),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
