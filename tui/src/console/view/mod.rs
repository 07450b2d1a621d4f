//! What the model looks like. A function of the model alone; only what is visible is built.

mod canvas;
mod conflict;
mod details;
mod dialog;
mod form;
mod frame;
mod help;
mod palette;
mod picker;
mod resources;
mod review;
mod status;
mod table;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::canvas::Canvas;
use self::palette::Palette;
use super::model::{Dialog, Editing, Focus, Model, Phase, Starting, areas};

/// Draws the model; returns the place of the cursor, where one types.
pub fn view(model: &Model, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let palette = Palette {
        colour: model.colour,
    };
    let mut canvas = Canvas::new(buffer, palette);
    draw(model, &mut canvas);
    canvas.cursor
}

fn draw(model: &Model, canvas: &mut Canvas) {
    let screen = canvas.screen();
    // A form takes the place of the table, wherever the arrow keys were before.
    let focus = match model.editing {
        Some(_) => Focus::Accounts,
        None => model.focus,
    };
    let areas = areas((screen.width, screen.height), focus);
    frame::title(model, canvas, areas.title);
    if model.starting != Starting::Done || model.entries.is_empty() {
        frame::start(model, canvas, areas.main);
    } else {
        resources::draw(model, canvas, areas.resources);
        canvas.border_right(areas.resources);
        match &model.editing {
            Some(editing) => edit(model, editing, canvas, areas.main),
            None => {
                table::draw(model, canvas, areas.table);
                canvas.border_right(areas.table);
                details::draw(model, canvas, areas.details);
            }
        }
    }
    status::status(model, canvas, areas.status);
    status::hints(model, canvas, areas.hints);
    if let Some(dialog) = &model.dialog {
        canvas.cursor = None;
        match dialog {
            Dialog::Help { of, top } => help::draw(model, *of, *top, canvas),
            Dialog::Sort(picker) => picker::draw(picker, canvas),
            other => dialog::draw(model, other, canvas),
        }
    }
}

/// Widest form: longer lines are hard to follow.
const WIDEST: u16 = 100;

fn edit(model: &Model, editing: &Editing, canvas: &mut Canvas, mut area: Rect) {
    // A column of air beside the line between the parts.
    area.x += area.width.min(1);
    area.width = area.width.saturating_sub(2).min(WIDEST);
    match &editing.phase {
        Phase::Form => form::draw(editing, canvas, area),
        Phase::Choosing(picker) => {
            form::draw(editing, canvas, area);
            canvas.cursor = None;
            picker::draw(picker, canvas);
        }
        Phase::Review { top } => review::draw(model, editing, *top, canvas, area),
        Phase::Sending { .. } => review::draw(model, editing, 0, canvas, area),
        Phase::Clashing { clashes, row, .. } => {
            conflict::draw(editing, clashes, *row, canvas, area);
        }
    }
}
