//! Text in a given number of cells. What comes out is safe to show: every text passes through
//! [`roster_core::text::shown`] here.

use roster_core::text::shown;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many cells the text takes. Counted character by character, as it is drawn: a whole text may
/// be narrower, where letters join.
#[must_use]
pub fn width(text: &str) -> usize {
    drawn(&shown(text))
}

fn drawn(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text in at most that many cells, `…` for what is missing.
#[must_use]
pub fn cut(text: &str, cells: usize) -> String {
    // A cell needs a few characters at most, so a text of a megabyte is not looked through.
    let bound = cells.saturating_mul(16).saturating_add(64);
    let (head, longer) = match text.char_indices().nth(bound) {
        Some((end, _)) => (text.get(..end).unwrap_or(text), true),
        None => (text, false),
    };
    let text = shown(head);
    if !longer && drawn(&text) <= cells {
        return text.into_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if used + wide > cells - 1 {
            break;
        }
        used += wide;
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}

/// The text in exactly that many cells: cut, or filled with spaces.
#[must_use]
pub fn fit(text: &str, cells: usize) -> String {
    let mut text = cut(text, cells);
    let used = drawn(&text);
    text.extend(std::iter::repeat_n(' ', cells.saturating_sub(used)));
    text
}

/// Most lines that one text is broken into; what is longer says so.
const MOST_LINES: usize = 200;

/// The text in lines of at most that many cells, broken between words where there are any.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let text = cut(text, cells.saturating_mul(MOST_LINES));
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_word_bounds() {
        let wide = drawn(word);
        if used + wide > cells && used > 0 {
            lines.push(String::new());
            used = 0;
            if word.trim().is_empty() {
                continue;
            }
        }
        for grapheme in word.graphemes(true) {
            let (grapheme, wide) = match grapheme.width() {
                wide if wide > cells => ("…", 1),
                wide => (grapheme, wide),
            };
            if used + wide > cells && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(grapheme);
            }
            used += wide;
        }
    }
    lines
}

/// The part of a typed text that is seen in that many cells, and the cell of the cursor in it.
#[must_use]
pub fn window(text: &str, cursor: usize, cells: usize) -> (String, usize) {
    // Character by character, so that the cursor, which counts characters, stays where it is.
    let seen = |text: &mut dyn Iterator<Item = char>| -> String {
        text.map(|character| shown(character.encode_utf8(&mut [0; 4])).into_owned())
            .collect()
    };
    let before = seen(&mut text.chars().take(cursor));
    let after = seen(&mut text.chars().skip(cursor));
    let mut start = before.as_str();
    for grapheme in before.graphemes(true) {
        if drawn(start) < cells {
            break;
        }
        start = start.get(grapheme.len()..).unwrap_or_default();
    }
    let at = drawn(start);
    let mut visible = start.to_owned();
    let mut used = at;
    for grapheme in after.graphemes(true) {
        used += grapheme.width();
        if used > cells {
            break;
        }
        visible.push_str(grapheme);
    }
    (visible, at)
}

/// A number as people read it: `1,000`.
#[must_use]
pub fn grouped(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_says_so_and_never_takes_more() {
        assert_eq!(cut("Anna", 4), "Anna");
        assert_eq!(cut("Annabel", 4), "Ann…");
        assert_eq!(cut("李小龙", 4), "李…");
        assert_eq!(cut("👩‍👩‍👧👩‍👩‍👧", 3), "👩‍👩‍👧…");
        assert_eq!(cut("é\u{301}é\u{301}", 1), "…");
        assert_eq!(cut("Anna", 0), "");
        for text in [
            "Anna Müller",
            "李小龙李小龙",
            "👩‍👩‍👧👩‍👩‍👧",
            "עברית שלום",
            "a\u{1b}[31m",
            "क्षि",
            "لا إله",
        ] {
            for cells in 0..20 {
                assert!(width(&cut(text, cells)) <= cells, "{text} in {cells}");
                assert_eq!(width(&fit(text, cells)), cells, "{text} in {cells}");
                let lines = wrap(text, cells);
                assert!(lines.iter().all(|line| width(line) <= cells.max(1)));
            }
        }
    }

    #[test]
    fn a_megabyte_is_cut_like_anything_else() {
        assert_eq!(cut(&"x".repeat(1 << 20), 5), "xxxx…");
        assert_eq!(wrap(&"word ".repeat(1 << 18), 10).len(), MOST_LINES);
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three", 8), ["one two ", "three"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn the_cursor_is_always_in_the_window() {
        assert_eq!(window("Anna", 4, 10), ("Anna".to_owned(), 4));
        assert_eq!(window("abcdefgh", 8, 4), ("fgh".to_owned(), 3));
        assert_eq!(window("abcdefgh", 0, 4), ("abcd".to_owned(), 0));
        assert_eq!(window("a\r\nb", 4, 10), ("a⏎⏎b".to_owned(), 4));
        for cursor in 0..=3 {
            let (visible, at) = window("李小龙", cursor, 3);
            assert!(at < 3 && visible.width() <= 3, "{visible} {at}");
        }
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(7_u64), "7");
        assert_eq!(grouped(1_000_usize), "1,000");
        assert_eq!(grouped(1_234_567_u64), "1,234,567");
    }
}
