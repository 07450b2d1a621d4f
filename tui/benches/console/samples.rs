//! Times of the same thing, again and again.

use std::time::Duration;

use crate::tell;

/// Times of the same thing.
#[derive(Debug, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// One more.
    pub fn take(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Prints the median, the 99th percentile and the longest, in milliseconds.
    pub fn tell(&self, part: &str, kind: &str) {
        for (figure, share) in [("median", 0.5), ("p99", 0.99), ("longest", 1.0)] {
            tell(part, kind, figure, milliseconds(self.quantile(share)));
        }
    }

    /// The smallest time below or at which that share of all lies.
    pub fn quantile(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted[rank.clamp(1, sorted.len()) - 1]
    }
}

impl Extend<Duration> for Samples {
    fn extend<T: IntoIterator<Item = Duration>>(&mut self, times: T) {
        self.0.extend(times);
    }
}

impl<'a> IntoIterator for &'a Samples {
    type Item = Duration;
    type IntoIter = std::iter::Copied<std::slice::Iter<'a, Duration>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
