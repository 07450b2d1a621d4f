//! `FieldType`: `{"Field"?: string, "Value": string}`, how a body names another record.

use serde_json::Value;

use crate::agilenow::error::Failure;

/// A value, and the field of the other record that has it (`Id` when none is named).
#[derive(Debug)]
pub struct FieldType {
    pub field: String,
    pub value: String,
}

/// Reads the object, or a plain string or integer, which is the value of `Id`. `null` and "" are
/// nothing.
pub fn read(member: &str, sent: &Value) -> Result<Option<FieldType>, Failure> {
    let (field, value) = match sent {
        Value::Null => return Ok(None),
        Value::String(value) => (None, value.clone()),
        Value::Number(number) => (None, number.to_string()),
        Value::Object(object) => {
            let field = object
                .get("Field")
                .and_then(Value::as_str)
                .filter(|field| !field.is_empty());
            match object.get("Value") {
                Some(Value::String(value)) => (field, value.clone()),
                Some(Value::Number(number)) => (field, number.to_string()),
                None | Some(Value::Null) => return Ok(None),
                Some(_) => return Err(Failure::mismatch(member, "has a Value that is no string")),
            }
        }
        Value::Bool(_) | Value::Array(_) => {
            return Err(Failure::mismatch(
                member,
                "is neither a string nor a FieldType",
            ));
        }
    };
    if value.is_empty() {
        return Ok(None);
    }
    Ok(Some(FieldType {
        field: field.unwrap_or("Id").to_owned(),
        value,
    }))
}
