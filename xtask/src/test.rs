//! `cargo xtask test`: everything that must hold, in the order in which it is cheapest to know.

mod fuzz;
mod selection;
mod steps;
mod tally;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

pub use selection::Selection;
use steps::{STEPS, Step, Workbench};

use crate::report;

/// Runs the selected steps up to the first that fails, and ends with a line for each and the
/// number of tests.
///
/// # Errors
/// None so far: a step's failure is part of the report and of the exit code.
pub fn run(only: Option<&Selection>) -> Result<ExitCode> {
    let started = Instant::now();
    let selected: Vec<&Step> = STEPS
        .iter()
        .filter(|step| only.is_none_or(|only| only.includes(step)))
        .collect();
    let mut workbench = Workbench::default();
    let mut times = Vec::new();
    let mut failure = None;
    for step in &selected {
        report::heading(&format!("{}: {}", step.id(), step.purpose));
        let began = Instant::now();
        let outcome = workbench.run(step);
        times.push(began.elapsed());
        if let Err(error) = outcome {
            failure = Some((*step, error));
            break;
        }
    }
    summarise(
        &selected,
        &times,
        failure.as_ref().map(|(step, _)| *step),
        started.elapsed(),
    );
    if let Some((step, error)) = &failure {
        report::detail("");
        report::detail(&format!("{} failed: {error:#}", step.id()));
        report::detail(&format!(
            "repeat only this: cargo xtask test --only {}",
            step.id()
        ));
    }
    println!("\n{}", workbench.tally);
    Ok(if failure.is_some() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn summarise(selected: &[&Step], times: &[Duration], failed: Option<&Step>, total: Duration) {
    report::heading(&format!("summary, after {}", report::elapsed(total)));
    for (position, step) in selected.iter().enumerate() {
        let time = times.get(position).map(|time| report::elapsed(*time));
        let state = match &time {
            None => "not run",
            Some(_) if failed.is_some_and(|failed| failed.id() == step.id()) => "FAILED",
            Some(_) => "ok",
        };
        report::detail(&format!(
            "{state:<8} {:<16} {:>12}",
            step.id(),
            time.unwrap_or_default()
        ));
    }
}
