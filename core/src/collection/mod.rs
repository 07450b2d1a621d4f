//! Many accounts of one resource: held, searched, sorted, shown a page at a time, and compared
//! with a newer reading.
//!
//! [`Collection`] keeps all accounts that it was given, and a view of them: those that the
//! [filter](Filter) lets through, in the order of the [sort](Sort). Rows are counted in the view,
//! and only the accounts of a page are copied out of it.

mod cell;
mod column;
mod decimal;
mod difference;
mod filter;
mod fold;
mod kept;
mod load;
mod order;
mod references;
mod sort;
mod stamp;
mod table;
mod texts;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

pub use cell::Seen;
pub use difference::{ChangedAccount, Difference};
pub use filter::Filter;
pub use load::{Given, Loading, Twice};
pub use sort::Sort;
pub use stamp::{Stamp, Written};

use crate::account::Account;
use crate::collection::order::Key;
use crate::collection::table::Table;
use crate::error::Result;
pub use crate::query::SortKey;
use crate::schema::{Field, Resource};
use crate::value::Value;

/// Accounts of one resource and a view of them. What is held can only be reached through the
/// functions here, so that how it is held can change.
#[derive(Clone)]
pub struct Collection {
    resource: &'static Resource,
    table: Table,
    filter: Filter,
    sort: Sort,
    /// The rows of the table that the filter lets through, sorted.
    view: Vec<u32>,
}

impl Collection {
    /// A collection of no accounts, whose view shows all that will come, as they come.
    #[must_use]
    pub fn new(resource: &'static Resource) -> Collection {
        Collection {
            resource,
            table: Table::new(resource),
            filter: Filter::everything(resource),
            sort: Sort::default(),
            view: Vec::new(),
        }
    }

    /// A collection of the accounts in a table.
    fn of(table: Table) -> Collection {
        let mut collection = Collection::new(table.resource());
        collection.view = (0..table.len()).map(number).collect();
        collection.table = table;
        collection
    }

    /// What the accounts are.
    #[must_use]
    pub fn resource(&self) -> &'static Resource {
        self.resource
    }

    /// How many accounts are held, in the view or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether no account is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes an account of the collection's resource in, or in the place of the one with its id,
    /// whose place in the order of arrival it keeps. It appears in the view where the sort puts
    /// it, if the filter lets it through; all other rows stay in their order.
    pub fn insert(&mut self, account: Account) {
        if let Some(row) = self.table.find(account.id()) {
            self.hide(row);
        }
        let row = self.table.insert(&account);
        self.show(row);
    }

    /// Takes an account out.
    pub fn remove(&mut self, id: &str) -> Option<Account> {
        let account = self.get(id)?;
        let row = self.table.remove(id)?;
        self.hide(row);
        // What came later moves up by one.
        for later in &mut self.view {
            if place(*later) > row {
                *later -= 1;
            }
        }
        Some(account)
    }

    /// The account of that id, in the view or not.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Account> {
        self.table.find(id).map(|row| self.table.account(row))
    }

    /// Shows only the accounts that the expression matches, see [`Filter`]; an empty one shows all.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid), which names the term, where it is,
    /// and what is allowed. The view stays as it was.
    pub fn filter(&mut self, expression: &str) -> Result<()> {
        let filter = Filter::parse(self.resource, expression)?;
        if filter.narrows(&self.filter) {
            // What is not in the view is out already, and what stays is in its order.
            let mut view = std::mem::take(&mut self.view);
            self.filter = filter;
            view.retain(|row| self.passes(place(*row)));
            self.view = view;
            return Ok(());
        }
        self.filter = filter;
        self.view = (0..self.len())
            .filter(|row| self.passes(*row))
            .map(number)
            .collect();
        self.arrange();
        Ok(())
    }

    /// Sorts the view by those fields, see [`Sort`]: `-updated_at,email`. No fields: the order of
    /// arrival.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid), which names the field and those
    /// that there are. The view stays as it was.
    pub fn sort(&mut self, keys: &str) -> Result<()> {
        self.sort = Sort::parse(self.resource, keys)?;
        self.arrange();
        Ok(())
    }

    /// How many accounts the view has.
    #[must_use]
    pub fn matches(&self) -> usize {
        self.view.len()
    }

    /// At most `count` accounts of the view, from row `start` on. Rows past its end are not there.
    #[must_use]
    pub fn page(&self, start: usize, count: usize) -> Vec<Account> {
        let rows = self.view.iter().skip(start).take(count);
        rows.map(|row| self.table.account(place(*row))).collect()
    }

    /// A member of the account in that row of the view; `None` where there is no such row, or the
    /// account does not have the member.
    #[must_use]
    pub fn cell(&self, row: usize, field: &str) -> Option<Cow<'_, Value>> {
        let row = self.shown(row)?;
        if let Some(column) = self.resource.position(field) {
            return self.table.seen(row, column).value();
        }
        let unknown = self.table.unknown(row).iter();
        let mut members = unknown.filter(|(name, _)| name == field);
        members.next().map(|(_, value)| Cow::Borrowed(value))
    }

    /// The account in that row of the view, as it is held: nothing is copied.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<Row<'_>> {
        let row = self.shown(row)?;
        let table = &self.table;
        Some(Row { table, row })
    }

    /// The id of the account in that row of the view.
    #[must_use]
    pub fn id_at(&self, row: usize) -> Option<&str> {
        self.shown(row).map(|row| self.table.id(row))
    }

    /// The row of the view in which the account of that id is.
    #[must_use]
    pub fn row_of(&self, id: &str) -> Option<usize> {
        let row = number(self.table.find(id)?);
        self.view.iter().position(|shown| *shown == row)
    }

    /// What a newer reading changed. Two accounts that say that they are the same version are taken
    /// at their word, all others are compared member by member. Filters and sorts play no part.
    #[must_use]
    pub fn difference(&self, newer: &Collection) -> Difference {
        difference::difference(&self.table, &newer.table)
    }

    fn shown(&self, row: usize) -> Option<usize> {
        self.view.get(row).copied().map(place)
    }

    fn passes(&self, row: usize) -> bool {
        self.filter.passes(|column| self.table.seen(row, column))
    }

    /// What a row is sorted by; the row itself decides last, so that no two are equal.
    fn key(&self, row: usize) -> (Vec<Option<Key>>, usize) {
        let seen = |field: &'static Field| match self.resource.position(field.name) {
            Some(column) => self.table.seen(row, column),
            None => Seen::Absent,
        };
        (self.sort.place(seen), row)
    }

    fn order(
        &self,
        one: &(Vec<Option<Key>>, usize),
        other: &(Vec<Option<Key>>, usize),
    ) -> Ordering {
        let (one, other) = ((&one.0, one.1), (&other.0, other.1));
        self.sort.order(one.0, other.0).then(one.1.cmp(&other.1))
    }

    /// Takes a row out of the view, if it is there.
    fn hide(&mut self, row: usize) {
        let row = number(row);
        if let Some(place) = self.view.iter().position(|shown| *shown == row) {
            self.view.remove(place);
        }
    }

    /// Puts a row where it belongs in a view that does not have it.
    fn show(&mut self, row: usize) {
        if !self.passes(row) {
            return;
        }
        let key = self.key(row);
        let before = |shown: &u32| self.order(&self.key(place(*shown)), &key).is_lt();
        let place = self.view.partition_point(before);
        self.view.insert(place, number(row));
    }

    /// Sorts the whole view; each account's keys are made once.
    fn arrange(&mut self) {
        if self.sort.keys().is_empty() {
            self.view.sort_unstable();
            return;
        }
        let mut keys: Vec<_> = self.view.iter().map(|row| self.key(place(*row))).collect();
        keys.sort_unstable_by(|one, other| self.order(one, other));
        self.view = keys.into_iter().map(|(_, row)| number(row)).collect();
    }
}

/// One account, seen where it is held.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    row: usize,
}

impl<'a> Row<'a> {
    /// The value of a field, by its place among the resource's fields.
    #[must_use]
    pub fn seen(&self, field: usize) -> Seen<'a> {
        self.table.seen(self.row, field)
    }

    /// The members that the documents do not know.
    #[must_use]
    pub fn unknown(&self) -> &'a [(String, Value)] {
        self.table.unknown(self.row)
    }
}

/// A row as the view holds it. Four billion accounts are more than a table can hold.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// A row of the view as the table counts it.
fn place(row: u32) -> usize {
    row as usize
}

impl fmt::Debug for Collection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Collection")
            .field("resource", &self.resource.id)
            .field("len", &self.len())
            .field("matches", &self.view.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
