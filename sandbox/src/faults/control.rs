//! The control request: `GET`, `PUT` and `DELETE /sandbox/faults`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::app::App;
use crate::faults::text;

/// The faults that stand, each with how many calls it was for and how many it happened to.
pub async fn show(State(app): State<Arc<App>>) -> Json<Value> {
    list(&app)
}

/// Puts a list of faults in the place of all that stand, and answers as [`show`] does. A list with
/// a mistake changes nothing: 400 and the reason.
pub async fn replace(State(app): State<Arc<App>>, body: Bytes) -> Response {
    match text::from_json(&body) {
        Ok(faults) => {
            app.faults.set(faults);
            list(&app).into_response()
        }
        Err(error) => {
            let error = json!({ "error": format!("{error}. No fault was changed.") });
            (StatusCode::BAD_REQUEST, Json(error)).into_response()
        }
    }
}

/// From now on nothing fails.
pub async fn clear(State(app): State<Arc<App>>) -> StatusCode {
    app.faults.clear();
    StatusCode::NO_CONTENT
}

fn list(app: &App) -> Json<Value> {
    let standing = app.faults.standing();
    let faults = standing.iter().map(|one| {
        let mut members = text::members(&one.fault);
        members.insert("calls".to_owned(), one.calls.into());
        members.insert("fired".to_owned(), one.fired.into());
        Value::Object(members)
    });
    Json(faults.collect())
}
