//! Errors as data. TypeScript makes them into classes that are real `Error`s.

use js_sys::{Object, Reflect};
use roster_core::error::{ConflictCause, Effect, Error};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::value;

/// Plain objects and `null`, as JSON would have them.
const PLAIN: Serializer = Serializer::json_compatible();

/// What a TypeScript `RosterError` is made from.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure<'a> {
    code: &'static str,
    message: String,
    status: Option<u16>,
    retryable: bool,
    /// Milliseconds.
    retry_after: Option<f64>,
    request_id: Option<&'a str>,
    effect: &'static str,
    reasons: Vec<ReasonData<'a>>,
    report: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clashing: Option<Vec<&'static str>>,
    /// Why the system sees a conflict.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Serialize)]
struct ReasonData<'a> {
    field: Option<&'a str>,
    message: &'a str,
}

/// Plain data as plain JavaScript.
pub fn plain(data: &impl Serialize) -> JsValue {
    // Serializing these types of our own cannot fail; were it to, an empty object tells so.
    data.serialize(&PLAIN)
        .unwrap_or_else(|_| Object::new().into())
}

/// The error as data.
#[must_use]
pub fn thrown(error: &Error) -> JsValue {
    let data = plain(&Failure {
        code: error.kind().code(),
        message: error.to_string(),
        status: error.http_status(),
        retryable: error.kind().retryable(),
        retry_after: error.wait().map(|wait| wait.as_secs_f64() * 1000.0),
        request_id: error.support_id(),
        effect: effect(error.what_was_done()),
        reasons: error
            .given_reasons()
            .iter()
            .map(|reason| ReasonData {
                field: reason.field.as_deref(),
                message: &reason.message,
            })
            .collect(),
        report: error.report(),
        clashing: error
            .sides()
            .map(|sides| sides.fields.iter().map(|field| field.name).collect()),
        reason: error.conflict_cause().map(ConflictCause::code),
    });
    if let Some(sides) = error.sides() {
        for (name, side) in [
            ("base", &sides.base),
            ("mine", &sides.mine),
            ("theirs", &sides.theirs),
        ] {
            attach(&data, name, &value::object(side));
        }
    }
    data
}

/// The error as data, with the JavaScript value that caused it.
#[must_use]
pub fn thrown_by(error: &Error, cause: Option<JsValue>) -> JsValue {
    let data = thrown(error);
    if let Some(cause) = cause {
        attach(&data, "cause", &cause);
    }
    data
}

/// Sets a member of plain data that nobody else has seen yet.
pub(crate) fn attach(data: &JsValue, name: &str, value: &JsValue) {
    // It fails for frozen objects alone.
    let _ = Reflect::set(data, &JsValue::from_str(name), value);
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::NothingSent => "nothing_sent",
        Effect::NotApplied => "not_applied",
        Effect::Unknown => "unknown",
        Effect::Applied => "applied",
    }
}
