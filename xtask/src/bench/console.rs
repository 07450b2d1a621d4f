//! The benchmarks of the console: its frames, its keys, its start, and its rest.

use anyhow::{Result, ensure};

use crate::cargo::cargo;
use crate::report;

/// One figure of the console.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is measured: `frames`, `keys`, `keys done`, `start` or `idle`.
    pub part: String,
    /// Which of it: a key, a state, a place in the list.
    pub kind: String,
    /// Which figure: `median`, `p99`, a number of accounts.
    pub name: String,
    /// Milliseconds; of a console at rest, wake-ups a second or microseconds a second.
    pub value: f64,
}

impl Figure {
    /// `console PART KIND NAME VALUE`, with tabs between them.
    fn read(line: &str) -> Option<Figure> {
        let mut words = line.strip_prefix("console\t")?.split('\t');
        let figure = Figure {
            part: words.next()?.to_owned(),
            kind: words.next()?.to_owned(),
            name: words.next()?.to_owned(),
            value: words.next()?.parse().ok()?,
        };
        words.next().is_none().then_some(figure)
    }
}

/// Runs them.
///
/// # Errors
/// When they do not build or run.
pub fn run(quick: bool) -> Result<Vec<Figure>> {
    report::heading("bench: the console");
    let mut figures = Vec::new();
    let mut bench = cargo().args(["bench", "--package", "roster", "--bench", "console"]);
    if quick {
        bench = bench.env("ROSTER_BENCH_QUICK", "1");
    }
    bench.run_reading(|line| figures.extend(Figure::read(line)))?;
    ensure!(!figures.is_empty(), "the console was not measured");
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read() {
        assert_eq!(
            Figure::read("console\tkeys\t1st letter\tp99\t1.5"),
            Some(Figure {
                part: "keys".to_owned(),
                kind: "1st letter".to_owned(),
                name: "p99".to_owned(),
                value: 1.5,
            })
        );
        for line in ["", "console", "console\tkeys\tdown\tp99\tx", "Finished"] {
            assert_eq!(Figure::read(line), None, "{line}");
        }
    }
}
