//! How a value is read by a person: timestamps as dates, booleans as words, choices by their label.

use std::borrow::Cow;

use roster_core::schema::{Choice, Field, Kind};
use roster_core::value::Value;

/// What stands for null.
pub const NULL: &str = "–";
/// What stands for something secret.
pub const HIDDEN: &str = "••••••";

/// A value in few words, for a table. Not yet safe to show.
#[must_use]
pub fn brief<'a>(field: &Field, value: Option<&'a Value>) -> Cow<'a, str> {
    let Some(value) = value else {
        return Cow::Borrowed("");
    };
    match (field.kind, value) {
        (_, Value::Null) => Cow::Borrowed(NULL),
        (Kind::Secret, _) => Cow::Borrowed(HIDDEN),
        (_, Value::Bool(true)) => Cow::Borrowed("yes"),
        (_, Value::Bool(false)) => Cow::Borrowed("no"),
        (Kind::Timestamp, Value::Text(text)) => match Moment::read(text) {
            Some(moment) => Cow::Owned(format!("{} {}", moment.date, &moment.time[..5])),
            None => Cow::Borrowed(text),
        },
        (Kind::Choice(choices), _) => match chosen(choices, value) {
            Some(choice) => Cow::Borrowed(choice.label),
            None => value.words(),
        },
        _ => value.words(),
    }
}

/// A value with all that is known of it, for details and differences. Not yet safe to show.
#[must_use]
pub fn full(field: Option<&Field>, value: Option<&Value>) -> String {
    let Some(value) = value else {
        return "(not answered)".to_owned();
    };
    let kind = field.map_or(Kind::Text, |field| field.kind);
    match (kind, value) {
        (_, Value::Null) => "(none)".to_owned(),
        (_, Value::Text(text)) if text.is_empty() => "(empty)".to_owned(),
        (Kind::Secret, _) => HIDDEN.to_owned(),
        (_, Value::Bool(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        (Kind::Timestamp, Value::Text(text)) => match Moment::read(text) {
            Some(moment) => format!("{} {} {}", moment.date, moment.time, moment.zone),
            None => text.clone(),
        },
        (Kind::Choice(choices), _) if chosen(choices, value).is_some() => {
            let label = chosen(choices, value).map_or("", |choice| choice.label);
            match value.plain() {
                plain if plain == label => label.to_owned(),
                plain => format!("{label} ({plain})"),
            }
        }
        (_, Value::Reference(reference)) => match &reference.name {
            Some(name) => format!("{name} ({})", reference.id),
            None => reference.id.clone(),
        },
        _ => value.plain().into_owned(),
    }
}

/// The documented choice that the value is, if it is one.
fn chosen(choices: &'static [Choice], value: &Value) -> Option<&'static Choice> {
    let plain = value.plain();
    choices.iter().find(|choice| choice.value == plain)
}

/// A moment as it stands on the wire, taken apart. It is not moved to another zone: what is shown
/// is what the system said.
struct Moment<'a> {
    date: &'a str,
    /// Hours, minutes and seconds.
    time: &'a str,
    zone: &'a str,
}

impl Moment<'_> {
    fn read(text: &str) -> Option<Moment<'_>> {
        let looks = text.len() >= 20
            && text.is_ascii()
            && text
                .bytes()
                .take(19)
                .enumerate()
                .all(|(place, byte)| match place {
                    4 | 7 => byte == b'-',
                    10 => byte == b'T',
                    13 | 16 => byte == b':',
                    _ => byte.is_ascii_digit(),
                });
        if !looks {
            return None;
        }
        let rest = &text[19..];
        let zone = rest.trim_start_matches(|it: char| it == '.' || it.is_ascii_digit());
        Some(Moment {
            date: &text[..10],
            time: &text[11..19],
            zone: if zone == "Z" { "UTC" } else { zone },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: Kind) -> Field {
        let mut field = Field::labelled("Field");
        field.kind = kind;
        field
    }

    #[test]
    fn moments_are_readable_and_not_moved() {
        let field = field(Kind::Timestamp);
        let read = |text: &str| {
            let value = Value::text(text);
            let brief = brief(&field, Some(&value)).into_owned();
            (brief, full(Some(&field), Some(&value)))
        };
        let both = |brief: &str, full: &str| (brief.to_owned(), full.to_owned());
        assert_eq!(
            read("2022-01-12T17:17:58.123456Z"),
            both("2022-01-12 17:17", "2022-01-12 17:17:58 UTC")
        );
        assert_eq!(
            read("2022-01-12T17:17:58+02:00"),
            both("2022-01-12 17:17", "2022-01-12 17:17:58 +02:00")
        );
        for text in ["soon", "2022-01-12", "２０２２-01-12T17:17:58Z"] {
            assert_eq!(read(text), both(text, text));
        }
    }

    #[test]
    fn absent_null_and_empty_look_different() {
        let field = field(Kind::Text);
        let words = |value: Option<&Value>| full(Some(&field), value);
        assert_eq!(words(None), "(not answered)");
        assert_eq!(words(Some(&Value::Null)), "(none)");
        assert_eq!(words(Some(&Value::text(""))), "(empty)");
    }

    #[test]
    fn a_choice_that_nobody_knows_stays_what_it_is() {
        const CHOICES: &[Choice] = &[Choice {
            value: "fi-FI",
            label: "Finnish",
        }];
        let field = field(Kind::Choice(CHOICES));
        let words = |text: &str| full(Some(&field), Some(&Value::text(text)));
        assert_eq!(words("fi-FI"), "Finnish (fi-FI)");
        assert_eq!(words("xx-XX"), "xx-XX");
    }

    #[test]
    fn a_secret_is_never_shown() {
        let field = field(Kind::Secret);
        let value = Value::text("hunter2");
        assert_eq!(brief(&field, Some(&value)), HIDDEN);
        assert_eq!(full(Some(&field), Some(&value)), HIDDEN);
    }
}
