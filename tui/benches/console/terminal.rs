//! The real program in a terminal of its own, with the moment at which each frame came out of it.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// What ends every frame: the end of a synchronized update.
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(300);

/// The console in a terminal.
pub struct Terminal {
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: Parser,
    /// The last bytes that came, in which the end of a frame may have begun.
    tail: Vec<u8>,
    /// When it was started.
    pub started: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program with those arguments in a terminal of that size.
    pub fn start(arguments: &[&str], (columns, rows): (u16, u16), home: &Path) -> Terminal {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roster"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("ROSTER_TEST_TOKEN", "a.b.c");
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(count) = reader.read(&mut bytes) {
                let piece = bytes.get(..count).unwrap_or_default().to_vec();
                if count == 0 || sender.send((Instant::now(), piece)).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pty.slave.spawn_command(command).expect("the program");
        drop(pty.slave);
        let cells = |cells| NonZeroU16::new(cells).expect("a size");
        Terminal {
            writer: pty.master.take_writer().expect("its input"),
            child,
            output,
            parser: Parser::new(cells(rows), cells(columns), 0),
            tail: Vec::new(),
            started,
            _master: pty.master,
        }
    }

    /// The process.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// The row of the screen that is marked in the table.
    pub fn marked(&self) -> Option<u16> {
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        let marked = |row: &u16| {
            let cell = screen.cell(*row, columns.get() / 2);
            cell.is_some_and(|cell| cell.inverse() || cell.bgcolor() != vt100::Color::Default)
        };
        (0..rows.get()).find(marked)
    }

    /// Waits for the next frame; when it was there. `None` when none came in that time.
    pub fn frame(&mut self, patience: Duration) -> Option<Instant> {
        let end = Instant::now() + patience;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok((when, bytes)) => {
                    self.parser.process(&bytes);
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
        self.writer.write_all(keys.as_bytes()).expect("a terminal");
        self.writer.flush().expect("a terminal");
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

impl Drop for Terminal {
    /// Ends the program; one that has ended already cannot be ended again.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
