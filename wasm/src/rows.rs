//! Accounts as plain JavaScript objects, many at once, all frozen. Rows that have the same reference,
//! choice or unknown members have the same JavaScript value: it is made once. So is an account that
//! is on one page after the other, until something changes.

use std::cell::{Ref, RefCell, RefMut};

use hashbrown::HashTable;
use js_sys::{Array, Function};
use roster_core::account::Account;
use roster_core::collection::{Collection, Row, Seen};
use roster_core::schema::Resource;
use roster_core::value::Value;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::stream::{Kind, Stream, pairs};

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
    shape: Function,
    stream: Stream,
    /// What makes the members of an account, and behind it the values that rows share.
    shared: Array,
    /// What is in `shared`, and where: found by where it is held.
    places: HashTable<(Home, usize)>,
    made: Array,
}

/// Where a value is held: addresses and lengths. As long as nothing is changed, what is in the same
/// place is the same.
type Home = [usize; 6];

impl Rows {
    /// For accounts of that resource.
    #[must_use]
    pub fn new(resource: &'static Resource) -> Rows {
        let fields = resource.fields.iter().enumerate();
        let answered = fields.filter(|(_, field)| field.access.read);
        let shape = shape(resource.id);
        Rows {
            fields: answered.map(|(place, _)| place).collect(),
            shared: Array::of1(&shape),
            shape,
            stream: Stream::default(),
            places: HashTable::new(),
            made: Array::new(),
        }
    }

    /// The accounts as an array of plain objects.
    #[must_use]
    pub fn accounts(mut self, accounts: &[Account]) -> Array {
        for account in accounts {
            let resource = account.resource();
            let seen = |place: usize| {
                let field = resource.fields.get(place);
                Seen::from(field.and_then(|field| account.get(field.name)))
            };
            self.account(seen, || account.unknown());
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
        let home = [row.place(), usize::MAX, usize::MAX, 0, 0, 0];
        if !self.is_written(home) {
            self.stream.kind(Kind::New);
            self.row(row);
            self.remember(home);
        }
    }

    fn row(&mut self, row: Row<'_>) {
        self.account(|field| row.seen(field), || pairs(row.unknown()));
    }

    fn account<'a, Unknown: Iterator<Item = (&'a str, &'a Value)>>(
        &mut self,
        seen: impl Fn(usize) -> Seen<'a>,
        unknown: impl Fn() -> Unknown,
    ) {
        let first = unknown().next();
        self.stream.kind(match first {
            None => Kind::Row,
            Some(_) => Kind::More,
        });
        for place in 0..self.fields.len() {
            if let Some(field) = self.fields.get(place) {
                self.member(seen(*field));
            }
        }
        if let Some((_, value)) = first {
            // The first of them stands for all, and is held nowhere but there.
            if !self.is_shared(home(value)) {
                self.stream.object(unknown().count(), unknown());
            }
        }
    }

    fn member(&mut self, seen: Seen<'_>) {
        let home = match seen {
            Seen::Kept(value) => home(value),
            Seen::Reference { id, name, kind } => {
                let [id, name, kind] = [Some(id), name, kind].map(|text| match text {
                    Some(text) => (text.as_ptr().addr(), text.len()),
                    None => (0, 0),
                });
                [id.0, id.1, name.0, name.1, kind.0, kind.1]
            }
            other => return self.stream.seen(other),
        };
        if !self.is_shared(home) {
            self.stream.seen(seen);
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
        let found = self.places.find(hash(&home), |(other, _)| *other == home);
        if let Some((_, place)) = found {
            self.stream.sized(Kind::Shared, *place);
        }
        found.is_some()
    }

    /// Remembers a value, behind those that are part of it.
    fn remember(&mut self, home: Home) {
        let place = self.places.len() + 1;
        let rehash = |(home, _): &(Home, usize)| hash(home);
        self.places
            .insert_unique(hash(&home), (home, place), rehash);
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
            self.shared = Array::of1(&self.shape);
        }
    }
}

fn hash(home: &Home) -> u64 {
    (home[0] as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn home(value: &Value) -> Home {
    [std::ptr::from_ref(value).addr(), usize::MAX, 0, 0, 0, 0]
}

/// A collection, and what was made of its values already.
pub struct Held {
    accounts: RefCell<Collection>,
    rows: RefCell<Rows>,
}

impl Held {
    /// Of nothing is made anything yet.
    #[must_use]
    pub fn new(accounts: Collection) -> Held {
        Held {
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
