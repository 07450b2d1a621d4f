//! Keys in what lies on top: questions, reports, help, and the choice of a sorting.

use roster_core::text::shown;

use super::{browse, sending};
use crate::console::actions::Action;
use crate::console::effects::{Asked, Effect};
use crate::console::model::{Deletion, Dialog, Model};

/// Lines that a page key moves by.
const PAGE: isize = 10;

/// Leaves the console; but asks when typed text would be lost, or the answer to a change.
pub fn leave(model: &mut Model) -> Vec<Effect> {
    if model.has_unsaved_draft() || model.unanswered().is_some() {
        model.dialog = Some(Dialog::Quit);
        return Vec::new();
    }
    vec![Effect::Quit]
}

/// `^C`: as [`leave`], but while that is asked it means yes.
pub fn interrupt(model: &mut Model) -> Vec<Effect> {
    if matches!(model.dialog, Some(Dialog::Quit)) {
        return vec![Effect::Quit];
    }
    leave(model)
}

/// Does what a key wants in the dialog.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Up => step(model, -1),
        Action::Down => step(model, 1),
        Action::PageUp => step(model, -PAGE),
        Action::PageDown => step(model, PAGE),
        Action::Refuse => model.dialog = None,
        Action::Accept => return accept(model),
        _ => {}
    }
    Vec::new()
}

fn step(model: &mut Model, by: isize) {
    match &mut model.dialog {
        Some(Dialog::Help { top, .. }) => *top = top.saturating_add_signed(by).min(200),
        Some(Dialog::Report(report)) => {
            let last = report.lines.len().saturating_sub(1);
            report.top = report.top.saturating_add_signed(by).min(last);
        }
        Some(Dialog::Sort(picker)) => picker.step(by),
        _ => {}
    }
}

fn accept(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = model.dialog.take() else {
        return Vec::new();
    };
    match dialog {
        Dialog::Quit => return vec![Effect::Quit],
        Dialog::Discard => model.editing = None,
        Dialog::Overwrite => return sending::overwrite(model),
        Dialog::Sort(picker) => {
            let sort = picker.highlighted().map(|item| item.value);
            return sort.map_or_else(Vec::new, |sort| browse::sort(model, sort));
        }
        Dialog::Delete(deletion) => return delete(model, deletion),
        Dialog::Sync { id, title, .. } => {
            let doing = format!("asking for fresh data of {}", shown(&title));
            let (entry, known) = (model.current, Some(id.clone()));
            return sending::ask(model, entry, known, doing, Asked::Sync(id)).1;
        }
        Dialog::Help { .. } | Dialog::Report(_) => {}
    }
    Vec::new()
}

fn delete(model: &mut Model, deletion: Deletion) -> Vec<Effect> {
    if !deletion.is_confirmed() {
        model.warn(format!(
            "type {} to confirm, or Esc to go back",
            Deletion::WORD
        ));
        model.dialog = Some(Dialog::Delete(deletion));
        return Vec::new();
    }
    let doing = format!("deleting {}", shown(&deletion.title));
    let (entry, id) = (model.current, deletion.id);
    sending::ask(model, entry, Some(id.clone()), doing, Asked::Delete(id)).1
}
