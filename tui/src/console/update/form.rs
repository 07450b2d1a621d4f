//! Keys in a form.

use crossterm::event::Event;

use super::{changes, choices};
use crate::console::actions::Action;
use crate::console::effects::Effect;
use crate::console::model::{Dialog, Editing, Editor, Model, Phase, Report};

/// Rows that a page key moves by in a list.
const PAGE: isize = 8;

/// Does what a key wants in a form.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(editing) = &mut model.editing else {
        return Vec::new();
    };
    if let Phase::Choosing(picker) = &mut editing.phase {
        match action {
            Action::Up => picker.step(-1),
            Action::Down => picker.step(1),
            Action::PageUp => picker.step(-PAGE),
            Action::PageDown => picker.step(PAGE),
            Action::Refuse => editing.phase = Phase::Form,
            Action::Accept => choices::picked(editing),
            _ => {}
        }
        return Vec::new();
    }
    let last = editing.fields.len().saturating_sub(1);
    match action {
        Action::Up => editing.focus = editing.focus.saturating_sub(1),
        Action::Down => editing.focus = (editing.focus + 1).min(last),
        Action::PageUp => editing.focus = 0,
        Action::PageDown => editing.focus = last,
        Action::Toggle => editing.change_focused(|line| {
            if let Editor::Flag(flag) = &mut line.editor {
                *flag = Some(!flag.unwrap_or(false));
            }
        }),
        Action::Pick => return choices::pick(model),
        Action::Restore => restore(editing),
        Action::Review => review(model),
        Action::Explain => explain(model),
        Action::Refuse => leave(model),
        _ => {}
    }
    Vec::new()
}

/// Types into the focused line; on a line with choices, typing opens the list.
pub fn typed(model: &mut Model, event: &Event) {
    let Some(editing) = &mut model.editing else {
        return;
    };
    let Some(line) = editing.fields.get_mut(editing.focus) else {
        return;
    };
    if let Some(input) = line.input_mut() {
        if changes(input, event) {
            line.write(&mut editing.draft);
        }
        return;
    }
    if let (Editor::Choice(_), Event::Key(key)) = (&line.editor, event)
        && let crossterm::event::KeyCode::Char(character) = key.code
        && key
            .modifiers
            .difference(crossterm::event::KeyModifiers::SHIFT)
            .is_empty()
    {
        choices::open(model, &character.to_string());
    }
}

fn restore(editing: &mut Editing) {
    if let Some(line) = editing.fields.get_mut(editing.focus) {
        editing.draft.reset(line.field.name);
        line.refill(&editing.draft);
        line.touched = false;
    }
}

/// Shows the difference, when nothing stands in its way.
fn review(model: &mut Model) {
    let Some(editing) = &mut model.editing else {
        return;
    };
    editing.attempted = true;
    if let Some(place) = editing.first_problem() {
        editing.focus = place;
        model.warn("not yet: see the marked fields");
    } else if editing.changes().is_empty() {
        model.warn("nothing was changed");
    } else {
        editing.phase = Phase::Review { top: 0 };
    }
}

fn leave(model: &mut Model) {
    if model.has_unsaved_draft() {
        model.dialog = Some(Dialog::Discard);
    } else {
        model.editing = None;
    }
}

fn explain(model: &mut Model) {
    let failure = model
        .editing
        .as_ref()
        .and_then(|editing| editing.failure.as_ref());
    if let Some(error) = failure {
        model.dialog = Some(Dialog::Report(Report {
            title: "Sending failed".to_owned(),
            lines: error.report(),
            bad: true,
            top: 0,
        }));
    }
}
