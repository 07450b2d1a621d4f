//! Bytes that are looked at or copied for every row and member, most of which are few. WebAssembly
//! has no instruction for it, and what the compiler and the standard library put in its place goes in
//! smaller steps than these.

/// Whether all bytes are the same.
#[inline]
pub(crate) fn are_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && begin_with(one, other)
}

/// Whether all bytes are of ASCII, eight at a time.
#[must_use]
#[inline]
pub fn is_ascii(bytes: &[u8]) -> bool {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let (eights, rest) = bytes.as_chunks::<8>();
    let all = eights.iter().map(|eight| u64::from_le_bytes(*eight));
    let last = match bytes.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last),
        None => rest.iter().fold(0, |all, byte| all | u64::from(*byte)),
    };
    all.fold(last, |all, eight| all | eight) & HIGH == 0
}

/// Bytes that are copied in one go: few texts are longer.
const STRETCH: usize = 64;

/// A text, and what is behind it: a short one is copied in one go with some of that. How long a text
/// is, no processor foresees.
#[derive(Clone, Copy)]
pub struct Stretch<'a> {
    /// The text and what is behind it.
    all: &'a str,
    length: usize,
}

impl<'a> Stretch<'a> {
    /// The text that is so many of the first bytes.
    #[inline(always)]
    pub(crate) fn new(all: &'a str, length: usize) -> Stretch<'a> {
        Stretch { all, length }
    }

    /// The text alone.
    #[must_use]
    #[inline(always)]
    pub fn text(self) -> &'a str {
        self.all.get(..self.length).unwrap_or_default()
    }

    /// Appends the text.
    #[inline(always)]
    pub fn append_to(self, bytes: &mut Vec<u8>) {
        match self.all.as_bytes().first_chunk::<STRETCH>() {
            Some(stretch) if self.length <= STRETCH => append(bytes, stretch, self.length),
            _ => bytes.extend_from_slice(self.text().as_bytes()),
        }
    }
}

impl<'a> From<&'a str> for Stretch<'a> {
    /// A text with nothing behind it.
    fn from(text: &'a str) -> Stretch<'a> {
        Stretch::new(text, text.len())
    }
}

/// Appends so many of the first of these bytes, which are copied in one go.
#[inline(always)]
pub(crate) fn append<const LENGTH: usize>(all: &mut Vec<u8>, bytes: &[u8; LENGTH], length: usize) {
    let end = all.len() + length;
    all.extend_from_slice(bytes);
    all.truncate(end);
}

/// Whether the bytes begin with those, eight at a time.
#[inline(always)]
pub(crate) fn begin_with(bytes: &[u8], with: &[u8]) -> bool {
    let Some(bytes) = bytes.get(..with.len()) else {
        return false;
    };
    let (eights, _) = bytes.as_chunks::<8>();
    let (with_eights, _) = with.as_chunks::<8>();
    let same =
        |(one, other): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*one) == u64::from_le_bytes(*other);
    if !eights.iter().zip(with_eights).all(same) {
        return false;
    }
    match (bytes.last_chunk::<8>(), with.last_chunk::<8>()) {
        (Some(one), Some(other)) => same((one, other)),
        _ => bytes.iter().zip(with).all(|(one, other)| one == other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bytes_of_any_length_are_told_from_others_that_differ_anywhere() {
        for length in 0..40 {
            let bytes = vec![b'x'; length];
            let longer = [&bytes[..], b"x"].concat();
            assert!(are_same(&bytes, &bytes) && begin_with(&longer, &bytes));
            assert!(!are_same(&bytes, &longer) && !are_same(&longer, &bytes));
            assert!(!begin_with(&bytes, &longer), "{length}");
            for place in 0..length {
                let mut other = bytes.clone();
                other[place] = b'y';
                assert!(!are_same(&bytes, &other), "{place} of {length}");
                assert!(!begin_with(&longer, &other), "{place} of {length}");
            }
        }
    }

    #[test]
    fn a_byte_that_is_not_ascii_is_found_anywhere() {
        for length in 0..40 {
            let mut bytes = vec![0x7f; length];
            assert!(is_ascii(&bytes));
            for place in 0..length {
                bytes[place] = 0x80;
                assert!(!is_ascii(&bytes), "{place} of {length}");
                bytes[place] = 0;
            }
        }
    }

    #[test]
    fn bytes_of_every_length_are_appended_alone() {
        let text: String = ('!'..='~').cycle().take(4 * STRETCH).collect();
        for length in 0..2 * STRETCH {
            for behind in [0, 1, STRETCH, 2 * STRETCH] {
                let mut all = vec![7];
                let stretch = Stretch::new(text.get(..length + behind).unwrap(), length);
                stretch.append_to(&mut all);
                assert_eq!(Some(stretch.text()), text.get(..length));
                let alone = [b"\x07", stretch.text().as_bytes()].concat();
                assert_eq!(all, alone, "{length} and {behind} behind them");
            }
        }
    }

    proptest! {
        #[test]
        fn beginnings_are_compared(one in "[ab]{0,20}", other in "[ab]{0,20}") {
            let (one, other) = (one.as_bytes(), other.as_bytes());
            prop_assert_eq!(begin_with(one, other), one.starts_with(other));
        }
    }
}
