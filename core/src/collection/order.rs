//! The order of values: what a sort follows, and what `<` and `>` in a filter mean.
//!
//! A value is ordered by its nature, and within one by bytes that are in order when the values are,
//! so that all orders are found by comparing bytes.

use std::borrow::Cow;

use crate::collection::cell::Seen;
use crate::collection::decimal::Decimal;
use crate::collection::fold::{lower_character, push_base};
use crate::collection::references::Pointer;
use crate::moment::Moment;
use crate::schema::Kind;
use crate::value::Value;

/// What a value is compared as. Within a field of one kind all values are of one nature, unless the
/// system sent something odd; then the natures follow each other in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nature {
    /// `false` before `true`.
    Truth = 1,
    /// By value.
    Number,
    /// By when it is.
    Moment,
    /// As people expect: see [`natural`]. What that leaves equal is told apart by the text without
    /// its case.
    Text,
}

/// Appends what a field's value is ordered by; of a text it may be no more than its first `most`
/// bytes. `None` where there is nothing: null, and in a timestamp field the moment that AgileNow
/// means as null.
pub(super) fn push_key(
    kind: Kind,
    seen: Seen<'_>,
    most: usize,
    out: &mut Vec<u8>,
) -> Option<Nature> {
    match seen {
        Seen::Absent | Seen::Null | Seen::Kept(Value::Null) => None,
        Seen::Truth(truth) | Seen::Kept(&Value::Bool(truth)) => Some(push_truth(truth, out)),
        Seen::Whole(number) => push_number(Digits::of(number).as_str(), out),
        Seen::Kept(Value::Number(number)) => push_number(number.digits(), out)
            .or_else(|| Some(push_text(number.digits(), most, out))),
        Seen::Stamp(stamp) if stamp.moment().is_null() => None,
        Seen::Stamp(stamp) => Some(push_moment(stamp.moment(), out)),
        Seen::Text(text) => push_typed(kind, text, most, out),
        Seen::Kept(Value::Text(text)) => push_typed(kind, text, most, out),
        other => Some(push_text(&words(other), most, out)),
    }
}

/// The key of a text, which in some kinds of field is a spelling of something else.
fn push_typed(kind: Kind, text: &str, most: usize, out: &mut Vec<u8>) -> Option<Nature> {
    let nature = match kind {
        Kind::Timestamp => match Moment::parse(text) {
            Some(moment) if moment.is_null() => return None,
            moment => moment.map(|moment| push_moment(moment, out)),
        },
        Kind::Integer => push_number(text, out),
        Kind::Boolean => text.parse().ok().map(|truth| push_truth(truth, out)),
        _ => None,
    };
    nature.or_else(|| Some(push_text(text, most, out)))
}

/// Appends the key of `true` or `false`.
#[inline]
pub(super) fn push_truth(truth: bool, out: &mut Vec<u8>) -> Nature {
    out.push(u8::from(truth));
    Nature::Truth
}

/// Appends the key of a number; `None` when the text is not one.
pub(super) fn push_number(digits: &str, out: &mut Vec<u8>) -> Option<Nature> {
    Decimal::parse(digits)?.push_key(out);
    Some(Nature::Number)
}

/// Appends the key of a moment.
#[inline]
pub(super) fn push_moment(moment: Moment, out: &mut Vec<u8>) -> Nature {
    // Seconds of all years of four digits, from far before them, in five bytes.
    const BEFORE: i64 = 1 << 39;
    let seconds = moment.seconds().clamp(-BEFORE, BEFORE - 1) + BEFORE;
    let bytes = seconds.to_be_bytes();
    out.extend(bytes.iter().skip(3));
    if moment.nanoseconds() > 0 {
        out.extend(moment.nanoseconds().to_be_bytes());
    }
    Nature::Moment
}

fn push_text(text: &str, most: usize, out: &mut Vec<u8>) -> Nature {
    natural(text, most, out);
    Nature::Text
}

/// The text that a value of the nature of text is ordered by: what a person reads.
pub(super) fn words(seen: Seen<'_>) -> Cow<'_, str> {
    match seen {
        Seen::Text(text) => Cow::Borrowed(text),
        Seen::Kept(value) => value.words(),
        Seen::Reference(Pointer { id, name, .. }) => Cow::Borrowed(name.unwrap_or(id)),
        other => match other.value() {
            Some(value) => Cow::Owned(value.words().into_owned()),
            None => Cow::Borrowed(""),
        },
    }
}

/// Appends bytes that are in order when texts are in the order that a person expects: without
/// regard to case and accents, and numbers inside by value, so that `Team 9` is before `team 10`
/// and `é` beside `e`. No language's own alphabet is followed. A number becomes `0`, how many
/// digits it has, and the digits: the longer is the larger, and all stay where digits are among
/// other characters. Once there are `most` bytes, the rest of the text may be left out.
pub(super) fn natural(text: &str, most: usize, out: &mut Vec<u8>) {
    let most = out.len().saturating_add(most);
    // Where the digits begin of the number that is being read.
    let mut number = None;
    for character in text.chars() {
        let letters = out.len();
        match character {
            '0'..='9' => {
                let start = *number.get_or_insert(letters);
                if character != '0' || letters > start {
                    out.extend(u8::try_from(character));
                }
                continue;
            }
            'A'..='Z' => out.extend(u8::try_from(character.to_ascii_lowercase())),
            '\0'..='\x7f' => out.extend(u8::try_from(character)),
            _ => lower_character(character).for_each(|lower| push_base(lower, out)),
        }
        // A mark that was left out does not end a number.
        if out.len() > letters {
            if let Some(start) = number.take() {
                end_number(start, letters, out);
            }
            if out.len() >= most {
                return;
            }
        }
    }
    if let Some(start) = number {
        end_number(start, out.len(), out);
    }
}

/// Puts in front of the digits from `start` to `end` that they are a number, and how many.
fn end_number(start: usize, end: usize, out: &mut Vec<u8>) {
    let length = end - start;
    let behind = out.len();
    out.push(b'0');
    out.resize(behind + 1 + length / 255, u8::MAX);
    out.push(u8::try_from(length % 255).unwrap_or(u8::MAX));
    let header = out.len() - behind;
    if let Some(bytes) = out.get_mut(start..) {
        bytes.rotate_right(header);
    }
}

/// A whole number as it is written, without memory of its own.
pub(super) struct Digits {
    bytes: [u8; Digits::MOST],
    start: usize,
}

impl Digits {
    /// Digits of the longest, and its sign.
    const MOST: usize = 20;

    /// The digits of the number.
    #[inline]
    pub(super) fn of(number: i64) -> Digits {
        let mut digits = Digits {
            bytes: [b'0'; Digits::MOST],
            start: Digits::MOST,
        };
        let mut rest = number.unsigned_abs();
        while rest > 0 || digits.start == Digits::MOST {
            digits.put(b'0' + u8::try_from(rest % 10).unwrap_or_default());
            rest /= 10;
        }
        if number < 0 {
            digits.put(b'-');
        }
        digits
    }

    /// The text.
    #[inline]
    pub(super) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(self.start..).unwrap_or_default();
        // Digits are UTF-8.
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn put(&mut self, byte: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(self.start) {
            *place = byte;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::fold::lower;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    /// What a text is ordered by, and then by what.
    fn text(text: &str) -> (Vec<u8>, String) {
        let mut key = Vec::new();
        natural(text, usize::MAX, &mut key);
        (key, lower(text))
    }

    fn key(kind: Kind, seen: Seen<'_>) -> Option<(Nature, Vec<u8>)> {
        let mut key = Vec::new();
        let nature = push_key(kind, seen, usize::MAX, &mut key)?;
        Some((nature, key))
    }

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
        shuffled.sort_by_cached_key(|one| text(one));
        assert_eq!(shuffled, sorted);
        assert!(text("œuvre") < text("of"));
    }

    #[test]
    fn numbers_of_any_length() {
        let digits = |count: usize| format!("n{}", "7".repeat(count));
        for (shorter, longer) in [(1, 2), (254, 255), (255, 256), (509, 511), (510, 1000)] {
            assert!(text(&digits(shorter)) < text(&digits(longer)), "{shorter}");
        }
    }

    #[test]
    fn by_kind() {
        let typed = |kind, text: &str| key(kind, Seen::Text(text));
        assert!(typed(Kind::Integer, "9") < typed(Kind::Integer, "10"));
        assert!(
            typed(Kind::Timestamp, "2022-01-12 00:00:00 UTC")
                < typed(Kind::Timestamp, "2022-01-12T00:00:01Z")
        );
        assert_eq!(typed(Kind::Timestamp, "1900-01-01T00:00:00Z"), None);
        assert!(typed(Kind::Text, "1900-01-01T00:00:00Z").is_some());
        assert!(key(Kind::Boolean, Seen::Truth(false)) < key(Kind::Boolean, Seen::Truth(true)));
        assert_eq!(key(Kind::Text, Seen::Null), None);
        let nature = |kind, text: &str| typed(kind, text).map(|(nature, _)| nature);
        assert_eq!(nature(Kind::Integer, "many"), Some(Nature::Text));
        assert_eq!(nature(Kind::Boolean, "true"), Some(Nature::Truth));
        assert_eq!(nature(Kind::Text, "7"), Some(Nature::Text));
        assert!(Nature::Number < Nature::Moment);
    }

    #[test]
    fn moments_in_order() {
        let ordered = [
            "0000-01-01T00:00:00+23:59",
            "0000-01-01",
            "1899-12-31T23:59:59.999999999Z",
            "1900-01-01T00:00:00.000000001Z",
            "1969-12-31T23:59:59Z",
            "1969-12-31T23:59:59.5Z",
            "1970-01-01T00:00:00Z",
            "1970-01-01T00:00:00.000000001Z",
            "1970-01-01T00:00:00.00000001Z",
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:59.999999999-23:59",
        ];
        let key = |text: &str| key(Kind::Timestamp, Seen::Text(text)).expect("a moment");
        for pair in ordered.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn digits_of_every_length() {
        for number in [0, 7, -1, 10, -90, 12_345, i64::MAX, i64::MIN] {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
        }
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
            prop_assert_eq!(text(&one).cmp(&text(&other)), naive(&one, &other));
        }

        #[test]
        fn a_part_is_the_beginning_of_the_whole(one in "[aß0-9é\u{301}]{0,20}", most in 0_usize..12) {
            let (whole, _) = text(&one);
            let mut part = Vec::new();
            natural(&one, most, &mut part);
            prop_assert!(whole.starts_with(&part));
            prop_assert!(part == whole || part.len() >= most);
        }
    }
}
