//! AgileNow's refusals: an envelope of reasons with a RequestKey, which is what its support asks for.

use crate::error::{Effect, Error, Reason};
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer::{self, at};
use crate::value::Value;

/// The error that an answer without success tells of.
pub(super) fn refusal(resource: &'static Resource, response: &Response) -> Error {
    let error = answer::refusal(response);
    let Some(envelope @ Value::Object(_)) = answer::lenient(response) else {
        return error.reasons(answer::unstructured(response));
    };
    let text = |name: &str| match at(&envelope, name) {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    };
    let errors: &[Value] = match at(&envelope, "Errors") {
        Some(Value::List(errors)) => errors,
        Some(single @ Value::Text(_)) => std::slice::from_ref(single),
        _ => &[],
    };
    // The token endpoint has OAuth's two members beside or instead of the envelope.
    let words = errors
        .iter()
        .map(|error| error.plain().into_owned())
        .chain(text("error_description").or_else(|| text("error")));
    let reasons = answer::bounded(words.map(|message| Reason {
        field: field_of(resource, &message),
        message,
    }));
    let reasons = match (reasons.is_empty(), text("Title")) {
        (false, _) => reasons,
        (true, Some(message)) => vec![Reason {
            field: None,
            message,
        }],
        (true, None) => answer::unstructured(response),
    };
    let error = error.reasons(reasons).request_id(text("RequestKey"));
    // Their spelling.
    if is_type(text("Type").as_deref(), "Errors/Multible Rows") {
        return error
            .worded("several accounts match")
            .effect(Effect::NotApplied)
            .advice("name the account by its Id");
    }
    if response.status < 500 {
        error.effect(Effect::NotApplied)
    } else {
        error
    }
}

/// Whether the envelope's Type is that one; its leading slash comes and goes.
fn is_type(sent: Option<&str>, known: &str) -> bool {
    sent.is_some_and(|sent| sent.trim_start_matches('/').eq_ignore_ascii_case(known))
}

/// The envelope has no pointers; a reason that begins with a field's name, or quotes it, is about it.
fn field_of(resource: &Resource, message: &str) -> Option<String> {
    let mut words =
        message.split(|character: char| !(character.is_alphanumeric() || character == '_'));
    words
        .find_map(|word| resource.field(word))
        .map(|field| field.name.to_owned())
}
