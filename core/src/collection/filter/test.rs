//! What a term asks of one value.

use std::cmp::Ordering;

use crate::collection::cell::Seen;
use crate::collection::column::Held;
use crate::collection::filter::needle::Needle;
use crate::collection::filter::typed::Typed;
use crate::collection::order::Digits;
use crate::collection::references::Pointer;
use crate::moment;
use crate::query::{Condition, Relation};
use crate::schema::Kind;
use crate::value::Value;

/// What a term asks. All that does not depend on the account is decided when it is made.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Contains(Word),
    /// Is null or absent.
    Null,
    /// Is null, absent or empty text.
    Empty,
    Equals(Typed),
    Ordered(Relation, Typed),
}

/// A word, and which values that are not text may contain it.
#[derive(Debug, Clone)]
pub(super) struct Word {
    needle: Needle,
    in_true: bool,
    in_false: bool,
    may_be_in_stamps: bool,
    may_be_in_numbers: bool,
}

impl Word {
    fn new(word: &str) -> Word {
        let needle = Needle::new(word);
        Word {
            in_true: needle.is_in("true"),
            in_false: needle.is_in("false"),
            may_be_in_stamps: needle.is_of("0123456789-:.tz"),
            may_be_in_numbers: needle.is_of("0123456789-"),
            needle,
        }
    }

    /// Whether a value of that sort may contain it, other than by being text.
    pub(super) fn may_be_in(&self, held: Held) -> bool {
        match held {
            Held::Absent | Held::Null | Held::Text(_) => false,
            // One truth stands for both.
            Held::Truth(_) => self.in_true || self.in_false,
            Held::Stamp(_) => self.may_be_in_stamps,
            Held::Whole(_) => self.may_be_in_numbers,
            Held::Kept(_) | Held::Reference(_) => true,
        }
    }

    /// What it is looked for by.
    pub(super) fn needle(&self) -> &Needle {
        &self.needle
    }

    /// The word without its case.
    pub(super) fn lower(&self) -> &str {
        self.needle.lower()
    }

    /// Whether the value contains it.
    pub(super) fn is_in(&self, kind: Kind, seen: Seen<'_>) -> bool {
        match seen {
            Seen::Text(text) => {
                let found = any_name(kind, text, |text| self.needle.is_in(text));
                found && !is_null(kind, seen)
            }
            Seen::Truth(true) => self.in_true,
            Seen::Truth(false) => self.in_false,
            Seen::Stamp(stamp) => {
                self.may_be_in_stamps
                    && !stamp.moment().is_null()
                    && self.needle.is_in(stamp.text().as_str())
            }
            Seen::Whole(number) => {
                self.may_be_in_numbers && self.needle.is_in(Digits::of(number).as_str())
            }
            other => any_text(kind, other, |text| self.needle.is_in(text)),
        }
    }
}

impl Test {
    pub(super) fn new(condition: &Condition) -> Test {
        match condition {
            Condition::Contains(word) => Test::Contains(Word::new(word)),
            Condition::Null => Test::Null,
            Condition::Empty => Test::Empty,
            Condition::Equals(text) => Test::Equals(Typed::new(text)),
            Condition::Ordered(relation, text) => Test::Ordered(*relation, Typed::new(text)),
        }
    }

    /// Whether a value passes it; `key` is room to work in.
    pub(super) fn holds(&self, kind: Kind, seen: Seen<'_>, key: &mut Vec<u8>) -> bool {
        if let Test::Contains(word) = self {
            return word.is_in(kind, seen);
        }
        if is_null(kind, seen) {
            return matches!(self, Test::Null | Test::Empty);
        }
        match self {
            Test::Contains(_) | Test::Null => false,
            Test::Empty => is_empty(seen),
            Test::Equals(typed) => match typed.against(kind, seen, key) {
                Some(order) => order.is_eq(),
                None => any_text(kind, seen, |text| typed.is_text(text)),
            },
            Test::Ordered(relation, typed) => {
                let order = typed.against(kind, seen, key);
                let order = order.unwrap_or_else(|| typed.against_text(seen, key));
                stands(order, *relation)
            }
        }
    }
}

/// Null, and the moment that AgileNow answers in its place.
#[inline]
pub(in crate::collection) fn is_null(kind: Kind, seen: Seen<'_>) -> bool {
    match seen {
        Seen::Absent | Seen::Null | Seen::Kept(Value::Null) => true,
        Seen::Stamp(stamp) => stamp.moment().is_null(),
        Seen::Text(text) if kind == Kind::Timestamp => moment::is_null(text),
        _ => false,
    }
}

fn is_empty(seen: Seen<'_>) -> bool {
    match seen {
        Seen::Text(text) | Seen::Reference(Pointer { id: text, .. }) => text.is_empty(),
        Seen::Kept(value) => value.plain().is_empty(),
        _ => false,
    }
}

/// Whether it holds for one of the texts by which people know the value: a reference's name or id,
/// a choice's value or label.
fn any_text(kind: Kind, seen: Seen<'_>, holds: impl Fn(&str) -> bool) -> bool {
    match seen {
        Seen::Absent | Seen::Null => false,
        Seen::Truth(truth) => holds(if truth { "true" } else { "false" }),
        Seen::Text(text) => any_name(kind, text, holds),
        Seen::Kept(Value::Text(text)) => any_name(kind, text, holds),
        Seen::Stamp(stamp) => holds(stamp.text().as_str()),
        Seen::Whole(number) => holds(Digits::of(number).as_str()),
        // People look for names.
        Seen::Reference(Pointer { id, name, .. }) => name.is_some_and(&holds) || holds(id),
        Seen::Kept(Value::Reference(reference)) => {
            holds(&reference.id) || reference.name.as_deref().is_some_and(holds)
        }
        // Null contains nothing, and not even the empty text.
        Seen::Kept(Value::Null) => false,
        Seen::Kept(other) => holds(&other.plain()),
    }
}

/// Whether it holds for the text, or for the label of the choice that it is.
#[inline]
fn any_name(kind: Kind, text: &str, holds: impl Fn(&str) -> bool) -> bool {
    holds(text) || {
        let choice = kind.choices().iter().find(|choice| choice.value == text);
        choice.is_some_and(|choice| holds(choice.label))
    }
}

/// Whether a value that is ordered so stands in that relation.
fn stands(order: Ordering, relation: Relation) -> bool {
    match relation {
        Relation::Less => order.is_lt(),
        Relation::LessOrEqual => order.is_le(),
        Relation::Greater => order.is_gt(),
        Relation::GreaterOrEqual => order.is_ge(),
    }
}
