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

/// Rows that may be gone where one is expected, before it is looked for everywhere.
const GONE: usize = 4;

pub(super) fn difference(older: &Table, newer: &Table) -> Difference {
    let mut difference = Difference::default();
    let resource = newer.resource();
    let version = resource.locking.field();
    let version = version.and_then(|field| resource.position(field));
    let Pairs { before, left } = pairs(older, newer);
    for (row, before) in before.into_iter().enumerate() {
        let Some(before) = before else {
            difference.added.push(newer.id(row).to_owned());
            continue;
        };
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
    let removed = left.into_iter().map(|row| older.id(row).to_owned());
    difference.removed = removed.collect();
    difference
}

/// Rows of two readings that have the same id.
struct Pairs {
    /// The row of the older reading, of every row of the newer.
    before: Vec<Option<usize>>,
    /// Rows of the older reading that no row of the newer has, in their order.
    left: Vec<usize>,
}

/// Most readings have the accounts in one order, so each is mostly where it is expected. Only the
/// others are looked for by their ids.
fn pairs(older: &Table, newer: &Table) -> Pairs {
    let id_column = newer.id_column();
    let mut expected = 0;
    let near = |row| {
        let mut near = expected..older.len().min(expected + GONE);
        let found = near.find(|before| is_same((older, *before), (newer, row), id_column))?;
        expected = found + 1;
        Some(found)
    };
    let mut before: Vec<Option<usize>> = (0..newer.len()).map(near).collect();
    let mut left = others(&before, older.len());
    if before.contains(&None) && !left.is_empty() {
        let by_id = older.by_id(left.iter().copied());
        for (row, before) in before.iter_mut().enumerate() {
            if before.is_none() {
                *before = older.find_among(&by_id, newer.id(row));
            }
        }
        left = others(&before, older.len());
    }
    Pairs { before, left }
}

/// Which of so many rows are none of these.
fn others(these: &[Option<usize>], count: usize) -> Vec<usize> {
    let mut is_one = vec![false; count];
    for row in these.iter().flatten() {
        if let Some(is_one) = is_one.get_mut(*row) {
            *is_one = true;
        }
    }
    let rows = is_one.iter().enumerate();
    rows.filter_map(|(row, is_one)| (!is_one).then_some(row))
        .collect()
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
