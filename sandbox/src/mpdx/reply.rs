//! Successful answers.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::moment;
use crate::mpdx::error::CONTENT_TYPE;
use crate::mpdx::query::Query;

/// A body of the system's content type.
pub fn body(status: StatusCode, body: &Value) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, CONTENT_TYPE)],
        body.to_string(),
    )
        .into_response()
}

/// One resource, with what it includes.
pub fn one(status: StatusCode, resource: Value, included: Vec<Value>, query: &Query) -> Response {
    let mut document = json!({ "data": resource });
    if query.includes_any() {
        document["included"] = included.into();
    }
    body(status, &document)
}

/// A page of resources, with what they include.
pub fn many(resources: Vec<Value>, included: Vec<Value>, total: i64, query: &Query) -> Response {
    let mut document = json!({ "data": resources, "meta": query.meta(total) });
    if query.includes_any() {
        document["included"] = included.into();
    }
    body(StatusCode::OK, &document)
}

/// 204, as every DELETE answers.
pub fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// A moment that may be missing.
pub fn moment(micros: Option<i64>) -> Value {
    micros.map(moment::in_seconds).into()
}

/// Puts members that no document names among the documented ones.
pub fn with_extra(mut attributes: Value, extra: Option<&str>) -> Value {
    let extra = extra.and_then(|text| serde_json::from_str(text).ok());
    if let (Value::Object(attributes), Some(Value::Object(extra))) = (&mut attributes, extra) {
        attributes.extend(extra);
    }
    attributes
}
