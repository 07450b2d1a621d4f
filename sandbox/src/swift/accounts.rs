//! The three operations on accounts.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::App;
use crate::credentials;
use crate::swift::account::{Account, COLUMNS};
use crate::swift::error::Failure;
use crate::swift::{cursor, ulid};

/// Nothing says how many a page has; the sandbox takes what a client asks for, up to this.
const MAX_LIMIT: u32 = 1000;

/// Lets a call with the API key in.
pub async fn pass(request: Request, next: Next) -> Response {
    let sent = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let token = sent
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match token {
        Some((_, token)) if token.trim() == credentials::SWIFT_TOKEN => next.run(request).await,
        _ => Failure::new(StatusCode::UNAUTHORIZED, "Unauthorized").into_response(),
    }
}

/// A place in the list.
enum From {
    Start,
    After(i64),
    Before(i64),
}

struct Page {
    from: From,
    limit: u32,
}

impl Page {
    fn read(raw_query: Option<&str>) -> Result<Self, Failure> {
        let mut page = Self {
            from: From::Start,
            limit: 50,
        };
        for (name, value) in form_urlencoded::parse(raw_query.unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "after" if !value.is_empty() => page.from = From::After(cursor::decode(&value)?),
                "before" if !value.is_empty() => page.from = From::Before(cursor::decode(&value)?),
                "limit" if !value.is_empty() => {
                    page.limit = value
                        .parse()
                        .ok()
                        .filter(|limit| (1..=MAX_LIMIT).contains(limit))
                        .ok_or_else(|| {
                            Failure::new(
                                StatusCode::BAD_REQUEST,
                                format!("limit has to be 1 to {MAX_LIMIT}"),
                            )
                        })?;
                }
                _ => {}
            }
        }
        Ok(page)
    }

    /// The accounts of the page in the order of the list.
    fn accounts(&self, connection: &Connection) -> rusqlite::Result<Vec<Account>> {
        let (condition, order, number) = match self.from {
            From::Start => ("number > ?1", "number", i64::MIN),
            From::After(number) => ("number > ?1", "number", number),
            From::Before(number) => ("number < ?1", "number DESC", number),
        };
        let select = format!(
            "SELECT {COLUMNS} FROM swift_accounts WHERE {condition} ORDER BY {order} LIMIT ?2"
        );
        let mut statement = connection.prepare_cached(&select)?;
        let rows = statement.query_map((number, self.limit), Account::read)?;
        let mut accounts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        accounts.sort_by_key(|account| account.number);
        Ok(accounts)
    }
}

pub async fn list(
    State(app): State<Arc<App>>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    let page = Page::read(raw.as_deref())?;
    app.store
        .read(move |connection| {
            let accounts = page.accounts(connection)?;
            let (total, first, last): (i64, Option<i64>, Option<i64>) = connection.query_row(
                "SELECT count(*), min(number), max(number) FROM swift_accounts",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?;
            // A cursor only where there is something behind it.
            let before = accounts
                .first()
                .map(|one| one.number)
                .filter(|number| Some(*number) > first);
            let after = accounts
                .last()
                .map(|one| one.number)
                .filter(|number| Some(*number) < last);
            let items: Vec<_> = accounts.iter().map(Account::envelope).collect();
            Ok(Json(json!({
                "data": {
                    "items": items,
                    "page_info": {
                        "after": after.map(cursor::encode),
                        "before": before.map(cursor::encode),
                        "limit": f64::from(page.limit),
                        "total": as_float(total),
                    },
                },
                "type": "list",
            }))
            .into_response())
        })
        .await
}

/// The documents write the total as `0.0`.
fn as_float(total: i64) -> f64 {
    u32::try_from(total).map_or(f64::MAX, f64::from)
}

/// Answers 201, as the documents show it.
pub async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    app.store
        .read(move |connection| {
            let select = format!("SELECT {COLUMNS} FROM swift_accounts WHERE id = ?1");
            let account = connection
                .prepare_cached(&select)?
                .query_row([id], Account::read)
                .optional()?
                .ok_or_else(|| Failure::new(StatusCode::NOT_FOUND, "Not Found"))?;
            Ok((StatusCode::CREATED, Json(account.envelope())).into_response())
        })
        .await
}

/// Only the name of a new account is documented; other members are ignored.
pub async fn create(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let name = name(&headers, body)?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            let id = ulid::ulid(now, Uuid::new_v4().as_u128());
            let account = Account::insert(connection, &id, &name, now)?;
            Ok((StatusCode::CREATED, Json(account.envelope())).into_response())
        })
        .await
}

fn name(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<String, Failure> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !content_type.is_some_and(|kind| kind.starts_with("application/json")) {
        return Err(Failure::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Unsupported Media Type",
        ));
    }
    let body = body
        .map_err(|rejection| Failure::new(StatusCode::PAYLOAD_TOO_LARGE, rejection.to_string()))?;
    let body: Value = serde_json::from_slice(&body).map_err(|error| {
        Failure::new(
            StatusCode::BAD_REQUEST,
            format!("The body is not readable JSON: {error}"),
        )
    })?;
    if body.get("type").and_then(Value::as_str) != Some("account") {
        return Err(Failure::invalid("type", "has to be \"account\""));
    }
    match body.get("data").and_then(|data| data.get("name")) {
        None | Some(Value::Null) => Err(Failure::invalid("name", "can't be blank")),
        Some(Value::String(name)) if name.trim().is_empty() => {
            Err(Failure::invalid("name", "can't be blank"))
        }
        Some(Value::String(name)) => Ok(name.clone()),
        Some(_) => Err(Failure::invalid("name", "is invalid")),
    }
}
