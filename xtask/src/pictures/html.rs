//! A page that shows the screen of a terminal as a window.

use std::fmt::Write;

use vt100::Color;

use super::cells::{Letters, Look, Piece};

/// Red, green, blue.
type Rgb = [u8; 3];

const FOREGROUND: Rgb = [0xd8, 0xde, 0xe9];
const BACKGROUND: Rgb = [0x16, 0x1a, 0x21];

/// The colours that programs name by number: eight, and the same eight brighter.
const NAMED: [Rgb; 16] = [
    [0x2a, 0x30, 0x3b],
    [0xf0, 0x71, 0x78],
    [0x8f, 0xc9, 0x7a],
    [0xe5, 0xc0, 0x7b],
    [0x7a, 0xa8, 0xf5],
    [0xc7, 0x92, 0xea],
    [0x5f, 0xc8, 0xd8],
    [0xc8, 0xcf, 0xdb],
    [0x59, 0x62, 0x73],
    [0xff, 0x8b, 0x92],
    [0xa9, 0xdc, 0x96],
    [0xff, 0xd8, 0x9a],
    [0x9c, 0xc0, 0xff],
    [0xd9, 0xb0, 0xf5],
    [0x86, 0xe1, 0xee],
    [0xff, 0xff, 0xff],
];

/// What stands around the lines. The widths of the pieces count in `ch`, a letter of the first font;
/// its frames are lower than a line here, which gives the letters air.
const STYLE: &str = "
body { margin: 0; background: transparent; }
.window {
  display: inline-block; overflow: hidden; border-radius: 10px; color: #d8dee9; background: #161a21;
  font: 14px/20px 'DejaVu Sans Mono', 'Noto Sans CJK JP', 'Noto Sans', 'Noto Color Emoji', monospace;
}
.bar { display: flex; align-items: center; gap: 8px; height: 34px; padding: 0 14px; background: #222833; }
.bar i { width: 12px; height: 12px; border-radius: 50%; background: #454e5e; }
.screen { padding: 10px 12px 12px; }
.line { position: relative; height: 20px; white-space: pre; }
.line span { position: absolute; height: 20px; }
.wide { text-align: center; }
.frame { transform: scaleY(1.25); }
";

/// The page.
pub fn page(lines: &[Vec<Piece>]) -> String {
    let widths = lines
        .iter()
        .map(|line| line.iter().map(|piece| piece.columns).sum::<u16>());
    let columns = widths.max().unwrap_or(0);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Roster</title>\n\
         <style>{STYLE}</style>\n\
         <div class=\"window\"><div class=\"bar\"><i></i><i></i><i></i></div>\n\
         <div class=\"screen\" style=\"width:{columns}ch\">\n"
    );
    for line in lines {
        page.push_str("<div class=\"line\">");
        let mut column = 0;
        for piece in line {
            draw(&mut page, column, piece);
            column += piece.columns;
        }
        page.push_str("</div>\n");
    }
    page.push_str("</div></div></html>\n");
    page
}

/// Each piece is placed by its column, not by the one before it: roundings would add up, and frames
/// would not meet.
fn draw(page: &mut String, column: u16, piece: &Piece) {
    let class = match piece.letters {
        Letters::Plain | Letters::Joined => "",
        Letters::Wide => " class=\"wide\"",
        Letters::Frame => " class=\"frame\"",
    };
    // Writing to a string does not fail.
    let _ = write!(
        page,
        "<span{class} style=\"left:{column}ch;width:{}ch{}\">",
        piece.columns,
        declarations(piece.look)
    );
    for letter in piece.text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            _ => page.push(letter),
        }
    }
    page.push_str("</span>");
}

fn declarations(look: Look) -> String {
    let (foreground, background) = colours(look);
    let mut css = String::new();
    for (property, colour, usual) in [
        ("color", foreground, FOREGROUND),
        ("background", background, BACKGROUND),
    ] {
        if colour != usual {
            let [red, green, blue] = colour;
            let _ = write!(css, ";{property}:#{red:02x}{green:02x}{blue:02x}");
        }
    }
    for (is, declaration) in [
        (look.bold, ";font-weight:bold"),
        (look.italic, ";font-style:italic"),
        (look.underline, ";text-decoration:underline"),
    ] {
        if is {
            css.push_str(declaration);
        }
    }
    css
}

/// Foreground and background, as terminals decide them: dimmed, then exchanged.
fn colours(look: Look) -> (Rgb, Rgb) {
    let mut foreground = rgb(look.foreground).unwrap_or(FOREGROUND);
    let background = rgb(look.background).unwrap_or(BACKGROUND);
    if look.dim {
        foreground = between(foreground, background);
    }
    if look.reversed != look.cursor {
        (background, foreground)
    } else {
        (foreground, background)
    }
}

/// Three fifths of the first colour and two of the second.
fn between(first: Rgb, second: Rgb) -> Rgb {
    let mix = |one: u8, other: u8| ((u16::from(one) * 3 + u16::from(other) * 2) / 5) as u8;
    [
        mix(first[0], second[0]),
        mix(first[1], second[1]),
        mix(first[2], second[2]),
    ]
}

/// The colour that a program asked for; none is the terminal's own.
fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Default => None,
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Idx(index) => Some(match index {
            0..16 => NAMED[usize::from(index)],
            // A cube of six shades of each, as xterm has it.
            16..232 => {
                let shade = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
                let place = index - 16;
                [shade(place / 36), shade(place / 6 % 6), shade(place % 6)]
            }
            232.. => [8 + (index - 232) * 10; 3],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look {
        foreground: Color::Default,
        background: Color::Default,
        bold: false,
        dim: false,
        italic: false,
        underline: false,
        reversed: false,
        cursor: false,
    };

    fn drawn(text: &str, columns: u16, look: Look, letters: Letters) -> String {
        let mut page = String::new();
        let piece = Piece {
            text: text.to_owned(),
            columns,
            look,
            letters,
        };
        draw(&mut page, 4, &piece);
        page
    }

    #[test]
    fn a_piece_is_as_wide_as_its_cells_and_its_text_is_no_markup() {
        assert_eq!(
            drawn("<b> & ", 6, LOOK, Letters::Plain),
            r#"<span style="left:4ch;width:6ch">&lt;b&gt; &amp; </span>"#
        );
        assert_eq!(
            drawn("咲", 2, LOOK, Letters::Wide),
            r#"<span class="wide" style="left:4ch;width:2ch">咲</span>"#
        );
        assert_eq!(
            drawn("שרה", 3, LOOK, Letters::Joined),
            r#"<span style="left:4ch;width:3ch">שרה</span>"#
        );
        assert_eq!(
            drawn("│", 1, LOOK, Letters::Frame),
            r#"<span class="frame" style="left:4ch;width:1ch">│</span>"#
        );
    }

    #[test]
    fn looks_are_declared() {
        let look = Look {
            foreground: Color::Idx(6),
            background: Color::Rgb(1, 2, 0xab),
            bold: true,
            italic: true,
            underline: true,
            ..LOOK
        };
        assert_eq!(
            declarations(look),
            ";color:#5fc8d8;background:#0102ab;font-weight:bold;font-style:italic;text-decoration:underline"
        );
    }

    #[test]
    fn reverse_exchanges_and_the_cursor_exchanges_again() {
        let reversed = Look {
            reversed: true,
            ..LOOK
        };
        assert_eq!(colours(reversed), (BACKGROUND, FOREGROUND));
        let cursor = Look {
            cursor: true,
            ..reversed
        };
        assert_eq!(colours(cursor), (FOREGROUND, BACKGROUND));
    }

    #[test]
    fn dim_goes_towards_the_background_and_before_the_exchange() {
        let look = Look {
            foreground: Color::Rgb(100, 100, 100),
            background: Color::Rgb(0, 50, 200),
            dim: true,
            ..LOOK
        };
        assert_eq!(colours(look), ([60, 80, 140], [0, 50, 200]));
        let reversed = Look {
            reversed: true,
            ..look
        };
        assert_eq!(colours(reversed), ([0, 50, 200], [60, 80, 140]));
    }

    #[test]
    fn numbered_colours_are_xterms() {
        assert_eq!(rgb(Color::Default), None);
        assert_eq!(rgb(Color::Idx(15)), Some([255, 255, 255]));
        assert_eq!(rgb(Color::Idx(16)), Some([0, 0, 0]));
        assert_eq!(rgb(Color::Idx(202)), Some([255, 95, 0]));
        assert_eq!(rgb(Color::Idx(231)), Some([255, 255, 255]));
        assert_eq!(rgb(Color::Idx(255)), Some([238, 238, 238]));
    }

    #[test]
    fn the_page_has_every_line() {
        let piece = |text: &str| Piece {
            text: text.to_owned(),
            columns: 1,
            look: LOOK,
            letters: Letters::Plain,
        };
        let page = page(&[vec![piece("a")], vec![piece("b"), piece("c")]]);
        let lines: Vec<_> = page
            .lines()
            .filter(|line| line.starts_with("<div class=\"line\">"))
            .map(|line| line.matches("<span").count())
            .collect();
        assert_eq!(lines, [1, 2]);
    }
}
