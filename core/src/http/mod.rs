//! The I/O of a call: what a transport has to be able to do, and what drives a [`Call`] with one.
//! [`native`] has the one for programs, [`browser`] the one for browsers and Node.

mod address;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod session;

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};

pub use address::BaseUrl;
pub use session::{Secrets, Session};

use crate::call::{Call, Cancel, Elapsed, Step};
use crate::error::{Error, Result};
use crate::message::{Request, Response, TransportError};
use crate::systems::Outcome;

/// The largest answer that is read, in bytes. A hundred thousand accounts of JSON:API are 58 MB.
pub const LARGEST_ANSWER: usize = 256 << 20;

/// What comes from outside: the network and the clock.
pub trait Transport {
    /// Sends a request and reads its answer to the end. Redirects are not followed. The request
    /// ends when the future is dropped.
    fn send(
        &self,
        base: &BaseUrl,
        request: Request,
        within: Duration,
    ) -> impl Future<Output = Result<Response, TransportError>>;

    /// The time.
    fn now(&self) -> Elapsed;

    /// Waits.
    fn sleep(&self, duration: Duration) -> impl Future<Output = ()>;
}

/// Leads a call to its end.
///
/// # Errors
/// Whatever the call ends in; [`Cancelled`](crate::error::ErrorKind::Cancelled) when `cancel` did.
pub async fn drive<T: Transport, S: Secrets>(
    transport: &T,
    session: &Session<S>,
    mut call: Call,
    cancel: &Cancel,
) -> Result<Outcome> {
    loop {
        if cancel.is_cancelled() {
            return Err(call.cancel());
        }
        match call.step(transport.now()) {
            Step::Done(result) => return result,
            Step::Token { stale, within } => {
                let token = session.token(transport, stale.as_ref(), within);
                match bounded(transport, token, within, cancel).await {
                    Ended::Done(token) => call.authorized(token),
                    Ended::Overdue => call.overdue(),
                    Ended::Cancelled => return Err(call.cancel()),
                }
            }
            Step::Send { request, within } => {
                let answer = transport.send(session.base(), request, within);
                match bounded(transport, answer, within, cancel).await {
                    Ended::Done(answer) => call.answered(answer),
                    Ended::Overdue => call.overdue(),
                    Ended::Cancelled => return Err(call.cancel()),
                }
            }
        }
    }
}

enum Ended<T> {
    Done(T),
    Overdue,
    Cancelled,
}

/// Waits for the work, but not past its time and not when it is called off. What is left of it is
/// dropped, which ends it.
async fn bounded<T: Transport, O>(
    transport: &T,
    work: impl Future<Output = O>,
    within: Duration,
    cancel: &Cancel,
) -> Ended<O> {
    let (over, called_off) = (pin!(transport.sleep(within)), pin!(cancel.cancelled()));
    let stop = select(over, called_off);
    match select(pin!(work), stop).await {
        Either::Left((output, _)) => Ended::Done(output),
        Either::Right((Either::Left(_), _)) => Ended::Overdue,
        Either::Right((Either::Right(_), _)) => Ended::Cancelled,
    }
}

/// The error for a program that cannot make a transport.
#[cfg_attr(
    target_arch = "wasm32",
    expect(dead_code, reason = "a browser's needs no making")
)]
fn unusable(why: impl std::fmt::Display) -> Error {
    Error::invalid(format!("no HTTP client can be made: {why}"))
}
