//! The list that a value for a field of a form is picked from.

use std::collections::{BTreeMap, HashSet};

use roster_core::error::Result;
use roster_core::schema::Kind;
use roster_core::value::{Reference, Value};

use crate::console::effects::Effect;
use crate::console::model::{Choices, Editing, Entry, FormField, Item, Model, Phase, Picker};

/// Accounts that are looked through for records that a field may name.
const LOOKED_THROUGH: usize = 5_000;
const NONE_KNOWN: &str = "none is known: type its id";

/// Opens the list for the focused line. The records that it may name are asked for, once.
pub fn pick(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = &model.editing else {
        return Vec::new();
    };
    let (place, line) = (editing.entry, editing.focused());
    let mut effects = Vec::new();
    if let Some(line) = line
        && let Kind::Reference(_) = line.field.kind
        && let Some(entry) = model.entries.get_mut(place)
        && !entry.choices.contains_key(line.field.name)
    {
        let field = line.field.name;
        entry.choices.insert(field, Choices::Asked);
        effects.push(Effect::Choices {
            entry: place,
            field,
        });
    }
    open(model, "");
    effects
}

/// Opens the list for the focused line, with that text typed already.
pub fn open(model: &mut Model, typed: &str) {
    let Some(editing) = &mut model.editing else {
        return;
    };
    let Some(line) = editing.focused() else {
        return;
    };
    let entry = model.entries.get(editing.entry);
    let asked = entry.and_then(|entry| entry.choices.get(line.field.name));
    let waiting = matches!(asked, Some(Choices::Asked));
    let items = items(editing, entry, line);
    if items.is_empty() && !waiting {
        model.warn(NONE_KNOWN);
        return;
    }
    let current = editing.draft.value(line.field.name);
    let place = current.and_then(|now| items.iter().position(|item| item.value.same(now)));
    let mut picker = Picker::new(line.field.label, items, place);
    // Systems know more choices than their documents.
    picker.free = true;
    picker.waiting = waiting;
    if !typed.is_empty() {
        picker.query = typed.into();
        picker.narrow();
    }
    editing.phase = Phase::Choosing(picker);
}

/// The records that a field may name came, or why they did not: then those of other accounts are
/// what there is.
pub fn came(
    model: &mut Model,
    place: usize,
    field: &'static str,
    result: Result<Vec<Reference>>,
) -> Vec<Effect> {
    let Some(entry) = model.entries.get_mut(place) else {
        return Vec::new();
    };
    let failure = match result {
        Ok(records) => {
            entry.choices.insert(field, Choices::Listed(records));
            None
        }
        Err(error) => {
            // Asked again when the list is opened again.
            entry.choices.remove(field);
            Some(error)
        }
    };
    let some = refill(model, place, field);
    match (failure, some) {
        (Some(error), Some(true)) => {
            model.warn(format!("{error} · what other accounts name is known"));
        }
        (Some(error), Some(false)) => model.warn(format!("{error} · type its id")),
        (None, Some(false)) => model.warn(NONE_KNOWN),
        _ => {}
    }
    Vec::new()
}

/// Shows what is known now in the list of that field, and closes it when that is nothing. Whether
/// there is something; `None` when the list is not open.
fn refill(model: &mut Model, place: usize, field: &str) -> Option<bool> {
    let editing = model.editing.as_mut()?;
    let line = editing.focused()?;
    if editing.entry != place || line.field.name != field {
        return None;
    }
    let items = items(editing, model.entries.get(place), line);
    let Phase::Choosing(picker) = &mut editing.phase else {
        return None;
    };
    if items.is_empty() {
        editing.phase = Phase::Form;
        return Some(false);
    }
    picker.waiting = false;
    picker.refill(items, Value::same);
    Some(true)
}

/// What can be picked for that line, with what it holds now; and nothing, where there is something
/// else and the field may be without.
fn items(editing: &Editing, entry: Option<&Entry>, line: &FormField) -> Vec<Item<Value>> {
    let mut items = match line.field.kind {
        Kind::Reference(_) => entry.map_or_else(Vec::new, |entry| records(entry, line)),
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
    if let Some(now) = editing.draft.value(line.field.name)
        && !now.plain().is_empty()
        && !items.iter().any(|item| item.value.same(now))
    {
        items.insert(0, item(now.clone()));
    }
    if !items.is_empty() && !line.field.required {
        items.push(Item {
            value: Value::Null,
            label: "(none)".to_owned(),
            note: "clears the field".to_owned(),
        });
    }
    items
}

fn item(value: Value) -> Item<Value> {
    Item {
        label: value.words().into_owned(),
        note: value.plain().into_owned(),
        value,
    }
}

/// The records that the system lists for that field, and those that other accounts name in it, by
/// their names.
fn records(entry: &Entry, line: &FormField) -> Vec<Item<Value>> {
    let listed = match entry.choices.get(line.field.name) {
        Some(Choices::Listed(records)) => records.as_slice(),
        _ => &[],
    };
    let ids: HashSet<&str> = listed.iter().map(|record| record.id.as_str()).collect();
    let mut known = BTreeMap::new();
    let mut add = |value: Value| {
        let key = (value.words().to_lowercase(), value.plain().into_owned());
        known.entry(key).or_insert_with(|| item(value));
    };
    for record in listed {
        add(Value::Reference(record.clone()));
    }
    for row in 0..entry.matches().min(LOOKED_THROUGH) {
        if let Some(value) = entry.cell(row, line.field.name)
            && let Value::Reference(reference) = value.as_ref()
            && !ids.contains(reference.id.as_str())
        {
            add(value.into_owned());
        }
    }
    known.into_values().collect()
}

/// Takes the highlighted item, or what is typed where nothing matches.
pub fn picked(editing: &mut Editing) {
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
