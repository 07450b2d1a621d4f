//! The terminal: taken for the console, and given back as it was on every way out.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::cursor;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};

use super::screen::Screen;

/// Whether the terminal is in the console's modes now.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while the console has it. Given back when dropped.
pub struct Terminal {
    /// What is drawn on it.
    pub screen: Screen<BufWriter<Stdout>>,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// The terminal does not allow it.
    pub fn take() -> io::Result<Terminal> {
        give_back_on_panic();
        enter()?;
        Ok(Terminal {
            screen: Screen::new(BufWriter::with_capacity(1 << 16, io::stdout())),
        })
    }

    /// Gives the terminal to the shell and stops this process, as `^Z` does in other programs;
    /// takes it again when the shell continues it.
    ///
    /// # Errors
    /// The terminal does not allow it any more.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        leave();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.screen.forget();
        enter()
    }

    /// There is no such thing here.
    ///
    /// # Errors
    /// Never.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )
    .inspect_err(|_| leave())
}

/// Gives the terminal back; once, whoever asks first. A terminal that is gone cannot be told, so
/// errors have no one to go to.
fn leave() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = execute!(
        io::stdout(),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = disable_raw_mode();
    let _ = io::stdout().flush();
}

/// Gives the terminal back before a panic of this thread is told. A panic of a background task
/// leaves the console running, so it must not touch the screen, not even with its message.
fn give_back_on_panic() {
    let console = thread::current().id();
    let told = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == console {
            leave();
            told(info);
        } else if !TAKEN.load(Ordering::SeqCst) {
            told(info);
        }
    }));
}
