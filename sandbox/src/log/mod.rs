//! What the sandbox has received: the last calls, and counts that forget none.

pub mod control;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;

use crate::call::Call;
use crate::moment::SECOND;
use crate::system::System;

/// How many calls are kept; the counts go on.
const KEPT: usize = 10_000;
/// The time in which the most calls are counted.
const STRETCH: i64 = 10 * SECOND;

/// What a running sandbox has received, but for its own pages and preflights of browsers. Clones
/// are handles to the same log.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Book>>);

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its place in the order of arrival, from 1.
    pub number: u64,
    /// When it came: microseconds since 1970 by the sandbox's clock.
    pub at: i64,
    /// The system that it is for.
    pub system: System,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path as it was sent.
    pub path: String,
    /// The query as it was sent, but that the values of secrets are hidden.
    pub query: Option<String>,
    /// Whether an `Authorization` header came with it.
    pub authorized: bool,
    /// The status of the answer. None while it is under way, when no byte was answered, and when
    /// the client left before.
    pub status: Option<u16>,
    /// The names of the faults that happened to it.
    pub faults: Vec<&'static str>,
}

/// Counts of one system, from the start or from [`Log::clear`] on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Calls that came.
    pub received: u64,
    /// Answers by their status.
    pub answered: BTreeMap<u16, u64>,
    /// Calls that are under way, that got no byte, or whose client left.
    pub unanswered: u64,
    /// Calls that a fault happened to.
    pub faulted: u64,
    /// The most calls that came within any 10 seconds of the sandbox's clock; two calls exactly 10
    /// seconds apart are not within them.
    pub most_in_10_seconds: u64,
}

#[derive(Debug, Default)]
struct Book {
    received: u64,
    kept: VecDeque<Received>,
    tallies: [Tally; System::ALL.len()],
}

#[derive(Debug, Default)]
struct Tally {
    counts: Counts,
    /// When the calls of the last 10 seconds came.
    recent: VecDeque<i64>,
}

impl Log {
    /// The last calls, at most 10,000, in the order in which they came.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.lock().kept.iter().cloned().collect()
    }

    /// The counts of one system.
    #[must_use]
    pub fn counts(&self, system: System) -> Counts {
        let mut counts = self.lock().tally(system).counts.clone();
        let answered: u64 = counts.answered.values().sum();
        counts.unanswered = counts.received.saturating_sub(answered);
        counts
    }

    /// Forgets every call and every count. Numbers go on.
    pub fn clear(&self) {
        let mut book = self.lock();
        *book = Book {
            received: book.received,
            ..Book::default()
        };
    }

    /// Notes that a call has come, and gives its number.
    pub(crate) fn receive(&self, call: &Call, at: i64) -> u64 {
        let mut book = self.lock();
        book.received += 1;
        let number = book.received;
        if book.kept.len() == KEPT {
            book.kept.pop_front();
        }
        book.kept.push_back(Received {
            number,
            at,
            system: call.system,
            method: call.method.to_string(),
            path: call.path.clone(),
            query: call.query.clone(),
            authorized: call.authorized,
            status: None,
            faults: Vec::new(),
        });
        book.tally(call.system).receive(at);
        number
    }

    /// Notes which faults happen to a call.
    pub(crate) fn meet(&self, number: u64, faults: impl Iterator<Item = &'static str>) {
        let faults: Vec<_> = faults.collect();
        if faults.is_empty() {
            return;
        }
        let mut book = self.lock();
        if let Some(call) = book.find(number) {
            call.faults = faults;
            let system = call.system;
            book.tally(system).counts.faulted += 1;
        }
    }

    /// Notes how a call was answered.
    pub(crate) fn answer(&self, number: u64, status: StatusCode) {
        let mut book = self.lock();
        if let Some(call) = book.find(number) {
            call.status = Some(status.as_u16());
            let system = call.system;
            let answered = &mut book.tally(system).counts.answered;
            *answered.entry(status.as_u16()).or_default() += 1;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn tally(&mut self, system: System) -> &mut Tally {
        let [mpdx, agilenow, swift, token] = &mut self.tallies;
        match system {
            System::Mpdx => mpdx,
            System::AgileNow => agilenow,
            System::Swift => swift,
            System::Token => token,
        }
    }

    /// A call that is kept still: the log may have been cleared since it came.
    fn find(&mut self, number: u64) -> Option<&mut Received> {
        let place = self
            .kept
            .binary_search_by_key(&number, |call| call.number)
            .ok()?;
        self.kept.get_mut(place)
    }
}

impl Tally {
    fn receive(&mut self, at: i64) {
        while self
            .recent
            .front()
            .is_some_and(|first| *first <= at - STRETCH)
        {
            self.recent.pop_front();
        }
        self.recent.push_back(at);
        let now = u64::try_from(self.recent.len()).unwrap_or(u64::MAX);
        self.counts.received += 1;
        self.counts.most_in_10_seconds = self.counts.most_in_10_seconds.max(now);
    }
}
