//! The operations on accounts. Every success is 200, a create included.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use rusqlite::Connection;
use uuid::Uuid;

use crate::agilenow::access::{Access, Permission};
use crate::agilenow::account::{Account, COLUMNS, SOURCE};
use crate::agilenow::draft::{self, Draft, Structure};
use crate::agilenow::error::Failure;
use crate::agilenow::listing::Listing;
use crate::agilenow::locate;
use crate::app::App;

pub async fn list(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    access.need(&[Permission::Read])?;
    let listing = Listing::read(raw.as_deref())?;
    app.store
        .read(move |connection| Ok(Json(listing.answer(connection)?).into_response()))
        .await
}

pub async fn show(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    access.need(&[Permission::Read])?;
    app.store
        .read(move |connection| {
            let account = locate::account(connection, &id, raw.as_deref())?;
            Ok(Json(account.to_json()).into_response())
        })
        .await
}

pub async fn create(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    access.need(&[Permission::Create])?;
    let draft = Draft::read(body, Structure::Full)?;
    let now = app.clock.now();
    app.store
        .write(move |connection| insert(connection, &draft, None, now))
        .await
}

pub async fn upsert(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    access.need(&[Permission::Create, Permission::Update])?;
    let draft = Draft::read(body, Structure::Full)?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            if let Some(id) = draft.given("Id")? {
                let account = locate::account(connection, &id, None)?;
                return change(connection, &draft, account, now);
            }
            let (username, external_id) = (draft.given("Username")?, draft.given("ExternalId")?);
            if username.is_none() && external_id.is_none() {
                return insert(connection, &draft, draft.given("Email")?, now);
            }
            let mut matches = matching(connection, username.as_deref(), external_id.as_deref())?;
            match (matches.pop(), matches.is_empty()) {
                (None, _) => insert(connection, &draft, None, now),
                (Some(account), true) => change(connection, &draft, account, now),
                (Some(_), false) => Err(Failure::multiple_rows()),
            }
        })
        .await
}

pub async fn update(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    access.need(&[Permission::Update])?;
    let draft = Draft::read(body, Structure::Update)?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            let account = locate::account(connection, &id, raw.as_deref())?;
            change(connection, &draft, account, now)
        })
        .await
}

pub async fn remove(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    access.need(&[Permission::Delete])?;
    app.store
        .write(move |connection| {
            let account = locate::account(connection, &id, raw.as_deref())?;
            connection.execute(
                "DELETE FROM agilenow_accounts WHERE number = ?1",
                [account.number],
            )?;
            Ok(Json(account.to_json()).into_response())
        })
        .await
}

/// Accounts with this username or this external id.
fn matching(
    connection: &Connection,
    username: Option<&str>,
    external_id: Option<&str>,
) -> rusqlite::Result<Vec<Account>> {
    let select =
        format!("SELECT {COLUMNS} FROM {SOURCE} WHERE a.username = ?1 OR a.external_id = ?2");
    let mut statement = connection.prepare_cached(&select)?;
    statement
        .query_map((username, external_id), Account::read)?
        .collect()
}

/// Adds an account; `username` stands in for one that was not sent.
fn insert(
    connection: &Connection,
    draft: &Draft,
    username: Option<String>,
    now: i64,
) -> Result<Response, Failure> {
    let given_id = draft.given("Id")?;
    let id = given_id
        .clone()
        .unwrap_or_else(|| Uuid::new_v4().to_string());
    let mut account = Account::new(id, now);
    draft.apply(&mut account)?;
    account.username = account.username.or(username);
    draft::check(&account, connection)?;
    if let Some(id) = given_id {
        let taken = "SELECT 1 FROM agilenow_accounts WHERE id = ?1";
        if connection.prepare_cached(taken)?.exists([&id])? {
            return Err(Failure::bad(format!(
                "The value '{id}' of Id must be unique, and another record has it."
            )));
        }
    }
    let number = account.insert(connection)?;
    Ok(Json(Account::at(connection, number)?.to_json()).into_response())
}

fn change(
    connection: &Connection,
    draft: &Draft,
    mut account: Account,
    now: i64,
) -> Result<Response, Failure> {
    draft.apply(&mut account)?;
    draft::check(&account, connection)?;
    account.modified_on = now;
    account.store(connection, account.number)?;
    Ok(Json(account.to_json()).into_response())
}
