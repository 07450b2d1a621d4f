//! The time of the sandbox, which a test can hold in its hands.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Where the sandbox reads the time: the machine's clock, or one that only moves when it is told to.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The machine's own clock.
    #[must_use]
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands at `unix_seconds`, and the hands that move it.
    #[must_use]
    pub fn manual(unix_seconds: i64) -> (Self, ClockHands) {
        let micros = Arc::new(AtomicI64::new(unix_seconds.saturating_mul(1_000_000)));
        (Self(Some(Arc::clone(&micros))), ClockHands(micros))
    }

    /// Microseconds since 1970, the unit of every timestamp in the store.
    #[must_use]
    pub fn now(&self) -> i64 {
        match &self.0 {
            Some(micros) => micros.load(Ordering::SeqCst),
            None => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| {
                    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
                }),
        }
    }

    /// Whole seconds since 1970.
    #[must_use]
    pub fn now_seconds(&self) -> i64 {
        self.now().div_euclid(1_000_000)
    }
}

/// Moves the clock that [`Clock::manual`] made with it.
#[derive(Clone, Debug)]
pub struct ClockHands(Arc<AtomicI64>);

impl ClockHands {
    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}
