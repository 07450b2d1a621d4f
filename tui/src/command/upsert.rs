//! `roster upsert`: the account that matches, changed, or a new one.

use roster_core::edit::Draft;
use roster_core::schema::Operation;

use super::reach::{offered, reach};
use super::save::{check, save};
use crate::arguments::{Values, Where};
use crate::assignment::{apply, read};
use crate::exit::Failure;

/// Changes the account that matches, or makes it, and prints it as the system holds it.
///
/// # Errors
/// Values that make no sense, before anything is sent; a call that failed.
pub async fn run(arguments: &Values, place: &Where) -> Result<(), Failure> {
    let resource = arguments.resource;
    offered(resource, Operation::Upsert)?;
    let assignments = read(resource, Operation::Upsert, &arguments.values)?;
    let mut draft = Draft::upsert(resource);
    apply(&assignments, &mut draft)?;
    check(&draft)?;
    let reached = reach(place, resource, Operation::Upsert).await?;
    let saved = save(&draft, &reached, arguments.form.output).await;
    reached.close().await;
    saved
}
