//! What one platform says, in full.

use std::fmt::Write as _;

use super::super::Extent;
use super::super::figures::{self, Ratio, UNCLAIMED, WORKS};
use super::super::native::SERDE;
use super::super::results::{HAND_WRITTEN, Measured, PARSE, ROSTER, Results, Step};
use super::cells::{bold, cell, count, mark, milliseconds, table};
use super::{CLAIMED, MEMORY};

/// Everything that one platform says.
pub fn against_javascript(results: &Results, extent: &Extent) -> String {
    let label = results.platform.label();
    let mut text = format!("\n## {label}: against hand-written JavaScript\n");
    for work in &WORKS {
        let heads = size_heads("resource", extent.sizes);
        let rows = by_resource(results, extent.sizes, |resource, size| {
            let ratio = work.ratio(results, resource, size)?;
            let holds = size <= UNCLAIMED || work.holds(ratio, size);
            Some(cell(ratio, holds))
        });
        let target = work
            .target
            .map_or(String::new(), |target| format!(" (target {target:.2})"));
        let _ = write!(text, "\n{}{target}\n\n{}", work.title, table(&heads, &rows));
    }
    let _ = write!(
        text,
        "\n## {label}: against the others\n{}",
        others(results, extent.sizes)
    );
    text + &memory(results, extent)
}

fn others(results: &Results, sizes: &[usize]) -> String {
    let mut text = String::new();
    let heads = [
        "resource",
        "against",
        "load",
        "bytes to objects",
        "sort",
        "letter",
        "refresh",
    ];
    let heads: Vec<String> = heads.map(str::to_owned).to_vec();
    for size in sizes.iter().filter(|size| **size >= CLAIMED) {
        let mut rows = Vec::new();
        for resource in results.resources() {
            for contestant in results.contestants() {
                if [ROSTER, HAND_WRITTEN].contains(&contestant) {
                    continue;
                }
                let Some(other) = results.of(contestant, resource, *size) else {
                    continue;
                };
                rows.push(other_row(results, other));
            }
        }
        let _ = write!(
            text,
            "\n{} accounts\n\n{}",
            count(*size),
            table(&heads, &rows)
        );
    }
    text
}

fn other_row(results: &Results, other: &Measured) -> Vec<String> {
    let mut cells = vec![other.resource.clone(), other.contestant.clone()];
    if let Some(why) = &other.skipped {
        cells.push(why.clone());
        cells.resize(7, String::new());
        return cells;
    }
    let Some(roster) = results.of_roster(&other.resource, other.size) else {
        return cells;
    };
    let step = |step| {
        let (roster, other) = (roster.median(step)?, other.median(step)?);
        Some(Ratio { roster, other })
    };
    let all_rows = (other.contestant != PARSE).then(|| figures::all_rows(roster, other));
    let ratios = [
        figures::load(roster, other),
        all_rows.flatten(),
        step(Step::Sort),
        step(Step::Letter),
        step(Step::Refresh),
    ];
    cells.extend(ratios.map(|ratio| ratio.map_or(String::new(), |ratio| cell(ratio, true))));
    cells
}

fn memory(results: &Results, extent: &Extent) -> String {
    let label = results.platform.label();
    let mut text = format!(
        "\n## {label}: memory\n\nBytes for each account, the JSON's own among them. WebAssembly gives \
         nothing back: the room that only the load needed stays with the program, and the next load \
         uses it again.\n"
    );
    let heads = [
        "resource",
        "JSON",
        "Roster",
        "hand-written",
        "ratio",
        "after a sort and a search",
        "Roster, with the load's room",
    ];
    let mut heads: Vec<String> = heads.map(str::to_owned).to_vec();
    let others: Vec<&str> = results.contestants().into_iter().skip(2).collect();
    heads.extend(others.iter().map(|name| (*name).to_owned()));
    for size in extent.memory {
        let rows = results.resources().into_iter().filter_map(|resource| {
            let roster = results.memory_of(ROSTER, resource, *size)?;
            let other = results.memory_of(HAND_WRITTEN, resource, *size)?;
            let held = Ratio {
                roster: roster.held,
                other: other.held,
            };
            let queried = Ratio {
                roster: roster.queried,
                other: other.queried,
            };
            let mut cells = vec![
                resource.to_owned(),
                format!("{:.0}", roster.json),
                format!("{:.0}", roster.held),
                format!("{:.0}", other.held),
                bold(held.value()) + mark(held.value() <= MEMORY),
                format!(
                    "{} ({:.0} / {:.0})",
                    bold(queried.value()),
                    queried.roster,
                    queried.other
                ),
                format!("{:.0}", roster.first),
            ];
            cells.extend(others.iter().map(|name| {
                let memory = results.memory_of(name, resource, *size);
                memory.map_or(String::new(), |memory| format!("{:.0}", memory.held))
            }));
            Some(cells)
        });
        let rows: Vec<_> = rows.collect();
        let _ = write!(
            text,
            "\n{} accounts\n\n{}",
            count(*size),
            table(&heads, &rows)
        );
    }
    text
}

/// Everything that criterion says.
pub fn native(results: &Results, extent: &Extent) -> String {
    let mut text =
        "\n## The core, natively\n\nMedians of criterion; the load also as a ratio to what \
                    `serde_json` needs to make a `Value` of the same bytes.\n"
            .to_owned();
    let steps = [
        Step::Load,
        Step::Objects,
        Step::Sort,
        Step::Letter,
        Step::Refresh,
    ];
    for step in steps {
        let rows = by_resource(results, extent.sizes, |resource, size| {
            let roster = results.of_roster(resource, size)?.median(step)?;
            if step != Step::Load {
                return Some(milliseconds(roster));
            }
            let other = results.of(SERDE, resource, size)?.median(step)?;
            Some(cell(Ratio { roster, other }, true))
        });
        let _ = write!(
            text,
            "\n{step}\n\n{}",
            table(&size_heads("resource", extent.sizes), &rows)
        );
    }
    text
}

fn size_heads(first: &str, sizes: &[usize]) -> Vec<String> {
    let mut heads = vec![first.to_owned()];
    heads.extend(sizes.iter().map(|size| count(*size)));
    heads
}

fn by_resource(
    results: &Results,
    sizes: &[usize],
    cell: impl Fn(&str, usize) -> Option<String>,
) -> Vec<Vec<String>> {
    let row = |resource: &str| {
        let mut cells = vec![resource.to_owned()];
        cells.extend(
            sizes
                .iter()
                .map(|size| cell(resource, *size).unwrap_or_default()),
        );
        cells
    };
    results.resources().into_iter().map(row).collect()
}
