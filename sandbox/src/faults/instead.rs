//! Answers that are given in the system's place. Nothing of the call was carried out.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::call::Call;
use crate::faults::kind::FaultKind;
use crate::moment;
use crate::system::System;
use crate::wire::Damage;
use crate::{agilenow, mpdx, swift};

/// Why a call fails on demand, in the systems' own error bodies.
pub const REASON: &str = "The sandbox was told to fail this call.";

const GATEWAY_PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
    <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// The answer of a kind for which [`FaultKind::is_instead`]; nothing for another. `now` is in
/// seconds, by the sandbox's clock.
pub fn answer(kind: &FaultKind, call: &Call, now: i64) -> Option<Response> {
    let own = |status| own_error(call, status);
    let answer = match kind {
        FaultKind::LostBefore => Damage::Lost.after(StatusCode::OK.into_response()),
        FaultKind::BadGateway => (StatusCode::BAD_GATEWAY, Html(GATEWAY_PAGE)).into_response(),
        FaultKind::ServerError => own(StatusCode::INTERNAL_SERVER_ERROR),
        FaultKind::Unavailable(None) => own(StatusCode::SERVICE_UNAVAILABLE),
        FaultKind::Unavailable(Some(seconds)) => with_number(
            own(StatusCode::SERVICE_UNAVAILABLE),
            header::RETRY_AFTER,
            *seconds,
        ),
        FaultKind::RateBare => own(StatusCode::TOO_MANY_REQUESTS),
        FaultKind::RateSeconds(seconds) => with_number(
            own(StatusCode::TOO_MANY_REQUESTS),
            header::RETRY_AFTER,
            *seconds,
        ),
        FaultKind::RateReset(seconds) => with_number(
            own(StatusCode::TOO_MANY_REQUESTS),
            HeaderName::from_static("x-ratelimit-reset"),
            *seconds,
        ),
        FaultKind::RateDate(seconds) => {
            let until = now.saturating_add_unsigned(*seconds);
            let mut answer = own(StatusCode::TOO_MANY_REQUESTS);
            // Both by the sandbox's clock: a client may go by their difference.
            put(&mut answer, header::DATE, &moment::http_date(now));
            put(&mut answer, header::RETRY_AFTER, &moment::http_date(until));
            answer
        }
        FaultKind::ExpiredToken => own(StatusCode::UNAUTHORIZED),
        FaultKind::Redirect(origin) => {
            let mut answer = StatusCode::FOUND.into_response();
            let elsewhere = format!("{origin}{}", call.target());
            put(&mut answer, header::LOCATION, &elsewhere);
            answer
        }
        _ => return None,
    };
    Some(answer)
}

/// An error as the system of the call writes it.
fn own_error(call: &Call, status: StatusCode) -> Response {
    match call.system {
        System::Mpdx => mpdx::Failure::on_demand(status, REASON).into_response(),
        System::Swift => swift::Failure::new(status, REASON).into_response(),
        System::AgileNow => {
            let failure = agilenow::Failure::on_demand(status, REASON);
            (status, Json(failure.envelope(&call.path))).into_response()
        }
        System::Token => {
            let failure = agilenow::Failure::on_demand(status, REASON);
            (status, Json(failure.envelope_without_key(&call.path))).into_response()
        }
    }
}

fn with_number(mut answer: Response, name: HeaderName, number: u64) -> Response {
    answer.headers_mut().insert(name, HeaderValue::from(number));
    answer
}

/// What cannot stand in a header is left out: a path may have bytes that are not allowed there.
fn put(answer: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
