//! A pseudo-terminal with a program in it, and what is on its screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// How long something may take to show, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program and its terminal; the program is ended when this is dropped.
pub struct Terminal {
    // Kept, because the program is hung up when the last handle goes.
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    parser: Parser,
}

impl Terminal {
    /// Starts a program in a terminal of that many columns and rows.
    ///
    /// # Errors
    /// When there is no terminal to have, or the program does not start.
    pub fn start(
        command: CommandBuilder,
        columns: NonZeroU16,
        rows: NonZeroU16,
    ) -> Result<Terminal> {
        let size = PtySize {
            rows: rows.get(),
            cols: columns.get(),
            pixel_width: 0,
            pixel_height: 0,
        };
        let pty = native_pty_system().openpty(size)?;
        let child = pty.slave.spawn_command(command)?;
        drop(pty.slave);
        Ok(Terminal {
            output: pass_on(pty.master.try_clone_reader()?),
            writer: pty.master.take_writer()?,
            _master: pty.master,
            child,
            parser: Parser::new(rows, columns, 0),
        })
    }

    /// Sends keys as a terminal does.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn press(&mut self, keys: &str) -> Result<()> {
        self.writer
            .write_all(keys.as_bytes())
            .and_then(|()| self.writer.flush())
            .context("writing to the terminal")
    }

    /// Waits until the screen is as wanted.
    ///
    /// # Errors
    /// When the program ends before, or takes too long: says what is on the screen.
    pub fn wait_for(&mut self, what: &str, is: impl Fn(&Screen) -> bool) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while !is(self.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(error) => bail!(
                    "waited for {what}: {error}; on the screen is\n{}",
                    self.parser.screen().contents()
                ),
            }
        }
        Ok(())
    }

    /// What is on the screen.
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Either call fails only when the process has already gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads in a thread: reading a terminal cannot be given up in time.
fn pass_on(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, output) = channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        // The end of a terminal is an error on Linux and the end of input elsewhere.
        while let Ok(count) = reader.read(&mut bytes) {
            if count == 0 || sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    output
}
