//! What a person is told of an error: one story, in the same order every time. What was asked and
//! what came, the system's reasons, how often it was tried, what was done, and what to do next.

use std::time::Duration;

use crate::error::{Effect, Error, ErrorKind};
use crate::schema::Operation;
use crate::text;

impl Error {
    /// The whole story, a line for each part, safe to show.
    #[must_use]
    pub fn report(&self) -> Vec<String> {
        let details = &self.0;
        let mut lines = vec![self.to_string()];
        for reason in &details.reasons {
            let message = text::shown(&reason.message);
            lines.push(match &reason.field {
                Some(field) => format!("{}: {message}", text::shown(field)),
                None => message.into_owned(),
            });
        }
        if let Some(token) = &details.token {
            lines.push(text::shown(token).into_owned());
        }
        if let Some(conflict) = &details.conflict {
            lines.extend(conflict.report());
        }
        lines.extend(self.tries());
        lines.extend(self.consequence().map(str::to_owned));
        if let Some(id) = &details.request_id {
            lines.push(format!(
                "for the system's support: request {}",
                text::shown(id)
            ));
        }
        if let Some(wait) = details.retry_after {
            lines.push(format!("the system asks to wait {}", seconds(wait)));
        }
        match &details.advice {
            Some(advice) => lines.push(text::shown(advice).into_owned()),
            None => lines.extend(self.usual_advice().map(str::to_owned)),
        }
        lines
    }

    fn writes(&self) -> Option<Operation> {
        let operation = self.0.asked.as_ref()?.operation;
        operation.writes().then_some(operation)
    }

    /// How often it was sent and looked for, when that was more than once.
    fn tries(&self) -> Option<String> {
        let (sent, looks) = (self.0.attempts, self.0.looks);
        match (sent, looks) {
            (0 | 1, 0) => None,
            // A refusal that was looked into, and stands.
            (1, _) if self.0.effect == Effect::NotApplied => None,
            (_, 0) => Some(format!("it was tried {}", times(sent))),
            _ => Some(format!(
                "it was sent {}, and then looked for {}",
                times(sent),
                times(looks)
            )),
        }
    }

    /// What was and was not done, in words; nothing for a call that was sent and only reads.
    #[must_use]
    pub fn consequence(&self) -> Option<&'static str> {
        if self.0.effect == Effect::NothingSent {
            return Some("nothing was sent");
        }
        match (self.0.effect, self.writes()?) {
            (Effect::NotApplied, _) => Some("nothing was changed"),
            (Effect::Unknown, Operation::Create) => {
                Some("it is not known whether the account was made: look before you repeat it")
            }
            (Effect::Unknown, Operation::Delete) => {
                Some("it is not known whether the account was deleted: look before you repeat it")
            }
            (Effect::Unknown, Operation::Sync) => {
                Some("it is not known whether the sync was begun: look before you repeat it")
            }
            (Effect::Unknown, _) => {
                Some("it is not known whether the change was made: look before you repeat it")
            }
            (_, Operation::Create) => Some("the account itself was made: do not make it again"),
            _ => Some("the change itself was made: there is no need to repeat it"),
        }
    }

    /// What to do next, where nobody knew better. After a change of which nothing is known, to look
    /// is the advice: to repeat it as well would be another.
    fn usual_advice(&self) -> Option<&'static str> {
        let done = matches!(self.0.effect, Effect::Unknown | Effect::Applied);
        let doubtful = done && self.writes().is_some();
        match self.0.kind {
            ErrorKind::Timeout if doubtful => {
                Some("where the system is that slow, give the profile a longer timeout")
            }
            _ if doubtful => None,
            ErrorKind::Timeout => Some("repeat it, or give the profile a longer timeout"),
            ErrorKind::RateLimited if self.0.retry_after.is_some() => Some("repeat it then"),
            ErrorKind::RateLimited => Some("wait a little, then repeat it"),
            ErrorKind::Server if self.0.retry_after.is_some() => Some("repeat it then"),
            ErrorKind::Server => Some("repeat it later"),
            ErrorKind::Connection => Some("look at the network, then repeat it"),
            ErrorKind::Malformed => {
                Some("repeat it; if it stays so, the system does not answer as its documents say")
            }
            // A system says what it did not find; a wrong address says nothing.
            ErrorKind::NotFound if self.0.reasons.is_empty() => {
                Some("look at the id, and whether the base URL of the profile leads to the system")
            }
            ErrorKind::Forbidden => Some("ask who runs the system for the right to do it"),
            _ => None,
        }
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        _ => format!("{count} times"),
    }
}

/// Whole seconds, rounded up: who comes back a moment early has come in vain.
fn seconds(wait: Duration) -> String {
    format!("{} s", wait.as_millis().div_ceil(1000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;

    fn report(error: Error, operation: Operation) -> Vec<String> {
        let mut lines = error.asked(&KEY_ACCOUNTS, operation, None).report();
        lines.remove(0);
        lines
    }

    #[test]
    fn to_look_and_to_repeat_are_not_both_advised() {
        let failed = || Error::new(ErrorKind::Server, "the system failed");
        assert_eq!(report(failed(), Operation::List), ["repeat it later"]);
        for (operation, what) in [
            (Operation::Create, "the account was made"),
            (Operation::Update, "the change was made"),
            (Operation::Upsert, "the change was made"),
            (Operation::Delete, "the account was deleted"),
            (Operation::Sync, "the sync was begun"),
        ] {
            let line = format!("it is not known whether {what}: look before you repeat it");
            assert_eq!(report(failed(), operation), [line]);
        }
    }

    #[test]
    fn the_wait_that_a_system_asks_for_is_when_to_repeat() {
        let limited = Error::new(ErrorKind::RateLimited, "too many calls")
            .retry_after(Some(Duration::from_millis(1_001)));
        let lines = ["the system asks to wait 2 s", "repeat it then"];
        assert_eq!(report(limited, Operation::Get), lines);
    }

    #[test]
    fn sending_and_looking_are_told_apart() {
        let lost = |sent, looks| {
            let error = Error::new(ErrorKind::Connection, "lost").attempts(sent);
            report(error.looked(looks), Operation::Create).remove(0)
        };
        assert_eq!(lost(3, 0), "it was tried 3 times");
        assert_eq!(lost(1, 3), "it was sent once, and then looked for 3 times");
        assert_eq!(lost(2, 1), "it was sent 2 times, and then looked for once");
    }
}
