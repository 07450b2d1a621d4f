//! One organization account in the store and on the wire.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, named_params};
use serde_json::{Value, json};

use crate::moment;
use crate::mpdx::query::Query;
use crate::mpdx::table::Table;
use crate::mpdx::{organizations, people, reply};

pub const KIND: &str = "organization_accounts";

pub const TABLE: Table<OrganizationAccount> = Table {
    name: "mpdx_organization_accounts",
    columns: "id, owner_id, person_id, organization_id, username, has_password, remote_id, \
              disable_downloads, last_download, latest_donation_date, locked_at, created_at, \
              updated_at, extra",
    read: OrganizationAccount::read,
};

#[derive(Clone, PartialEq)]
pub struct OrganizationAccount {
    pub id: String,
    /// In whose list it is; the relationship `person` may be cleared.
    pub owner_id: String,
    pub person_id: Option<String>,
    pub organization_id: Option<String>,
    pub username: Option<String>,
    /// The password itself is never stored.
    pub has_password: bool,
    pub remote_id: Option<String>,
    pub disable_downloads: bool,
    pub last_download: Option<i64>,
    pub latest_donation_date: Option<i64>,
    pub locked_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    extra: Option<String>,
}

impl OrganizationAccount {
    pub fn new(id: String, owner_id: String, now: i64) -> Self {
        Self {
            id,
            person_id: Some(owner_id.clone()),
            owner_id,
            organization_id: None,
            username: None,
            has_password: false,
            remote_id: None,
            disable_downloads: false,
            last_download: None,
            latest_donation_date: None,
            locked_at: None,
            created_at: now,
            updated_at: now,
            extra: None,
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            owner_id: row.get(1)?,
            person_id: row.get(2)?,
            organization_id: row.get(3)?,
            username: row.get(4)?,
            has_password: row.get(5)?,
            remote_id: row.get(6)?,
            disable_downloads: row.get(7)?,
            last_download: row.get(8)?,
            latest_donation_date: row.get(9)?,
            locked_at: row.get(10)?,
            created_at: row.get(11)?,
            updated_at: row.get(12)?,
            extra: row.get(13)?,
        })
    }

    pub fn resource(&self, query: &Query) -> Value {
        let attributes = json!({
            "created_at": moment::in_seconds(self.created_at),
            "disable_downloads": self.disable_downloads,
            "last_download": reply::moment(self.last_download),
            "latest_donation_date": self.latest_donation_date.map(moment::in_days),
            "locked_at": reply::moment(self.locked_at),
            "remote_id": self.remote_id,
            "updated_at": moment::in_seconds(self.updated_at),
            "updated_in_db_at": moment::in_seconds(self.updated_at),
            "username": self.username,
        });
        let mut resource = json!({
            "id": self.id,
            "type": KIND,
            "attributes": reply::with_extra(attributes, self.extra.as_deref()),
            "relationships": {
                "organization": { "data": link("organizations", self.organization_id.as_deref()) },
                "person": { "data": link("people", self.person_id.as_deref()) },
            },
        });
        query.keep_fields(KIND, &mut resource);
        resource
    }

    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.execute(
            "INSERT INTO mpdx_organization_accounts
                (id, owner_id, organization_id, has_password, disable_downloads, created_at, updated_at)
             VALUES (?1, ?2, ?3, false, false, ?4, ?4)",
            (&self.id, &self.owner_id, &self.organization_id, self.created_at),
        )?;
        self.store(connection, &self.id)
    }

    /// Writes every column of the record that had this id.
    pub fn store(&self, connection: &Connection, id: &str) -> rusqlite::Result<()> {
        connection.execute(
            "UPDATE mpdx_organization_accounts
             SET id = :new_id, person_id = :person_id, organization_id = :organization_id,
                 username = :username, has_password = :has_password, remote_id = :remote_id,
                 disable_downloads = :disable_downloads, last_download = :last_download,
                 latest_donation_date = :latest_donation_date, locked_at = :locked_at,
                 import_ends_at = CASE WHEN :locked_at IS NULL THEN NULL ELSE import_ends_at END,
                 created_at = :created_at, updated_at = :updated_at
             WHERE id = :id",
            named_params! {
                ":new_id": self.id,
                ":person_id": self.person_id,
                ":organization_id": self.organization_id,
                ":username": self.username,
                ":has_password": self.has_password,
                ":remote_id": self.remote_id,
                ":disable_downloads": self.disable_downloads,
                ":last_download": self.last_download,
                ":latest_donation_date": self.latest_donation_date,
                ":locked_at": self.locked_at,
                ":created_at": self.created_at,
                ":updated_at": self.updated_at,
                ":id": id,
            },
        )?;
        Ok(())
    }
}

fn link(kind: &str, id: Option<&str>) -> Value {
    id.map_or(Value::Null, |id| json!({ "id": id, "type": kind }))
}

/// The organizations and people of these accounts that the query asks for, each once.
pub fn included(
    connection: &Connection,
    accounts: &[OrganizationAccount],
    query: &Query,
) -> rusqlite::Result<Vec<Value>> {
    let mut included = Vec::new();
    if query.includes("organization") {
        let ids: BTreeSet<_> = accounts
            .iter()
            .filter_map(|one| one.organization_id.as_deref())
            .collect();
        for id in ids {
            if let Some(organization) = organizations::TABLE.find(connection, id)? {
                included.push(organization.resource());
            }
        }
    }
    if query.includes("person") {
        let ids: BTreeSet<_> = accounts
            .iter()
            .filter_map(|one| one.person_id.as_deref())
            .collect();
        for id in ids {
            if let Some(person) = people::TABLE.find(connection, id)? {
                included.push(person.resource("people"));
            }
        }
    }
    for resource in &mut included {
        let kind = resource["type"].as_str().unwrap_or_default().to_owned();
        query.keep_fields(&kind, resource);
    }
    Ok(included)
}
