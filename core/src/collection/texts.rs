//! All text of a table, one behind the other.

use std::ops::Range;

use crate::bytes::{Stretch, are_same};

/// Longest text, in bytes: its length is a character, and there are no more of them.
const LONGEST: usize = 0x10_f7ff;
/// Lengths from here on step over the code points that no character has.
const SURROGATES: usize = 0xd800;

/// Texts, each behind its own length: a character, so that all of it stays one `str` and most
/// lengths take one byte.
#[derive(Debug, Clone)]
pub(super) enum Texts {
    /// Known to be text.
    Read(String),
    /// Bytes that came from outside, and are looked at when all of them are there: that takes less
    /// than one by one. A length is never in the middle of a character, so all of them are text
    /// when each is.
    Unread(Vec<u8>),
}

impl Default for Texts {
    fn default() -> Texts {
        Texts::Read(String::new())
    }
}

impl Texts {
    /// Texts that may be given as bytes, until they are [settled](Texts::settle).
    pub(super) fn unread() -> Texts {
        Texts::Unread(Vec::new())
    }

    /// Looks at the bytes; `false` if they are no text, and then there is none.
    pub(super) fn settle(&mut self) -> bool {
        let Texts::Unread(bytes) = self else {
            return true;
        };
        let read = String::from_utf8(std::mem::take(bytes));
        let is_text = read.is_ok();
        *self = Texts::Read(read.unwrap_or_default());
        is_text
    }

    /// Appends a text, and says where it begins; `None` when it is too long.
    pub(super) fn push(&mut self, text: &str) -> Option<usize> {
        match self {
            Texts::Read(all) => {
                let start = all.len();
                all.push(length(text.len())?);
                all.push_str(text);
                Some(start)
            }
            Texts::Unread(_) => self.push_bytes(text.as_bytes()),
        }
    }

    /// Appends what may be a text; `None` when it is too long, or everything else has been looked
    /// at already.
    #[inline(always)]
    pub(super) fn push_bytes(&mut self, text: &[u8]) -> Option<usize> {
        let Texts::Unread(all) = self else {
            return None;
        };
        let start = all.len();
        match u8::try_from(text.len()) {
            Ok(length) if length.is_ascii() => all.push(length),
            _ => {
                let mut encoded = [0; 4];
                let length = length(text.len())?.encode_utf8(&mut encoded);
                all.extend_from_slice(length.as_bytes());
            }
        }
        all.extend_from_slice(text);
        Some(start)
    }

    /// The text that begins there.
    #[inline]
    pub(super) fn get(&self, start: usize) -> &str {
        let text = self.range(start);
        match self {
            Texts::Read(all) => all.get(text).unwrap_or_default(),
            Texts::Unread(all) => {
                std::str::from_utf8(all.get(text).unwrap_or_default()).unwrap_or_default()
            }
        }
    }

    /// Where the text that begins there with its length has its bytes.
    #[inline]
    pub(super) fn range(&self, start: usize) -> Range<usize> {
        let all = self.bytes().get(start..).unwrap_or_default();
        let (length, text) = match all.first() {
            Some(length) if length.is_ascii() => (1, usize::from(*length)),
            _ => long(all).unwrap_or_default(),
        };
        start + length..start + length + text
    }

    /// The text that begins there, and all that is behind it; nothing is, where texts are not looked
    /// at yet.
    #[inline]
    pub(super) fn stretch(&self, start: usize) -> Stretch<'_> {
        let text = self.range(start);
        match self {
            Texts::Read(all) => Stretch::new(all.get(text.start..).unwrap_or_default(), text.len()),
            Texts::Unread(_) => self.get(start).into(),
        }
    }

    /// Whether that text begins there, which takes less than to get it.
    pub(super) fn is(&self, start: usize, text: &str) -> bool {
        let mut encoded = [0; 4];
        let Some(length) = length(text.len()) else {
            return false;
        };
        let length = length.encode_utf8(&mut encoded).as_bytes();
        let rest = self.bytes().get(start..);
        let rest = rest.and_then(|rest| rest.strip_prefix(length));
        rest.is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// The bytes of the text that begins there.
    #[inline]
    fn bytes_of(&self, start: usize) -> &[u8] {
        self.bytes().get(self.range(start)).unwrap_or_default()
    }

    /// Whether the text that begins there is the one that begins in others there.
    #[inline]
    pub(super) fn is_as(&self, start: usize, others: &Texts, other: usize) -> bool {
        are_same(self.bytes_of(start), others.bytes_of(other))
    }

    /// All of them, each behind its length, as bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Texts::Read(all) => all.as_bytes(),
            Texts::Unread(all) => all,
        }
    }

    /// Bytes of all of them, with their lengths.
    pub(super) fn len(&self) -> usize {
        self.bytes().len()
    }

    /// Takes back what was appended since the length was that.
    pub(super) fn truncate(&mut self, length: usize) {
        match self {
            Texts::Read(all) => all.truncate(length),
            Texts::Unread(all) => all.truncate(length),
        }
    }

    /// Makes room for so many bytes in all.
    pub(super) fn reserve(&mut self, bytes: usize) {
        let more = bytes.saturating_sub(self.len());
        match self {
            Texts::Read(all) => all.reserve_exact(more),
            Texts::Unread(all) => all.reserve_exact(more),
        }
    }

    /// Gives back the room that is not used.
    pub(super) fn shrink(&mut self) {
        match self {
            Texts::Read(all) => all.shrink_to_fit(),
            Texts::Unread(all) => all.shrink_to_fit(),
        }
    }
}

/// How many bytes the length takes that is in front of these, and how many it says.
fn long(all: &[u8]) -> Option<(usize, usize)> {
    let mut first = all.get(..all.len().min(4))?.utf8_chunks();
    let length = first.next()?.valid().chars().next()?;
    Some((length.len_utf8(), bytes(length)))
}

/// The length that a character says.
fn bytes(length: char) -> usize {
    let length = length as usize;
    if length > SURROGATES {
        length - 0x800
    } else {
        length
    }
}

fn length(bytes: usize) -> Option<char> {
    if bytes > LONGEST {
        return None;
    }
    let code = if bytes < SURROGATES {
        bytes
    } else {
        bytes + 0x800
    };
    char::from_u32(u32::try_from(code).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length_come_back() {
        let mut texts = Texts::default();
        let lengths = [
            0, 1, 127, 128, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xd801, 0xdfff, 0xe000, 0xffff, 0x1_0000,
            LONGEST,
        ];
        let starts = lengths.map(|length| texts.push(&"x".repeat(length)).expect("short enough"));
        for (start, length) in starts.into_iter().zip(lengths) {
            assert_eq!(texts.get(start).len(), length);
            let range = texts.range(start);
            assert_eq!(&texts.bytes()[range], "x".repeat(length).as_bytes());
            assert_eq!(texts.stretch(start).text(), texts.get(start));
        }
        assert_eq!(texts.push(&"x".repeat(LONGEST + 1)), None);
        let start = texts.push("Zoë 李").expect("short enough");
        assert_eq!(texts.get(start), "Zoë 李");
        texts.truncate(start);
        assert_eq!(texts.get(start), "");
        assert_eq!(texts.stretch(start).text(), "");
    }

    #[test]
    fn bytes_are_text_when_each_is() {
        let given = ["", "Zoë", &"李".repeat(100), &"x".repeat(0xd900)];
        let mut texts = Texts::unread();
        let starts = given.map(|text| texts.push_bytes(text.as_bytes()).expect("short enough"));
        for settled in [false, true] {
            assert!(!settled || texts.settle());
            assert!(
                starts
                    .iter()
                    .zip(given)
                    .all(|(start, text)| texts.is(*start, text))
            );
            assert!(!texts.is(starts[1], "Zo") && !texts.is(starts[3], &"x".repeat(0xd901)));
            assert_eq!(starts.map(|start| texts.get(start)), given);
        }
        assert_eq!(texts.push_bytes(b"x"), None);
        // Neither the end of one nor the start of the next makes up for what is missing.
        for parts in [
            [b"\xe6\x9d".as_slice(), b"\x8e"],
            [b"\xc3", b"x"],
            [b"x", b"\xab"],
        ] {
            let mut texts = Texts::unread();
            let starts = parts.map(|part| texts.push_bytes(part).expect("short enough"));
            let length = parts.iter().map(|part| part.len() + 1).sum::<usize>();
            assert_eq!((starts[0], texts.len()), (0, length));
            assert!(!texts.settle(), "{parts:?}");
        }
    }
}
