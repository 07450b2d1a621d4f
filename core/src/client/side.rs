//! Calls that a system has beside the operations on its accounts.

use std::collections::HashSet;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};

use crate::call::{Cancel, lost};
use crate::client::Client;
use crate::error::{Effect, Error, ErrorKind, Result};
use crate::http::{BaseUrl, Secrets, Transport};
use crate::message::TransportError;
use crate::schema::Resource;
use crate::systems::{Ask, Outcome, Place, SideCall, protocol};
use crate::value::Reference;

/// Most pages of records that a field may point to.
const PAGES: usize = 200;

impl<T: Transport, S: Secrets> Client<T, S> {
    /// Makes a call that a system has beside the operations, such as those of
    /// [`agilenow::tenants`](crate::systems::agilenow::tenants).
    ///
    /// # Errors
    /// As of any other call.
    pub async fn side_call<O>(&self, call: &SideCall<O>, cancel: &Cancel) -> Result<O> {
        let ask = Ask::Side(Box::new(call.ask.clone()));
        match self.call(call.resource, ask, cancel).await? {
            Outcome::Side(response) => call.read(&response),
            _ => Err(call.astray()),
        }
    }

    /// The records that a field may point to, such as the organizations that an account may be at,
    /// with their names.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] when the field is none that points to other records;
    /// [`ErrorKind::Unsupported`] when the system lists them nowhere, so that an id has to be typed.
    pub async fn references(
        &self,
        resource: &'static Resource,
        field: &str,
        cancel: &Cancel,
    ) -> Result<Vec<Reference>> {
        let Some(field) = resource.references().find(|known| known.name == field) else {
            let why = format!(
                "{field:?} of a {} points to no other record",
                resource.singular
            );
            return Err(Error::invalid(why));
        };
        let protocol = protocol(resource.system);
        let (mut found, mut ids) = (Vec::new(), HashSet::new());
        let mut place = Some(Place::First);
        for _ in 0..PAGES {
            let Some(next) = place.take() else { break };
            let Some(call) = protocol.references(resource, field, &next) else {
                let label = field.label.to_lowercase();
                let why = format!("{} has no list of the {label}s", resource.system);
                return Err(Error::new(ErrorKind::Unsupported, why)
                    .advice(format!("give the id of the {label}")));
            };
            let page = self.side_call(&call, cancel).await?;
            let before = found.len();
            let records = page.records.into_iter();
            found.extend(records.filter(|record| ids.insert(record.id.clone())));
            // A page of what is known already leads in a circle.
            place = page.next.filter(|_| found.len() > before);
        }
        Ok(found)
    }
}

/// Makes a call that takes no token, because it is what a token is got with: see
/// [`mpdx::authenticate`](crate::systems::mpdx::authenticate). It is sent once, whatever happens: a
/// ticket is good once.
///
/// # Errors
/// [`ErrorKind::Unauthorized`] with the system's reason for a ticket that it does not take; else as
/// of any other call.
pub async fn without_token<T: Transport, O>(
    transport: &T,
    base: &BaseUrl,
    call: &SideCall<O>,
    within: Duration,
    cancel: &Cancel,
) -> Result<O> {
    if cancel.is_cancelled() {
        let error = Error::new(ErrorKind::Cancelled, "the call was cancelled");
        return Err(call.named(error.effect(Effect::NothingSent)));
    }
    let sent = pin!(transport.send(base, call.ask.request.clone(), within));
    let (over, called_off) = (pin!(transport.sleep(within)), pin!(cancel.cancelled()));
    let answer = match select(sent, select(over, called_off)).await {
        Either::Left((answer, _)) => answer,
        Either::Right((Either::Left(_), _)) => Err(TransportError::TimedOut),
        Either::Right((Either::Right(_), _)) => {
            let error = Error::new(ErrorKind::Cancelled, "the call was cancelled");
            return Err(call.named(error));
        }
    };
    let response = answer.map_err(|error| call.named(lost(error)))?;
    if response.is_success() {
        return call.read(&response);
    }
    let refusal = protocol(call.resource.system).refusal(call.resource, &response);
    let refusal = match refusal.kind() {
        ErrorKind::Unauthorized => refusal
            .worded("the system does not take the ticket")
            .advice("sign in again to get another one"),
        _ => refusal,
    };
    Err(call.named(refusal))
}
