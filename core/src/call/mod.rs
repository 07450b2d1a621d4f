//! One API call from request to outcome, without I/O.
//!
//! A [`Call`] is asked for its next [`Step`], told what came of it, and asked again, until it is
//! done. Time, randomness and the [`Pace`] that it shares with the other calls of its client come
//! from outside. So every path through a call can be tested and none of them sleeps.
//!
//! A call that failed in a way that may pass is sent again where that is safe ([`repeat`] says
//! where), after a wait with full jitter, as long as the budget and the deadline last. A create
//! whose answer was lost is looked for before it is sent a second time.

mod cancel;
mod loss;
pub mod pace;
pub mod repeat;
pub mod token;

use std::time::Duration;

pub use cancel::{Cancel, Canceller};
pub(crate) use loss::{lost, misplaced};

use crate::call::loss::{
    cancelled, fits_a_header, no_token_in_time, timed_out, unsendable, with_fresh_token,
};
use crate::call::pace::{Pace, limiter_wait};
use crate::call::repeat::{ATTEMPTS, Repeat};
use crate::error::{Effect, Error, ErrorKind, Result};
use crate::message::{Request, Response, Secret, TransportError};
use crate::schema::Resource;
use crate::systems::{Ask, Found, Outcome, answer, protocol};

/// Requests at the most in which one lost create is looked for, page after page: a list that goes in
/// a circle is not followed for ever.
pub const LOOKS: u32 = 100;

/// Time since an arbitrary start, from a clock that never goes back.
pub type Elapsed = Duration;

/// How long a call and each of its attempts may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The whole call, with every wait in it.
    pub call: Duration,
    /// One attempt to read. A write has as long as the call: systems that import data on the way
    /// are slow, and a write that was given up is one of which nothing is known.
    pub attempt: Duration,
}

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
    /// To be left alone for a while.
    Wait(Duration),
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
    /// What is asked instead of it at the moment: whether the lost create was carried out.
    looking: Option<Ask>,
    /// Why it is looked for.
    lost: Option<Error>,
    /// How often a look has led to another.
    looks: u32,
    /// Why a second create was refused: the reason, if the first one is not there.
    refused: Option<Error>,
    /// Whether something may have been done that no answer told of.
    doubtful: bool,
    ends: Elapsed,
    attempt: Duration,
    attempts: u32,
    /// Those of them that were sent to look.
    looked: u32,
    /// Accounts that were looked over for it.
    over: u64,
    /// How often no token came, and when it may be asked for again.
    tokenless: u32,
    token_at: Elapsed,
    renewed: bool,
    state: State,
}

#[derive(Debug)]
enum State {
    Unauthorized,
    Stale { token: Secret, refusal: Error },
    Ready(Secret),
    Resting { token: Secret, until: Elapsed },
    Sent(Secret),
    Finished(Result<Outcome>),
}

impl Call {
    /// A call that begins now and ends, one way or the other, within its limits.
    ///
    /// # Errors
    /// What the resource's documents do not have, or its wire format cannot say. Nothing was sent.
    pub fn new(
        resource: &'static Resource,
        ask: Ask,
        now: Elapsed,
        limits: Limits,
    ) -> Result<Call> {
        ask.check(resource)?;
        // Made once here, so that what cannot be said is refused before a token is asked for.
        protocol(resource.system)
            .request(resource, &ask)
            .map_err(|error| error.asked(resource, ask.operation(), ask.id()))?;
        let ends = now.saturating_add(limits.call);
        let attempt = if ask.operation().writes() {
            limits.call
        } else {
            limits.attempt
        };
        Ok(Call {
            resource,
            ask,
            looking: None,
            lost: None,
            looks: 0,
            refused: None,
            doubtful: false,
            ends,
            attempt,
            attempts: 0,
            looked: 0,
            over: 0,
            tokenless: 0,
            token_at: Elapsed::ZERO,
            renewed: false,
            state: State::Unauthorized,
        })
    }

    /// What the call needs next. [`Step::Done`] is given once; a call that is done has nothing more
    /// to say than that it was cancelled.
    pub fn step(&mut self, now: Elapsed, pace: &mut Pace) -> Step {
        if now >= self.ends {
            self.overdue();
        }
        let left = self.ends.saturating_sub(now);
        match &self.state {
            State::Unauthorized | State::Stale { .. } if now < self.token_at => {
                Step::Wait(self.token_at.saturating_sub(now))
            }
            State::Unauthorized => Step::Token {
                stale: None,
                within: left,
            },
            State::Stale { token, .. } => Step::Token {
                stale: Some(token.clone()),
                within: left,
            },
            State::Resting { until, .. } if now < *until => Step::Wait(until.saturating_sub(now)),
            State::Ready(token) | State::Resting { token, .. } => {
                let token = token.clone();
                self.send(token, now, pace)
            }
            // Asked again without an answer given: the request is not repeated blindly.
            State::Sent(_) => Step::Done(Err(self.cancel())),
            State::Finished(_) => {
                let over = State::Finished(Err(self.cancel()));
                match std::mem::replace(&mut self.state, over) {
                    State::Finished(result) => Step::Done(result),
                    _ => Step::Done(Err(self.cancel())),
                }
            }
        }
    }

    /// Takes a place below the rate limit, or waits for one.
    fn send(&mut self, token: Secret, now: Elapsed, pace: &mut Pace) -> Step {
        let left = self.ends.saturating_sub(now);
        if let Err(until) = pace.limiter.admit(now) {
            if until >= self.ends {
                let error = limiter_wait(until.saturating_sub(now));
                self.fail(error.effect(self.effect_so_far()));
                return self.step(now, pace);
            }
            return Step::Wait(until.saturating_sub(now));
        }
        let ask = self.looking.as_ref().unwrap_or(&self.ask);
        match protocol(self.resource.system).request(self.resource, ask) {
            Ok(mut request) => {
                request.token = Some(token.clone());
                self.attempts = self.attempts.saturating_add(1);
                let looks = u32::from(self.looking.is_some());
                self.looked = self.looked.saturating_add(looks);
                self.state = State::Sent(token);
                let within = if self.looking.is_some() {
                    left
                } else {
                    self.attempt.min(left)
                };
                Step::Send { request, within }
            }
            Err(error) => {
                pace.limiter.landed(now);
                self.fail(error);
                self.step(now, pace)
            }
        }
    }

    /// The token that was asked for, or why there is none: that may pass, as with any request.
    /// `chance` is a random number from 0 to 1.
    pub fn authorized(
        &mut self,
        now: Elapsed,
        token: Result<Secret>,
        chance: f64,
        pace: &mut Pace,
    ) {
        let effect = self.effect_so_far();
        let state = std::mem::replace(&mut self.state, State::Unauthorized);
        match (token, state) {
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
            (Err(error), state) => {
                self.tokenless = self.tokenless.saturating_add(1);
                let wait = repeat::wait(self.tokenless, chance, error.wait());
                self.token_at = now.saturating_add(wait);
                let passes = repeat::passes(&error) && self.tokenless < ATTEMPTS;
                if passes && self.token_at < self.ends && pace.budget.spend() {
                    self.state = state;
                } else {
                    self.fail(error.effect(effect));
                }
            }
        }
    }

    /// The answer to what was sent, or why there is none. `chance` is a random number from 0 to 1.
    pub fn answered(
        &mut self,
        now: Elapsed,
        answer: Result<Response, TransportError>,
        chance: f64,
        pace: &mut Pace,
    ) {
        pace.limiter.landed(now);
        let ask = self.looking.clone().unwrap_or_else(|| self.ask.clone());
        let protocol = protocol(self.resource.system);
        let outcome = match answer {
            Err(error) => Err(lost(error)),
            Ok(response) => {
                pace.limiter.heed(now, &response);
                if response.is_success() {
                    pace.budget.earn();
                    match answer::page(&response) {
                        Some(error) => Err(error),
                        None => protocol.outcome(self.resource, &ask, &response),
                    }
                } else {
                    let refusal = protocol.refusal(self.resource, &response);
                    let refusal = refusal.retry_after(pace::retry_after(&response));
                    let refusal = match &self.state {
                        State::Sent(token) if response.status == 401 => {
                            refusal.token(protocol.token_says(token))
                        }
                        _ => refusal,
                    };
                    if response.status < 500 && response.status != 429 {
                        pace.budget.earn();
                    }
                    Err(refusal)
                }
            }
        };
        if let (Err(error), None) = (&outcome, &self.looking) {
            let writes = self.ask.operation().writes();
            self.doubtful |= writes && error.what_was_done() == Effect::Unknown;
        }
        match (outcome, self.looking.take()) {
            (Err(error), looking) if self.renews(&error) => {
                self.looking = looking;
                self.renew(error);
            }
            (Err(error), looking) if looking.is_some() && repeat::passes(&error) => {
                self.looking = looking;
                self.again(now, error, chance, pace);
            }
            (outcome, Some(looked)) => self.found(now, &looked, outcome, chance, pace),
            (Ok(outcome), None) => self.state = State::Finished(Ok(outcome)),
            (Err(error), None) if self.renewed && error.http_status() == Some(401) => {
                self.fail(with_fresh_token(error, self.resource.system));
            }
            (Err(error), None) => self.failed(now, error, chance, pace),
        }
    }

    /// A token can end before its time. Another one is asked for once; a 401 means that nothing was
    /// done, so repeating is safe, but a sync is sent once whatever happens.
    fn renews(&self, error: &Error) -> bool {
        let synced = matches!(self.ask, Ask::Sync { .. });
        error.http_status() == Some(401) && !self.renewed && !synced
    }

    fn renew(&mut self, refusal: Error) {
        self.renewed = true;
        self.state = match std::mem::replace(&mut self.state, State::Unauthorized) {
            State::Sent(token) => State::Stale { token, refusal },
            _ => State::Finished(Err(self.named(refusal))),
        };
    }

    /// What may be done after that failure: the same again, a look, or nothing.
    fn failed(&mut self, now: Elapsed, error: Error, chance: f64, pace: &mut Pace) {
        let synced = matches!(self.ask, Ask::Sync { .. });
        if repeat::untouched(&error) && !synced {
            return self.again(now, error, chance, pace);
        }
        // The second sending of a create is refused when the first one arrived after all. With an id
        // of its own that can be found out after any refusal, and has to be: a browser sends again by
        // itself what was lost on a connection that it had used before, and tells nobody.
        let own = matches!(&self.ask, Ask::Create(create) if create.id.is_some());
        let taken = matches!(error.kind(), ErrorKind::Conflict | ErrorKind::Rejected);
        let twice = (self.lost.is_some() || own) && taken;
        let unknown = repeat::passes(&error) && error.what_was_done() == Effect::Unknown;
        if twice {
            self.refused = Some(error.clone());
        }
        match repeat::after_loss(self.resource, &self.ask) {
            Repeat::Same if repeat::passes(&error) => self.again(now, error, chance, pace),
            Repeat::Look if twice || unknown => self.look(error, pace, now, chance),
            _ => self.fail(error),
        }
    }

    /// Looks what became of a create.
    fn look(&mut self, error: Error, pace: &mut Pace, now: Elapsed, chance: f64) {
        let look = match &self.ask {
            Ask::Create(create) => protocol(self.resource.system).look(create),
            _ => None,
        };
        match look {
            Some(look) => {
                self.looking = Some(look);
                let error = self.lost.take().unwrap_or(error);
                self.lost = Some(error.clone());
                self.again(now, error, chance, pace);
            }
            None => self.fail(error),
        }
    }

    fn found(
        &mut self,
        now: Elapsed,
        looked: &Ask,
        outcome: Result<Outcome>,
        chance: f64,
        pace: &mut Pace,
    ) {
        let lost = self
            .lost
            .clone()
            .unwrap_or_else(|| cancelled(Effect::Unknown));
        let Ask::Create(create) = &self.ask else {
            return self.fail(lost);
        };
        // A list that ends before its own total has not shown that the account is not in it.
        let mut whole = true;
        if let Ok(Outcome::Page(page)) = &outcome {
            self.over = self.over.saturating_add(page.accounts.len() as u64);
            whole = page.total.is_none_or(|total| self.over >= total);
        }
        match protocol(self.resource.system).found(create, looked, outcome) {
            Found::Absent if !whole => self.fail(lost),
            Found::Made(account) => self.state = State::Finished(Ok(Outcome::Account(*account))),
            Found::Absent => {
                self.doubtful = false;
                if let Some(refused) = self.refused.take() {
                    return self.fail(refused);
                }
                self.again(now, lost.effect(Effect::NotApplied), chance, pace);
            }
            Found::More(ask) if self.looks < LOOKS => {
                self.looks = self.looks.saturating_add(1);
                self.looking = Some(ask);
                self.attempts = self.attempts.saturating_sub(1);
                self.looked = self.looked.saturating_sub(1);
                self.ready();
            }
            Found::Unsure(Some(advice)) => self.fail(lost.advice(advice)),
            Found::More(_) | Found::Unsure(None) => self.fail(lost),
        }
    }

    /// Sends once more after a wait, if attempts, budget and time allow; else the error stands.
    fn again(&mut self, now: Elapsed, error: Error, chance: f64, pace: &mut Pace) {
        let until = now.saturating_add(repeat::wait(self.attempts, chance, error.wait()));
        if self.attempts >= ATTEMPTS || until >= self.ends || !pace.budget.spend() {
            // Of a create that could not be looked for, the loss is what matters.
            let looking = self.looking.is_some();
            let error = self.lost.take_if(|_| looking).unwrap_or(error);
            return self.fail(error);
        }
        self.ready();
        if let State::Ready(token) = std::mem::replace(&mut self.state, State::Unauthorized) {
            self.state = State::Resting { token, until };
        }
    }

    fn ready(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Unauthorized) {
            State::Sent(token) | State::Resting { token, .. } => State::Ready(token),
            other => other,
        };
    }

    /// The time is over: the call fails, unless it has ended already.
    pub fn overdue(&mut self) {
        let effect = match self.state {
            State::Finished(_) => return,
            _ => self.effect_so_far(),
        };
        let error = match self.state {
            State::Unauthorized | State::Stale { .. } => no_token_in_time(),
            _ => timed_out(),
        };
        self.fail(error.effect(effect));
    }

    /// The error of a call that is called off now.
    #[must_use]
    pub fn cancel(&self) -> Error {
        self.named(cancelled(self.effect_so_far()))
    }

    /// What is known of the system when the call ends here.
    fn effect_so_far(&self) -> Effect {
        match self.state {
            State::Sent(_) => Effect::Unknown,
            _ if self.doubtful => Effect::Unknown,
            _ if self.attempts > 0 => Effect::NotApplied,
            _ => Effect::NothingSent,
        }
    }

    /// The call ends. What became of the last attempt says nothing of those before it.
    fn fail(&mut self, error: Error) {
        let untouched = matches!(
            error.what_was_done(),
            Effect::NothingSent | Effect::NotApplied
        );
        let error = if self.doubtful && untouched {
            error.effect(Effect::Unknown)
        } else {
            error
        };
        self.state = State::Finished(Err(self.named(error)));
    }

    fn named(&self, error: Error) -> Error {
        let lists = matches!(self.ask, Ask::List(_)) && error.kind() == ErrorKind::NotFound;
        let error = if lists {
            misplaced(&error, "there is no such list at that address")
        } else {
            error
        };
        error
            .asked(self.resource, self.ask.operation(), self.ask.id())
            .attempts(self.attempts.saturating_sub(self.looked))
            .looked(self.looked)
    }
}

#[cfg(test)]
mod tests;
