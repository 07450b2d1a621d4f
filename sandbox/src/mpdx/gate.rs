//! What every call passes first: the rate limit, the two headers, the token; in this order.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::mpdx::error::Failure;
use crate::signing;

const MEDIA_TYPE: &str = "application/vnd.api+json";

/// The person whom the token belongs to.
#[derive(Clone)]
pub struct Caller(pub String);

pub async fn pass(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let count = app.mpdx_window.count(app.clock.now());
    let mut response = if count.exceeded {
        Failure::too_many().into_response()
    } else {
        match admit(&app, &mut request) {
            Ok(()) => next.run(request).await,
            Err(failure) => failure.into_response(),
        }
    };
    count.write(response.headers_mut());
    response
}

fn admit(app: &App, request: &mut Request) -> Result<(), Failure> {
    check_headers(request.headers())?;
    // Inside the nest, the path is relative to `/api/v2`.
    if request.uri().path().ends_with("/user/authenticate") {
        return Ok(());
    }
    let caller = caller(request.headers(), request.uri(), app.clock.now_seconds())
        .ok_or_else(Failure::unauthorized)?;
    request.extensions_mut().insert(caller);
    Ok(())
}

fn check_headers(headers: &HeaderMap) -> Result<(), Failure> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next());
    if media_type.map(str::trim) != Some(MEDIA_TYPE) {
        return Err(Failure::unsupported_media_type());
    }
    let Some(accept) = headers.get(header::ACCEPT) else {
        return Ok(());
    };
    let accept = accept.to_str().unwrap_or_default().trim();
    if accept == "*/*" || accept.split(',').any(|one| one.trim() == MEDIA_TYPE) {
        return Ok(());
    }
    Err(Failure::not_acceptable())
}

fn caller(headers: &HeaderMap, uri: &Uri, now: i64) -> Option<Caller> {
    let token = match headers.get(header::AUTHORIZATION) {
        Some(authorization) => {
            let (scheme, token) = authorization.to_str().ok()?.split_once(' ')?;
            scheme
                .eq_ignore_ascii_case("bearer")
                .then(|| token.trim().to_owned())?
        }
        // The system takes it, too. No client should: addresses end up in logs.
        None => form_urlencoded::parse(uri.query()?.as_bytes())
            .find(|(name, _)| name == "access_token")?
            .1
            .into_owned(),
    };
    let payload = signing::verify(&token, now)?;
    Some(Caller(payload.get("user_id")?.as_str()?.to_owned()))
}
