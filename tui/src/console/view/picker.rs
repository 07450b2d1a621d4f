//! A list to pick from.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::console::fit::{cut, fit, width, window};
use crate::console::model::Picker;

/// Draws the list on top of everything.
pub fn draw<T>(picker: &Picker<T>, canvas: &mut Canvas) {
    let palette = canvas.palette;
    let screen = canvas.screen();
    let height = (picker.matching().len() + 4).clamp(8, 20);
    let inside = canvas.dialog(&picker.title, 64, height.min(usize::from(screen.height)));
    let cells = usize::from(inside.width);
    let (visible, at) = window(
        picker.query.value(),
        picker.query.cursor(),
        cells.saturating_sub(3),
    );
    let prompt = Span::styled("/ ", palette.accent());
    canvas.line(inside, 0, Line::from(vec![prompt, Span::raw(visible)]));
    canvas.put_cursor(inside, 0, at + 2);
    let list = Rect {
        y: inside.y + inside.height.min(1),
        height: inside.height.saturating_sub(1),
        ..inside
    };
    let rows = usize::from(list.height).max(1);
    let top = (picker.row + 1).saturating_sub(rows);
    // The notes stand in a column of their own, beside the widest label in sight.
    let seen = || picker.matching().skip(top).take(rows);
    let widest = seen().map(|item| width(&item.label)).max().unwrap_or(0);
    let labels = widest.min(cells.saturating_sub(2) * 2 / 3);
    for (place, item) in picker.matching().enumerate().skip(top).take(rows) {
        let note = if item.note == item.label {
            String::new()
        } else {
            cut(&item.note, cells.saturating_sub(labels + 4))
        };
        let line = Line::from(vec![
            Span::raw(format!(" {}  ", fit(&item.label, labels))),
            Span::styled(note, palette.dim()),
        ]);
        canvas.line(list, place - top, line);
        if place == picker.row {
            canvas.tint(list, place - top, palette.selected(true));
        }
    }
    if picker.matching().len() == 0 {
        let words = if picker.waiting {
            " asking the system for the others…"
        } else if picker.free && !picker.query.value().trim().is_empty() {
            " not among those that are known · Enter takes it as it is typed"
        } else {
            " nothing matches"
        };
        canvas.line(list, 0, Span::styled(words, palette.dim()));
    }
}
