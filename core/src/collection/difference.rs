//! What changed between two readings of the same accounts.

use crate::collection::cell::Seen;
use crate::collection::table::Table;

/// What a newer reading holds that an older one does not, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Ids that are new, in the order of the newer reading.
    pub added: Vec<String>,
    /// Accounts that are in both and not the same, in the order of the newer reading.
    pub changed: Vec<ChangedAccount>,
    /// Ids that are gone, in the order of the older reading.
    pub removed: Vec<String>,
}

/// An account that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAccount {
    /// Its id.
    pub id: String,
    /// The members that differ, by name: fields in their order, then those that the documents do
    /// not know.
    pub fields: Vec<String>,
}

impl Difference {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

pub(super) fn difference(older: &Table, newer: &Table) -> Difference {
    let mut difference = Difference::default();
    let version = newer.resource().locking.field();
    let version = version.and_then(|field| newer.resource().position(field));
    let mut stayed = vec![false; older.len()];
    // Most readings have the accounts in one order, so the next is where it is expected.
    let mut expected = 0;
    for row in 0..newer.len() {
        let id = newer.id(row);
        let before = match expected < older.len() && older.id(expected) == id {
            true => Some(expected),
            false => older.find(id),
        };
        let Some(before) = before else {
            difference.added.push(id.to_owned());
            continue;
        };
        expected = before + 1;
        if let Some(stayed) = stayed.get_mut(before) {
            *stayed = true;
        }
        let (before, after) = ((older, before), (newer, row));
        if version.is_some_and(|column| is_same_version(before, after, column)) {
            continue;
        }
        let fields = changed(before, after);
        if !fields.is_empty() {
            let id = id.to_owned();
            difference.changed.push(ChangedAccount { id, fields });
        }
    }
    let rows = stayed.iter().enumerate();
    let gone = rows.filter(|(_, stayed)| !**stayed);
    difference.removed = gone.map(|(row, _)| older.id(row).to_owned()).collect();
    difference
}

/// Whether both say that they are the same version.
fn is_same_version(before: (&Table, usize), after: (&Table, usize), column: usize) -> bool {
    let seen_after = seen(after, column);
    matches!(seen_after, Seen::Text(_) | Seen::Stamp(_)) && seen(before, column) == seen_after
}

/// The members that differ.
fn changed(before: (&Table, usize), after: (&Table, usize)) -> Vec<String> {
    let resource = after.0.resource();
    let fields = resource.fields.iter().enumerate();
    let known = fields
        .filter(|(column, _)| seen(before, *column) != seen(after, *column))
        .map(|(_, field)| field.name.to_owned());
    let (old, new) = (before.0.unknown(before.1), after.0.unknown(after.1));
    let changed = new.iter().filter(|member| !old.contains(member));
    let gone = old
        .iter()
        .filter(|(name, _)| new.iter().all(|(kept, _)| kept != name));
    let unknown = changed.chain(gone).map(|(name, _)| name.clone());
    known.chain(unknown).collect()
}

#[inline]
fn seen<'a>((table, row): (&'a Table, usize), column: usize) -> Seen<'a> {
    table.seen(row, column)
}
