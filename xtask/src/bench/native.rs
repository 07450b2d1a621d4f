//! The benchmarks of the core, run by criterion.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::results::{Measured, Platform, ROSTER, Results, Step};
use super::{Extent, machine, script};
use crate::cargo::cargo;
use crate::{project, report};

/// What `serde_json` needs for the same bytes; told as a contestant that only loads.
pub const SERDE: &str = "serde_json::Value";

/// Runs them and reads their medians.
///
/// # Errors
/// When they do not build or run, or criterion writes something else than it did.
pub fn run(extent: &Extent) -> Result<Results> {
    report::heading("bench: the core, natively");
    let home = project::path("target/xtask/bench/criterion");
    let sizes: Vec<String> = extent.sizes.iter().map(usize::to_string).collect();
    let mut same = Vec::new();
    cargo()
        .args(["bench", "--package", "roster-core", "--bench", "collection"])
        .args(["--", "--noplot", "--quiet"])
        .args(extent.criterion)
        .env("ROSTER_BENCH_ANSWERS", script::answers())
        .env("ROSTER_BENCH_SIZES", sizes.join(","))
        .env("CRITERION_HOME", &home)
        .run_reading(|line| same.extend(Same::read(line)))?;
    Ok(Results {
        platform: Platform::Native,
        version: machine::rust()?,
        measured: measured(&home, same)?,
        memory: Vec::new(),
    })
}

/// What came of one step.
#[derive(Debug, PartialEq, Eq)]
struct Same {
    resource: String,
    size: usize,
    step: Step,
    hash: String,
}

impl Same {
    /// `same RESOURCE SIZE STEP HASH`
    fn read(line: &str) -> Option<Same> {
        let mut words = line.strip_prefix("same ")?.split(' ');
        let (resource, size) = (words.next()?.to_owned(), words.next()?.parse().ok()?);
        let step = serde_json::Value::from(words.next()?);
        Some(Same {
            resource,
            size,
            step: serde_json::from_value(step).ok()?,
            hash: words.next()?.to_owned(),
        })
    }
}

fn measured(home: &Path, same: Vec<Same>) -> Result<Vec<Measured>> {
    let mut all: Vec<Measured> = Vec::new();
    for Same {
        resource,
        size,
        step,
        hash,
    } in same
    {
        if let Some(one) = all
            .iter_mut()
            .find(|one| one.resource == resource && one.size == size)
        {
            one.results.insert(step, hash);
            continue;
        }
        let times = |steps: &[(Step, &str)]| -> Result<BTreeMap<Step, Vec<f64>>> {
            let read = |(step, group): &(Step, &str)| {
                Ok((*step, vec![median(&file(home, group, &resource, size))?]))
            };
            steps.iter().map(read).collect()
        };
        let steps = [
            (Step::Load, "load"),
            (Step::Objects, "objects"),
            (Step::Sort, "sort"),
            (Step::Letter, "letter"),
            (Step::Refresh, "refresh"),
        ];
        let parse = times(&[(Step::Load, "parse")])?;
        let roster = times(&steps)?;
        let one = |contestant: &str, times, results| Measured {
            resource: resource.clone(),
            size,
            contestant: contestant.to_owned(),
            times,
            results,
            skipped: None,
        };
        all.push(one(ROSTER, roster, BTreeMap::from([(step, hash)])));
        all.push(one(SERDE, parse, BTreeMap::new()));
    }
    Ok(all)
}

fn file(home: &Path, group: &str, resource: &str, size: usize) -> PathBuf {
    home.join(group)
        .join(resource.replace('/', "-"))
        .join(size.to_string())
        .join("new/estimates.json")
}

/// The median in milliseconds.
fn median(file: &Path) -> Result<f64> {
    #[derive(Deserialize)]
    struct Estimates {
        median: Estimate,
    }
    #[derive(Deserialize)]
    struct Estimate {
        point_estimate: f64,
    }
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let read: Estimates =
        serde_json::from_str(&text).with_context(|| format!("in {}", file.display()))?;
    // Criterion counts nanoseconds.
    Ok(read.median.point_estimate / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_step_is_read() {
        assert_eq!(
            Same::read("same swift/accounts 100 sort 00ff"),
            Some(Same {
                resource: "swift/accounts".to_owned(),
                size: 100,
                step: Step::Sort,
                hash: "00ff".to_owned()
            })
        );
        for line in [
            "",
            "same",
            "same a b sort 0",
            "same a 1 rest 0",
            "sort/x time: [1 ms]",
        ] {
            assert_eq!(Same::read(line), None, "{line}");
        }
    }
}
