//! Input that is meant to be slow or large. Whatever compares everything with everything, or a word
//! with a text at every place, does not end in the time that anyone waits for these.

use roster_core::account::Account;
use roster_core::collection::{Collection, Filter};
use roster_core::error::ErrorKind;
use roster_core::value::{Reference, Value};

use crate::accounts::RESOURCE;
use crate::queries::{collection, ids};

/// Accounts; a build without optimisation takes in so many in a moment.
const MANY: usize = 100_000;
/// Bytes of a long text.
const LONG: usize = 1 << 20;

fn account(id: usize, members: Vec<(&str, Value)>) -> Account {
    let mut account = Account::new(&RESOURCE, id.to_string());
    for (name, value) in members {
        account.set(name, value);
    }
    account
}

fn named(names: impl IntoIterator<Item = String>) -> Collection {
    let names = names.into_iter().enumerate();
    let accounts = names.map(|(id, name)| account(id, vec![("name", Value::Text(name))]));
    collection(&accounts.collect::<Vec<_>>())
}

fn filtered(collection: &mut Collection, expression: &str) -> usize {
    collection.filter(expression).expect("a filter");
    collection.matches()
}

#[test]
fn identical_keys_stay_in_the_order_of_arrival() {
    let home = Value::Reference(Reference {
        id: "7".to_owned(),
        name: Some("One and the same home for all of them".to_owned()),
        ..Reference::default()
    });
    let accounts = (0..MANY).map(|id| {
        let name = Value::text("one and the same name for all of them");
        let seen = Value::text("2022-01-12T17:17:58Z");
        let members = vec![("name", name), ("seen_at", seen), ("home", home.clone())];
        account(id, members)
    });
    let mut collection = collection(&accounts.collect::<Vec<_>>());
    let arrival: Vec<String> = (0..MANY).map(|id| id.to_string()).collect();
    for keys in [
        "name",
        "-name",
        "home,-seen_at,name",
        "email",
        "-active,-home",
        "",
    ] {
        collection.sort(keys).expect("sort keys");
        assert_eq!(ids(&collection), arrival, "{keys}");
    }
    collection.sort("-name,home").expect("sort keys");
    let edited = collection.get("25000").expect("an account");
    collection.insert(edited);
    assert_eq!(ids(&collection), arrival);
    let groups = collection.groups("home").expect("a field");
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].count, &groups[0].value), (MANY, &home));
}

#[test]
fn keys_that_differ_only_at_their_end() {
    let begin = "the same beginning of every name, however long it is, and then the number ";
    let mut collection = named((0..MANY).rev().map(|number| format!("{begin}{number}")));
    for (keys, first, last) in [("name", "99999", "0"), ("-name", "0", "99999")] {
        collection.sort(keys).expect("sort keys");
        assert_eq!(collection.id_at(0), Some(first));
        assert_eq!(collection.id_at(MANY - 1), Some(last));
    }
}

#[test]
fn names_that_are_all_different() {
    // Scattered, each once.
    let number = |id: usize| id * 7919 % MANY;
    let mut collection = named((0..MANY).map(|id| format!("{:05}x", number(id))));
    assert_eq!(filtered(&mut collection, "00042X"), 1);
    assert_eq!(filtered(&mut collection, "name=00042x"), 1);
    assert_eq!(filtered(&mut collection, ""), MANY);
    collection.sort("name").expect("sort keys");
    let sorted = ids(&collection)
        .into_iter()
        .map(|id| number(id.parse().expect("a number")));
    assert!(sorted.eq(0..MANY));
    let groups = collection.groups("name").expect("a field");
    assert_eq!(groups.len(), MANY);
    assert!(groups.iter().all(|group| group.count == 1));
    assert_eq!(groups[42].value, Value::text("00042x"));
}

#[test]
fn homes_that_are_all_different() {
    const HOMES: usize = 2_000;
    let home = |id: usize| {
        Value::Reference(Reference {
            id: format!("{id:04}x"),
            name: Some(format!("home {id:04}y")),
            ..Reference::default()
        })
    };
    let accounts = (0..HOMES).map(|id| account(id, vec![("home", home(id))]));
    let mut collection = collection(&accounts.collect::<Vec<_>>());
    for (expression, matches) in [
        ("home", HOMES),
        ("0042", 1),
        ("0042y", 1),
        ("0042x", 1),
        ("home:1042x", 1),
        ("-0042x", HOMES - 1),
    ] {
        assert_eq!(
            filtered(&mut collection, expression),
            matches,
            "{expression}"
        );
    }
}

#[test]
fn texts_of_a_megabyte() {
    let long = |end: &str| format!("{}{end}", "a".repeat(LONG));
    let names = [
        long("b"),
        long("B2"),
        long("b"),
        long(""),
        long("b10"),
        "z".to_owned(),
    ];
    let mut collection = named(names);
    for (keys, order) in [
        ("name", ["3", "0", "2", "1", "4", "5"]),
        ("-name", ["5", "4", "1", "0", "2", "3"]),
    ] {
        collection.sort(keys).expect("sort keys");
        assert_eq!(ids(&collection), order);
    }
    assert_eq!(filtered(&mut collection, "B10"), 1);
    assert_eq!(filtered(&mut collection, "-b"), 2);
    assert_eq!(filtered(&mut collection, "name<z"), 5);
    assert_eq!(collection.groups("name").expect("a field").len(), 4);
    let edited = collection.get("4").expect("an account");
    collection.insert(edited);
    assert_eq!(ids(&collection), ["4", "1", "0", "2", "3"]);
}

#[test]
fn words_that_nearly_match_at_every_place() {
    let mut texts = named([
        "a".repeat(LONG / 8),
        "é".repeat(LONG / 32),
        format!("{}ba", "a".repeat(LONG / 8)),
    ]);
    for (word, matches) in [
        (format!("{}c", "a".repeat(60_000)), 0),
        (format!("{}ba", "A".repeat(60_000)), 1),
        (format!("{}ba", "A".repeat(60)), 1),
        (format!("{}x", "É".repeat(30)), 0),
        (format!("{}x", "É".repeat(30_000)), 0),
        ("É".repeat(30_000), 1),
        (format!("{}bb", "a".repeat(50)), 0),
    ] {
        assert_eq!(filtered(&mut texts, &word), matches, "{}", word.len());
        assert_eq!(filtered(&mut texts, &format!("-{word}")), 3 - matches);
        assert_eq!(filtered(&mut texts, &format!("name={word}")), 0);
    }
}

#[test]
fn a_name_of_a_reference_that_nearly_matches_at_every_place() {
    let half = "a".repeat(30_000);
    let home = Value::Reference(Reference {
        id: "7".to_owned(),
        name: Some(format!("{}{half}b{half}", "a".repeat(LONG))),
        ..Reference::default()
    });
    // A home that is a text leaves too many of them to be asked before all rows.
    let homes = [home, Value::text("-")].into_iter().enumerate();
    let accounts = homes.map(|(id, home)| account(id, vec![("home", home)]));
    let mut collection = collection(&accounts.collect::<Vec<_>>());
    for (word, matches) in [
        (format!("{half}b{half}"), 1),
        (format!("{half}b{half}b"), 0),
    ] {
        assert_eq!(filtered(&mut collection, &word), matches, "{}", word.len());
    }
}

#[test]
fn numbers_of_a_megabyte() {
    let digits = |last: &str| format!("{}{last}", "7".repeat(LONG));
    let accounts = [digits("9"), digits("8"), digits(""), "n8".to_owned()];
    let accounts = accounts.into_iter().enumerate().map(|(id, digits)| {
        account(
            id,
            vec![
                ("count", Value::Text(digits.clone())),
                ("name", Value::Text(digits)),
            ],
        )
    });
    let mut collection = collection(&accounts.collect::<Vec<_>>());
    for keys in ["name", "count"] {
        collection.sort(keys).expect("sort keys");
        assert_eq!(ids(&collection), ["2", "1", "0", "3"], "{keys}");
    }
    assert_eq!(filtered(&mut collection, "count<7e99999999999"), 3);
    // What is no number is text, which comes after all numbers.
    assert_eq!(filtered(&mut collection, "count>7e1000"), 4);
}

#[test]
fn as_many_terms_as_are_read() {
    let mut collection = named((0..100).map(|id| format!("name {id}")));
    let lacking: Vec<String> = (0..999).map(|number| format!("-x{number}")).collect();
    let lacking = lacking.join(" ");
    assert_eq!(filtered(&mut collection, &format!("{lacking} 42")), 1);
    assert_eq!(filtered(&mut collection, &format!("name {lacking}")), 100);
    assert_eq!(filtered(&mut collection, &"n ".repeat(1_000)), 100);
    for expression in [format!("a b {lacking}"), "a".repeat(65_537)] {
        let error = Filter::parse(&RESOURCE, &expression).expect_err("too much");
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(error.to_string().len() < 200, "{error}");
        collection.filter(&expression).expect_err("too much");
        assert_eq!(collection.matches(), 100);
    }
}
