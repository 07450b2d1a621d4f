//! What MPDX does of a filter and a sort: one range of `updated_at`, and one key of two.

use crate::moment::Moment;
use crate::query::{Condition, Relation, SortKey, Term};
use crate::systems::Narrowing;

/// The order of a list that asks for none: new accounts come last, so that none moves from one page
/// to the next while they are read.
pub(super) const ORDER: &str = "created_at";

/// Ends of a range that has one end alone. Every account was changed between them.
const FIRST: &str = "0001-01-01T00:00:00Z";
const LAST: &str = "9999-12-31T23:59:59Z";

/// What is asked for.
pub(super) fn narrowing(filter: &[Term], sort: &[SortKey]) -> Narrowing {
    let mut window = Window::default();
    let fits = |(place, term): (usize, &Term)| window.take(term).then_some(place);
    let sent: Vec<usize> = filter.iter().enumerate().filter_map(fits).collect();
    let range = window.range();
    Narrowing {
        sent: if range.is_some() { sent } else { Vec::new() },
        parameters: range
            .map(|range| ("filter[updated_at]", range))
            .into_iter()
            .collect(),
        order: order(sort),
    }
}

fn order(sort: &[SortKey]) -> Option<String> {
    let [key] = sort else { return None };
    let name = match key.field.name {
        name @ ("created_at" | "updated_at") => name,
        // The same moment under another name.
        "updated_in_db_at" => "updated_at",
        _ => return None,
    };
    let sign = if key.descending { "-" } else { "" };
    Some(format!("{sign}{name}"))
}

/// Whole seconds of `updated_at` in which every match lies: from `from` on, and before `to`.
///
/// The server may keep fractions that its answers leave out, so both ends are moved outwards to
/// whole seconds: an account that is answered as changed at 17:17:58 may be stored as 17:17:58.9.
#[derive(Default)]
struct Window {
    from: Option<i64>,
    to: Option<i64>,
}

impl Window {
    /// Takes a term in, if it is about `updated_at` and a moment.
    fn take(&mut self, term: &Term) -> bool {
        let about = term
            .field
            .is_some_and(|field| field.name == "updated_at" || field.name == "updated_in_db_at");
        let (from, to) = match (&term.condition, about && !term.negated) {
            (Condition::Equals(text), true) => match Moment::parse(text) {
                Some(moment) => (Some(moment.seconds()), Some(behind(moment))),
                None => return false,
            },
            (Condition::Ordered(relation, text), true) => match (relation, Moment::parse(text)) {
                (Relation::Greater | Relation::GreaterOrEqual, Some(moment)) => {
                    (Some(moment.seconds()), None)
                }
                (Relation::LessOrEqual, Some(moment)) => (None, Some(behind(moment))),
                (Relation::Less, Some(moment)) if moment.has_fraction() => {
                    (None, Some(behind(moment)))
                }
                (Relation::Less, Some(moment)) => (None, Some(moment.seconds())),
                (_, None) => return false,
            },
            _ => return false,
        };
        self.from = self.from.max(from);
        self.to = match (self.to, to) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        true
    }

    /// `A...B` leaves `B` out, `A..B` does not. `None` for a range that is empty, turned round, or
    /// beyond what can be written: what a server makes of one is not known.
    fn range(&self) -> Option<String> {
        let written = |seconds: i64| Moment::at(seconds).in_seconds();
        match (self.from, self.to) {
            (Some(from), Some(to)) if from < to => {
                Some(format!("{}...{}", written(from)?, written(to)?))
            }
            (Some(from), None) => Some(format!("{}..{LAST}", written(from)?)),
            (None, Some(to)) => Some(format!("{FIRST}...{}", written(to)?)),
            _ => None,
        }
    }
}

/// The second behind that in which the moment is.
fn behind(moment: Moment) -> i64 {
    moment.seconds().saturating_add(1)
}
