//! How the screen is divided, known to the view and to the keys that move by pages.

use ratatui::layout::Rect;

/// Narrowest screen with the resources beside the table.
const WITH_RESOURCES: u16 = 60;
/// Narrowest screen with the details beside the table.
const WITH_DETAILS: u16 = 130;
/// Width of the resources, where every cell counts and where there is room.
const RESOURCES: (u16, u16) = (22, 32);
/// Narrowest screen with room.
const ROOMY: u16 = 110;

/// The parts of the screen. A part that is not shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// One line: which account book this is and what is shown.
    pub title: Rect,
    /// The resources.
    pub resources: Rect,
    /// The table, its heading included.
    pub table: Rect,
    /// The details of the selected account.
    pub details: Rect,
    /// Table and details: where forms go.
    pub main: Rect,
    /// One line: what happens.
    pub status: Rect,
    /// One line: which keys there are.
    pub hints: Rect,
}

impl Areas {
    /// Rows of accounts that the table shows below its heading and search line.
    #[must_use]
    pub fn table_rows(&self) -> usize {
        usize::from(self.table.height.saturating_sub(2))
    }
}

/// Divides a screen. Where there is no room beside the table, the focused part takes its place.
#[must_use]
pub fn areas(size: (u16, u16), focus: super::Focus) -> Areas {
    let (width, height) = size;
    let line = |y: u16| Rect::new(0, y, width, u16::from(y < height));
    let hints_height = u16::from(height > 4);
    let body = Rect::new(
        0,
        1.min(height),
        width,
        height.saturating_sub(2 + hints_height),
    );
    let mut areas = Areas {
        title: line(0),
        status: line(height.saturating_sub(1 + hints_height).max(1)),
        hints: Rect {
            height: hints_height,
            ..line(height.saturating_sub(1))
        },
        ..Areas::default()
    };
    let (resources, main) = if width >= WITH_RESOURCES {
        split(
            body,
            if width >= ROOMY {
                RESOURCES.1
            } else {
                RESOURCES.0
            },
        )
    } else if focus == super::Focus::Resources {
        (body, Rect::default())
    } else {
        (Rect::default(), body)
    };
    areas.resources = resources;
    areas.main = if width >= WITH_RESOURCES { main } else { body };
    if width >= WITH_DETAILS {
        let details = (main.width * 2 / 5).clamp(44, 72);
        let (table, details) = split(main, main.width - details - 1);
        areas.table = table;
        areas.details = details;
    } else if focus == super::Focus::Details {
        areas.details = main;
    } else {
        areas.table = main;
    }
    areas
}

/// Cuts an area in two, with one column for the line between them.
fn split(area: Rect, left: u16) -> (Rect, Rect) {
    let left = left.min(area.width);
    let right = (left + 1).min(area.width);
    (
        Rect {
            width: left,
            ..area
        },
        Rect {
            x: area.x + right,
            width: area.width - right,
            ..area
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::Focus;
    use super::*;

    #[test]
    fn no_part_leaves_the_screen() {
        for focus in [Focus::Resources, Focus::Accounts, Focus::Details] {
            for width in (0..240).step_by(7).chain([1, 2, 59, 60, 129, 130]) {
                for height in 0..60 {
                    let areas = areas((width, height), focus);
                    let screen = Rect::new(0, 0, width, height);
                    for part in [
                        areas.title,
                        areas.resources,
                        areas.table,
                        areas.details,
                        areas.main,
                        areas.status,
                        areas.hints,
                    ] {
                        let inside = part.is_empty() || screen.union(part) == screen;
                        assert!(inside, "{part:?} at {width}x{height}");
                    }
                }
            }
        }
    }
}
