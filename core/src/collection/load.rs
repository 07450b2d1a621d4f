//! Accounts on their way into a collection, value by value: nothing is made of them but the
//! columns.

use crate::account::Account;
use crate::collection::Collection;
use crate::collection::column::{Held, WHOLE};
use crate::collection::references::Pointer;
use crate::collection::stamp::Stamp;
use crate::collection::table::Table;
use crate::error::Unread;
use crate::schema::{Kind, Resource};
use crate::value::Value;

/// A collection that is being filled. Rows are begun, given values, and ended; an account that is
/// there as a whole is a row too.
pub struct Loading {
    table: Table,
    unknown: Vec<(String, Value)>,
}

/// A field that has a value in this row already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twice;

impl Loading {
    /// A collection of that resource without accounts.
    #[must_use]
    pub fn new(resource: &'static Resource) -> Loading {
        Loading {
            table: Table::unread(resource),
            unknown: Vec::new(),
        }
    }

    /// Rows that are there; those that have one id are several still.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room at once for what is still to come, where what has come was `part` of `whole`
    /// bytes.
    pub fn expect(&mut self, part: usize, whole: usize) {
        self.table.expect(part, whole);
    }

    /// Begins a row; what was given to one that was not ended is forgotten.
    pub fn begin(&mut self) {
        self.table.begin();
        self.unknown.clear();
    }

    /// Gives a field `null`.
    ///
    /// # Errors
    /// [`Twice`], here and below.
    pub fn null(&mut self, field: usize) -> Result<(), Twice> {
        self.give(field, Held::Null)
    }

    /// Gives a field `true` or `false`.
    pub fn truth(&mut self, field: usize, truth: bool) -> Result<(), Twice> {
        self.give(field, Held::Truth(truth))
    }

    /// Gives a timestamp field a moment.
    pub fn stamp(&mut self, field: usize, stamp: Stamp) -> Result<(), Twice> {
        self.give(field, Held::Stamp(stamp))
    }

    /// Gives a field text.
    pub fn text(&mut self, field: usize, kind: Kind, text: &str) -> Result<(), Twice> {
        let held = self.table.hold_field_text(kind, text);
        self.give(field, held)
    }

    /// Gives a field the text of those bytes, which need not be looked at before; whether it was
    /// taken. It is not when it is too long for that, and of a choice when it is new. Not for
    /// timestamps.
    #[inline(always)]
    pub fn bytes(&mut self, field: usize, kind: Kind, text: &[u8]) -> Result<bool, Twice> {
        match self.table.hold_bytes(kind, text) {
            Some(held) => self.give(field, held).map(|()| true),
            None => Ok(false),
        }
    }

    /// Gives a field a whole number; whether it is small enough for that, and was taken.
    pub fn whole(&mut self, field: usize, number: i64) -> Result<bool, Twice> {
        match WHOLE.contains(&number) {
            true => self.give(field, Held::Whole(number)).map(|()| true),
            false => Ok(false),
        }
    }

    /// Gives a field any value.
    pub fn value(&mut self, field: usize, kind: Kind, value: Value) -> Result<(), Twice> {
        let held = self.table.hold(kind, &value);
        self.give(field, held)
    }

    /// Gives a field a reference that is nothing but an id and a type; whether it is short enough for
    /// that, and was taken. It may be named later, with [`Loading::name`].
    pub fn reference(&mut self, field: usize, id: &str, kind: &str) -> Result<bool, Twice> {
        let pointer = Pointer {
            id,
            name: None,
            kind: Some(kind),
        };
        match self.table.hold_reference(pointer) {
            Some(held) => self.give(field, held).map(|()| true),
            None => Ok(false),
        }
    }

    /// Whether a field of this row has been given anything.
    #[must_use]
    pub fn has(&self, field: usize) -> bool {
        self.table.given(field) != Held::Absent
    }

    /// What a field was given, to be given to other rows with [`Loading::again`]; `None` when it is
    /// held with this row.
    #[must_use]
    #[inline]
    pub fn given(&self, field: usize) -> Option<Given> {
        let held = self.table.given(field);
        matches!(held, Held::Kept(_) | Held::Reference(_)).then_some(Given(held))
    }

    /// Gives a field what another row's was given.
    pub fn again(&mut self, field: usize, given: Given) -> Result<(), Twice> {
        self.give(field, given.0)
    }

    /// Gives the row a member that the documents do not know. Whoever calls sees to it that none is
    /// given twice, nor one of a field's name.
    pub fn unknown(&mut self, name: String, value: Value) {
        self.unknown.push((name, value));
    }

    /// Ends the row, which takes the place of an earlier one with its id when all are there.
    #[inline]
    pub fn end(&mut self) {
        self.table.give_unknown(std::mem::take(&mut self.unknown));
        self.table.end_behind();
    }

    /// A row that is there as a whole.
    pub fn account(&mut self, account: &Account) {
        self.table.fill(account);
        self.table.end_behind();
    }

    /// Gives the references that have no name the one that `name` says for their id and type.
    pub fn name<'n>(&mut self, name: impl Fn(&str, Option<&str>) -> Option<&'n str>) {
        self.table.name(name);
    }

    /// Looks at the bytes that were given as texts; whether all of them are.
    pub fn settle(&mut self) -> bool {
        self.begin();
        self.table.settle()
    }

    /// The collection, which knows of those records that could not be read.
    #[must_use]
    pub fn finish(mut self, unread: Unread) -> Collection {
        self.settle();
        self.table.unite();
        self.table.clear_up();
        self.table.shrink();
        Collection::of(self.table, unread)
    }

    #[inline(always)]
    fn give(&mut self, field: usize, held: Held) -> Result<(), Twice> {
        match self.table.give(field, held) {
            true => Ok(()),
            false => Err(Twice),
        }
    }
}

/// What a field of a row was given, in the collection that is being filled.
#[derive(Debug, Clone, Copy)]
pub struct Given(Held);
