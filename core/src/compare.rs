//! Whether an answer holds what was asked: systems drop values without a word.

use crate::account::{Account, Change};
use crate::moment::Moment;
use crate::schema::{Field, Kind};
use crate::value::Value;

/// A field that was sent, and is not what was asked in the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Discrepancy {
    /// The field.
    pub field: &'static Field,
    /// What was asked.
    pub asked: Value,
    /// What the answer holds; `None` where it does not have the member.
    pub got: Option<Value>,
}

/// What of that the answer does not hold, field by field. Secrets, and what is never answered,
/// cannot be compared and are left out. Timestamps are compared by when they are; where null was
/// asked, null, empty text and an absent member are the same answer.
#[must_use]
pub fn compare(asked: &[Change], answer: &Account) -> Vec<Discrepancy> {
    asked
        .iter()
        .filter(|change| change.field.access.read && change.field.kind != Kind::Secret)
        .filter_map(|change| {
            let got = answer.get(change.field.name);
            let held = match got {
                _ if change.value.is_null() => got.is_none_or(|got| is_nothing(change.field, got)),
                Some(got) => same(change.field, &change.value, got),
                None => false,
            };
            (!held).then(|| Discrepancy {
                field: change.field,
                asked: change.value.clone(),
                got: got.cloned(),
            })
        })
        .collect()
}

/// Whether both are the same version: the same text, or the same moment written in another way.
pub(crate) fn same_version(one: Option<&str>, other: Option<&str>) -> bool {
    let moment = |version: Option<&str>| Moment::parse(version?);
    one == other || moment(one).is_some_and(|one| Some(one) == moment(other))
}

/// Whether two values of a field mean the same to its system.
pub(crate) fn same(field: &Field, one: &Value, other: &Value) -> bool {
    one.same(other)
        || moment(field, one)
            .is_some_and(|moment_of_one| Some(moment_of_one) == moment(field, other))
}

/// Whether a field with that value is one without: null, empty text, and the moment that AgileNow
/// answers where it has none.
pub(crate) fn is_nothing(field: &Field, value: &Value) -> bool {
    value.plain().is_empty() || moment(field, value).is_some_and(Moment::is_null)
}

fn moment(field: &Field, value: &Value) -> Option<Moment> {
    match (field.kind, value) {
        (Kind::Timestamp, Value::Text(text)) => Moment::parse(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::sample::{RESOURCE, anna};

    fn asked(name: &str, value: Value) -> Change {
        let field = RESOURCE.field(name).expect("a field");
        Change { field, value }
    }

    fn discrepancies(asked: &[Change], answer: &Account) -> Vec<&'static str> {
        let found = compare(asked, answer).into_iter();
        found.map(|discrepancy| discrepancy.field.name).collect()
    }

    #[test]
    fn what_was_dropped_or_changed_is_told() {
        let mut answer = anna();
        answer.remove("language");
        let asked = [
            asked("name", Value::text("Anne")),
            asked("email", Value::text("anna@example.org")),
            asked("language", Value::text("sv-se")),
            asked("home", Value::reference("77")),
        ];
        assert_eq!(
            compare(&asked, &answer),
            [
                Discrepancy {
                    field: asked[0].field,
                    asked: Value::text("Anne"),
                    got: Some(Value::text("Anna"))
                },
                Discrepancy {
                    field: asked[2].field,
                    asked: Value::text("sv-se"),
                    got: None
                },
            ]
        );
    }

    #[test]
    fn moments_are_compared_as_such() {
        let mut answer = anna();
        answer.set("seen_at", Value::text("2022-01-12T19:17:58.000+02:00"));
        let when = |text: &str| [asked("seen_at", Value::text(text))];
        assert_eq!(
            discrepancies(&when("2022-01-12T17:17:58Z"), &answer),
            [""; 0]
        );
        assert_eq!(
            discrepancies(&when("2022-01-12T17:17:59Z"), &answer),
            ["seen_at"]
        );
    }

    #[test]
    fn null_is_answered_in_many_ways() {
        let asked = [
            asked("name", Value::Null),
            asked("seen_at", Value::Null),
            asked("email", Value::Null),
        ];
        let mut answer = anna();
        answer.set("name", Value::text(""));
        answer.set("seen_at", Value::text("1900-01-01T00:00:00Z"));
        answer.remove("email");
        assert_eq!(discrepancies(&asked, &answer), [""; 0]);
        assert_eq!(discrepancies(&asked, &anna()), ["name", "seen_at", "email"]);
        let empty = [Change {
            value: Value::text(""),
            ..asked[0].clone()
        }];
        answer.set("name", Value::Null);
        assert_eq!(discrepancies(&empty, &answer), ["name"]);
    }

    #[test]
    fn what_is_never_answered_is_not_compared() {
        assert_eq!(
            compare(&[asked("password", Value::text("hunter2"))], &anna()),
            []
        );
    }
}
