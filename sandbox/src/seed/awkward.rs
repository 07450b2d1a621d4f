//! Names that break a program which trusts what it is sent.

/// The awkward name of a record, when it has one: one in four of the first 25, then one in 37.
/// Either part may be missing.
pub fn name(index: usize, shift: usize) -> Option<(Option<String>, Option<String>)> {
    let place = place(index)?;
    let all = names();
    all.into_iter().cycle().nth(place + shift)
}

/// The awkward name of a company, on the same records.
pub fn company(index: usize) -> Option<String> {
    let (first, last) = name(index, 3)?;
    Some(match (first, last) {
        (Some(first), Some(last)) => format!("{first} {last}"),
        (Some(one), None) | (None, Some(one)) => one,
        // A company cannot be without a name, but it can be called that.
        (None, None) => "null".to_owned(),
    })
}

fn place(index: usize) -> Option<usize> {
    match index {
        0 => None,
        1..=25 => index.is_multiple_of(4).then(|| index / 4 - 1),
        _ => (index % 37 == 30).then_some(index / 37 % NAMES),
    }
}

const NAMES: usize = 18;

fn names() -> [(Option<String>, Option<String>); NAMES] {
    let both = |first: &str, last: &str| (Some(first.to_owned()), Some(last.to_owned()));
    [
        (None, None),
        both(
            "Wolfeschlegelsteinhausenbergerdorff",
            &"Hubert-Blaine-".repeat(18),
        ),
        // A right-to-left override that is never ended, and isolates: text that runs backwards.
        both("Ana\u{202e}gpj.exe", "\u{2066}Ben\u{2069} \u{200f}עברית"),
        // Escape sequences: colour, clear screen, the window's title, a bell.
        both(
            "\u{1b}[31mRed\u{1b}[0m\u{1b}[2J",
            "\u{1b}]0;owned\u{7}Bell\u{7}",
        ),
        both("👩‍👩‍👧‍👦 Fámily", "🇫🇮👍🏽"),
        (Some("Madonna".to_owned()), None),
        both("أنا\tتبويب", "line\nbreak\r\nand\u{85}more"),
        both(
            "<script>alert('x')</script>",
            "Robert'); DROP TABLE accounts;--",
        ),
        both(
            "=HYPERLINK(\"http://example.com\")",
            "@SUM(1+1)|\"quoted\", comma; semicolon",
        ),
        both(
            "Z\u{0351}\u{036b}\u{0343}a\u{0322}\u{0321}l\u{0321}\u{034d}g\u{0353}o\u{0315}",
            "e\u{301}n decompose\u{301}",
        ),
        both("", "   "),
        both("null", "undefined"),
        both("נְקֻדּוֹת", "Ltr123 مختلط עברית mixed"),
        both("\u{feff}Zero\u{200b}Width", "Non\u{a0}Breaking"),
        both("ﷺ﷽", "𝕱𝖗𝖆𝖐𝖙𝖚𝖗 ＦＵＬＬＷＩＤＴＨ"),
        both("\u{9b}31mC1\u{9d}", "Back\u{8}\u{8}space\u{7f}"),
        both("कृष्णमूर्ति", "স্বাধীনতা"),
        (None, Some("X Æ A-12".to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_screen_has_some_and_all_appear() {
        assert_eq!((0..25).filter(|index| name(*index, 0).is_some()).count(), 6);
        let seen: std::collections::HashSet<_> =
            (0..1000).filter_map(|index| name(index, 0)).collect();
        assert_eq!(seen.len(), NAMES);
    }
}
