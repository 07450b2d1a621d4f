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
mod examples;
mod filter;
mod fold;
mod groups;
mod kept;
mod leaders;
mod load;
mod order;
mod references;
mod shown;
mod sort;
mod stamp;
mod table;
mod texts;
mod view;

use std::borrow::Cow;
use std::fmt;
use std::slice;
use std::sync::Arc;

pub use column::Held;
pub use difference::{ChangedAccount, Difference};
pub use filter::Filter;
pub use groups::Group;
pub use load::{Given, Loading, Twice};
pub use references::Pointer;
pub use sort::Sort;
pub use stamp::{Stamp, Written};

use crate::account::Account;
use crate::bytes::Stretch;
use crate::collection::table::Table;
use crate::collection::view::View;
use crate::error::{Result, Unread};
pub use crate::query::SortKey;
use crate::schema::Resource;
use crate::value::Value;

/// Accounts of one resource and a view of them. What is held can only be reached through the
/// functions here, so that how it is held can change.
///
/// A copy has a view of its own and shares the accounts, until one of the two takes an account in
/// or out: it can be filtered and sorted elsewhere while this one is shown.
#[derive(Clone)]
pub struct Collection {
    resource: &'static Resource,
    table: Arc<Table>,
    view: View,
    /// Records of the answer that are not here.
    unread: Unread,
}

impl Collection {
    /// A collection of no accounts, whose view shows all that will come, as they come.
    #[must_use]
    pub fn new(resource: &'static Resource) -> Collection {
        Collection {
            resource,
            table: Arc::new(Table::new(resource)),
            view: View::of_everything(resource),
            unread: Unread::default(),
        }
    }

    /// A collection of the accounts in a table.
    fn of(table: Table, unread: Unread) -> Collection {
        let mut collection = Collection::new(table.resource());
        collection.unread = unread;
        collection.view.show(&table, 0..table.len());
        collection.table = Arc::new(table);
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

    /// Records of the answer that could not be read, and so are not held.
    #[must_use]
    pub fn unread(&self) -> &Unread {
        &self.unread
    }

    /// Takes in which records could not be read.
    pub fn miss(&mut self, unread: Unread) {
        self.unread.append(unread);
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
        self.insert_all(slice::from_ref(&account));
    }

    /// Takes accounts in as [`insert`](Collection::insert) does, one after the other, and puts all
    /// that are new into the view at once.
    pub fn insert_all(&mut self, accounts: &[Account]) {
        let table = Arc::make_mut(&mut self.table);
        let shown = table.len();
        for account in accounts {
            let row = table.insert(account);
            if row < shown {
                self.view.hide(row);
                self.view.show(table, row..row + 1);
            }
        }
        self.view.show(table, shown..table.len());
    }

    /// Takes an account out.
    pub fn remove(&mut self, id: &str) -> Option<Account> {
        let account = self.get(id)?;
        self.view.hide(self.table.find(id)?);
        let row = Arc::make_mut(&mut self.table).remove(id)?;
        self.view.close_gap(row);
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
        self.view.filter(&self.table, filter);
        Ok(())
    }

    /// Sorts the view by those fields, see [`Sort`]: `-updated_at,email`. No fields: the order of
    /// arrival.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid), which names the field and those
    /// that there are. The view stays as it was.
    pub fn sort(&mut self, keys: &str) -> Result<()> {
        let sort = Sort::parse(self.resource, keys)?;
        self.view.sort(&self.table, sort);
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
        let rows = self.view.from(start).take(count);
        rows.map(|row| self.table.account(row)).collect()
    }

    /// The ids of at most `count` accounts of the view, from row `start` on.
    pub fn ids(&self, start: usize, count: usize) -> impl Iterator<Item = &str> {
        let rows = self.view.from(start).take(count);
        rows.map(|row| self.table.id(row))
    }

    /// The values of a field among the accounts of the view, in the order of a [`Sort`] by the
    /// field, and how many accounts have each; what the sort leaves equal is in the order of
    /// arrival of the accounts that have it first in the view. Accounts whose field is null or was
    /// not answered are a group of their own, the last.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid), when the name is none of the
    /// resource's answered fields; it names those.
    pub fn groups(&self, field: &str) -> Result<Vec<Group>> {
        let field = sort::answered(self.resource, "the field of groups", field)?;
        Ok(groups::groups(&self.table, field, self.view.from(0)))
    }

    /// A member of the account in that row of the view; `None` where there is no such row, or the
    /// account does not have the member.
    #[must_use]
    pub fn cell(&self, row: usize, field: &str) -> Option<Cow<'_, Value>> {
        let row = self.view.get(row)?;
        if let Some(column) = self.resource.position(field) {
            return self.table.seen(row, column).value();
        }
        let unknown = self.table.unknown(row).iter();
        let mut members = unknown.filter(|(name, _)| name == field);
        members.next().map(|(_, value)| Cow::Borrowed(value))
    }

    /// The account in that row of the view, as it is held: nothing is copied. Filters and sorts
    /// leave where it is held as it is.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<Row<'_>> {
        let row = self.view.get(row)?;
        let table = &self.table;
        Some(Row { table, row })
    }

    /// The id of the account in that row of the view.
    #[must_use]
    pub fn id_at(&self, row: usize) -> Option<&str> {
        self.view.get(row).map(|row| self.table.id(row))
    }

    /// The row of the view in which the account of that id is.
    #[must_use]
    pub fn row_of(&self, id: &str) -> Option<usize> {
        self.view.place(self.table.find(id)?)
    }

    /// What a newer reading changed. Two accounts that say that they are the same version are taken
    /// at their word, all others are compared member by member. Filters and sorts play no part.
    #[must_use]
    pub fn difference(&self, newer: &Collection) -> Difference {
        difference::difference(&self.table, &newer.table)
    }
}

/// One account, seen where it is held.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    row: usize,
}

impl<'a> Row<'a> {
    /// Its place among all accounts that are held. Filters and sorts leave it as it is.
    #[must_use]
    pub fn place(&self) -> usize {
        self.row
    }

    /// How the value of a field is held, by its place among the resource's fields.
    #[must_use]
    #[inline(always)]
    pub fn held(&self, field: usize) -> Held {
        self.table.held_here(self.row, field)
    }

    /// How the members are held that the documents do not know: an object of them is kept once.
    #[must_use]
    pub fn unknown(&self) -> Held {
        self.table
            .held_here(self.row, self.table.resource().fields.len())
    }

    /// The [`Text`](Held::Text) that begins there, and what is behind it.
    #[must_use]
    #[inline]
    pub fn text(&self, start: usize) -> Stretch<'a> {
        self.table.texts().stretch(start)
    }

    /// The value that is [`Kept`](Held::Kept) in that place.
    #[must_use]
    pub fn kept(&self, place: usize) -> Option<&'a Value> {
        self.table.kept(place)
    }

    /// The [`Reference`](Held::Reference) in that place.
    #[must_use]
    pub fn reference(&self, place: usize) -> Option<Pointer<'a>> {
        self.table.pointer(place)
    }
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
