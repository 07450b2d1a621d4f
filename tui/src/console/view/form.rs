//! The form: one line a field, what is wrong right below it, and help for the focused one.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use roster_core::error::Error;
use roster_core::schema::Kind;
use roster_core::text::shown;

use super::canvas::Canvas;
use crate::console::fit::{cut, fit, width, window, wrap};
use crate::console::model::{Editing, Editor, FormField};
use crate::console::present;

/// Widest label.
const LABEL: usize = 24;
/// Most lines of help, the empty one above it included.
const HELP: u16 = 6;
/// Most lines of why sending failed.
const MOST: usize = 6;

/// Draws the form.
pub fn draw(editing: &Editing, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let cells = usize::from(area.width);
    canvas.line(
        area,
        0,
        Span::styled(cut(&editing.title(), cells), palette.accent()),
    );
    let failure = failure(editing, cells);
    for (row, line) in failure.iter().enumerate() {
        canvas.line(area, row + 1, Span::styled(line.clone(), palette.bad()));
    }
    let above = u16::try_from(failure.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let words = help_lines(editing, cells);
    let needed = u16::try_from(words.len() + 1).unwrap_or(HELP);
    let help = if area.height > 10 {
        needed.min(HELP)
    } else {
        0
    };
    let fields = Rect {
        y: area.y.saturating_add(above.min(area.height)),
        height: area.height.saturating_sub(above).saturating_sub(help),
        ..area
    };
    let used = lines(editing, canvas, fields);
    let bottom = Rect {
        y: fields.y.saturating_add(used),
        height: help,
        ..area
    };
    for (row, line) in words.into_iter().enumerate() {
        canvas.line(bottom, row + 1, Span::styled(line, palette.dim()));
    }
}

/// What the system said of the draft as a whole, in a few lines; the rest is behind a key.
fn failure(editing: &Editing, cells: usize) -> Vec<String> {
    let Some(error) = &editing.failure else {
        return Vec::new();
    };
    let status = error.http_status();
    let status = status.map_or_else(String::new, |status| format!(" (HTTP {status})"));
    let mut lines = vec![format!("{}{status}", shown(error.message()))];
    let beside = |name: &str| editing.fields.iter().any(|line| line.field.name == name);
    lines.extend(
        Error::given_reasons(error)
            .iter()
            .filter(|reason| !reason.field.as_deref().is_some_and(beside))
            .map(|reason| match &reason.field {
                Some(field) => format!("{}: {}", shown(field), shown(&reason.message)),
                None => shown(&reason.message).into_owned(),
            }),
    );
    let done = error.consequence().map(str::to_owned);
    let room = MOST.saturating_sub(usize::from(done.is_some()) * 2);
    let lines: Vec<String> = lines
        .iter()
        .flat_map(|line| wrap(line, cells))
        .take(room)
        .collect();
    let done = done.iter().flat_map(|line| wrap(line, cells));
    lines.into_iter().chain(done).take(MOST).collect()
}

/// The fields, scrolled so that the focused one is there; how many rows they take.
fn lines(editing: &Editing, canvas: &mut Canvas, area: Rect) -> u16 {
    let labels = editing
        .fields
        .iter()
        .map(|line| width(line.field.label))
        .max()
        .unwrap_or(0)
        .min(LABEL)
        .min(usize::from(area.width) / 2);
    let indent = labels + 4;
    let room = usize::from(area.width).saturating_sub(indent);
    let problems: Vec<Vec<String>> = (0..editing.fields.len())
        .map(|place| {
            let problems = editing.problems_of(place);
            problems
                .iter()
                .flat_map(|problem| wrap(problem, room))
                .take(3)
                .collect()
        })
        .collect();
    let heights = problems.iter().map(|lines| 1 + lines.len());
    let focus_line: usize = heights.clone().take(editing.focus).sum();
    let focus_height = 1 + problems.get(editing.focus).map_or(0, Vec::len);
    let total: usize = heights.sum();
    let height = usize::from(area.height);
    let top = (focus_line + focus_height / 2)
        .saturating_sub(height / 2)
        .min(total.saturating_sub(height))
        .min(focus_line);
    let mut row: usize = 0;
    for (place, (line, problems)) in editing.fields.iter().zip(&problems).enumerate() {
        if let Some(seen) = row.checked_sub(top) {
            field(editing, place, line, labels, canvas, area, seen);
        }
        row += 1;
        for problem in problems {
            if let Some(seen) = row.checked_sub(top) {
                let style = canvas.palette.bad();
                let text = format!("{}{problem}", " ".repeat(indent));
                canvas.line(area, seen, Span::styled(text, style));
            }
            row += 1;
        }
    }
    u16::try_from(total).unwrap_or(u16::MAX).min(area.height)
}

fn field(
    editing: &Editing,
    place: usize,
    line: &FormField,
    labels: usize,
    canvas: &mut Canvas,
    area: Rect,
    row: usize,
) {
    let palette = canvas.palette;
    let focused = place == editing.focus;
    let changed = line.trouble.is_some()
        || editing
            .changes()
            .iter()
            .any(|change| change.field.name == line.field.name);
    let indent = labels + 4;
    let room = usize::from(area.width).saturating_sub(indent);
    let mut cursor = None;
    let (text, faint) = match &line.editor {
        Editor::Line(input) => {
            let (text, at) = window(input.value(), input.cursor(), room);
            cursor = Some(at);
            let name = reference_name(editing, line);
            (text + &name, false)
        }
        Editor::Secret(input) => {
            let dots = "•".repeat(input.value().chars().count());
            let (text, at) = window(&dots, input.cursor(), room);
            cursor = Some(at);
            (text, false)
        }
        Editor::Flag(Some(true)) => ("[x] yes".to_owned(), false),
        Editor::Flag(Some(false)) => ("[ ] no".to_owned(), false),
        Editor::Flag(None) => ("[-] not set".to_owned(), true),
        Editor::Choice(_) => {
            let value = editing.draft.value(line.field.name);
            let none = value.is_none_or(|value| value.plain().is_empty());
            let text = if none {
                "not set".to_owned()
            } else {
                present::full(Some(line.field), value)
            };
            (format!("{} ▾", cut(&text, room.saturating_sub(2))), none)
        }
    };
    let mark = if changed { "•" } else { " " };
    let star = if line.field.required { "*" } else { " " };
    let label_style = if focused {
        palette.accent()
    } else {
        palette.plain()
    };
    let value_style = if faint {
        palette.dim()
    } else {
        palette.plain()
    };
    canvas.line(
        area,
        row,
        Line::from(vec![
            Span::styled(mark, palette.accent()),
            Span::styled(fit(line.field.label, labels), label_style),
            Span::styled(star, palette.bad()),
            Span::raw("  "),
            Span::styled(text, value_style),
        ]),
    );
    if focused {
        underline(canvas, area, row, indent);
        if let Some(at) = cursor {
            canvas.put_cursor(area, row, indent + at);
        }
    }
}

/// Marks where the focused value is typed.
fn underline(canvas: &mut Canvas, area: Rect, row: usize, indent: usize) {
    let indent = u16::try_from(indent).unwrap_or(u16::MAX).min(area.width);
    let value = Rect {
        x: area.x + indent,
        width: area.width - indent,
        ..area
    };
    let style = canvas
        .palette
        .plain()
        .add_modifier(ratatui::style::Modifier::UNDERLINED);
    canvas.tint(value, row, style);
}

/// The name of the record whose id is typed, when it is known.
fn reference_name(editing: &Editing, line: &FormField) -> String {
    match editing.draft.value(line.field.name) {
        Some(roster_core::value::Value::Reference(reference)) => match &reference.name {
            Some(name) => format!("  {}", cut(name, 40)),
            None => String::new(),
        },
        _ => String::new(),
    }
}

fn help_lines(editing: &Editing, cells: usize) -> Vec<String> {
    let Some(line) = editing.focused() else {
        return Vec::new();
    };
    let mut facts = vec![match line.field.kind {
        Kind::Timestamp => "a moment such as 2024-01-31T12:00:00Z".to_owned(),
        Kind::Reference(what) => {
            format!("the id of one of the {what}; ^P lists those that are known")
        }
        Kind::Choice(choices) => {
            format!("one of {}, or another that the system knows", choices.len())
        }
        Kind::Boolean => "yes or no".to_owned(),
        kind => kind.name().to_owned(),
    }];
    if line.field.required {
        facts.push("required".to_owned());
    }
    if line.field.unique {
        facts.push("no two accounts may share it".to_owned());
    }
    let mut text = format!("{} · {}", line.field.name, facts.join(" · "));
    if !line.field.help.is_empty() {
        text = format!("{text}. {}", line.field.help);
    }
    wrap(&text, cells)
}
