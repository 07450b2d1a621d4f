//! JSON read from the front, a token at a time, from bytes that may end in the middle.
//!
//! It is quick about what answers are made of, and gives up at everything else ([`Stop::Strange`]):
//! `serde_json` reads that, and says what is wrong with it.

use std::borrow::Cow;

use memchr::memchr;

use crate::bytes::begin_with;
use crate::collection::Stamp;
use crate::json;
use crate::systems::direct::names::{Key, SHORT};

/// Why reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes end here.
    More,
    /// Something that is not read here.
    Strange,
}

pub(super) type Scanned<T> = Result<T, Stop>;

/// Bytes in which the end of an object is looked for without reading what is in it.
const NEAR: usize = 512;

/// Bytes, and how far they are read.
#[derive(Debug, Clone)]
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Scan<'a> {
        Scan { bytes, at }
    }

    /// Bytes that are read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The bytes from a place up to here.
    pub(super) fn since(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next byte, which is not read yet.
    #[inline(always)]
    pub(super) fn peek(&self) -> Scanned<u8> {
        self.bytes.get(self.at).copied().ok_or(Stop::More)
    }

    /// Reads white space, and shows the byte after it.
    #[inline(always)]
    pub(super) fn token(&mut self) -> Scanned<u8> {
        loop {
            let byte = self.peek()?;
            if byte > b' ' || !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Ok(byte);
            }
            self.at += 1;
        }
    }

    /// Reads one byte, which has to be this one.
    #[inline(always)]
    pub(super) fn expect(&mut self, byte: u8) -> Scanned<()> {
        if self.token()? != byte {
            return Err(Stop::Strange);
        }
        self.at += 1;
        Ok(())
    }

    /// Reads exactly these bytes, if they are next.
    #[inline(always)]
    pub(super) fn skip(&mut self, bytes: &[u8]) -> bool {
        let begins = begin_with(self.rest(), bytes);
        if begins {
            self.at += bytes.len();
        }
        begins
    }

    /// Reads a name, and that byte before it, if they are next.
    #[inline(always)]
    pub(super) fn skip_key(&mut self, before: Option<u8>, key: &Key) -> bool {
        let rest = match (before, self.rest()) {
            (None, rest) => rest,
            (Some(before), [first, rest @ ..]) if before == *first => rest,
            _ => return false,
        };
        let length = key.bytes.len();
        let same = match rest.first_chunk::<SHORT>() {
            Some(ahead) if length <= SHORT => {
                let (eights, _) = ahead.as_chunks::<8>();
                let both = eights.iter().zip(key.first.iter().zip(&key.of_it));
                let other = |(eight, (first, of_it)): (&[u8; 8], (&u64, &u64))| {
                    (u64::from_le_bytes(*eight) ^ first) & of_it
                };
                both.map(other).fold(0, |all, other| all | other) == 0
            }
            _ => begin_with(rest, &key.bytes),
        };
        if same {
            self.at += length + usize::from(before.is_some());
        }
        same
    }

    /// Reads a text in which nothing is escaped and gives its bytes, if that is next; nothing is
    /// read otherwise.
    #[inline(always)]
    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let inside = self.rest().strip_prefix(b"\"")?;
        let length = ordinary(inside);
        if inside.get(length) != Some(&b'"') {
            return None;
        }
        self.at += length + 2;
        inside.get(..length)
    }

    /// Reads exactly these bytes.
    #[inline(always)]
    pub(super) fn word<const LENGTH: usize>(&mut self, bytes: &[u8; LENGTH]) -> Scanned<()> {
        match self.rest().first_chunk() {
            Some(ahead) if ahead == bytes => {
                self.at += LENGTH;
                Ok(())
            }
            Some(_) => Err(Stop::Strange),
            None => Err(Stop::More),
        }
    }

    /// Whether an object has another member, which is next then. `begun` is false before the first.
    #[inline(always)]
    pub(super) fn member(&mut self, begun: &mut bool) -> Scanned<bool> {
        let is_behind = std::mem::replace(begun, true);
        let more = if is_behind {
            self.token()? == b','
        } else {
            self.expect(b'{')?;
            self.token()? != b'}'
        };
        if !more {
            self.expect(b'}')?;
            return Ok(false);
        }
        if is_behind {
            self.expect(b',')?;
        }
        match self.token()? {
            b'"' => Ok(true),
            _ => Err(Stop::Strange),
        }
    }

    /// Reads a text, escapes and all.
    #[inline(always)]
    pub(super) fn text(&mut self) -> Scanned<Cow<'a, str>> {
        let start = self.at;
        let escaped = self.string()?;
        let quoted = self.since(start);
        if escaped {
            return json::read(quoted).map_err(|_| Stop::Strange);
        }
        let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        match std::str::from_utf8(inside) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => Err(Stop::Strange),
        }
    }

    /// Reads a moment in one of the forms that the systems write, if one is next; nothing is read
    /// otherwise.
    #[inline(always)]
    pub(super) fn stamp(&mut self) -> Option<Stamp> {
        let quoted = self.rest().strip_prefix(b"\"")?;
        // Wherever the text ends, nothing behind its quote can be of a moment.
        let end = [20, 27]
            .into_iter()
            .find(|end| quoted.get(*end) == Some(&b'"'))?;
        let stamp = Stamp::read(quoted.get(..end)?)?;
        self.at += end + 2;
        Some(stamp)
    }

    /// Reads a text over, from quote to quote; whether anything is escaped in it.
    #[inline(always)]
    fn string(&mut self) -> Scanned<bool> {
        self.word(b"\"")?;
        let mut escaped = false;
        loop {
            self.at += ordinary(self.rest());
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Ok(escaped);
                }
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                    self.peek()?;
                    self.at += 1;
                }
                _ => return Err(Stop::Strange),
            }
        }
    }

    /// Reads a whole number of at most 18 digits, if one is next; nothing is read otherwise.
    #[inline(always)]
    pub(super) fn whole(&mut self) -> Scanned<Option<i64>> {
        let rest = self.rest();
        let (negative, digits) = match rest.strip_prefix(b"-") {
            Some(digits) => (true, digits),
            None => (false, rest),
        };
        let length = digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let after = digits.get(length).ok_or(Stop::More)?;
        let ends = matches!(after, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
        let canonical = match digits.first() {
            Some(b'0') => length == 1 && !negative,
            _ => (1..=18).contains(&length),
        };
        if !ends || !canonical {
            return Ok(None);
        }
        let digits = digits.get(..length).unwrap_or_default();
        let number = digits
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit & 0xf));
        self.at += length + usize::from(negative);
        Ok(Some(if negative { -number } else { number }))
    }

    /// The bytes from here to the first closing brace, if that is near.
    pub(super) fn to_brace(&self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let near = rest.get(..rest.len().min(NEAR)).unwrap_or_default();
        near.get(..=memchr(b'}', near)?)
    }

    /// Reads any value over and gives its bytes. Only where it ends is looked for: what is between
    /// has still to be read.
    pub(super) fn value(&mut self) -> Scanned<&'a [u8]> {
        let start = self.at;
        match self.peek()? {
            b'"' => drop(self.string()?),
            b'{' | b'[' => self.nested()?,
            _ => {
                let ends =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
                let length = self.rest().iter().position(ends).ok_or(Stop::More)?;
                self.at += length;
            }
        }
        Ok(self.since(start))
    }

    fn nested(&mut self) -> Scanned<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }
}

/// Reads a value that nobody asks for, which has to be JSON still.
#[inline(always)]
pub(super) fn pass(scan: &mut Scan<'_>) -> Scanned<()> {
    match scan.peek()? {
        b'n' => scan.word(b"null"),
        b't' => scan.word(b"true"),
        b'f' => scan.word(b"false"),
        b'"' => {
            let start = scan.clone();
            if scan.bytes().is_none_or(|bytes| !bytes.is_ascii()) {
                *scan = start;
                scan.text()?;
            }
            Ok(())
        }
        _ => match serde_json::from_slice::<serde::de::IgnoredAny>(scan.value()?) {
            Ok(_) => Ok(()),
            Err(_) => Err(Stop::Strange),
        },
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// How many bytes come before a quote, a backslash or a control character; eight are looked at at a
/// time.
#[inline(always)]
fn ordinary(bytes: &[u8]) -> usize {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (place, eight) in eights.iter().enumerate() {
        let special = special(u64::from_le_bytes(*eight));
        if special != 0 {
            return place * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    bytes.len() - rest.len() + rest.iter().position(special).unwrap_or(rest.len())
}

/// The high bit of every byte that is special; above the lowest of them there may be others too.
#[inline(always)]
fn special(eight: u64) -> u64 {
    let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes;
    let quote = zero(eight ^ (ONES * 0x22));
    let backslash = zero(eight ^ (ONES * 0x5c));
    let control = eight.wrapping_sub(ONES * 0x20) & !eight;
    (quote | backslash | control) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_end_where_they_end() {
        for (json, length) in [
            (r#""a\"b" "#, 6),
            (r#"{"a":"}","b":[1,{}]},"#, 20),
            ("-1.5e3,", 6),
            ("null}", 4),
            ("[[]]]", 4),
        ] {
            let mut scan = Scan::new(json.as_bytes(), 0);
            assert_eq!(scan.value().map(<[u8]>::len), Ok(length), "{json}");
        }
        for json in [r#""a\"#, r#"{"a":"b"#, "12", "[", ""] {
            assert_eq!(
                Scan::new(json.as_bytes(), 0).value(),
                Err(Stop::More),
                "{json}"
            );
        }
    }

    #[test]
    fn numbers_that_fit() {
        for (json, number) in [
            ("0,", Some(0)),
            ("-7}", Some(-7)),
            ("999999999999999999]", Some(999_999_999_999_999_999)),
            ("1000000000000000000,", None),
            ("-0,", None),
            ("01,", None),
            ("1.0,", None),
            ("1e3,", None),
            ("-,", None),
        ] {
            let mut scan = Scan::new(json.as_bytes(), 0);
            assert_eq!(scan.whole(), Ok(number), "{json}");
            assert_eq!(scan.at() > 0, number.is_some());
        }
        assert_eq!(Scan::new(b"12", 0).whole(), Err(Stop::More));
    }

    proptest! {
        #[test]
        fn text_is_what_serde_reads(text in ".{0,40}", before in "[a-z]{0,9}") {
            let json = format!("{before}{},", serde_json::to_string(&text).expect("JSON"));
            let mut scan = Scan::new(json.as_bytes(), before.len());
            let read = scan.text();
            prop_assert_eq!(read.as_deref(), Ok(text.as_str()));
            prop_assert_eq!(scan.at(), json.len() - 1);
        }

        #[test]
        fn special_bytes_are_found(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
            let first = bytes.iter().position(special).unwrap_or(bytes.len());
            prop_assert_eq!(ordinary(&bytes), first);
        }
    }
}
