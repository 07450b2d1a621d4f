//! A resource with a field of every kind, and an account of it.

use crate::account::Account;
use crate::schema::{Access, Choice, Field, IdFormat, Kind, Locking, Operation, Resource, System};
use crate::value::{Reference, Value};

const fn field(name: &'static str, kind: Kind, access: Access) -> Field {
    let mut field = Field::labelled(name).access(access);
    field.name = name;
    field.kind = kind;
    field
}

const LANGUAGES: &[Choice] = &[
    Choice {
        value: "fi-FI",
        label: "Finnish",
    },
    Choice {
        value: "sv-se",
        label: "Swedish",
    },
];

pub(crate) static RESOURCE: Resource = Resource {
    id: "test/accounts",
    system: System::Mpdx,
    label: "Accounts",
    singular: "account",
    fields: &[
        field("id", Kind::Id, Access::CREATE),
        field("name", Kind::Text, Access::WRITE).required(),
        field("email", Kind::Email, Access::WRITE)
            .required()
            .unique(),
        field("active", Kind::Boolean, Access::WRITE),
        field("count", Kind::Integer, Access::WRITE),
        field("seen_at", Kind::Timestamp, Access::WRITE),
        field("language", Kind::Choice(LANGUAGES), Access::WRITE),
        field("home", Kind::Reference("homes"), Access::WRITE),
        field("password", Kind::Secret, Access::WRITE_ONLY),
        field("made_at", Kind::Timestamp, Access::READ),
        field("version", Kind::Timestamp, Access::READ),
    ],
    ids: IdFormat::Opaque,
    operations: &[
        Operation::Get,
        Operation::Create,
        Operation::Update,
        Operation::Upsert,
    ],
    locking: Locking::Checked("version"),
    matched_by: &["id", "email"],
    found_by: &[],
    permissions: &[],
    title: &["name"],
    notes: &[],
};

pub(crate) fn anna() -> Account {
    let mut account = Account::new(&RESOURCE, "1");
    account.set("name", Value::text("Anna"));
    account.set("email", Value::text("anna@example.org"));
    account.set("active", Value::Bool(true));
    account.set("seen_at", Value::text("2022-01-12T17:17:58Z"));
    account.set("language", Value::text("fi-FI"));
    account.set(
        "home",
        Value::Reference(Reference {
            id: "77".into(),
            name: Some("Helsinki".into()),
            ..Reference::default()
        }),
    );
    account.set("version", Value::text("2022-01-12T17:17:58Z"));
    account
}
