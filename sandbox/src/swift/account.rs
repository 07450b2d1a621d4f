//! One account in the store and on the wire.

use rusqlite::{Connection, Row};
use serde_json::{Value, json};

use crate::moment;

/// What [`Account::read`] reads.
pub const COLUMNS: &str = "number, id, customer_id, name, legacy_access, lrn_access, mms_access, \
    sms_access, require_ip_api_access, require_ip_gql_access, inserted_at, updated_at, extra, associations";

#[derive(Debug)]
pub struct Account {
    pub number: i64,
    pub id: String,
    customer_id: Option<i64>,
    name: String,
    legacy_access: bool,
    lrn_access: bool,
    mms_access: String,
    sms_access: String,
    require_ip_api_access: bool,
    require_ip_gql_access: bool,
    inserted_at: i64,
    updated_at: i64,
    extra: Option<String>,
    associations: Option<String>,
}

impl Account {
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: row.get(0)?,
            id: row.get(1)?,
            customer_id: row.get(2)?,
            name: row.get(3)?,
            legacy_access: row.get(4)?,
            lrn_access: row.get(5)?,
            mms_access: row.get(6)?,
            sms_access: row.get(7)?,
            require_ip_api_access: row.get(8)?,
            require_ip_gql_access: row.get(9)?,
            inserted_at: row.get(10)?,
            updated_at: row.get(11)?,
            extra: row.get(12)?,
            associations: row.get(13)?,
        })
    }

    /// Adds a sub-account with the next customer id, everything else as in the documents' example.
    pub fn insert(
        connection: &Connection,
        id: &str,
        name: &str,
        now: i64,
    ) -> rusqlite::Result<Self> {
        let insert = format!(
            "INSERT INTO swift_accounts
                (id, customer_id, name, legacy_access, lrn_access, mms_access, sms_access,
                 require_ip_api_access, require_ip_gql_access, inserted_at, updated_at)
             VALUES (?1, (SELECT coalesce(max(customer_id), 0) + 1 FROM swift_accounts), ?2,
                     false, false, 'NONE', 'NONE', false, false, ?3, ?3)
             RETURNING {COLUMNS}"
        );
        connection
            .prepare_cached(&insert)?
            .query_row((id, name, now), Self::read)
    }

    /// The envelope: `{"data": …, "type": "account"}`, sometimes with `associations` beside them.
    pub fn envelope(&self) -> Value {
        let mut data = json!({
            "customer_id": self.customer_id,
            "id": self.id,
            "inserted_at": moment::in_microseconds(self.inserted_at),
            "legacy_access": self.legacy_access,
            "lrn_access": self.lrn_access,
            "mms_access": self.mms_access,
            "name": self.name,
            "require_ip_api_access": self.require_ip_api_access,
            "require_ip_gql_access": self.require_ip_gql_access,
            "sms_access": self.sms_access,
            "updated_at": moment::in_microseconds(self.updated_at),
        });
        if let (Value::Object(data), Some(Value::Object(extra))) =
            (&mut data, parsed(self.extra.as_ref()))
        {
            data.extend(extra);
        }
        let mut envelope = json!({ "data": data, "type": "account" });
        if let Some(associations) = parsed(self.associations.as_ref()) {
            envelope["associations"] = associations;
        }
        envelope
    }
}

fn parsed(text: Option<&String>) -> Option<Value> {
    text.and_then(|text| serde_json::from_str(text).ok())
}
