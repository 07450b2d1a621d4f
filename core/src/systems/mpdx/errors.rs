//! MPDX's refusals. A 409 means seven things, so a lock conflict is told by its pointer or its
//! meta, never by the status or the words, which may come translated.

use serde::Deserialize;

use crate::error::{Effect, Error, Reason};
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer;

#[derive(Deserialize)]
struct Document {
    errors: Vec<ErrorObject>,
}

#[derive(Deserialize)]
struct ErrorObject {
    source: Option<Source>,
    title: Option<String>,
    detail: Option<String>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct Source {
    pointer: Option<String>,
}

#[derive(Deserialize)]
struct Meta {
    updated_in_db_at: Option<String>,
}

impl ErrorObject {
    fn pointer(&self) -> Option<&str> {
        self.source.as_ref()?.pointer.as_deref()
    }

    /// The version that the system holds, when this is a lock conflict.
    fn held_version(&self, lock: &str) -> Option<String> {
        if let Some(version) = self
            .meta
            .as_ref()
            .and_then(|meta| meta.updated_in_db_at.clone())
        {
            return Some(version);
        }
        let last = self.pointer()?.rsplit('/').next()?;
        (last == lock).then(String::new)
    }

    fn reason(&self, resource: &Resource) -> Reason {
        let field = self
            .pointer()
            .and_then(|pointer| field_of(resource, pointer));
        // The detail has the field's name in it; without one the title is all there is.
        let message = [&self.detail, &self.title]
            .into_iter()
            .flatten()
            .find(|text| !text.trim().is_empty())
            .cloned()
            .unwrap_or_else(|| "no reason given".to_owned());
        Reason { field, message }
    }
}

/// The field that a JSON pointer speaks of: `/data/attributes/organization_id` is `organization`.
fn field_of(resource: &Resource, pointer: &str) -> Option<String> {
    let last = pointer
        .rsplit('/')
        .find(|segment| !segment.is_empty() && *segment != "data")?;
    [last, last.trim_end_matches("_id")]
        .into_iter()
        .find_map(|name| resource.field(name))
        .map(|field| field.name.to_owned())
}

/// The error that an answer without success tells of.
pub(super) fn refusal(resource: &'static Resource, response: &Response) -> Error {
    let error = answer::refusal(response);
    let Ok(document) = serde_json::from_slice::<Document>(&response.body) else {
        let reasons = answer::words(response).map(|message| Reason {
            field: None,
            message,
        });
        return error.reasons(reasons.into_iter().collect());
    };
    let held = match (response.status, resource.locking.field()) {
        (409, Some(lock)) => document
            .errors
            .iter()
            .find_map(|object| object.held_version(lock)),
        _ => None,
    };
    let reasons = document
        .errors
        .iter()
        .map(|object| object.reason(resource))
        .collect();
    // An answer in the documented form says that the request was understood and refused, so a
    // failure of the server is the only one that leaves open what was done.
    let error = if response.status < 500 {
        error.effect(Effect::NotApplied)
    } else {
        error
    };
    let error = error.reasons(reasons);
    match held {
        Some(version) => error
            .worded("the account was changed by somebody else in the meantime")
            .current_version(version)
            .advice("read the account again, or save with overwrite to replace what is there"),
        None => error,
    }
}
