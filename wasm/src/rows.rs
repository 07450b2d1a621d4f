//! Accounts as plain JavaScript objects, many at once, all frozen. Rows that have the same reference,
//! choice or unknown members have the same JavaScript value: it is made once. So is an account that
//! is on one page after the other, until something changes.

use std::cell::{Ref, RefCell, RefMut};

use hashbrown::HashTable;
use js_sys::{Array, Function};
use roster_core::account::Account;
use roster_core::collection::{Collection, Held, Pointer, Row};
use roster_core::schema::Resource;
use roster_core::value::Value;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::stream::{Kind, Stream};

#[wasm_bindgen(module = "/js/shapes.js")]
extern "C" {
    fn shape(resource: &str) -> Function;
}

/// A size at which what was written is made into objects: a row that a program keeps keeps all text
/// alive that came with it.
pub const CHUNK: usize = 1 << 16;
/// More values than these are not remembered from one chunk to the next.
const MOST: usize = 4096;
/// Rows of the largest page that is remembered, which is one that a person sees.
const SEEN: usize = 256;

/// Makes accounts of one resource into objects.
pub struct Rows {
    /// The places of the fields that are answered.
    fields: Vec<usize>,
    stream: Stream,
    /// What makes the members of an account, and behind it the values that rows share.
    shared: Array,
    /// What is in `shared`, and where: found by where it is held.
    places: HashTable<(Home, usize)>,
    made: Array,
}

/// Where something is held. As long as nothing is changed, what is in the same place is the same.
#[derive(Clone, Copy, PartialEq)]
struct Home(usize);

impl Home {
    fn row(place: usize) -> Home {
        Home(place << 2)
    }

    fn kept(place: usize) -> Home {
        Home((place << 2) | 1)
    }

    fn reference(place: usize) -> Home {
        Home((place << 2) | 2)
    }

    fn hash(self) -> u64 {
        (self.0 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl Rows {
    /// For accounts of that resource.
    #[must_use]
    pub fn new(resource: &'static Resource) -> Rows {
        let fields = resource.fields.iter().enumerate();
        let answered = fields.filter(|(_, field)| field.access.read);
        Rows {
            fields: answered.map(|(place, _)| place).collect(),
            shared: Array::of1(&shape(resource.id)),
            stream: Stream::default(),
            places: HashTable::new(),
            made: Array::new(),
        }
    }

    /// The accounts as an array of plain objects.
    #[must_use]
    pub fn accounts(mut self, accounts: &[Account]) -> Array {
        for account in accounts {
            self.account(account);
            self.flush_full();
        }
        self.end()
    }

    /// At most so many rows of the collection's view as an array of plain objects.
    fn page(&mut self, collection: &Collection, start: usize, count: usize) -> Array {
        let end = start.saturating_add(count).min(collection.matches());
        let remembers = end.saturating_sub(start) <= SEEN;
        for row in (start..end).filter_map(|row| collection.row(row)) {
            if remembers {
                self.shared_row(row);
            } else {
                self.row(row);
            }
            self.flush_full();
        }
        self.end()
    }

    /// A row that is the same object the next time.
    fn shared_row(&mut self, row: Row<'_>) {
        let home = Home::row(row.place());
        if !self.is_written(home) {
            self.stream.kind(Kind::New);
            self.row(row);
            self.remember(home);
        }
    }

    fn row(&mut self, row: Row<'_>) {
        let unknown = row.unknown();
        self.stream.kind(match unknown {
            Held::Absent => Kind::Row,
            _ => Kind::More,
        });
        for place in 0..self.fields.len() {
            if let Some(field) = self.fields.get(place) {
                self.member(row, row.held(*field));
            }
        }
        if unknown != Held::Absent {
            self.member(row, unknown);
        }
    }

    /// What the row holds so. Most kinds go straight into the stream: nothing is made of them first.
    #[inline(always)]
    fn member(&mut self, row: Row<'_>, held: Held) {
        let stream = &mut self.stream;
        match held {
            Held::Absent => stream.kind(Kind::Absent),
            Held::Null => stream.kind(Kind::Null),
            Held::Truth(truth) => stream.truth(truth),
            Held::Text(start) => stream.stretch(row.text(start)),
            Held::Stamp(stamp) => stream.stamp(stamp),
            Held::Whole(number) => stream.whole(number),
            Held::Kept(place) => self.kept(row, place),
            Held::Reference(place) => self.reference(row, place),
        }
    }

    fn kept(&mut self, row: Row<'_>, place: usize) {
        if !self.is_shared(Home::kept(place)) {
            self.stream.value(row.kept(place).unwrap_or(&Value::Null));
        }
    }

    fn reference(&mut self, row: Row<'_>, place: usize) {
        if !self.is_shared(Home::reference(place)) {
            let Pointer { id, name, kind } = row.reference(place).unwrap_or_default();
            self.stream.reference(id, name, kind);
        }
    }

    fn account(&mut self, account: &Account) {
        let fields = account.resource().fields;
        let count = account.unknown().count();
        self.stream.kind(match count {
            0 => Kind::Row,
            _ => Kind::More,
        });
        for field in self.fields.iter().filter_map(|place| fields.get(*place)) {
            match account.get(field.name) {
                Some(value) => self.stream.value(value),
                None => self.stream.kind(Kind::Absent),
            }
        }
        if count > 0 {
            self.stream.object(count, account.unknown());
        }
    }

    /// Whether the value was there already, and nothing else has to be written. Otherwise it is from
    /// now on, and has to follow.
    #[inline]
    fn is_shared(&mut self, home: Home) -> bool {
        let written = self.is_written(home);
        if !written {
            self.stream.kind(Kind::New);
            self.remember(home);
        }
        written
    }

    /// Writes the value if it was there already; whether it was.
    fn is_written(&mut self, home: Home) -> bool {
        let found = self.places.find(home.hash(), |(other, _)| *other == home);
        if let Some((_, place)) = found {
            self.stream.sized(Kind::Shared, *place);
        }
        found.is_some()
    }

    /// Remembers a value, behind those that are part of it.
    fn remember(&mut self, home: Home) {
        let place = self.places.len() + 1;
        let rehash = |(home, _): &(Home, usize)| home.hash();
        self.places
            .insert_unique(home.hash(), (home, place), rehash);
    }

    #[inline]
    fn flush_full(&mut self) {
        if self.stream.len() > CHUNK {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.stream.flush(&self.shared, &self.made);
        if self.places.len() > MOST {
            self.forget();
        }
    }

    fn end(&mut self) -> Array {
        self.flush();
        std::mem::take(&mut self.made)
    }

    /// Forgets the values that rows share.
    fn forget(&mut self) {
        if !self.places.is_empty() {
            self.places = HashTable::new();
            self.shared = Array::of1(&self.shared.get(0));
        }
    }
}

/// A collection, and what was made of its values already.
pub struct Shown {
    accounts: RefCell<Collection>,
    rows: RefCell<Rows>,
}

impl Shown {
    /// Of nothing is made anything yet.
    #[must_use]
    pub fn new(accounts: Collection) -> Shown {
        Shown {
            rows: RefCell::new(Rows::new(accounts.resource())),
            accounts: RefCell::new(accounts),
        }
    }

    /// The collection as it is.
    pub fn borrow(&self) -> Ref<'_, Collection> {
        self.accounts.borrow()
    }

    /// The collection, to be changed: its values may be in other places then.
    pub fn borrow_mut(&self) -> RefMut<'_, Collection> {
        self.rows.borrow_mut().forget();
        self.accounts.borrow_mut()
    }

    /// The collection, whose view alone is to be changed: values stay where they are.
    pub fn view_mut(&self) -> RefMut<'_, Collection> {
        self.accounts.borrow_mut()
    }

    /// At most so many rows of the view as an array of plain objects.
    #[must_use]
    pub fn page(&self, start: usize, count: usize) -> Array {
        let accounts = self.accounts.borrow();
        self.rows.borrow_mut().page(&accounts, start, count)
    }
}
