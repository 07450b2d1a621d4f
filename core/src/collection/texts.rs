//! All text of a table, one behind the other.

/// Longest text, in bytes: its length is a character, and there are no more of them.
const LONGEST: usize = 0x10_f7ff;
/// Lengths from here on step over the code points that no character has.
const SURROGATES: usize = 0xd800;

/// Texts, each behind its own length: a character, so that all of it stays one `str` and most
/// lengths take one byte.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts(String);

impl Texts {
    /// Appends a text, and says where it begins; `None` when it is too long.
    pub(super) fn push(&mut self, text: &str) -> Option<usize> {
        let start = self.0.len();
        self.0.push(length(text.len())?);
        self.0.push_str(text);
        Some(start)
    }

    /// The text that begins there.
    pub(super) fn get(&self, start: usize) -> &str {
        let mut rest = self.0.get(start..).unwrap_or_default().chars();
        let Some(length) = rest.next() else {
            return "";
        };
        let mut length = length as usize;
        if length > SURROGATES {
            length -= 0x800;
        }
        rest.as_str().get(..length).unwrap_or_default()
    }

    /// All texts from the one that begins at `first` to the one that begins at `last`, with their
    /// lengths.
    pub(super) fn span(&self, first: usize, last: usize) -> &str {
        let behind = self.0.get(last..).unwrap_or_default();
        let length = behind.chars().next().map_or(0, char::len_utf8);
        let end = last + length + self.get(last).len();
        self.0.get(first..end).unwrap_or_default()
    }

    /// Bytes of all of them, with their lengths.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes back what was appended since the length was that.
    pub(super) fn truncate(&mut self, length: usize) {
        self.0.truncate(length);
    }

    /// Makes room for so many bytes in all.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.0.reserve_exact(bytes.saturating_sub(self.0.len()));
    }

    /// Gives back the room that is not used.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
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
    fn a_span_ends_with_its_last_text() {
        let mut texts = Texts::default();
        let long = "é".repeat(100);
        let [one, two, _] = ["one", &long, "three"].map(|text| texts.push(text).expect("short"));
        assert_eq!(texts.span(one, one), "\u{3}one");
        assert_eq!(texts.span(one, two), format!("\u{3}one\u{c8}{long}"));
        assert_eq!(texts.span(two, two), format!("\u{c8}{long}"));
        assert_eq!(texts.span(two, one), "");
    }

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
        }
        assert_eq!(texts.push(&"x".repeat(LONGEST + 1)), None);
        let start = texts.push("Zoë 李").expect("short enough");
        assert_eq!(texts.get(start), "Zoë 李");
        texts.truncate(start);
        assert_eq!(texts.get(start), "");
    }
}
