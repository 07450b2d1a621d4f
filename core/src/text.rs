//! Text of a server made safe to show. Data keeps every character; only what is drawn on a screen
//! passes through here, once, at the boundary.

use std::borrow::Cow;

/// The text with every character that acts instead of being seen replaced by one that is seen:
/// control characters by their pictures (`␛`), line ends by `⏎`, tabs by a space; bidirectional
/// overrides, embeddings and isolates, invisible format characters, and unpaired or private
/// surprises by `�`. Right-to-left letters stay as they are: they are text.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| picture(character).is_none()) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(
        text.chars()
            .map(|character| picture(character).unwrap_or(character))
            .collect(),
    )
}

/// What stands for a character that must not be sent to a screen; `None` for all others.
fn picture(character: char) -> Option<char> {
    let code = u32::from(character);
    match character {
        '\t' => Some(' '),
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('⏎'),
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + code),
        '\u{7f}' => Some('␡'),
        '\u{80}'..='\u{9f}' => Some('�'),
        // Bidirectional marks, embeddings, overrides and isolates (UAX #9).
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some('�')
        }
        // Soft hyphen, zero-width space, word joiner and invisible operators, deprecated format
        // characters, byte order mark, interlinear annotations, language tags. Joiners (200C,
        // 200D) stay: Persian and emoji need them.
        '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('�'),
        _ => None,
    }
}

/// The text safe to show, cut to that many characters with `…` for what is missing. For excerpts of
/// answers in messages; columns of a screen are cut by what draws them.
#[must_use]
pub fn excerpt(text: &str, characters: usize) -> String {
    let mut seen = text.trim().chars();
    let head: String = seen.by_ref().take(characters).collect();
    let mut head = shown(&head).into_owned();
    if seen.next().is_some() {
        head.push('…');
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_not_copied() {
        for text in ["", "Zoë Müller", "李小龙", "עברית", "👩‍👩‍👧", "می‌خواهم"]
        {
            assert!(
                matches!(shown(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_acts_on_the_screen() {
        assert_eq!(shown("\u{1b}[31mred\u{7}"), "␛[31mred␇");
        assert_eq!(shown("a\r\nb\nc\td"), "a⏎b⏎c d");
        assert_eq!(shown("abc\u{202e}fdp.exe"), "abc�fdp.exe");
        assert_eq!(shown("\u{9b}31m\u{7f}\u{200b}"), "�31m␡�");
    }

    #[test]
    fn what_is_shown_is_shown_as_it_is() {
        for code in 0..=0x10_ffff_u32 {
            let Some(character) = char::from_u32(code) else {
                continue;
            };
            let once = shown(character.encode_utf8(&mut [0; 4])).into_owned();
            assert_eq!(shown(&once), once, "U+{code:04X}");
            assert!(!once.chars().any(char::is_control), "U+{code:04X}");
        }
    }

    #[test]
    fn an_excerpt_says_that_it_is_one() {
        assert_eq!(excerpt("  short ", 10), "short");
        assert_eq!(excerpt("<html>\n<body>long", 8), "<html>⏎<…");
    }
}
