//! Organizations: what an organization account is an account at.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::Row;
use serde_json::{Value, json};

use crate::app::App;
use crate::moment;
use crate::mpdx::error::Failure;
use crate::mpdx::query::Query;
use crate::mpdx::reply;
use crate::mpdx::table::Table;

pub const TABLE: Table<Organization> = Table {
    name: "mpdx_organizations",
    columns: "id, name, abbreviation, code, country, default_currency_code, gift_aid_percentage, \
              logo, help_email, api_class, oauth, needs_credentials, created_at, updated_at",
    read: Organization::read,
};

pub struct Organization {
    pub id: String,
    pub name: String,
    abbreviation: Option<String>,
    code: Option<String>,
    country: Option<String>,
    default_currency_code: Option<String>,
    gift_aid_percentage: Option<f64>,
    logo: Option<String>,
    pub help_email: Option<String>,
    pub api_class: String,
    pub oauth: bool,
    pub needs_credentials: bool,
    created_at: i64,
    updated_at: i64,
}

impl Organization {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            abbreviation: row.get(2)?,
            code: row.get(3)?,
            country: row.get(4)?,
            default_currency_code: row.get(5)?,
            gift_aid_percentage: row.get(6)?,
            logo: row.get(7)?,
            help_email: row.get(8)?,
            api_class: row.get(9)?,
            oauth: row.get(10)?,
            needs_credentials: row.get(11)?,
            created_at: row.get(12)?,
            updated_at: row.get(13)?,
        })
    }

    pub fn resource(&self) -> Value {
        json!({
            "id": self.id,
            "type": "organizations",
            "attributes": {
                "abbreviation": self.abbreviation,
                "code": self.code,
                "country": self.country,
                "created_at": moment::in_seconds(self.created_at),
                "default_currency_code": self.default_currency_code,
                "gift_aid_percentage": self.gift_aid_percentage,
                "logo": self.logo,
                "name": self.name,
                "oauth": self.oauth,
                "updated_at": moment::in_seconds(self.updated_at),
                "updated_in_db_at": moment::in_seconds(self.updated_at),
            },
        })
    }
}

pub async fn list(
    State(app): State<Arc<App>>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &["name", "created_at", "updated_at"])?;
    app.store
        .read(move |connection| {
            let (organizations, total) = TABLE.page(connection, None, &query)?;
            let resources = organizations
                .iter()
                .map(|organization| {
                    let mut resource = organization.resource();
                    query.keep_fields("organizations", &mut resource);
                    resource
                })
                .collect();
            Ok(reply::many(resources, Vec::new(), total, &query))
        })
        .await
}

pub async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &[])?;
    app.store
        .read(move |connection| {
            let id = id.to_lowercase();
            let organization = TABLE
                .find(connection, &id)?
                .ok_or_else(|| Failure::not_found("Organization", &id))?;
            let mut resource = organization.resource();
            query.keep_fields("organizations", &mut resource);
            Ok(reply::one(StatusCode::OK, resource, Vec::new(), &query))
        })
        .await
}
