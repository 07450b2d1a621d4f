//! What changed between two readings of the same accounts.

use crate::collection::column::Held;
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
    let resource = newer.resource();
    let version = resource.locking.field();
    let version = version.and_then(|field| resource.position(field));
    let mut stayed = vec![false; older.len()];
    // Most readings have the accounts in one order, so the next is where it is expected.
    let mut expected = 0;
    for row in 0..newer.len() {
        let is_expected =
            expected < older.len() && is_same((older, expected), (newer, row), newer.id_column());
        let before = match is_expected {
            true => Some(expected),
            false => older.find(newer.id(row)),
        };
        let Some(before) = before else {
            difference.added.push(newer.id(row).to_owned());
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
            let id = newer.id(row).to_owned();
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
    let version = after.0.held_here(after.1, column);
    matches!(version, Held::Text(_) | Held::Stamp(_)) && is_same(before, after, column)
}

/// The members that differ, of two accounts with one id.
fn changed(before: (&Table, usize), after: (&Table, usize)) -> Vec<String> {
    let mut changed = Vec::new();
    for (column, field) in after.0.resource().fields.iter().enumerate() {
        if column != after.0.id_column() && !is_same(before, after, column) {
            changed.push(field.name.to_owned());
        }
    }
    let (old, new) = (before.0.unknown(before.1), after.0.unknown(after.1));
    if !(old.is_empty() && new.is_empty()) {
        let came = new.iter().filter(|member| !old.contains(member));
        let gone = old
            .iter()
            .filter(|(name, _)| new.iter().all(|(kept, _)| kept != name));
        changed.extend(came.chain(gone).map(|(name, _)| name.clone()));
    }
    changed
}

/// Whether both have the same value of a field. Most cells tell by themselves. Texts are compared as
/// bytes, and only values that are kept once have to be looked at.
#[inline]
fn is_same(before: (&Table, usize), after: (&Table, usize), column: usize) -> bool {
    let ((older, before), (newer, after)) = (before, after);
    let (Some(olds), Some(news)) = (older.column(column), newer.column(column)) else {
        return true;
    };
    let told = olds.is_same(before, news, after);
    told.unwrap_or_else(|| is_same_value(older, olds.get(before), newer, news.get(after)))
}

fn is_same_value(older: &Table, old: Held, newer: &Table, new: Held) -> bool {
    match (old, new) {
        (Held::Text(one), Held::Text(other)) => older.texts().is_as(one, newer.texts(), other),
        (one, other) if is_placed(one) || is_placed(other) => older.sees(one) == newer.sees(other),
        (one, other) => one == other,
    }
}

/// Whether it says where the value is, and not what.
fn is_placed(held: Held) -> bool {
    matches!(held, Held::Kept(_) | Held::Reference(_))
}
