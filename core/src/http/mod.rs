//! The I/O of a call: what a transport has to be able to do, and what drives a [`Call`] with one.
//! [`native`] has the one for programs, `browser` the one for browsers and Node.

mod address;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod session;

use std::future::{Future, pending};
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

    /// 128 random bits.
    fn random(&self) -> u128;
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
        let step = session.paced(|pace| call.step(transport.now(), pace));
        match step {
            Step::Done(result) => return result,
            Step::Wait(time) => {
                if let Ended::Cancelled = bounded(transport, pending::<()>(), time, cancel).await {
                    return Err(call.cancel());
                }
            }
            Step::Token { stale, within } => {
                let token = session.token(transport, stale.as_ref(), within);
                match bounded(transport, token, within, cancel).await {
                    Ended::Done(token) => {
                        let (now, chance) = (transport.now(), chance(transport.random()));
                        session.paced(|pace| call.authorized(now, token, chance, pace));
                    }
                    Ended::Overdue => call.overdue(),
                    Ended::Cancelled => return Err(call.cancel()),
                }
            }
            Step::Send { request, within } => {
                let flight = Flight {
                    transport,
                    session,
                    aloft: true,
                };
                let sent = transport.send(session.base(), request, within);
                let answer = match bounded(transport, sent, within, cancel).await {
                    Ended::Done(answer) => answer,
                    Ended::Overdue => Err(TransportError::TimedOut),
                    Ended::Cancelled => return Err(call.cancel()),
                };
                flight.landed();
                let (now, chance) = (transport.now(), chance(transport.random()));
                session.paced(|pace| call.answered(now, answer, chance, pace));
            }
        }
    }
}

/// A number from 0 to 1.
fn chance(random: u128) -> f64 {
    (random >> 64) as u64 as f64 / u64::MAX as f64
}

/// A request on its way. When it is dropped there, nobody waits for its answer any more, and its
/// place below the rate limit is given back in time.
struct Flight<'a, T: Transport, S: Secrets> {
    transport: &'a T,
    session: &'a Session<S>,
    aloft: bool,
}

impl<T: Transport, S: Secrets> Flight<'_, T, S> {
    fn landed(mut self) {
        self.aloft = false;
    }
}

impl<T: Transport, S: Secrets> Drop for Flight<'_, T, S> {
    fn drop(&mut self) {
        if self.aloft {
            let now = self.transport.now();
            self.session.paced(|pace| pace.limiter.landed(now));
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
