//! How far a long list is, on a terminal's standard error and nowhere else.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// A list that is done sooner shows nothing.
const LONG: Duration = Duration::from_millis(400);

/// A line that is written over itself and gone at the end.
pub struct Progress {
    label: String,
    started: Instant,
    terminal: bool,
    shown: bool,
}

impl Progress {
    /// Of what is being read, such as `key accounts`.
    pub fn of(label: &str) -> Progress {
        Progress {
            label: label.to_lowercase(),
            started: Instant::now(),
            terminal: io::stderr().is_terminal() && io::stdin().is_terminal(),
            shown: false,
        }
    }

    /// So many were read, of so many when the system said.
    pub fn at(&mut self, loaded: usize, total: Option<u64>) {
        if !self.terminal || self.started.elapsed() < LONG {
            return;
        }
        let of = total.map_or_else(String::new, |total| format!(" of {total}"));
        self.shown = true;
        let mut error = io::stderr().lock();
        let _ = write!(error, "\r\u{1b}[K{loaded}{of} {}", self.label);
        let _ = error.flush();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let mut error = io::stderr().lock();
            let _ = write!(error, "\r\u{1b}[K");
            let _ = error.flush();
        }
    }
}
