//! MPDX's refusals. What they mean is told by status, pointer, meta and names of columns, never by
//! the words, which may come translated.

use crate::error::{Effect, Error, Reason};
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer::{self, at};
use crate::systems::mpdx::conflict;
use crate::value::Value;

/// One object of `errors`, read leniently: a member of another type is as good as absent.
pub(super) struct ErrorObject {
    /// `/data/attributes/email`.
    pub(super) pointer: Option<String>,
    title: Option<String>,
    /// The words, with the field's name in them where there is one.
    pub(super) detail: Option<String>,
    /// `meta.updated_in_db_at`: the version that the system holds.
    pub(super) held_version: Option<String>,
}

impl ErrorObject {
    fn read(object: &Value, lock: Option<&str>) -> ErrorObject {
        let text = |value: Option<&Value>| match value {
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        };
        let source = at(object, "source");
        ErrorObject {
            pointer: text(source.and_then(|source| at(source, "pointer"))),
            title: text(at(object, "title")),
            detail: text(at(object, "detail")),
            held_version: text(lock.and_then(|lock| at(at(object, "meta")?, lock))),
        }
    }

    /// The member of the body that the pointer ends in.
    pub(super) fn member(&self) -> Option<&str> {
        let mut segments = self.pointer.as_deref()?.rsplit('/');
        segments.find(|segment| !segment.is_empty())
    }

    fn reason(&self, resource: &Resource) -> Reason {
        let field = self.pointer.as_deref();
        // The detail has the field's name in it; without one the title is all there is.
        let message = self.detail.as_ref().or(self.title.as_ref());
        Reason {
            field: field.and_then(|pointer| field_of(resource, pointer)),
            message: message
                .cloned()
                .unwrap_or_else(|| "no reason given".to_owned()),
        }
    }
}

/// The field that a JSON pointer speaks of: `/data/attributes/organization_id` and
/// `/data/relationships/organization/data/id` are `organization`.
fn field_of(resource: &Resource, pointer: &str) -> Option<String> {
    let mut segments = pointer.rsplit('/');
    let fields = segments.find_map(|segment| {
        [segment, segment.strip_suffix("_id").unwrap_or(segment)]
            .into_iter()
            .filter(|name| *name != resource.id_field())
            .find_map(|name| resource.field(name))
    });
    fields.map(|field| field.name.to_owned())
}

/// The error that an answer without success tells of.
pub(super) fn refusal(resource: &'static Resource, response: &Response) -> Error {
    let error = answer::refusal(response);
    let body = answer::lenient(response);
    let Some(Value::List(objects)) = body.as_ref().and_then(|body| at(body, "errors")) else {
        return error.reasons(answer::unstructured(response));
    };
    let lock = resource.locking.field();
    let objects: Vec<ErrorObject> = objects
        .iter()
        .map(|object| ErrorObject::read(object, lock))
        .collect();
    // An answer in the documented form says that the request was understood and refused, so a
    // failure of the server is the only one that leaves open what was done.
    let error = if response.status < 500 {
        error.effect(Effect::NotApplied)
    } else {
        error
    };
    let reasons = answer::bounded(objects.iter().map(|object| object.reason(resource)));
    let error = error.reasons(if reasons.is_empty() {
        answer::unstructured(response)
    } else {
        reasons
    });
    match response.status {
        409 => conflict::explained(resource, &objects, error),
        415 | 406 => error.advice("look whether something between here and MPDX changes headers"),
        _ => error,
    }
}
