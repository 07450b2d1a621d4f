//! Where the view draws. Nothing is ever drawn outside of the area it is meant for, whatever the
//! size of the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::palette::Palette;
use crate::console::fit::cut;

/// A buffer, the styles, and where the cursor will be.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The styles.
    pub palette: Palette,
    /// Column and row of the cursor, when there is one.
    pub cursor: Option<(u16, u16)>,
}

impl Canvas<'_> {
    /// A canvas on that buffer.
    pub fn new(buffer: &mut Buffer, palette: Palette) -> Canvas<'_> {
        Canvas {
            buffer,
            palette,
            cursor: None,
        }
    }

    /// The whole screen.
    pub fn screen(&self) -> Rect {
        self.buffer.area
    }

    /// Draws a line in that row of the area, if it has that row.
    pub fn line<'l>(&mut self, area: Rect, row: usize, line: impl Into<Line<'l>>) {
        if let Some(place) = self.row(area, row) {
            self.buffer
                .set_line(place.x, place.y, &line.into(), place.width);
        }
    }

    /// Draws a line at the right end of that row, if there is room for it.
    pub fn right<'l>(&mut self, area: Rect, row: usize, line: impl Into<Line<'l>>) {
        let line = line.into();
        let wide = u16::try_from(line.width()).unwrap_or(u16::MAX);
        if wide > area.width {
            return;
        }
        let end = Rect {
            x: area.right() - wide,
            width: wide,
            ..area
        };
        self.line(end, row, line);
    }

    /// Gives a row of the area a style, on top of what is drawn there.
    pub fn tint(&mut self, area: Rect, row: usize, style: Style) {
        if let Some(place) = self.row(area, row) {
            self.buffer.set_style(place, style);
        }
    }

    /// Puts the cursor there, if the area has that place.
    pub fn put_cursor(&mut self, area: Rect, row: usize, column: usize) {
        if let Some(place) = self.row(area, row)
            && let Ok(column) = u16::try_from(column)
            && column < place.width
        {
            self.cursor = Some((place.x + column, place.y));
        }
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        Clear.render(area.intersection(self.buffer.area), self.buffer);
    }

    /// Draws the line between two parts, in the column right of the area.
    pub fn border_right(&mut self, area: Rect) {
        let style = self.palette.dim();
        let screen = self.buffer.area;
        if area.is_empty() || area.right() >= screen.right() {
            return;
        }
        for y in area.top()..area.bottom().min(screen.bottom()) {
            self.buffer.set_string(area.right(), y, "│", style);
        }
    }

    /// Empties a box of that size in the middle of the screen, frames it, and returns its inside.
    pub fn dialog(&mut self, title: &str, width: usize, height: usize) -> Rect {
        let screen = self.screen();
        let cells = |wanted: usize, most: u16| u16::try_from(wanted).unwrap_or(u16::MAX).min(most);
        let (width, height) = (cells(width, screen.width), cells(height, screen.height));
        let area = Rect::new(
            screen.x + (screen.width - width) / 2,
            screen.y + (screen.height - height) / 2,
            width,
            height,
        );
        Clear.render(area, self.buffer);
        let title = cut(title, usize::from(width.saturating_sub(6)));
        let block = Block::bordered()
            .border_style(self.palette.dim())
            .title(Span::styled(format!(" {title} "), self.palette.accent()));
        let inside = block.inner(area);
        block.render(area, self.buffer);
        Rect {
            x: inside.x + inside.width.min(1),
            width: inside.width.saturating_sub(2),
            ..inside
        }
    }

    fn row(&self, area: Rect, row: usize) -> Option<Rect> {
        let row = u16::try_from(row).ok()?;
        if row >= area.height {
            return None;
        }
        let place = Rect {
            y: area.y.checked_add(row)?,
            height: 1,
            ..area
        };
        let place = place.intersection(self.buffer.area);
        (!place.is_empty()).then_some(place)
    }
}
