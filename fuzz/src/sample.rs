//! Accounts to search, sort and edit: ordinary and odd values of every kind of field.

use roster_core::account::Account;
use roster_core::schema::{Choice, Kind, Resource};
use roster_core::value::{Number, Reference, Value};

/// Ids that are right, one for each way in which ids are written.
pub const IDS: [&str; 3] = [
    "54ecd774-ac41-4026-a103-03893eedeb53",
    "01J0CRVTXX9KBD9NWS02R5R8RT",
    "name@domain.com",
];

/// An id that the resource takes.
///
/// # Panics
/// When a resource has ids of another form than [`IDS`].
#[must_use]
pub fn id(resource: &Resource) -> &'static str {
    let fits = |id: &&str| resource.ids.fits(id);
    IDS.into_iter().find(fits).expect("an id of every form")
}

/// An account with a value in every field that is answered.
#[must_use]
pub fn ordinary(resource: &'static Resource) -> Account {
    let mut account = Account::new(resource, id(resource));
    for field in resource.answered() {
        let value = match field.kind {
            Kind::Id | Kind::Secret => continue,
            Kind::Text => Value::text("Anna"),
            Kind::Email => Value::text("anna@example.org"),
            Kind::Boolean => Value::Bool(true),
            Kind::Integer => number("7"),
            Kind::Timestamp => Value::text("2022-01-12T17:17:58Z"),
            Kind::Choice(choices) => {
                Value::text(choices.first().map_or("NONE", |choice| choice.value))
            }
            Kind::Reference(_) => reference("32b2d7d0", Some("Helsinki")),
        };
        account.set(field.name, value);
    }
    account
}

/// Accounts whose fields hold, lack and abuse values of their kinds.
#[must_use]
pub fn odd(resource: &'static Resource) -> Vec<Account> {
    let mut accounts = vec![ordinary(resource)];
    for row in 0..16_usize {
        let mut account = Account::new(resource, format!("{row}"));
        for (place, field) in resource.answered().enumerate() {
            let values = values(field.kind);
            let choice = (row * 5 + place * 3) % (values.len() + 1);
            if let Some(value) = values.get(choice) {
                account.set(field.name, value.clone());
            }
        }
        account.set("unheard_of", Value::text("Anna"));
        accounts.push(account);
    }
    accounts
}

fn values(kind: Kind) -> Vec<Value> {
    let texts = |texts: &[&str]| texts.iter().map(|text| Value::text(*text)).collect();
    let mut values: Vec<Value> = match kind {
        Kind::Timestamp => texts(&[
            "2022-01-12T17:17:58Z",
            "2022-01-12 17:17:58 UTC",
            "2022-01-12T19:17:58.0001+02:00",
            "1900-01-01T00:00:00Z",
            "soon",
        ]),
        Kind::Integer => vec![
            number("0"),
            number("-12.50"),
            number("9223372036854775808"),
            number("1e999999999999999999999"),
            Value::text("10"),
        ],
        Kind::Boolean => vec![Value::Bool(true), Value::Bool(false), Value::text("true")],
        Kind::Reference(_) => vec![
            reference("77", Some("Helsinki")),
            reference("78", None),
            reference("", Some("")),
            Value::text("77"),
        ],
        Kind::Choice(choices) => choices
            .iter()
            .step_by(5)
            .map(|Choice { value, .. }| Value::text(*value))
            .chain([Value::text("tlh"), reference("fi-FI", Some("suomi"))])
            .collect(),
        Kind::Id | Kind::Text | Kind::Email | Kind::Secret => texts(&[
            "Anna Maria",
            "ÁNNA",
            "ΟΔΟΣ İstanbul",
            "team 10",
            "Team 9",
            "a=\"b\" -c:null",
            "\u{202e}x\n\u{1b}[31m",
            "null",
            "",
        ]),
    };
    values.extend([
        Value::Null,
        number("88"),
        Value::List(vec![Value::Bool(true)]),
        Value::Object(vec![("a".to_owned(), Value::Null)]),
    ]);
    values
}

fn number(digits: &str) -> Value {
    Number::parse(digits).map_or(Value::Null, Value::Number)
}

fn reference(id: &str, name: Option<&str>) -> Value {
    Value::Reference(Reference {
        id: id.to_owned(),
        name: name.map(str::to_owned),
        ..Reference::default()
    })
}
