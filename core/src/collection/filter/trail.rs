//! What a search leaves for the next one: where each row has the word. One more letter is then
//! looked for there first, and in most rows nowhere else.

use std::ops::Range;

use crate::collection::column::Held;

/// Where a row's own texts may have a word, other than where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// Anywhere from that place on, and before it in disguise.
    From(usize),
    /// From that place on, and nowhere in disguise.
    Undisguised(usize),
    /// Only with a letter behind it that is not ASCII, in the other case.
    BeyondAscii,
    Nowhere,
}

/// In the place of a place, behind all text.
const NOWHERE: u32 = u32::MAX;
const BEYOND_ASCII: u32 = u32::MAX - 1;
/// In a place from which on a word is in no disguise.
const UNDISGUISED: u32 = 1 << 31;

/// Where a row may have a word. It holds for every word that begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::collection) struct Trace {
    /// Where it was found, and where the text ends that has it; both 0 where that is not known.
    place: u32,
    end: u32,
    /// The row's own texts do not have it before this place, but perhaps where it was found; or what
    /// else is known of them.
    rest: u32,
}

impl Trace {
    /// The word may be anywhere.
    pub(in crate::collection) const UNKNOWN: Trace = Trace {
        place: 0,
        end: 0,
        rest: 0,
    };

    /// The row's own texts do not have it.
    pub(super) const NOWHERE: Trace = Trace {
        place: 0,
        end: 0,
        rest: NOWHERE,
    };

    /// It begins there, in a text that ends at `end`.
    pub(super) fn found(place: usize, end: usize, rest: Rest) -> Trace {
        let small = |place: usize| {
            u32::try_from(place)
                .ok()
                .filter(|place| place | UNDISGUISED < BEYOND_ASCII)
        };
        let rest = match rest {
            Rest::From(place) => small(place),
            Rest::Undisguised(place) => small(place).map(|place| place | UNDISGUISED),
            Rest::BeyondAscii => Some(BEYOND_ASCII),
            Rest::Nowhere => Some(NOWHERE),
        };
        match (small(place), small(end), rest) {
            (Some(place), Some(end), Some(rest)) => Trace { place, end, rest },
            _ => Trace::UNKNOWN,
        }
    }

    /// The same, where so much of the row's own texts was known and nothing came to it.
    pub(super) fn knowing(self, known: Trace) -> Trace {
        Trace {
            rest: known.rest,
            ..self
        }
    }

    /// The text in which the word was found, from there on.
    #[inline]
    pub(super) fn text(self) -> Option<Range<usize>> {
        (self.end > 0).then_some(self.place as usize..self.end as usize)
    }

    /// From where on the row's own texts may have a word that begins with it, and is of ASCII or not,
    /// other than where it was found.
    #[inline]
    pub(super) fn rest(self, is_ascii: bool) -> Option<usize> {
        match self.rest {
            NOWHERE => None,
            BEYOND_ASCII => (!is_ascii).then_some(0),
            place => Some((place & !UNDISGUISED) as usize),
        }
    }

    /// Whether the row's own texts are known to have no word in disguise; so are those in which it
    /// is nowhere else.
    #[inline]
    pub(super) fn is_undisguised(self) -> bool {
        self.rest & UNDISGUISED != 0
    }
}

/// A word without its case, and what has it.
#[derive(Debug, Clone)]
pub(in crate::collection) struct Trail {
    word: String,
    traces: Vec<Trace>,
    /// The values that have it, of each column that holds few.
    having: Vec<(usize, Vec<Held>)>,
}

impl Trail {
    /// Of no rows yet.
    pub(super) fn new(word: &str, having: Vec<(usize, Vec<Held>)>) -> Trail {
        Trail {
            word: word.to_owned(),
            traces: Vec::new(),
            having,
        }
    }

    /// The same, of rows in their order.
    pub(in crate::collection) fn of(self, traces: Vec<Trace>) -> Trail {
        Trail { traces, ..self }
    }

    /// The word without its case.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// Whether that word begins with this one.
    pub(super) fn leads_to(&self, word: &str) -> bool {
        word.starts_with(&self.word)
    }

    /// What is known of the rows when that word is looked for; nothing, if it does not begin with
    /// this one.
    pub(super) fn toward(&self, word: &str) -> &[Trace] {
        if self.leads_to(word) {
            &self.traces
        } else {
            &[]
        }
    }

    /// The values of a column that have the word; none, if it does not hold few.
    pub(super) fn having(&self, column: usize) -> &[Held] {
        let mut having = self.having.iter().filter(|(place, _)| *place == column);
        having.next().map_or(&[], |(_, values)| values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_do_not_fit_are_not_known() {
        let last = (BEYOND_ASCII ^ UNDISGUISED) as usize - 1;
        for place in [0, 7, last] {
            for (rest, undisguised) in
                [(Rest::From(place), false), (Rest::Undisguised(place), true)]
            {
                let trace = Trace::found(place, last, rest);
                assert_eq!(trace.text(), Some(place..last));
                assert_eq!(trace.rest(true), Some(place));
                assert_eq!(trace.is_undisguised(), undisguised);
            }
        }
        for rest in [Rest::From(last + 1), Rest::Undisguised(last + 1)] {
            assert_eq!(Trace::found(1, 2, rest), Trace::UNKNOWN);
        }
        assert_eq!(Trace::found(1, last + 1, Rest::Nowhere), Trace::UNKNOWN);
        assert_eq!(Trace::found(1, 2, Rest::Nowhere).rest(false), None);
        let beyond = Trace::found(1, 2, Rest::BeyondAscii);
        assert_eq!((beyond.rest(true), beyond.rest(false)), (None, Some(0)));
    }
}
