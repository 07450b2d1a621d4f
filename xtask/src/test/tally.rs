//! How many tests ran, read from what the runners print.

use std::fmt;

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

impl Tally {
    /// Adds what a line says; most lines say nothing.
    ///
    /// Cargo's and wasm-bindgen's runners end each suite with one line
    /// (`test result: ok. 3 passed; 0 failed; …`), Playwright ends all of them with one for each
    /// outcome (`  3 passed (2.1s)`).
    pub fn read(&mut self, line: &str) {
        if let Some(result) = line.trim_start().strip_prefix("test result: ") {
            let counts = result.split_once(". ").map_or(result, |(_, counts)| counts);
            counts.split("; ").for_each(|count| self.add(count));
        } else {
            let text = line.trim_start();
            // Playwright indents its outcome; a program's own "3 passed" is not one.
            if text.len() < line.len() {
                self.add(text.split_once(" (").map_or(text, |(count, _)| count));
            }
        }
    }

    /// Adds another count to this one.
    pub fn add_all(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Tests that ran.
    pub fn total(self) -> u32 {
        self.passed + self.failed
    }

    fn add(&mut self, count: &str) {
        let Some((number, outcome)) = count.split_once(' ') else {
            return;
        };
        let Ok(number) = number.parse::<u32>() else {
            return;
        };
        match outcome.trim_end() {
            "passed" => self.passed += number,
            "failed" => self.failed += number,
            _ => {}
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(output: &str) -> Tally {
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn suites_of_cargo_are_added_up() {
        let output = "running 3 tests\n\
            test one ... ok\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: FAILED. 7 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s";
        assert_eq!(
            read(output),
            Tally {
                passed: 10,
                failed: 2
            }
        );
    }

    #[test]
    fn outcomes_of_playwright_are_read() {
        let output = "Running 4 tests using 1 worker\n\n  \
            1) [dashboard] › www/tests/edit.spec.ts:3:1 › saves 3 passed accounts\n\n  \
            1 failed\n    [dashboard] › www/tests/edit.spec.ts:3:1 › saves\n  \
            3 passed (2.1s)\n";
        assert_eq!(
            read(output),
            Tally {
                passed: 3,
                failed: 1
            }
        );
    }

    #[test]
    fn other_lines_count_nothing() {
        let output = "3 passed\ntest result: \n  12 passed messages\n  passed\n  x passed\ntest a passed ... ok";
        assert_eq!(read(output), Tally::default());
    }

    #[test]
    fn the_closing_line_has_both_numbers() {
        let mut tally = Tally {
            passed: 1,
            failed: 0,
        };
        tally.add_all(Tally {
            passed: 2,
            failed: 3,
        });
        assert_eq!(tally.to_string(), "3 passed, 3 failed");
        assert_eq!(tally.total(), 6);
    }
}
