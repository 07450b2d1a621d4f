//! The details of the selected account.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::console::fit::fit;
use crate::console::model::{DetailLine, Focus, Model, details, label_width};

/// Draws the details.
pub fn draw(model: &Model, canvas: &mut Canvas, area: Rect) {
    let (Some(entry), Some(account)) = (model.entry(), model.selected()) else {
        return;
    };
    if area.is_empty() {
        return;
    }
    let palette = canvas.palette;
    let inside = Rect {
        x: area.x + area.width.min(1),
        width: area.width.saturating_sub(2),
        ..area
    };
    let cells = usize::from(inside.width);
    let lines = details(&account, cells);
    let height = usize::from(inside.height);
    let top = entry.details_top.min(lines.len().saturating_sub(height));
    let labels = label_width(&account, cells);
    let heading = if model.focus == Focus::Details {
        palette.accent()
    } else {
        palette.strong()
    };
    let more = lines.len() > top + height;
    for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
        match line {
            DetailLine::Gap => {}
            DetailLine::Heading(text) => canvas.line(inside, row, Span::styled(text, heading)),
            DetailLine::Member(label, value) => {
                let faint = value.starts_with('(') && value.ends_with(')');
                let style = if faint {
                    palette.dim()
                } else {
                    palette.plain()
                };
                canvas.line(
                    inside,
                    row,
                    Line::from(vec![
                        Span::styled(fit(&label, labels), palette.dim()),
                        Span::raw("  "),
                        Span::styled(value, style),
                    ]),
                );
            }
        }
    }
    if more {
        canvas.right(
            inside,
            height.saturating_sub(1),
            Span::styled(" ↓ more", palette.accent()),
        );
    }
}
