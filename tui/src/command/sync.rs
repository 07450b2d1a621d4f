//! `roster sync`: a system asked to fetch an account's data from its own source.

use roster_core::schema::Operation;
use roster_core::systems::Ask;
use roster_core::text::shown;

use super::reach::{reach, sensible};
use crate::arguments::{One, Where};
use crate::exit::Failure;
use crate::output::{Progress, notice};

/// Starts the synchronisation. It has no result that could be printed; the account shows it later.
///
/// # Errors
/// There is no such account, or the call failed.
pub async fn run(arguments: &One, place: &Where) -> Result<(), Failure> {
    let (resource, id) = (arguments.resource, arguments.id.as_str());
    sensible(resource, &Ask::Sync { id: id.to_owned() })?;
    let reached = reach(place, resource, Operation::Sync).await?;
    let syncing = reached.client.sync(resource, id, &reached.cancel);
    let synced = Progress::of(format!("sync {}", resource.id))
        .during(syncing)
        .await;
    reached.close().await;
    synced?;
    notice(&format!(
        "the system was asked to sync the {} {}",
        resource.singular,
        shown(id)
    ));
    if let Some(note) = resource.note(Operation::Sync) {
        notice(note);
    }
    Ok(())
}
