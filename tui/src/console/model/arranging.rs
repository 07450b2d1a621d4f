//! What takes long over many accounts: filtering, sorting, comparing. It is done on a copy of them,
//! away from the loop, which meanwhile shows them as they were and moves among them.

use roster_core::client::Moved;
use roster_core::collection::Collection;
use roster_core::error::{Error, ErrorKind, Result};

use super::entry::Sort;

/// Up to so many accounts it is done at once, in less time than a frame takes.
pub const AT_ONCE: usize = 2_000;

/// Which accounts are shown, and in what order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arrangement {
    /// The filter.
    pub filter: String,
    /// The sorting; `None` is the order of arrival.
    pub sort: Option<Sort>,
}

impl Arrangement {
    fn sort_keys(&self) -> String {
        self.sort.as_ref().map(Sort::key).unwrap_or_default()
    }
}

/// Accounts, and what is to be made of them.
#[derive(Debug)]
pub struct Arranging {
    accounts: Collection,
    /// A newer reading that takes their place.
    newer: Option<Collection>,
    filter: Option<String>,
    sort: Option<String>,
}

/// What came of it.
#[derive(Debug)]
pub struct Arranged {
    /// The accounts; half arranged, where it failed.
    pub accounts: Collection,
    /// What a newer reading changed, in words; or why it was not done.
    pub result: Result<Option<String>>,
}

impl Arranging {
    /// Accounts that are arranged in one way, and are to be in another.
    #[must_use]
    pub fn view(accounts: Collection, from: &Arrangement, to: &Arrangement) -> Arranging {
        Arranging {
            accounts,
            newer: None,
            filter: (from.filter != to.filter).then(|| to.filter.clone()),
            sort: (from.sort != to.sort).then(|| to.sort_keys()),
        }
    }

    /// Accounts in whose place a newer reading is to be, arranged in that way.
    #[must_use]
    pub fn replace(accounts: Collection, newer: Collection, to: &Arrangement) -> Arranging {
        let from = Arrangement::default();
        Arranging {
            newer: Some(newer),
            ..Arranging::view(accounts, &from, to)
        }
    }

    /// Does it; this takes the time.
    #[must_use]
    pub fn run(self) -> Arranged {
        let words = self.newer.as_ref();
        let words = words.map(|newer| changes(&self.accounts, newer));
        let mut accounts = self.newer.unwrap_or(self.accounts);
        let filtered = self
            .filter
            .map_or(Ok(()), |filter| accounts.filter(&filter));
        let sort = self.sort;
        let sorted = filtered.and_then(|()| sort.map_or(Ok(()), |sort| accounts.sort(&sort)));
        let result = sorted.map(|()| words);
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

/// What is being made of accounts elsewhere.
#[derive(Debug)]
pub struct UnderWay {
    /// How they will be arranged.
    pub to: Arrangement,
    /// The step of the animation at which it began.
    pub since: u64,
    /// What is told when a newer reading takes their place.
    pub reload: Option<Reload>,
}

/// The end of a load, told when its accounts are there.
#[derive(Debug, Clone, Copy)]
pub struct Reload {
    /// How the list changed while it was read, if it did.
    pub moved: Option<Moved>,
}

/// What is told when the work broke.
#[must_use]
pub fn broken() -> Error {
    Error::new(
        ErrorKind::Malformed,
        "Roster broke while it filtered or sorted the accounts",
    )
    .advice("this is a mistake in Roster; r loads the accounts again")
}
