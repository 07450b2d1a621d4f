//! Saving a draft: merged with what others changed, and compared with what came of it.

use crate::account::{Account, Change};
use crate::call::Cancel;
use crate::client::Client;
use crate::compare::{Discrepancy, compare, same_version};
use crate::edit::{Draft, FieldChange};
use crate::error::{Conflict, Error, ErrorKind, Reason, Result};
use crate::http::{Secrets, Transport};
use crate::schema::{Field, Kind, Locking, Operation, Resource};
use crate::systems::{Ask, CreateAsk, UpdateAsk, protocol};
use crate::value::Value;

/// How often an update is merged with changes of others before it is given back to the person.
const MERGES: usize = 3;

/// What came of saving a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The account, as the system holds it now.
    pub account: Account,
    /// Fields that the system did not keep as they were sent.
    pub differs: Vec<Discrepancy>,
    /// Whether somebody else's change of other fields was merged on the way.
    pub merged: bool,
}

impl<T: Transport, S: Secrets> Client<T, S> {
    /// Sends what a draft changes, and compares the answer with it.
    ///
    /// An update that is stale is merged with the other change, unless the draft is strict about
    /// its version or both changed the same field.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`] with a reason for each field that is not in order;
    /// [`ErrorKind::Conflict`] with [`Error::sides`] when both sides changed the same field.
    pub async fn save(&self, draft: &Draft, cancel: &Cancel) -> Result<Saved> {
        let resource = draft.resource();
        let operation = draft.operation();
        in_order(draft)?;
        match operation {
            Operation::Update => self.update(draft.clone(), cancel).await,
            _ => {
                let sent = changes(&draft.changes());
                let ask = match operation {
                    Operation::Upsert => Ask::Upsert(sent.clone()),
                    _ => Ask::Create(CreateAsk {
                        changes: sent.clone(),
                        id: self.new_id(resource),
                    }),
                };
                let account = self.account(resource, ask, cancel).await?;
                Ok(Saved {
                    differs: compare(&sent, &account),
                    account,
                    merged: false,
                })
            }
        }
    }

    async fn update(&self, mut draft: Draft, cancel: &Cancel) -> Result<Saved> {
        let Some(base) = draft.base().cloned() else {
            return Err(Error::invalid(
                "an update needs the account that it changes",
            ));
        };
        let resource = draft.resource();
        let compares = matches!(resource.locking, Locking::Compared(_)) && !draft.overwrites();
        let mut merged = false;
        for _ in 0..MERGES {
            if compares {
                let theirs = self.get(resource, base.id(), cancel).await;
                let theirs = theirs.map_err(|error| error.before(Operation::Update))?;
                if !same_version(theirs.version(), draft.version()) {
                    merged |= changed_by_others(&draft, &theirs);
                    draft = rebased(&draft, theirs, None)?;
                }
            }
            let sent = changes(&draft.changes());
            let (Some(base), false) = (draft.base(), sent.is_empty()) else {
                return Ok(Saved {
                    account: draft.mine(),
                    differs: Vec::new(),
                    merged,
                });
            };
            let ask = Ask::Update(UpdateAsk {
                id: base.id().to_owned(),
                changes: sent.clone(),
                base: Some(base.clone()),
                version: draft.version().map(str::to_owned),
                overwrite: draft.overwrites(),
            });
            match self.account(resource, ask, cancel).await {
                Ok(account) => {
                    return Ok(Saved {
                        differs: compare(&sent, &account),
                        account,
                        merged,
                    });
                }
                Err(error) if error.is_stale_version() => {
                    // Without the other side there is nothing to merge or to show.
                    let Ok(theirs) = self.get(resource, base.id(), cancel).await else {
                        return Err(error);
                    };
                    merged |= changed_by_others(&draft, &theirs);
                    draft = rebased(&draft, theirs, Some(error))?;
                }
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(
            ErrorKind::Conflict,
            "the account keeps being changed by somebody else",
        )
        .asked(resource, Operation::Update, Some(base.id()))
        .advice("try again when it has come to rest"))
    }

    /// An id of our own choosing, where the system takes one.
    fn new_id(&self, resource: &Resource) -> Option<String> {
        protocol(resource.system).new_id(self.0.transport.random())
    }
}

/// Whether the other version has changes that are not the draft's own: an update whose answer was
/// lost finds itself there when it is repeated.
fn changed_by_others(draft: &Draft, theirs: &Account) -> bool {
    let mine = draft.mine();
    let mut fields = draft.resource().sent_by(Operation::Update);
    fields.any(|field| mine.get(field.name) != theirs.get(field.name))
}

fn changes(asked: &[FieldChange]) -> Vec<Change> {
    asked
        .iter()
        .map(|change| Change {
            field: change.field,
            value: change.to.clone(),
        })
        .collect()
}

/// Refuses a draft that its system would refuse.
fn in_order(draft: &Draft) -> Result<()> {
    let problems = draft.problems();
    if problems.is_empty() {
        return Ok(());
    }
    let reasons = problems
        .into_iter()
        .map(|problem| Reason {
            field: Some(problem.field.name.to_owned()),
            message: problem.message,
        })
        .collect();
    let id = draft.base().map(Account::id);
    Err(Error::invalid("some values are missing or wrong")
        .asked(draft.resource(), draft.operation(), id)
        .reasons(reasons))
}

/// The draft on top of what the system holds now, or the conflict between the two.
fn rebased(draft: &Draft, theirs: Account, refusal: Option<Error>) -> Result<Draft> {
    let clashing: Vec<&'static Field> = if draft.is_strict() {
        draft.changes().iter().map(|change| change.field).collect()
    } else {
        let merge = draft.merge(&theirs);
        if merge.clashes.is_empty() {
            return Ok(merge.draft);
        }
        merge.clashes.iter().map(|clash| clash.field).collect()
    };
    let stale = refusal.unwrap_or_else(|| {
        Error::new(
            ErrorKind::Conflict,
            "the account was changed by somebody else in the meantime",
        )
        .asked(draft.resource(), draft.operation(), Some(theirs.id()))
    });
    Err(stale
        .advice("nothing was overwritten: take their values, or save again with overwrite")
        .conflict(sides(draft, theirs, clashing)))
}

fn sides(draft: &Draft, theirs: Account, fields: Vec<&'static Field>) -> Conflict {
    let (base, mine) = match draft.base() {
        // Of a version that was only named nothing else is known.
        Some(base) if !draft.is_strict() => (base.clone(), draft.mine()),
        _ => {
            let mut base = Account::new(draft.resource(), theirs.id());
            if let (Some(field), Some(version)) =
                (draft.resource().locking.field(), draft.version())
            {
                base.set(field, Value::text(version));
            }
            let mut mine = base.clone();
            let shown = |change: &FieldChange| change.field.kind != Kind::Secret;
            for change in draft.changes().into_iter().filter(shown) {
                mine.set(change.field.name, change.to);
            }
            (base, mine)
        }
    };
    Conflict {
        base,
        mine,
        theirs,
        fields,
    }
}
