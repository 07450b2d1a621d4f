//! What a search leaves for the next one: where each row has the word. One more letter is then
//! looked for there first, and in most rows nowhere else.

use std::ops::Range;

use crate::collection::column::Held;

/// Where a row's own texts may have a word, other than where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// Anywhere from that place on, and before it in disguise.
    From(usize),
    /// From that place on with one of those letters behind it, and nowhere in disguise.
    Undisguised(usize, Letters),
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
    /// What is behind it where it was found, and what may be behind it elsewhere in the row's texts.
    ahead: Ahead,
    elsewhere: Letters,
}

impl Trace {
    /// The word may be anywhere.
    pub(in crate::collection) const UNKNOWN: Trace = Trace {
        place: 0,
        end: 0,
        rest: 0,
        ahead: Ahead::UNKNOWN,
        elsewhere: Letters::ANY,
    };

    /// The row's own texts do not have it.
    pub(super) const NOWHERE: Trace = Trace {
        rest: NOWHERE,
        ..Trace::UNKNOWN
    };

    /// It begins where that part of the texts does, in a text that ends where the part does.
    pub(super) fn found(part: Range<usize>, ahead: Ahead, rest: Rest) -> Trace {
        // The bit of what is in no disguise is free, and with it no place is one of the others.
        let small = |place: usize| {
            let place = u32::try_from(place).ok();
            place.filter(|place| *place < BEYOND_ASCII ^ UNDISGUISED)
        };
        let (rest, elsewhere) = match rest {
            Rest::From(place) => (small(place), Letters::ANY),
            Rest::Undisguised(place, letters) => {
                (small(place).map(|place| place | UNDISGUISED), letters)
            }
            Rest::BeyondAscii => (Some(BEYOND_ASCII), Letters::ANY),
            Rest::Nowhere => (Some(NOWHERE), Letters::ANY),
        };
        match (small(part.start), small(part.end), rest) {
            (Some(place), Some(end), Some(rest)) => Trace {
                place,
                end,
                rest,
                ahead,
                elsewhere,
            },
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

    /// Whether the word of that letter more, of ASCII, is where this one was found; `None` where more
    /// has to be known, because it may be elsewhere in the row's own texts, or, if it `asks`, in what
    /// is not its own text.
    #[inline(always)]
    pub(super) fn goes_on(self, letter: u8, asks: bool) -> Option<bool> {
        let [next, ..] = self.ahead.0;
        let goes_on = next == letter;
        let is_known = goes_on | (!asks & !self.may_be_elsewhere(letter));
        (is_known & (next != Ahead::UNREAD)).then_some(goes_on)
    }

    /// Whether the row's own texts may have it with that letter of ASCII behind it, other than where
    /// it was found.
    #[inline(always)]
    fn may_be_elsewhere(self, letter: u8) -> bool {
        (self.rest < BEYOND_ASCII) & self.elsewhere.may_have(letter)
    }

    /// The same of the word with that letter more, which is where this one was found.
    #[inline(always)]
    pub(super) fn gone_on(self, letter: u8) -> Trace {
        let [_, one, two, three] = self.ahead.0;
        let rest = if self.may_be_elsewhere(letter) {
            self.rest
        } else {
            // Where it was found it may still go on in the other case, beyond ASCII.
            self.rest.max(BEYOND_ASCII)
        };
        Trace {
            rest,
            ..self.read_on(Ahead([one, two, three, Ahead::UNREAD]))
        }
    }

    /// The same of a longer word, which is where this one was found, and behind which that is.
    #[inline(always)]
    pub(super) fn read_on(self, ahead: Ahead) -> Trace {
        Trace {
            ahead,
            elsewhere: Letters::ANY,
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

/// The bytes behind a word, ASCII in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ahead([u8; 4]);

impl Ahead {
    /// In the place of a byte that has to be read. Text may have it too.
    const UNREAD: u8 = 0;
    /// In the place of a byte: the text ends there. No text has it.
    const END: u8 = u8::MAX;
    const UNKNOWN: Ahead = Ahead([Ahead::UNREAD; 4]);

    /// Of the rest of a text.
    #[inline]
    pub(super) fn of(rest: &[u8]) -> Ahead {
        let mut ahead = [Ahead::END; 4];
        for (byte, known) in rest.iter().zip(&mut ahead) {
            *known = byte.to_ascii_lowercase();
        }
        Ahead(ahead)
    }
}

/// Bytes that may be letters of ASCII, by their lower bits: these tell letters apart but for their
/// case, and take other bytes for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters(u32);

impl Letters {
    pub(super) const NONE: Letters = Letters(0);
    /// Nothing is known of them.
    pub(super) const ANY: Letters = Letters(u32::MAX);

    /// Adds one.
    #[inline]
    pub(super) fn add(&mut self, byte: u8) {
        self.0 |= Letters::bit(byte);
    }

    #[inline(always)]
    fn may_have(self, letter: u8) -> bool {
        self.0 & Letters::bit(letter) != 0
    }

    #[inline(always)]
    const fn bit(byte: u8) -> u32 {
        1 << (byte % 32)
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
    /// Of rows in their order.
    pub(super) fn new(word: &str, traces: Vec<Trace>, having: Vec<(usize, Vec<Held>)>) -> Trail {
        Trail {
            word: word.to_owned(),
            traces,
            having,
        }
    }

    /// The word without its case.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// Whether that word begins with this one.
    pub(super) fn leads_to(&self, word: &str) -> bool {
        word.starts_with(&self.word)
    }

    /// What is known of the rows, which holds for every word that begins with this one.
    pub(super) fn traces(&self) -> &[Trace] {
        &self.traces
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

    fn found(part: Range<usize>, rest: Rest) -> Trace {
        Trace::found(part, Ahead::of(b"Ia"), rest)
    }

    fn undisguised(place: usize, letters: &[u8]) -> Rest {
        let mut behind = Letters::NONE;
        letters.iter().for_each(|letter| behind.add(*letter));
        Rest::Undisguised(place, behind)
    }

    #[test]
    fn places_that_do_not_fit_are_not_known() {
        let last = (BEYOND_ASCII ^ UNDISGUISED) as usize - 1;
        for place in [0, 7, last] {
            for (rest, undisguised) in [(Rest::From(place), false), (undisguised(place, b""), true)]
            {
                let trace = found(place..last, rest);
                assert_eq!(trace.text(), Some(place..last));
                assert_eq!(trace.rest(true), Some(place));
                assert_eq!(trace.is_undisguised(), undisguised);
            }
        }
        for place in [last + 1, last + 2, last + 3, 1 << 32, usize::MAX] {
            for rest in [Rest::From(place), undisguised(place, b"")] {
                assert_eq!(found(1..2, rest), Trace::UNKNOWN);
            }
            assert_eq!(found(1..place, Rest::Nowhere), Trace::UNKNOWN);
        }
        assert_eq!(found(1..2, Rest::Nowhere).rest(false), None);
        let beyond = found(1..2, Rest::BeyondAscii);
        assert_eq!((beyond.rest(true), beyond.rest(false)), (None, Some(0)));
    }

    #[test]
    fn nothing_is_read_where_a_letter_tells_enough() {
        let everywhere = [
            (Rest::Nowhere, Some(false)),
            (Rest::BeyondAscii, Some(false)),
            (undisguised(9, b"ks"), Some(false)),
            (undisguised(9, b"kE"), None),
            (Rest::From(9), None),
        ];
        for (rest, goes_on) in everywhere {
            let trace = found(1..4, rest);
            assert_eq!(trace.goes_on(b'e', false), goes_on, "{rest:?}");
            // What is not the row's own text has to be asked.
            assert_eq!(trace.goes_on(b'e', true), None, "{rest:?}");
            assert_eq!(trace.goes_on(b'i', true), Some(true), "{rest:?}");
        }
    }

    #[test]
    fn what_is_known_is_known_of_a_letter_more() {
        for (rest, from) in [
            (Rest::Nowhere, (None, None)),
            (Rest::BeyondAscii, (None, Some(0))),
            // Of the other case nothing was asked.
            (undisguised(9, b"ks"), (None, Some(0))),
            (undisguised(9, b"kI"), (Some(9), Some(9))),
            (Rest::From(9), (Some(9), Some(9))),
        ] {
            let trace = found(1..4, rest).gone_on(b'i');
            assert_eq!((trace.rest(true), trace.rest(false)), from, "{rest:?}");
            let more = trace.gone_on(b'a');
            assert_eq!(trace.goes_on(b'a', true), Some(true));
            // The text ends there.
            let ends = from.0.is_none().then_some(false);
            assert_eq!(more.goes_on(b'a', false), ends, "{rest:?}");
            assert_eq!(more.text(), Some(1..4));
        }
        let far = (0..4).fold(found(1..9, Rest::Nowhere), |trace, _| trace.gone_on(b'i'));
        assert_eq!(far.goes_on(b'i', false), None);
        assert_eq!(
            far.read_on(Ahead::of(b"i")).goes_on(b'i', false),
            Some(true)
        );
        assert_eq!(Trace::UNKNOWN.goes_on(0, false), None);
    }
}
