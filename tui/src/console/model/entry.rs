//! A resource of a profile: its accounts, how far they are loaded, and the view of them.

use std::borrow::Cow;
use std::collections::HashMap;

use roster_core::account::Account;
use roster_core::collection::{Collection, Filter};
use roster_core::error::{Error, Result, Unread};
use roster_core::schema::{Field, Resource};
use roster_core::value::{Reference, Value};

use super::arranging::{AT_ONCE, Arranged, Arrangement, Arranging, Reload, UnderWay, broken};
use crate::console::fit::grouped;
use crate::exit::TOLD;

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

/// How a load ended.
#[derive(Debug)]
pub enum Ended {
    /// Its accounts are shown; what a reload changed, in words.
    Now(Option<String>),
    /// Its accounts are to be put in the place of the others elsewhere.
    Later(Box<Arranging>),
}

/// What is to be done once accounts are back.
#[derive(Debug, Default)]
pub struct CameBack {
    /// Arrange them as was wanted meanwhile.
    pub next: Option<Arranging>,
    /// Tell the end of a load, with what it changed in words.
    pub reload: Option<(Reload, Option<String>)>,
    /// Tell why it was not done.
    pub failure: Option<Error>,
    /// Accounts in whose place others are; to let go of so many takes a while.
    pub left: Option<Collection>,
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
    /// How they are arranged.
    shown: Arrangement,
    /// That a copy of the accounts is filtered, sorted or compared elsewhere. Until it is back they
    /// stay as they are.
    pub under_way: Option<UnderWay>,
    /// What a reload brought so far; shown when it is whole, so that nothing vanishes meanwhile.
    pub incoming: Option<Collection>,
    /// How far the load is.
    pub load: Load,
    /// The step of the animation at which the load began.
    pub load_began: u64,
    /// How many there are in all, when the system said.
    pub total: Option<u64>,
    /// How they are to be arranged.
    pub arrangement: Arrangement,
    /// Why the filter that is being typed is not the one of the view.
    pub filter_error: Option<Error>,
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
            shown: Arrangement::default(),
            under_way: None,
            incoming: None,
            load: Load::Never,
            load_began: 0,
            total: None,
            arrangement: Arrangement::default(),
            filter_error: None,
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

    /// How many accounts are held.
    #[must_use]
    pub fn held(&self) -> usize {
        self.accounts.len()
    }

    /// How many accounts the view has.
    #[must_use]
    pub fn matches(&self) -> usize {
        self.accounts.matches()
    }

    /// How many records of the answers could not be read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.accounts.unread().count()
    }

    /// How many accounts came, readable or not.
    fn given(&self) -> usize {
        self.accounts.len() + self.accounts.unread().accounts()
    }

    /// That records could not be read, if any could not.
    #[must_use]
    pub fn unreadable(&self) -> Option<String> {
        let records = match self.unread() {
            0 => return None,
            1 => "1 record".to_owned(),
            count => format!("{} records", grouped(count)),
        };
        Some(format!("{records} cannot be read · x explains"))
    }

    /// Why the load failed, and why records could not be read: lines that are safe to show.
    #[must_use]
    pub fn explanation(&self) -> Vec<String> {
        let mut lines = match &self.load {
            Load::Failed(error) => error.report(),
            _ => Vec::new(),
        };
        let unread = self.accounts.unread();
        for line in unread.errors().take(TOLD).flat_map(Error::report) {
            // The same advice for all of them is given once, behind the last.
            lines.retain(|told| *told != line);
            lines.push(line);
        }
        let more = unread.count().saturating_sub(TOLD);
        if more > 0 {
            lines.push(format!("and {} more", grouped(more)));
        }
        lines
    }

    /// A member of the account in that row of the view.
    #[must_use]
    pub fn cell(&self, row: usize, field: &str) -> Option<Cow<'_, Value>> {
        self.accounts.cell(row, field)
    }

    /// How many accounts there are, as far as is known.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        match self.load {
            Load::Whole => Some(self.held() as u64),
            _ => self.total,
        }
    }

    /// That the system gave fewer records than it said that there are, if it did.
    #[must_use]
    pub fn missing(&self) -> Option<String> {
        let given = self.given() as u64;
        let total = self.total.filter(|total| *total > given)?;
        let whole = matches!(self.load, Load::Whole);
        whole.then(|| format!("the system says that there are {total}, and gave {given}"))
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

    /// Takes accounts of a load, and which records could not be read.
    pub fn take_page(&mut self, page: Vec<Account>, unread: Unread) {
        if let Load::Running { got, .. } = &mut self.load {
            *got += page.len();
        }
        if let Some(incoming) = &mut self.incoming {
            incoming.miss(unread);
            incoming.insert_all(&page);
            return;
        }
        self.keep_selection(|accounts| {
            accounts.miss(unread);
            accounts.insert_all(&page);
        });
    }

    /// Ends a load. A whole reload takes the place of what was shown; a failed one is dropped.
    pub fn end_load(&mut self, result: Result<()>, reload: Reload, now: u64) -> Ended {
        let incoming = self.incoming.take();
        if let Err(error) = result {
            self.load = Load::Failed(error);
            return Ended::Now(None);
        }
        let Some(newer) = incoming else {
            self.load = Load::Whole;
            return Ended::Now(None);
        };
        let many = newer.len().max(self.accounts.len()) > AT_ONCE;
        let to = self.arrangement.clone();
        let arranging = Arranging::replace(self.accounts.clone(), newer, &to);
        if many {
            self.under_way = Some(UnderWay {
                to,
                since: now,
                reload: Some(reload),
            });
            return Ended::Later(Box::new(arranging));
        }
        self.load = Load::Whole;
        // The filter and the sort were valid for the accounts before, which are of this resource.
        Ended::Now(self.take_arranged(arranging.run(), to).ok().flatten())
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

    /// Filters the view. An expression that makes no sense leaves it as it was. Many accounts are
    /// to be filtered elsewhere.
    pub fn set_filter(&mut self, expression: &str, now: u64) -> Option<Arranging> {
        if let Err(error) = Filter::parse(self.resource, expression) {
            self.filter_error = Some(error);
            return None;
        }
        expression.clone_into(&mut self.arrangement.filter);
        let arranged = self.arrange(now);
        self.filter_error = arranged.as_ref().err().cloned();
        arranged.ok().flatten()
    }

    /// Sorts the view; `None` is the order of arrival. Many accounts are to be sorted elsewhere.
    ///
    /// # Errors
    /// The field is not one that can be sorted by; the order stays.
    pub fn set_sort(&mut self, sort: Option<Sort>, now: u64) -> Result<Option<Arranging>> {
        self.arrangement.sort = sort;
        self.arrange(now)
    }

    /// Arranges the accounts as is wanted: at once, or elsewhere, unless something is under way
    /// there already.
    fn arrange(&mut self, now: u64) -> Result<Option<Arranging>> {
        let to = self.arrangement.clone();
        if self.under_way.is_some() || to == self.shown {
            return Ok(None);
        }
        let arranging = Arranging::view(self.accounts.clone(), &self.shown, &to);
        if self.accounts.len() > AT_ONCE {
            self.under_way = Some(UnderWay {
                to,
                since: now,
                reload: None,
            });
            return Ok(Some(arranging));
        }
        self.take_arranged(arranging.run(), to).map(|_| None)
    }

    /// What was made of the accounts comes back, or broke.
    pub fn come_back(&mut self, arranged: Option<Arranged>, now: u64) -> CameBack {
        let Some(UnderWay { to, reload, .. }) = self.under_way.take() else {
            return CameBack::default();
        };
        let Some(arranged) = arranged else {
            self.load = Load::Failed(broken());
            self.arrangement = self.shown.clone();
            return CameBack::default();
        };
        if reload.is_some() {
            self.load = Load::Whole;
        }
        let left = reload.map(|_| self.accounts.clone());
        let (words, failure) = match self.take_arranged(arranged, to) {
            Ok(words) => (words, None),
            Err(error) => (None, Some(error)),
        };
        CameBack {
            // It is done elsewhere, where it fails, if it does.
            next: self.arrange(now).ok().flatten(),
            reload: reload.map(|reload| (reload, words)),
            failure,
            left,
        }
    }

    /// Shows what was made of the accounts. Where it failed, they stay as they are.
    fn take_arranged(&mut self, arranged: Arranged, to: Arrangement) -> Result<Option<String>> {
        match arranged.result {
            Ok(words) => {
                self.shown = to;
                self.keep_selection(|held| *held = arranged.accounts);
                Ok(words)
            }
            Err(error) => {
                self.arrangement = self.shown.clone();
                Err(error)
            }
        }
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
