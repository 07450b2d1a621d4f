//! What AgileNow does of a filter and a sort: `Filters=(Field op value) AND (…)` and
//! `Orders=Field ASC, …`.
//!
//! Its documents leave open whether text is compared with regard to case, what `Like` takes for a
//! wildcard, how a value with `;`, a parenthesis or a word of the language is written, and in which
//! zone a date is read. So yes or no, dates, values of the enumerations and numbers are sent; text
//! is compared here.

use crate::moment::Moment;
use crate::query::{Condition, Relation, SortKey, Term};
use crate::schema::{Choice, Field, Kind};
use crate::systems::Narrowing;

/// The order of a list that asks for none: one without may change its mind between two pages.
pub(super) const ORDER: &str = "Id ASC";

const DAY: i64 = 86_400;

/// Days that are added at both ends. No zone is a whole day from UTC.
const LEEWAY: i64 = 1;

/// What is asked for.
pub(super) fn narrowing(filter: &[Term], sort: &[SortKey]) -> Narrowing {
    let expressed = filter
        .iter()
        .enumerate()
        .filter_map(|(place, term)| Some((place, expressed(term)?)));
    let (sent, parts): (Vec<usize>, Vec<String>) = expressed.unzip();
    let filters = (!parts.is_empty()).then(|| ("Filters", parts.join(" AND ")));
    Narrowing {
        parameters: filters.into_iter().collect(),
        sent,
        order: order(sort),
    }
}

/// A term in the system's language, where it can be said so that no match is lost.
fn expressed(term: &Term) -> Option<String> {
    let field = term.field.filter(|_| !term.negated)?;
    match (&term.condition, field.kind) {
        (Condition::Equals(text), Kind::Boolean) => {
            let truth = match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "1" => true,
                "false" | "no" | "0" => false,
                _ => return None,
            };
            Some(format!("({} = {truth})", field.name))
        }
        (Condition::Equals(text), Kind::Choice(choices)) => {
            let value = documented(choices, text).filter(|value| is_plain(value))?;
            Some(format!("({} = {value})", field.name))
        }
        // A number may be the id of the record or, in Roster's filter, its name.
        (Condition::Equals(text), Kind::Reference(_)) => {
            let digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
            let id = text.parse::<i64>().ok().filter(|_| digits)?;
            let exact = id.to_string() == *text;
            exact.then(|| format!("(({0} = {id}) OR ({0}.Name = {id}))", field.name))
        }
        (Condition::Equals(text), Kind::Timestamp) => {
            let day = day(text)?;
            between(field, Some(day), Some(day))
        }
        (Condition::Ordered(relation, text), Kind::Timestamp) => {
            let day = day(text)?;
            match relation {
                Relation::Greater | Relation::GreaterOrEqual => between(field, Some(day), None),
                Relation::Less | Relation::LessOrEqual => between(field, None, Some(day)),
            }
        }
        _ => None,
    }
}

/// The documented value that the text is. A label is none: a server may have given it to a value
/// that the documents do not know yet.
fn documented(choices: &[Choice], text: &str) -> Option<&'static str> {
    let mut same = choices
        .iter()
        .filter(|choice| choice.value.eq_ignore_ascii_case(text));
    let value = same.next()?.value;
    let is_label_of_another = choices
        .iter()
        .any(|choice| choice.value != value && choice.label.eq_ignore_ascii_case(text));
    (!is_label_of_another && same.next().is_none()).then_some(value)
}

/// Whether a value can be written: nothing says how `;` and parentheses inside one are, or a word
/// of the language.
fn is_plain(value: &str) -> bool {
    let words = || value.split_whitespace();
    !value.contains(['(', ')', ';', ','])
        && !words().any(|word| word.eq_ignore_ascii_case("AND") || word.eq_ignore_ascii_case("OR"))
}

/// The day that the moment is in, UTC, counted from 1970.
fn day(text: &str) -> Option<i64> {
    let moment = Moment::parse(text).filter(|moment| !moment.is_null())?;
    Some(moment.seconds().div_euclid(DAY))
}

/// Whole days, the only form of a date in the documents, wide enough for every zone.
fn between(field: &Field, from: Option<i64>, to: Option<i64>) -> Option<String> {
    let date = |day: i64| {
        let midnight = Moment::at(day.checked_mul(DAY)?).in_seconds()?;
        midnight.get(..10).map(str::to_owned)
    };
    let mut parts = Vec::new();
    if let Some(from) = from {
        parts.push(format!("({} >= {})", field.name, date(from - LEEWAY)?));
    }
    if let Some(to) = to {
        parts.push(format!("({} < {})", field.name, date(to + 1 + LEEWAY)?));
    }
    Some(parts.join(" AND "))
}

/// The order, if all of it is one that Roster and any server agree on. Text is not: a server has an
/// alphabet of its own.
fn order(sort: &[SortKey]) -> Option<String> {
    let keys = sort.iter().map(|key| {
        let agreed = matches!(key.field.kind, Kind::Timestamp | Kind::Boolean);
        let direction = if key.descending { "DESC" } else { "ASC" };
        agreed.then(|| format!("{} {direction}", key.field.name))
    });
    let mut keys: Vec<String> = keys.collect::<Option<_>>()?;
    if keys.is_empty() {
        return None;
    }
    // Accounts that are equal so far need an order of their own, or pages lose and double some.
    keys.push(ORDER.to_owned());
    Some(keys.join(", "))
}
