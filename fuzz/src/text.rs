//! Text made safe to show, moments, and names that somebody may have meant.

use roster_core::moment::{Moment, rfc3339};
use roster_core::nearest::{nearest, suggestion};
use roster_core::text::{excerpt, shown};

/// # Panics
/// When text that is shown could act on a screen, a moment is not the same in two spellings, or a
/// suggestion is not one of the names.
pub fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    inert(&text);
    moment(&text);
    names(&text);
}

fn inert(text: &str) {
    let seen = shown(text);
    assert!(!seen.contains(acts), "{seen:?}");
    assert_eq!(shown(&seen), seen);
    assert!(seen.chars().count() <= text.chars().count());
    if !text.contains(acts) {
        assert_eq!(seen, text, "text that was safe already was changed");
    }
    for characters in [0, 1, 40, 120] {
        let head = excerpt(text, characters);
        assert!(!head.contains(acts), "{head:?}");
        assert!(head.chars().count() <= characters + 1, "{head:?}");
        let cut = text.trim().chars().count() > characters;
        assert!(!cut || head.ends_with('…'), "{head:?}");
    }
}

/// Characters that move a cursor, end a line, or turn text around: never shown as they are.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{ad}' | '\u{180e}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

fn moment(text: &str) {
    let read = Moment::parse(text);
    let spelled = rfc3339(text);
    assert_eq!(read.is_some(), spelled.is_some(), "{text:?}: {spelled:?}");
    let Some(spelled) = spelled else { return };
    assert_eq!(Moment::parse(&spelled), read, "{spelled}");
    assert_eq!(rfc3339(&spelled).as_deref(), Some(spelled.as_str()));
    assert!(spelled.len() <= 70, "{spelled}");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-:.+".contains(&byte);
    assert!(spelled.bytes().all(plain), "{spelled:?}");
}

fn names(text: &str) {
    const NAMES: [&str; 4] = ["email", "first_name", "Is_Active", "id"];
    let near = nearest(text, &NAMES);
    assert!(near.len() <= 3 && near.iter().all(|name| NAMES.contains(name)));
    assert!(suggestion(text, NAMES.into_iter()).len() < 100);
    for name in NAMES {
        assert_eq!(nearest(name, &NAMES), [name]);
    }
}
