//! What was measured, as `bench/src/main.ts` writes it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Where it ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// Node.js
    Node,
    /// Chromium, headless
    Chromium,
    /// The core itself
    Native,
}

impl Platform {
    /// As a heading.
    pub const fn label(self) -> &'static str {
        match self {
            Platform::Node => "Node",
            Platform::Chromium => "Chromium",
            Platform::Native => "native",
        }
    }
}

/// One of the steps of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Bytes to a collection that can be queried.
    Load,
    /// All accounts of a held collection as objects.
    Objects,
    /// The first sort by a text.
    Sort,
    /// One more letter of a search.
    Letter,
    /// Load, difference, filter, sort, 50 rows out.
    Refresh,
}

impl std::fmt::Display for Step {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Step::Load => "load",
            Step::Objects => "objects",
            Step::Sort => "sort",
            Step::Letter => "letter",
            Step::Refresh => "refresh",
        })
    }
}

/// The one that the others are compared with.
pub const ROSTER: &str = "Roster";
/// Hand-written JavaScript.
pub const HAND_WRITTEN: &str = "hand-written";
/// Who only parses, and makes nothing of it.
pub const PARSE: &str = "JSON.parse alone";

/// Everything that one platform said.
#[derive(Debug)]
pub struct Results {
    /// Which one.
    pub platform: Platform,
    /// Its version.
    pub version: String,
    /// Times.
    pub measured: Vec<Measured>,
    /// Memory.
    pub memory: Vec<Memory>,
}

/// One contestant with one resource at one size.
#[derive(Debug, Deserialize)]
pub struct Measured {
    /// `mpdx/key-accounts` and so on.
    pub resource: String,
    /// Accounts.
    pub size: usize,
    /// Who.
    pub contestant: String,
    /// Milliseconds, one of each round.
    pub times: BTreeMap<Step, Vec<f64>>,
    /// What came of each step, hashed.
    pub results: BTreeMap<Step, String>,
    /// Why it was left out.
    pub skipped: Option<String>,
}

/// Bytes that one contestant holds for each account.
#[derive(Debug, Deserialize)]
pub struct Memory {
    /// Who.
    pub contestant: String,
    /// `mpdx/key-accounts` and so on.
    pub resource: String,
    /// Accounts.
    pub size: usize,
    /// Once loaded.
    pub held: f64,
    /// After a sort and a search.
    pub queried: f64,
    /// After the first load, with the room that only the load needed.
    pub first: f64,
    /// The JSON itself.
    pub json: f64,
}

impl Results {
    /// What Roster was measured at.
    pub fn roster(&self) -> impl Iterator<Item = &Measured> {
        self.measured.iter().filter(|one| one.contestant == ROSTER)
    }

    /// Roster with that resource at that size.
    pub fn of_roster(&self, resource: &str, size: usize) -> Option<&Measured> {
        self.of(ROSTER, resource, size)
    }

    /// A contestant with that resource at that size.
    pub fn of(&self, contestant: &str, resource: &str, size: usize) -> Option<&Measured> {
        self.measured.iter().find(|one| {
            one.contestant == contestant && one.resource == resource && one.size == size
        })
    }

    /// A contestant's memory with that resource at that size.
    pub fn memory_of(&self, contestant: &str, resource: &str, size: usize) -> Option<&Memory> {
        self.memory.iter().find(|one| {
            one.contestant == contestant && one.resource == resource && one.size == size
        })
    }

    /// Everybody who took part, in their order.
    pub fn contestants(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for measured in &self.measured {
            if !names.contains(&measured.contestant.as_str()) {
                names.push(&measured.contestant);
            }
        }
        names
    }

    /// The resources, in their order.
    pub fn resources(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for measured in &self.measured {
            if !ids.contains(&measured.resource.as_str()) {
                ids.push(&measured.resource);
            }
        }
        ids
    }
}

impl Measured {
    /// The median of a step's rounds, in milliseconds.
    pub fn median(&self, step: Step) -> Option<f64> {
        median(self.times.get(&step)?)
    }
}

/// The middle one; of two, what is between them.
pub fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn what_the_script_writes_is_read() {
        let text = r#"{"resource":"swift/accounts","size":100,"contestant":"Roster",
            "times":{"load":[2.0,1.0,3.0]},"results":{"load":"0f"}}"#;
        let measured: Measured = serde_json::from_str(text).unwrap();
        assert_eq!(measured.median(Step::Load), Some(2.0));
        assert_eq!(measured.median(Step::Sort), None);
        assert!(measured.skipped.is_none());
    }
}
