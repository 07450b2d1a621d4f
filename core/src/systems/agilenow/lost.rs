//! A create whose answer was lost: the account is looked up by what no two accounts share.

use crate::compare::compare;
use crate::error::{ErrorKind, Result};
use crate::systems::{Ask, CreateAsk, Found, Outcome};
use crate::text;

/// The fields that `?Name=` looks up, and one that a POST refuses to see twice.
const KEYS: [&str; 2] = ["ExternalId", "Username"];

/// The look-up.
pub(super) fn look(create: &CreateAsk) -> Option<Ask> {
    KEYS.into_iter().find_map(|key| {
        let change = create
            .changes
            .iter()
            .find(|change| change.field.name == key)?;
        let id = change.value.plain();
        (!id.is_empty()).then(|| Ask::Get {
            id: id.into_owned(),
            by: Some(key),
        })
    })
}

/// An account that holds all that was asked is the one that was made. A missing one can be made
/// without making two: should the lost create still be on its way, the second is refused, because
/// no two accounts share the key.
pub(super) fn found(create: &CreateAsk, looked: &Ask, answer: Result<Outcome>) -> Found {
    let account = match answer {
        Ok(Outcome::Account(account)) => account,
        Err(error) if error.kind() == ErrorKind::NotFound => return Found::Absent,
        _ => return Found::Unsure(None),
    };
    if compare(&create.changes, &account).is_empty() {
        return Found::Made(Box::new(account));
    }
    let key = match looked {
        Ask::Get { id, by: Some(key) } => format!("{key} {}", text::excerpt(id, 60)),
        _ => "that key".to_owned(),
    };
    Found::Unsure(Some(format!(
        "there is an account with {key}, Id {}, which differs from what was sent: look whether it \
         is the new one",
        text::excerpt(account.id(), 60)
    )))
}
