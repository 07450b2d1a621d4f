//! One declaration of a resource's fields makes both its table of fields, which every front end
//! reads, and its typed model, for Rust programs that know which resource they hold.

use crate::account::Account;
use crate::error::{Error, ErrorKind};
use crate::schema::Kind;
use crate::value::{Reference, Value};

/// A member of a typed model: absent, null and a value are three things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Member<T> {
    /// The answer did not have it.
    #[default]
    Absent,
    /// The answer has it as `null`.
    Null,
    /// The answer has it.
    Value(T),
}

impl<T> Member<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Member::Value(value) => Some(value),
            _ => None,
        }
    }
}

/// A Rust type that a field may have: it decides the field's kind and how a value is read.
pub trait FieldType: Sized {
    /// The kind of field that it makes.
    const KIND: Kind;

    /// The value, when it has the right shape.
    fn read(value: &Value) -> Option<Self>;
}

/// Declares newtypes over text that differ in the kind of field that they make.
macro_rules! text_types {
    ($($(#[$doc:meta])* $name:ident => $kind:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(pub String);

        impl $crate::systems::model::FieldType for $name {
            const KIND: $crate::schema::Kind = $kind;

            fn read(value: &$crate::value::Value) -> Option<Self> {
                $crate::systems::model::plain_text(value).map($name)
            }
        }
    )*};
}
pub(crate) use text_types;

text_types! {
    /// The account's identifier in its system.
    Id => Kind::Id;
    /// An e-mail address, as the system wrote it.
    Email => Kind::Email;
    /// A moment, as the system wrote it.
    Timestamp => Kind::Timestamp;
    /// Text that is sent and never answered; a model read from an answer has none.
    WriteOnly => Kind::Secret;
}

/// Text, or what the documents call a number and answer as text (MPDX's `remote_id`).
pub(crate) fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(_) | Value::Number(_) | Value::Reference(_) => Some(value.plain().into_owned()),
        _ => None,
    }
}

impl FieldType for String {
    const KIND: Kind = Kind::Text;

    fn read(value: &Value) -> Option<Self> {
        plain_text(value)
    }
}

impl FieldType for bool {
    const KIND: Kind = Kind::Boolean;

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(truth) => Some(*truth),
            _ => None,
        }
    }
}

impl FieldType for i64 {
    const KIND: Kind = Kind::Integer;

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_i64(),
            _ => None,
        }
    }
}

/// Declares types for references to records of a documented type.
macro_rules! reference_types {
    ($($(#[$doc:meta])* $name:ident => $target:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(pub $crate::value::Reference);

        impl $crate::systems::model::FieldType for $name {
            const KIND: $crate::schema::Kind = $crate::schema::Kind::Reference($target);

            fn read(value: &$crate::value::Value) -> Option<Self> {
                $crate::systems::model::reference(value).map($name)
            }
        }
    )*};
}
pub(crate) use reference_types;

pub(crate) fn reference(value: &Value) -> Option<Reference> {
    match value {
        Value::Reference(reference) => Some(reference.clone()),
        _ => None,
    }
}

/// Reads a member of a typed model.
pub(crate) fn member<T: FieldType>(account: &Account, name: &str) -> Result<Member<T>, Error> {
    match account.get(name) {
        None => Ok(Member::Absent),
        Some(Value::Null) => Ok(Member::Null),
        Some(value) => T::read(value).map(Member::Value).ok_or_else(|| {
            Error::new(
                ErrorKind::Malformed,
                format!(
                    "{name} of {} is not {}: {} came",
                    account.id(),
                    T::KIND.name(),
                    came(value)
                ),
            )
        }),
    }
}

/// What kind of value it is; the value itself may be a person's.
fn came(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "another number",
        Value::Text(_) => "text",
        Value::Reference(_) => "a reference",
        Value::List(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The members of an account that its documents do not know.
pub(crate) fn unknown(account: &Account) -> Vec<(String, Value)> {
    account
        .unknown()
        .map(|(name, value)| (name.to_owned(), value.clone()))
        .collect()
}

/// Declares a resource's typed model and its table of fields, in one go.
macro_rules! model {
    (
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$note:meta])* $member:ident: $type:ty = $wire:literal $field:expr;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name {
            $($(#[$note])* pub $member: $crate::systems::model::Member<$type>,)*
            /// Members that the documents do not know, as they came.
            pub unknown: Vec<(String, $crate::value::Value)>,
        }

        impl $name {
            /// The fields, in the order in which they are shown.
            pub const FIELDS: &'static [$crate::schema::Field] = &[
                $($crate::schema::Field {
                    name: $wire,
                    kind: <$type as $crate::systems::model::FieldType>::KIND,
                    ..$field
                },)*
            ];
        }

        impl TryFrom<&$crate::account::Account> for $name {
            type Error = $crate::error::Error;

            /// Fails on a member whose value is not of its documented type.
            fn try_from(account: &$crate::account::Account) -> Result<Self, Self::Error> {
                Ok($name {
                    $($member: $crate::systems::model::member(account, $wire)?,)*
                    unknown: $crate::systems::model::unknown(account),
                })
            }
        }
    };
}
pub(crate) use model;
