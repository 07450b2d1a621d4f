//! The real program in a terminal of its own, and what is on its screen.

use std::path::Path;
use std::process::Command;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use roster_terminal::{CommandBuilder, ExitStatus, PATIENCE, Screen};

/// The console in a terminal.
pub struct Terminal(roster_terminal::Terminal);

impl Terminal {
    /// Starts the program with those arguments in a terminal of that size. `home` takes the place
    /// of the person's folders.
    pub fn start(arguments: &[&str], size: (u16, u16), home: &Path) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roster"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("ROSTER_TEST_TOKEN", "a.b.c");
        Terminal(roster_terminal::Terminal::start(command, size).expect("the program"))
    }

    /// Waits until the screen is as wanted; fails with what is on it when that takes too long.
    pub fn wait(&mut self, what: &str, is: impl Fn(&Screen) -> bool) {
        let waited = self.0.wait_for(what, is);
        waited.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Waits until that text is on the screen.
    pub fn wait_for(&mut self, text: &str) {
        self.wait(text, |screen| screen.contents().contains(text));
    }

    /// Waits until that text is no longer on the screen.
    pub fn wait_gone(&mut self, text: &str) {
        self.wait(&format!("{text} to go"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Continues the program, which is about to stop or has stopped, until that text shows. Again
    /// and again, because nothing tells when it has stopped.
    pub fn continue_until(&mut self, text: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.text().contains(text) {
            assert!(
                Instant::now() < end,
                "it does not continue:\n{}",
                self.text()
            );
            self.signal("CONT");
            let taken = self.0.take(Duration::from_millis(100));
            assert_ne!(taken.err(), Some(RecvTimeoutError::Disconnected));
        }
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// Sends keys as a terminal does.
    pub fn press(&mut self, keys: &str) {
        self.0.press(keys).expect("a terminal");
    }

    /// Makes the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.0.resize((columns, rows)).expect("a size");
    }

    /// Sends the program a signal, by its name.
    pub fn signal(&self, name: &str) {
        let id = self.0.process().expect("a process").to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.expect("kill").success());
    }

    /// Waits until the program has ended, and checks that the terminal is as it was.
    pub fn end(mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.0.take(left) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.text()),
            }
        }
        let status = self.0.end().expect("an exit");
        let screen = self.0.screen();
        assert!(
            !screen.alternate_screen(),
            "the screen is the shell's again"
        );
        assert!(!screen.bracketed_paste(), "pastes are plain again");
        assert!(!screen.hide_cursor(), "the cursor is there again");
        let (before, now) = self.0.modes();
        assert_eq!(now, before, "the modes are back");
        status
    }
}
