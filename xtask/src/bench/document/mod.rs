//! BENCHMARKS.md: ratios first.

mod cells;
mod console;
mod platform;

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Result;

use super::console::Figure;
use super::figures::{self, Loss, Ratio, UNCLAIMED, WORKS, Work};
use super::results::{Measured, PARSE, Platform, Results, Step};
use super::{Extent, machine};
use crate::report;
pub use cells::count;
use cells::{bold, figure, mark, milliseconds, table};
pub use console::section as console;

/// What JSON:API libraries are to be beaten by.
const LIBRARIES: f64 = 0.1;
/// What the memory is to stay below.
const MEMORY: f64 = 0.5;
/// Losses that are listed one by one.
const LISTED: usize = 40;
/// From so many accounts on the targets are claimed.
const CLAIMED: usize = 10_000;

/// The whole document.
///
/// # Errors
/// When a version cannot be told.
pub fn write(
    all: &[Results],
    figures: &[Figure],
    extent: &Extent,
    took: Duration,
) -> Result<String> {
    let mut text = introduction(all, extent, took)?;
    let script: Vec<&Results> = all
        .iter()
        .filter(|results| results.platform != Platform::Native)
        .collect();
    if !script.is_empty() {
        text += &targets(&script, extent);
        text += &losses(&script);
    }
    for results in &script {
        text += &platform::against_javascript(results, extent);
    }
    if let Some(results) = all.iter().find(|one| one.platform == Platform::Native) {
        text += &platform::native(results, extent);
    }
    if !figures.is_empty() {
        text += &console(figures);
    }
    text += MANNER;
    Ok(text)
}

fn introduction(all: &[Results], extent: &Extent, took: Duration) -> Result<String> {
    let versions: Vec<String> = all
        .iter()
        .map(|results| match results.platform {
            Platform::Native => results.version.clone(),
            platform => format!("{} {}", platform.label(), results.version),
        })
        .collect();
    let caution = extent
        .caution
        .map_or(String::new(), |caution| format!("\n{caution}\n"));
    Ok(format!(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench` on {}, in {}. {}; {}; {}.\n{caution}\n\
         A figure such as **0.35** is a ratio: how many times as long as the other Roster needs, in \
         medians of one run. Below 1 Roster is faster. ✗ marks what misses its target, **bold** \
         where Roster loses.\n",
        machine::today(),
        report::elapsed(took),
        machine::processor(),
        versions.join(", "),
        machine::libraries()?,
    ))
}

fn targets(all: &[&Results], extent: &Extent) -> String {
    let sizes: Vec<usize> = extent
        .sizes
        .iter()
        .copied()
        .filter(|size| *size >= CLAIMED)
        .collect();
    let places: Vec<(&Results, usize)> = all
        .iter()
        .flat_map(|results| sizes.iter().map(|size| (*results, *size)))
        .collect();
    let mut heads = vec![
        "against hand-written JavaScript".to_owned(),
        "target".to_owned(),
    ];
    heads.extend(
        places
            .iter()
            .map(|(results, size)| format!("{}, {}", results.platform.label(), count(*size))),
    );
    let mut rows = Vec::new();
    for work in WORKS.iter().filter(|work| work.target.is_some()) {
        rows.push(target_row(work, &places));
    }
    rows.push(row_of(
        "memory held for each account",
        MEMORY,
        &places,
        |results, size| each(results, |resource| figures::memory(results, resource, size)),
    ));
    rows.push(row_of(
        "load, against any JSON:API library",
        LIBRARIES,
        &places,
        against_libraries,
    ));
    format!(
        "\n## Targets\n\nFrom the best to the worst of the resources.\n\n{}",
        table(&heads, &rows)
    )
}

fn target_row(work: &Work, places: &[(&Results, usize)]) -> Vec<String> {
    let limit = match (work.target, work.at_most) {
        (Some(target), Some(most)) => format!("{target:.2}, {most:.0} ms at 100,000"),
        (Some(target), None) => format!("{target:.2}"),
        _ => String::new(),
    };
    let mut cells = vec![work.title.to_owned(), limit];
    cells.extend(places.iter().map(|(results, size)| {
        let ratios = each(results, |resource| work.ratio(results, resource, *size));
        let holds = ratios.iter().all(|ratio| work.holds(*ratio, *size));
        let slowest = ratios.iter().map(|ratio| ratio.roster).fold(0.0, f64::max);
        let range = range(&ratios, holds);
        match work.at_most {
            Some(_) if *size >= 100_000 => format!("{range} ({})", milliseconds(slowest)),
            _ => range,
        }
    }));
    cells
}

fn row_of(
    title: &str,
    limit: f64,
    places: &[(&Results, usize)],
    ratios: impl Fn(&Results, usize) -> Vec<Ratio>,
) -> Vec<String> {
    let mut cells = vec![title.to_owned(), format!("{limit:.2}")];
    cells.extend(places.iter().map(|(results, size)| {
        let ratios = ratios(results, *size);
        range(&ratios, ratios.iter().all(|ratio| ratio.value() <= limit))
    }));
    cells
}

fn each(results: &Results, ratio: impl Fn(&str) -> Option<Ratio>) -> Vec<Ratio> {
    results.resources().into_iter().filter_map(ratio).collect()
}

/// Who reads MPDX's answers and has no table to query.
fn against_libraries(results: &Results, size: usize) -> Vec<Ratio> {
    let library = |one: &&Measured| {
        one.size == size
            && one.results.contains_key(&Step::Load)
            && !one.results.contains_key(&Step::Sort)
            && one.contestant != PARSE
    };
    let ratio = |one: &Measured| figures::load(results.of_roster(&one.resource, size)?, one);
    results
        .measured
        .iter()
        .filter(library)
        .filter_map(ratio)
        .collect()
}

fn range(ratios: &[Ratio], holds: bool) -> String {
    let values = || ratios.iter().map(|ratio| ratio.value());
    let (least, most) = (
        values().fold(f64::MAX, f64::min),
        values().fold(0.0, f64::max),
    );
    if ratios.is_empty() {
        return "not measured".to_owned();
    }
    format!("{} to {}{}", figure(least), bold(most), mark(holds))
}

fn losses(all: &[&Results]) -> String {
    let mut text = "\n## Where Roster loses\n\n".to_owned();
    for results in all {
        let losses: Vec<Loss> = figures::losses(results);
        let _ = writeln!(
            text,
            "{}: {} of the comparisons{}\n",
            results.platform.label(),
            losses.len(),
            if losses.is_empty() {
                "."
            } else {
                ", the worst first:"
            }
        );
        for Loss { what, ratio } in losses.iter().take(LISTED) {
            let _ = writeln!(
                text,
                "- {} {what} ({} against {})",
                bold(ratio.value()),
                milliseconds(ratio.roster),
                milliseconds(ratio.other)
            );
        }
        if losses.len() > LISTED {
            let _ = writeln!(text, "- … and {} more", losses.len() - LISTED);
        }
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "At {UNCLAIMED} accounts only what is slower by more than {} ms is told.",
        figures::NOTICED
    );
    text
}

const MANNER: &str = "
## How it is measured

`cargo xtask bench` repeats it, `--quick` with less, `--only native`, `node`, `chromium`, `console` or
`listing` a part of it. It needs what `cargo xtask test` needs, and a machine that does nothing else.

Accounts are those of a sandbox, invented and always the same; its answers are recorded as bytes, and
once more as they would be a while later: 1 account in 100 changed, 1 in 500 gone, 1 in 500 new. All
contestants read the same bytes in turn, round after round, in one process, so that whatever disturbs
the machine disturbs all of them; garbage is collected before a step that reads an answer. What each step gave (ids in
their order, every member of every account) is hashed, and a difference between two contestants or two
platforms ends the run. `JSON.parse` rounds numbers of more than 53 bits, which are compared by the
digits that survive.

A session is `bench/src/session.ts`: load; all rows as objects; sort by a text for the first time; of
four words, one after the other, search for three letters and then one more, of which the mean counts;
open a view (a word, the latest first), and take newer accounts while it is open. Hand-written
JavaScript (`bench/src/contestants/handwritten.ts`) makes what it needs for a search once, narrows the
last result, and sorts by keys that were made once. TanStack DB gets its rows from the same JavaScript
and follows the changes with live queries. The libraries only read: what they need is compared with a
load.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_from_the_best_to_the_worst() {
        let ratio = |roster| Ratio { roster, other: 1.0 };
        let ratios = [ratio(0.5), ratio(0.2)];
        assert_eq!(range(&ratios, true), "0.20 to 0.50");
        assert_eq!(range(&[ratio(2.0)], false), "2.00 to **2.00** ✗");
        assert_eq!(range(&[], true), "not measured");
    }
}
