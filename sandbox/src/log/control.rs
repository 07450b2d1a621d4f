//! `GET` and `DELETE /sandbox/log`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::log::{Counts, Log, Received};
use crate::moment;
use crate::system::System;

/// How many calls are shown when nothing is said.
const SHOWN: usize = 100;

/// `{"requests": […], "counts": {"mpdx": …}}`: the last `limit` calls (100), in the order in which
/// they came, and the counts of each system.
pub async fn show(State(app): State<Arc<App>>, RawQuery(raw): RawQuery) -> Response {
    let query = raw.unwrap_or_default();
    let limit = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "limit")
        .map_or(Ok(SHOWN), |(_, limit)| limit.parse());
    let Ok(limit) = limit else {
        let error = json!({ "error": "limit has to be a whole number" });
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    };
    Json(json!({ "requests": requests(&app.log, limit), "counts": counts(&app.log) }))
        .into_response()
}

/// Forgets every call and every count.
pub async fn clear(State(app): State<Arc<App>>) -> StatusCode {
    app.log.clear();
    StatusCode::NO_CONTENT
}

fn requests(log: &Log, limit: usize) -> Vec<Value> {
    let received = log.received();
    let first = received.len().saturating_sub(limit);
    received.iter().skip(first).map(request).collect()
}

fn request(call: &Received) -> Value {
    json!({
        "number": call.number,
        "at": moment::in_microseconds(call.at),
        "system": call.system.name(),
        "method": call.method,
        "path": call.path,
        "query": call.query,
        "authorized": call.authorized,
        "status": call.status,
        "faults": call.faults,
    })
}

fn counts(log: &Log) -> Map<String, Value> {
    System::ALL
        .into_iter()
        .map(|system| {
            let Counts {
                received,
                answered,
                unanswered,
                faulted,
                most_in_10_seconds,
            } = log.counts(system);
            let answered: Map<_, _> = answered
                .into_iter()
                .map(|(status, count)| (status.to_string(), count.into()))
                .collect();
            let counts = json!({
                "received": received,
                "answered": answered,
                "unanswered": unanswered,
                "faulted": faulted,
                "most_in_10_seconds": most_in_10_seconds,
            });
            (system.name().to_owned(), counts)
        })
        .collect()
}
