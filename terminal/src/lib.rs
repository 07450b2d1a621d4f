//! A program in a terminal of its own, and what is on its screen: for the tests, the benchmarks and
//! the picture of the console.

use std::io::{self, Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use portable_pty::{Child, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

pub use portable_pty::{CommandBuilder, ExitStatus};
pub use vt100::{Color, Screen};

/// How long something may take to show, on a machine with much else to do.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running program and its terminal; the program is ended when this is dropped.
pub struct Terminal {
    // Kept, because the program is hung up when the last handle goes.
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: Parser,
    started: Instant,
    #[cfg(unix)]
    modes: String,
}

impl Terminal {
    /// Starts a program in a terminal of that many columns and rows.
    ///
    /// # Errors
    /// When there is no terminal to have, or the program does not start.
    pub fn start(command: CommandBuilder, size: (u16, u16)) -> Result<Terminal> {
        let (columns, rows) = cells(size)?;
        let pty = native_pty_system().openpty(in_cells(size))?;
        let output = pass_on(pty.master.try_clone_reader()?);
        #[cfg(unix)]
        let modes = modes(pty.master.as_ref());
        let started = Instant::now();
        let child = pty.slave.spawn_command(command)?;
        // While it is held here, the terminal does not end with the program.
        drop(pty.slave);
        Ok(Terminal {
            writer: pty.master.take_writer()?,
            master: pty.master,
            child,
            output,
            parser: Parser::new(rows, columns, 0),
            started,
            #[cfg(unix)]
            modes,
        })
    }

    /// When the program was started.
    #[must_use]
    pub fn started(&self) -> Instant {
        self.started
    }

    /// The number of its process, while it has one.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// What is on the screen.
    #[must_use]
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// The text that is on the screen.
    #[must_use]
    pub fn text(&self) -> String {
        self.screen().contents()
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

    /// Makes the terminal another size.
    ///
    /// # Errors
    /// When the terminal is gone, or would have no cells.
    pub fn resize(&mut self, size: (u16, u16)) -> Result<()> {
        let (columns, rows) = cells(size)?;
        self.master.resize(in_cells(size))?;
        self.parser.screen_mut().set_size(rows, columns);
        Ok(())
    }

    /// Puts what the program writes next on the screen; when it came, and its bytes.
    ///
    /// # Errors
    /// When nothing comes in that time, or nothing will any more.
    pub fn take(&mut self, patience: Duration) -> Result<(Instant, Vec<u8>), RecvTimeoutError> {
        let (came, bytes) = self.output.recv_timeout(patience)?;
        self.parser.process(&bytes);
        Ok((came, bytes))
    }

    /// Waits until the screen is as wanted.
    ///
    /// # Errors
    /// When the program ends before, or takes too long: says what is on the screen.
    pub fn wait_for(&mut self, what: &str, is: impl Fn(&Screen) -> bool) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while !is(self.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            if let Err(error) = self.take(left) {
                let text = self.text();
                bail!("waited for {what}: {error}; on the screen is\n{text}");
            }
        }
        Ok(())
    }

    /// Waits until the program has ended; how.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn end(&mut self) -> io::Result<ExitStatus> {
        self.child.wait()
    }

    /// The modes of the terminal before the program had it, and now.
    #[cfg(unix)]
    #[must_use]
    pub fn modes(&self) -> (&str, String) {
        (&self.modes, modes(self.master.as_ref()))
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
fn pass_on(mut reader: Box<dyn Read + Send>) -> Receiver<(Instant, Vec<u8>)> {
    let (sender, output) = channel();
    thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        // The end of a terminal is an error on Linux and the end of input elsewhere.
        while let Ok(count) = reader.read(&mut bytes) {
            let piece = bytes.get(..count).unwrap_or_default().to_vec();
            if count == 0 || sender.send((Instant::now(), piece)).is_err() {
                return;
            }
        }
    });
    output
}

fn cells((columns, rows): (u16, u16)) -> Result<(NonZeroU16, NonZeroU16)> {
    let some = |cells| NonZeroU16::new(cells).context("a terminal has cells");
    Ok((some(columns)?, some(rows)?))
}

fn in_cells((columns, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        ..PtySize::default()
    }
}

/// The modes of a terminal, to be compared.
#[cfg(unix)]
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
