//! The table of accounts. Only the rows on the screen are built, so a million cost what a thousand
//! cost.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use tui_input::Input;

use super::canvas::Canvas;
use crate::console::fit::{cut, fit, grouped, window, wrap};
use crate::console::model::{Column, Entry, Focus, GAP, Load, Model, columns};
use crate::console::present::brief;

/// Draws the table.
pub fn draw(model: &Model, canvas: &mut Canvas, area: Rect) {
    let Some(entry) = model.entry() else {
        return;
    };
    let area = Rect {
        x: area.x + area.width.min(1),
        width: area.width.saturating_sub(2),
        ..area
    };
    match &model.search {
        Some(input) => search(entry, input, canvas, area),
        None => summary(entry, canvas, area),
    }
    let columns = columns(entry.resource, area.width);
    heading(
        entry,
        &columns,
        model.focus == Focus::Accounts,
        canvas,
        area,
    );
    let rows = Rect {
        y: area.y + area.height.min(2),
        height: area.height.saturating_sub(2),
        ..area
    };
    if entry.matches() == 0 {
        nothing(entry, canvas, rows);
        return;
    }
    for line in 0..usize::from(rows.height) {
        let row = entry.top + line;
        if row >= entry.matches() {
            break;
        }
        canvas.line(rows, line, account(entry, row, &columns));
        if row == entry.row {
            let style = canvas.palette.selected(model.focus == Focus::Accounts);
            canvas.tint(rows, line, style);
        }
    }
}

/// The search line: what is typed, and how many match.
fn search(entry: &Entry, input: &Input, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let count = matching(entry);
    let room = usize::from(area.width).saturating_sub(count.len() + 4);
    let (visible, at) = window(input.value(), input.cursor(), room);
    let style = if entry.filter_error.is_some() {
        palette.bad()
    } else {
        palette.plain()
    };
    canvas.line(
        area,
        0,
        Line::from(vec![
            Span::styled("/ ", palette.accent()),
            Span::styled(visible, style),
        ]),
    );
    canvas.put_cursor(area, 0, at + 2);
    canvas.right(area, 0, Span::styled(count, palette.dim()));
}

/// How many there are, how they are filtered, and how sorted.
fn summary(entry: &Entry, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let sorted = entry.arrangement.sort.map(|sort| {
        let arrow = if sort.descending { "▼" } else { "▲" };
        format!("{arrow} {}", sort.field.label)
    });
    let sorted = sorted.unwrap_or_default();
    let mut spans = vec![Span::raw(matching(entry))];
    if !entry.arrangement.filter.is_empty() {
        let room = usize::from(area.width).saturating_sub(sorted.len() + 24);
        spans.push(Span::styled("  / ", palette.accent()));
        spans.push(Span::raw(cut(&entry.arrangement.filter, room)));
    }
    canvas.line(area, 0, Line::from(spans));
    canvas.right(area, 0, Span::styled(sorted, palette.dim()));
}

fn matching(entry: &Entry) -> String {
    let (shown, held) = (entry.matches(), entry.held());
    match (&entry.load, shown == held) {
        (Load::Never | Load::Running { .. } | Load::Failed(_), true) if held == 0 => String::new(),
        (_, false) => format!("{} of {}", grouped(shown), grouped(held)),
        (_, true) if held == 1 => "1 account".to_owned(),
        (_, true) => format!("{} accounts", grouped(held)),
    }
}

fn heading(entry: &Entry, columns: &[Column], focused: bool, canvas: &mut Canvas, area: Rect) {
    let mut text = String::new();
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            text.push_str(&" ".repeat(usize::from(GAP)));
        }
        let arrow = match entry.arrangement.sort {
            Some(sort) if sort.field == column.field => {
                if sort.descending {
                    " ▼"
                } else {
                    " ▲"
                }
            }
            _ => "",
        };
        let cells = usize::from(column.width);
        let room = cells.saturating_sub(arrow.chars().count());
        text.push_str(&fit(
            &format!("{}{arrow}", cut(column.field.label, room)),
            cells,
        ));
    }
    let style = if focused {
        canvas.palette.accent()
    } else {
        canvas.palette.strong()
    };
    canvas.line(area, 1, Span::styled(text, style));
}

fn account(entry: &Entry, row: usize, columns: &[Column]) -> Line<'static> {
    let mut text = String::new();
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            text.push_str(&" ".repeat(usize::from(GAP)));
        }
        let value = entry.cell(row, column.field.name);
        let words = brief(column.field, value.as_deref());
        text.push_str(&fit(&words, usize::from(column.width)));
    }
    Line::raw(text)
}

/// Why there is no row.
fn nothing(entry: &Entry, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let (lines, style) = match &entry.load {
        Load::Failed(error) => {
            let mut lines = error.report();
            lines.push("r tries again".to_owned());
            (lines, palette.bad())
        }
        Load::Never => (Vec::new(), palette.dim()),
        Load::Running { .. } if entry.held() == 0 => (vec!["loading…".to_owned()], palette.dim()),
        _ if !entry.arrangement.filter.is_empty() => {
            let lines = vec!["No account matches. Esc shows all again.".to_owned()];
            (lines, palette.dim())
        }
        _ if entry.unread() > 0 => {
            let mut lines = entry.explanation();
            lines.push("r tries again".to_owned());
            (lines, palette.bad())
        }
        _ => (vec!["There are no accounts yet.".to_owned()], palette.dim()),
    };
    let wrapped = lines
        .iter()
        .flat_map(|line| wrap(line, usize::from(area.width)));
    for (row, line) in wrapped.enumerate() {
        canvas.line(area, row + 1, Span::styled(line, style));
    }
}
