//! What the picture of the console shows.

use std::path::Path;

use anyhow::{Context, Result};
use roster_terminal::{CommandBuilder, Screen, Terminal};

use super::{ACCOUNT, PLACE, SEARCH};

/// Wide enough for the details beside the table.
const COLUMNS: u16 = 160;
const ROWS: u16 = 30;

const DOWN: &str = "\x1b[B";

/// Pasted, so that the table is filtered once.
const PASTE: (&str, &str) = ("\x1b[200~", "\x1b[201~");

/// Runs the console on a new embedded sandbox, types a search, and goes down to an account.
///
/// # Errors
/// When the console does not come to show them.
pub fn screen(program: &Path) -> Result<Screen> {
    let home = tempfile::tempdir().context("making a folder for the sandbox")?;
    let mut command = CommandBuilder::new(program);
    command.arg("--sandbox-db");
    command.arg(home.path().join("sandbox.db"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", home.path());
    let mut terminal = Terminal::start(command, (COLUMNS, ROWS))?;
    terminal.wait_for("all accounts", |screen| shows(screen, "1,000 accounts"))?;
    let (begin, end) = PASTE;
    terminal.press(&format!("/{begin}{SEARCH}{end}"))?;
    terminal.wait_for("the search", |screen| shows(screen, " of 1,000"))?;
    terminal.press(&DOWN.repeat(PLACE - 1))?;
    // A frame is drawn from the top, so once its last lines are there, all of it is.
    terminal.wait_for(ACCOUNT, |screen| {
        details(screen).contains(ACCOUNT) && shows(screen, &format!("\n {PLACE} of "))
    })?;
    Ok(terminal.screen().clone())
}

fn shows(screen: &Screen, text: &str) -> bool {
    screen.contents().contains(text)
}

/// What the right part of the screen says.
fn details(screen: &Screen) -> String {
    let width = 40;
    let lines: Vec<_> = screen.rows(COLUMNS - width, width).collect();
    lines.join("\n")
}
