//! What changed between two readings of the same accounts.

use crate::account::Account;
use crate::collection::Collection;

/// What a newer reading holds that an older one does not, and the other way round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Ids that are new, in the order of the newer reading.
    pub added: Vec<String>,
    /// Accounts that are in both and not the same, in the order of the newer reading.
    pub changed: Vec<ChangedAccount>,
    /// Ids that are gone, in the order of the older reading.
    pub removed: Vec<String>,
}

/// An account that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAccount {
    /// Its id.
    pub id: String,
    /// The members that differ, by name: fields in their order, then those that the documents do
    /// not know.
    pub fields: Vec<String>,
}

impl Difference {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

pub(super) fn difference(older: &Collection, newer: &Collection) -> Difference {
    let mut difference = Difference::default();
    for account in newer.arrivals() {
        let Some(before) = older.find(account.id()) else {
            difference.added.push(account.id().to_owned());
            continue;
        };
        let fields = changed(before, account);
        if !fields.is_empty() {
            difference.changed.push(ChangedAccount {
                id: account.id().to_owned(),
                fields,
            });
        }
    }
    difference.removed = older
        .arrivals()
        .filter(|account| newer.find(account.id()).is_none())
        .map(|account| account.id().to_owned())
        .collect();
    difference
}

/// The members that differ; none when both say that they are the same version.
fn changed(before: &Account, after: &Account) -> Vec<String> {
    if let (Some(one), Some(other)) = (before.version(), after.version())
        && one == other
    {
        return Vec::new();
    }
    let differs = after
        .members()
        .filter(|(name, value)| before.get(name) != Some(value));
    let gone = before
        .members()
        .filter(|(name, _)| after.get(name).is_none());
    let mut names: Vec<&str> = differs.chain(gone).map(|(name, _)| name).collect();
    let resource = after.resource();
    names.sort_by_key(|name| resource.position(name).unwrap_or(usize::MAX));
    names.into_iter().map(str::to_owned).collect()
}
