//! A word that is looked for in many texts.

use memchr::memchr2_iter;

use crate::collection::fold::{lower, lower_character};

/// Bytes of the longest word that is looked for where the text is. For a longer one the text is
/// copied without its case, and searched in a time that no text can make long.
const LONG: usize = 64;

/// The characters that are not ASCII, but `i` and `k` in lower case.
const DISGUISES: [&str; 2] = ["İ", "\u{212a}"];

/// Bytes in which a place is looked for, and those that are passed over at once.
const STEP: usize = 8;
const STRIDE: usize = 2 * STEP;

/// A word without its case, ready to be looked for.
#[derive(Debug, Clone)]
pub(super) struct Needle {
    lower: String,
    is_ascii: bool,
    /// Whether a character that is not ASCII has one of its letters as its lower case.
    may_be_disguised: bool,
    first: Anchor,
    last: Anchor,
}

/// One byte of the word: most of a text is passed over by looking for its first and last.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    /// The bit that tells upper from lower case, for letters alone.
    case: u8,
    byte: u8,
}

impl Needle {
    pub(super) fn new(word: &str) -> Needle {
        let lower = lower(word);
        let bytes = lower.as_bytes();
        Needle {
            is_ascii: lower.is_ascii(),
            may_be_disguised: lower.contains(['i', 'k']),
            first: Anchor::new(bytes.first()),
            last: Anchor::new(bytes.last()),
            lower,
        }
    }

    /// The word without its case.
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    /// Whether it is of ASCII, without its case.
    pub(super) fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    /// Whether every character of the word is among these.
    #[inline]
    pub(super) fn is_of(&self, characters: &str) -> bool {
        self.lower
            .chars()
            .all(|character| characters.contains(character))
    }

    /// Whether the text, without its case, contains the word.
    pub(super) fn is_in(&self, text: &str) -> bool {
        if self.lower.len() > LONG {
            return text.len() >= LONG / 2 && lower(text).contains(&self.lower);
        }
        if self.is_ascii {
            return self.place_in(text.as_bytes()).is_some()
                || (self.may_be_disguised_in(text.as_bytes()) && self.is_in_any(text));
        }
        // In lower case ASCII stays ASCII.
        !text.is_ascii() && self.is_in_any(text)
    }

    /// Whether the word can be looked for in the bytes of several texts at once: in all that are not
    /// [disguised](Needle::may_be_disguised_in).
    pub(super) fn is_plain(&self) -> bool {
        self.is_ascii && (1..=LONG).contains(&self.lower.len())
    }

    /// Whether the text may have the word with characters that are not ASCII, but some of the word in
    /// lower case.
    pub(super) fn may_be_disguised_in(&self, text: &[u8]) -> bool {
        self.may_be_disguised && has_disguises(text)
    }

    /// The same for any text, character by character.
    fn is_in_any(&self, text: &str) -> bool {
        let Some(first) = self.lower.chars().next() else {
            return true;
        };
        text.char_indices().any(|(place, character)| {
            let begins = if character.is_ascii() {
                character.to_ascii_lowercase() == first
            } else {
                lower_character(character).next() == Some(first)
            };
            begins && {
                let rest = text.get(place..).unwrap_or_default();
                let mut lower = rest.chars().flat_map(lower_character);
                self.lower
                    .chars()
                    .all(|wanted| lower.next() == Some(wanted))
            }
        })
    }

    /// The first place where the bytes of an ASCII word are, in either case.
    pub(super) fn place_in(&self, text: &[u8]) -> Option<usize> {
        let mut found = None;
        self.is_among(text, |place| {
            found = Some(place);
            true
        });
        found
    }

    /// Whether a place is accepted where the bytes of an ASCII word are, in either case. Each is asked
    /// once, in its order.
    pub(super) fn is_among(&self, text: &[u8], mut accept: impl FnMut(usize) -> bool) -> bool {
        let Some(reach) = self.lower.len().checked_sub(1) else {
            return accept(0);
        };
        // Where the word could end; as many places as there are where it could begin.
        let Some(ends) = text.get(reach..) else {
            return false;
        };
        let (mut starts_left, _) = text.as_chunks::<STRIDE>();
        let (mut ends_left, _) = ends.as_chunks::<STRIDE>();
        let mut place = 0;
        while let Some(passed) = self.passes_over(starts_left, ends_left) {
            place += STRIDE * passed;
            for at in (place..place + STRIDE).step_by(STEP) {
                if self.is_at(text, at, self.hits(text, ends, at), &mut accept) {
                    return true;
                }
            }
            place += STRIDE;
            starts_left = starts_left.get(passed + 1..).unwrap_or_default();
            ends_left = ends_left.get(passed + 1..).unwrap_or_default();
        }
        self.is_behind(text, ends, ends.len() - ends.len() % STRIDE, accept)
    }

    /// The same from a place on that is not far from the end.
    #[inline]
    fn is_behind(
        &self,
        text: &[u8],
        ends: &[u8],
        mut place: usize,
        mut accept: impl FnMut(usize) -> bool,
    ) -> bool {
        let Some(last) = ends.len().checked_sub(STEP) else {
            return (place..ends.len()).any(|place| self.stands_at(text, place) && accept(place));
        };
        while place < ends.len() {
            // The last step overlaps the one before it, whose hits are not told again.
            let at = place.min(last);
            let new = u64::MAX << (u8::BITS as usize * (place - at));
            if self.is_at(text, at, self.hits(text, ends, at) & new, &mut accept) {
                return true;
            }
            place += STEP;
        }
        false
    }

    /// Strides before the first in which the word may begin; `None` when there is none. The `ends`
    /// are as far behind the `starts` as the word's last byte behind its first.
    ///
    /// This is the loop in which a search spends its time. It is written so that a stride is one
    /// vector, without a branch inside.
    #[inline]
    fn passes_over(&self, starts: &[[u8; STRIDE]], ends: &[[u8; STRIDE]]) -> Option<usize> {
        let (first, last) = (self.first, self.last);
        starts.iter().zip(ends).position(|(start, end)| {
            let bytes = start.iter().zip(end);
            bytes.fold(false, |may, (start, end)| {
                may | (first.apart(*start) | last.apart(*end) == 0)
            })
        })
    }

    /// Where the word may begin in the step at that place, by the upper bits of its bytes.
    #[inline]
    fn hits(&self, text: &[u8], ends: &[u8], place: usize) -> u64 {
        let step = |bytes: &[u8]| bytes.get(place..)?.first_chunk::<STEP>().copied();
        match (step(text), step(ends)) {
            (Some(start), Some(end)) => {
                zero_bytes(self.first.all_apart(start) | self.last.all_apart(end))
            }
            _ => 0,
        }
    }

    /// Whether the word begins at one of the hits behind that place.
    #[inline]
    fn is_at(
        &self,
        text: &[u8],
        place: usize,
        mut hits: u64,
        accept: &mut impl FnMut(usize) -> bool,
    ) -> bool {
        while hits != 0 {
            let within = (hits.trailing_zeros() / u8::BITS) as usize;
            if self.stands_at(text, place + within) && accept(place + within) {
                return true;
            }
            hits &= hits - 1;
        }
        false
    }

    /// Whether the bytes there are those of the word, in either case.
    #[inline]
    fn stands_at(&self, text: &[u8], place: usize) -> bool {
        let text = text.get(place..);
        text.is_some_and(|text| self.goes_on(text, 0))
    }

    /// Whether bytes that begin with so many of the word's begin with all of it, in either case.
    #[inline]
    pub(super) fn goes_on(&self, text: &[u8], typed: usize) -> bool {
        let word = self.lower.as_bytes();
        let found = text.get(typed..word.len()).zip(word.get(typed..));
        found.is_some_and(|(found, rest)| found.eq_ignore_ascii_case(rest))
    }
}

impl Anchor {
    fn new(byte: Option<&u8>) -> Anchor {
        let byte = byte.copied().unwrap_or_default();
        let case = if byte.is_ascii_lowercase() { 0x20 } else { 0 };
        Anchor { case, byte }
    }

    /// Zero where the text has this byte.
    #[inline(always)]
    fn apart(self, byte: u8) -> u8 {
        (byte | self.case) ^ self.byte
    }

    /// The same for several bytes.
    fn all_apart(self, bytes: [u8; STEP]) -> u64 {
        let [case, byte] = [self.case, self.byte].map(|byte| u64::from_le_bytes([byte; STEP]));
        (u64::from_le_bytes(bytes) | case) ^ byte
    }
}

/// Whether the text has one of the characters that are not ASCII, but are in lower case.
pub(super) fn has_disguises(text: &[u8]) -> bool {
    // Their first bytes tell that most texts have none of them.
    let [one, two] = DISGUISES.map(|disguise| disguise.bytes().next().unwrap_or_default());
    let is_one = |place: usize| {
        let behind = text.get(place..).unwrap_or_default();
        let mut disguises = DISGUISES.iter();
        disguises.any(|disguise| behind.starts_with(disguise.as_bytes()))
    };
    memchr2_iter(one, two, text).any(is_one)
}

/// The upper bit of every byte that is zero, and at times of one above it.
fn zero_bytes(bytes: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; STEP]);
    const UPPER: u64 = u64::from_le_bytes([0x80; STEP]);
    bytes.wrapping_sub(ONES) & !bytes & UPPER
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_comes_to_the_same_end() {
        for (text, needle, found) in [
            ("Anna", "NN", true),
            ("Anna", "", true),
            ("", "", true),
            ("", "a", false),
            ("Anna", "annas", false),
            ("Kelvin", "\u{212a}", true),
            ("Anna", "ä", false),
            ("Björn ÅKE", "åke", true),
            ("Björn", "RN", true),
            ("Björn", "rns", false),
            ("ΟΔΟΣ", "δος", true),
            ("xİstanbul", "istan", true),
            ("李小龙", "小龙", true),
            ("K\u{212a}k", "kkk", true),
            ("a@b", "`", false),
            ("a`b{", "@", false),
            ("a long text whose end is Found", "FOUND", true),
            ("a long text whose end is foun", "found", false),
        ] {
            assert_eq!(Needle::new(needle).is_in(text), found, "{text} {needle}");
        }
    }

    #[test]
    fn two_characters_hide_an_ascii_letter() {
        let hides = |character: &char| {
            let mut lower = lower_character(*character);
            !character.is_ascii() && lower.any(|character| character.is_ascii())
        };
        let hidden = (char::MIN..=char::MAX).filter(hides).map(String::from);
        assert_eq!(hidden.collect::<Vec<_>>(), DISGUISES);
    }

    #[test]
    fn a_word_of_any_length_is_found() {
        let text = format!("{}B{}", "a".repeat(300), "é".repeat(300));
        for length in 1..150 {
            let word = "A".repeat(length);
            assert!(Needle::new(&word).is_in(&text), "{length}");
            assert!(Needle::new(&format!("{word}b")).is_in(&text), "{length}");
            assert!(!Needle::new(&format!("{word}c")).is_in(&text), "{length}");
            let accented = format!("b{}", "É".repeat(length));
            assert!(Needle::new(&accented).is_in(&text), "{length}");
        }
    }

    proptest! {
        #[test]
        fn nothing_copied_finds_what_a_copy_would(
            text in "[aAbBäÄσςΣİiK\u{212a}李]{0,8}",
            needle in "[aAbBäÄσςΣİiK\u{212a}李]{0,3}",
        ) {
            let found = lower(&text).contains(&lower(&needle));
            prop_assert_eq!(Needle::new(&needle).is_in(&text), found);
        }

        #[test]
        fn every_place_is_told_once(text in "[abAB]{0,60}", needle in "[ab]{1,3}") {
            let lower = lower(&text);
            let windows = lower.as_bytes().windows(needle.len()).enumerate();
            let places = windows.filter(|(_, window)| *window == needle.as_bytes());
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            let mut told = Vec::new();
            Needle::new(&needle).is_among(text.as_bytes(), |place| {
                told.push(place);
                false
            });
            prop_assert_eq!(told, places);
        }

        #[test]
        fn steps_miss_nothing(text in "[abAB@`é]{0,60}", needle in "[abAB@`]{1,5}") {
            let found = lower(&text).contains(&lower(&needle));
            prop_assert_eq!(Needle::new(&needle).is_in(&text), found);
        }
    }
}
