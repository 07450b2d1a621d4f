//! Accounts whose values have every shape, of few letters, so that much is found.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use roster_core::account::Account;
use roster_core::schema::{
    Access, Choice, Field, IdFormat, Kind, Locking, Operation, Resource, System,
};
use roster_core::value::{Number, Reference, Value};

const fn field(name: &'static str, kind: Kind, access: Access) -> Field {
    let mut field = Field::labelled(name).access(access);
    field.name = name;
    field.kind = kind;
    field
}

/// A resource with a field of every kind.
pub static RESOURCE: Resource = Resource {
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
        field(
            "language",
            Kind::Choice(&[
                Choice {
                    value: "fi-FI",
                    label: "Finnish",
                },
                Choice {
                    value: "a",
                    label: "Bé",
                },
            ]),
            Access::WRITE,
        ),
        field("home", Kind::Reference("homes"), Access::WRITE),
        field("password", Kind::Secret, Access::WRITE_ONLY),
        field("version", Kind::Timestamp, Access::READ),
    ],
    ids: IdFormat::Opaque,
    operations: &[Operation::List],
    locking: Locking::Checked("version"),
    matched_by: &[],
    found_by: &[],
    permissions: &[],
    title: &["name"],
    notes: &[],
};

/// The fields that are answered.
pub const ANSWERED: [&str; 9] = [
    "id", "name", "email", "active", "count", "seen_at", "language", "home", "version",
];

/// Text of few letters, and such as is easily taken for something else.
pub fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[aAbBéÉß ]{0,4}",
        2 => "[ab0-9]{0,6}",
        1 => "[ΟοςσΣİiIK\u{212a}k\u{301}李]{0,4}",
        1 => "[a-cA-C@.0-2]{8,30}",
        1 => select(vec![
            "null", "NULL", "true", "false", "yes", "1", "007", "1e2", "-", "12:30", "a=\"b\"", "\"",
            "fi-FI", "finn", "\0", "a\0", "99999999999999999999", "100000000000000000000",
        ]).prop_map(str::to_owned),
    ]
}

/// Numbers as JSON writes them.
pub fn numbers() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (-12_i64..12).prop_map(|number| number.to_string()),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => "-?[1-9][0-9]{18,29}",
        1 => "-?(0|1|2)\\.[0-2]{1,4}",
        1 => "-?[12](\\.[05])?[eE][-+]?[0-9]",
        1 => select(vec!["-0", "0.0", "9007199254740993", "9223372036854775808", "1e-60", "1e60"])
            .prop_map(str::to_owned),
    ]
}

/// Moments in all spellings, and some that are none.
pub fn moments() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "2022-01-0[1-3]T0[0-2]:00:0[0-2]Z",
        2 => "2022-01-0[1-3]T00:00:0[0-2]\\.[0-2]00000Z",
        1 => "2022-01-0[1-3]( 0[0-2]:00:00 UTC|T0[0-2]:00:00\\+01:00)?",
        1 => select(vec![
            "1900-01-01T00:00:00Z", "1899-12-31T23:00:00-01:00", "1900-01-01T00:00:00.000000Z",
            "1900-01-01", "2022-13-01T00:00:00Z", "2022-01-01T00:00:00.0000000005Z", "soon", "",
            "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2090-01-01T00:00:00Z",
        ]).prop_map(str::to_owned),
    ]
}

fn number(digits: String) -> Value {
    Value::Number(Number::parse(&digits).expect("a number"))
}

fn references() -> impl Strategy<Value = Value> {
    let members = vec(("[ab]", Just(Value::Null)), 0..2);
    let named = option::of(texts());
    ("[a-c0-9]{1,2}", named, option::of("[xy]"), members).prop_map(|(id, name, kind, members)| {
        Value::Reference(Reference {
            id,
            name,
            kind,
            members,
        })
    })
}

/// Values of any shape.
pub fn values() -> BoxedStrategy<Value> {
    prop_oneof![
        2 => Just(Value::Null),
        3 => texts().prop_map(Value::Text),
        1 => any::<bool>().prop_map(Value::Bool),
        2 => numbers().prop_map(number),
        2 => moments().prop_map(Value::Text),
        2 => references(),
        1 => vec(texts().prop_map(Value::Text), 0..2).prop_map(Value::List),
        1 => texts().prop_map(|text| Value::Object(vec![("a".to_owned(), Value::Text(text))])),
    ]
    .boxed()
}

/// A value that a field of that name mostly has, or any; absent at times.
fn member(name: &'static str) -> BoxedStrategy<Option<(String, Value)>> {
    let fitting = match name {
        "active" => any::<bool>().prop_map(Value::Bool).boxed(),
        "count" => numbers().prop_map(number).boxed(),
        "seen_at" | "version" => moments().prop_map(Value::Text).boxed(),
        "language" => select(vec!["fi-FI", "sv-FI", "a"])
            .prop_map(Value::text)
            .boxed(),
        "home" => references().boxed(),
        _ => texts().prop_map(Value::Text).boxed(),
    };
    let value = prop_oneof![6 => fitting, 1 => values()];
    option::weighted(0.8, value.prop_map(move |value| (name.to_owned(), value))).boxed()
}

/// Accounts of a few ids.
pub fn accounts() -> BoxedStrategy<Account> {
    let names = [
        "name", "email", "active", "count", "seen_at", "language", "home", "password", "version",
        "mystery",
    ];
    let members = names.map(member).to_vec();
    (select(&IDS[..]), members)
        .prop_map(|(id, members)| {
            let mut account = Account::new(&RESOURCE, id);
            for (name, value) in members.into_iter().flatten() {
                account.set(&name, value);
            }
            account
        })
        .boxed()
}

/// Every id that there is.
pub const IDS: [&str; 9] = ["1", "2", "10", "02", "a", "A", "é", "b7", "zz"];
