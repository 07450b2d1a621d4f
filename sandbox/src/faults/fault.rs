//! One fault: what goes wrong, for which calls, and how often.

use std::fmt;

use crate::call::Call;
use crate::faults::kind::FaultKind;
use crate::system::System;

/// One fault: what goes wrong, for which calls, and how often. Made with [`Fault::new`] or read
/// from the command line's text (`"lost-after:method=POST,next=1".parse()`).
///
/// Without [`on`](Self::on), [`method`](Self::method) and [`path`](Self::path) it is for every
/// call; without [`next`](Self::next), [`every`](Self::every) and [`chance`](Self::chance) for all
/// of them, but that [`ExpiredToken`](FaultKind::ExpiredToken) and the three changes of a list
/// happen once.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) system: Option<System>,
    pub(crate) method: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) frequency: Frequency,
}

/// Which of the calls that a fault is for it happens to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Frequency {
    Next(u64),
    Every(u64),
    /// A probability, 0 to 1.
    Chance(f64),
}

impl Fault {
    /// A fault of every call that the kind means anything for.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        let frequency = if kind.is_single() {
            Frequency::Next(1)
        } else {
            Frequency::Every(1)
        };
        Self {
            kind,
            system: None,
            method: None,
            path: None,
            frequency,
        }
    }

    /// Only calls of this system.
    #[must_use]
    pub fn on(mut self, system: System) -> Self {
        self.system = Some(system);
        self
    }

    /// Only calls with this method, in any case.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_ascii_uppercase());
        self
    }

    /// Only calls with this text in their path.
    #[must_use]
    pub fn path(mut self, text: &str) -> Self {
        self.path = Some(text.to_owned());
        self
    }

    /// Only the next `calls` of them.
    #[must_use]
    pub fn next(mut self, calls: u64) -> Self {
        self.frequency = Frequency::Next(calls);
        self
    }

    /// Only every `nth` of them, the `nth` first; 0 is none.
    #[must_use]
    pub fn every(mut self, nth: u64) -> Self {
        self.frequency = Frequency::Every(nth);
        self
    }

    /// Each of them with this probability, 0 to 1. The sandbox's seed decides, so that a run can be
    /// repeated.
    #[must_use]
    pub fn chance(mut self, probability: f64) -> Self {
        self.frequency = Frequency::Chance(probability);
        self
    }

    /// What goes wrong.
    #[must_use]
    pub fn kind(&self) -> &FaultKind {
        &self.kind
    }

    /// Whether it is for this call.
    pub(crate) fn matches(&self, call: &Call) -> bool {
        let method = |name: &String| call.method.as_str() == name;
        self.kind.concerns(call)
            && self.system.is_none_or(|system| system == call.system)
            && self.method.as_ref().is_none_or(method)
            && self
                .path
                .as_ref()
                .is_none_or(|text| call.path.contains(text.as_str()))
    }

    /// The options that differ from what stands where nothing is said.
    pub(crate) fn options(&self) -> Vec<(&'static str, String)> {
        let mut options = Vec::new();
        if let Some(system) = self.system {
            options.push(("system", system.name().to_owned()));
        }
        if let Some(method) = &self.method {
            options.push(("method", method.clone()));
        }
        if let Some(path) = &self.path {
            options.push(("path", path.clone()));
        }
        if self.frequency != Self::new(self.kind.clone()).frequency {
            options.push(match self.frequency {
                Frequency::Next(calls) => ("next", calls.to_string()),
                Frequency::Every(nth) => ("every", nth.to_string()),
                Frequency::Chance(probability) => ("chance", probability.to_string()),
            });
        }
        options
    }
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Self::new(kind)
    }
}

/// The command line's text.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        let options = self.options();
        let options = options
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let all: Vec<_> = self.kind.value().into_iter().chain(options).collect();
        if all.is_empty() {
            return Ok(());
        }
        write!(f, ":{}", all.join(","))
    }
}
