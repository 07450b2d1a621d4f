//! The resources at the left, grouped by profile.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::console::fit::{fit, grouped, width};
use crate::console::model::{Entry, Focus, Load, Model};

/// One line of the list.
enum Row<'a> {
    Gap,
    Profile(&'a Entry),
    Resource(usize, &'a Entry),
}

/// Draws the resources.
pub fn draw(model: &Model, canvas: &mut Canvas, area: Rect) {
    let rows = rows(model);
    let selected = rows
        .iter()
        .position(|row| matches!(row, Row::Resource(place, _) if *place == model.current))
        .unwrap_or(0);
    let height = usize::from(area.height);
    let last_top = rows.len().saturating_sub(height);
    let top = (selected + 2).saturating_sub(height).min(last_top);
    let focused = model.focus == Focus::Resources && model.editing.is_none();
    for (line, row) in rows.iter().skip(top).take(height).enumerate() {
        match row {
            Row::Gap => {}
            Row::Profile(entry) => profile(entry, canvas, area, line),
            Row::Resource(place, entry) => {
                resource(entry, canvas, area, line);
                if *place == model.current {
                    let style = canvas.palette.selected(focused);
                    canvas.tint(area, line, style);
                }
            }
        }
    }
}

fn rows(model: &Model) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut profile = None;
    for (place, entry) in model.entries.iter().enumerate() {
        if profile != Some(&entry.profile) {
            if profile.is_some() {
                rows.push(Row::Gap);
            }
            rows.push(Row::Profile(entry));
            profile = Some(&entry.profile);
        }
        rows.push(Row::Resource(place, entry));
    }
    rows
}

fn profile(entry: &Entry, canvas: &mut Canvas, area: Rect, line: usize) {
    let room = usize::from(area.width.saturating_sub(1));
    let style = canvas.palette.strong();
    canvas.line(
        area,
        line,
        Span::styled(format!(" {}", fit(&entry.profile, room)), style),
    );
}

fn resource(entry: &Entry, canvas: &mut Canvas, area: Rect, line: usize) {
    let palette = canvas.palette;
    let (count, style) = match (&entry.load, entry.count()) {
        (Load::Failed(_), _) => ("!".to_owned(), palette.bad()),
        (_, Some(count)) => (grouped(count), palette.dim()),
        (_, None) => (String::new(), palette.dim()),
    };
    let room = usize::from(area.width).saturating_sub(width(&count) + 4);
    canvas.line(
        area,
        line,
        Line::from(vec![
            Span::raw(format!("  {} ", fit(entry.resource.label, room))),
            Span::styled(format!("{count} "), style),
        ]),
    );
}
