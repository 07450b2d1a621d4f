//! The real program in a terminal of its own, and what is on its screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// How long something may take to show, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// The console in a terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    parser: Parser,
    /// The modes of the terminal before the program had it.
    modes: String,
}

impl Terminal {
    /// Starts the program with those arguments in a terminal of that size. `home` takes the place
    /// of the person's folders.
    pub fn start(arguments: &[&str], (columns, rows): (u16, u16), home: &Path) -> Terminal {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pty = native_pty_system().openpty(size).expect("a terminal");
        let modes = modes(pty.master.as_ref());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_roster"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("ROSTER_TEST_TOKEN", "a.b.c");
        let child = pty.slave.spawn_command(command).expect("the program");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The end of the terminal is an error on Linux and the end of input elsewhere.
            while let Ok(count) = reader.read(&mut bytes) {
                let piece = bytes.get(..count).unwrap_or_default().to_vec();
                if count == 0 || sender.send(piece).is_err() {
                    return;
                }
            }
        });
        let cells = |cells| NonZeroU16::new(cells).expect("a size");
        Terminal {
            writer: pty.master.take_writer().expect("its input"),
            master: pty.master,
            child,
            output,
            parser: Parser::new(cells(rows), cells(columns), 0),
            modes,
        }
    }

    /// Waits until the screen is as wanted; fails with what is on it when that takes too long.
    pub fn wait(&mut self, what: &str, is: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is(self.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(error) => panic!(
                    "waited for {what}: {error}; on the screen is\n{}",
                    self.text()
                ),
            }
        }
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
            match self.output.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => panic!("it ended"),
            }
        }
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Sends keys as a terminal does.
    pub fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("a terminal");
        self.writer.flush().expect("a terminal");
    }

    /// Makes the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let cells = |cells| NonZeroU16::new(cells).expect("a size");
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).expect("a size");
        self.parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
    }

    /// Sends the program a signal, by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("a process").to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.expect("kill").success());
    }

    /// Waits until the program has ended, and checks that the terminal is as it was.
    pub fn end(mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.text()),
            }
        }
        let status = self.child.wait().expect("an exit");
        let screen = self.parser.screen();
        assert!(
            !screen.alternate_screen(),
            "the screen is the shell's again"
        );
        assert!(!screen.bracketed_paste(), "pastes are plain again");
        assert!(!screen.hide_cursor(), "the cursor is there again");
        assert_eq!(
            modes(self.master.as_ref()),
            self.modes,
            "the modes are back"
        );
        status
    }
}

impl Drop for Terminal {
    /// Ends the program where a test failed. One that has ended already cannot be ended again.
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// The modes of a terminal, to be compared.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
