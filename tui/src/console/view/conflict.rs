//! What two people changed: base, mine and theirs of every field that clashes.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use roster_core::value::Value;

use super::canvas::Canvas;
use crate::console::fit::{cut, wrap};
use crate::console::model::{Clash, Editing, Side};
use crate::console::present::full;

/// Lines of one clash, the gap after it included.
const LINES: usize = 5;

/// Draws the clashes.
pub fn draw(editing: &Editing, clashes: &[Clash], row: usize, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let cells = usize::from(area.width);
    let heading = cut(&editing.title(), cells);
    canvas.line(area, 0, Span::styled(heading, palette.accent()));
    let intro = "Somebody else changed the same fields meanwhile. Nothing was changed. Decide for each \
                 which value stays; the rest of your changes go on top of theirs.";
    let mut above = 1;
    for line in wrap(intro, cells) {
        canvas.line(area, above, line);
        above += 1;
    }
    above += 1;
    let skipped = u16::try_from(above).unwrap_or(u16::MAX).min(area.height);
    let body = Rect {
        y: area.y + skipped,
        height: area.height - skipped,
        ..area
    };
    let fit = (usize::from(body.height) / LINES).max(1);
    let top = (row + 1).saturating_sub(fit);
    for (place, clash) in clashes.iter().enumerate().skip(top) {
        draw_clash(clash, place == row, (place - top) * LINES, canvas, body);
    }
}

fn draw_clash(clash: &Clash, highlighted: bool, at: usize, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let mark = if highlighted { "▸ " } else { "  " };
    let style = if highlighted {
        palette.accent()
    } else {
        palette.strong()
    };
    canvas.line(
        area,
        at,
        Span::styled(format!("{mark}{}", clash.field.label), style),
    );
    let room = usize::from(area.width).saturating_sub(14);
    let mut side = |row: usize, mark: &str, name: &str, value: Option<&Value>, style| {
        let words = cut(&full(Some(clash.field), value), room);
        canvas.line(
            area,
            at + row,
            Line::from(vec![
                Span::raw(format!("    {mark} {name:<8}")),
                Span::styled(words, style),
            ]),
        );
    };
    let chosen = |side| match clash.keep {
        Some(keep) if keep == side => ("●", palette.accent()),
        Some(_) => ("○", palette.dim()),
        None => ("○", palette.plain()),
    };
    let (mine, mine_style) = chosen(Side::Mine);
    let (theirs, theirs_style) = chosen(Side::Theirs);
    side(1, " ", "before", clash.base.as_ref(), palette.dim());
    side(2, mine, "mine", Some(&clash.mine), mine_style);
    side(3, theirs, "theirs", clash.theirs.as_ref(), theirs_style);
}
