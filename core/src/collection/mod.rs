//! Many accounts of one resource: held, searched, sorted, shown a page at a time, and compared
//! with a newer reading.
//!
//! [`Collection`] keeps all accounts that it was given, and a view of them: those that the
//! [filter](Filter) lets through, in the order of the [sort](Sort). Rows are counted in the view,
//! and only the accounts of a page are copied out of it.

mod decimal;
mod difference;
mod filter;
mod fold;
mod order;
mod sort;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;

pub use difference::{ChangedAccount, Difference};
pub use filter::Filter;
pub use sort::Sort;

use crate::account::Account;
use crate::collection::order::Key;
use crate::error::Result;
pub use crate::query::SortKey;
use crate::schema::Resource;
use crate::value::Value;

/// Accounts of one resource and a view of them. What is held can only be reached through the
/// functions here, so that how it is held can change.
#[derive(Clone)]
pub struct Collection {
    resource: &'static Resource,
    /// In the order of their arrival.
    rows: Vec<Account>,
    /// Where each id is among the rows.
    places: HashMap<String, usize>,
    filter: Filter,
    sort: Sort,
    /// The rows that the filter lets through, sorted.
    view: Vec<usize>,
}

impl Collection {
    /// A collection of no accounts, whose view shows all that will come, as they come.
    #[must_use]
    pub fn new(resource: &'static Resource) -> Collection {
        Collection {
            resource,
            rows: Vec::new(),
            places: HashMap::new(),
            filter: Filter::everything(resource),
            sort: Sort::default(),
            view: Vec::new(),
        }
    }

    /// What the accounts are.
    #[must_use]
    pub fn resource(&self) -> &'static Resource {
        self.resource
    }

    /// How many accounts are held, in the view or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no account is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes an account of the collection's resource in, or in the place of the one with its id,
    /// whose place in the order of arrival it keeps. It appears in the view where the sort puts
    /// it, if the filter lets it through; all other rows stay in their order.
    pub fn insert(&mut self, account: Account) {
        let row = match self.places.get(account.id()).copied() {
            Some(row) => {
                self.view.retain(|shown| *shown != row);
                if let Some(held) = self.rows.get_mut(row) {
                    *held = account;
                }
                row
            }
            None => {
                let row = self.rows.len();
                self.places.insert(account.id().to_owned(), row);
                self.rows.push(account);
                row
            }
        };
        self.show(row);
    }

    /// Takes an account out.
    pub fn remove(&mut self, id: &str) -> Option<Account> {
        let row = self.places.remove(id)?;
        self.view.retain(|shown| *shown != row);
        // What came later moves up by one.
        for later in self.places.values_mut().chain(&mut self.view) {
            if *later > row {
                *later -= 1;
            }
        }
        Some(self.rows.remove(row))
    }

    /// The account of that id, in the view or not.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Account> {
        self.find(id).cloned()
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
            view.retain(|row| self.passes(*row));
            self.view = view;
            return Ok(());
        }
        self.filter = filter;
        self.view = (0..self.rows.len())
            .filter(|row| self.passes(*row))
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
        rows.filter_map(|row| self.rows.get(*row))
            .cloned()
            .collect()
    }

    /// A member of the account in that row of the view; `None` where there is no such row, or the
    /// account does not have the member.
    #[must_use]
    pub fn cell(&self, row: usize, field: &str) -> Option<Cow<'_, Value>> {
        self.shown(row)?.get(field).map(Cow::Borrowed)
    }

    /// The id of the account in that row of the view.
    #[must_use]
    pub fn id_at(&self, row: usize) -> Option<&str> {
        self.shown(row).map(Account::id)
    }

    /// The row of the view in which the account of that id is.
    #[must_use]
    pub fn row_of(&self, id: &str) -> Option<usize> {
        let row = self.places.get(id)?;
        self.view.iter().position(|shown| shown == row)
    }

    /// What a newer reading changed. Two accounts that say that they are the same version are taken
    /// at their word, all others are compared member by member. Filters and sorts play no part.
    #[must_use]
    pub fn difference(&self, newer: &Collection) -> Difference {
        difference::difference(self, newer)
    }

    /// All accounts in the order of their arrival.
    fn arrivals(&self) -> impl Iterator<Item = &Account> {
        self.rows.iter()
    }

    fn find(&self, id: &str) -> Option<&Account> {
        self.rows.get(*self.places.get(id)?)
    }

    fn shown(&self, row: usize) -> Option<&Account> {
        self.rows.get(*self.view.get(row)?)
    }

    fn passes(&self, row: usize) -> bool {
        self.rows
            .get(row)
            .is_some_and(|account| self.filter.matches(account))
    }

    /// What a row is sorted by; the row itself decides last, so that no two are equal.
    fn key(&self, row: usize) -> (Vec<Option<Key>>, usize) {
        let keys = self.rows.get(row).map(|account| self.sort.place(account));
        (keys.unwrap_or_default(), row)
    }

    fn order(
        &self,
        one: &(Vec<Option<Key>>, usize),
        other: &(Vec<Option<Key>>, usize),
    ) -> Ordering {
        let (one, other) = ((&one.0, one.1), (&other.0, other.1));
        self.sort.order(one.0, other.0).then(one.1.cmp(&other.1))
    }

    /// Puts a row where it belongs in a view that does not have it.
    fn show(&mut self, row: usize) {
        if !self.passes(row) {
            return;
        }
        let key = self.key(row);
        let place = self
            .view
            .partition_point(|shown| self.order(&self.key(*shown), &key).is_lt());
        self.view.insert(place, row);
    }

    /// Sorts the whole view; each account's keys are made once.
    fn arrange(&mut self) {
        if self.sort.keys().is_empty() {
            self.view.sort_unstable();
            return;
        }
        let mut keys: Vec<_> = self.view.iter().map(|row| self.key(*row)).collect();
        keys.sort_unstable_by(|one, other| self.order(one, other));
        self.view = keys.into_iter().map(|(_, row)| row).collect();
    }
}

impl fmt::Debug for Collection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Collection")
            .field("resource", &self.resource.id)
            .field("len", &self.rows.len())
            .field("matches", &self.view.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
