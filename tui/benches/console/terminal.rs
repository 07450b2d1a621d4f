//! The real program in a terminal of its own, with the moment at which each frame came out of it.

use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use roster_terminal::{Color, CommandBuilder};

/// What ends every frame: the end of a synchronized update.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(300);

/// The console in a terminal.
pub struct Terminal {
    terminal: roster_terminal::Terminal,
    /// The last bytes that came, in which the end of a frame may have begun.
    tail: Vec<u8>,
}

impl Terminal {
    /// Starts the program with those arguments in a terminal of that size.
    pub fn start(arguments: &[&str], size: (u16, u16), home: &Path) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roster"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("ROSTER_TEST_TOKEN", "a.b.c");
        Terminal {
            terminal: roster_terminal::Terminal::start(command, size).expect("the program"),
            tail: Vec::new(),
        }
    }

    /// When it was started.
    pub fn started(&self) -> Instant {
        self.terminal.started()
    }

    /// The process.
    pub fn process(&self) -> u32 {
        self.terminal.process().expect("a process")
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.terminal.text()
    }

    /// The row of the screen that is marked in the table.
    pub fn marked(&self) -> Option<u16> {
        let screen = self.terminal.screen();
        let (rows, columns) = screen.size();
        let marked = |row: &u16| {
            let cell = screen.cell(*row, columns.get() / 2);
            cell.is_some_and(|cell| cell.inverse() || cell.bgcolor() != Color::Default)
        };
        (0..rows.get()).find(marked)
    }

    /// Waits for the next frame; when it was there. `None` when none came in that time.
    pub fn frame(&mut self, patience: Duration) -> Option<Instant> {
        let end = Instant::now() + patience;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.terminal.take(left) {
                Ok((when, bytes)) => {
                    if self.ends_a_frame(&bytes) {
                        return Some(when);
                    }
                }
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => panic!("it ended:\n{}", self.text()),
            }
        }
    }

    /// Waits until that text is on the screen; when it was.
    pub fn wait_for(&mut self, text: &str) -> Instant {
        loop {
            let frame = self.frame(PATIENCE);
            let frame = frame.unwrap_or_else(|| panic!("no {text} on\n{}", self.text()));
            if self.text().contains(text) {
                return frame;
            }
        }
    }

    /// Waits until nothing was drawn for that time.
    pub fn rest(&mut self, quiet: Duration) {
        while self.frame(quiet).is_some() {}
    }

    /// Takes what is drawn in that time.
    pub fn rest_for(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while self
            .frame(end.saturating_duration_since(Instant::now()))
            .is_some()
        {}
    }

    /// Sends keys as a terminal does; when.
    pub fn press(&mut self, keys: &str) -> Instant {
        let now = Instant::now();
        self.terminal.press(keys).expect("a terminal");
        now
    }

    /// Presses keys and waits until what they did is drawn.
    pub fn go(&mut self, keys: &str) {
        self.press(keys);
        self.rest(Duration::from_millis(200));
    }

    fn ends_a_frame(&mut self, bytes: &[u8]) -> bool {
        self.tail.extend_from_slice(bytes);
        let mut windows = self.tail.windows(END_OF_FRAME.len());
        let last = windows.rposition(|window| window == END_OF_FRAME);
        let kept = match last {
            Some(at) => at + END_OF_FRAME.len(),
            None => self.tail.len().saturating_sub(END_OF_FRAME.len() - 1),
        };
        self.tail.drain(..kept);
        last.is_some()
    }
}
