//! The rate limit: 50 calls in 10 seconds.
//!
//! The document does not say where the 10 seconds begin. Here they slide: they are the last 10
//! seconds before each call, the strictest reading, so that a client that is never refused here is
//! refused by no other one either. A call leaves the window exactly 10 seconds after it came. A call
//! that is refused does not count, so that a client that hammers on gets in again.
//!
//! `X-RateLimit-Remaining` is how many more calls there may be at this moment, and
//! `X-RateLimit-Reset` the seconds, rounded up, until there may be one more than that: until the
//! oldest call leaves the window.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue};

use crate::moment::SECOND;

const LIMIT: usize = 50;
const LENGTH: i64 = 10 * SECOND;

/// The calls of the last 10 seconds.
pub struct Window {
    enforced: bool,
    /// When they came, in microseconds; at most as many as the limit.
    calls: Mutex<VecDeque<i64>>,
}

/// What one call found.
pub struct Count {
    /// Whether the call is to be refused.
    pub exceeded: bool,
    remaining: usize,
    seconds_left: i64,
}

impl Window {
    pub fn new(enforced: bool) -> Self {
        Self {
            enforced,
            calls: Mutex::default(),
        }
    }

    /// Counts one call at `now` (microseconds).
    pub fn count(&self, now: i64) -> Count {
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        while calls.front().is_some_and(|first| first + LENGTH <= now) {
            calls.pop_front();
        }
        let full = calls.len() >= LIMIT;
        if full && !self.enforced {
            calls.pop_front();
        }
        if !full || !self.enforced {
            calls.push_back(now);
        }
        let remaining = LIMIT.saturating_sub(calls.len());
        let oldest = calls.front().copied().unwrap_or(now);
        Count {
            exceeded: full && self.enforced,
            // Where nothing is refused nothing is used up: a client that paces itself by the headers
            // has several calls on their way, and must not wait here for a limit that is not kept.
            remaining: if self.enforced { remaining } else { LIMIT - 1 },
            seconds_left: (oldest + LENGTH - now + SECOND - 1) / SECOND,
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
