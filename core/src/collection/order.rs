//! The order of values: what a sort follows, and what `<` and `>` in a filter mean.

use crate::collection::cell::Seen;
use crate::collection::decimal::Decimal;
use crate::collection::fold::{lower, push_base};
use crate::moment::Moment;
use crate::schema::Kind;
use crate::value::Value;

/// What a value is sorted by. Within a field of one kind all values are of one variant, unless the
/// system sent something odd; then the variants follow each other in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// `false` before `true`.
    Truth(bool),
    /// By value.
    Number(Decimal),
    /// By when it is.
    Moment(Moment),
    /// As people expect.
    Text(Text),
}

impl Key {
    /// The key of a field's value; `None` where there is nothing: null, and in a timestamp field
    /// the moment that AgileNow means as null.
    pub(super) fn of(kind: Kind, seen: Seen<'_>) -> Option<Key> {
        Some(match seen {
            Seen::Absent | Seen::Null | Seen::Kept(Value::Null) => return None,
            Seen::Truth(truth) => Key::Truth(truth),
            Seen::Kept(Value::Bool(truth)) => Key::Truth(*truth),
            Seen::Whole(number) => Key::number(&number.to_string()),
            Seen::Kept(Value::Number(number)) => Key::number(number.digits()),
            Seen::Stamp(stamp) if stamp.moment().is_null() => return None,
            Seen::Stamp(stamp) => Key::Moment(stamp.moment()),
            Seen::Text(text) => return Key::of_text(kind, text),
            Seen::Kept(Value::Text(text)) => return Key::of_text(kind, text),
            Seen::Reference { id, name, .. } => Key::Text(Text::new(name.unwrap_or(id))),
            Seen::Kept(other) => Key::Text(Text::new(&other.words())),
        })
    }

    fn of_text(kind: Kind, text: &str) -> Option<Key> {
        Some(match kind {
            Kind::Timestamp => match Moment::parse(text) {
                Some(moment) if moment.is_null() => return None,
                Some(moment) => Key::Moment(moment),
                None => Key::Text(Text::new(text)),
            },
            Kind::Integer => Key::number(text),
            Kind::Boolean => match text.parse() {
                Ok(truth) => Key::Truth(truth),
                Err(_) => Key::Text(Text::new(text)),
            },
            _ => Key::Text(Text::new(text)),
        })
    }

    fn number(digits: &str) -> Key {
        match Decimal::parse(digits) {
            Some(number) => Key::Number(number),
            None => Key::Text(Text::new(digits)),
        }
    }
}

/// Text in the order that a person expects: without regard to case and accents, and numbers inside
/// it by value, so that `Team 9` is before `team 10` and `é` beside `e`. What that leaves equal is
/// told apart by the text without its case. No language's own alphabet is followed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    natural: Vec<u8>,
    lower: String,
}

impl Text {
    pub(super) fn new(text: &str) -> Text {
        let lower = lower(text);
        Text {
            natural: natural(&lower),
            lower,
        }
    }

    /// The text without its case.
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }
}

/// Bytes that are in order when the texts are. A number becomes `0`, how many digits it has, and
/// the digits: the longer is the larger, and all stay where digits are among other characters.
fn natural(lower: &str) -> Vec<u8> {
    let mut base = String::with_capacity(lower.len());
    for character in lower.chars() {
        push_base(character, &mut base);
    }
    let mut key = Vec::with_capacity(base.len());
    let mut rest = base.as_str();
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        let end = number.find(|character: char| !character.is_ascii_digit());
        let (number, after) = number.split_at(end.unwrap_or(number.len()));
        key.extend_from_slice(before.as_bytes());
        push_number(number.trim_start_matches('0').as_bytes(), &mut key);
        rest = after;
    }
    key.extend_from_slice(rest.as_bytes());
    key
}

fn push_number(digits: &[u8], key: &mut Vec<u8>) {
    key.push(b'0');
    let mut length = digits.len();
    while let Some(rest) = length.checked_sub(255) {
        key.push(255);
        length = rest;
    }
    key.push(u8::try_from(length).unwrap_or(255));
    key.extend_from_slice(digits);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    #[test]
    fn text_as_a_person_expects() {
        let sorted = [
            "",
            " x",
            "-",
            "0",
            "00",
            "1",
            "1a",
            "2",
            "9",
            "10",
            "10a",
            "99999999999999999999",
            "100000000000000000000",
            "anna",
            "Ánna",
            "annb",
            "eva",
            "Éva",
            "évb",
            "team 09",
            "Team 9",
            "Team 10",
            "Zoe",
            "zoé",
            "zof",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by_cached_key(|text| Text::new(text));
        assert_eq!(shuffled, sorted);
        assert!(Text::new("œuvre") < Text::new("of"));
    }

    #[test]
    fn numbers_of_any_length() {
        let digits = |count: usize| format!("n{}", "7".repeat(count));
        for (shorter, longer) in [(1, 2), (254, 255), (255, 256), (509, 511), (510, 1000)] {
            assert!(
                Text::new(&digits(shorter)) < Text::new(&digits(longer)),
                "{shorter}"
            );
        }
    }

    #[test]
    fn by_kind() {
        let key = |kind, text: &str| Key::of(kind, Seen::Text(text));
        assert!(key(Kind::Integer, "9") < key(Kind::Integer, "10"));
        assert!(
            key(Kind::Timestamp, "2022-01-12 00:00:00 UTC")
                < key(Kind::Timestamp, "2022-01-12T00:00:01Z")
        );
        assert_eq!(key(Kind::Timestamp, "1900-01-01T00:00:00Z"), None);
        assert!(key(Kind::Text, "1900-01-01T00:00:00Z").is_some());
        assert!(
            Key::of(Kind::Boolean, Seen::Truth(false)) < Key::of(Kind::Boolean, Seen::Truth(true))
        );
        assert_eq!(Key::of(Kind::Text, Seen::Null), None);
    }

    /// The same order, found by walking both texts side by side.
    fn naive(one: &str, other: &str) -> Ordering {
        let tokens = |text: &str| {
            let mut tokens: Vec<(char, u128)> = Vec::new();
            let mut number = false;
            for character in text.to_lowercase().chars() {
                match (character.to_digit(10), tokens.last_mut()) {
                    (Some(digit), Some((_, value))) if number => {
                        *value = *value * 10 + u128::from(digit)
                    }
                    (Some(digit), _) => tokens.push(('0', u128::from(digit))),
                    (None, _) => tokens.push((if character == 'é' { 'e' } else { character }, 0)),
                }
                number = character.is_ascii_digit();
            }
            tokens
        };
        tokens(one)
            .cmp(&tokens(other))
            .then_with(|| one.to_lowercase().cmp(&other.to_lowercase()))
    }

    proptest! {
        #[test]
        fn text_is_in_the_naive_order(one in "[aAeéÉ0-9 _-]{0,12}", other in "[aAeéÉ0-9 _-]{0,12}") {
            prop_assert_eq!(Text::new(&one).cmp(&Text::new(&other)), naive(&one, &other));
        }
    }
}
