//! JSON through `serde_json`, read one level deep.
//!
//! Whatever is expected, a value is read as what it is. `serde_json`'s own way of refusing another
//! kind of value spells numbers in its message, which would bring the tables of floating point to
//! the browser: they are a thirtieth of the whole module.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Deserializer, Error};

use crate::value::Members;

/// A value with what is in it unread.
pub(crate) enum Found<'a> {
    Text(Cow<'a, str>),
    List(Vec<&'a RawValue>),
    Object(Members<'a>),
}

/// What a reader may expect.
pub(crate) trait Shape<'a>: Sized {
    /// What messages call it.
    const NAME: &'static str;

    /// The value, if it has this shape.
    fn of(found: Found<'a>) -> Option<Self>;
}

impl<'a> Shape<'a> for Members<'a> {
    const NAME: &'static str = "an object";

    fn of(found: Found<'a>) -> Option<Self> {
        match found {
            Found::Object(members) => Some(members),
            _ => None,
        }
    }
}

impl<'a> Shape<'a> for Vec<&'a RawValue> {
    const NAME: &'static str = "an array";

    fn of(found: Found<'a>) -> Option<Self> {
        match found {
            Found::List(items) => Some(items),
            _ => None,
        }
    }
}

impl<'a> Shape<'a> for Cow<'a, str> {
    const NAME: &'static str = "a string";

    fn of(found: Found<'a>) -> Option<Self> {
        match found {
            Found::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a whole text of JSON.
///
/// # Errors
/// When it is not JSON, or a value of another shape.
pub(crate) fn read<'a, T: Shape<'a>>(json: &'a [u8]) -> Result<T, Error> {
    let found = found(json, T::NAME)?;
    let kind = match found {
        Found::Text(_) => "string",
        Found::List(_) => "array",
        Found::Object(_) => "object",
    };
    T::of(found).ok_or_else(|| other(kind, T::NAME))
}

/// A value unread, whatever it is.
///
/// # Errors
/// When it is not JSON.
pub(crate) fn raw(json: &[u8]) -> Result<&RawValue, Error> {
    serde_json::from_slice(json)
}

fn found<'a>(json: &'a [u8], expected: &'static str) -> Result<Found<'a>, Error> {
    let mut deserializer = Deserializer::from_slice(json);
    let found = deserializer.deserialize_any(Shallow(expected))?;
    deserializer.end()?;
    Ok(found)
}

/// What kind of value it is, as messages call it.
pub(crate) fn kind(raw: &RawValue) -> &'static str {
    match raw.get().bytes().next() {
        Some(b'"') => "string",
        Some(b'[') => "array",
        Some(b'{') => "object",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
    }
}

#[cold]
fn other(kind: &str, expected: &str) -> Error {
    Error::custom(format_args!("invalid type: {kind}, expected {expected}"))
}

/// Reads what may be asked for, and refuses what never is.
struct Shallow(&'static str);

impl Shallow {
    #[cold]
    fn refuse<'a, E: serde::de::Error>(&self, kind: &str) -> Result<Found<'a>, E> {
        let expected = self.0;
        Err(E::custom(format_args!(
            "invalid type: {kind}, expected {expected}"
        )))
    }
}

impl<'de> Visitor<'de> for Shallow {
    type Value = Found<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Found<'de>, E> {
        self.refuse("null")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Found<'de>, E> {
        self.refuse("boolean")
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Found<'de>, E> {
        self.refuse("number")
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Found<'de>, E> {
        self.refuse("number")
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Found<'de>, E> {
        self.refuse("number")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Found<'de>, E> {
        Ok(Found::Text(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Found<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Found::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Found<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = entries.next_key_seed(Name)? {
            members.push((name, entries.next_value()?));
        }
        Ok(Found::Object(Members(members)))
    }
}

/// The name of a member, which is always text.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, name: D) -> Result<Self::Value, D::Error> {
        name.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }
}
