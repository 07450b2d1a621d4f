//! Names that somebody may have meant.

/// Longest name that is compared; the work grows with the square.
const LONGEST: usize = 64;

/// What to say of a name that does not exist: the names that it may be a slip of, or all of them.
/// The end of a sentence, such as `did you mean email?` or `there are Id, Name`.
#[must_use]
pub fn suggestion<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let near = nearest(name, &names);
    if !near.is_empty() {
        return format!("did you mean {}?", near.join(" or "));
    }
    if names.is_empty() {
        return "there are none".to_owned();
    }
    format!("there are {}", names.join(", "))
}

/// At most three of the names, nearest first: the one that differs in case alone, else those that
/// differ by a few slips, are a part of the name, or have it as a part.
#[must_use]
pub fn nearest<'a>(name: &str, names: &[&'a str]) -> Vec<&'a str> {
    let lower = name.to_lowercase();
    let length = lower.chars().count();
    if length > LONGEST {
        return Vec::new();
    }
    // Two letters that changed places are two slips.
    let allowed = match length {
        0..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let mut near: Vec<(usize, &str)> = Vec::new();
    for candidate in names {
        let other = candidate.to_lowercase();
        let slips = slips(&lower, &other);
        let close = slips <= allowed && slips < length;
        let part = length >= 3 && (other.contains(&lower) || lower.contains(&other));
        if close || part {
            let place = near.partition_point(|(others, _)| *others <= slips);
            near.insert(place, (slips, candidate));
        }
    }
    if near.first().is_some_and(|(slips, _)| *slips == 0) {
        near.truncate(1);
    }
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// How many characters have to be put in, taken out or replaced to make one of the other
/// (Levenshtein's distance).
fn slips(one: &str, other: &str) -> usize {
    let mut above: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, mine) in one.chars().enumerate() {
        let mut left = line + 1;
        let mut row = vec![left];
        let before = above.iter().zip(above.iter().skip(1));
        for (theirs, (diagonal, up)) in other.chars().zip(before) {
            let replaced = diagonal + usize::from(mine != theirs);
            left = replaced.min(left + 1).min(up + 1);
            row.push(left);
        }
        above = row;
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["email", "first_name", "last_name", "Is_Active", "id"];

    #[test]
    fn slips_are_counted() {
        for (one, other, count) in [
            ("", "", 0),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("emial", "email", 2),
            ("é", "e", 1),
        ] {
            assert_eq!(slips(one, other), count, "{one} {other}");
            assert_eq!(slips(other, one), count, "{other} {one}");
        }
    }

    #[test]
    fn a_name_that_was_meant() {
        assert_eq!(nearest("emai", &NAMES), ["email"]);
        assert_eq!(nearest("is_active", &NAMES), ["Is_Active"]);
        assert_eq!(nearest("name", &NAMES), ["last_name", "first_name"]);
        assert_eq!(nearest("12", &NAMES), [""; 0]);
        assert_eq!(nearest("", &NAMES), [""; 0]);
        assert_eq!(nearest(&"email".repeat(100_000), &NAMES), [""; 0]);
    }

    #[test]
    fn without_one_all_are_named() {
        assert_eq!(
            suggestion("zzz", NAMES.into_iter()),
            "there are email, first_name, last_name, Is_Active, id"
        );
        assert_eq!(
            suggestion("emial", NAMES.into_iter()),
            "did you mean email?"
        );
        assert_eq!(
            suggestion("emall", NAMES.into_iter()),
            "did you mean email?"
        );
        assert_eq!(suggestion("x", [].into_iter()), "there are none");
    }
}
