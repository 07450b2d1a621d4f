//! The two lines at the bottom: what happens, and which keys there are.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::console::actions::{Action, Place, When, bindings};
use crate::console::fit::{grouped, wrap};
use crate::console::model::{Entry, Load, Model};

/// Most lines of what happens; the longer ones lie over the table.
const MOST: usize = 4;

/// The picture of something that goes on.
pub fn throbber(model: &Model) -> char {
    const PICTURES: [char; 8] = ['⣾', '⣽', '⣻', '⢿', '⡿', '⣟', '⣯', '⣷'];
    let step = usize::try_from(model.ticks).unwrap_or(0);
    PICTURES[step % PICTURES.len()]
}

/// What happens: the most urgent of what there is to say.
pub fn status(model: &Model, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let filter_error = model
        .entry()
        .and_then(|entry| entry.filter_error.as_ref())
        .filter(|_| model.search.is_some());
    let (text, style) = if let Some(notice) = &model.notice {
        let style = if notice.bad {
            palette.bad()
        } else {
            palette.plain()
        };
        (notice.text.clone(), style)
    } else if let Some(error) = filter_error {
        (error.message().to_owned(), palette.bad())
    } else if let Some(job) = model.jobs.last() {
        let doing = if job.cancelled { "calling off: " } else { "" };
        (
            format!(
                "{} {doing}{}…{}",
                throbber(model),
                job.doing,
                seconds(model, job.began)
            ),
            palette.accent(),
        )
    } else if let Some(entry) = model.entry().filter(|_| model.editing.is_none()) {
        let bad = match entry.load {
            Load::Failed(_) => true,
            Load::Whole => entry.unread() > 0,
            Load::Never | Load::Running { .. } => false,
        };
        (
            progress(model, entry),
            if bad { palette.bad() } else { palette.dim() },
        )
    } else {
        (String::new(), palette.plain())
    };
    let room = usize::from(area.width.saturating_sub(2));
    let lines = wrap(&text, room);
    let height = lines.len().clamp(1, MOST.min(usize::from(area.y).max(1)));
    let more = u16::try_from(height - 1).unwrap_or(0);
    let area = Rect {
        y: area.y - more,
        height: area.height + more,
        ..area
    };
    if height > 1 {
        canvas.clear(area);
    }
    for (row, line) in lines.into_iter().take(height).enumerate() {
        canvas.line(area, row, Span::styled(format!(" {line}"), style));
    }
}

/// How long it takes already, once that is worth a word.
pub fn seconds(model: &Model, began: u64) -> String {
    match model.seconds_since(began) {
        0 | 1 => String::new(),
        seconds => format!(" {seconds} s"),
    }
}

/// How far the load is; or which row is selected.
fn progress(model: &Model, entry: &Entry) -> String {
    // Most of the time it takes less than a step, and is not worth a word.
    if let Some(under_way) = &entry.under_way
        && under_way.since < model.ticks
    {
        let seconds = seconds(model, under_way.since);
        return format!("{} filtering and sorting…{seconds}", throbber(model));
    }
    match &entry.load {
        Load::Running { got, .. } => {
            let what = if entry.incoming.is_some() {
                "reloading"
            } else {
                "loading"
            };
            let far = match entry.total {
                Some(total) => format!(" {} of {}", grouped(*got), grouped(total)),
                None if *got == 0 => String::new(),
                None => format!(" {}", grouped(*got)),
            };
            let seconds = seconds(model, entry.load_began);
            format!("{} {what}{far}…{seconds}", throbber(model))
        }
        Load::Failed(_) if entry.held() == 0 => String::new(),
        Load::Failed(error) => format!("{error} · x explains · r tries again"),
        _ => {
            let row = || format!("{} of {}", grouped(entry.row + 1), grouped(entry.matches()));
            let row = (entry.matches() > 0).then(row);
            let parts = row.into_iter().chain(entry.unreadable());
            parts.collect::<Vec<_>>().join(" · ")
        }
    }
}

/// Which keys there are. What is not possible is dim; help and the way out are always there.
pub fn hints(model: &Model, canvas: &mut Canvas, area: Rect) {
    let palette = canvas.palette;
    let mut first: Vec<Line> = Vec::new();
    let mut last: Vec<Line> = Vec::new();
    for (binding, when) in
        bindings(model, model.place()).filter(|(binding, _)| !binding.name.is_empty())
    {
        let Some(key) = binding.keys.first() else {
            continue;
        };
        let (key_style, name_style) = match when {
            When::Now => (palette.accent(), palette.plain()),
            _ => (palette.dim(), palette.dim()),
        };
        let hint = Line::from(vec![
            Span::styled(key.to_string(), key_style),
            Span::styled(format!(" {}", binding.name), name_style),
        ]);
        if keeps_its_place(binding.action, model.place()) {
            last.push(hint);
        } else {
            first.push(hint);
        }
    }
    let kept: usize = last.iter().map(|hint| hint.width() + 2).sum();
    let room = usize::from(area.width).saturating_sub(kept + 2);
    let mut spans = vec![Span::raw(" ")];
    let mut used = 0;
    for hint in first {
        used += hint.width() + 2;
        if used > room {
            spans.push(Span::styled("…  ", palette.dim()));
            break;
        }
        spans.extend(hint.spans);
        spans.push(Span::raw("  "));
    }
    for hint in last {
        spans.extend(hint.spans);
        spans.push(Span::raw("  "));
    }
    canvas.line(area, 0, Line::from(spans));
}

/// Whether a hint stays however narrow the screen is.
fn keeps_its_place(action: Action, place: Place) -> bool {
    matches!(action, Action::Help | Action::Quit)
        || (place != Place::Browse && matches!(action, Action::Refuse))
}
