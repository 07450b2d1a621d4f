//! `roster get`: one account.

use roster_core::schema::Operation;
use roster_core::systems::Ask;

use super::reach::{reach, sensible};
use crate::arguments::{Get, Where};
use crate::exit::Failure;
use crate::output::{Progress, Results};

/// Prints the account.
///
/// # Errors
/// There is none of that id, or the call failed.
pub async fn run(arguments: &Get, place: &Where) -> Result<(), Failure> {
    let one = &arguments.one;
    sensible(
        one.resource,
        &Ask::Get {
            id: one.id.clone(),
            by: None,
        },
    )?;
    let reached = reach(place, one.resource, Operation::Get).await?;
    let reading = reached.client.get(one.resource, &one.id, &reached.cancel);
    let account = Progress::of(format!("get {}", one.resource.id))
        .during(reading)
        .await;
    reached.close().await;
    let mut results = Results::new();
    results.account(&account?, arguments.form.output)?;
    results.end()
}
