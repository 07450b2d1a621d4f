//! The difference, to be confirmed before anything is sent; and the wait for the answer.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use roster_core::edit::FieldChange;
use roster_core::schema::Operation;

use super::canvas::Canvas;
use super::status::{seconds, throbber};
use crate::console::fit::{cut, fit, width, wrap};
use crate::console::model::{Editing, Model, Phase};
use crate::console::present::full;

/// Widest label.
const LABEL: usize = 24;

/// Draws the difference, from that line on.
pub fn draw(model: &Model, editing: &Editing, top: usize, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let cells = usize::from(area.width);
    let changes = editing.changes();
    let heading = cut(&editing.title(), cells);
    canvas.line(area, 0, Span::styled(heading, palette.accent()));
    let sent = match editing.phase {
        Phase::Sending { job } => Some(job),
        _ => None,
    };
    let sending = sent.is_some();
    let intro = if sending {
        let job = model.jobs.iter().find(|job| Some(job.id) == sent);
        let seconds = job.map_or_else(String::new, |job| seconds(model, job.began));
        format!("{} sent; waiting for the answer…{seconds}", throbber(model))
    } else {
        intro(model, editing, changes.len())
    };
    let mut above = 1;
    for line in wrap(&intro, cells) {
        canvas.line(area, above, line);
        above += 1;
    }
    let operation = editing.draft.operation();
    if let Some(note) = editing
        .draft
        .resource()
        .note(operation)
        .filter(|_| !sending)
    {
        for line in wrap(note, cells).into_iter().take(4) {
            canvas.line(area, above, Span::styled(line, palette.dim()));
            above += 1;
        }
    }
    let body = Rect {
        y: area
            .y
            .saturating_add(u16::try_from(above + 1).unwrap_or(u16::MAX))
            .min(area.bottom()),
        height: area
            .height
            .saturating_sub(u16::try_from(above + 1).unwrap_or(u16::MAX)),
        ..area
    };
    let labels = changes
        .iter()
        .map(|change| width(change.field.label))
        .max()
        .unwrap_or(0)
        .min(LABEL)
        .min(cells / 3);
    let lines = changes
        .iter()
        .skip(top)
        .flat_map(|change| change_lines(editing, change, labels, canvas, cells));
    let lines: Vec<Line> = lines.take(usize::from(body.height)).collect();
    for (row, line) in lines.into_iter().enumerate() {
        canvas.line(body, row, line);
    }
}

fn intro(model: &Model, editing: &Editing, changes: usize) -> String {
    let profile = model
        .entries
        .get(editing.entry)
        .map_or("", |entry| entry.profile.as_str());
    let fields = if changes == 1 {
        "1 field".to_owned()
    } else {
        format!("{changes} fields")
    };
    match editing.draft.operation() {
        Operation::Update => format!("Nothing is sent yet. Enter changes {fields} in {profile}:"),
        Operation::Upsert => {
            format!(
                "Nothing is sent yet. Enter changes the account that matches in {profile}, or creates it, with {fields}:"
            )
        }
        _ => {
            format!("Nothing is sent yet. Enter creates this account in {profile}, with {fields}:")
        }
    }
}

/// One change: on a line where it fits, else the old value above the new.
fn change_lines(
    editing: &Editing,
    change: &FieldChange,
    labels: usize,
    canvas: &Canvas,
    cells: usize,
) -> Vec<Line<'static>> {
    let palette = canvas.palette;
    let label = Span::raw(format!("{}  ", fit(change.field.label, labels)));
    let blank = Span::raw(" ".repeat(labels + 2));
    let to = full(Some(change.field), Some(&change.to));
    let room = cells.saturating_sub(labels + 4).max(1);
    if editing.draft.base().is_none() {
        return wrap(&to, room)
            .into_iter()
            .enumerate()
            .map(|(place, part)| {
                let first = if place == 0 {
                    label.clone()
                } else {
                    blank.clone()
                };
                Line::from(vec![first, Span::styled(part, palette.accent())])
            })
            .collect();
    }
    let from = full(Some(change.field), change.from.as_ref());
    if width(&from) + width(&to) + 4 <= room {
        return vec![Line::from(vec![
            label,
            Span::styled(cut(&from, room), palette.dim()),
            Span::raw("  →  "),
            Span::styled(cut(&to, room), palette.accent()),
        ])];
    }
    let mut lines: Vec<Line> = Vec::new();
    for (place, part) in wrap(&from, room).into_iter().enumerate() {
        let first = if place == 0 {
            label.clone()
        } else {
            blank.clone()
        };
        lines.push(Line::from(vec![first, Span::styled(part, palette.dim())]));
    }
    for (place, part) in wrap(&to, room).into_iter().enumerate() {
        let arrow = if place == 0 { "→ " } else { "  " };
        let indent = format!("{}{arrow}", " ".repeat(labels));
        lines.push(Line::from(vec![
            Span::raw(indent),
            Span::styled(part, palette.accent()),
        ]));
    }
    lines
}
