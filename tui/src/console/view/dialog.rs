//! Questions and reports.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::console::fit::{window, wrap};
use crate::console::model::{Deletion, Dialog, Model, Report};

/// Widest box.
const WIDTH: usize = 76;

/// Draws a question or a report.
pub fn draw(model: &Model, dialog: &Dialog, canvas: &mut Canvas) {
    let palette = canvas.palette;
    let plain = |text: &str| vec![(text.to_owned(), palette.plain())];
    match dialog {
        Dialog::Report(report) => draw_report(report, canvas),
        Dialog::Delete(deletion) => draw_deletion(model, deletion, canvas),
        Dialog::Sync { title, warning, .. } => {
            let mut text = vec![(
                format!("Ask the system to fetch fresh data of {title}?"),
                palette.plain(),
            )];
            text.extend(warning.map(|warning| (warning.to_owned(), palette.dim())));
            question("Sync", text, canvas);
        }
        Dialog::Discard => {
            let text = "Leave the form? What you typed was not sent, and will be lost.";
            question("Unsaved changes", plain(text), canvas);
        }
        Dialog::Quit => {
            let (title, text) = match model.unanswered() {
                Some(job) => (
                    "Not answered yet",
                    format!(
                        "Leave Roster? It is still {}: you would not learn what came of it.",
                        job.doing
                    ),
                ),
                None => (
                    "Unsaved changes",
                    "Leave Roster? What you typed was not sent, and will be lost.".to_owned(),
                ),
            };
            question(title, plain(&text), canvas);
        }
        Dialog::Overwrite => {
            let text = "Send your values whatever the system holds by now? The other person's change of \
                        these fields will be undone.";
            question("Overwrite", vec![(text.to_owned(), palette.bad())], canvas);
        }
        Dialog::Help { .. } | Dialog::Sort(_) => {}
    }
}

/// Paragraphs in a box, with the keys that answer.
fn question(title: &str, text: Vec<(String, Style)>, canvas: &mut Canvas) {
    let keys = vec![
        Span::styled("y", canvas.palette.accent()),
        Span::raw(" yes    "),
        Span::styled("n", canvas.palette.accent()),
        Span::raw(" no"),
    ];
    let lines = paragraphs(text, width(canvas));
    let inside = canvas.dialog(title, WIDTH, lines.len() + 4);
    let rows = lines.len();
    for (row, line) in lines.into_iter().enumerate() {
        canvas.line(inside, row, line);
    }
    canvas.line(inside, rows + 1, Line::from(keys));
}

fn draw_deletion(model: &Model, deletion: &Deletion, canvas: &mut Canvas) {
    let palette = canvas.palette;
    let what = model
        .entry()
        .map_or("account", |entry| entry.resource.singular);
    let ask = format!(
        "Delete the {what} {}? This cannot be undone.",
        deletion.title
    );
    let mut text = vec![(ask, palette.plain())];
    let Some(warning) = deletion.warning else {
        question("Delete", text, canvas);
        return;
    };
    text.push((warning.to_owned(), palette.bad()));
    let lines = paragraphs(text, width(canvas));
    let inside = canvas.dialog("Delete", WIDTH, lines.len() + 4);
    let rows = lines.len();
    for (row, line) in lines.into_iter().enumerate() {
        canvas.line(inside, row, line);
    }
    let prompt = format!("Type {} to confirm: ", Deletion::WORD);
    let at = prompt.len();
    let room = usize::from(inside.width).saturating_sub(at);
    let (visible, cursor) = window(deletion.word.value(), deletion.word.cursor(), room);
    canvas.line(
        inside,
        rows + 1,
        Line::from(vec![
            Span::raw(prompt),
            Span::styled(visible, palette.accent()),
        ]),
    );
    canvas.put_cursor(inside, rows + 1, at + cursor);
}

fn draw_report(report: &Report, canvas: &mut Canvas) {
    let palette = canvas.palette;
    let first = if report.bad {
        palette.bad()
    } else {
        palette.plain()
    };
    let text = report
        .lines
        .iter()
        .enumerate()
        .skip(report.top)
        .map(|(place, line)| {
            (
                line.clone(),
                if place == 0 { first } else { palette.plain() },
            )
        })
        .collect();
    let lines = paragraphs(text, width(canvas));
    let height = (lines.len() + 2).min(usize::from(canvas.screen().height));
    let inside = canvas.dialog(&report.title, WIDTH, height);
    let more = lines.len() > usize::from(inside.height);
    for (row, line) in lines.into_iter().enumerate() {
        canvas.line(inside, row, line);
    }
    if more {
        let last = usize::from(inside.height).saturating_sub(1);
        canvas.right(inside, last, Span::styled(" ↓ more", palette.accent()));
    }
}

fn width(canvas: &Canvas) -> usize {
    WIDTH
        .min(usize::from(canvas.screen().width))
        .saturating_sub(4)
}

fn paragraphs(text: Vec<(String, Style)>, cells: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (text, style) in text {
        if !lines.is_empty() {
            lines.push(Line::raw(""));
        }
        let wrapped = wrap(&text, cells).into_iter();
        lines.extend(wrapped.map(|line| Line::styled(line, style)));
    }
    lines
}
