//! The screen of a terminal as pieces that a page can draw.
//!
//! A page has one width for each letter only as long as one font has them all. So what other fonts
//! draw stands in pieces of its own, each as wide as its cells are.

use vt100::{Cell, Color, Screen};

/// Neighbouring cells of a line that are drawn in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What is in the cells.
    pub text: String,
    /// How many cells it takes.
    pub columns: u16,
    /// How it looks.
    pub look: Look,
    /// Which font draws it.
    pub letters: Letters,
}

/// The letters of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// Those that every font for terminals has.
    Plain,
    /// Lines that meet those of the cells above and below.
    Frame,
    /// One that takes two cells, as Chinese does; it stands in their middle.
    Wide,
    /// Those that join or go from right to left: only together do they have their shape.
    Joined,
}

/// How cells look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub foreground: Color,
    pub background: Color,
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
    pub reversed: bool,
    /// Whether the cursor is here.
    pub cursor: bool,
}

/// The lines of a screen, from the top.
pub fn lines(screen: &Screen) -> Vec<Vec<Piece>> {
    let (rows, columns) = screen.size();
    let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
    (0..rows.get())
        .map(|row| {
            let cells = (0..columns.get()).filter_map(|column| {
                let cell = screen.cell(row, column)?;
                (!cell.is_wide_continuation()).then(|| piece(cell, cursor == Some((row, column))))
            });
            join(cells)
        })
        .collect()
}

fn piece(cell: &Cell, cursor: bool) -> Piece {
    let text = if cell.has_contents() {
        cell.contents()
    } else {
        " "
    };
    Piece {
        text: text.to_owned(),
        columns: if cell.is_wide() { 2 } else { 1 },
        look: Look {
            foreground: cell.fgcolor(),
            background: cell.bgcolor(),
            bold: cell.bold(),
            dim: cell.dim(),
            italic: cell.italic(),
            underline: cell.underline(),
            reversed: cell.inverse(),
            cursor,
        },
        letters: letters(cell, text),
    }
}

fn letters(cell: &Cell, text: &str) -> Letters {
    // Latin with its accents, Greek and Cyrillic; then punctuation, arrows, signs and blocks.
    let is_plain = |letter| matches!(letter, '\0'..'\u{590}' | '\u{1e00}'..'\u{2800}');
    if cell.is_wide() {
        Letters::Wide
    } else if text.starts_with(|letter| matches!(letter, '\u{2500}'..'\u{2580}')) {
        Letters::Frame
    } else if text.chars().all(is_plain) {
        Letters::Plain
    } else {
        Letters::Joined
    }
}

fn join(cells: impl Iterator<Item = Piece>) -> Vec<Piece> {
    let mut line: Vec<Piece> = Vec::new();
    for cell in cells {
        match line.last_mut() {
            Some(last) if last.look == cell.look && may_join(last.letters, cell.letters) => {
                last.text.push_str(&cell.text);
                last.columns += cell.columns;
            }
            _ => line.push(cell),
        }
        keep_words_together(&mut line);
    }
    line
}

fn may_join(one: Letters, other: Letters) -> bool {
    one == other && one != Letters::Wide
}

/// Two words from right to left with a space between them are one piece: the second word stands
/// left of the first.
fn keep_words_together(line: &mut Vec<Piece>) {
    let [.., first, space, second] = line.as_slice() else {
        return;
    };
    let is_space = space.text == " " && space.look == first.look && space.look == second.look;
    if is_space && first.letters == Letters::Joined && second.letters == Letters::Joined {
        let words = line.split_off(line.len() - 3);
        line.push(Piece {
            text: words.iter().map(|piece| piece.text.as_str()).collect(),
            columns: words.iter().map(|piece| piece.columns).sum(),
            ..words[0].clone()
        });
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;

    fn line(output: &str) -> Vec<Piece> {
        let mut parser =
            vt100::Parser::new(NonZeroU16::new(1).unwrap(), NonZeroU16::new(12).unwrap(), 0);
        parser.process(b"\x1b[?25l");
        parser.process(output.as_bytes());
        let mut lines = lines(parser.screen());
        assert_eq!(lines.len(), 1);
        let line = lines.remove(0);
        let columns: u16 = line.iter().map(|piece| piece.columns).sum();
        assert_eq!(columns, 12, "every cell is in one piece");
        line
    }

    fn texts(line: &[Piece]) -> Vec<(&str, u16)> {
        line.iter()
            .map(|piece| (piece.text.as_str(), piece.columns))
            .collect()
    }

    #[test]
    fn cells_that_look_alike_are_one_piece() {
        let line = line("── Åsa\x1b[1;31m!!");
        assert_eq!(
            texts(&line),
            [("──", 2), (" Åsa", 4), ("!!", 2), ("    ", 4)]
        );
        assert_eq!(line[0].letters, Letters::Frame);
        let look = line[2].look;
        assert!(look.bold && !look.reversed);
        assert_eq!(look.foreground, Color::Idx(1));
        assert_eq!(look.background, Color::Default);
    }

    #[test]
    fn every_modifier_is_seen() {
        let look = line("\x1b[2;3;4;7;48;2;1;2;3mx").remove(0).look;
        assert!(look.dim && look.italic && look.underline && look.reversed);
        assert_eq!(look.background, Color::Rgb(1, 2, 3));
    }

    #[test]
    fn a_wide_letter_stands_alone() {
        let line = line("a美咲b");
        assert_eq!(
            texts(&line),
            [("a", 1), ("美", 2), ("咲", 2), ("b      ", 7)]
        );
        assert_eq!(line[1].letters, Letters::Wide);
    }

    #[test]
    fn words_that_join_stay_together_and_columns_apart() {
        let line = line("אב גד  שרה");
        assert_eq!(
            texts(&line),
            [("אב גד", 5), ("  ", 2), ("שרה", 3), ("  ", 2)]
        );
        assert_eq!(line[0].letters, Letters::Joined);
    }

    #[test]
    fn the_cursor_is_a_piece() {
        let line = line("ab\x1b[?25h");
        assert_eq!(texts(&line), [("ab", 2), (" ", 1), ("         ", 9)]);
        assert!(line[1].look.cursor && !line[2].look.cursor);
    }
}
