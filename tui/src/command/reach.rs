//! What every command that makes a call does first.

use roster_core::call::Cancel;
use roster_core::error::Error;
use roster_core::schema::{Operation, Resource};
use roster_core::systems::Ask;

use crate::arguments::Where;
use crate::connection::{Connections, ProfileClient, Source};
use crate::exit::Failure;
use crate::interrupt;

/// A system within reach: the client of the profile that serves the resource.
pub struct Reached {
    /// Makes the calls.
    pub client: ProfileClient,
    /// Set off by Ctrl-C.
    pub cancel: Cancel,
    connections: Connections,
}

impl Reached {
    /// Ends what was started for it.
    pub async fn close(self) {
        self.connections.close().await;
    }
}

/// Finds the profile for the resource and gets ready for a call of that operation. Nothing is sent.
///
/// # Errors
/// The resource's documents have no such operation, no profile or several serve it, the profile is
/// for reading only, or the sandbox cannot start.
pub async fn reach(
    place: &Where,
    resource: &'static Resource,
    operation: Operation,
) -> Result<Reached, Failure> {
    let source = Source::choose(place)?;
    let profile = source.profile_for(resource, place.profile.as_deref())?;
    source.allows(&profile, resource, operation)?;
    let connections = open(source, place).await?;
    Ok(Reached {
        client: connections.client(&profile)?,
        cancel: interrupt::on_ctrl_c(),
        connections,
    })
}

/// Refuses what the resource's documents do not have.
///
/// # Errors
/// They have no such operation.
pub fn offered(resource: &'static Resource, operation: Operation) -> Result<(), Failure> {
    if resource.offers(operation) {
        return Ok(());
    }
    Err(Error::unsupported(resource, operation).into())
}

/// Refuses what can never be done: an operation that the documents do not have, or an id that
/// cannot be one.
///
/// # Errors
/// Which of the two it is.
pub fn sensible(resource: &'static Resource, ask: &Ask) -> Result<(), Failure> {
    Ok(ask.check(resource)?)
}

/// Gets ready to speak with the source.
///
/// # Errors
/// The sandbox cannot start.
pub async fn open(source: Source, place: &Where) -> Result<Connections, Failure> {
    Connections::open(source, place.profile.as_deref()).await
}
