//! Lists that change while they are read: what somebody else does between two pages.

use rusqlite::Connection;
use uuid::Builder;

use crate::call::List;
use crate::faults::kind::FaultKind;
use crate::landmarks;
use crate::store::{Store, StoreError};
use crate::swift::ulid::ulid;

/// Changes the list as the kind says; a kind that changes none changes nothing. `now` is in
/// microseconds. A table has an order of its own, which a list has that asks for none: the front
/// and the end are those of the caller's accounts in it.
pub async fn change(
    store: &Store,
    kind: &FaultKind,
    list: List,
    random: u128,
    now: i64,
) -> Result<(), StoreError> {
    let work: fn(&Connection, List, u128, i64) -> rusqlite::Result<()> = match kind {
        FaultKind::ListInsert(_) => insert,
        FaultKind::ListDelete(_) => |connection, list, _, _| delete(connection, list),
        FaultKind::ListMove(_) => |connection, list, _, now| to_the_end(connection, list, now),
        _ => return Ok(()),
    };
    store
        .write(move |connection| Ok(work(connection, list, random, now)?))
        .await
}

/// The table, which of its records the caller sees, and when one was changed.
fn table(list: List) -> (&'static str, String, &'static str) {
    let mine = format!("owner_id = '{}'", landmarks::PERSON);
    let all = "true".to_owned();
    match list {
        List::KeyAccounts => ("mpdx_key_accounts", mine, "updated_at"),
        List::OrganizationAccounts => ("mpdx_organization_accounts", mine, "updated_at"),
        List::AgileNow => ("agilenow_accounts", all, "modified_on"),
        List::Swift => ("swift_accounts", all, "updated_at"),
    }
}

/// Puts an account before the first. Of organization accounts there can be one for each
/// organization: when all have one, nothing is added.
fn insert(connection: &Connection, list: List, random: u128, now: i64) -> rusqlite::Result<()> {
    let uuid = Builder::from_random_bytes(random.to_be_bytes())
        .into_uuid()
        .to_string();
    let (sql, id) = match list {
        List::KeyAccounts => (
            "INSERT INTO mpdx_key_accounts
                (number, id, owner_id, email, first_name, last_name, is_primary, remote_id,
                 created_at, updated_at)
             SELECT min(number) - 1, ?1, ?2, 'between@pages.example', 'Between', 'Pages', false,
                 'between-' || ?1, ?3, ?3 FROM mpdx_key_accounts",
            uuid,
        ),
        List::OrganizationAccounts => (
            "INSERT INTO mpdx_organization_accounts
                (number, id, owner_id, person_id, organization_id, username, has_password,
                 disable_downloads, created_at, updated_at)
             SELECT (SELECT min(number) - 1 FROM mpdx_organization_accounts), ?1, ?2, ?2, o.id,
                 'between.pages', true, false, ?3, ?3
             FROM mpdx_organizations o
             WHERE NOT EXISTS (SELECT 1 FROM mpdx_organization_accounts a
                               WHERE a.owner_id = ?2 AND a.organization_id = o.id)
             ORDER BY o.number LIMIT 1",
            uuid,
        ),
        List::AgileNow => (
            "INSERT INTO agilenow_accounts
                (number, id, name, username, phone_verified, email_verified, identifier_verified,
                 notify_by_email, notify_by_sms, is_active, modified_on, created_on)
             SELECT min(number) - 1, ?1, 'Between Pages', 'between-' || ?1, false, false, false,
                 false, false, true, ?3, ?3 FROM agilenow_accounts WHERE ?2 IS NOT NULL",
            uuid,
        ),
        List::Swift => (
            "INSERT INTO swift_accounts
                (number, id, customer_id, name, legacy_access, lrn_access, mms_access, sms_access,
                 require_ip_api_access, require_ip_gql_access, inserted_at, updated_at)
             SELECT min(number) - 1, ?1, max(customer_id) + 1, 'Between Pages', false, false,
                 'NONE', 'NONE', false, false, ?3, ?3 FROM swift_accounts WHERE ?2 IS NOT NULL",
            ulid(now, random),
        ),
    };
    connection.execute(sql, (id, landmarks::PERSON, now))?;
    Ok(())
}

fn delete(connection: &Connection, list: List) -> rusqlite::Result<()> {
    let (table, mine, _) = table(list);
    let delete = format!(
        "DELETE FROM {table} WHERE number = (SELECT min(number) FROM {table} WHERE {mine})"
    );
    connection.execute(&delete, [])?;
    Ok(())
}

/// The account counts as changed now, so that it is the last of a list by that, too.
fn to_the_end(connection: &Connection, list: List, now: i64) -> rusqlite::Result<()> {
    let (table, mine, changed) = table(list);
    let first = format!("(SELECT min(number) FROM {table} WHERE {mine})");
    let end = format!("(SELECT max(number) + 1 FROM {table})");
    if list == List::AgileNow {
        // Its tenants go with it; until it follows, they name an account that is not there.
        connection.execute_batch(&format!(
            "PRAGMA defer_foreign_keys = ON;
             UPDATE agilenow_account_tenants SET account = {end} WHERE account = {first};"
        ))?;
    }
    let update =
        format!("UPDATE {table} SET number = {end}, {changed} = ?1 WHERE number = {first}");
    connection.execute(&update, [now])?;
    Ok(())
}
