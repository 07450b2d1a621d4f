//! A value that somebody typed, against those of accounts.

use std::cmp::Ordering;

use crate::collection::cell::Seen;
use crate::collection::fold;
use crate::collection::order::{self, Nature};
use crate::moment::Moment;
use crate::schema::Kind;
use crate::value::Value;

/// A value as it was typed, and what orders each of all that it may mean.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    lower: String,
    text: Vec<u8>,
    truth: Option<Vec<u8>>,
    number: Option<Vec<u8>>,
    moment: Option<Vec<u8>>,
}

impl Typed {
    pub(super) fn new(text: &str) -> Typed {
        let lower = text.trim().to_ascii_lowercase();
        let truth = match lower.as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        };
        let key = |push: &dyn Fn(&mut Vec<u8>) -> Option<Nature>| {
            let mut key = Vec::new();
            push(&mut key).map(|_| key)
        };
        let mut natural = Vec::new();
        order::natural(text, usize::MAX, &mut natural);
        Typed {
            lower: fold::lower(text),
            text: natural,
            truth: key(&|key| Some(order::push_truth(truth?, key))),
            number: key(&|key| order::push_number(&lower, key)),
            moment: key(&|key| Some(order::push_moment(Moment::parse(text)?, key))),
        }
    }

    /// Whether a moment was typed.
    pub(super) fn is_moment(&self) -> bool {
        self.moment.is_some()
    }

    /// Whether a number was typed.
    pub(super) fn is_number(&self) -> bool {
        self.number.is_some()
    }

    /// Whether the text is what was typed, but for its case.
    pub(super) fn is_text(&self, text: &str) -> bool {
        fold::order(text, &self.lower).is_eq()
    }

    /// How the value is ordered against what was typed, where both are of one nature that is not
    /// text. `key` is room to work in.
    pub(super) fn against(
        &self,
        kind: Kind,
        seen: Seen<'_>,
        key: &mut Vec<u8>,
    ) -> Option<Ordering> {
        let typed = matches!(kind, Kind::Timestamp | Kind::Integer | Kind::Boolean);
        // The key of a text is dear, and of no use here.
        if !typed && matches!(seen, Seen::Text(_) | Seen::Kept(Value::Text(_))) {
            return None;
        }
        key.clear();
        let own = match order::push_key(kind, seen, 1, key)? {
            Nature::Truth => self.truth.as_ref(),
            Nature::Number => self.number.as_ref(),
            Nature::Moment => self.moment.as_ref(),
            Nature::Text => None,
        };
        Some(key.as_slice().cmp(own?))
    }

    /// How the value as text is ordered against what was typed.
    pub(super) fn against_text(&self, seen: Seen<'_>, key: &mut Vec<u8>) -> Ordering {
        let words = order::words(seen);
        key.clear();
        order::natural(&words, usize::MAX, key);
        key.as_slice()
            .cmp(&self.text)
            .then_with(|| fold::order(&words, &self.lower))
    }
}
