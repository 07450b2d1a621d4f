//! Values as fields of each kind hold them, from what people type and programs give.

use crate::error::{Error, Result};
use crate::moment;
use crate::schema::{Choice, Field, Kind};
use crate::text;
use crate::value::{Number, Value};

/// The value that typed text means; nothing typed is null.
pub(super) fn typed(field: &Field, typed: &str) -> Result<Value> {
    if typed.is_empty() {
        return Ok(Value::Null);
    }
    let trimmed = typed.trim();
    let value = match field.kind {
        Kind::Text | Kind::Email | Kind::Secret => Some(Value::text(typed)),
        Kind::Id => Some(Value::text(trimmed)),
        Kind::Reference(_) => (!trimmed.is_empty()).then(|| Value::reference(trimmed)),
        Kind::Boolean => truth(trimmed).map(Value::Bool),
        Kind::Integer => whole(trimmed).map(Value::Number),
        Kind::Timestamp => moment::rfc3339(trimmed).map(Value::Text),
        Kind::Choice(choices) => Some(Value::text(choice(choices, trimmed))),
    };
    value.ok_or_else(|| refused(field, typed))
}

/// The value as the field holds it: text is read as if it was typed, a number may stand for its
/// digits where text is held.
pub(super) fn value(field: &Field, value: Value) -> Result<Value> {
    let holds_text = matches!(
        field.kind,
        Kind::Text | Kind::Email | Kind::Secret | Kind::Choice(_)
    );
    match (value, field.kind) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::Text(text), _) if text.is_empty() && holds_text => Ok(Value::Text(text)),
        (Value::Text(text), _) if text.is_empty() => Err(refused(field, "")),
        (Value::Text(text), _) => typed(field, &text),
        (Value::Bool(truth), Kind::Boolean) => Ok(Value::Bool(truth)),
        (Value::Reference(reference), Kind::Reference(_)) if !reference.id.is_empty() => {
            Ok(Value::Reference(reference))
        }
        (Value::Number(number), kind) if kind != Kind::Boolean => typed(field, number.digits()),
        (other, _) => Err(refused(field, &other.plain())),
    }
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// A whole number with all its digits; zeros in front of them, which JSON forbids, are dropped.
fn whole(text: &str) -> Option<Number> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.trim_start_matches('0') {
        "" => Number::parse("0"),
        digits => Number::parse(&format!("{sign}{digits}")),
    }
}

/// The documented value that the text names, by itself or by its label; else the text itself,
/// because a system may know more values than its documents.
fn choice<'a>(choices: &[Choice], text: &'a str) -> &'a str {
    let lower = text.to_lowercase();
    let exact = || choices.iter().find(|choice| choice.value == text);
    let by_value = || {
        choices
            .iter()
            .find(|choice| choice.value.to_lowercase() == lower)
    };
    let by_label = || {
        choices
            .iter()
            .find(|choice| choice.label.to_lowercase() == lower)
    };
    exact()
        .or_else(by_value)
        .or_else(by_label)
        .map_or(text, |choice| choice.value)
}

fn refused(field: &Field, given: &str) -> Error {
    let allowed = match field.kind {
        Kind::Boolean => "takes true or false (also yes or no, 1 or 0)",
        Kind::Integer => "takes a whole number",
        Kind::Timestamp => "takes a moment such as 2022-01-12T17:17:58Z, or a date",
        Kind::Reference(_) => "takes an id",
        _ => "takes text",
    };
    let name = field.name;
    Error::invalid(match (field.kind, given) {
        (Kind::Secret, _) => format!("{name} {allowed}"),
        (_, "") => format!("{name} {allowed}, not empty text"),
        _ => format!("{name} {allowed}, not \"{}\"", text::excerpt(given, 40)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use proptest::prelude::*;

    const LANGUAGES: &[Choice] = &[
        Choice {
            value: "fi-FI",
            label: "Finnish",
        },
        Choice {
            value: "sv-se",
            label: "Swedish",
        },
    ];

    fn field(kind: Kind) -> Field {
        let mut field = Field::labelled("Field").writable();
        field.name = "field";
        field.kind = kind;
        field
    }

    #[test]
    fn text_by_kind() {
        for (kind, text, json) in [
            (Kind::Text, " a ", "\" a \""),
            (Kind::Boolean, " Yes", "true"),
            (Kind::Boolean, "0", "false"),
            (
                Kind::Integer,
                "9223372036854775808123",
                "9223372036854775808123",
            ),
            (Kind::Integer, "-007", "-7"),
            (Kind::Integer, "-0", "0"),
            (
                Kind::Timestamp,
                "2022-01-12 17:17:58 UTC",
                "\"2022-01-12T17:17:58Z\"",
            ),
            (Kind::Choice(LANGUAGES), "SV-SE", "\"sv-se\""),
            (Kind::Choice(LANGUAGES), "finnish", "\"fi-FI\""),
            (Kind::Choice(LANGUAGES), "tlh", "\"tlh\""),
            (Kind::Id, " 1 ", "\"1\""),
            (Kind::Text, "", "null"),
        ] {
            let value = typed(&field(kind), text).expect("a value");
            assert_eq!(value.to_json(), json, "{kind:?} {text}");
        }
        let reference = typed(&field(Kind::Reference("homes")), " 77 ").expect("a value");
        assert_eq!(reference, Value::reference("77"));
    }

    #[test]
    fn what_is_refused_says_what_is_taken() {
        for (kind, text, said) in [
            (
                Kind::Boolean,
                "perhaps",
                "field takes true or false (also yes or no, 1 or 0), not \"perhaps\"",
            ),
            (
                Kind::Integer,
                "1.5",
                "field takes a whole number, not \"1.5\"",
            ),
            (Kind::Integer, "1,000", "whole number"),
            (Kind::Timestamp, "tomorrow", "takes a moment such as"),
            (Kind::Reference("homes"), "  ", "takes an id"),
        ] {
            let error = typed(&field(kind), text).expect_err(text);
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(error.to_string().contains(said), "{error}");
        }
    }

    #[test]
    fn values_of_programs() {
        let number = |digits: &str| Value::Number(Number::parse(digits).expect("a number"));
        for (kind, given, json) in [
            (Kind::Text, number("88"), "\"88\""),
            (Kind::Text, Value::text(""), "\"\""),
            (Kind::Integer, number("88"), "88"),
            (Kind::Integer, Value::text("88"), "88"),
            (Kind::Boolean, Value::Bool(false), "false"),
            (Kind::Timestamp, Value::Null, "null"),
        ] {
            assert_eq!(value(&field(kind), given).expect("a value").to_json(), json);
        }
        for (kind, given) in [
            (Kind::Text, Value::Bool(true)),
            (Kind::Text, Value::List(Vec::new())),
            (Kind::Boolean, number("1")),
            (Kind::Boolean, Value::text("")),
            (Kind::Integer, number("1.5")),
            (Kind::Integer, Value::Bool(true)),
            (Kind::Timestamp, number("1642007878")),
            (Kind::Reference("homes"), Value::reference("")),
            (Kind::Secret, Value::List(vec![Value::text("hunter2")])),
        ] {
            let error = value(&field(kind), given).expect_err("of another nature");
            assert!(!format!("{error:?}").contains("hunter2"), "{error}");
        }
    }

    proptest! {
        #[test]
        fn anything_typed_is_a_value_or_a_typed_error(text in any::<String>()) {
            let kinds = [
                Kind::Id, Kind::Text, Kind::Email, Kind::Boolean, Kind::Integer, Kind::Timestamp,
                Kind::Choice(LANGUAGES), Kind::Reference("homes"), Kind::Secret,
            ];
            for kind in kinds {
                match typed(&field(kind), &text) {
                    Ok(value) => prop_assert_eq!(value.is_null(), text.is_empty()),
                    Err(error) => prop_assert_eq!(error.kind(), ErrorKind::Invalid),
                }
            }
        }

        #[test]
        fn whole_numbers_keep_their_value(number: i128) {
            let value = typed(&field(Kind::Integer), &number.to_string()).expect("a number");
            prop_assert_eq!(value.to_json(), number.to_string());
        }
    }
}
