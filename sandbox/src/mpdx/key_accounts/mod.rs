//! Key accounts: the single sign-on identities of the caller.
//!
//! Writable are email, first_name, last_name, remote_id, created_at and updated_at. The seed lists
//! primary and last_download as parameters, too; the system drops them without a word, and so does
//! this one.

mod record;

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::Connection;
use uuid::Uuid;

use crate::app::App;
use crate::mpdx::document::{Document, uuid};
use crate::mpdx::error::Failure;
use crate::mpdx::gate::Caller;
use crate::mpdx::key_accounts::record::{KIND, KeyAccount, TABLE};
use crate::mpdx::query::Query;
use crate::mpdx::{lock, reply};

const MODEL: &str = "Person::KeyAccount";
const SORT_KEYS: [&str; 2] = ["created_at", "updated_at"];

/// The caller's account with this id: 404 when there is none, 403 when it is somebody else's.
fn owned(connection: &Connection, id: &str, caller: &str) -> Result<KeyAccount, Failure> {
    let missing = || Failure::not_found(MODEL, id);
    let id = uuid(id).ok_or_else(missing)?;
    let account = TABLE.find(connection, &id)?.ok_or_else(missing)?;
    if account.owner_id == caller {
        Ok(account)
    } else {
        Err(Failure::forbidden(&id, KIND))
    }
}

pub async fn list(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &SORT_KEYS)?;
    app.store
        .read(move |connection| {
            let (accounts, total) = TABLE.page(connection, Some(&caller), &query)?;
            let resources = accounts
                .iter()
                .map(|account| account.resource(&query))
                .collect();
            Ok(reply::many(resources, Vec::new(), total, &query))
        })
        .await
}

pub async fn show(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &SORT_KEYS)?;
    app.store
        .read(move |connection| {
            let account = owned(connection, &id, &caller)?;
            Ok(reply::one(
                StatusCode::OK,
                account.resource(&query),
                Vec::new(),
                &query,
            ))
        })
        .await
}

pub async fn create(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    RawQuery(raw): RawQuery,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &SORT_KEYS)?;
    let document = Document::read(body, KIND)?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            lock::check_readable(&document)?;
            let id = document
                .id
                .clone()
                .unwrap_or_else(|| Uuid::new_v4().to_string());
            let mut account = KeyAccount::new(id, caller, now);
            account.apply(&document, connection)?;
            account.insert(connection)?;
            Ok(reply::one(
                StatusCode::CREATED,
                account.resource(&query),
                Vec::new(),
                &query,
            ))
        })
        .await
}

pub async fn update(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &SORT_KEYS)?;
    let document = Document::read(body, KIND)?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            let stored = owned(connection, &id, &caller)?;
            lock::check(&document, stored.updated_at)?;
            let mut account = stored.clone();
            account.apply(&document, connection)?;
            if let Some(new_id) = &document.id {
                // The system does not refuse another id, and moves the record to it.
                account.id.clone_from(new_id);
            }
            if account != stored && account.updated_at == stored.updated_at {
                account.updated_at = now;
            }
            account.store(connection, &stored.id)?;
            Ok(reply::one(
                StatusCode::OK,
                account.resource(&query),
                Vec::new(),
                &query,
            ))
        })
        .await
}

pub async fn remove(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    app.store
        .write(move |connection| {
            let account = owned(connection, &id, &caller)?;
            TABLE.delete(connection, &account.id)?;
            Ok(reply::nothing())
        })
        .await
}
