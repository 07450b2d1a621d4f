//! `POST user/authenticate`: a ticket for a token that is good for 30 days.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::app::App;
use crate::mpdx::document::Document;
use crate::mpdx::error::Failure;
use crate::mpdx::reply;
use crate::{credentials, moment};

const LIFETIME: i64 = 30 * 86_400;

pub async fn create(
    State(app): State<Arc<App>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let document = Document::read(body, "authenticate")?;
    check_ticket(&document)?;
    let document = json!({ "data": {
        "id": "user::authenticate",
        "type": "authenticate",
        "attributes": {
            "json_web_token": credentials::mpdx_token_until(app.clock.now_seconds() + LIFETIME),
            "created_at": moment::in_seconds(app.clock.now()),
            "updated_at": null,
            "updated_in_db_at": null,
        },
    } });
    Ok(reply::body(StatusCode::OK, &document))
}

fn check_ticket(document: &Document) -> Result<(), Failure> {
    let text = |name| {
        document
            .text(name)
            .flatten()
            .filter(|text: &String| !text.is_empty())
    };
    let (ticket, expected, missing) = if text("provider").as_deref() == Some("okta") {
        (
            text("access_token"),
            credentials::MPDX_OKTA_TOKEN,
            "Expected an access_token to be provided in the attributes",
        )
    } else {
        (
            text("cas_ticket"),
            credentials::MPDX_CAS_TICKET,
            "Expected a cas_ticket to be provided in the attributes",
        )
    };
    match ticket {
        None => Err(Failure::bad_request(missing)),
        Some(ticket) if ticket == expected => Ok(()),
        Some(_) => Err(Failure::unauthorized()),
    }
}
