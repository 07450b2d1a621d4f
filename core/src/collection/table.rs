//! Rows of accounts in little memory: a column of cells for each field, all text in one arena, and
//! what is neither text, truth, moment nor small number kept once, however many rows have it.

mod hold;
mod ids;

use std::borrow::Cow;
use std::sync::OnceLock;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::account::Account;
use crate::collection::cell::Seen;
use crate::collection::column::{Column, Held};
use crate::collection::kept::Kept;
use crate::collection::leaders::Leaders;
use crate::collection::references::{Pointer, References};
use crate::collection::texts::Texts;
use crate::schema::Resource;
use crate::value::Value;

/// Bytes of dead texts and values that are not worth a clearing up.
const DEAD: usize = 1 << 16;

/// Bytes of a row's texts, where they are said to lie together.
const SPAN: usize = 1 << 14;

/// The accounts of a collection, in the order of their arrival.
pub(super) struct Table {
    resource: &'static Resource,
    /// A column for each field, and behind them one for what the documents do not know. They may
    /// have one cell more than there are rows: of the row that is being made.
    columns: Vec<Column>,
    rows: usize,
    /// Whether a row has been begun and not ended.
    open: bool,
    id_column: usize,
    texts: Texts,
    /// How much text there was when the row was begun that is being made.
    begun: usize,
    leaders: Leaders,
    /// Bytes of `texts` and `kept` that no cell refers to any more.
    dead: usize,
    /// Bytes of both when the last row was begun.
    before: usize,
    /// How often everything was put into other places.
    cleared: usize,
    kept: Kept,
    references: References,
    /// Rows, found by id; not there until somebody asks: what is only shown and compared needs none.
    ids: OnceLock<HashTable<u32>>,
    hasher: DefaultHashBuilder,
}

impl Table {
    pub(super) fn new(resource: &'static Resource) -> Table {
        let width = resource.fields.len() + 1;
        Table {
            resource,
            columns: vec![Column::new(); width],
            rows: 0,
            open: false,
            id_column: resource.position(resource.id_field()).unwrap_or(width),
            texts: Texts::default(),
            before: 0,
            leaders: Leaders::default(),
            dead: 0,
            begun: 0,
            cleared: 0,
            kept: Kept::default(),
            references: References::default(),
            ids: OnceLock::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }

    /// A table whose texts may be given as bytes, until they are [settled](Table::settle).
    pub(super) fn unread(resource: &'static Resource) -> Table {
        Table {
            texts: Texts::unread(),
            ..Table::new(resource)
        }
    }

    /// Looks at what was given as bytes; whether all of it is text.
    pub(super) fn settle(&mut self) -> bool {
        self.texts.settle()
    }

    pub(super) fn resource(&self) -> &'static Resource {
        self.resource
    }

    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// The column of the ids.
    pub(super) fn id_column(&self) -> usize {
        self.id_column
    }

    /// The id of the account in that row.
    pub(super) fn id(&self, row: usize) -> &str {
        match self.seen(row, self.id_column) {
            Seen::Text(id) => id,
            Seen::Kept(Value::Text(id)) => id,
            _ => "",
        }
    }

    /// The value of a field in that row.
    pub(super) fn seen(&self, row: usize, column: usize) -> Seen<'_> {
        self.sees(self.held_here(row, column))
    }

    /// How the value is held, copied to where it is called.
    #[inline(always)]
    pub(super) fn held_here(&self, row: usize, column: usize) -> Held {
        let column = self.columns.get(column);
        column.map_or(Held::Absent, |column| column.get_here(row))
    }

    /// The value that is held so in some row.
    pub(super) fn sees(&self, held: Held) -> Seen<'_> {
        match held {
            Held::Absent => Seen::Absent,
            Held::Null => Seen::Null,
            Held::Truth(truth) => Seen::Truth(truth),
            Held::Stamp(stamp) => Seen::Stamp(stamp),
            Held::Whole(number) => Seen::Whole(number),
            Held::Text(start) => Seen::Text(self.texts.get(start)),
            Held::Kept(place) => self.kept(place).map_or(Seen::Absent, Seen::Kept),
            Held::Reference(place) => self.pointer(place).map_or(Seen::Absent, Seen::Reference),
        }
    }

    /// The value that is kept in that place.
    pub(super) fn kept(&self, place: usize) -> Option<&Value> {
        self.kept.get(place)
    }

    /// The reference in that place.
    pub(super) fn pointer(&self, place: usize) -> Option<Pointer<'_>> {
        self.references.get(place, &self.texts)
    }

    /// Where the texts begin by which people know the reference in that place: its name and its id.
    pub(super) fn reference(&self, place: usize) -> impl Iterator<Item = usize> {
        self.references.starts(place)
    }

    /// The column of a field.
    pub(super) fn column(&self, column: usize) -> Option<&Column> {
        self.columns.get(column)
    }

    /// How often it put everything into other places.
    pub(super) fn cleared(&self) -> usize {
        self.cleared
    }

    /// All text.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// What the documents do not know of the account in that row.
    #[inline]
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
        self.fill(account);
        let row = self.end();
        self.clear_up();
        row
    }

    /// Begins a row and gives it all that an account has.
    pub(super) fn fill(&mut self, account: &Account) {
        self.begin();
        for (column, field) in self.resource.fields.iter().enumerate() {
            let held = match account.get(field.name) {
                Some(_) if column == self.id_column => self.hold_text(account.id()),
                Some(value) => self.hold(field.kind, value),
                None => continue,
            };
            self.give(column, held);
        }
        let owned = |(name, value): (&str, &Value)| (name.to_owned(), value.clone());
        self.give_unknown(account.unknown().map(owned).collect());
    }

    /// Begins a row. What was given to one that was not ended is forgotten, and its text too, but for
    /// what a reference has.
    #[inline]
    pub(super) fn begin(&mut self) {
        if std::mem::replace(&mut self.open, true) {
            for column in &mut self.columns {
                column.truncate(self.rows);
            }
            if self.references.end() <= self.begun {
                self.texts.truncate(self.begun);
            }
        }
        self.begun = self.texts.len();
        self.before = self.bytes();
    }

    /// Gives the row a value; `false` if it has one in that column already.
    #[inline(always)]
    pub(super) fn give(&mut self, column: usize, held: Held) -> bool {
        match self.columns.get_mut(column) {
            Some(column) if column.len() == self.rows => {
                column.push(held);
                true
            }
            _ => false,
        }
    }

    /// Gives the row the members that the documents do not know.
    pub(super) fn give_unknown(&mut self, members: Vec<(String, Value)>) {
        if !members.is_empty() {
            let held = Held::Kept(self.kept.place(&Value::Object(members)));
            self.give(self.resource.fields.len(), held);
        }
    }

    /// What the row has been given in a column.
    #[inline]
    pub(super) fn given(&self, column: usize) -> Held {
        let column = self.columns.get(column);
        column.map_or(Held::Absent, |column| column.get(self.rows))
    }

    /// Ends the row, which takes the place of the one with its id, or is behind all others; where it
    /// is now.
    pub(super) fn end(&mut self) -> usize {
        let row = self.place(self.rows);
        self.end_behind();
        if row + 1 < self.rows {
            self.rows -= 1;
            self.bury(row);
            // What the row adds to the values that are kept once is instead of what it had of them.
            let added = self.bytes().saturating_sub(self.before);
            let shared = added.saturating_sub(self.text_in(self.rows));
            self.dead = self.dead.saturating_add(shared);
            for column in &mut self.columns {
                column.set(row, column.get(self.rows));
                column.truncate(self.rows);
            }
        }
        row
    }

    /// Ends the row, which is behind all others, whatever its id: those that have one id are to be
    /// [united](Table::unite) before anything is looked for.
    #[inline]
    pub(super) fn end_behind(&mut self) {
        self.open = false;
        for column in &mut self.columns {
            if column.len() == self.rows {
                column.push(Held::Absent);
            }
        }
        self.leaders.follow(&self.columns, self.rows, self.begun);
        self.rows += 1;
    }

    /// Bytes that have all texts of a row in them, with their lengths and perhaps some more, and
    /// where they begin. `None` where a row's texts do not lie together.
    pub(super) fn together(&self, row: usize) -> Option<(usize, &[u8])> {
        let start = self.leaders.text(&self.columns, row)?;
        let end = self.leaders.text(&self.columns, row + 1)?;
        // What was replaced lies behind all others, and makes the row before it longer.
        let bytes = self.texts.bytes().get(start..end)?;
        (bytes.len() <= SPAN).then_some((start, bytes))
    }

    /// Takes a row out; those behind it move up by one.
    pub(super) fn remove(&mut self, id: &str) -> Option<usize> {
        let row = self.find(id)?;
        self.close_gap(row);
        self.bury(row);
        for column in &mut self.columns {
            column.remove(row);
        }
        self.rows -= 1;
        self.clear_up();
        Some(row)
    }

    /// Makes room for so many rows, and so many bytes of text.
    fn reserve(&mut self, rows: usize, bytes: usize) {
        for column in &mut self.columns {
            column.reserve(rows);
        }
        self.texts.reserve(bytes);
    }

    /// Makes room at once for what is still to come, when what is here came from `part` of `whole`
    /// bytes: growing step by step copies all again and again, and leaves holes where it was.
    pub(super) fn expect(&mut self, part: usize, whole: usize) {
        // One in 32 more, because no account is the average one.
        let grown = |now: usize| {
            let all = (now as u128 * whole as u128).checked_div(part as u128);
            let all = usize::try_from(all.unwrap_or_default()).unwrap_or(usize::MAX);
            all.saturating_add(all / 32)
        };
        let (rows, bytes) = (grown(self.len()), grown(self.texts.len()));
        self.reserve(rows, bytes);
    }

    /// Gives the references that have no name the one that `name` says for their id and type.
    pub(super) fn name<'n>(&mut self, name: impl Fn(&str, Option<&str>) -> Option<&'n str>) {
        self.references.name(&mut self.texts, &name);
        self.kept.name(name);
    }

    /// Gives back the room that is not used.
    pub(super) fn shrink(&mut self) {
        self.columns.iter_mut().for_each(Column::shrink);
        self.texts.shrink();
        self.references.shrink();
    }

    /// Counts the text of a row as dead.
    fn bury(&mut self, row: usize) {
        self.dead = self.dead.saturating_add(self.text_in(row));
    }

    /// Bytes of text that are a row's alone.
    #[inline]
    fn text_in(&self, row: usize) -> usize {
        let lengths = self.columns.iter().map(|column| match column.get(row) {
            Held::Text(start) => self.texts.get(start).len(),
            _ => 0,
        });
        lengths.sum()
    }

    /// Bytes of all texts and of all values that are kept once.
    fn bytes(&self) -> usize {
        self.texts.len() + self.kept.bytes()
    }

    /// Makes the table afresh when more than half of its bytes are dead.
    pub(super) fn clear_up(&mut self) {
        if self.dead < DEAD || self.dead <= self.bytes() / 2 {
            return;
        }
        *self = self.clone();
    }
}

impl Clone for Table {
    /// A table of the same rows, made afresh: without the text that is dead.
    fn clone(&self) -> Table {
        let mut fresh = Table::new(self.resource);
        for row in 0..self.len() {
            fresh.fill(&self.account(row));
            fresh.end_behind();
        }
        fresh.cleared = self.cleared + 1;
        fresh
    }
}

#[cfg(test)]
mod tests;
