//! How fast all the calls of a client may go together: the rate limit of the system, and a budget
//! for repetitions, so that a system that is down is not asked over and over.

mod budget;
mod limiter;

pub use budget::Budget;
pub use limiter::{Limiter, retry_after};

use std::time::Duration;

use crate::error::{Effect, Error, ErrorKind};
use crate::systems::Rate;

/// The pace of a client, shared by its calls.
#[derive(Debug)]
pub struct Pace {
    /// What repetitions are paid from.
    pub budget: Budget,
    /// What keeps calls below the system's limit.
    pub limiter: Limiter,
}

impl Pace {
    /// The pace that a system's documented rate allows.
    #[must_use]
    pub fn new(rate: Option<Rate>) -> Pace {
        Pace {
            budget: Budget::new(),
            limiter: Limiter::new(rate),
        }
    }
}

/// The error of a call that would have to wait past its end for a place below the limit.
pub(crate) fn limiter_wait(wait: Duration) -> Error {
    Error::new(
        ErrorKind::RateLimited,
        "the system's rate limit leaves no call before the deadline",
    )
    .effect(Effect::NothingSent)
    .retry_after(Some(wait))
    .advice("repeat it later, or give the profile a longer timeout")
}
