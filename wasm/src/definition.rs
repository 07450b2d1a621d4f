//! What there is: the resources as plain data, for front ends that make tables and forms from it.

use roster_core::schema::{Authentication, Field, Kind, Operation, Resource, System};
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::failure::plain;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResourceDefinition {
    id: &'static str,
    system: &'static str,
    label: &'static str,
    singular: &'static str,
    id_field: &'static str,
    version_field: Option<&'static str>,
    title: &'static [&'static str],
    operations: Vec<&'static str>,
    #[serde(serialize_with = "by_operation")]
    notes: &'static [(Operation, &'static str)],
    fields: Vec<FieldDefinition>,
}

#[derive(Serialize)]
struct FieldDefinition {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    choices: Vec<ChoiceDefinition>,
    reference: Option<&'static str>,
    read: bool,
    create: bool,
    update: bool,
    required: bool,
    unique: bool,
    help: &'static str,
}

#[derive(Serialize)]
struct ChoiceDefinition {
    value: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct SystemDefinition {
    id: &'static str,
    label: &'static str,
    authentication: &'static str,
}

/// Every system, in the order in which front ends show them.
#[wasm_bindgen(js_name = systemDefinitions)]
pub fn systems() -> JsValue {
    let all = System::ALL.map(|system| SystemDefinition {
        id: system.name(),
        label: system.label(),
        authentication: match system.authentication() {
            Authentication::Bearer => "bearer",
            Authentication::ClientCredentials => "client_credentials",
        },
    });
    plain(&all)
}

/// Every resource, in the order in which front ends show them.
#[wasm_bindgen]
pub fn definitions() -> JsValue {
    let all: Vec<_> = roster_core::resources()
        .iter()
        .map(|resource| define(resource))
        .collect();
    plain(&all)
}

/// One resource as plain data.
#[must_use]
pub fn definition(resource: &'static Resource) -> JsValue {
    plain(&define(resource))
}

fn define(resource: &'static Resource) -> ResourceDefinition {
    ResourceDefinition {
        id: resource.id,
        system: resource.system.name(),
        label: resource.label,
        singular: resource.singular,
        id_field: resource.id_field(),
        version_field: resource.locking.field(),
        title: resource.title,
        operations: resource
            .operations
            .iter()
            .map(|operation| operation.verb())
            .collect(),
        notes: resource.notes,
        fields: resource.fields.iter().map(define_field).collect(),
    }
}

/// An object with a member for each operation that there is something to say of.
fn by_operation<S: Serializer>(
    notes: &[(Operation, &'static str)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let notes = notes.iter();
    serializer.collect_map(notes.map(|(operation, note)| (operation.verb(), note)))
}

fn define_field(field: &'static Field) -> FieldDefinition {
    FieldDefinition {
        name: field.name,
        label: field.label,
        kind: field.kind.name(),
        choices: field
            .kind
            .choices()
            .iter()
            .map(|choice| ChoiceDefinition {
                value: choice.value,
                label: choice.label,
            })
            .collect(),
        reference: match field.kind {
            Kind::Reference(target) => Some(target),
            _ => None,
        },
        read: field.access.read,
        create: field.access.create,
        update: field.access.update,
        required: field.required,
        unique: field.unique,
        help: field.help,
    }
}
