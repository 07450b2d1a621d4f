//! One value in eight bytes, and as it is seen.

use std::borrow::Cow;

use crate::collection::stamp::Stamp;
use crate::value::{Number, Value};

/// A value packed into a number: what it is in the upper four bits, and in the others either the
/// value itself or where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell(u64);

/// Bits that hold the value or its place.
const ROOM: u32 = 60;
/// Bits of a text's length; the 32 above them say where it begins.
const LENGTH: u32 = 28;
/// Numbers from `-HALF` to `HALF - 1` fit.
const HALF: i64 = 1 << (ROOM - 1);

#[derive(Clone, Copy)]
enum Tag {
    Absent,
    Null,
    False,
    True,
    Text,
    Seconds,
    Micros,
    Whole,
    Kept,
}

/// What a cell holds, or where that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Absent,
    Null,
    Truth(bool),
    Text { start: usize, length: usize },
    Stamp(Stamp),
    Whole(i64),
    Kept(usize),
}

impl Cell {
    pub(super) const ABSENT: Cell = Cell::new(Tag::Absent, 0);

    const fn new(tag: Tag, room: u64) -> Cell {
        Cell(((tag as u64) << ROOM) | room)
    }

    /// The cell of what is held; `None` when its numbers are too large for one.
    pub(super) fn of(held: Held) -> Option<Cell> {
        Some(match held {
            Held::Absent => Cell::ABSENT,
            Held::Null => Cell::new(Tag::Null, 0),
            Held::Truth(false) => Cell::new(Tag::False, 0),
            Held::Truth(true) => Cell::new(Tag::True, 0),
            Held::Text { start, length } => {
                let start = u64::from(u32::try_from(start).ok()?);
                let length = u64::try_from(length)
                    .ok()
                    .filter(|length| *length < 1 << LENGTH)?;
                Cell::new(Tag::Text, (start << LENGTH) | length)
            }
            Held::Stamp(stamp) => {
                let tag = if stamp.fraction {
                    Tag::Micros
                } else {
                    Tag::Seconds
                };
                Cell::new(tag, packed(stamp.micros)?)
            }
            Held::Whole(number) => Cell::new(Tag::Whole, packed(number)?),
            Held::Kept(place) => Cell::new(Tag::Kept, u64::try_from(place).ok()?),
        })
    }

    /// What it holds.
    pub(super) fn held(self) -> Held {
        let room = self.0 & ((1 << ROOM) - 1);
        let number = i64::try_from(room).unwrap_or_default() - HALF;
        let place = |bits: u64| usize::try_from(bits).unwrap_or(usize::MAX);
        let stamp = |fraction| {
            Held::Stamp(Stamp {
                micros: number,
                fraction,
            })
        };
        match self.0 >> ROOM {
            tag if tag == Tag::Null as u64 => Held::Null,
            tag if tag == Tag::False as u64 => Held::Truth(false),
            tag if tag == Tag::True as u64 => Held::Truth(true),
            tag if tag == Tag::Text as u64 => Held::Text {
                start: place(room >> LENGTH),
                length: place(room & ((1 << LENGTH) - 1)),
            },
            tag if tag == Tag::Seconds as u64 => stamp(false),
            tag if tag == Tag::Micros as u64 => stamp(true),
            tag if tag == Tag::Whole as u64 => Held::Whole(number),
            tag if tag == Tag::Kept as u64 => Held::Kept(place(room)),
            _ => Held::Absent,
        }
    }
}

fn packed(number: i64) -> Option<u64> {
    let fits = (-HALF..HALF).contains(&number);
    fits.then(|| u64::try_from(number + HALF).ok())?
}

/// A value as it is seen where it is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Seen<'a> {
    /// The account does not have the member.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// Text.
    Text(&'a str),
    /// A timestamp in one of the forms that the systems write; in timestamp fields alone.
    Stamp(Stamp),
    /// A whole number.
    Whole(i64),
    /// Anything else; the same value is held once for all rows that have it.
    Kept(&'a Value),
}

impl<'a> From<Option<&'a Value>> for Seen<'a> {
    fn from(value: Option<&'a Value>) -> Seen<'a> {
        match value {
            None => Seen::Absent,
            Some(Value::Null) => Seen::Null,
            Some(Value::Bool(truth)) => Seen::Truth(*truth),
            Some(Value::Text(text)) => Seen::Text(text),
            Some(other) => Seen::Kept(other),
        }
    }
}

impl<'a> Seen<'a> {
    /// The value; `None` where the member is absent.
    #[must_use]
    pub fn value(self) -> Option<Cow<'a, Value>> {
        Some(match self {
            Seen::Absent => return None,
            Seen::Null => Cow::Owned(Value::Null),
            Seen::Truth(truth) => Cow::Owned(Value::Bool(truth)),
            Seen::Text(text) => Cow::Owned(Value::text(text)),
            Seen::Stamp(stamp) => Cow::Owned(Value::text(stamp.text().as_str())),
            Seen::Whole(number) => Cow::Owned(Value::Number(Number::from(number))),
            Seen::Kept(value) => Cow::Borrowed(value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_held() {
        let stamp = |micros, fraction| Held::Stamp(Stamp { micros, fraction });
        for held in [
            Held::Absent,
            Held::Null,
            Held::Truth(true),
            Held::Truth(false),
            Held::Text {
                start: 0,
                length: 0,
            },
            Held::Text {
                start: 0xffff_ffff,
                length: (1 << LENGTH) - 1,
            },
            stamp(-62_167_219_200_000_000, false),
            stamp(253_402_300_799_999_999, true),
            Held::Whole(-HALF),
            Held::Whole(HALF - 1),
            Held::Kept(usize::try_from(u32::MAX).expect("a place")),
        ] {
            assert_eq!(Cell::of(held).map(Cell::held), Some(held));
        }
    }

    #[test]
    fn what_does_not_fit_is_not_packed() {
        for held in [
            Held::Whole(HALF),
            Held::Whole(i64::MIN),
            Held::Text {
                start: 1 << 32,
                length: 1,
            },
            Held::Text {
                start: 0,
                length: 1 << LENGTH,
            },
        ] {
            assert_eq!(Cell::of(held), None, "{held:?}");
        }
    }
}
