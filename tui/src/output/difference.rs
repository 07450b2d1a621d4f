//! What an edit changes, and what a system made of it, as lines that are safe to show.

use roster_core::compare::Discrepancy;
use roster_core::edit::FieldChange;
use roster_core::schema::{Field, Kind};
use roster_core::text::shown;
use roster_core::value::Value;

/// `first_name: "Anna" → "Anne"`, a line for each change.
pub fn changes(changes: &[FieldChange]) -> Vec<String> {
    changes
        .iter()
        .map(|change| {
            let to = said(change.field, Some(&change.to));
            match (&change.from, change.field.kind) {
                (_, Kind::Secret) => format!("{}: {to}", change.field.name),
                (from, _) => {
                    let from = said(change.field, from.as_ref());
                    format!("{}: {from} → {to}", change.field.name)
                }
            }
        })
        .collect()
}

/// What a system stored otherwise than it was asked to, a line for each field.
pub fn differences(differs: &[Discrepancy]) -> Vec<String> {
    differs
        .iter()
        .map(|one| {
            format!(
                "the system did not take {}: asked for {}, it holds {}",
                one.field.name,
                said(one.field, Some(&one.asked)),
                said(one.field, one.got.as_ref()),
            )
        })
        .collect()
}

fn said(field: &Field, value: Option<&Value>) -> String {
    match value {
        None => "(not known)".to_owned(),
        Some(Value::Null) => "(none)".to_owned(),
        Some(_) if field.kind == Kind::Secret => "(a new value)".to_owned(),
        Some(Value::Text(text)) => format!("\"{}\"", shown(text)),
        Some(Value::Reference(reference)) => {
            let id = shown(&reference.id);
            match &reference.name {
                Some(name) => format!("{} ({id})", shown(name)),
                None => id.into_owned(),
            }
        }
        Some(other) => shown(&other.words()).into_owned(),
    }
}
