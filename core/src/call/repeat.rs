//! When a call may be repeated, and when.

use std::time::Duration;

use crate::error::{Effect, Error, ErrorKind};
use crate::schema::{Locking, Resource};
use crate::systems::Ask;

/// How often a call is sent at the most.
pub const ATTEMPTS: u32 = 4;

/// The first wait is up to this long, each further one up to twice the one before.
const FIRST: Duration = Duration::from_millis(500);
/// No wait is longer, unless the system asks for it.
const LONGEST: Duration = Duration::from_secs(20);

/// What may be done after an answer was lost, or the system failed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// The same again: it reads, or a second time changes nothing more.
    Same,
    /// Look what became of it, then decide.
    Look,
    /// Nothing: a second time might do it twice, or undo what others did.
    Never,
}

/// How an ask may be repeated after its outcome is unknown.
pub fn after_loss(resource: &Resource, ask: &Ask) -> Repeat {
    match ask {
        Ask::List(_) | Ask::Get { .. } => Repeat::Same,
        Ask::Create(_) => Repeat::Look,
        // The version is refused when the first one was applied.
        Ask::Update(update) => match resource.locking {
            Locking::Checked(_) if update.version.is_some() && !update.overwrite => Repeat::Same,
            _ => Repeat::Never,
        },
        // Without a key an upsert is a create.
        Ask::Upsert(changes) => {
            let keyed = changes.iter().any(|change| {
                resource.is_matched_by(change.field) && !change.value.plain().is_empty()
            });
            if keyed { Repeat::Same } else { Repeat::Never }
        }
        Ask::Side(side) if !side.operation.writes() => Repeat::Same,
        Ask::Delete { .. } | Ask::Sync { .. } | Ask::Side(_) => Repeat::Never,
    }
}

/// Whether the failure is one that may pass.
pub fn passes(error: &Error) -> bool {
    error.kind().retryable()
}

/// Whether the failed request was certainly not carried out, so that anything may be repeated:
/// it never arrived, or was turned away at the door.
pub fn untouched(error: &Error) -> bool {
    error.kind() == ErrorKind::RateLimited
        || (error.kind() == ErrorKind::Connection && error.what_was_done() == Effect::NothingSent)
}

/// The wait before the next attempt: full jitter, so that many clients that failed at once do not
/// come back at once. `chance` is from 0 to 1. What the system asks for comes on top.
pub fn wait(failed: u32, chance: f64, asked: Option<Duration>) -> Duration {
    let most = FIRST
        .saturating_mul(1 << failed.saturating_sub(1).min(16))
        .min(LONGEST);
    let jitter = most.mul_f64(chance.clamp(0.0, 1.0));
    asked.unwrap_or_default().saturating_add(jitter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Change;
    use crate::systems::agilenow::accounts::ACCOUNTS;
    use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;
    use crate::systems::{CreateAsk, UpdateAsk};
    use crate::value::Value;

    #[test]
    fn only_what_is_safe_is_repeated() {
        let id = || "1".to_owned();
        let update = |version: Option<&str>, overwrite| {
            Ask::Update(UpdateAsk {
                id: id(),
                changes: Vec::new(),
                base: None,
                version: version.map(str::to_owned),
                overwrite,
            })
        };
        let key = |name: &str, value: &str| {
            let field = ACCOUNTS.field(name).expect("a field");
            Ask::Upsert(vec![Change {
                field,
                value: Value::text(value),
            }])
        };
        let create = Ask::Create(CreateAsk {
            changes: Vec::new(),
            id: None,
        });
        let mpdx = |ask| after_loss(&KEY_ACCOUNTS, &ask);
        assert_eq!(mpdx(Ask::Get { id: id(), by: None }), Repeat::Same);
        assert_eq!(
            mpdx(update(Some("2022-01-12T17:17:58Z"), false)),
            Repeat::Same
        );
        assert_eq!(
            mpdx(update(Some("2022-01-12T17:17:58Z"), true)),
            Repeat::Never
        );
        assert_eq!(mpdx(update(None, false)), Repeat::Never);
        assert_eq!(mpdx(create), Repeat::Look);
        assert_eq!(mpdx(Ask::Delete { id: id() }), Repeat::Never);
        assert_eq!(mpdx(Ask::Sync { id: id() }), Repeat::Never);
        let agilenow = |ask| after_loss(&ACCOUNTS, &ask);
        assert_eq!(agilenow(update(Some("x"), false)), Repeat::Never);
        for (name, value, repeat) in [
            ("Username", "anna", Repeat::Same),
            ("ExternalId", "7", Repeat::Same),
            ("Id", "1", Repeat::Same),
            ("Username", "", Repeat::Never),
            // Unique, but no upsert looks for it.
            ("Email", "anna@example.org", Repeat::Never),
            ("FirstName", "Anna", Repeat::Never),
        ] {
            assert_eq!(agilenow(key(name, value)), repeat, "{name}={value}");
        }
    }

    #[test]
    fn waits_grow_within_bounds_and_obey_the_system() {
        assert_eq!(wait(1, 1.0, None), FIRST);
        assert_eq!(wait(2, 1.0, None), FIRST * 2);
        assert_eq!(wait(3, 0.5, None), FIRST * 2);
        assert_eq!(wait(40, 1.0, None), LONGEST);
        assert_eq!(wait(1, 0.0, None), Duration::ZERO);
        assert_eq!(wait(1, 1.0, Some(FIRST * 10)), FIRST * 11);
    }
}
