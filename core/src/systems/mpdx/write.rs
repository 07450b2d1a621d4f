//! Bodies of MPDX requests: JSON:API documents with the changed members alone.

use crate::account::Change;
use crate::moment::rfc3339;
use crate::schema::{Kind, Resource};
use crate::systems::mpdx::record_type;
use crate::systems::{CreateAsk, UpdateAsk};
use crate::value::Value;

/// The id that clears a to-one relationship.
const NONE: &str = "none";

/// The body of a POST, with the client's own id.
pub(super) fn create(resource: &Resource, create: &CreateAsk) -> String {
    document(resource, create.id.as_deref(), &create.changes, None)
}

/// The body of a PUT: the changes, and the version that they were made to, with a zone: the server
/// reads a time without one in its own. `data.id` is left out as
/// the documents do: a server of 2018 may try to change the primary key to it.
pub(super) fn update(resource: &Resource, update: &UpdateAsk) -> String {
    let lock = match (&update.version, resource.locking.field()) {
        _ if update.overwrite => Some(("overwrite", Value::Bool(true))),
        // Empty, it would be refused as no time at all; left out, the answer tells the version.
        (Some(version), Some(field)) if !version.trim().is_empty() => {
            let zoned = rfc3339(version).unwrap_or_else(|| version.clone());
            Some((field, Value::text(zoned)))
        }
        _ => None,
    };
    document(resource, None, &update.changes, lock)
}

fn document(
    resource: &Resource,
    id: Option<&str>,
    changes: &[Change],
    lock: Option<(&str, Value)>,
) -> String {
    let mut attributes = Vec::new();
    let mut relationships = Vec::new();
    for Change { field, value } in changes {
        let name = field.name.to_owned();
        match field.kind {
            Kind::Reference(target) => relationships.push((name, relationship(target, value))),
            _ => attributes.push((name, value.clone())),
        }
    }
    if let Some((name, value)) = lock {
        attributes.push((name.to_owned(), value));
    }
    let mut data = vec![("type".to_owned(), Value::text(record_type(resource)))];
    data.extend(id.map(|id| ("id".to_owned(), Value::text(id))));
    data.push(("attributes".to_owned(), Value::Object(attributes)));
    if !relationships.is_empty() {
        data.push(("relationships".to_owned(), Value::Object(relationships)));
    }
    object([("data", Value::Object(data))]).to_json()
}

fn relationship(target: &str, value: &Value) -> Value {
    let id = if value.is_null() {
        NONE.into()
    } else {
        value.plain()
    };
    object([(
        "data",
        object([("type", Value::text(target)), ("id", Value::text(id))]),
    )])
}

pub(super) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;

    fn change(field: &str, value: Value) -> Change {
        let field = ORGANIZATION_ACCOUNTS.field(field).expect("a field");
        Change { field, value }
    }

    #[test]
    fn a_create_has_attributes_and_relationships() {
        let ask = CreateAsk {
            changes: vec![
                change("username", Value::text("foo")),
                change("organization", Value::text("32b2")),
            ],
            id: Some("b673".into()),
        };
        assert_eq!(
            create(&ORGANIZATION_ACCOUNTS, &ask),
            concat!(
                r#"{"data":{"type":"organization_accounts","id":"b673","attributes":{"username":"foo"},"#,
                r#""relationships":{"organization":{"data":{"type":"organizations","id":"32b2"}}}}}"#,
            )
        );
    }

    #[test]
    fn an_update_has_the_changes_and_the_version() {
        let mut ask = UpdateAsk {
            id: "a4eb".into(),
            changes: vec![
                change("username", Value::Null),
                change("person", Value::Null),
            ],
            base: None,
            version: Some("2022-01-12T17:17:58Z".into()),
            overwrite: false,
        };
        let body = update(&ORGANIZATION_ACCOUNTS, &ask);
        assert!(
            body.contains(
                r#""attributes":{"username":null,"updated_in_db_at":"2022-01-12T17:17:58Z"}"#
            ),
            "{body}"
        );
        assert!(
            body.contains(r#""person":{"data":{"type":"people","id":"none"}}"#),
            "{body}"
        );
        assert!(!body.contains("a4eb"), "{body}");
        ask.overwrite = true;
        let body = update(&ORGANIZATION_ACCOUNTS, &ask);
        assert!(body.contains(r#""overwrite":true"#), "{body}");
        assert!(!body.contains("updated_in_db_at"), "{body}");
    }
}
