//! Letters without their case, for searching, and without their accents too, for sorting.

use std::cmp::Ordering;

/// The text without its case: every character in lower case as Unicode has it, final sigma as
/// sigma, and the Turkish dotted `İ` as `i`. Accents count, and `ß` is not `ss`.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(lower_character).collect()
}

/// The characters that a character is without its case.
#[inline]
pub(super) fn lower_character(character: char) -> impl Iterator<Item = char> {
    // Without these, `ΟΔΟΣ` would not find `οδος`, nor `istanbul` find `İstanbul`.
    let character = match character {
        'ς' => 'σ',
        'İ' => 'i',
        other => other,
    };
    character.to_lowercase()
}

/// The order of the text without its case against text that [`lower`] made. Nothing is copied.
pub(super) fn order(text: &str, lower: &str) -> Ordering {
    if text.is_ascii() {
        let bytes = text.bytes().map(|byte| byte.to_ascii_lowercase());
        return bytes.cmp(lower.bytes());
    }
    text.chars().flat_map(lower_character).cmp(lower.chars())
}

/// Appends the letters by which a character without its case is sorted, in UTF-8: Latin letters
/// without their accents, ligatures as two letters, Greek and Cyrillic vowels without tonos and
/// diaeresis, and no combining marks. None of them is a digit that the character is not.
pub(super) fn push_base(character: char, out: &mut Vec<u8>) {
    let letter = match character {
        'ß' => return out.extend(b"ss"),
        'æ' | 'ǽ' | 'ǣ' => return out.extend(b"ae"),
        'œ' => return out.extend(b"oe"),
        'þ' => return out.extend(b"th"),
        'ĳ' => return out.extend(b"ij"),
        '\u{300}'..='\u{36f}' => return,
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ё' => 'е',
        'à'..='ɏ' => base(LATIN, 'à', character),
        'ḁ'..='ỹ' => base(LATIN_ADDITIONAL, 'Ḁ', character),
        other => other,
    };
    out.extend(letter.encode_utf8(&mut [0; 4]).bytes());
}

fn base(table: &str, first: char, character: char) -> char {
    let place = (u32::from(character) - u32::from(first)) as usize;
    match table.as_bytes().get(place) {
        None | Some(b'.') => character,
        Some(base) => char::from(*base),
    }
}

/// U+00E0 to U+024F: the first character of each one's canonical decomposition (Unicode 16), and
/// the plain letter of those with a stroke or hook; `.` where there is none or case was folded.
const LATIN: &str = "aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
    .a.a.a.c.c.c.c.d.d.e.e.e.e.e.g.g\
    .g.g.h.h.i.i.i.i.i...j.kk.l.l.l.\
    l.l.n.n.nn.n.o.o.o...r.r.r.s.s.s\
    .s.t.t.t.u.u.u.u.u.u.w.y..z.z.zs\
    b..b....c...d.....f......kl...n.\
    .o...p.....t.t..u...y.z.........\
    ..............a.i.o.u.u.u.u.u..a\
    .a...g.g.k.o.o..j....g...n.a....\
    .a.a.e.e.i.i.o.o.r.r.u.u.s.t...h\
    .d...z.a.e.o.o.o.o.ylntj....c..s\
    z......e.j.q.r.y";

/// U+1E00 to U+1EFF, as above; Vietnamese is here.
const LATIN_ADDITIONAL: &str = ".a.b.b.b.c.d.d.d.d.d.e.e.e.e.e.f\
    .g.h.h.h.h.h.i.i.k.k.k.l.l.l.l.m\
    .m.m.n.n.n.n.o.o.o.o.p.p.r.r.r.r\
    .s.s.s.s.s.t.t.t.t.u.u.u.u.u.v.v\
    .w.w.w.w.w.x.x.y.z.z.zhtwy......\
    .a.a.a.a.a.a.a.a.a.a.a.a.e.e.e.e\
    .e.e.e.e.i.i.o.o.o.o.o.o.o.o.o.o\
    .o.o.u.u.u.u.u.u.u.y.y.y.y......";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bases(text: &str) -> String {
        let mut out = Vec::new();
        lower(text)
            .chars()
            .for_each(|character| push_base(character, &mut out));
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn case_is_nothing() {
        for (text, same) in [
            ("ZOË", "zoë"),
            ("ΟΔΟΣ", "οδος"),
            ("İstanbul", "istanbul"),
            ("ПРИВЕТ", "привет"),
            ("\u{212a}", "k"),
            ("李小龙", "李小龙"),
        ] {
            assert_eq!(lower(text), lower(same), "{text}");
        }
        assert_ne!(lower("Zoë"), lower("Zoe"));
    }

    #[test]
    fn letters_lie_where_the_tables_say() {
        assert_eq!(LATIN.len(), 0x250 - 0xe0);
        assert_eq!(LATIN_ADDITIONAL.len(), 0x100);
        for (text, base) in [
            ("Àéîõüÿ", "aeiouy"),
            ("Łódź", "lodz"),
            ("Đặng Nguyễn", "dang nguyen"),
            ("Șerban Țepeș", "serban tepes"),
            ("Æsir Œuvre Straße Þór", "aesir oeuvre strasse thor"),
            ("Ōsaka e\u{301}", "osaka e"),
            ("Ώρα Ёлка Йод", "ωρα елка йод"),
            ("÷ 李 ø", "÷ 李 o"),
        ] {
            assert_eq!(bases(text), base);
        }
    }

    proptest! {
        #[test]
        fn nothing_copied_is_ordered_as_a_copy_would_be(
            text in "[aAbBäÄσςΣİiK\u{212a}李]{0,6}",
            other in "[aAbBäÄσςΣİiK\u{212a}李]{0,6}",
        ) {
            let other = lower(&other);
            prop_assert_eq!(order(&text, &other), lower(&text).cmp(&other));
        }
    }
}
