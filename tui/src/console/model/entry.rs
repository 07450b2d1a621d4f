//! A resource of a profile: its accounts, how far they are loaded, and the view of them.

use std::collections::HashMap;

use roster_core::account::Account;
use roster_core::collection::Collection;
use roster_core::error::{Error, Result};
use roster_core::schema::{Field, Resource};
use roster_core::value::Reference;

/// How far the accounts are loaded.
#[derive(Debug, Clone, PartialEq)]
pub enum Load {
    /// Not asked for yet.
    Never,
    /// Under way.
    Running {
        /// Which load it is.
        id: u64,
        /// How many accounts it brought.
        got: usize,
    },
    /// All are there.
    Whole,
    /// It ended before its time; what came is kept.
    Failed(Error),
}

/// By which field the accounts are sorted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sort {
    /// The field.
    pub field: &'static Field,
    /// Whether the last come first.
    pub descending: bool,
}

impl Sort {
    /// As the collection wants it: `-updated_at`.
    #[must_use]
    pub fn key(&self) -> String {
        let sign = if self.descending { "-" } else { "" };
        format!("{sign}{}", self.field.name)
    }
}

/// The records that a field may name.
#[derive(Debug, Clone, PartialEq)]
pub enum Choices {
    /// The system was asked for them.
    Asked,
    /// As the system lists them.
    Listed(Vec<Reference>),
}

/// A resource of a profile.
#[derive(Debug)]
pub struct Entry {
    /// The profile's name.
    pub profile: String,
    /// The resource.
    pub resource: &'static Resource,
    /// Whether the profile forbids writing.
    pub read_only: bool,
    /// What is held and shown.
    pub accounts: Collection,
    /// What a reload brought so far; shown when it is whole, so that nothing vanishes meanwhile.
    pub incoming: Option<Collection>,
    /// How far the load is.
    pub load: Load,
    /// The step of the animation at which the load began.
    pub load_began: u64,
    /// How many there are in all, when the system said.
    pub total: Option<u64>,
    /// The filter of the view.
    pub filter: String,
    /// Why the filter that is being typed is not the one of the view.
    pub filter_error: Option<Error>,
    /// The sorting of the view; `None` is the order of arrival.
    pub sort: Option<Sort>,
    /// The selected row of the view.
    pub row: usize,
    /// The account that the person selected last, to find it again when the view changes. None at
    /// the top, so that arriving pages do not carry the selection away from there.
    wanted: Option<String>,
    /// The first row on the screen.
    pub top: usize,
    /// The first line of the details on the screen.
    pub details_top: usize,
    /// By the name of a field, the records that it may name.
    pub choices: HashMap<&'static str, Choices>,
}

impl Entry {
    /// An entry that nothing is known of yet.
    #[must_use]
    pub fn new(profile: impl Into<String>, resource: &'static Resource, read_only: bool) -> Entry {
        Entry {
            profile: profile.into(),
            resource,
            read_only,
            accounts: Collection::new(resource),
            incoming: None,
            load: Load::Never,
            load_began: 0,
            total: None,
            filter: String::new(),
            filter_error: None,
            sort: None,
            row: 0,
            wanted: None,
            top: 0,
            details_top: 0,
            choices: HashMap::new(),
        }
    }

    /// The selected account.
    #[must_use]
    pub fn selected_account(&self) -> Option<Account> {
        self.accounts.get(self.accounts.id_at(self.row)?)
    }

    /// How many accounts there are, as far as is known.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        match self.load {
            Load::Whole => Some(self.accounts.len() as u64),
            _ => self.total,
        }
    }

    /// That the system gave fewer accounts than it said that there are, if it did.
    #[must_use]
    pub fn missing(&self) -> Option<String> {
        let held = self.accounts.len() as u64;
        let total = self.total.filter(|total| *total > held)?;
        let whole = matches!(self.load, Load::Whole);
        whole.then(|| format!("the system says that there are {total}, and gave {held}"))
    }

    /// Whether a load is under way.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        matches!(self.load, Load::Running { .. })
    }

    /// Whether that load is the one that is listened to.
    #[must_use]
    pub fn listens_to(&self, load: u64) -> bool {
        matches!(self.load, Load::Running { id, .. } if id == load)
    }

    /// Takes accounts of a load.
    pub fn take_page(&mut self, page: Vec<Account>) {
        if let Load::Running { got, .. } = &mut self.load {
            *got += page.len();
        }
        if let Some(incoming) = &mut self.incoming {
            page.into_iter()
                .for_each(|account| incoming.insert(account));
            return;
        }
        self.keep_selection(|accounts| {
            page.into_iter()
                .for_each(|account| accounts.insert(account));
        });
    }

    /// Ends a load. A whole reload takes the place of what was shown; a failed one is dropped.
    /// Returns what the reload changed, in words, when there was something to compare with.
    pub fn end_load(&mut self, result: Result<()>) -> Option<String> {
        let incoming = self.incoming.take();
        if let Err(error) = result {
            self.load = Load::Failed(error);
            return None;
        }
        self.load = Load::Whole;
        let mut incoming = incoming?;
        let difference = self.accounts.difference(&incoming);
        // Both were valid for the collection that is replaced, which is of the same resource.
        let _ = incoming.filter(&self.filter);
        let _ = incoming.sort(&self.sort_keys());
        self.keep_selection(|accounts| *accounts = incoming);
        if difference.is_empty() {
            return Some("nothing changed".to_owned());
        }
        Some(format!(
            "{} new, {} changed, {} gone",
            difference.added.len(),
            difference.changed.len(),
            difference.removed.len()
        ))
    }

    /// Puts an account that was written in its place.
    pub fn put(&mut self, account: Account, select: bool) {
        let id = account.id().to_owned();
        let was_there = self.accounts.get(&id).is_some();
        if let Some(incoming) = &mut self.incoming {
            incoming.insert(account.clone());
        }
        self.keep_selection(|accounts| accounts.insert(account));
        if !was_there {
            self.total = self.total.map(|total| total + 1);
        }
        if select && let Some(row) = self.accounts.row_of(&id) {
            self.select(row);
        }
    }

    /// Takes an account out that was deleted.
    pub fn remove(&mut self, id: &str) {
        if let Some(incoming) = &mut self.incoming {
            incoming.remove(id);
        }
        let mut removed = None;
        self.keep_selection(|accounts| removed = accounts.remove(id));
        if removed.is_some() {
            self.total = self.total.map(|total| total.saturating_sub(1));
        }
    }

    /// Filters the view. An expression that makes no sense leaves it as it was.
    pub fn set_filter(&mut self, expression: &str) {
        let mut result = Ok(());
        self.keep_selection(|accounts| result = accounts.filter(expression));
        match result {
            Ok(()) => {
                expression.clone_into(&mut self.filter);
                self.filter_error = None;
            }
            Err(error) => self.filter_error = Some(error),
        }
    }

    /// Sorts the view; `None` is the order of arrival.
    pub fn set_sort(&mut self, sort: Option<Sort>) -> Result<()> {
        let before = std::mem::replace(&mut self.sort, sort);
        let keys = self.sort_keys();
        let mut result = Ok(());
        self.keep_selection(|accounts| result = accounts.sort(&keys));
        if result.is_err() {
            self.sort = before;
        }
        result
    }

    fn sort_keys(&self) -> String {
        self.sort.as_ref().map(Sort::key).unwrap_or_default()
    }

    /// Moves the selection to that row, or to the last.
    pub fn select(&mut self, row: usize) {
        self.row = row.min(self.accounts.matches().saturating_sub(1));
        let selected = self.accounts.id_at(self.row).filter(|_| self.row > 0);
        self.wanted = selected.map(str::to_owned);
        self.details_top = 0;
    }

    /// Changes the accounts so that the selected one stays selected, or is again once it is there.
    fn keep_selection(&mut self, change: impl FnOnce(&mut Collection)) {
        change(&mut self.accounts);
        let found = self
            .wanted
            .as_deref()
            .and_then(|id| self.accounts.row_of(id));
        self.row = found
            .unwrap_or(self.row)
            .min(self.accounts.matches().saturating_sub(1));
    }

    /// Scrolls so that the selected row is among that many on the screen.
    pub fn scroll_to_selection(&mut self, rows: usize) {
        let rows = rows.max(1);
        let last_top = self.accounts.matches().saturating_sub(rows);
        self.top = self
            .top
            .min(self.row)
            .max((self.row + 1).saturating_sub(rows))
            .min(last_top);
    }
}
