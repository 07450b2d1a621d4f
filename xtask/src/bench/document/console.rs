//! The console's section of BENCHMARKS.md.

use super::super::console::Figure;
use super::cells::{bold, figure, mark, milliseconds, table};

/// A frame over a million accounts against one over a thousand.
const FRAMES: f64 = 1.3;
/// Milliseconds in which a key is on the screen: the median, and the 99th percentile.
const KEYS: (f64, f64) = (2.0, 8.0);
/// Milliseconds to the first frame.
const START: f64 = 25.0;
/// The state in which something moves on the screen, so that the console is not at rest.
const MOVES: &str = "waiting for an answer";

/// The section.
pub fn section(figures: &[Figure]) -> String {
    format!(
        "\n## The console\n\n{}\n{}\n{}\n{}{NOTES}",
        frames(figures),
        keys(figures),
        start(figures),
        idle(figures)
    )
}

fn value(figures: &[Figure], part: &str, kind: &str, name: &str) -> Option<f64> {
    let is = |one: &&Figure| one.part == part && one.kind == kind && one.name == name;
    figures.iter().find(is).map(|one| one.value)
}

/// The kinds of a part, in their order.
fn kinds<'a>(figures: &'a [Figure], part: &str) -> Vec<&'a str> {
    let mut kinds: Vec<&str> = Vec::new();
    for one in figures.iter().filter(|one| one.part == part) {
        if !kinds.contains(&one.kind.as_str()) {
            kinds.push(&one.kind);
        }
    }
    kinds
}

fn heads(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The best and the worst kinds by their ratio.
fn frames(figures: &[Figure]) -> String {
    let row = |kind: &str| {
        let at = |size: &str| value(figures, "frames", kind, size);
        let (few, more, most) = (at("1000")?, at("100000")?, at("1000000")?);
        Some((most / few, kind.to_owned(), [few, more, most]))
    };
    let mut rows: Vec<_> = kinds(figures, "frames")
        .into_iter()
        .filter_map(row)
        .collect();
    rows.sort_by(|one, other| other.0.total_cmp(&one.0));
    let count = rows.len();
    let holds = rows.iter().filter(|row| row.0 <= FRAMES).count();
    let shown = rows.into_iter().take(8).map(|(ratio, kind, times)| {
        let ratio = format!("{}{}", bold(ratio), mark(ratio <= FRAMES));
        let times = times.map(milliseconds);
        [kind, ratio].into_iter().chain(times).collect()
    });
    let rows: Vec<Vec<String>> = shown.collect();
    format!(
        "A frame over 1,000,000 accounts against one over 1,000 (target {FRAMES}): {holds} of {count} \
         kinds hold it. The worst:\n\n{}",
        table(
            &heads(&["frame", "ratio", "1,000", "100,000", "1,000,000"]),
            &rows
        )
    )
}

fn keys(figures: &[Figure]) -> String {
    let row = |kind: &str| {
        let on_screen = |name: &str| value(figures, "keys", kind, name);
        let (median, late) = (on_screen("median")?, on_screen("p99")?);
        let done = |name: &str| {
            let time = value(figures, "keys done", kind, name);
            time.map_or_else(String::new, milliseconds)
        };
        Some(vec![
            kind.to_owned(),
            format!("{}{}", milliseconds(median), mark(median <= KEYS.0)),
            format!("{}{}", milliseconds(late), mark(late <= KEYS.1)),
            done("median"),
            done("p99"),
        ])
    };
    let rows: Vec<_> = kinds(figures, "keys").into_iter().filter_map(row).collect();
    format!(
        "A key at 100,000 accounts, from the terminal back to the terminal (target {} ms, {} ms at the \
         99th percentile):\n\n{}",
        KEYS.0,
        KEYS.1,
        table(
            &heads(&[
                "key",
                "on the screen",
                "99th percentile",
                "all done",
                "99th percentile"
            ]),
            &rows
        )
    )
}

fn start(figures: &[Figure]) -> String {
    let row = |kind: &str| {
        let at = |name: &str| value(figures, "start", kind, name);
        let (median, longest) = (at("median")?, at("longest")?);
        let longest = format!("{}{}", milliseconds(longest), mark(longest <= START));
        Some(vec![kind.to_owned(), milliseconds(median), longest])
    };
    let rows: Vec<_> = kinds(figures, "start")
        .into_iter()
        .filter_map(row)
        .collect();
    format!(
        "From the start of the process to the first frame (target {START} ms):\n\n{}",
        table(&heads(&["", "median", "longest"]), &rows)
    )
}

fn idle(figures: &[Figure]) -> String {
    let row = |kind: &str| {
        let wakes = value(figures, "idle", kind, "wake-ups a second")?;
        let busy = value(figures, "idle", kind, "microseconds a second")?;
        let holds = wakes == 0.0 || kind == MOVES;
        let wakes = if wakes == 0.0 {
            "0".to_owned()
        } else {
            figure(wakes)
        };
        Some(vec![
            kind.to_owned(),
            format!("{wakes}{}", mark(holds)),
            format!("{busy:.0} µs"),
        ])
    };
    let rows: Vec<_> = kinds(figures, "idle").into_iter().filter_map(row).collect();
    format!(
        "At rest (target: nothing wakes):\n\n{}",
        table(
            &heads(&["state", "wake-ups a second", "processor a second"]),
            &rows
        )
    )
}

const NOTES: &str = "
Keys, start and rest are those of the real program in a terminal of its own, on the embedded sandbox
(AgileNow, 100,000 accounts); time is from the write of a key to the end of the frame that shows it. Over
more than 2,000 accounts a search or a sort is done beside the loop: the letter, or the arrow in the
heading, is on the screen first, and \"all done\" is when the rows are. Frames are drawn into memory.
Wake-ups are the context switches of all threads, the sandbox's among them. While an answer is awaited a
picture moves eight times a second.
";

#[cfg(test)]
mod tests {
    use super::*;

    fn one(part: &str, kind: &str, name: &str, value: f64) -> Figure {
        Figure {
            part: part.to_owned(),
            kind: kind.to_owned(),
            name: name.to_owned(),
            value,
        }
    }

    #[test]
    fn what_misses_its_target_is_marked() {
        let figures = [
            one("frames", "top", "1000", 0.5),
            one("frames", "top", "100000", 0.5),
            one("frames", "top", "1000000", 0.7),
            one("keys", "down", "median", 0.5),
            one("keys", "down", "p99", 9.0),
            one("start", "sandbox", "median", 1.0),
            one("start", "sandbox", "longest", 26.0),
            one("idle", "form", "wake-ups a second", 0.5),
            one("idle", "form", "microseconds a second", 40.0),
        ];
        let text = section(&figures);
        for line in [
            "0 of 1 kinds hold it",
            "| top | **1.40** ✗ | 0.50 ms | 0.50 ms | 0.70 ms |",
            "| down | 0.50 ms | 9.00 ms ✗ |  |  |",
            "| sandbox | 1.00 ms | 26 ms ✗ |",
            "| form | 0.50 ✗ | 40 µs |",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }
}
