//! AgileNow's refusals: an envelope of reasons with a RequestKey, which is what its support asks for.

use serde::Deserialize;

use crate::error::{Effect, Error, Reason};
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer;

/// The envelope; the token endpoint's answers have OAuth's two members beside or instead of it.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Errors", default)]
    errors: Vec<String>,
    #[serde(rename = "Type")]
    kind: Option<String>,
    #[serde(rename = "RequestKey")]
    request_key: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// The error that an answer without success tells of.
pub(super) fn refusal(resource: &'static Resource, response: &Response) -> Error {
    let error = answer::refusal(response);
    let Ok(envelope) = serde_json::from_slice::<Envelope>(&response.body) else {
        let reasons = answer::words(response).map(|message| Reason {
            field: None,
            message,
        });
        return error.reasons(reasons.into_iter().collect());
    };
    let words = envelope
        .errors
        .into_iter()
        .chain(envelope.error_description.or(envelope.error));
    let reasons = words.map(|message| Reason {
        field: field_of(resource, &message),
        message,
    });
    let error = error
        .reasons(reasons.collect())
        .request_id(envelope.request_key);
    // Their spelling; a leading slash comes and goes.
    let several = envelope.kind.is_some_and(|kind| {
        kind.trim_start_matches('/')
            .eq_ignore_ascii_case("Errors/Multible Rows")
    });
    if several {
        return error
            .worded("several accounts match")
            .advice("name the account by its Id");
    }
    if response.status < 500 {
        error.effect(Effect::NotApplied)
    } else {
        error
    }
}

/// The envelope has no pointers; a reason that begins with a field's name, or quotes it, is about it.
fn field_of(resource: &Resource, message: &str) -> Option<String> {
    let mut words =
        message.split(|character: char| !(character.is_alphanumeric() || character == '_'));
    words
        .find_map(|word| resource.field(word))
        .map(|field| field.name.to_owned())
}
