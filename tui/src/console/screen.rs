//! What is on the screen now, and the least that has to be written to make it another picture.
//!
//! Not `ratatui::Terminal`, because terminals disagree about how many cells a character of several
//! code points takes (Indic vowel signs, flags, families): where such a character was or will be,
//! the whole row is written again, and every piece after one starts at its own place.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;

/// The screen, and what is on it.
pub struct Screen<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Buffer,
}

impl<W: Write> Screen<W> {
    /// A screen of which nothing is known.
    pub fn new(writer: W) -> Screen<W> {
        Screen {
            backend: CrosstermBackend::new(writer),
            shown: Buffer::default(),
        }
    }

    /// Forgets what is on the screen, so that all of it is drawn next time.
    pub fn forget(&mut self) {
        self.shown = Buffer::default();
    }

    /// Draws a picture of that many columns and rows. The painter returns the place of the cursor.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn draw(
        &mut self,
        size: (u16, u16),
        paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        let mut next = Buffer::empty(area);
        let cursor = paint(&mut next);
        queue!(self.backend, BeginSynchronizedUpdate, Hide)?;
        if self.shown.area != area {
            self.backend.clear()?;
            self.shown = Buffer::empty(area);
        }
        write_disputed_rows_whole(&self.shown, &mut next);
        let changes = self.shown.diff(&next);
        for piece in changes.split_inclusive(|(_, _, cell)| is_disputed(cell)) {
            self.backend.draw(piece.iter().copied())?;
        }
        if let Some((column, row)) = cursor {
            queue!(self.backend, MoveTo(column, row), Show)?;
        }
        queue!(self.backend, EndSynchronizedUpdate)?;
        Write::flush(&mut self.backend)?;
        for cell in &mut next.content {
            cell.set_diff_option(CellDiffOption::None);
        }
        self.shown = next;
        Ok(())
    }
}

/// Whether terminals may disagree about the width of what is in the cell.
fn is_disputed(cell: &Cell) -> bool {
    cell.symbol().chars().nth(1).is_some()
}

/// Marks every cell of the rows that hold, or held, a disputed character, where the row changes.
fn write_disputed_rows_whole(shown: &Buffer, next: &mut Buffer) {
    let width = usize::from(next.area.width);
    if width == 0 || shown.area != next.area {
        return;
    }
    let rows = shown
        .content
        .chunks(width)
        .zip(next.content.chunks_mut(width));
    for (before, after) in rows {
        let changes = before.iter().zip(after.iter()).any(|(before, after)| {
            before.symbol() != after.symbol() || before.style() != after.style()
        });
        if changes && before.iter().chain(after.iter()).any(is_disputed) {
            for cell in after {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::num::NonZeroU16;
    use std::rc::Rc;

    use ratatui::style::Style;

    use super::*;

    /// What was written, kept where the test can read it.
    #[derive(Clone, Default)]
    struct Written(Rc<RefCell<Vec<u8>>>);

    impl Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Draws the pictures, each a few texts at their columns, one after the other.
    fn draw(pictures: &[&[(u16, &str)]]) -> Written {
        let written = Written::default();
        let mut screen = Screen::new(written.clone());
        for texts in pictures {
            let painted = screen.draw((20, 1), |buffer| {
                for (column, text) in *texts {
                    buffer.set_string(*column, 0, text, Style::new());
                }
                None
            });
            painted.expect("memory can be written to");
        }
        written
    }

    /// What a terminal makes of it.
    fn terminal(written: &Written) -> vt100::Parser {
        let size = |cells| NonZeroU16::new(cells).expect("a size");
        let mut terminal = vt100::Parser::new(size(1), size(20), 0);
        terminal.process(&written.0.borrow());
        terminal
    }

    #[test]
    fn nothing_of_a_disputed_character_stays() {
        for (before, after) in [
            ("binti   x", "another"),
            ("অনির্বণ  x", "b  y"),
            ("🇫🇮👍🏽 👩‍👩‍👧 x", "c   d"),
            ("李小龙", "ab"),
        ] {
            let terminal = terminal(&draw(&[&[(0, before)], &[(0, after)]]));
            assert_eq!(terminal.screen().contents().trim_end(), after);
        }
    }

    #[test]
    fn what_follows_a_disputed_character_is_at_its_place() {
        let terminal = terminal(&draw(&[&[(0, "निकि"), (10, "x")]]));
        let cell = terminal.screen().cell(0, 10).expect("a cell");
        assert_eq!(cell.contents(), "x");
    }

    #[test]
    fn a_picture_that_stays_is_not_written_again() {
        let picture: &[(u16, &str)] = &[(0, "निकि 🇫🇮")];
        let once = draw(&[picture]).0.borrow().len();
        let thrice = draw(&[picture; 3]).0.borrow().len();
        assert!(thrice < once + 64, "{once} bytes, then {thrice}");
    }
}
