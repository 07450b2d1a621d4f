//! Every page of a list: in order, several at a time, each account once.

use std::collections::{HashSet, VecDeque};
use std::ops::RangeInclusive;

use futures_util::future::join_all;

use crate::call::Cancel;
use crate::client::Client;
use crate::collection::{Filter, Sort};
use crate::error::{Error, ErrorKind, Record, Result};
use crate::http::{Secrets, Transport};
use crate::query::{SortKey, Term};
use crate::schema::{Operation, Resource};
use crate::systems::{Ask, Outcome, Page, PageAsk, Place};

/// Pages that are asked for at once, where pages are numbered. A browser opens six connections to a
/// host; the rest are for the person's other calls.
const AT_ONCE: usize = 4;

/// How often a list whose total changed on the way is read again for what moved.
const AGAIN: u32 = 2;

/// Pages without anything new that are borne in a row, beyond as many as had something.
const PATIENCE: usize = 10;

/// No pages.
#[expect(clippy::reversed_empty_ranges, reason = "an empty range is what it is")]
const NOTHING: RangeInclusive<u64> = 1..=0;

/// What a list is asked for with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Accounts on a page; `None` for what suits the system.
    pub page_size: Option<u32>,
    /// References whose names come along; `None` for all of them.
    pub include: Option<Vec<String>>,
    /// The fields that are wanted; `None` for all. Those that an account is of no use without come
    /// too, and a system that cannot leave any out answers all.
    pub fields: Option<Vec<String>>,
    /// Terms that the system is to apply as far as it can: see
    /// [`narrowed`](crate::systems::narrowed). What comes still has to be filtered.
    pub filter: Vec<Term>,
    /// The order in which the accounts are to come, if the system can give it. What comes still has
    /// to be sorted.
    pub sort: Vec<SortKey>,
}

impl ListQuery {
    /// With a view's filter and sort.
    #[must_use]
    pub fn narrowed(mut self, filter: &Filter, sort: &Sort) -> ListQuery {
        self.filter = filter.terms().cloned().collect();
        self.sort = sort.keys().to_vec();
        self
    }
}

/// How far a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Accounts that are there.
    pub loaded: usize,
    /// Accounts that came and could not be read.
    pub unread: usize,
    /// Accounts that there are, as far as the system says.
    pub total: Option<u64>,
    /// That the list changed while it was read, if it did.
    pub moved: Option<Moved>,
}

/// A list whose length changed while it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// How many accounts there were at first.
    pub was: u64,
    /// How many there are now.
    pub is: u64,
}

/// A list under way.
///
/// The first page comes by itself, as soon as it is there. Where it says how many there are, the
/// others are asked for several at a time and come in order. An account that moved to a later page
/// meanwhile is given once. One that moved to an earlier page would be missed: when the total
/// changed, the list is read again, and what is new in it comes as further pages.
#[derive(Debug)]
pub struct Listing<T, S> {
    client: Client<T, S>,
    resource: &'static Resource,
    query: ListQuery,
    cancel: Cancel,
    /// Pages to ask for, in order.
    ahead: VecDeque<Place>,
    /// The numbered pages behind those: a range, however many a system says that there are.
    numbered: RangeInclusive<u64>,
    /// Pages that came and were not yet given, with the place that each is from.
    came: VecDeque<(Place, Result<Page>)>,
    /// Cursors that were followed: one that comes again would lead in a circle.
    followed: HashSet<String>,
    seen: HashSet<String>,
    /// Records that could not be read: on later pages they do not count again.
    unread: HashSet<String>,
    /// How many of them would be accounts.
    unread_accounts: usize,
    /// The totals that the first and the latest page told.
    totals: Option<(u64, u64)>,
    /// Whether the total changed since the list was begun, or begun again.
    unsettled: bool,
    again: u32,
    /// Pages that had something new, and pages since then that had not.
    given: usize,
    idle: usize,
}

impl<T: Transport, S: Secrets> Listing<T, S> {
    pub(super) fn new(
        client: Client<T, S>,
        resource: &'static Resource,
        query: ListQuery,
        cancel: Cancel,
    ) -> Listing<T, S> {
        Listing {
            client,
            resource,
            query,
            cancel,
            ahead: VecDeque::from([Place::First]),
            numbered: NOTHING,
            came: VecDeque::new(),
            followed: HashSet::new(),
            seen: HashSet::new(),
            unread: HashSet::new(),
            unread_accounts: 0,
            totals: None,
            unsettled: false,
            again: 0,
            given: 0,
            idle: 0,
        }
    }

    /// The next page; `None` after the last one. A page that failed is asked for again when this is
    /// called again, so whoever does not want that stops at the first error.
    pub async fn next(&mut self) -> Option<Result<Page>> {
        loop {
            if self.came.is_empty() {
                self.fetch().await;
            }
            let (place, result) = self.came.pop_front()?;
            let mut page = match result {
                Ok(page) => page,
                Err(error) => return Some(Err(self.failed(place, error))),
            };
            self.follow(&place, &page);
            let came = !page.accounts.is_empty() || !page.unread.is_empty();
            if !came {
                // Whatever total was told, the list has come to its end.
                self.numbered = NOTHING;
            }
            self.leave_new(&place, &mut page);
            if self.is_last() {
                self.settle(&place, came);
            }
            // A page on which nothing is new is not worth showing, but an empty list is. Whether a
            // record without an id is new, nobody knows.
            let new = !page.accounts.is_empty() || page.unread.records().any(Record::is_named);
            if new || self.given == 0 {
                self.given = self.given.saturating_add(1);
                self.idle = 0;
                return Some(Ok(page));
            }
            self.idle = self.idle.saturating_add(1);
            if self.idle > self.given.saturating_add(PATIENCE) {
                self.stop();
                return Some(Err(
                    self.malformed("the system gives the same accounts over and over")
                ));
            }
            if !page.unread.is_empty() {
                return Some(Ok(page));
            }
        }
    }

    /// Leaves on a page what did not come before. Of accounts with one id the last counts, as wherever
    /// an answer is read.
    fn leave_new(&mut self, place: &Place, page: &mut Page) {
        page.accounts.reverse();
        page.accounts
            .retain(|account| self.seen.insert(account.id().to_owned()));
        page.accounts.reverse();
        let asked = |error: Error| error.asked(self.resource, Operation::List, None);
        let mut unread = std::mem::take(&mut page.unread).map(asked);
        unread.retain(|record| self.unread.insert(known(place, record)));
        self.unread_accounts = self.unread_accounts.saturating_add(unread.accounts());
        page.unread = unread;
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let moved = self.totals.filter(|(was, is)| was != is);
        Progress {
            loaded: self.seen.len(),
            unread: self.unread_accounts,
            total: self.totals.map(|(_, latest)| latest),
            moved: moved.map(|(was, is)| Moved { was, is }),
        }
    }

    async fn fetch(&mut self) {
        let mut places = Vec::with_capacity(AT_ONCE);
        while places.len() < AT_ONCE {
            let next = self.ahead.pop_front();
            let Some(place) = next.or_else(|| self.numbered.next().map(Place::Number)) else {
                break;
            };
            places.push(place);
        }
        let pages = join_all(places.iter().map(|place| self.page(place.clone()))).await;
        self.came.extend(places.into_iter().zip(pages));
    }

    async fn page(&self, place: Place) -> Result<Page> {
        let ask = Ask::List(PageAsk {
            place,
            size: self.query.page_size,
            include: self.query.include.clone(),
            fields: self.query.fields.clone(),
            filter: self.query.filter.clone(),
            sort: self.query.sort.clone(),
        });
        match self.client.call(self.resource, ask, &self.cancel).await? {
            Outcome::Page(page) => Ok(page),
            _ => Err(self.malformed("the answer holds no page")),
        }
    }

    fn malformed(&self, message: &str) -> Error {
        Error::new(ErrorKind::Malformed, message).asked(self.resource, Operation::List, None)
    }

    /// Accounts that came, readable or not, each once.
    fn counted(&self) -> u64 {
        self.seen.len().saturating_add(self.unread_accounts) as u64
    }

    fn is_last(&self) -> bool {
        self.ahead.is_empty() && self.came.is_empty() && self.numbered.is_empty()
    }

    fn stop(&mut self) {
        self.ahead.clear();
        self.came.clear();
        self.numbered = NOTHING;
    }

    /// Puts a page that failed, and all that came behind it, back to where they were.
    fn failed(&mut self, place: Place, error: Error) -> Error {
        let behind = self.came.drain(..).map(|(place, _)| place);
        let mut ahead: VecDeque<Place> = std::iter::once(place).chain(behind).collect();
        ahead.append(&mut self.ahead);
        self.ahead = ahead;
        error
    }

    /// What the page says of the pages behind it.
    fn follow(&mut self, place: &Place, page: &Page) {
        if let Some(total) = page.total {
            let (first, latest) = self.totals.unwrap_or((total, total));
            self.unsettled |= latest != total;
            self.totals = Some((first, total));
        }
        let Some(next) = &page.next else { return };
        match (next, page.last) {
            // The first page told of all others; a list that grows tells of more on its last one.
            (Place::Number(next), Some(last)) => {
                if *place == Place::First || self.is_last() {
                    self.numbered = *next..=last;
                }
            }
            (Place::After(cursor), _) => {
                if self.followed.insert(cursor.clone()) {
                    self.ahead.push_back(next.clone());
                }
            }
            _ => self.ahead.push_back(next.clone()),
        }
    }

    /// At the end: reads on where there is more than was told, and reads the list again if it
    /// changed on the way. In an order that changes with the accounts, one may have moved to an
    /// earlier page while the total stayed as it was.
    fn settle(&mut self, place: &Place, came: bool) {
        let told = self.totals.map_or(u64::MAX, |(_, latest)| latest);
        if let (Place::Number(number), true) = (place, came)
            && self.counted() > told
        {
            self.ahead
                .push_back(Place::Number(number.saturating_add(1)));
            return;
        }
        let ordered = !self.query.sort.is_empty() && self.totals.is_some();
        let missed = ordered && self.counted() < told;
        if (std::mem::take(&mut self.unsettled) || missed) && self.again < AGAIN {
            self.again = self.again.saturating_add(1);
            self.followed.clear();
            self.ahead.push_back(Place::First);
        }
    }
}

/// What a record that cannot be read is known by, whichever page it comes on: its id, or else where
/// it is.
fn known(page: &Place, record: &Record) -> String {
    let list = if record.is_account { "a" } else { "i" };
    if let Some(id) = &record.id {
        return [list, "=", id].concat();
    }
    let page = match page {
        Place::First => "",
        Place::Number(number) => &number.to_string(),
        Place::After(cursor) => cursor,
    };
    [list, &record.place.to_string(), " ", page].concat()
}
