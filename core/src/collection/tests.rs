use proptest::prelude::*;

use super::*;
use crate::error::ErrorKind;
use crate::schema::{Access, Choice, Field, Kind, Locking, Operation, System};
use crate::value::Number;

const fn field(name: &'static str, kind: Kind, access: Access) -> Field {
    let mut field = Field::labelled(name).access(access);
    field.name = name;
    field.kind = kind;
    field
}

/// A resource with a field of every kind.
pub(super) static RESOURCE: Resource = Resource {
    id: "test/accounts",
    system: System::Mpdx,
    label: "Accounts",
    singular: "account",
    fields: &[
        field("id", Kind::Id, Access::READ),
        field("name", Kind::Text, Access::WRITE),
        field("email", Kind::Email, Access::WRITE),
        field("active", Kind::Boolean, Access::WRITE),
        field("count", Kind::Integer, Access::READ),
        field("seen_at", Kind::Timestamp, Access::READ),
        field("locked_at", Kind::Timestamp, Access::READ),
        field(
            "language",
            Kind::Choice(&[Choice {
                value: "fi-FI",
                label: "Finnish",
            }]),
            Access::WRITE,
        ),
        field("home", Kind::Reference("homes"), Access::WRITE),
        field("absent", Kind::Text, Access::READ),
        field("password", Kind::Secret, Access::WRITE_ONLY),
        field("version", Kind::Timestamp, Access::READ),
    ],
    ids: crate::schema::IdFormat::Opaque,
    operations: &[Operation::List],
    locking: Locking::Checked("version"),
    matched_by: &[],
    found_by: &[],
    permissions: &[],
    title: &["name"],
    notes: &[],
};

/// An account with those members.
pub(super) fn account(id: &str, members: &[(&str, Value)]) -> Account {
    let mut account = Account::new(&RESOURCE, id);
    for (name, value) in members {
        account.set(name, value.clone());
    }
    account
}

fn named(id: &str, name: Option<&str>, count: i64) -> Account {
    let name = name.map_or(Value::Null, Value::text);
    account(
        id,
        &[
            ("name", name),
            ("count", Value::Number(Number::from(count))),
        ],
    )
}

fn ids(collection: &Collection) -> Vec<String> {
    let rows = 0..collection.matches();
    rows.map(|row| collection.id_at(row).expect("a row of the view").to_owned())
        .collect()
}

fn three() -> Collection {
    let mut collection = Collection::new(&RESOURCE);
    collection.insert(named("b", Some("Team 10"), 1));
    collection.insert(named("a", Some("team 9"), 2));
    collection.insert(named("c", None, 2));
    collection
}

#[test]
fn a_view_in_the_order_of_arrival() {
    let collection = three();
    assert_eq!(ids(&collection), ["b", "a", "c"]);
    assert_eq!((collection.len(), collection.matches()), (3, 3));
    assert_eq!(collection.row_of("a"), Some(1));
    assert_eq!(
        collection.cell(1, "name").as_deref(),
        Some(&Value::text("team 9"))
    );
    assert_eq!(collection.cell(1, "email"), None);
    assert_eq!(
        (collection.cell(3, "name"), collection.id_at(3)),
        (None, None)
    );
    assert_eq!(
        collection.page(1, 10),
        [
            collection.get("a").expect("a"),
            collection.get("c").expect("c")
        ]
    );
    assert!(collection.page(9, usize::MAX).is_empty());
}

#[test]
fn sorted_both_ways_with_nothing_last() {
    let mut collection = three();
    for (keys, order) in [
        ("name", ["a", "b", "c"]),
        ("-name", ["b", "a", "c"]),
        ("-count", ["a", "c", "b"]),
        ("-count,-name", ["a", "c", "b"]),
        ("count , name", ["b", "a", "c"]),
        ("absent", ["b", "a", "c"]),
        ("-absent,id", ["a", "b", "c"]),
        ("", ["b", "a", "c"]),
    ] {
        collection.sort(keys).expect("sort keys");
        assert_eq!(ids(&collection), order, "{keys}");
    }
}

#[test]
fn a_wrong_sort_changes_nothing() {
    let mut collection = three();
    collection.sort("name").expect("sort keys");
    for (keys, part) in [
        ("nam", "did you mean name?"),
        ("name,,id", "sort key 2 is empty; there are id, name"),
        ("-", "sort key 1 is empty"),
        ("password", "never answered"),
        ("name desc", "no field \"name desc\""),
    ] {
        let error = collection.sort(keys).expect_err(keys);
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(error.to_string().contains(part), "{error}");
        assert_eq!(ids(&collection), ["a", "b", "c"]);
    }
}

#[test]
fn a_wrong_filter_changes_nothing() {
    let mut collection = three();
    collection.filter("team").expect("a filter");
    collection.filter("nam:x").expect_err("no such field");
    assert_eq!(ids(&collection), ["b", "a"]);
    collection.insert(named("d", Some("Team 1"), 0));
    assert_eq!(ids(&collection), ["b", "a", "d"]);
}

#[test]
fn what_is_edited_moves() {
    let mut collection = three();
    collection.filter("name:team").expect("a filter");
    collection.sort("name").expect("sort keys");
    assert_eq!(ids(&collection), ["a", "b"]);
    collection.insert(named("a", Some("Team 11"), 2));
    assert_eq!(ids(&collection), ["b", "a"]);
    collection.insert(named("b", Some("gone"), 2));
    collection.insert(named("c", Some("Team 5"), 2));
    assert_eq!(ids(&collection), ["c", "a"]);
    assert_eq!(collection.row_of("b"), None);
    assert_eq!(
        collection
            .remove("c")
            .map(|account| account.id().to_owned()),
        Some("c".to_owned())
    );
    assert_eq!(collection.remove("c"), None);
    assert_eq!(
        (ids(&collection), collection.len()),
        (vec!["a".to_owned()], 2)
    );
    collection.filter("").expect("a filter");
    assert_eq!(ids(&collection), ["b", "a"]);
}

#[test]
fn a_difference_names_what_changed() {
    let version = |id: &str, version: &str, name: &str| {
        account(
            id,
            &[
                ("version", Value::text(version)),
                ("name", Value::text(name)),
                ("extra", Value::Null),
            ],
        )
    };
    let mut older = Collection::new(&RESOURCE);
    let mut newer = Collection::new(&RESOURCE);
    for account in [
        version("same", "1", "x"),
        version("edited", "1", "x"),
        version("same moment", "2026-01-02T03:04:05Z", "x"),
        version("other spelling", "2026-01-02T03:04:05Z", "x"),
        named("gone", None, 1),
        named("plain", None, 1),
    ] {
        older.insert(account);
    }
    let mut edited = version("edited", "2", "y");
    edited.remove("extra");
    for account in [
        named("new", None, 1),
        named("plain", Some("x"), 1),
        edited,
        version("same", "1", "told apart by version alone"),
        version("same moment", "2026-01-02T03:04:05Z", "the same"),
        version("other spelling", "2026-01-02T03:04:05.000000Z", "x"),
    ] {
        newer.insert(account);
    }
    let changed = |id: &str, fields: &[&str]| ChangedAccount {
        id: id.to_owned(),
        fields: fields.iter().map(ToString::to_string).collect(),
    };
    let difference = older.difference(&newer);
    assert_eq!(difference.added, ["new"]);
    assert_eq!(difference.removed, ["gone"]);
    assert_eq!(
        difference.changed,
        [
            changed("plain", &["name"]),
            changed("edited", &["name", "version", "extra"]),
            changed("other spelling", &["version"]),
        ]
    );
    assert!(older.difference(&older).is_empty());
}

#[derive(Debug, Clone)]
enum Step {
    Insert(u8, Option<String>, i64),
    Remove(u8),
    Filter(&'static str),
    Sort(&'static str),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0_u8..12, proptest::option::of("[aAbé]{0,2}"), 0_i64..4)
            .prop_map(|(id, name, count)| Step::Insert(id, name, count)),
        2 => (0_u8..12).prop_map(Step::Remove),
        1 => prop::sample::select(vec!["", "a", "an", "-b", "-bo", "count>1", "name:null"]).prop_map(Step::Filter),
        1 => prop::sample::select(vec!["", "name", "-name", "count,-name", "-count,id"]).prop_map(Step::Sort),
    ];
    prop::collection::vec(step, 0..40)
}

/// An id that sorts the same as text and as a number.
fn letter(id: u8) -> String {
    char::from(b'a' + id).to_string()
}

/// The view made from nothing: filtered, then sorted by a stable sort, key after key.
fn naive(rows: &[Account], expression: &str, keys: &str) -> Vec<String> {
    let filter = Filter::parse(&RESOURCE, expression).expect("a filter");
    let mut rows: Vec<&Account> = rows
        .iter()
        .filter(|account| filter.matches(account))
        .collect();
    for key in keys.rsplit(',').filter(|key| !key.is_empty()) {
        let name = key.trim_start_matches('-');
        rows.sort_by(|one, other| {
            let value = |account: &Account| {
                let value = account.get(name).filter(|value| !value.is_null())?;
                let lower = value.plain().to_lowercase();
                Some((lower.replace('é', "e"), lower))
            };
            match (value(one), value(other)) {
                (Some(one), Some(other)) if key.starts_with('-') => other.cmp(&one),
                (Some(one), Some(other)) => one.cmp(&other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            }
        });
    }
    rows.iter().map(|account| account.id().to_owned()).collect()
}

proptest! {
    #[test]
    fn the_view_is_what_it_would_be_made_afresh(steps in steps()) {
        let mut collection = Collection::new(&RESOURCE);
        let mut rows: Vec<Account> = Vec::new();
        let (mut expression, mut keys) = ("", "");
        for step in steps {
            match step {
                Step::Insert(id, name, count) => {
                    let account = named(&letter(id), name.as_deref(), count);
                    match rows.iter_mut().find(|row| row.id() == account.id()) {
                        Some(row) => *row = account.clone(),
                        None => rows.push(account.clone()),
                    }
                    collection.insert(account);
                }
                Step::Remove(id) => {
                    let id = letter(id);
                    let expected = rows.iter().position(|row| row.id() == id).map(|place| rows.remove(place));
                    prop_assert_eq!(collection.remove(&id), expected);
                }
                Step::Filter(wanted) => {
                    expression = wanted;
                    collection.filter(wanted).expect("a filter");
                }
                Step::Sort(wanted) => {
                    keys = wanted;
                    collection.sort(wanted).expect("sort keys");
                }
            }
            prop_assert_eq!(ids(&collection), naive(&rows, expression, keys));
            prop_assert_eq!(collection.len(), rows.len());
            for (row, id) in ids(&collection).iter().enumerate() {
                prop_assert_eq!(collection.row_of(id), Some(row));
                prop_assert_eq!(collection.get(id), collection.page(row, 1).pop());
            }
        }
    }

    #[test]
    fn anything_is_a_sort_or_a_typed_error(keys in any::<String>()) {
        if let Err(error) = Sort::parse(&RESOURCE, &keys) {
            prop_assert_eq!(error.kind(), ErrorKind::Invalid);
        }
    }
}

#[test]
fn a_search_after_everything_was_put_into_other_places() {
    let mut collection = Collection::new(&RESOURCE);
    let finnish = ("language", Value::text("fi-FI"));
    collection.insert(account("1", std::slice::from_ref(&finnish)));
    collection.insert(account("2", &[finnish]));
    collection.filter("finnish").expect("a filter");
    assert_eq!(ids(&collection), ["1", "2"]);
    // Once too much text is dead, the language is held where this value is now.
    collection.insert(account("1", &[("surprise", Value::text("x"))]));
    for text in ["x", "y", "z"] {
        let name = Value::text(text.repeat(1 << 16));
        collection.insert(account("3", &[("name", name)]));
    }
    for (word, found) in [("zz", "3"), ("finnish", "2")] {
        collection.filter(word).expect("a filter");
        assert_eq!(ids(&collection), [found], "{word}");
    }
}
