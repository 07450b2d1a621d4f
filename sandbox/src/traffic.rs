//! Every call passes here before its system reads it: it is counted, and what is to fail fails.

use std::sync::Arc;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::agilenow::TokenLifetime;
use crate::app::App;
use crate::call::Call;
use crate::faults::{Due, FaultKind, body, instead, list};
use crate::wire::Damage;

/// As much of a body as is read before an answer that does not need it.
const UNREAD: usize = 2 << 20;

/// Counts the call, and lets happen to it what is due. The sandbox's own pages are left alone.
pub async fn pass(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let Some(call) = Call::of(&request) else {
        return next.run(request).await;
    };
    let number = app.log.receive(&call, app.clock.now());
    let due = app.faults.due(&call);
    app.log.meet(number, due.iter().map(|one| one.kind.name()));
    let response = answer(&app, &call, &due, request, next).await;
    if response.extensions().get::<Damage>() != Some(&Damage::Lost) {
        app.log.answer(number, response.status());
    }
    response
}

async fn answer(app: &App, call: &Call, due: &[Due], request: Request, next: Next) -> Response {
    for one in due {
        if let FaultKind::Latency(range) = &one.kind {
            wait(within(range.clone(), one.random)).await;
        }
    }
    let now = app.clock.now_seconds();
    let instead = due
        .iter()
        .find_map(|one| instead::answer(&one.kind, call, now));
    if let Some(answer) = instead {
        // Closing a connection with unread bytes resets it, and the answer may not be seen. One that
        // is too long to be read is reset.
        let _ = to_bytes(request.into_body(), UNREAD).await;
        return answer;
    }
    let response = match prepare(app, call, due, request).await {
        Ok(request) => next.run(request).await,
        Err(refused) => return refused,
    };
    for one in due {
        if let FaultKind::SlowCreate(milliseconds) = one.kind {
            wait(milliseconds).await;
        }
    }
    let response = body::changed(response, call, due).await;
    let huge = |one: &Due| matches!(one.kind, FaultKind::Huge(_));
    match due.iter().find_map(|one| damage(&one.kind)) {
        Some(damage) if damage == Damage::Lost || !due.iter().any(huge) => damage.after(response),
        _ => response,
    }
}

/// What has to be so before the system reads the call.
async fn prepare(
    app: &App,
    call: &Call,
    due: &[Due],
    mut request: Request,
) -> Result<Request, Response> {
    for one in due {
        if let FaultKind::TokenLifetime(seconds) = one.kind {
            let lifetime = TokenLifetime(i64::try_from(seconds).unwrap_or(i64::MAX));
            request.extensions_mut().insert(lifetime);
        }
        if let Some(of) = call.list {
            list::change(&app.store, &one.kind, of, one.random, app.clock.now())
                .await
                .map_err(|error| {
                    (StatusCode::INTERNAL_SERVER_ERROR, error.reason()).into_response()
                })?;
        }
    }
    Ok(request)
}

fn damage(kind: &FaultKind) -> Option<Damage> {
    match kind {
        FaultKind::LostAfter => Some(Damage::Lost),
        FaultKind::Cut => Some(Damage::Cut),
        FaultKind::LengthTooLong => Some(Damage::TooLong),
        FaultKind::LengthTooShort => Some(Damage::TooShort),
        _ => None,
    }
}

fn within(range: std::ops::RangeInclusive<u64>, random: u128) -> u64 {
    let length = u128::from(range.end().saturating_sub(*range.start())) + 1;
    range.start() + u64::try_from(random % length).unwrap_or_default()
}

async fn wait(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
