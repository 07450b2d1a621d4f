//! The faults that stand now, and which of them a call meets.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::call::{Call, List};
use crate::faults::fault::{Fault, Frequency};
use crate::faults::kind::FaultKind;
use crate::seed::random::Random;

/// The faults of a running sandbox, to set and clear at any time. Calls that are under way keep
/// those that they met. Clones are handles to the same faults.
#[derive(Clone, Debug)]
pub struct Faults(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    seed: u64,
    standing: Vec<Standing>,
}

#[derive(Debug)]
struct Standing {
    fault: Fault,
    calls: u64,
    fired: u64,
    /// Of this fault alone, so that the others do not change what it does.
    random: Random,
    /// The page that a reader of Swift's list is at: its pages have no number.
    page: u64,
}

/// A fault that stands, and what has become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingFault {
    /// The fault.
    pub fault: Fault,
    /// How many calls it was for.
    pub calls: u64,
    /// How many of them it happened to.
    pub fired: u64,
}

/// A fault that happens to one call.
#[derive(Debug)]
pub struct Due {
    pub kind: FaultKind,
    /// Drawn for this call; the same in every run with the same seed.
    pub random: u128,
}

impl Faults {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let state = State {
            seed,
            standing: Vec::new(),
        };
        let handle = Self(Arc::new(Mutex::new(state)));
        handle.set(faults);
        handle
    }

    /// Puts these faults in the place of all that stand. Their counts and their randomness begin
    /// afresh.
    pub fn set(&self, faults: Vec<Fault>) {
        let mut state = self.lock();
        state.standing.clear();
        for fault in faults {
            state.add(fault);
        }
    }

    /// Adds a fault to those that stand.
    pub fn add(&self, fault: impl Into<Fault>) {
        self.lock().add(fault.into());
    }

    /// From now on nothing fails.
    pub fn clear(&self) {
        self.lock().standing.clear();
    }

    /// The faults that stand, in the order in which they were set; those that are used up, too.
    #[must_use]
    pub fn standing(&self) -> Vec<StandingFault> {
        self.lock()
            .standing
            .iter()
            .map(|one| StandingFault {
                fault: one.fault.clone(),
                calls: one.calls,
                fired: one.fired,
            })
            .collect()
    }

    /// What happens to this call. Where a call is answered in the system's place, nothing else
    /// happens to it but a wait, and other faults are not used up.
    pub(crate) fn due(&self, call: &Call) -> Vec<Due> {
        let mut state = self.lock();
        let standing = state.standing.iter_mut();
        let (instead, others): (Vec<_>, Vec<_>) =
            standing.partition(|one| one.fault.kind.is_instead());
        let first = instead.into_iter().find_map(|one| one.meet(call));
        let answered = first.is_some();
        let others = others
            .into_iter()
            .filter(|one| !answered || matches!(one.fault.kind, FaultKind::Latency(_)))
            .filter_map(|one| one.meet(call));
        first.into_iter().chain(others).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, fault: Fault) {
        let random = Random::of(self.seed, "faults", self.standing.len());
        self.standing.push(Standing {
            fault,
            calls: 0,
            fired: 0,
            random,
            page: 0,
        });
    }
}

impl Standing {
    fn meet(&mut self, call: &Call) -> Option<Due> {
        if !self.fault.matches(call) || !self.at_its_page(call) {
            return None;
        }
        self.calls += 1;
        let fires = match self.fault.frequency {
            Frequency::Next(calls) => self.fired < calls,
            Frequency::Every(nth) => self.calls.is_multiple_of(nth),
            Frequency::Chance(probability) => self.random.fraction() < probability,
        };
        if !fires {
            return None;
        }
        self.fired += 1;
        Some(Due {
            kind: self.fault.kind.clone(),
            random: self.random.wide(),
        })
    }

    fn at_its_page(&mut self, call: &Call) -> bool {
        let Some(wanted) = self.fault.kind.page() else {
            return true;
        };
        if call.list == Some(List::Swift) {
            self.page = match call.parameter("after") {
                Some(_) => self.page + 1,
                None => 1,
            };
            return self.page == wanted;
        }
        call.page() == Some(wanted)
    }
}
