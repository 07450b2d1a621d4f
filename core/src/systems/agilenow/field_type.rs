//! How AgileNow names another record: `FieldType` in what is sent, `AbstractText` and `AbstractLong`
//! in what is answered.

use crate::schema::Kind;
use crate::value::{Reference, Value};

/// `{"Field"?: string, "Value": string}`: the record whose field has that value. `TenantData` is
/// made of them; the three enumerations of an account were until July 2024.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldType {
    /// The field of the other record; `None` for its Id.
    pub field: Option<String>,
    /// The value.
    pub value: String,
}

impl FieldType {
    /// The record of that Id, every digit of it.
    #[must_use]
    pub fn id(value: impl Into<String>) -> FieldType {
        FieldType {
            field: None,
            value: value.into(),
        }
    }

    /// The record whose field has that value: `FieldType::by("ExternalId", "north")`.
    #[must_use]
    pub fn by(field: impl Into<String>, value: impl Into<String>) -> FieldType {
        FieldType {
            field: Some(field.into()),
            value: value.into(),
        }
    }

    /// As it is sent.
    pub(super) fn to_value(&self) -> Value {
        let field = self.field.as_ref().map(|field| ("Field", field));
        let members = field.into_iter().chain([("Value", &self.value)]);
        let members = members.map(|(name, text)| (name.to_owned(), Value::text(text)));
        Value::Object(members.collect())
    }
}

/// What is answered where another record or a value of an enumeration stands, as a reference. Besides
/// the objects, servers of another age answer a `FieldType` or the plain value.
pub(super) fn referring(kind: Kind, value: Value) -> Value {
    match (kind, value) {
        (Kind::Reference(_) | Kind::Choice(_), Value::Object(members)) => {
            Value::Reference(reference(members))
        }
        (Kind::Reference(_), value @ (Value::Text(_) | Value::Number(_))) => {
            let id = value.plain().into_owned();
            if id.is_empty() {
                return Value::Null;
            }
            Value::reference(id)
        }
        (_, value) => value,
    }
}

/// An object as a reference; what it holds besides id, name and type is kept.
pub(super) fn reference(members: Vec<(String, Value)>) -> Reference {
    let mut reference = Reference::default();
    for (name, member) in members {
        match (name.as_str(), member) {
            ("Id" | "Value", id @ (Value::Text(_) | Value::Number(_)))
                if reference.id.is_empty() =>
            {
                reference.id = id.plain().into_owned();
            }
            ("Name", Value::Text(text)) => reference.name = Some(text),
            ("Type", Value::Text(text)) => reference.kind = Some(text),
            ("Name" | "Type", Value::Null) => {}
            (_, member) => reference.members.push((name, member)),
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Kind, json: &str) -> Value {
        let raw = serde_json::from_str(json).expect("JSON");
        referring(kind, Value::from_json(raw).expect("a value"))
    }

    #[test]
    fn a_record_is_read_in_every_form() {
        let tenant = Kind::Reference("Tenant");
        let long = read(
            tenant,
            r#"{"Id":9007199254740993,"ExternalId":"n","Name":"North","Type":"Tenant"}"#,
        );
        let Value::Reference(reference) = &long else {
            panic!("{long:?}");
        };
        assert_eq!(reference.id, "9007199254740993");
        assert_eq!(reference.name.as_deref(), Some("North"));
        assert_eq!(reference.kind.as_deref(), Some("Tenant"));
        assert_eq!(
            reference.members,
            [("ExternalId".to_owned(), Value::text("n"))]
        );
        for json in [
            "9223372036854775807",
            "\"9223372036854775807\"",
            r#"{"Value":"9223372036854775807"}"#,
            r#"{"Field":"Id","Value":"9223372036854775807"}"#,
        ] {
            assert_eq!(read(tenant, json).plain(), "9223372036854775807", "{json}");
        }
        assert_eq!(read(tenant, "\"\""), Value::Null);
        assert_eq!(read(Kind::Text, "{}"), Value::Object(Vec::new()));
    }

    #[test]
    fn a_field_type_is_sent_with_its_field_where_it_has_one() {
        let by = FieldType::by("ExternalId", "north").to_value().to_json();
        assert_eq!(by, r#"{"Field":"ExternalId","Value":"north"}"#);
        let id = FieldType::id("9007199254740993").to_value().to_json();
        assert_eq!(id, r#"{"Value":"9007199254740993"}"#);
    }
}
