//! JSON on standard output: every value as the system sent it, and no character that acts on a
//! screen.

use std::borrow::Cow;
use std::fmt::Write as _;

use roster_core::text::shown;
use roster_core::value::{Value, write_object};

/// An array of JSON texts, one a line.
pub fn array(items: &[String]) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n{}\n]", items.join(",\n"))
}

/// An object as JSON.
pub fn object(members: &[(&str, Value)]) -> String {
    let mut out = String::new();
    write_object(members.iter().map(|(name, value)| (*name, value)), &mut out);
    out
}

/// The same JSON with invisible and bidirectional characters written as escapes: the same text to
/// every reader, and harmless where it is shown. Line ends between values stay.
pub fn safe(json: &str) -> Cow<'_, str> {
    let acts = |character: char| {
        let mut bytes = [0; 4];
        let text = &*character.encode_utf8(&mut bytes);
        character != '\n' && shown(text) != text
    };
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if acts(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_screen_is_escaped_and_means_the_same() {
        let json = "[\n{\"a\":\"x\u{202e}y\u{e0041}\"}\n]";
        let safe = safe(json);
        assert_eq!(safe, "[\n{\"a\":\"x\\u202ey\\udb40\\udc41\"}\n]");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(read(&safe), read(json));
    }

    #[test]
    fn ordinary_json_is_not_copied() {
        assert!(matches!(
            safe("[\n{\"a\":\"Zoë 李 עברית\"}\n]"),
            Cow::Borrowed(_)
        ));
        assert_eq!(array(&[]), "[]");
    }
}
