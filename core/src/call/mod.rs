//! One API call from request to outcome, without I/O.
//!
//! A [`Call`] is asked for its next [`Step`], told what came of it, and asked again, until it is
//! done. Time comes from outside as a [`Elapsed`]. So every path through a call can be tested and
//! none of them sleeps. Retries and rate limits belong between [`Call::answered`] and the next
//! [`Step::Send`]: a state that waits is all that they need.

mod cancel;
pub mod token;

use std::time::Duration;

pub use cancel::{Cancel, Canceller};

use crate::error::{Effect, Error, ErrorKind, Result};
use crate::message::{Request, Response, Secret, TransportError};
use crate::schema::Resource;
use crate::systems::{Ask, Outcome, protocol};
use crate::text;

/// Time since an arbitrary start, from a clock that never goes back.
pub type Elapsed = Duration;

/// What a call needs next.
#[derive(Debug)]
pub enum Step {
    /// A token; another one than this, which the system did not take.
    Token {
        /// The refused token.
        stale: Option<Secret>,
        /// How long getting one may take.
        within: Duration,
    },
    /// This request sent, and answered within the time given.
    Send {
        /// The request.
        request: Request,
        /// How long an answer may take.
        within: Duration,
    },
    /// Nothing more.
    Done(Result<Outcome>),
}

/// One call on its way.
#[derive(Debug)]
pub struct Call {
    resource: &'static Resource,
    ask: Ask,
    request: Request,
    ends: Elapsed,
    renewed: bool,
    state: State,
}

#[derive(Debug)]
enum State {
    Unauthorized,
    Ready(Secret),
    Sent(Secret),
    Stale { token: Secret, refusal: Error },
    Finished(Result<Outcome>),
}

impl Call {
    /// A call that begins now and ends, one way or the other, within the time given.
    ///
    /// # Errors
    /// What the resource's documents do not have, or its wire format cannot say. Nothing was sent.
    pub fn new(
        resource: &'static Resource,
        ask: Ask,
        now: Elapsed,
        timeout: Duration,
    ) -> Result<Call> {
        ask.check(resource)?;
        let request = protocol(resource.system)
            .request(resource, &ask)
            .map_err(|error| error.asked(resource, ask.operation(), ask.id()))?;
        let ends = now.saturating_add(timeout);
        Ok(Call {
            resource,
            ask,
            request,
            ends,
            renewed: false,
            state: State::Unauthorized,
        })
    }

    /// What the call needs next. [`Step::Done`] is given once; a call that is done has nothing more
    /// to say than that it was cancelled.
    pub fn step(&mut self, now: Elapsed) -> Step {
        if now >= self.ends {
            self.overdue();
        }
        let within = self.ends.saturating_sub(now);
        match &self.state {
            State::Unauthorized => Step::Token {
                stale: None,
                within,
            },
            State::Stale { token, .. } => Step::Token {
                stale: Some(token.clone()),
                within,
            },
            State::Ready(token) => {
                let mut request = self.request.clone();
                let token = token.clone();
                request.token = Some(token.clone());
                self.state = State::Sent(token);
                Step::Send { request, within }
            }
            // Asked again without an answer given: the request is not repeated blindly.
            State::Sent(_) => Step::Done(Err(self.cancel())),
            State::Finished(_) => {
                let over = State::Finished(Err(self.named(cancelled(Effect::NotApplied))));
                match std::mem::replace(&mut self.state, over) {
                    State::Finished(result) => Step::Done(result),
                    _ => Step::Done(Err(cancelled(Effect::Unknown))),
                }
            }
        }
    }

    /// The token that was asked for, or why there is none.
    pub fn authorized(&mut self, token: Result<Secret>) {
        match (
            token,
            std::mem::replace(&mut self.state, State::Unauthorized),
        ) {
            (Ok(token), _) if !fits_a_header(&token) => self.fail(unsendable()),
            // The same token again: the refusal stands.
            (
                Ok(token),
                State::Stale {
                    token: stale,
                    refusal,
                },
            ) if token == stale => {
                self.fail(refusal);
            }
            (Ok(token), _) => self.state = State::Ready(token),
            (Err(error), _) => self.fail(error.effect(Effect::NothingSent)),
        }
    }

    /// The answer to what was sent, or why there is none.
    pub fn answered(&mut self, answer: Result<Response, TransportError>) {
        let response = match answer {
            Ok(response) => response,
            Err(error) => return self.fail(lost(error)),
        };
        let protocol = protocol(self.resource.system);
        if response.is_success() {
            let outcome = protocol.outcome(self.resource, &self.ask, &response);
            return match outcome {
                Ok(outcome) => self.state = State::Finished(Ok(outcome)),
                Err(error) => self.fail(error),
            };
        }
        let refusal = protocol.refusal(self.resource, &response);
        match &self.state {
            // A token can end before its time. Another one is asked for once; a 401 means that
            // nothing was done, so repeating is safe whatever the call is.
            State::Sent(token) if response.status == 401 && !self.renewed => {
                self.renewed = true;
                self.state = State::Stale {
                    token: token.clone(),
                    refusal,
                };
            }
            _ => self.fail(refusal),
        }
    }

    /// The time is over: the call fails, unless it has ended already.
    pub fn overdue(&mut self) {
        let effect = match self.state {
            State::Finished(_) => return,
            State::Sent(_) => Effect::Unknown,
            _ => Effect::NothingSent,
        };
        self.fail(timed_out().effect(effect));
    }

    /// The error of a call that is called off now.
    #[must_use]
    pub fn cancel(&self) -> Error {
        let effect = match self.state {
            State::Sent(_) => Effect::Unknown,
            _ => Effect::NothingSent,
        };
        self.named(cancelled(effect))
    }

    fn fail(&mut self, error: Error) {
        self.state = State::Finished(Err(self.named(error)));
    }

    fn named(&self, error: Error) -> Error {
        error.asked(self.resource, self.ask.operation(), self.ask.id())
    }
}

/// Whether it is one word of visible ASCII, as `Authorization: Bearer` takes it (RFC 6750, 2.1).
/// Transports differ in what they do with anything else; none tells a person what was wrong.
fn fits_a_header(token: &Secret) -> bool {
    !token.reveal().is_empty() && token.reveal().bytes().all(|byte| byte.is_ascii_graphic())
}

fn unsendable() -> Error {
    Error::new(
        ErrorKind::Unauthorized,
        "the token is empty, or has a character that no token has, such as a space or a line end",
    )
    .effect(Effect::NothingSent)
    .advice("give the profile the token alone")
}

fn cancelled(effect: Effect) -> Error {
    Error::new(ErrorKind::Cancelled, "the call was cancelled").effect(effect)
}

fn timed_out() -> Error {
    Error::new(ErrorKind::Timeout, "no answer came in time")
        .advice("repeat it, or give the profile a longer timeout")
}

/// The error for a request that got no answer.
pub(crate) fn lost(error: TransportError) -> Error {
    match error {
        TransportError::NotConnected(why) => Error::new(
            ErrorKind::Connection,
            format!("no connection: {}", text::excerpt(&why, 200)),
        )
        .effect(Effect::NothingSent)
        .advice("look at the base URL of the profile and at the network"),
        TransportError::Lost(why) => Error::new(
            ErrorKind::Connection,
            format!(
                "the connection was lost before the whole answer came: {}",
                text::excerpt(&why, 200)
            ),
        ),
        TransportError::TimedOut => timed_out(),
        TransportError::TooLarge { limit } => Error::new(
            ErrorKind::Malformed,
            format!(
                "the answer is larger than {} MiB and was not read",
                limit >> 20
            ),
        ),
        TransportError::Redirected(to) => Error::new(
            ErrorKind::Malformed,
            format!("the system sends the call to another address, which was not followed: {to}"),
        )
        .effect(Effect::NotApplied)
        .advice("give the profile the base URL that the system names"),
    }
}

#[cfg(test)]
mod tests;
