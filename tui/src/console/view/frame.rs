//! The line at the top, and what is there before there are accounts.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::status::throbber;
use crate::console::fit::{cut, wrap};
use crate::console::model::{Model, Starting};

/// What is shown, and where it comes from.
pub fn title(model: &Model, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let mut spans = vec![Span::styled(" Roster ", palette.accent())];
    if let Some(entry) = model.entry() {
        let read_only = if entry.read_only { " · read-only" } else { "" };
        spans.push(Span::raw(format!(" {}", entry.resource.label)));
        spans.push(Span::styled(
            format!(
                " · {} · {}{read_only}",
                entry.resource.system,
                cut(&entry.profile, 24)
            ),
            palette.dim(),
        ));
    }
    let line = Line::from(spans);
    let used = line.width();
    canvas.line(area, 0, line);
    let sandbox = "sandbox: invented accounts ";
    if model.embedded && used + sandbox.len() + 3 < usize::from(area.width) {
        canvas.right(area, 0, Span::styled(sandbox, palette.dim()));
    }
}

/// What is there before there are accounts.
pub fn start(model: &Model, canvas: &mut Canvas, area: Rect) {
    let inside = Rect {
        x: area.x + area.width.min(2),
        width: area.width.saturating_sub(4),
        ..area
    };
    let palette = canvas.palette;
    let (heading, style, lines) = match &model.starting {
        Starting::Waiting => {
            let words = format!("{} starting…", throbber(model));
            (words, palette.plain(), Vec::new())
        }
        Starting::Failed(lines) => ("It does not start".to_owned(), palette.bad(), lines.clone()),
        Starting::Done => (
            "No profile has accounts to show".to_owned(),
            palette.plain(),
            Vec::new(),
        ),
    };
    canvas.line(inside, 1, Span::styled(heading, style));
    let wrapped = lines
        .iter()
        .flat_map(|line| wrap(line, usize::from(inside.width)));
    for (row, line) in wrapped.enumerate() {
        canvas.line(inside, row + 3, line);
    }
}
