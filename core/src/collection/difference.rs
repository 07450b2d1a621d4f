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
    for row in 0..newer.len() {
        let id = newer.id(row);
        let Some(before) = older.find(id) else {
            difference.added.push(id.to_owned());
            continue;
        };
        let fields = changed((older, before), (newer, row));
        if !fields.is_empty() {
            let id = id.to_owned();
            difference.changed.push(ChangedAccount { id, fields });
        }
    }
    let gone = |row: &usize| newer.find(older.id(*row)).is_none();
    difference.removed = (0..older.len())
        .filter(gone)
        .map(|row| older.id(row).to_owned())
        .collect();
    difference
}

/// The members that differ; none when both say that they are the same version.
fn changed(before: (&Table, usize), after: (&Table, usize)) -> Vec<String> {
    let resource = after.0.resource();
    let version = resource
        .locking
        .field()
        .and_then(|field| resource.position(field));
    if let Some(column) = version
        && matches!(seen(after, column), Seen::Text(_) | Seen::Stamp(_))
        && seen(before, column) == seen(after, column)
    {
        return Vec::new();
    }
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

fn seen<'a>((table, row): (&'a Table, usize), column: usize) -> Seen<'a> {
    table.seen(row, column)
}
