//! The rate limit: 50 calls in 10 seconds.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue};

use crate::moment::SECOND;

const LIMIT: u64 = 50;
const LENGTH: i64 = 10 * SECOND;

/// Counts the calls of the current 10 seconds.
pub struct Window {
    enforced: bool,
    current: Mutex<Current>,
}

#[derive(Default)]
struct Current {
    ends_at: i64,
    calls: u64,
}

/// What one call found.
pub struct Count {
    /// Whether the call is to be refused.
    pub exceeded: bool,
    remaining: u64,
    seconds_left: i64,
}

impl Window {
    pub fn new(enforced: bool) -> Self {
        Self {
            enforced,
            current: Mutex::default(),
        }
    }

    /// Counts one call at `now` (microseconds).
    pub fn count(&self, now: i64) -> Count {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if now >= current.ends_at {
            *current = Current {
                ends_at: now + LENGTH,
                calls: 0,
            };
        }
        current.calls += 1;
        let remaining = LIMIT.saturating_sub(current.calls);
        Count {
            exceeded: self.enforced && current.calls > LIMIT,
            // Where nothing is refused there is always one more call.
            remaining: if self.enforced {
                remaining
            } else {
                remaining.max(1)
            },
            seconds_left: (current.ends_at - now + SECOND - 1) / SECOND,
        }
    }
}

impl Count {
    /// Writes the documented headers.
    pub fn write(&self, headers: &mut HeaderMap) {
        headers.insert("x-ratelimit-limit", HeaderValue::from(LIMIT));
        headers.insert("x-ratelimit-remaining", HeaderValue::from(self.remaining));
        headers.insert("x-ratelimit-reset", HeaderValue::from(self.seconds_left));
    }
}
