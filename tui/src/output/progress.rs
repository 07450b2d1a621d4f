//! That a call is under way and how far a long list is, on a terminal's standard error and nowhere
//! else. A call that failed is repeated after a wait, so it may be a while until anything comes.

use std::future::Future;
use std::io::{self, IsTerminal, Write};
use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, interval_at};

/// What is done sooner shows nothing.
const LONG: Duration = Duration::from_millis(400);
/// How often the line is written again while nothing comes.
const TICK: Duration = Duration::from_secs(1);

/// A line that is written over itself and gone at the end.
pub struct Progress {
    label: String,
    came: String,
    started: Instant,
    terminal: bool,
    shown: bool,
}

impl Progress {
    /// Of what is asked for, such as `list key accounts`.
    pub fn of(label: impl Into<String>) -> Progress {
        Progress {
            label: label.into(),
            came: String::new(),
            started: Instant::now(),
            terminal: io::stderr().is_terminal() && io::stdin().is_terminal(),
            shown: false,
        }
    }

    /// So many were read, of so many when the system said.
    pub fn at(&mut self, loaded: usize, total: Option<u64>) {
        let of = total.map_or_else(String::new, |total| format!(" of {total}"));
        self.came = format!(": {loaded}{of}");
        self.show();
    }

    /// Waits for the work, and shows that it does.
    pub async fn during<T>(&mut self, work: impl Future<Output = T>) -> T {
        if !self.terminal {
            return work.await;
        }
        let mut work = pin!(work);
        let mut ticks = interval_at(Instant::now() + LONG, TICK);
        loop {
            tokio::select! {
                done = &mut work => return done,
                _ = ticks.tick() => self.show(),
            }
        }
    }

    /// Takes the line away, so that something else can be written.
    pub fn hide(&mut self) {
        if std::mem::take(&mut self.shown) {
            let mut error = io::stderr().lock();
            let _ = write!(error, "\r\u{1b}[K");
            let _ = error.flush();
        }
    }

    fn show(&mut self) {
        let time = self.started.elapsed();
        if !self.terminal || time < LONG {
            return;
        }
        self.shown = true;
        let mut error = io::stderr().lock();
        let _ = write!(error, "\r\u{1b}[K{}", self.line(time));
        let _ = error.flush();
    }

    fn line(&self, time: Duration) -> String {
        let Progress { label, came, .. } = self;
        let seconds = time.as_secs();
        format!("{label}{came} … {seconds} s (Ctrl-C ends it)")
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.hide();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_waited_for_and_how_to_end_it() {
        let mut progress = Progress::of("list mpdx/key-accounts");
        let after = Duration::from_millis(12_900);
        let line = "list mpdx/key-accounts … 12 s (Ctrl-C ends it)";
        assert_eq!(progress.line(after), line);
        progress.at(200, Some(1000));
        let line = "list mpdx/key-accounts: 200 of 1000 … 12 s (Ctrl-C ends it)";
        assert_eq!(progress.line(after), line);
    }
}
