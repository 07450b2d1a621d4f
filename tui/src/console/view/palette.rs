//! The few styles there are: one accent, red for what went wrong, dim for what is secondary.

use ratatui::style::{Color, Modifier, Style};

/// The styles. Without colours, modifiers alone tell things apart: crossterm erases modifiers
/// where a colour is set under `NO_COLOR`, so none may be.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// Whether colours may be used.
    pub colour: bool,
}

impl Palette {
    /// Ordinary text.
    pub fn plain(self) -> Style {
        Style::new()
    }

    /// What leads the eye: keys, the focused part, what changed.
    pub fn accent(self) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        if self.colour {
            bold.fg(Color::Cyan)
        } else {
            bold
        }
    }

    /// What went wrong, and what must be known first.
    pub fn bad(self) -> Style {
        if self.colour {
            Style::new().fg(Color::Red)
        } else {
            Style::new().add_modifier(Modifier::BOLD)
        }
    }

    /// Headings.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is secondary.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// The selected row, where the arrow keys move or elsewhere.
    pub fn selected(self, focused: bool) -> Style {
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        if focused {
            reversed
        } else {
            reversed.add_modifier(Modifier::DIM)
        }
    }
}
