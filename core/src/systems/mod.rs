//! The systems: one folder each, which declares its resources and speaks its wire format. Outside
//! of this folder nothing knows a system.
//!
//! A fifth resource is one file and one line in [`resources`]; a fourth system is one folder, one
//! line there and one in [`protocol`].

pub mod agilenow;
pub(crate) mod answer;
pub mod model;
pub mod mpdx;
pub mod swift;

use std::borrow::Cow;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::account::{Account, Change};
use crate::error::{Error, Result};
use crate::message::{Request, Response, Secret};
use crate::schema::{Operation, Resource, System};

/// Every resource that Roster knows.
#[must_use]
pub fn resources() -> &'static [&'static Resource] {
    static RESOURCES: [&Resource; 4] = [
        &mpdx::key_accounts::KEY_ACCOUNTS,
        &mpdx::organization_accounts::ORGANIZATION_ACCOUNTS,
        &agilenow::accounts::ACCOUNTS,
        &swift::accounts::ACCOUNTS,
    ];
    &RESOURCES
}

/// The resource of that id.
///
/// # Errors
/// [`Invalid`](crate::error::ErrorKind::Invalid), naming the ids that there are.
pub fn resource(id: &str) -> Result<&'static Resource> {
    resources()
        .iter()
        .find(|resource| resource.id == id)
        .copied()
        .ok_or_else(|| {
            let known: Vec<&str> = resources().iter().map(|resource| resource.id).collect();
            Error::invalid(format!(
                "no resource {id:?}; there are {}",
                known.join(", ")
            ))
        })
}

/// One thing asked of a resource, in Roster's terms.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// One page of the list.
    List(PageAsk),
    /// One account.
    Get {
        /// Its id, or the value of the field that it is looked up by.
        id: String,
        /// A unique field to look the account up by instead of its id, where the system can.
        by: Option<&'static str>,
    },
    /// A new account.
    Create(CreateAsk),
    /// Other values for an account.
    Update(UpdateAsk),
    /// Other values for the account that matches, or a new one.
    Upsert(Vec<Change>),
    /// One account less.
    Delete {
        /// Its id.
        id: String,
    },
    /// Fresh data from the account's own source.
    Sync {
        /// Its id.
        id: String,
    },
}

/// What a create asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateAsk {
    /// The values.
    pub changes: Vec<Change>,
    /// The id that the account is to have, where the system lets its clients choose: what makes a
    /// create safe to repeat.
    pub id: Option<String>,
}

/// Which page of a list, and what with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageAsk {
    /// Where the page starts.
    pub place: Place,
    /// How many accounts a page has; `None` for the most that suits the system.
    pub size: Option<u32>,
    /// The references whose records come along, so that names can be shown; `None` for all.
    pub include: Option<Vec<String>>,
}

/// Where a page starts, in the system's own terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// At the beginning.
    #[default]
    First,
    /// At the page of that number, counted as the system counts.
    Number(u64),
    /// Behind that cursor.
    After(String),
}

/// What an update asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateAsk {
    /// Of which account.
    pub id: String,
    /// The fields that change, and nothing else.
    pub changes: Vec<Change>,
    /// The account as it was read, where it was.
    pub base: Option<Account>,
    /// The version that the account must still have.
    pub version: Option<String>,
    /// Whether that check is skipped: a person's decision.
    pub overwrite: bool,
}

impl Ask {
    /// The operation that it is.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        match self {
            Ask::List(_) => Operation::List,
            Ask::Get { .. } => Operation::Get,
            Ask::Create(_) => Operation::Create,
            Ask::Update(_) => Operation::Update,
            Ask::Upsert(_) => Operation::Upsert,
            Ask::Delete { .. } => Operation::Delete,
            Ask::Sync { .. } => Operation::Sync,
        }
    }

    /// The account that it is about, where there is one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Ask::Get { id, .. } | Ask::Delete { id } | Ask::Sync { id } => Some(id),
            Ask::Update(update) => Some(&update.id),
            _ => None,
        }
    }

    /// Refuses what the resource's documents do not have.
    ///
    /// # Errors
    /// An operation that is not offered, an id that cannot be one, a field that cannot be sent.
    pub fn check(&self, resource: &'static Resource) -> Result<()> {
        let operation = self.operation();
        if !resource.offers(operation) {
            return Err(Error::unsupported(resource, operation));
        }
        let looked_up = matches!(self, Ask::Get { by: Some(_), .. });
        if let Some(id) = self.id()
            && !looked_up
            && !resource.ids.fits(id)
        {
            return Err(Error::invalid(format!(
                "{id:?} is not an id of a {}: it is {}",
                resource.singular,
                resource.ids.description()
            ))
            .asked(resource, operation, None));
        }
        if let Ask::List(PageAsk {
            include: Some(include),
            ..
        }) = self
        {
            included(resource, include)?;
        }
        let changes: &[Change] = match self {
            Ask::Create(CreateAsk { changes, .. }) | Ask::Upsert(changes) => changes,
            Ask::Update(update) => &update.changes,
            _ => &[],
        };
        match changes
            .iter()
            .find(|change| !change.field.access.sent_by(operation))
        {
            None => Ok(()),
            Some(change) => Err(Error::invalid(format!(
                "{} cannot be sent by {operation}",
                change.field.name
            ))
            .asked(resource, operation, self.id())),
        }
    }
}

fn included(resource: &'static Resource, include: &[String]) -> Result<()> {
    let known: Vec<&str> = resource.references().map(|field| field.name).collect();
    match include.iter().find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let allowed = if known.is_empty() {
                "it has none".to_owned()
            } else {
                known.join(", ")
            };
            Err(
                Error::invalid(format!("{name:?} cannot be included; there are: {allowed}")).asked(
                    resource,
                    Operation::List,
                    None,
                ),
            )
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A page of a list.
    Page(Page),
    /// The account, as the system holds it now.
    Account(Account),
    /// It is done; there is nothing to show.
    Done,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its accounts, in the system's order.
    pub accounts: Vec<Account>,
    /// How many the whole list has, as far as the system says.
    pub total: Option<u64>,
    /// The number of the last page, where pages are numbered and the system says: all of them can
    /// be asked for without waiting for one another.
    pub last: Option<u64>,
    /// Where the next page starts; `None` after the last one.
    pub next: Option<Place>,
}

/// The wire format of a system: requests from asks, outcomes and errors from answers. No I/O.
pub trait Protocol: Sync {
    /// The request for an ask that [`Ask::check`] let through.
    ///
    /// # Errors
    /// A value that the wire format cannot say.
    fn request(&self, resource: &'static Resource, ask: &Ask) -> Result<Request>;

    /// What an answer with a 2xx status says.
    ///
    /// # Errors
    /// [`Malformed`](crate::error::ErrorKind::Malformed), saying what came and where it went wrong.
    fn outcome(
        &self,
        resource: &'static Resource,
        ask: &Ask,
        response: &Response,
    ) -> Result<Outcome>;

    /// The error that any other answer tells of, with the system's own reasons.
    fn refusal(&self, resource: &'static Resource, response: &Response) -> Error;

    /// An id for a new account, from 128 random bits, where the system lets its clients choose.
    fn new_id(&self, _random: u128) -> Option<String> {
        None
    }

    /// What to ask in order to learn whether a create whose answer was lost was carried out; `None`
    /// where there is nothing to find it by.
    fn look(&self, _create: &CreateAsk) -> Option<Ask> {
        None
    }

    /// What the answer to [`Protocol::look`] says of the create.
    fn found(&self, _create: &CreateAsk, _looked: &Ask, _answer: Result<Outcome>) -> Found {
        Found::Unsure(None)
    }

    /// How many calls the system takes in how long, where its documents say.
    fn rate(&self) -> Option<Rate> {
        None
    }

    /// The request that exchanges client credentials for a token, where the system has one.
    fn token_request(&self, _client_id: &str, _client_secret: &Secret) -> Option<Request> {
        None
    }
}

/// What became of a create whose answer was lost.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// It was carried out, and this is the account.
    Made(Box<Account>),
    /// It was not: repeating it makes one account, not two.
    Absent,
    /// This has to be asked as well.
    More(Ask),
    /// It cannot be told; what a person should look at.
    Unsure(Option<String>),
}

/// A rate limit: so many calls in any stretch of time so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Calls.
    pub calls: usize,
    /// The stretch.
    pub per: Duration,
}

/// The wire format of that system.
#[must_use]
pub fn protocol(system: System) -> &'static dyn Protocol {
    match system {
        System::Mpdx => &mpdx::Mpdx,
        System::AgileNow => &agilenow::AgileNow,
        System::Swift => &swift::Swift,
    }
}

/// What RFC 3986 lets stand in a path segment unencoded.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Text as one segment of a path, or one name or value of a query or form.
pub(crate) fn percent_encoded(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, UNRESERVED).into()
}
