//! `roster create`: a new account.

use roster_core::edit::Draft;
use roster_core::schema::Operation;

use super::reach::{offered, reach};
use super::save::{check, save};
use crate::arguments::{Values, Where};
use crate::assignment::{apply, read};
use crate::exit::Failure;

/// Makes the account and prints it as the system holds it.
///
/// # Errors
/// Values that make no sense, before anything is sent; a call that failed.
pub async fn run(arguments: &Values, place: &Where) -> Result<(), Failure> {
    let resource = arguments.resource;
    offered(resource, Operation::Create)?;
    let assignments = read(resource, Operation::Create, &arguments.values)?;
    let mut draft = Draft::create(resource);
    apply(&assignments, &mut draft)?;
    check(&draft)?;
    let reached = reach(place, resource, Operation::Create).await?;
    let saved = save(&draft, &reached, arguments.form.output).await;
    reached.close().await;
    saved
}
