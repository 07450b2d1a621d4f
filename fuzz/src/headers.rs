//! Headers that ask to wait, and the limiter that heeds them.
//!
//! Answers in blocks between empty lines. The first line of a block is its status and the
//! milliseconds since the one before; the others are headers.

use std::time::Duration;

use roster_core::call::pace::{Limiter, retry_after};
use roster_core::message::Response;
use roster_core::systems::Rate;

use crate::script::number;

/// Longest wait that is believed.
const HOUR: Duration = Duration::from_secs(3600);

const RATE: Rate = Rate {
    calls: 3,
    per: Duration::from_secs(10),
};

/// Most answers of an input; more would only take longer.
const MOST: usize = 200;

/// # Panics
/// When a wait is longer than an hour, a call is never admitted, or the limit is crossed.
pub fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut limiter = Limiter::new(Some(RATE));
    let mut now = Duration::ZERO;
    let mut sent: Vec<Duration> = Vec::new();
    for block in text.split("\n\n").take(MOST) {
        let (later, answer) = block_of(block);
        now += later;
        now = admitted(&mut limiter, now);
        sent.push(now);
        let recent = sent.iter().rev().take_while(|at| **at + RATE.per > now);
        assert!(recent.count() <= RATE.calls, "the limit was crossed");
        limiter.landed(now);
        limiter.heed(now, &answer);
        wait(&answer);
    }
}

/// When a call is let through, which must be soon: a limit that never ends is a hang.
fn admitted(limiter: &mut Limiter, mut now: Duration) -> Duration {
    for _ in 0..3 {
        match limiter.admit(now) {
            Ok(()) => return now,
            Err(until) => {
                assert!(now < until && until <= now + HOUR, "{now:?} {until:?}");
                now = until;
            }
        }
    }
    panic!("no call is ever admitted");
}

fn wait(answer: &Response) {
    let wait = retry_after(answer);
    assert!(wait.is_none_or(|wait| wait <= HOUR), "{wait:?}");
    if let Some(text) = answer.header("retry-after") {
        let text = text.trim();
        let seconds = !text.is_empty() && text.len() < 19;
        if seconds && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let asked = Duration::from_secs(number(text)).min(HOUR);
            assert_eq!(wait, Some(asked));
        }
    }
}

fn block_of(block: &str) -> (Duration, Response) {
    let mut lines = block.lines();
    let first = lines.next().unwrap_or_default();
    let (status, later) = first.split_once(' ').unwrap_or((first, ""));
    let status = u16::try_from(number(status)).unwrap_or(200).clamp(100, 999);
    let response = Response {
        status,
        headers: headers(lines),
        body: Vec::new(),
    };
    (Duration::from_millis(number(later) % 100_000), response)
}

/// Lines of `name: value`; names in lower case, as transports give them.
pub(crate) fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}
