//! One value, as it is seen where it is held.

use std::borrow::Cow;

use crate::collection::references::Pointer;
use crate::collection::stamp::Stamp;
use crate::value::{Number, Reference, Value};

/// A value as it is seen where it is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Seen<'a> {
    /// The account does not have the member.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// Text.
    Text(&'a str),
    /// A timestamp in one of the forms that the systems write; in timestamp fields alone.
    Stamp(Stamp),
    /// A whole number.
    Whole(i64),
    /// A reference that is nothing but an id, a name and a type.
    Reference(Pointer<'a>),
    /// Anything else; the same value is held once for all rows that have it.
    Kept(&'a Value),
}

impl<'a> From<Option<&'a Value>> for Seen<'a> {
    fn from(value: Option<&'a Value>) -> Seen<'a> {
        match value {
            None => Seen::Absent,
            Some(Value::Null) => Seen::Null,
            Some(Value::Bool(truth)) => Seen::Truth(*truth),
            Some(Value::Text(text)) => Seen::Text(text),
            Some(Value::Reference(Reference {
                id,
                name,
                kind,
                members,
            })) if members.is_empty() => Seen::Reference(Pointer {
                id,
                name: name.as_deref(),
                kind: kind.as_deref(),
            }),
            Some(other) => Seen::Kept(other),
        }
    }
}

impl<'a> Seen<'a> {
    /// The value; `None` where the member is absent.
    pub(super) fn value(self) -> Option<Cow<'a, Value>> {
        Some(match self {
            Seen::Absent => return None,
            Seen::Null => Cow::Owned(Value::Null),
            Seen::Truth(truth) => Cow::Owned(Value::Bool(truth)),
            Seen::Text(text) => Cow::Owned(Value::text(text)),
            Seen::Stamp(stamp) => Cow::Owned(Value::text(stamp.text().as_str())),
            Seen::Whole(number) => Cow::Owned(Value::Number(Number::from(number))),
            Seen::Reference(Pointer { id, name, kind }) => {
                Cow::Owned(Value::Reference(Reference {
                    id: id.to_owned(),
                    name: name.map(str::to_owned),
                    kind: kind.map(str::to_owned),
                    members: Vec::new(),
                }))
            }
            Seen::Kept(value) => Cow::Borrowed(value),
        })
    }
}
