//! A word that is looked for in many texts.

use memchr::memchr2;

use crate::collection::fold::{lower, lower_character};

/// Bytes of the longest word that is looked for where the text is. For a longer one the text is
/// copied without its case, and searched in a time that no text can make long.
const LONG: usize = 64;

/// The characters that are not ASCII, but `i` and `k` in lower case.
const DISGUISES: [char; 2] = ['İ', '\u{212a}'];
/// Their first bytes, which tell that most texts have none of them.
const DISGUISES_BEGIN: [u8; 2] = [0xc4, 0xe2];

/// Bytes that are looked at together.
const STEP: usize = 8;

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

/// One byte of the word, repeated: most of a text is passed over by looking for its first and last.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    /// The bit that tells upper from lower case, for letters alone.
    case: u64,
    byte: u64,
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

    /// Whether every character of the word is among these.
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
            return self.is_among(text.as_bytes(), |_| true)
                || (self.may_be_disguised_in(text) && self.is_in_any(text));
        }
        // In lower case ASCII stays ASCII.
        !text.is_ascii() && self.is_in_any(text)
    }

    /// Looks for the word in several texts at once: whether one of the places where it begins, in
    /// order, is accepted. `None` when that does not find it wherever it is.
    pub(super) fn is_among_texts(
        &self,
        texts: &str,
        accept: impl FnMut(usize) -> bool,
    ) -> Option<bool> {
        if !self.is_ascii || self.lower.len() > LONG {
            return None;
        }
        let found = self.is_among(texts.as_bytes(), accept);
        (found || !self.may_be_disguised_in(texts)).then_some(found)
    }

    /// Whether the text has characters that are not ASCII, but some of the word in lower case.
    fn may_be_disguised_in(&self, text: &str) -> bool {
        let [one, two] = DISGUISES_BEGIN;
        self.may_be_disguised
            && memchr2(one, two, text.as_bytes()).is_some()
            && text.contains(DISGUISES)
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

    /// Whether a place is accepted where the bytes of an ASCII word are, in either case.
    fn is_among(&self, text: &[u8], mut accept: impl FnMut(usize) -> bool) -> bool {
        let Some(reach) = self.lower.len().checked_sub(1) else {
            return accept(0);
        };
        // Where the word could end; as many places as there are where it could begin.
        let Some(ends) = text.get(reach..) else {
            return false;
        };
        let (starts, _) = text.as_chunks::<{ 2 * STEP }>();
        let (steps, _) = ends.as_chunks::<{ 2 * STEP }>();
        for (step, (start, end)) in starts.iter().zip(steps).enumerate() {
            let (one, _) = start.split_first_chunk().unwrap_or((&[0; STEP], &[]));
            let (one_end, _) = end.split_first_chunk().unwrap_or((&[0; STEP], &[]));
            let (_, two) = start.split_last_chunk().unwrap_or((&[], &[0; STEP]));
            let (_, two_end) = end.split_last_chunk().unwrap_or((&[], &[0; STEP]));
            let hits = [self.hits(one, one_end), self.hits(two, two_end)];
            if hits != [0, 0] {
                let place = 2 * STEP * step;
                let [one, two] = hits;
                if self.is_at(text, place, one, &mut accept)
                    || self.is_at(text, place + STEP, two, &mut accept)
                {
                    return true;
                }
            }
        }
        let mut place = 2 * STEP * steps.len();
        while place < ends.len() {
            // The last step overlaps the one before it.
            let Some(last) = ends.len().checked_sub(STEP) else {
                return (0..ends.len()).any(|place| self.stands_at(text, place) && accept(place));
            };
            let at = place.min(last);
            let step = |bytes: &[u8]| bytes.get(at..)?.first_chunk::<STEP>().copied();
            if let (Some(start), Some(end)) = (step(text), step(ends))
                && self.is_at(text, at, self.hits(&start, &end), &mut accept)
            {
                return true;
            }
            place += STEP;
        }
        false
    }

    /// Where the word may begin in a step, by the upper bits of its bytes; `end` is as far behind
    /// `start` as the word's last byte behind its first.
    #[inline(always)]
    fn hits(&self, start: &[u8; STEP], end: &[u8; STEP]) -> u64 {
        zero_bytes(self.first.apart(start) | self.last.apart(end))
    }

    /// Whether the word begins at one of the hits behind that place.
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

    fn stands_at(&self, text: &[u8], place: usize) -> bool {
        let word = self.lower.as_bytes();
        let found = text.get(place..place + word.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(word))
    }
}

impl Anchor {
    fn new(byte: Option<&u8>) -> Anchor {
        let byte = byte.copied().unwrap_or_default();
        let repeated = |byte: u8| u64::from_le_bytes([byte; STEP]);
        Anchor {
            case: repeated(if byte.is_ascii_lowercase() { 0x20 } else { 0 }),
            byte: repeated(byte),
        }
    }

    /// Bytes that are zero where the text has this one.
    fn apart(self, text: &[u8; STEP]) -> u64 {
        (u64::from_le_bytes(*text) | self.case) ^ self.byte
    }
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
        let hidden: Vec<char> = (char::MIN..=char::MAX).filter(hides).collect();
        assert_eq!(hidden, DISGUISES);
        let begin = DISGUISES.map(|character| character.to_string().as_bytes()[0]);
        assert_eq!(begin, DISGUISES_BEGIN);
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
        fn steps_miss_nothing(text in "[abAB@`é]{0,60}", needle in "[abAB@`]{1,5}") {
            let found = lower(&text).contains(&lower(&needle));
            prop_assert_eq!(Needle::new(&needle).is_in(&text), found);
        }
    }
}
