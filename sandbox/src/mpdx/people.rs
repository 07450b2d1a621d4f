//! People: whose accounts they are. `GET user` is the caller.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::Row;
use serde_json::{Value, json};

use crate::app::App;
use crate::moment;
use crate::mpdx::error::Failure;
use crate::mpdx::gate::Caller;
use crate::mpdx::query::Query;
use crate::mpdx::reply;
use crate::mpdx::table::Table;

pub const TABLE: Table<Person> = Table {
    name: "mpdx_people",
    columns: "id, first_name, last_name, created_at, updated_at",
    read: Person::read,
};

pub struct Person {
    pub id: String,
    first_name: Option<String>,
    last_name: Option<String>,
    created_at: i64,
    updated_at: i64,
}

impl Person {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            first_name: row.get(1)?,
            last_name: row.get(2)?,
            created_at: row.get(3)?,
            updated_at: row.get(4)?,
        })
    }

    /// As an included resource, and as the user: the same person under another type.
    pub fn resource(&self, kind: &str) -> Value {
        json!({
            "id": self.id,
            "type": kind,
            "attributes": {
                "created_at": moment::in_seconds(self.created_at),
                "first_name": self.first_name,
                "last_name": self.last_name,
                "updated_at": moment::in_seconds(self.updated_at),
                "updated_in_db_at": moment::in_seconds(self.updated_at),
            },
        })
    }
}

pub async fn current(
    State(app): State<Arc<App>>,
    Extension(Caller(caller)): Extension<Caller>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Failure> {
    let query = Query::read(raw.as_deref(), &[])?;
    app.store
        .read(move |connection| {
            let person = TABLE
                .find(connection, &caller)?
                .ok_or_else(|| Failure::not_found("Person", &caller))?;
            let mut resource = person.resource("users");
            query.keep_fields("users", &mut resource);
            Ok(reply::one(StatusCode::OK, resource, Vec::new(), &query))
        })
        .await
}
