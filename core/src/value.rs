//! One value of an account, with nothing of what was sent lost: null is a value, a number keeps
//! its digits, and what is not understood is kept as it came.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::de::Error as _;
use serde_json::value::RawValue;

use crate::json;

/// Deepest nesting of a member that the documents do not know.
const DEPTH: usize = 64;

/// The value of a member that is there. An absent member has no `Value` at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, digit for digit.
    Number(Number),
    /// Text.
    Text(String),
    /// Another record.
    Reference(Reference),
    /// An array.
    List(Vec<Value>),
    /// An object, members in the order in which they came.
    Object(Vec<(String, Value)>),
}

/// A JSON number as it was written, because 64-bit ids and long fractions do not fit a `f64`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// The digits as they came.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The number, if it is whole and fits 64 bits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The nearest floating point number.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    /// A number from a JSON number's text; `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Number> {
        let raw = json::raw(text.as_bytes()).ok()?;
        let text = raw.get();
        text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
            .then(|| Number(text.to_owned()))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Number {
        Number(number.to_string())
    }
}

/// A pointer to another record: a JSON:API relationship, or AgileNow's `AbstractText` and
/// `AbstractLong`. Ids are text, so that 64-bit ones keep their digits in JavaScript.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Reference {
    /// The id, digit for digit.
    pub id: String,
    /// What a person would call it, when the system said.
    pub name: Option<String>,
    /// The record's type, when the system said.
    pub kind: Option<String>,
    /// Whatever else came with it.
    pub members: Vec<(String, Value)>,
}

impl Value {
    /// Text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// A reference by its id alone.
    #[must_use]
    pub fn reference(id: impl Into<String>) -> Value {
        Value::Reference(Reference {
            id: id.into(),
            ..Reference::default()
        })
    }

    /// Reads a JSON value; nothing is rounded, dropped or reordered.
    ///
    /// # Errors
    /// When the text is not JSON, or nested more than 64 deep.
    pub fn from_json(raw: &RawValue) -> Result<Value, serde_json::Error> {
        read(raw, DEPTH)
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// What the value is compared and sent by: a reference's id, text itself, a number's digits,
    /// `true` or `false`; empty for null; JSON for the rest.
    #[must_use]
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            Value::Null => Cow::Borrowed(""),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Number(number) => Cow::Borrowed(number.digits()),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Reference(reference) => Cow::Borrowed(&reference.id),
            Value::List(_) | Value::Object(_) => Cow::Owned(self.to_json()),
        }
    }

    /// What a person reads: as [`Value::plain`], but a reference by its name where it has one.
    /// Not yet safe to show: see [`crate::text`].
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Value::Reference(Reference {
                name: Some(name), ..
            }) => Cow::Borrowed(name),
            other => other.plain(),
        }
    }

    /// Whether both mean the same to a system: text against reference by id, `88` against `"88"`.
    #[must_use]
    pub fn same(&self, other: &Value) -> bool {
        self == other || (self.is_null() == other.is_null() && self.plain() == other.plain())
    }

    /// The value as JSON. A reference is an object with `id`, `name`, `type` and what came with it.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    /// Appends the value as JSON.
    pub fn write_json(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Value::Number(number) => out.push_str(number.digits()),
            Value::Text(text) => write_text(text, out),
            Value::Reference(reference) => reference.write_json(out),
            Value::List(values) => {
                out.push('[');
                for (place, value) in values.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    value.write_json(out);
                }
                out.push(']');
            }
            Value::Object(members) => {
                write_object(
                    members.iter().map(|(name, value)| (name.as_str(), value)),
                    out,
                );
            }
        }
    }
}

impl Reference {
    /// Every member under its plain name, as front ends see a reference.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Cow<'_, Value>)> {
        let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
        [
            ("id", Cow::Owned(Value::Text(self.id.clone()))),
            ("name", Cow::Owned(text(&self.name))),
            ("type", Cow::Owned(text(&self.kind))),
        ]
        .into_iter()
        .chain(
            self.members
                .iter()
                .map(|(name, value)| (name.as_str(), Cow::Borrowed(value))),
        )
    }

    fn write_json(&self, out: &mut String) {
        let entries: Vec<_> = self.entries().collect();
        write_object(
            entries.iter().map(|(name, value)| (*name, value.as_ref())),
            out,
        );
    }
}

/// Appends an object of those members as JSON.
pub fn write_object<'a>(members: impl Iterator<Item = (&'a str, &'a Value)>, out: &mut String) {
    out.push('{');
    for (place, (name, value)) in members.enumerate() {
        if place > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        value.write_json(out);
    }
    out.push('}');
}

/// Appends text as a JSON string.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // DEL and the C1 controls are legal in JSON, but act in a terminal that shows it.
            control if control.is_control() => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

fn read(raw: &RawValue, depth: usize) -> Result<Value, serde_json::Error> {
    let deeper = || {
        depth
            .checked_sub(1)
            .ok_or_else(|| serde_json::Error::custom(format_args!("nested more than {DEPTH} deep")))
    };
    let text = raw.get();
    Ok(match text.bytes().next() {
        Some(b'"') => Value::Text(json::read::<Cow<'_, str>>(text.as_bytes())?.into_owned()),
        Some(b'n') => Value::Null,
        Some(b't') => Value::Bool(true),
        Some(b'f') => Value::Bool(false),
        Some(b'[') => {
            let deeper = deeper()?;
            let items: Vec<&RawValue> = json::read(text.as_bytes())?;
            Value::List(
                items
                    .into_iter()
                    .map(|item| read(item, deeper))
                    .collect::<Result<_, _>>()?,
            )
        }
        Some(b'{') => {
            let deeper = deeper()?;
            let Members(members) = json::read(text.as_bytes())?;
            Value::Object(
                members
                    .into_iter()
                    .map(|(name, value)| Ok((name.into_owned(), read(value, deeper)?)))
                    .collect::<Result<_, serde_json::Error>>()?,
            )
        }
        _ => Value::Number(Number(text.to_owned())),
    })
}

/// The members of a JSON object in their order, each value unread.
#[derive(Debug, Default)]
pub struct Members<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    /// The first member of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value {
        Value::from_json(serde_json::from_str(json).expect("JSON")).expect("a value")
    }

    #[test]
    fn a_value_comes_back_as_it_came() {
        for json in [
            "null",
            "true",
            "9223372036854775807",
            "123456789012345678901234567890.10",
            r#""\u001b[31m\"Zoë\"\\""#,
            r#"{"b":[1,{"a":null}],"a":"x"}"#,
        ] {
            assert_eq!(value(json).to_json(), json);
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        let raw: &RawValue = serde_json::from_str(&deep).expect("JSON");
        let error = Value::from_json(raw).expect_err("too deep");
        assert!(error.to_string().contains("64 deep"), "{error}");
    }

    #[test]
    fn a_system_sees_the_id_and_a_person_the_name() {
        let reference = Value::Reference(Reference {
            id: "9007199254740993".into(),
            name: Some("Helsinki".into()),
            ..Reference::default()
        });
        assert_eq!(reference.plain(), "9007199254740993");
        assert_eq!(reference.words(), "Helsinki");
        assert!(reference.same(&Value::text("9007199254740993")));
        assert!(value("88").same(&Value::text("88")));
        assert!(!Value::Null.same(&Value::text("")));
    }

    #[test]
    fn only_a_json_number_is_a_number() {
        assert_eq!(Number::parse("12").map(|n| n.as_i64()), Some(Some(12)));
        for text in ["", "+1", "0x1", "NaN", "\"1\"", "1,2", "01"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
