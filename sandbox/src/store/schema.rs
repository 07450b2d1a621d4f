//! The tables, and the marks by which a file is known as ours.
//!
//! Every timestamp is in microseconds since 1970. `extra` holds members that no document names, as
//! a JSON object; they are answered beside the documented ones. `number` is the order of a list
//! that asks for none.

use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use crate::error::SandboxError;
use crate::settings::Settings;
use crate::store::StoreError;

/// `PRAGMA application_id` of our files: "Rost".
const APPLICATION: i64 = 0x526f_7374;
/// `PRAGMA user_version` of our files; a change of the tables raises it.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE sandbox (seed INTEGER NOT NULL, accounts INTEGER NOT NULL);

CREATE TABLE mpdx_people (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    first_name TEXT, last_name TEXT,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE TABLE mpdx_organizations (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    abbreviation TEXT, code TEXT, country TEXT, default_currency_code TEXT,
    gift_aid_percentage REAL, logo TEXT, help_email TEXT, api_class TEXT NOT NULL,
    oauth INTEGER NOT NULL, needs_credentials INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX mpdx_organizations_name ON mpdx_organizations (name);
CREATE TABLE mpdx_key_accounts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner_id TEXT NOT NULL,
    email TEXT, first_name TEXT, last_name TEXT, is_primary INTEGER NOT NULL,
    remote_id TEXT COLLATE NOCASE UNIQUE, last_download INTEGER,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, extra TEXT
);
CREATE INDEX mpdx_key_accounts_owner ON mpdx_key_accounts (owner_id);
CREATE INDEX mpdx_key_accounts_created ON mpdx_key_accounts (owner_id, created_at);
CREATE INDEX mpdx_key_accounts_updated ON mpdx_key_accounts (owner_id, updated_at);
-- No password is kept, only that there is one.
CREATE TABLE mpdx_organization_accounts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner_id TEXT NOT NULL,
    person_id TEXT REFERENCES mpdx_people (id),
    organization_id TEXT NOT NULL REFERENCES mpdx_organizations (id),
    username TEXT, has_password INTEGER NOT NULL, remote_id TEXT,
    disable_downloads INTEGER NOT NULL, last_download INTEGER, latest_donation_date INTEGER,
    locked_at INTEGER, import_ends_at INTEGER,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, extra TEXT,
    UNIQUE (owner_id, organization_id)
);
CREATE INDEX mpdx_organization_accounts_owner ON mpdx_organization_accounts (owner_id);
CREATE INDEX mpdx_organization_accounts_created ON mpdx_organization_accounts (owner_id, created_at);
CREATE INDEX mpdx_organization_accounts_updated ON mpdx_organization_accounts (owner_id, updated_at);
CREATE INDEX mpdx_organization_accounts_imports ON mpdx_organization_accounts (import_ends_at)
    WHERE import_ends_at IS NOT NULL;

CREATE TABLE agilenow_tenants (id INTEGER PRIMARY KEY, external_id TEXT, name TEXT NOT NULL);
CREATE TABLE agilenow_accounts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    tenant_id INTEGER REFERENCES agilenow_tenants (id), name TEXT,
    first_name TEXT, last_name TEXT, phone TEXT UNIQUE, phone_verified INTEGER NOT NULL,
    email TEXT COLLATE NOCASE UNIQUE, email_verified INTEGER NOT NULL,
    identifier TEXT, identifier_verified INTEGER NOT NULL,
    language TEXT, timezone TEXT, date_format TEXT,
    username TEXT COLLATE NOCASE UNIQUE, external_id TEXT UNIQUE,
    notify_by_email INTEGER NOT NULL, notify_by_sms INTEGER NOT NULL, is_active INTEGER NOT NULL,
    modified_on INTEGER NOT NULL, created_on INTEGER NOT NULL, extra TEXT
);
CREATE INDEX agilenow_accounts_modified ON agilenow_accounts (modified_on);
CREATE INDEX agilenow_accounts_last_name ON agilenow_accounts (last_name);
CREATE TABLE agilenow_account_tenants (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES agilenow_accounts (number) ON DELETE CASCADE,
    tenant_id INTEGER NOT NULL REFERENCES agilenow_tenants (id),
    modified_on INTEGER NOT NULL, created_on INTEGER NOT NULL,
    UNIQUE (account, tenant_id)
);
CREATE TABLE agilenow_refresh_tokens (
    token TEXT PRIMARY KEY, client_id TEXT NOT NULL, scope TEXT NOT NULL, expires_at INTEGER NOT NULL
);

CREATE TABLE swift_accounts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, customer_id INTEGER, name TEXT NOT NULL,
    legacy_access INTEGER NOT NULL, lrn_access INTEGER NOT NULL,
    mms_access TEXT NOT NULL, sms_access TEXT NOT NULL,
    require_ip_api_access INTEGER NOT NULL, require_ip_gql_access INTEGER NOT NULL,
    inserted_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    extra TEXT, associations TEXT
);
";

/// Refuses a file that another program, or another version of this one, has made.
pub fn check(connection: &Connection, path: &Path) -> Result<(), SandboxError> {
    let marks = marks(connection).map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => SandboxError::NotOurs {
            path: path.to_owned(),
        },
        _ => SandboxError::Store {
            place: path.display().to_string(),
            source: StoreError::Sqlite(error),
        },
    })?;
    match marks {
        Marks {
            application: 0,
            tables: 0,
            ..
        } => Ok(()),
        Marks {
            application: APPLICATION,
            version: VERSION,
            ..
        } => Ok(()),
        Marks {
            application: APPLICATION,
            version,
            ..
        } => Err(SandboxError::Version {
            path: path.to_owned(),
            found: version,
            expected: VERSION,
        }),
        _ => Err(SandboxError::NotOurs {
            path: path.to_owned(),
        }),
    }
}

/// Whether nothing was ever made in the database.
pub fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(marks(connection)?.tables == 0)
}

/// Makes the tables and marks the file as ours.
pub fn create(connection: &Connection, settings: &Settings) -> rusqlite::Result<()> {
    connection.execute_batch(TABLES)?;
    connection.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
    ))?;
    // SQLite's integers are signed; a seed is only shown again, so its bits may be read as such.
    connection.execute(
        "INSERT INTO sandbox (seed, accounts) VALUES (?1, ?2)",
        (settings.seed.cast_signed(), settings.accounts.cast_signed()),
    )?;
    Ok(())
}

struct Marks {
    application: i64,
    version: i64,
    tables: i64,
}

fn marks(connection: &Connection) -> rusqlite::Result<Marks> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    Ok(Marks {
        application: number("PRAGMA application_id")?,
        version: number("PRAGMA user_version")?,
        tables: number("SELECT count(*) FROM sqlite_master")?,
    })
}
