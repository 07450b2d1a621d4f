//! How often each value is among many accounts.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, Hash, Hasher};

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::collection::cell::Seen;
use crate::collection::filter::is_null;
use crate::collection::references::Pointer;
use crate::collection::sort::Sort;
use crate::collection::table::Table;
use crate::query::SortKey;
use crate::schema::Field;
use crate::value::Value;

/// Accounts that have the same value in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The value, to the letter: `Anna` and `anna` are two. Null for the accounts whose field is
    /// null or was not answered.
    pub value: Value,
    /// How many accounts have it.
    pub count: usize,
}

/// A value that was met: the row where it was first, and how often it was.
struct Met {
    row: u32,
    count: usize,
}

/// Counts the values of a field in those rows. What is held meanwhile is a row and a count for each
/// value.
pub(super) fn groups(
    table: &Table,
    field: &'static Field,
    rows: impl Iterator<Item = usize>,
) -> Vec<Group> {
    let column = table.resource().position(field.name).unwrap_or(usize::MAX);
    let seen = |row: usize| match table.seen(row, column) {
        seen if is_null(field.kind, seen) => Seen::Null,
        seen => seen,
    };
    let hasher = DefaultHashBuilder::default();
    let hash = |row: usize| hash(seen(row), hasher.build_hasher());
    let mut met: Vec<Met> = Vec::new();
    let mut places: HashTable<usize> = HashTable::new();
    let row_of =
        |met: &[Met], place: usize| met.get(place).map_or(usize::MAX, |met| met.row as usize);
    for row in rows {
        let value = seen(row);
        let same = |place: &usize| seen(row_of(&met, *place)) == value;
        if let Some(place) = places.find(hash(row), same) {
            if let Some(met) = met.get_mut(*place) {
                met.count += 1;
            }
            continue;
        }
        let row_number = u32::try_from(row).unwrap_or(u32::MAX);
        places.insert_unique(hash(row), met.len(), |place| hash(row_of(&met, *place)));
        met.push(Met {
            row: row_number,
            count: 1,
        });
    }
    let key = SortKey {
        field,
        descending: false,
    };
    let mut order: Vec<u32> = met.iter().map(|met| met.row).collect();
    Sort::by(key).arrange(table, &mut order);
    let group = |row: &u32| {
        let row = *row as usize;
        let place = places.find(hash(row), |place| row_of(&met, *place) == row)?;
        let value = seen(row).value().map_or(Value::Null, Cow::into_owned);
        let count = met.get(*place)?.count;
        Some(Group { value, count })
    };
    order.iter().filter_map(group).collect()
}

fn hash(seen: Seen<'_>, mut hasher: impl Hasher) -> u64 {
    match seen {
        Seen::Text(text) => text.hash(&mut hasher),
        Seen::Truth(truth) => truth.hash(&mut hasher),
        Seen::Whole(number) => number.hash(&mut hasher),
        Seen::Stamp(stamp) => stamp.micros.hash(&mut hasher),
        Seen::Reference(Pointer { id, name, kind }) => (id, name, kind).hash(&mut hasher),
        Seen::Kept(value) => value.hash(&mut hasher),
        Seen::Absent | Seen::Null => {}
    }
    hasher.finish()
}
