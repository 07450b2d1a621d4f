//! Imports: `sync` starts one, `locked_at` shows it, and the first call after its end settles it.
//! Nothing runs in between, so that a test moves the clock instead of waiting.

use rusqlite::Connection;

use crate::app::App;
use crate::moment::SECOND;
use crate::mpdx::error::Failure;
use crate::mpdx::organization_accounts::record::OrganizationAccount;
use crate::store::StoreError;

/// How long an import takes. The system says "over the next 24 hours", which nobody could watch.
const LENGTH: i64 = 20 * SECOND;

/// Locks the account. While an import runs, another one is not started.
pub fn start(
    connection: &Connection,
    account: &OrganizationAccount,
    now: i64,
) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE mpdx_organization_accounts
         SET locked_at = ?2, updated_at = ?2, import_ends_at = ?3
         WHERE id = ?1 AND locked_at IS NULL",
        (&account.id, now, now + LENGTH),
    )?;
    Ok(())
}

/// Ends the imports whose time has come: unlocked, downloaded, and changed, so that an edit that
/// was prepared before meets a lock conflict.
pub async fn settle(app: &App) -> Result<(), Failure> {
    let now = app.clock.now();
    let due = app
        .store
        .read(move |connection| -> Result<bool, StoreError> {
            let mut due = connection.prepare_cached(
                "SELECT 1 FROM mpdx_organization_accounts WHERE import_ends_at <= ?1",
            )?;
            Ok(due.exists([now])?)
        })
        .await?;
    if !due {
        return Ok(());
    }
    app.store
        .write(move |connection| {
            connection.execute(
                "UPDATE mpdx_organization_accounts
                 SET locked_at = NULL, last_download = import_ends_at, updated_at = import_ends_at,
                     import_ends_at = NULL
                 WHERE import_ends_at <= ?1",
                [now],
            )?;
            Ok(())
        })
        .await
}
