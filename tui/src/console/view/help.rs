//! Every key of a place, what it does, and why it cannot do it now; from the table of actions.

use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::console::actions::{Place, When, bindings};
use crate::console::fit::{fit, wrap};
use crate::console::model::Model;

/// Widest box.
const WIDTH: usize = 78;
/// Cells of the keys.
const KEYS: usize = 14;

/// The filter language, shown where accounts are searched.
const FILTER: [(&str, &str); 6] = [
    ("words", "accounts that have each of them in any field"),
    ("field:word", "that have it in this field"),
    ("field=value", "exactly; also != < <= > >="),
    ("field:null", "where it has no value"),
    ("-term", "the accounts that do not match the term"),
    ("\"two words\"", "quoted, they belong together"),
];

/// Draws the help.
pub fn draw(model: &Model, of: Place, top: usize, canvas: &mut Canvas) {
    let palette = canvas.palette;
    let width = WIDTH.min(usize::from(canvas.screen().width));
    let room = width.saturating_sub(KEYS + 6);
    let mut lines: Vec<Line> = Vec::new();
    for (binding, when) in [of, Place::Anywhere]
        .into_iter()
        .flat_map(|place| bindings(model, place))
    {
        let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
        let possible = when == When::Now;
        let (key_style, style) = if possible {
            (palette.accent(), palette.plain())
        } else {
            (palette.dim(), palette.dim())
        };
        let text = match when {
            When::Not(reason) => format!("{} (not now: {reason})", binding.help),
            _ => binding.help.to_owned(),
        };
        for (place, part) in wrap(&text, room).into_iter().enumerate() {
            let keys = if place == 0 {
                keys.join(" ")
            } else {
                String::new()
            };
            lines.push(Line::from(vec![
                Span::styled(fit(&keys, KEYS), key_style),
                Span::raw("  "),
                Span::styled(part, style),
            ]));
        }
    }
    if matches!(of, Place::Browse | Place::Search) {
        lines.push(Line::raw(""));
        lines.push(Line::styled("What can be searched for", palette.strong()));
        lines.extend(FILTER.iter().map(|(term, meaning)| {
            Line::from(vec![
                Span::styled(fit(term, KEYS), palette.accent()),
                Span::raw(format!("  {meaning}")),
            ])
        }));
    }
    let title = format!("Keys: {}", of.name());
    let inside = canvas.dialog(&title, WIDTH, lines.len() + 2);
    let height = usize::from(inside.height);
    let top = top.min(lines.len().saturating_sub(height));
    let more = lines.len() > top + height;
    for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
        canvas.line(inside, row, line);
    }
    if more {
        let last = height.saturating_sub(1);
        canvas.right(inside, last, Span::styled(" ↓ more", palette.accent()));
    }
}
