//! One account in the store and on the wire.

use rusqlite::{Connection, Row, named_params};
use serde_json::{Map, Value, json};

use crate::agilenow::choices::{Choices, DATE_FORMATS, LANGUAGES, TIMEZONES};
use crate::landmarks;
use crate::moment;

/// The tables that an account is read from.
pub const SOURCE: &str = "agilenow_accounts a LEFT JOIN agilenow_tenants t ON t.id = a.tenant_id";
/// What [`Account::read`] reads from them.
pub const COLUMNS: &str = "a.number, a.id, a.tenant_id, t.external_id, t.name, a.name, a.first_name, \
    a.last_name, a.phone, a.phone_verified, a.email, a.email_verified, a.identifier, \
    a.identifier_verified, a.language, a.timezone, a.date_format, a.username, a.external_id, \
    a.notify_by_email, a.notify_by_sms, a.is_active, a.modified_on, a.created_on, a.extra";

/// A tenant: `AbstractLong`.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub id: i64,
    pub external_id: Option<String>,
    pub name: Option<String>,
}

impl Tenant {
    pub fn to_json(&self) -> Value {
        json!({ "Id": self.id, "ExternalId": self.external_id, "Name": self.name, "Type": "Tenant" })
    }
}

#[derive(Clone, Debug)]
pub struct Account {
    /// The row; 0 before it is inserted.
    pub number: i64,
    pub id: String,
    tenant: Option<Tenant>,
    pub name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub phone: Option<String>,
    pub phone_verified: bool,
    pub email: Option<String>,
    email_verified: bool,
    pub identifier: Option<String>,
    pub identifier_verified: bool,
    pub language: Option<String>,
    pub timezone: Option<String>,
    pub date_format: Option<String>,
    pub username: Option<String>,
    pub external_id: Option<String>,
    pub notify_by_email: bool,
    pub notify_by_sms: bool,
    pub is_active: bool,
    pub modified_on: i64,
    created_on: i64,
    extra: Option<String>,
}

impl Account {
    /// An account of the first tenant with nothing in it.
    pub fn new(id: String, now: i64) -> Self {
        Self {
            number: 0,
            id,
            tenant: None,
            name: None,
            first_name: None,
            last_name: None,
            phone: None,
            phone_verified: false,
            email: None,
            email_verified: false,
            identifier: None,
            identifier_verified: false,
            language: None,
            timezone: None,
            date_format: None,
            username: None,
            external_id: None,
            notify_by_email: false,
            notify_by_sms: false,
            is_active: false,
            modified_on: now,
            created_on: now,
            extra: None,
        }
    }

    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let tenant_id: Option<i64> = row.get(2)?;
        let tenant = match tenant_id {
            Some(id) => Some(Tenant {
                id,
                external_id: row.get(3)?,
                name: row.get(4)?,
            }),
            None => None,
        };
        Ok(Self {
            number: row.get(0)?,
            id: row.get(1)?,
            tenant,
            name: row.get(5)?,
            first_name: row.get(6)?,
            last_name: row.get(7)?,
            phone: row.get(8)?,
            phone_verified: row.get(9)?,
            email: row.get(10)?,
            email_verified: row.get(11)?,
            identifier: row.get(12)?,
            identifier_verified: row.get(13)?,
            language: row.get(14)?,
            timezone: row.get(15)?,
            date_format: row.get(16)?,
            username: row.get(17)?,
            external_id: row.get(18)?,
            notify_by_email: row.get(19)?,
            notify_by_sms: row.get(20)?,
            is_active: row.get(21)?,
            modified_on: row.get(22)?,
            created_on: row.get(23)?,
            extra: row.get(24)?,
        })
    }

    /// The account with this row number.
    pub fn at(connection: &Connection, number: i64) -> rusqlite::Result<Self> {
        connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM {SOURCE} WHERE a.number = ?1"
            ))?
            .query_row([number], Self::read)
    }

    /// The account as it is answered, with all members.
    pub fn to_json(&self) -> Map<String, Value> {
        let members = json!({
            "Id": self.id,
            "TenantId": self.tenant.as_ref().map(Tenant::to_json),
            "Name": self.name,
            "FirstName": self.first_name,
            "LastName": self.last_name,
            "Phone": self.phone,
            "PhoneVerified": self.phone_verified,
            "Email": self.email,
            "EmailVerified": self.email_verified,
            "Identifier": self.identifier,
            "IdentifierVerified": self.identifier_verified,
            "LanguageId": choice(&LANGUAGES, self.language.as_deref()),
            "TimezoneId": choice(&TIMEZONES, self.timezone.as_deref()),
            "DateFormatId": choice(&DATE_FORMATS, self.date_format.as_deref()),
            "Username": self.username,
            "ExternalId": self.external_id,
            "NotifyByEmail": self.notify_by_email,
            "NotifyBySMS": self.notify_by_sms,
            "Is_Active": self.is_active,
            "ModifiedOn": moment::in_seconds(self.modified_on),
            "CreatedOn": moment::in_seconds(self.created_on),
        });
        let Value::Object(mut members) = members else {
            return Map::new();
        };
        let extra = self
            .extra
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok());
        if let Some(Value::Object(extra)) = extra {
            members.extend(extra);
        }
        members
    }

    /// Adds the account, to the first tenant, and answers its row.
    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<i64> {
        connection.execute(
            "INSERT INTO agilenow_accounts
                (id, tenant_id, phone_verified, email_verified, identifier_verified,
                 notify_by_email, notify_by_sms, is_active, modified_on, created_on)
             VALUES (?1, ?2, false, false, false, false, false, false, ?3, ?3)",
            (&self.id, landmarks::TENANT, self.created_on),
        )?;
        let number = connection.last_insert_rowid();
        self.store(connection, number)?;
        Ok(number)
    }

    /// Writes every column that a body can change.
    pub fn store(&self, connection: &Connection, number: i64) -> rusqlite::Result<()> {
        connection.execute(
            "UPDATE agilenow_accounts
             SET name = :name, first_name = :first_name, last_name = :last_name, phone = :phone,
                 phone_verified = :phone_verified, email = :email, identifier = :identifier,
                 identifier_verified = :identifier_verified, language = :language,
                 timezone = :timezone, date_format = :date_format, username = :username,
                 external_id = :external_id, notify_by_email = :notify_by_email,
                 notify_by_sms = :notify_by_sms, is_active = :is_active, modified_on = :modified_on
             WHERE number = :number",
            named_params! {
                ":name": self.name,
                ":first_name": self.first_name,
                ":last_name": self.last_name,
                ":phone": self.phone,
                ":phone_verified": self.phone_verified,
                ":email": self.email,
                ":identifier": self.identifier,
                ":identifier_verified": self.identifier_verified,
                ":language": self.language,
                ":timezone": self.timezone,
                ":date_format": self.date_format,
                ":username": self.username,
                ":external_id": self.external_id,
                ":notify_by_email": self.notify_by_email,
                ":notify_by_sms": self.notify_by_sms,
                ":is_active": self.is_active,
                ":modified_on": self.modified_on,
                ":number": number,
            },
        )?;
        Ok(())
    }
}

/// `AbstractText` of an enum. A value that is in no list has no name.
fn choice(choices: &Choices, value: Option<&str>) -> Value {
    value.map_or(Value::Null, |value| {
        json!({
            "Id": value,
            "ExternalId": null,
            "Name": choices.name(value),
            "Type": choices.kind,
        })
    })
}
