//! Letters without their case, for searching, and without their accents too, for sorting.

use memchr::memchr2_iter;

/// The text without its case: every character in lower case as Unicode has it, final sigma as
/// sigma, and the Turkish dotted `İ` as `i`. Accents count, and `ß` is not `ss`.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(lower_character).collect()
}

fn lower_character(character: char) -> impl Iterator<Item = char> {
    // Without these, `ΟΔΟΣ` would not find `οδος`, nor `istanbul` find `İstanbul`.
    let character = match character {
        'ς' => 'σ',
        'İ' => 'i',
        other => other,
    };
    character.to_lowercase()
}

/// Whether the text, without its case, contains a needle that [`lower`] made. Nothing is copied:
/// this is asked of every field of every account.
pub(super) fn contains(text: &str, needle: &str) -> bool {
    let Some(first) = needle.chars().next() else {
        return true;
    };
    if text.is_ascii() {
        return contains_ascii(text.as_bytes(), needle.as_bytes());
    }
    text.char_indices().any(|(place, character)| {
        let begins = if character.is_ascii() {
            character.to_ascii_lowercase() == first
        } else {
            lower_character(character).next() == Some(first)
        };
        begins && {
            let rest = text.get(place..).unwrap_or_default();
            let mut lower = rest.chars().flat_map(lower_character);
            needle.chars().all(|wanted| lower.next() == Some(wanted))
        }
    })
}

fn contains_ascii(text: &[u8], needle: &[u8]) -> bool {
    let Some((first, rest)) = needle.split_first() else {
        return true;
    };
    memchr2_iter(*first, first.to_ascii_uppercase(), text).any(|place| {
        let after = text.get(place + 1..place + needle.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(rest))
    })
}

/// Appends the letters by which text that [`lower`] made is sorted: Latin letters without their
/// accents, ligatures as two letters, Greek and Cyrillic vowels without tonos and diaeresis, and no
/// combining marks.
pub(super) fn push_base(character: char, out: &mut String) {
    match character {
        'ß' => out.push_str("ss"),
        'æ' | 'ǽ' | 'ǣ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'ĳ' => out.push_str("ij"),
        'ά' => out.push('α'),
        'έ' => out.push('ε'),
        'ή' => out.push('η'),
        'ί' | 'ϊ' | 'ΐ' => out.push('ι'),
        'ό' => out.push('ο'),
        'ύ' | 'ϋ' | 'ΰ' => out.push('υ'),
        'ώ' => out.push('ω'),
        'ё' => out.push('е'),
        '\u{300}'..='\u{36f}' => {}
        'à'..='ɏ' => out.push(base(LATIN, 'à', character)),
        'ḁ'..='ỹ' => out.push(base(LATIN_ADDITIONAL, 'Ḁ', character)),
        other => out.push(other),
    }
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
        let mut out = String::new();
        lower(text)
            .chars()
            .for_each(|character| push_base(character, &mut out));
        out
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

    #[test]
    fn ascii_takes_a_short_way_to_the_same_end() {
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
        ] {
            assert_eq!(contains(text, &lower(needle)), found, "{text} {needle}");
        }
    }

    proptest! {
        #[test]
        fn nothing_copied_finds_what_a_copy_would(
            text in "[aAbBäÄσςΣİiK\u{212a}李]{0,8}",
            needle in "[aAbBäÄσςΣİiK\u{212a}李]{0,3}",
        ) {
            let needle = lower(&needle);
            prop_assert_eq!(contains(&text, &needle), lower(&text).contains(&needle));
        }
    }
}
