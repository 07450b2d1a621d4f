//! The tenants that an account belongs to: `/Account/{Id}/Tenants`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Value, json};

use crate::agilenow::access::{Access, Permission};
use crate::agilenow::account::{Account, Tenant};
use crate::agilenow::error::Failure;
use crate::agilenow::{draft, field_type, listing, locate};
use crate::app::App;
use crate::moment;

const SELECT: &str = "SELECT l.id, t.id, t.external_id, t.name, l.modified_on, l.created_on
    FROM agilenow_account_tenants l JOIN agilenow_tenants t ON t.id = l.tenant_id
    WHERE l.account = ?1";

/// One account in one tenant.
struct Membership {
    id: i64,
    tenant: Tenant,
    modified_on: i64,
    created_on: i64,
}

impl Membership {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            tenant: Tenant {
                id: row.get(1)?,
                external_id: row.get(2)?,
                name: row.get(3)?,
            },
            modified_on: row.get(4)?,
            created_on: row.get(5)?,
        })
    }

    fn find(connection: &Connection, account: &Account, id: i64) -> Result<Self, Failure> {
        connection
            .prepare_cached(&format!("{SELECT} AND l.id = ?2"))?
            .query_row((account.number, id), Self::read)
            .optional()?
            .ok_or_else(|| {
                Failure::not_found(format!(
                    "The record of Tenant with the value '{id}' was not found"
                ))
            })
    }

    fn to_json(&self, account: &Account) -> Value {
        json!({
            "Id": self.id,
            "UserId": {
                "Id": account.id,
                "ExternalId": account.external_id,
                "Name": account.name,
                "Type": "Account",
            },
            "TenantId": self.tenant.to_json(),
            "ModifiedOn": moment::in_seconds(self.modified_on),
            "CreatedOn": moment::in_seconds(self.created_on),
        })
    }
}

pub async fn list(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    access.need(&[Permission::Read])?;
    app.store
        .read(move |connection| {
            let account = locate::account(connection, &id, raw.as_deref())?;
            let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY l.id"))?;
            let memberships = statement
                .query_map([account.number], Membership::read)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let data: Vec<_> = memberships
                .iter()
                .map(|one| one.to_json(&account))
                .collect();
            let total = i64::try_from(data.len()).unwrap_or(i64::MAX);
            Ok(
                Json(json!({ "Meta": listing::meta(total, 0, 50, "Tenant"), "Data": data }))
                    .into_response(),
            )
        })
        .await
}

pub async fn add(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    access.need(&[Permission::Create])?;
    let members = draft::object(body)?;
    let now = app.clock.now();
    app.store
        .write(move |connection| {
            let account = locate::account(connection, &id, raw.as_deref())?;
            if let Some(user) = members.get("UserId") {
                check_user(user, &account)?;
            }
            let tenant = tenant(connection, members.get("TenantId").unwrap_or(&Value::Null))?;
            let taken =
                "SELECT 1 FROM agilenow_account_tenants WHERE account = ?1 AND tenant_id = ?2";
            if connection
                .prepare_cached(taken)?
                .exists((account.number, tenant))?
            {
                return Err(Failure::bad("The account already belongs to this tenant."));
            }
            connection.execute(
                "INSERT INTO agilenow_account_tenants (account, tenant_id, modified_on, created_on)
                 VALUES (?1, ?2, ?3, ?3)",
                (account.number, tenant, now),
            )?;
            let membership =
                Membership::find(connection, &account, connection.last_insert_rowid())?;
            Ok(Json(membership.to_json(&account)).into_response())
        })
        .await
}

pub async fn remove(
    State(app): State<Arc<App>>,
    Extension(access): Extension<Access>,
    Path((id, sub_id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    access.need(&[Permission::Delete])?;
    app.store
        .write(move |connection| {
            let account = locate::account(connection, &id, raw.as_deref())?;
            let sub_id = locate::plain(&sub_id)?;
            let number = sub_id.parse().map_err(|_| {
                Failure::bad(format!("SubId has to be a whole number, not '{sub_id}'"))
            })?;
            let membership = Membership::find(connection, &account, number)?;
            connection.execute(
                "DELETE FROM agilenow_account_tenants WHERE id = ?1",
                [membership.id],
            )?;
            Ok(Json(membership.to_json(&account)).into_response())
        })
        .await
}

/// The body may name the account again; it has to be the one of the path.
fn check_user(sent: &Value, account: &Account) -> Result<(), Failure> {
    let Some(user) = field_type::read("UserId", sent)? else {
        return Ok(());
    };
    let same = match user.field.as_str() {
        "Id" => account.id == user.value,
        "Username" => account.username.as_ref() == Some(&user.value),
        "ExternalId" => account.external_id.as_ref() == Some(&user.value),
        _ => false,
    };
    if same {
        Ok(())
    } else {
        Err(Failure::mismatch(
            "UserId",
            "is not the account of the address",
        ))
    }
}

fn tenant(connection: &Connection, sent: &Value) -> Result<i64, Failure> {
    let wanted = field_type::read("TenantId", sent)?
        .ok_or_else(|| Failure::bad("The value of TenantId is required."))?;
    let column = match wanted.field.as_str() {
        "Id" => "CAST(id AS TEXT)",
        "ExternalId" => "external_id",
        "Name" => "name",
        other => {
            return Err(Failure::mismatch(
                "TenantId",
                &format!("has the unknown Field '{other}'"),
            ));
        }
    };
    connection
        .prepare_cached(&format!(
            "SELECT id FROM agilenow_tenants WHERE {column} = ?1"
        ))?
        .query_row([&wanted.value], |row| row.get(0))
        .optional()?
        .ok_or_else(|| {
            Failure::not_found(format!(
                "The record of Tenant with the value '{}' was not found",
                wanted.value
            ))
        })
}
