//! Rows of accounts in little memory: a column of cells for each field, all text in one arena, and
//! what is neither text, truth, moment nor small number kept once, however many rows have it.

use std::borrow::Cow;
use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::account::Account;
use crate::collection::cell::{Cell, Held, Seen};
use crate::collection::stamp::Stamp;
use crate::schema::{Kind, Resource};
use crate::value::Value;

/// Bytes of dead text that are not worth a clearing up.
const DEAD: usize = 1 << 16;

/// The accounts of a collection, in the order of their arrival.
#[derive(Clone)]
pub(super) struct Table {
    resource: &'static Resource,
    /// A column for each field, and behind them one for what the documents do not know.
    columns: Vec<Vec<Cell>>,
    id_column: usize,
    texts: String,
    /// Bytes of `texts` that no cell refers to any more.
    dead: usize,
    kept: Vec<Value>,
    /// Places in `kept`, found by value.
    kept_places: HashTable<usize>,
    /// Rows, found by id.
    ids: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

impl Table {
    pub(super) fn new(resource: &'static Resource) -> Table {
        let width = resource.fields.len() + 1;
        Table {
            resource,
            columns: vec![Vec::new(); width],
            id_column: resource.position(resource.id_field()).unwrap_or(width),
            texts: String::new(),
            dead: 0,
            kept: Vec::new(),
            kept_places: HashTable::new(),
            ids: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }

    pub(super) fn resource(&self) -> &'static Resource {
        self.resource
    }

    pub(super) fn len(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// The row of the account of that id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let hash = self.hasher.hash_one(id);
        self.ids.find(hash, |row| self.id(*row) == id).copied()
    }

    /// The id of the account in that row.
    pub(super) fn id(&self, row: usize) -> &str {
        match self.seen(row, self.id_column) {
            Seen::Text(id) => id,
            _ => "",
        }
    }

    /// The value of a field in that row.
    pub(super) fn seen(&self, row: usize, column: usize) -> Seen<'_> {
        let cell = self.columns.get(column).and_then(|column| column.get(row));
        match cell.copied().unwrap_or(Cell::ABSENT).held() {
            Held::Absent => Seen::Absent,
            Held::Null => Seen::Null,
            Held::Truth(truth) => Seen::Truth(truth),
            Held::Text { start, length } => {
                Seen::Text(self.texts.get(start..start + length).unwrap_or_default())
            }
            Held::Stamp(stamp) => Seen::Stamp(stamp),
            Held::Whole(number) => Seen::Whole(number),
            Held::Kept(place) => self.kept.get(place).map_or(Seen::Absent, Seen::Kept),
        }
    }

    /// What the documents do not know of the account in that row.
    pub(super) fn unknown(&self, row: usize) -> &[(String, Value)] {
        match self.seen(row, self.resource.fields.len()) {
            Seen::Kept(Value::Object(members)) => members,
            _ => &[],
        }
    }

    /// The account in that row.
    pub(super) fn account(&self, row: usize) -> Account {
        let fields = self.resource.fields.iter().enumerate();
        let known = fields.filter_map(|(column, field)| {
            let value = self.seen(row, column).value().map(Cow::into_owned)?;
            Some((field.name.to_owned(), value))
        });
        let members = known.chain(self.unknown(row).iter().cloned()).collect();
        Account::assembled(self.resource, self.id(row), members)
    }

    /// Puts an account in the place of the one with its id, or behind all others; its row.
    pub(super) fn insert(&mut self, account: &Account) -> usize {
        let row = match self.find(account.id()) {
            Some(row) => {
                self.bury(row);
                row
            }
            None => self.add(account.id()),
        };
        for (column, field) in self.resource.fields.iter().enumerate() {
            if column != self.id_column {
                let cell = match account.get(field.name) {
                    Some(value) => self.cell(field.kind, value),
                    None => Cell::ABSENT,
                };
                self.set(row, column, cell);
            }
        }
        let owned = |(name, value): (&str, &Value)| (name.to_owned(), value.clone());
        let unknown: Vec<_> = account.unknown().map(owned).collect();
        let cell = match unknown.is_empty() {
            true => Cell::ABSENT,
            false => self.keep(Value::Object(unknown)),
        };
        self.set(row, self.resource.fields.len(), cell);
        self.clear_up();
        row
    }

    /// Takes a row out; those behind it move up by one.
    pub(super) fn remove(&mut self, id: &str) -> Option<usize> {
        let hash = self.hasher.hash_one(id);
        let row = self.find(id)?;
        if let Ok(entry) = self.ids.find_entry(hash, |found| *found == row) {
            entry.remove();
        }
        self.bury(row);
        for column in &mut self.columns {
            if row < column.len() {
                column.remove(row);
            }
        }
        for later in self.ids.iter_mut().filter(|later| **later > row) {
            *later -= 1;
        }
        self.clear_up();
        Some(row)
    }

    /// A row with nothing but its id.
    fn add(&mut self, id: &str) -> usize {
        let row = self.len();
        for column in &mut self.columns {
            column.push(Cell::ABSENT);
        }
        let cell = self.text(id);
        self.set(row, self.id_column, cell);
        let hash = self.hasher.hash_one(id);
        let Table {
            ids,
            hasher,
            columns,
            texts,
            ..
        } = self;
        let column = columns.get(self.id_column);
        let rehash = |row: &usize| {
            let cell = column.and_then(|column| column.get(*row)).copied();
            match cell.unwrap_or(Cell::ABSENT).held() {
                Held::Text { start, length } => {
                    hasher.hash_one(texts.get(start..start + length).unwrap_or_default())
                }
                _ => hasher.hash_one(""),
            }
        };
        ids.insert_unique(hash, row, rehash);
        row
    }

    fn set(&mut self, row: usize, column: usize, cell: Cell) {
        let cells = self.columns.get_mut(column);
        if let Some(place) = cells.and_then(|cells| cells.get_mut(row)) {
            *place = cell;
        }
    }

    fn cell(&mut self, kind: Kind, value: &Value) -> Cell {
        let held = match value {
            Value::Null => Held::Null,
            Value::Bool(truth) => Held::Truth(*truth),
            Value::Text(text) if kind == Kind::Timestamp => match Stamp::parse(text) {
                Some(stamp) => Held::Stamp(stamp),
                None => return self.text(text),
            },
            // A choice has few values, and many rows have each.
            Value::Text(text) if !matches!(kind, Kind::Choice(_)) => return self.text(text),
            Value::Number(number) => match number.as_i64() {
                Some(whole) if whole.to_string() == number.digits() => Held::Whole(whole),
                _ => return self.keep(value.clone()),
            },
            other => return self.keep(other.clone()),
        };
        match Cell::of(held) {
            Some(cell) => cell,
            None => self.keep(value.clone()),
        }
    }

    fn text(&mut self, text: &str) -> Cell {
        let start = self.texts.len();
        let held = Held::Text {
            start,
            length: text.len(),
        };
        match Cell::of(held) {
            Some(cell) => {
                self.texts.push_str(text);
                cell
            }
            None => self.keep(Value::text(text)),
        }
    }

    /// Keeps a value once.
    fn keep(&mut self, value: Value) -> Cell {
        let Table {
            kept,
            kept_places,
            hasher,
            ..
        } = self;
        let hash = hasher.hash_one(&value);
        let found = kept_places
            .find(hash, |place| kept.get(*place) == Some(&value))
            .copied();
        let place = found.unwrap_or_else(|| {
            let place = kept.len();
            kept.push(value);
            let rehash = |place: &usize| hasher.hash_one(kept.get(*place).unwrap_or(&Value::Null));
            kept_places.insert_unique(hash, place, rehash);
            place
        });
        Cell::of(Held::Kept(place)).unwrap_or(Cell::ABSENT)
    }

    /// Counts the text of a row as dead, but for its id, which stays while the row does.
    fn bury(&mut self, row: usize) {
        let lengths = self.columns.iter().enumerate().map(|(column, cells)| {
            let held = cells.get(row).copied().unwrap_or(Cell::ABSENT).held();
            match held {
                Held::Text { length, .. } if column != self.id_column => length,
                _ => 0,
            }
        });
        self.dead = self.dead.saturating_add(lengths.sum());
    }

    /// Makes the table afresh when more than half of its text is dead.
    fn clear_up(&mut self) {
        if self.dead < DEAD || self.dead < self.texts.len() / 2 {
            return;
        }
        let mut fresh = Table::new(self.resource);
        for row in 0..self.len() {
            fresh.insert(&self.account(row));
        }
        *self = fresh;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::tests::{RESOURCE, account};
    use crate::value::{Number, Reference};
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<String>().prop_map(Value::Text),
            "[0-9]{4}-0[1-9]-[0-3][0-9]T1[0-9]:00:00(\\.[0-9]{6})?Z".prop_map(Value::Text),
            "-?(0|[1-9][0-9]{0,24})(\\.[0-9]+)?(e[0-9])?"
                .prop_map(|text| Value::Number(Number::parse(&text).expect("a number"))),
            ("[ab]", any::<Option<String>>()).prop_map(|(id, name)| {
                Value::Reference(Reference {
                    id,
                    name,
                    ..Reference::default()
                })
            }),
        ];
        leaf.prop_recursive(2, 8, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::List),
                prop::collection::vec(("[xy]", inner), 0..3).prop_map(Value::Object),
            ]
        })
    }

    const NAMES: [&str; 8] = [
        "name", "active", "count", "seen_at", "language", "home", "surprise", "another",
    ];

    proptest! {
        #[test]
        fn accounts_come_back_as_they_came(
            accounts in prop::collection::vec(
                ("[a-e]{1,2}", prop::collection::vec((0..NAMES.len(), values()), 0..6)),
                1..20,
            ),
        ) {
            let mut table = Table::new(&RESOURCE);
            let mut held: Vec<Account> = Vec::new();
            for (id, members) in accounts {
                let members: Vec<_> =
                    members.into_iter().map(|(name, value)| (NAMES[name], value)).collect();
                let account = account(&id, &members);
                table.insert(&account);
                match held.iter_mut().find(|held| held.id() == id) {
                    Some(place) => *place = account,
                    None => held.push(account),
                }
            }
            for (row, account) in held.iter().enumerate() {
                prop_assert_eq!(&table.account(row), account);
                prop_assert_eq!(table.find(account.id()), Some(row));
            }
            let first = held.remove(0);
            prop_assert_eq!(table.remove(first.id()), Some(0));
            prop_assert_eq!(table.find(first.id()), None);
            for (row, account) in held.iter().enumerate() {
                prop_assert_eq!(&table.account(row), account);
                prop_assert_eq!(table.find(account.id()), Some(row));
            }
        }
    }

    #[test]
    fn dead_text_is_cleared_up() {
        let mut table = Table::new(&RESOURCE);
        let long = "x".repeat(1000);
        for time in 0..1000 {
            let name = format!("{long}{time}");
            for id in ["1", "2"] {
                table.insert(&account(id, &[("name", Value::text(name.clone()))]));
            }
        }
        assert!(table.texts.len() < 4 * DEAD, "{}", table.texts.len());
        assert_eq!(
            table.account(1).get("name"),
            Some(&Value::text(format!("{long}999")))
        );
        assert_eq!(
            (table.find("1"), table.find("2"), table.len()),
            (Some(0), Some(1), 2)
        );
    }

    #[test]
    fn what_many_rows_have_is_kept_once() {
        let mut table = Table::new(&RESOURCE);
        for row in 0..1000 {
            let home = Value::reference(if row % 2 == 0 { "north" } else { "south" });
            let members = [("home", home), ("language", Value::text("fi-FI"))];
            table.insert(&account(&row.to_string(), &members));
        }
        assert_eq!(table.kept.len(), 3);
    }
}
