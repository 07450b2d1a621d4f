//! Roster beside the others: what is compared, and how it comes out.

use super::results::{HAND_WRITTEN, Measured, PARSE, ROSTER, Results, Step};

/// Two figures of one run; below 1 Roster needs less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// Roster's.
    pub roster: f64,
    /// The other's.
    pub other: f64,
}

impl Ratio {
    /// How many times the other's Roster's is.
    pub fn value(self) -> f64 {
        self.roster / self.other
    }
}

/// Something that Roster is measured by against hand-written JavaScript.
pub struct Work {
    /// What is done.
    pub title: &'static str,
    /// The ratio that it is to stay below; none where nothing was promised.
    pub target: Option<f64>,
    /// Milliseconds that Roster is to stay below at 100,000 accounts.
    pub at_most: Option<f64>,
    compare: fn(roster: &Measured, other: &Measured) -> Option<Ratio>,
}

/// All of them, the targets first.
pub const WORKS: [Work; 6] = [
    work(
        "bytes to a collection that can be queried",
        Some(0.35),
        load,
    ),
    work(
        "refresh: load, difference, filter, sort, 50 rows out",
        Some(0.30),
        |roster, other| step(Step::Refresh, roster, other),
    ),
    Work {
        at_most: Some(4.0),
        ..work(
            "one more letter of a search, 50 rows out",
            Some(0.5),
            |roster, other| step(Step::Letter, roster, other),
        )
    },
    work(
        "sort by text, first time, 50 rows out",
        Some(0.7),
        |roster, other| step(Step::Sort, roster, other),
    ),
    work("bytes to all rows as objects", Some(1.05), all_rows),
    work(
        "all rows of a held collection as objects, against bytes to objects",
        None,
        |roster, other| {
            Some(Ratio {
                roster: roster.median(Step::Objects)?,
                other: rows(other)?,
            })
        },
    ),
];

/// Above this many milliseconds a person notices that something is slower.
pub const NOTICED: f64 = 2.0;
/// At so many accounts no ratio is claimed.
pub const UNCLAIMED: usize = 100;

const fn work(
    title: &'static str,
    target: Option<f64>,
    compare: fn(&Measured, &Measured) -> Option<Ratio>,
) -> Work {
    Work {
        title,
        target,
        at_most: None,
        compare,
    }
}

fn step(step: Step, roster: &Measured, other: &Measured) -> Option<Ratio> {
    Some(Ratio {
        roster: roster.median(step)?,
        other: other.median(step)?,
    })
}

/// The load alone.
pub fn load(roster: &Measured, other: &Measured) -> Option<Ratio> {
    step(Step::Load, roster, other)
}

/// The load, and every row as an object.
pub fn all_rows(roster: &Measured, other: &Measured) -> Option<Ratio> {
    Some(Ratio {
        roster: rows(roster)?,
        other: rows(other)?,
    })
}

fn rows(measured: &Measured) -> Option<f64> {
    Some(measured.median(Step::Load)? + measured.median(Step::Objects)?)
}

impl Work {
    /// Against hand-written JavaScript, with one resource at one size.
    pub fn ratio(&self, results: &Results, resource: &str, size: usize) -> Option<Ratio> {
        let roster = results.of_roster(resource, size)?;
        (self.compare)(roster, results.of(HAND_WRITTEN, resource, size)?)
    }

    /// Whether that is what was promised.
    pub fn holds(&self, ratio: Ratio, size: usize) -> bool {
        let slow = self
            .at_most
            .is_some_and(|most| size >= 100_000 && ratio.roster > most);
        !slow && self.target.is_none_or(|target| ratio.value() <= target)
    }
}

/// The memory that is held, against hand-written JavaScript.
pub fn memory(results: &Results, resource: &str, size: usize) -> Option<Ratio> {
    Some(Ratio {
        roster: results.memory_of(ROSTER, resource, size)?.held,
        other: results.memory_of(HAND_WRITTEN, resource, size)?.held,
    })
}

/// Where Roster needs more than another.
pub struct Loss {
    /// What was done, with how many of which, against whom.
    pub what: String,
    /// How it came out.
    pub ratio: Ratio,
}

/// Every place where Roster needs more than another that did the same, the worst first. At 100
/// accounts only what a person would notice.
pub fn losses(results: &Results) -> Vec<Loss> {
    let mut losses = Vec::new();
    for roster in results.roster() {
        for other in &results.measured {
            let same = other.resource == roster.resource && other.size == roster.size;
            // Who only parses does not do the same.
            if !same || [ROSTER, PARSE].contains(&other.contestant.as_str()) {
                continue;
            }
            losses.extend(losses_to(roster, other));
        }
    }
    losses.sort_by(|one, other| other.ratio.value().total_cmp(&one.ratio.value()));
    losses
}

fn losses_to<'a>(roster: &'a Measured, other: &'a Measured) -> impl Iterator<Item = Loss> + 'a {
    let steps = [
        ("load", load(roster, other)),
        ("bytes to objects", all_rows(roster, other)),
        ("sort", step(Step::Sort, roster, other)),
        ("letter", step(Step::Letter, roster, other)),
        ("refresh", step(Step::Refresh, roster, other)),
    ];
    let worse = steps.into_iter().filter_map(|(name, ratio)| {
        let ratio = ratio.filter(|ratio| ratio.value() > 1.0)?;
        let noticed = ratio.roster - ratio.other > NOTICED;
        (roster.size > UNCLAIMED || noticed).then_some((name, ratio))
    });
    worse.map(|(name, ratio)| Loss {
        what: format!(
            "{name}, {} {}, against {}",
            super::document::count(roster.size),
            roster.resource,
            other.contestant
        ),
        ratio,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::results::Platform;
    use super::*;

    fn measured(contestant: &str, size: usize, load: f64) -> Measured {
        Measured {
            resource: "swift/accounts".to_owned(),
            size,
            contestant: contestant.to_owned(),
            times: BTreeMap::from([(Step::Load, vec![load]), (Step::Letter, vec![load])]),
            results: BTreeMap::from([(Step::Load, String::new())]),
            skipped: None,
        }
    }

    fn results(measured: Vec<Measured>) -> Results {
        Results {
            platform: Platform::Node,
            version: String::new(),
            measured,
            memory: Vec::new(),
        }
    }

    #[test]
    fn a_target_is_a_ratio_and_at_most_a_time() {
        let results = results(vec![
            measured(ROSTER, 100_000, 5.0),
            measured(HAND_WRITTEN, 100_000, 20.0),
        ]);
        let of = |work: &Work| {
            let ratio = work.ratio(&results, "swift/accounts", 100_000).unwrap();
            work.holds(ratio, 100_000)
        };
        assert!(of(&WORKS[0]));
        assert!(!of(&WORKS[2]), "5 ms for a letter");
    }

    #[test]
    fn losses_are_told_where_they_are_noticed() {
        let told = |size, roster, other| {
            let results = results(vec![
                measured(ROSTER, size, roster),
                measured(HAND_WRITTEN, size, other),
            ]);
            losses(&results).len()
        };
        assert_eq!(told(100, 1.5, 0.1), 0);
        assert_eq!(told(100, 5.0, 0.1), 2);
        assert_eq!(told(1_000, 1.5, 0.1), 2);
        assert_eq!(told(1_000, 0.1, 0.1), 0);
    }
}
