//! One key account in the store and on the wire.

use rusqlite::{Connection, Row, named_params};
use serde_json::{Value, json};

use crate::moment;
use crate::mpdx::document::Document;
use crate::mpdx::error::{Failure, Invalid};
use crate::mpdx::query::Query;
use crate::mpdx::reply;
use crate::mpdx::table::Table;

pub const KIND: &str = "key_accounts";

pub const TABLE: Table<KeyAccount> = Table {
    name: "mpdx_key_accounts",
    columns: "id, owner_id, email, first_name, last_name, is_primary, remote_id, last_download, \
              created_at, updated_at, extra",
    read: KeyAccount::read,
};

#[derive(Clone, PartialEq)]
pub struct KeyAccount {
    pub id: String,
    pub owner_id: String,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    primary: bool,
    remote_id: Option<String>,
    last_download: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    extra: Option<String>,
}

impl KeyAccount {
    pub fn new(id: String, owner_id: String, now: i64) -> Self {
        Self {
            id,
            owner_id,
            email: None,
            first_name: None,
            last_name: None,
            primary: false,
            remote_id: None,
            last_download: None,
            created_at: now,
            updated_at: now,
            extra: None,
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            owner_id: row.get(1)?,
            email: row.get(2)?,
            first_name: row.get(3)?,
            last_name: row.get(4)?,
            primary: row.get(5)?,
            remote_id: row.get(6)?,
            last_download: row.get(7)?,
            created_at: row.get(8)?,
            updated_at: row.get(9)?,
            extra: row.get(10)?,
        })
    }

    pub fn resource(&self, query: &Query) -> Value {
        let attributes = json!({
            "created_at": moment::in_seconds(self.created_at),
            "email": self.email,
            "first_name": self.first_name,
            "last_download": reply::moment(self.last_download),
            "last_name": self.last_name,
            "primary": self.primary,
            "remote_id": self.remote_id,
            "updated_at": moment::in_seconds(self.updated_at),
            "updated_in_db_at": moment::in_seconds(self.updated_at),
        });
        let mut resource = json!({
            "id": self.id,
            "type": KIND,
            "attributes": reply::with_extra(attributes, self.extra.as_deref()),
        });
        query.keep_fields(KIND, &mut resource);
        resource
    }

    /// Takes over what was sent and may be written, and checks the outcome.
    pub fn apply(&mut self, document: &Document, connection: &Connection) -> Result<(), Failure> {
        if let Some(email) = document.text("email") {
            self.email = email;
        }
        if let Some(first_name) = document.text("first_name") {
            self.first_name = first_name;
        }
        if let Some(last_name) = document.text("last_name") {
            self.last_name = last_name;
        }
        if let Some(remote_id) = document.text("remote_id") {
            self.remote_id = remote_id;
        }
        if let Some(Some(created_at)) = document.moment("created_at")? {
            self.created_at = created_at;
        }
        if let Some(Some(updated_at)) = document.moment("updated_at")? {
            self.updated_at = updated_at;
        }
        let messages = self.messages(connection)?;
        if messages.is_empty() {
            Ok(())
        } else {
            Err(Failure::invalid(&messages))
        }
    }

    fn messages(&self, connection: &Connection) -> rusqlite::Result<Vec<Invalid>> {
        let mut messages = Vec::new();
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|t| t.trim().is_empty());
        if blank(&self.email) {
            messages.push(Invalid::blank("email"));
        }
        if blank(&self.remote_id) {
            messages.push(Invalid::blank("remote_id"));
        } else {
            // In the same case only; another case is left to the database, which answers 409.
            let taken = connection
                .prepare_cached(
                    "SELECT 1 FROM mpdx_key_accounts
                     WHERE remote_id = ?1 AND remote_id = ?1 COLLATE BINARY AND id <> ?2",
                )?
                .exists((&self.remote_id, &self.id))?;
            if taken {
                messages.push(Invalid::new("remote_id", "has already been taken"));
            }
        }
        Ok(messages)
    }

    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.execute(
            "INSERT INTO mpdx_key_accounts
                (id, owner_id, email, first_name, last_name, is_primary, remote_id, last_download,
                 created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            (
                &self.id,
                &self.owner_id,
                &self.email,
                &self.first_name,
                &self.last_name,
                self.primary,
                &self.remote_id,
                self.last_download,
                self.created_at,
                self.updated_at,
            ),
        )?;
        Ok(())
    }

    pub fn store(&self, connection: &Connection, id: &str) -> rusqlite::Result<()> {
        connection.execute(
            "UPDATE mpdx_key_accounts
             SET id = :new_id, email = :email, first_name = :first_name, last_name = :last_name,
                 remote_id = :remote_id, created_at = :created_at, updated_at = :updated_at
             WHERE id = :id",
            named_params! {
                ":new_id": self.id,
                ":email": self.email,
                ":first_name": self.first_name,
                ":last_name": self.last_name,
                ":remote_id": self.remote_id,
                ":created_at": self.created_at,
                ":updated_at": self.updated_at,
                ":id": id,
            },
        )?;
        Ok(())
    }
}
