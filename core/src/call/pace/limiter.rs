//! A rate limit approached and not crossed.

use std::collections::VecDeque;
use std::time::Duration;

use crate::call::Elapsed;
use crate::message::Response;
use crate::moment::{self, Moment};
use crate::systems::Rate;

/// The longest that a system's word to wait is believed.
const LONGEST: Duration = Duration::from_secs(3600);

/// Counts the calls of a client. The system counts a call some time between its sending and its
/// answer, so its place is taken from the first until one stretch after the second: then no stretch
/// of the system's clock, wherever it begins, can hold more calls than allowed.
#[derive(Debug)]
pub struct Limiter {
    rate: Option<Rate>,
    /// Calls that were sent and not yet answered.
    flying: usize,
    /// When the calls of the last stretch were answered, in order.
    answered: VecDeque<Elapsed>,
    /// What the system itself said was left, until when. Others may use the same token.
    told: Option<Told>,
}

#[derive(Debug, Clone, Copy)]
struct Told {
    left: usize,
    until: Elapsed,
    /// That it was said by a refusal: what other answers say does not lift it.
    refused: bool,
}

impl Limiter {
    /// A limiter of that rate; without one, only the system's own word counts.
    #[must_use]
    pub fn new(rate: Option<Rate>) -> Limiter {
        Limiter {
            rate,
            flying: 0,
            answered: VecDeque::new(),
            told: None,
        }
    }

    /// Takes a place for a call that is sent now.
    ///
    /// # Errors
    /// When to ask again, if there is no place now.
    pub fn admit(&mut self, now: Elapsed) -> Result<(), Elapsed> {
        if let Some(wait) = self.told_to_wait(now).or_else(|| self.full(now)) {
            return Err(wait);
        }
        if let Some(told) = &mut self.told {
            told.left = told.left.saturating_sub(1);
        }
        self.flying = self.flying.saturating_add(1);
        Ok(())
    }

    /// A call ended: it was answered now, or nobody waits for its answer any more.
    pub fn landed(&mut self, now: Elapsed) {
        self.flying = self.flying.saturating_sub(1);
        if self.rate.is_some() {
            self.answered.push_back(now);
        }
    }

    /// What an answer says of the limit: `Retry-After` of a refusal, else `X-RateLimit-Remaining`
    /// and `X-RateLimit-Reset` (seconds to the end of the stretch).
    pub fn heed(&mut self, now: Elapsed, response: &Response) {
        if let Some(wait) = retry_after(response).filter(|_| response.status == 429) {
            let until = now.saturating_add(wait);
            self.told = Some(Told {
                left: 0,
                until,
                refused: true,
            });
            return;
        }
        if self
            .told
            .is_some_and(|told| told.refused && now < told.until)
        {
            return;
        }
        let number = |name| response.header(name)?.trim().parse::<u64>().ok();
        let (Some(left), Some(reset)) =
            (number("x-ratelimit-remaining"), number("x-ratelimit-reset"))
        else {
            return;
        };
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        let ours = self.flying.saturating_add(self.answered.len());
        if self
            .rate
            .is_some_and(|rate| left.saturating_add(ours) >= rate.calls)
        {
            // Nobody else uses the token: our own count is as good, and finer than whole seconds.
            self.told = None;
            return;
        }
        self.told = Some(Told {
            // Calls on their way may be counted in what is left, or not yet.
            left: left.saturating_sub(self.flying),
            until: now.saturating_add(Duration::from_secs(reset).min(LONGEST)),
            refused: false,
        });
    }

    fn told_to_wait(&mut self, now: Elapsed) -> Option<Elapsed> {
        self.told = self.told.filter(|told| now < told.until);
        self.told
            .filter(|told| told.left == 0)
            .map(|told| told.until)
    }

    fn full(&mut self, now: Elapsed) -> Option<Elapsed> {
        let Rate { calls, per } = self.rate?;
        while let Some(oldest) = self.answered.front()
            && oldest.saturating_add(per) <= now
        {
            self.answered.pop_front();
        }
        if self.flying.saturating_add(self.answered.len()) < calls {
            return None;
        }
        // With every place on its way, none is free before one lands and a stretch has passed; the
        // caller asks again, and then knows more.
        let oldest = self.answered.front().copied().unwrap_or(now);
        Some(oldest.saturating_add(per))
    }
}

/// How long an answer asks to wait: `Retry-After` in seconds or as a date, else the end of the
/// rate limit's stretch. A date is read against the answer's own `Date`, so no clock has to agree.
#[must_use]
pub fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = |text: &str| text.trim().parse().ok().map(Duration::from_secs);
    let date = |text: &str| moment::http_date(text.trim()).map(Moment::seconds);
    let wait = match response.header("retry-after") {
        Some(text) => seconds(text).or_else(|| {
            let now = date(response.header("date")?)?;
            let wait = date(text)?.saturating_sub(now);
            Some(Duration::from_secs(wait.try_into().unwrap_or_default()))
        }),
        // On any other answer it says when the stretch ends, not that anybody has to wait.
        None if response.status == 429 => response.header("x-ratelimit-reset").and_then(seconds),
        None => None,
    };
    wait.map(|wait| wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        calls: 50,
        per: Duration::from_secs(10),
    };

    fn at(milliseconds: u64) -> Elapsed {
        Duration::from_millis(milliseconds)
    }

    fn response(status: u16, headers: &[(&str, &str)]) -> Response {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Response {
            status,
            headers: headers.iter().map(owned).collect(),
            body: Vec::new(),
        }
    }

    #[test]
    fn the_limit_is_approached_and_not_crossed() {
        let mut limiter = Limiter::new(Some(RATE));
        for _ in 0..50 {
            assert_eq!(limiter.admit(at(0)), Ok(()));
        }
        assert!(limiter.admit(at(20_000)).is_err(), "none has landed");
        for _ in 0..50 {
            limiter.landed(at(300));
        }
        assert_eq!(limiter.admit(at(10_299)), Err(at(10_300)));
        assert_eq!(limiter.admit(at(10_300)), Ok(()));
    }

    #[test]
    fn the_systems_own_word_counts_more() {
        let mut limiter = Limiter::new(Some(RATE));
        // Others use the token too.
        let told = [("x-ratelimit-remaining", "1"), ("x-ratelimit-reset", "4")];
        limiter.heed(at(0), &response(200, &told));
        assert_eq!(limiter.admit(at(0)), Ok(()));
        assert_eq!(limiter.admit(at(0)), Err(at(4000)));
        assert_eq!(limiter.admit(at(4000)), Ok(()));

        let mut limiter = Limiter::new(None);
        limiter.heed(at(0), &response(429, &[("retry-after", "7")]));
        let others = [("x-ratelimit-remaining", "9"), ("x-ratelimit-reset", "1")];
        limiter.heed(at(1), &response(200, &others));
        assert_eq!(limiter.admit(at(6999)), Err(at(7000)));
        assert_eq!(limiter.admit(at(7000)), Ok(()));
    }

    #[test]
    fn a_word_that_says_nothing_new_changes_nothing() {
        let mut limiter = Limiter::new(Some(RATE));
        for _ in 0..48 {
            assert_eq!(limiter.admit(at(0)), Ok(()));
            limiter.landed(at(100));
        }
        let told = [("x-ratelimit-remaining", "2"), ("x-ratelimit-reset", "10")];
        limiter.heed(at(100), &response(200, &told));
        assert_eq!(limiter.admit(at(200)), Ok(()));
        assert_eq!(limiter.admit(at(200)), Ok(()));
        assert_eq!(limiter.admit(at(200)), Err(at(10_100)));
    }

    #[test]
    fn a_wait_is_read_in_all_its_forms() {
        let wait = |headers: &[(&str, &str)]| retry_after(&response(429, headers));
        assert_eq!(wait(&[("retry-after", " 12 ")]), Some(at(12_000)));
        assert_eq!(wait(&[("x-ratelimit-reset", "3")]), Some(at(3000)));
        let dated = [
            ("retry-after", "Wed, 21 Oct 2026 07:28:30 GMT"),
            ("date", "Wed, 21 Oct 2026 07:28:00 GMT"),
        ];
        assert_eq!(wait(&dated), Some(at(30_000)));
        assert_eq!(wait(&[("retry-after", "99999999999999")]), Some(LONGEST));
        assert_eq!(wait(&[("retry-after", "soon")]), None);
        assert_eq!(wait(&[]), None);
        let conflict = response(409, &[("x-ratelimit-reset", "3")]);
        assert_eq!(retry_after(&conflict), None);
    }
}
