//! What takes long over many accounts: filtering, sorting, comparing. It is done away from the
//! loop, which meanwhile shows what was on the screen, so that keys are answered at once.

use std::borrow::Cow;

use roster_core::account::Account;
use roster_core::client::Moved;
use roster_core::collection::Collection;
use roster_core::error::{Error, Result};
use roster_core::value::Value;

use super::entry::Sort;

/// Up to so many accounts it is done at once, in less time than a frame takes.
pub const AT_ONCE: usize = 2_000;

/// More rows than most screens have.
const ON_SCREEN: usize = 120;

/// Accounts, and what is to be made of them.
#[derive(Debug)]
pub struct Arranging {
    accounts: Collection,
    work: Work,
}

/// What takes long.
#[derive(Debug)]
pub enum Work {
    /// Show what an expression matches.
    Filter(String),
    /// Sort by these keys.
    Sort(String),
    /// Put a newer reading in their place, filtered and sorted as they are, and compare.
    Replace {
        /// The newer reading.
        newer: Box<Collection>,
        /// The expression.
        filter: String,
        /// The keys.
        sort: String,
    },
}

/// Accounts, and what came of it.
#[derive(Debug)]
pub struct Arranged {
    /// The accounts; as they were, where it failed.
    pub accounts: Collection,
    /// What a newer reading changed, in words; or why it was not done.
    pub result: Result<Option<String>>,
}

impl Arranging {
    /// Accounts, and what is to be made of them.
    #[must_use]
    pub fn new(accounts: Collection, work: Work) -> Arranging {
        Arranging { accounts, work }
    }

    /// Does it; this takes the time.
    #[must_use]
    pub fn run(self) -> Arranged {
        let Arranging { mut accounts, work } = self;
        let result = match work {
            Work::Filter(expression) => accounts.filter(&expression).map(|()| None),
            Work::Sort(keys) => accounts.sort(&keys).map(|()| None),
            Work::Replace {
                mut newer,
                filter,
                sort,
            } => {
                let words = changes(&accounts, &newer);
                let done = newer.filter(&filter).and_then(|()| newer.sort(&sort));
                accounts = *newer;
                done.map(|()| Some(words))
            }
        };
        Arranged { accounts, result }
    }
}

fn changes(before: &Collection, newer: &Collection) -> String {
    let difference = before.difference(newer);
    if difference.is_empty() {
        return "nothing changed".to_owned();
    }
    format!(
        "{} new, {} changed, {} gone",
        difference.added.len(),
        difference.changed.len(),
        difference.removed.len()
    )
}

/// What is shown and wanted of accounts that are away.
#[derive(Debug)]
pub struct Away {
    /// How many accounts there are.
    pub held: usize,
    /// How many of them the view has.
    pub matches: usize,
    /// How many records could not be read.
    pub unread: usize,
    /// How many accounts came, readable or not.
    pub given: usize,
    /// The row of the view that is the first of those that are known.
    first: usize,
    rows: Vec<Account>,
    /// The selected account.
    pub selected: Option<Account>,
    /// The step of the animation at which they went.
    pub since: u64,
    /// The sorting before, should the one that is wanted fail.
    pub sort: Option<Sort>,
    /// The filter that was typed meanwhile; earlier ones are not wanted any more.
    pub next_filter: Option<String>,
    /// What is told when a newer reading takes their place.
    pub reload: Option<Reload>,
}

/// The end of a load, told when its accounts are there.
#[derive(Debug, Clone, Copy)]
pub struct Reload {
    /// How the list changed while it was read, if it did.
    pub moved: Option<Moved>,
}

impl Away {
    /// Remembers what is on the screen.
    #[must_use]
    pub fn new(accounts: &Collection, top: usize, row: usize, since: u64) -> Away {
        let selected = accounts.id_at(row).and_then(|id| accounts.get(id));
        Away {
            held: accounts.len(),
            matches: accounts.matches(),
            unread: accounts.unread().count(),
            given: accounts.len() + accounts.unread().accounts(),
            first: top,
            rows: accounts.page(top, ON_SCREEN),
            selected,
            since,
            sort: None,
            next_filter: None,
            reload: None,
        }
    }

    /// A member of the account in that row of the view, where that was on the screen.
    #[must_use]
    pub fn cell(&self, row: usize, field: &str) -> Option<Cow<'_, Value>> {
        let account = self.rows.get(row.checked_sub(self.first)?)?;
        account.get(field).map(Cow::Borrowed)
    }
}

/// What is told when the work broke.
#[must_use]
pub fn broken() -> Error {
    Error::new(
        roster_core::error::ErrorKind::Malformed,
        "Roster broke while it filtered or sorted the accounts",
    )
    .advice("this is a mistake in Roster; r loads the accounts again")
}
