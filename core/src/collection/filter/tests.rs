use proptest::prelude::*;

use super::*;
use crate::collection::tests::{RESOURCE, account};
use crate::error::ErrorKind;
use crate::value::{Number, Reference, Value};

fn filter(expression: &str) -> Filter {
    Filter::parse(&RESOURCE, expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
}

fn anna() -> Account {
    account(
        "1",
        &[
            ("name", Value::text("Anna Maria Ångström")),
            ("email", Value::text("Anna@example.org")),
            ("active", Value::Bool(true)),
            (
                "count",
                Value::Number(Number::parse("9007199254740993").expect("a number")),
            ),
            ("seen_at", Value::text("2022-01-12T17:17:58Z")),
            ("locked_at", Value::Null),
            ("language", Value::text("fi-FI")),
            (
                "home",
                Value::Reference(Reference {
                    id: "77".into(),
                    name: Some("Helsinki".into()),
                    ..Reference::default()
                }),
            ),
            ("mystery", Value::text("unseen")),
        ],
    )
}

#[test]
fn what_matches() {
    for expression in [
        "",
        "   ",
        "anna",
        "ANNA maria",
        "\"anna maria\"",
        "ÅNGSTRÖM",
        "name:ria",
        "name:\"Maria å\"",
        "email=anna@EXAMPLE.org",
        "name=\"anna maria ångström\"",
        "email!=x",
        "-email=x",
        "-zzz",
        "active=true",
        "active=YES",
        "active>false",
        "count=9007199254740993",
        "count>9007199254740992",
        "count<9007199254740994",
        "count=9007199254740993.0",
        "count<9007199254740993.5",
        "seen_at>2022-01-12",
        "seen_at=\"2022-01-12 17:17:58 UTC\"",
        "seen_at<=2022-01-12T19:17:58+02:00",
        "seen_at:2022-01-12",
        "locked_at:null",
        "locked_at=null",
        "locked_at=",
        "-seen_at:null",
        "seen_at!=null",
        "name!=",
        "language=finnish",
        "language:FI-fi",
        "finnish",
        "home=77",
        "home=helsinki",
        "home:hels",
        "-unseen",
        "absent:null",
        "name>anna",
        "name<anne",
        "--x",
        "-\"no such\"",
        "anna -bertha active=1",
    ] {
        assert!(filter(expression).matches(&anna()), "{expression}");
    }
}

#[test]
fn what_does_not() {
    for expression in [
        "bertha",
        "-anna",
        "angstrom",
        "name=anna",
        "email:null",
        "count=9007199254740992",
        "count>9007199254740993",
        "count!=9007199254740993",
        "seen_at<2022-01-12",
        "locked_at>2000-01-01",
        "locked_at<2000-01-01",
        "locked_at!=",
        "active=false",
        "active=no",
        "absent=x",
        "name:\"null\"",
        "unseen",
        "anna bertha",
        "name=\"\"",
        "seen_at!=\"2022-01-12 17:17:58 UTC\"",
    ] {
        assert!(!filter(expression).matches(&anna()), "{expression}");
    }
}

#[test]
fn quotes_hold_anything() {
    let odd = account("1", &[("name", Value::text("a = \"b\" 12:30 http://x"))]);
    for expression in [
        r#""a = ""b""""#,
        r#"name:"""b""""#,
        "\"12:30\"",
        "-\"12:31\"",
        r#"name="a = ""b"" 12:30 http://x""#,
    ] {
        assert!(filter(expression).matches(&odd), "{expression}");
    }
}

#[test]
fn the_null_of_agilenow_is_null() {
    let never = account(
        "1",
        &[
            ("seen_at", Value::text("1900-01-01T00:00:00Z")),
            ("name", Value::text("1900-01-01")),
        ],
    );
    assert!(filter("seen_at:null").matches(&never));
    assert!(!filter("seen_at<2000-01-01").matches(&never));
    assert!(!filter("seen_at!=null").matches(&never));
    assert!(!filter("name:null").matches(&never));
}

#[test]
fn empty_text_is_not_null() {
    let blank = account("1", &[("name", Value::text(""))]);
    assert!(filter("name=").matches(&blank));
    assert!(!filter("name:null").matches(&blank));
    assert!(!filter("name!=").matches(&blank));
}

#[test]
fn values_of_another_nature_are_text() {
    let odd = account(
        "1",
        &[
            ("count", Value::text("many")),
            ("seen_at", Value::text("soon")),
            ("active", Value::text("maybe")),
        ],
    );
    for expression in ["count=MANY", "seen_at=soon", "active=maybe", "count!=5"] {
        assert!(filter(expression).matches(&odd), "{expression}");
    }
    // Digits in text are text: an id of `007` is not one of `7`.
    assert!(!filter("name=7").matches(&account("1", &[("name", Value::text("007"))])));
    assert!(filter("count=7").matches(&account("1", &[("count", Value::text("007"))])));
}

#[test]
fn errors_say_what_where_and_what_instead() {
    for (expression, parts) in [
        ("count>less", ["\"count>less\"", "a number"].as_slice()),
        (
            "seen_at>=soon",
            &["\"seen_at>=soon\"", "a date or a moment"],
        ),
        (
            "anna emial:x",
            ["character 6", "\"emial:x\"", "did you mean email?"].as_slice(),
        ),
        (
            "12:30",
            &[
                "character 1",
                "there is no field 12",
                "quote it: \"12:30\"",
                "there are id, name",
            ],
        ),
        (
            "-http://x.org y",
            &["no field http", "quote it: \"http://x.org\""],
        ),
        (
            "anna nmae:\"b c\" d",
            &[
                "character 6, \"nmae:\"b c\"\": there",
                "quote it: \"nmae:\"\"b c\"\"\"",
            ],
        ),
        ("=x", &["no field before ="]),
        ("Name=x", &["did you mean name?"]),
        ("name:", &["nothing after name:", "name:null"]),
        ("name> x", &["nothing after name>"]),
        ("é \"abc", &["character 3", "quote is not closed"]),
        ("name=\"a\"b", &["no space after the closing quote"]),
        ("-", &["no word to look for"]),
        ("\"\"", &["no word to look for"]),
        ("password=x", &["password is never answered"]),
        ("\u{1b}[31m:x", &["␛[31m"]),
    ] {
        let error = Filter::parse(&RESOURCE, expression).expect_err(expression);
        assert_eq!(error.kind(), ErrorKind::Invalid);
        for part in parts {
            assert!(error.to_string().contains(part), "{error} lacks {part}");
        }
    }
}

#[test]
fn expressions_are_bounded() {
    assert!(filter(&"a ".repeat(1_000)).matches(&anna()));
    for (expression, part) in [
        ("a ".repeat(1_001), "1000 terms"),
        ("a".repeat(65_537), "65537 bytes"),
    ] {
        let error = Filter::parse(&RESOURCE, &expression).expect_err("too much");
        assert!(
            error.to_string().contains(part) && error.to_string().len() < 200,
            "{error}"
        );
    }
}

const FIELDS: [&str; 4] = ["name", "count", "seen_at", "active"];

prop_compose! {
    fn accounts()(
        name in proptest::option::of("[aAbBéÉ ]{0,4}"),
        count in proptest::option::of(-20_i64..20),
        day in proptest::option::of(1_u8..28),
        active: Option<bool>,
    ) -> Account {
        account("1", &[
            ("name", name.map_or(Value::Null, Value::Text)),
            ("count", count.map_or(Value::Null, |count| Value::Number(count.into()))),
            ("seen_at", day.map_or(Value::Null, |day| Value::Text(format!("2022-01-{day:02}T00:00:00Z")))),
            ("active", active.map_or(Value::Null, Value::Bool)),
        ])
    }
}

prop_compose! {
    /// A field's place, an operator and a value that fits the field.
    fn comparisons()(
        field in 0_usize..4,
        operator in prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]),
        name in "[aAbBéÉ]{1,2}",
        count in -20_i64..20,
        day in 1_u8..28,
        active: bool,
    ) -> (usize, &'static str, String) {
        let value = match field {
            0 => name,
            1 => count.to_string(),
            2 => format!("2022-01-{day:02}"),
            _ => active.to_string(),
        };
        (field, operator, value)
    }
}

/// The same answer from what the generator knows: days and names as strings, numbers as numbers.
fn naive(account: &Account, field: &str, operator: &str, value: &str) -> bool {
    let held = account.get(field).filter(|held| !held.is_null());
    let Some(held) = held.map(|held| held.plain().into_owned()) else {
        return operator == "!=";
    };
    let order = match field {
        "count" => held
            .parse::<i64>()
            .expect("a count")
            .cmp(&value.parse().expect("a count")),
        "name" => {
            let key = |text: &str| (text.to_lowercase().replace('é', "e"), text.to_lowercase());
            key(&held).cmp(&key(value))
        }
        "seen_at" => held.cmp(&format!("{value}T00:00:00Z")),
        _ => held.cmp(&value.to_owned()),
    };
    match operator {
        "=" => order.is_eq(),
        "!=" => order.is_ne(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}

proptest! {
    #[test]
    fn comparisons_agree_with_a_naive_one(account in accounts(), (field, operator, value) in comparisons()) {
        let field = FIELDS[field];
        let expression = format!("{field}{operator}{value}");
        let expected = naive(&account, field, operator, &value);
        prop_assert_eq!(filter(&expression).matches(&account), expected, "{}", expression);
        prop_assert_eq!(filter(&format!("-{expression}")).matches(&account), !expected);
    }

    #[test]
    fn words_agree_with_a_naive_search(account in accounts(), word in "[aAbBéÉ]{1,2}", more in "[aAbB]{1,2}") {
        let found = |word: &str| {
            let mut members = account.members();
            members.any(|(_, value)| value.plain().to_lowercase().contains(&word.to_lowercase()))
        };
        prop_assert_eq!(filter(&word).matches(&account), found(&word));
        prop_assert_eq!(filter(&format!("{word} -{more}")).matches(&account), found(&word) && !found(&more));
    }

    #[test]
    fn anything_is_a_filter_or_a_typed_error(expression in any::<String>()) {
        parsed_or_refused(&expression)?;
    }

    #[test]
    fn anything_near_a_filter_too(
        expression in r#"((-|name|count|password|x| |:|=|!=|<|>=|"|""|null|é|\x1b|12:30){0,8})"#,
    ) {
        parsed_or_refused(&expression)?;
    }

    #[test]
    fn quoted_text_finds_itself(text in "\\PC{1,20}") {
        prop_assume!(!text.trim().is_empty());
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        let account = account("1", &[("name", Value::Text(text))]);
        prop_assert!(filter(&quoted).matches(&account));
        let equal = format!("name={quoted}");
        prop_assert!(filter(&equal).matches(&account));
    }
}

fn parsed_or_refused(expression: &str) -> Result<(), TestCaseError> {
    match Filter::parse(&RESOURCE, expression) {
        Ok(filter) => {
            // Whatever it says, it can be asked.
            let _: bool = filter.matches(&anna());
        }
        Err(error) => {
            prop_assert_eq!(error.kind(), ErrorKind::Invalid);
            prop_assert!(error.to_string().starts_with("filter, character "));
        }
    }
    Ok(())
}

#[test]
fn one_more_letter_narrows_and_other_changes_do_not() {
    for (narrow, wide, narrows) in [
        ("anna", "ann", true),
        ("anna", "NN", true),
        ("ann", "anna", false),
        ("anna b", "ann", true),
        ("name:anna", "name:an", true),
        ("name:anna", "an", false),
        ("-an", "-anna", true),
        ("-anna", "-an", false),
        ("count>5 x", "count>5", true),
        ("count>6", "count>5", false),
        ("anna", "", true),
        ("", "anna", false),
    ] {
        assert_eq!(
            filter(narrow).narrows(&filter(wide)),
            narrows,
            "{narrow} {wide}"
        );
    }
}

proptest! {
    #[test]
    fn what_narrows_lets_nothing_else_through(
        narrow in "(-)?(name:)?[abA]{1,3}( count>[0-3])?",
        wide in "(-)?(name:)?[abA]{1,3}( count>[0-3])?",
        name in "[abA]{0,6}",
        count in 0_i64..5,
    ) {
        let account = account(
            "1",
            &[("name", Value::text(name)), ("count", Value::Number(count.into()))],
        );
        let (narrow, wide) = (filter(&narrow), filter(&wide));
        if narrow.narrows(&wide) && narrow.matches(&account) {
            prop_assert!(wide.matches(&account));
        }
    }
}
