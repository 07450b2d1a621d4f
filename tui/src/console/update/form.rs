//! Keys in a form and in the list that picks a value for one of its fields.

use std::collections::BTreeMap;

use crossterm::event::Event;
use roster_core::schema::Kind;
use roster_core::value::Value;

use super::changes;
use crate::console::actions::Action;
use crate::console::effects::Effect;
use crate::console::model::{
    Dialog, Editing, Editor, Entry, FormField, Item, Model, Phase, Picker, Report,
};

/// Accounts that are looked through for records that a field may name.
const LOOKED_THROUGH: usize = 5_000;
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
            Action::Accept => picked(editing),
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
        Action::Pick => pick(model, ""),
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
        pick(model, &character.to_string());
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

/// Opens the list for the focused line, with that text typed already.
fn pick(model: &mut Model, typed: &str) {
    let Some(editing) = &mut model.editing else {
        return;
    };
    let Some(line) = editing.focused() else {
        return;
    };
    let now = editing.draft.value(line.field.name).cloned();
    let mut items = match line.field.kind {
        Kind::Reference(_) => match model.entries.get(editing.entry) {
            Some(entry) => known_records(entry, line),
            None => Vec::new(),
        },
        kind => kind
            .choices()
            .iter()
            .map(|choice| Item {
                value: Value::text(choice.value),
                label: choice.label.to_owned(),
                note: choice.value.to_owned(),
            })
            .collect(),
    };
    if let Some(now) = now.filter(|now| !now.plain().is_empty())
        && !items.iter().any(|item| item.value.same(&now))
    {
        items.insert(0, item(now));
    }
    if items.is_empty() {
        model.warn("none is known: type its id");
        return;
    }
    if !line.field.required {
        items.push(Item {
            value: Value::Null,
            label: "(none)".to_owned(),
            note: "clears the field".to_owned(),
        });
    }
    let current = editing.draft.value(line.field.name);
    let place = current.and_then(|now| items.iter().position(|item| item.value.same(now)));
    let mut picker = Picker::new(line.field.label, items, place);
    // Systems know more choices than their documents.
    picker.free = true;
    if !typed.is_empty() {
        picker.query = typed.into();
        picker.narrow();
    }
    editing.phase = Phase::Choosing(picker);
}

fn item(value: Value) -> Item<Value> {
    Item {
        label: value.words().into_owned(),
        note: value.plain().into_owned(),
        value,
    }
}

/// The records that other accounts name in that field, by their names.
fn known_records(entry: &Entry, line: &FormField) -> Vec<Item<Value>> {
    let mut known = BTreeMap::new();
    for row in 0..entry.accounts.matches().min(LOOKED_THROUGH) {
        if let Some(value) = entry.accounts.cell(row, line.field.name)
            && matches!(value.as_ref(), Value::Reference(_))
        {
            let key = (value.words().to_lowercase(), value.plain().into_owned());
            known.entry(key).or_insert_with(|| item(value.into_owned()));
        }
    }
    known.into_values().collect()
}

fn picked(editing: &mut Editing) {
    let phase = std::mem::replace(&mut editing.phase, Phase::Form);
    let Phase::Choosing(picker) = phase else {
        return;
    };
    let typed = picker.query.value().trim();
    let value = match picker.highlighted() {
        Some(item) => item.value.clone(),
        None if typed.is_empty() => return,
        None => Value::text(typed),
    };
    let Some(line) = editing.fields.get_mut(editing.focus) else {
        return;
    };
    let name = line.field.name;
    let result = if value.is_null() && editing.draft.base().is_none() {
        editing.draft.reset(name);
        Ok(())
    } else {
        editing.draft.set(name, value)
    };
    line.refill(&editing.draft);
    line.touched = true;
    line.trouble = result.err().map(|error| error.message().to_owned());
}
