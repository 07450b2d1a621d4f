//! A system as one profile reaches it: every call, as an async function.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use crate::account::{Account, Change};
use crate::call::{Call, Cancel};
use crate::collection::Collection;
use crate::edit::{Discrepancy, Draft, FieldChange, compare};
use crate::error::{Conflict, Effect, Error, ErrorKind, Reason, Result};
use crate::http::{BaseUrl, Secrets, Session, Transport, drive};
use crate::schema::{Field, Kind, Locking, Operation, Resource, System};
use crate::systems::{Ask, Outcome, Page, PageAsk, Place, UpdateAsk};
use crate::value::Value;

/// How often an update is merged with changes of others before it is given back to the person.
const MERGES: usize = 3;

/// How a profile reaches its system.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which system.
    pub system: System,
    /// Where it is.
    pub base_url: BaseUrl,
    /// The OAuth client, for systems with client credentials.
    pub client_id: Option<String>,
    /// Whether calls that change something are refused before they are sent.
    pub read_only: bool,
    /// How long a call may take, everything in it.
    pub timeout: Duration,
}

impl Settings {
    /// A minute for a call: an official client of MPDX waits 50 seconds for the slow ones.
    pub const TIMEOUT: Duration = Duration::from_secs(60);

    /// Settings with nothing but the necessary.
    #[must_use]
    pub fn new(system: System, base_url: BaseUrl) -> Settings {
        Settings {
            system,
            base_url,
            client_id: None,
            read_only: false,
            timeout: Self::TIMEOUT,
        }
    }
}

/// A system as one profile reaches it. Clones share their token and connections.
#[derive(Debug)]
pub struct Client<T, S>(Arc<Inner<T, S>>);

#[derive(Debug)]
struct Inner<T, S> {
    settings: Settings,
    transport: T,
    session: Session<S>,
}

impl<T, S> Clone for Client<T, S> {
    fn clone(&self) -> Self {
        Client(Arc::clone(&self.0))
    }
}

/// What a list is asked for with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Accounts on a page; `None` for what suits the system.
    pub page_size: Option<u32>,
    /// References whose names come along; `None` for all of them.
    pub include: Option<Vec<String>>,
}

/// How far the loading of a collection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Accounts that are there.
    pub loaded: usize,
    /// Accounts that there are, as far as the system says.
    pub total: Option<u64>,
}

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
    /// A client; nothing is sent yet.
    pub fn new(settings: Settings, transport: T, secrets: S) -> Client<T, S> {
        let session = Session::new(
            settings.system,
            settings.base_url.clone(),
            settings.client_id.clone(),
            secrets,
        );
        Client(Arc::new(Inner {
            settings,
            transport,
            session,
        }))
    }

    /// How it reaches the system.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The accounts, page after page.
    pub fn list(
        &self,
        resource: &'static Resource,
        query: ListQuery,
        cancel: &Cancel,
    ) -> Listing<T, S> {
        Listing {
            client: self.clone(),
            resource,
            query,
            cancel: cancel.clone(),
            next: Some(Place::First),
            followed: HashSet::new(),
        }
    }

    /// Every account, in a collection. `on_page` is told after each page.
    ///
    /// # Errors
    /// The first page that fails. To keep what came before it, use [`Client::list`].
    pub async fn load(
        &self,
        resource: &'static Resource,
        query: ListQuery,
        cancel: &Cancel,
        mut on_page: impl FnMut(Progress),
    ) -> Result<Collection> {
        let mut collection = Collection::new(resource);
        let mut listing = self.list(resource, query, cancel);
        while let Some(page) = listing.next().await {
            let page = page?;
            for account in page.accounts {
                collection.insert(account);
            }
            on_page(Progress {
                loaded: collection.len(),
                total: page.total,
            });
        }
        Ok(collection)
    }

    /// One account.
    ///
    /// # Errors
    /// Among others [`ErrorKind::NotFound`].
    pub async fn get(
        &self,
        resource: &'static Resource,
        id: &str,
        cancel: &Cancel,
    ) -> Result<Account> {
        self.account(resource, Ask::Get { id: id.to_owned() }, cancel)
            .await
    }

    /// Removes an account.
    ///
    /// # Errors
    /// Among others [`ErrorKind::NotFound`].
    pub async fn delete(
        &self,
        resource: &'static Resource,
        id: &str,
        cancel: &Cancel,
    ) -> Result<()> {
        self.call(resource, Ask::Delete { id: id.to_owned() }, cancel)
            .await
            .map(drop)
    }

    /// Asks the system to fetch the account's data from its source. Nothing tells when that is done.
    ///
    /// # Errors
    /// Among others [`ErrorKind::Unsupported`], for accounts without a source.
    pub async fn sync(&self, resource: &'static Resource, id: &str, cancel: &Cancel) -> Result<()> {
        self.call(resource, Ask::Sync { id: id.to_owned() }, cancel)
            .await
            .map(drop)
    }

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
        let asked = draft.changes();
        match operation {
            Operation::Update => self.update(draft.clone(), cancel).await,
            _ => {
                let ask = match operation {
                    Operation::Upsert => Ask::Upsert(changes(&asked)),
                    _ => Ask::Create(changes(&asked)),
                };
                let account = self.account(resource, ask, cancel).await?;
                Ok(Saved {
                    differs: compare(&asked, &account),
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
                let theirs = self.get(resource, base.id(), cancel).await?;
                if theirs.version() != draft.version() {
                    draft = rebased(&draft, theirs, None)?;
                    merged = true;
                }
            }
            let asked = draft.changes();
            let (Some(base), false) = (draft.base(), asked.is_empty()) else {
                return Ok(Saved {
                    account: draft.mine(),
                    differs: Vec::new(),
                    merged,
                });
            };
            let ask = Ask::Update(UpdateAsk {
                id: base.id().to_owned(),
                changes: changes(&asked),
                base: Some(base.clone()),
                version: draft.version().map(str::to_owned),
                overwrite: draft.overwrites(),
            });
            match self.account(resource, ask, cancel).await {
                Ok(account) => {
                    return Ok(Saved {
                        differs: compare(&asked, &account),
                        account,
                        merged,
                    });
                }
                Err(error) if error.is_stale_version() => {
                    // Without the other side there is nothing to merge or to show.
                    let Ok(theirs) = self.get(resource, base.id(), cancel).await else {
                        return Err(error);
                    };
                    draft = rebased(&draft, theirs, Some(error))?;
                    merged = true;
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

    async fn account(
        &self,
        resource: &'static Resource,
        ask: Ask,
        cancel: &Cancel,
    ) -> Result<Account> {
        let operation = ask.operation();
        match self.call(resource, ask, cancel).await? {
            Outcome::Account(account) => Ok(account),
            _ => Err(
                Error::new(ErrorKind::Malformed, "the answer holds no account")
                    .effect(Effect::Applied)
                    .asked(resource, operation, None),
            ),
        }
    }

    async fn call(
        &self,
        resource: &'static Resource,
        ask: Ask,
        cancel: &Cancel,
    ) -> Result<Outcome> {
        let Inner {
            settings,
            transport,
            session,
        } = &*self.0;
        if resource.system != settings.system {
            return Err(Error::invalid(format!(
                "the profile is of {}, which has no {}",
                settings.system, resource.id
            )));
        }
        // First what can never be done, then what this profile does not do.
        ask.check(resource)?;
        if settings.read_only && ask.operation().writes() {
            return Err(Error::new(ErrorKind::Forbidden, "the profile is read-only")
                .effect(Effect::NothingSent)
                .asked(resource, ask.operation(), ask.id())
                .advice("remove read_only from the profile to allow it"));
        }
        let call = Call::new(resource, ask, transport.now(), settings.timeout)?;
        drive(transport, session, call, cancel).await
    }
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
    let Some(first) = problems.first() else {
        return Ok(());
    };
    let message = format!("{}: {}", first.field.name, first.message);
    let reasons = problems
        .into_iter()
        .skip(1)
        .map(|problem| Reason {
            field: Some(problem.field.name.to_owned()),
            message: problem.message,
        })
        .collect();
    let id = draft.base().map(Account::id);
    Err(Error::invalid(message)
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

/// A list under way.
#[derive(Debug)]
pub struct Listing<T, S> {
    client: Client<T, S>,
    resource: &'static Resource,
    query: ListQuery,
    cancel: Cancel,
    next: Option<Place>,
    followed: HashSet<String>,
}

impl<T: Transport, S: Secrets> Listing<T, S> {
    /// The next page; `None` after the last one. A page that failed is asked for again when this is
    /// called again, so whoever does not want that stops at the first error.
    pub async fn next(&mut self) -> Option<Result<Page>> {
        let place = self.next.clone()?;
        let ask = Ask::List(PageAsk {
            place,
            size: self.query.page_size,
            include: self.query.include.clone(),
        });
        let outcome = self.client.call(self.resource, ask, &self.cancel).await;
        Some(match outcome {
            Ok(Outcome::Page(page)) => {
                self.next = page.next.clone().filter(|next| self.is_new(next));
                Ok(page)
            }
            Ok(_) => {
                self.next = None;
                Err(
                    Error::new(ErrorKind::Malformed, "the answer holds no page").asked(
                        self.resource,
                        Operation::List,
                        None,
                    ),
                )
            }
            Err(error) => Err(error),
        })
    }

    /// A cursor that was followed before would lead in a circle.
    fn is_new(&mut self, next: &Place) -> bool {
        match next {
            Place::After(cursor) => self.followed.insert(cursor.clone()),
            _ => true,
        }
    }
}
