//! The body of a write: `{"data":{"type", "id"?, "attributes"?, "relationships"?}}`.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::moment;
use crate::mpdx::error::{Failure, Invalid};

/// An attribute that may be absent (outer `None`) or null (inner `None`).
pub type Sent<T> = Option<Option<T>>;

/// A body whose shape is right.
#[derive(Debug)]
pub struct Document {
    /// The client's id, in lower case.
    pub id: Option<String>,
    attributes: Map<String, Value>,
    relationships: Map<String, Value>,
}

/// What a to-one relationship is set to.
#[derive(Debug, PartialEq, Eq)]
pub enum Link {
    /// This resource.
    To(String),
    /// Nothing: the id "none", or `null`.
    Cleared,
}

impl Document {
    /// Reads a body and checks its shape: unreadable 400, a wrong type or an id in the wrong place 409.
    pub fn read(body: Result<Bytes, BytesRejection>, expected: &str) -> Result<Self, Failure> {
        let body = body.map_err(|rejection| Failure::too_large(rejection.to_string()))?;
        let body: Value = serde_json::from_slice(&body).map_err(|error| {
            Failure::bad_request(format!("The body is not readable JSON: {error}"))
        })?;
        let data = body.get("data").unwrap_or(&Value::Null);
        check_type(data, expected, "/data/type")?;
        let attributes = members(data, "attributes")?;
        check_keys(&attributes)?;
        Ok(Self {
            id: client_id(data)?,
            attributes,
            relationships: members(data, "relationships")?,
        })
    }

    pub fn has(&self, attribute: &str) -> bool {
        self.attributes.contains_key(attribute)
    }

    /// A text; numbers and booleans are taken as their text. A list or an object is dropped, as any
    /// value that the system does not permit.
    pub fn text(&self, attribute: &str) -> Sent<String> {
        match self.attributes.get(attribute)? {
            Value::Null => Some(None),
            Value::String(text) => Some(Some(text.clone())),
            Value::Number(number) => Some(Some(number.to_string())),
            Value::Bool(flag) => Some(Some(flag.to_string())),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// A boolean, or its text: the document calls some of them strings.
    pub fn boolean(&self, attribute: &'static str) -> Result<Sent<bool>, Invalid> {
        let Some(value) = self.text(attribute) else {
            return Ok(None);
        };
        match value.as_deref() {
            None | Some("") => Ok(Some(None)),
            Some("true" | "1") => Ok(Some(Some(true))),
            Some("false" | "0") => Ok(Some(Some(false))),
            Some(_) => Err(Invalid::new(attribute, "is not a boolean")),
        }
    }

    /// A date, or a date and a time, in microseconds.
    pub fn moment(&self, attribute: &'static str) -> Result<Sent<i64>, Invalid> {
        let Some(value) = self.text(attribute) else {
            return Ok(None);
        };
        match value.as_deref() {
            None | Some("") => Ok(Some(None)),
            Some(text) => match moment::parse(text) {
                Some(at) => Ok(Some(Some(at))),
                None => Err(Invalid::new(attribute, "is not a date")),
            },
        }
    }

    /// What a to-one relationship to resources of `kind` is set to, when it was sent.
    pub fn relationship(&self, name: &str, kind: &str) -> Result<Option<Link>, Failure> {
        let Some(data) = self.relationships.get(name).and_then(|one| one.get("data")) else {
            return Ok(None);
        };
        if data.is_null() {
            return Ok(Some(Link::Cleared));
        }
        check_type(data, kind, &format!("/data/relationships/{name}/data/type"))?;
        match data.get("id").and_then(Value::as_str) {
            Some("none") => Ok(Some(Link::Cleared)),
            Some(id) => Ok(Some(Link::To(id.to_lowercase()))),
            None => Err(Failure::bad_request(format!(
                "The relationship {name} has no id"
            ))),
        }
    }
}

fn check_type(data: &Value, expected: &str, pointer: &str) -> Result<(), Failure> {
    let sent = data.get("type").and_then(Value::as_str).unwrap_or_default();
    if sent == expected {
        return Ok(());
    }
    Err(Failure::conflict_at(
        pointer,
        format!(
            "'{sent}' is not a valid resource type for this endpoint. Expected '{expected}' instead"
        ),
    ))
}

fn members(data: &Value, name: &str) -> Result<Map<String, Value>, Failure> {
    match data.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(members)) => Ok(members.clone()),
        Some(_) => Err(Failure::bad_request(format!(
            "data.{name} has to be an object"
        ))),
    }
}

/// Ids are not attributes. `remote_id` is no id of this system.
fn check_keys(attributes: &Map<String, Value>) -> Result<(), Failure> {
    for name in attributes.keys() {
        let pointer = format!("/data/attributes/{name}");
        if name == "id" {
            return Err(Failure::conflict_at(
                &pointer,
                "A primary key, if sent, belongs beside the attributes, not among them",
            ));
        }
        if name.ends_with("_id") && name != "remote_id" {
            return Err(Failure::conflict_at(
                &pointer,
                "A foreign key is not an attribute; send it as a relationship",
            ));
        }
    }
    Ok(())
}

fn client_id(data: &Value) -> Result<Option<String>, Failure> {
    match data.get("id") {
        None | Some(Value::Null) => Ok(None),
        Some(id) => match id.as_str().and_then(uuid) {
            Some(id) => Ok(Some(id)),
            None => Err(Failure::bad_request("data.id has to be a UUID")),
        },
    }
}

/// A UUID in lower case, with hyphens.
pub fn uuid(text: &str) -> Option<String> {
    (text.len() == 36)
        .then(|| Uuid::try_parse(text).ok())
        .flatten()
        .map(|id| id.to_string())
}
