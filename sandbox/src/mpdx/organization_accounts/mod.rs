//! Organization accounts: the caller's logins at the organizations whose gifts MPDX imports.

mod changes;
mod import;
mod record;

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rusqlite::Connection;
use uuid::Uuid;

use crate::app::App;
use crate::mpdx::document::{Document, uuid};
use crate::mpdx::error::Failure;
use crate::mpdx::gate::Caller;
use crate::mpdx::organization_accounts::changes::Changes;
use crate::mpdx::organization_accounts::record::{KIND, OrganizationAccount, TABLE, included};
use crate::mpdx::query::Query;
use crate::mpdx::{lock, reply};

const MODEL: &str = "Person::OrganizationAccount";
const SORT_KEYS: [&str; 2] = ["created_at", "updated_at"];

/// The caller's account with this id: 404 when there is none, 403 when it is somebody else's.
fn owned(connection: &Connection, id: &str, caller: &str) -> Result<OrganizationAccount, Failure> {
    let missing = || Failure::not_found(MODEL, id);
    let id = uuid(id).ok_or_else(missing)?;
    let account = TABLE.find(connection, &id)?.ok_or_else(missing)?;
    if account.owner_id == caller {
        Ok(account)
    } else {
        Err(Failure::forbidden(&id, KIND))
    }
}

fn answer(
    connection: &Connection,
    status: StatusCode,
    account: &OrganizationAccount,
    query: &Query,
) -> Result<Response, Failure> {
    let included = included(connection, std::slice::from_ref(account), query)?;
    Ok(reply::one(status, account.resource(query), included, query))
}

pub async fn list(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &SORT_KEYS)?;
    import::settle(&app).await?;
    app.store
        .read(move |connection| {
            let (accounts, total) = TABLE.page(connection, Some(&caller), &query)?;
            let included = included(connection, &accounts, &query)?;
            let resources = accounts
                .iter()
                .map(|account| account.resource(&query))
                .collect();
            Ok(reply::many(resources, included, total, &query))
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
    import::settle(&app).await?;
    app.store
        .read(move |connection| {
            let account = owned(connection, &id, &caller)?;
            answer(connection, StatusCode::OK, &account, &query)
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
            let changes = Changes::read(&document, connection, &caller)?;
            lock::check_readable(&document)?;
            let id = document
                .id
                .clone()
                .unwrap_or_else(|| Uuid::new_v4().to_string());
            let mut account = OrganizationAccount::new(id, caller, now);
            changes.apply(&mut account, connection)?;
            account.insert(connection)?;
            answer(connection, StatusCode::CREATED, &account, &query)
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
    import::settle(&app).await?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            let stored = owned(connection, &id, &caller)?;
            let changes = Changes::read(&document, connection, &caller)?;
            lock::check(&document, stored.updated_at)?;
            let mut account = stored.clone();
            changes.apply(&mut account, connection)?;
            if let Some(new_id) = &document.id {
                // The system does not refuse another id, and moves the record to it.
                account.id.clone_from(new_id);
            }
            let changed = account != stored || changes.set_password();
            if changed && account.updated_at == stored.updated_at {
                account.updated_at = now;
            }
            account.store(connection, &stored.id)?;
            answer(connection, StatusCode::OK, &account, &query)
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

/// A GET with an effect: it starts an import and answers with an empty page.
pub async fn sync(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    import::settle(&app).await?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            let account = owned(connection, &id, &caller)?;
            import::start(connection, &account, now)?;
            Ok((StatusCode::OK, [(header::CONTENT_TYPE, "text/html")], "").into_response())
        })
        .await
}
