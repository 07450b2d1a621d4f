//! The systems: one folder each, which declares its resources and speaks its wire format. Outside
//! of this folder nothing knows a system.
//!
//! A fifth resource is one file and one line in [`resources`]; a fourth system is one folder, one
//! line there and one in [`protocol`].

pub mod agilenow;
pub(crate) mod answer;
mod ask;
pub(crate) mod direct;
pub mod model;
pub mod mpdx;
mod narrow;
mod recorded;
#[cfg(test)]
pub(crate) mod sample;
mod side;
pub mod swift;

use std::borrow::Cow;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub use ask::{Ask, CreateAsk, PageAsk, Place, UpdateAsk};
pub use direct::Answer;
pub use narrow::{Narrowed, Narrowing, narrowed};
pub use recorded::recorded;
pub use side::{SideAsk, SideCall};

use crate::account::Account;
use crate::error::{Error, Result, Unread};
use crate::message::{Request, Response, Secret};
use crate::query::{SortKey, Term};
use crate::schema::{Field, Resource, System};
use crate::systems::direct::Layout;
use crate::value::Reference;

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

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A page of a list.
    Page(Page),
    /// The account, as the system holds it now.
    Account(Account),
    /// It is done; there is nothing to show.
    Done,
    /// The answer to a call beside the operations, for [`SideCall::read`].
    Side(Response),
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its accounts, in the system's order.
    pub accounts: Vec<Account>,
    /// Records of the page that cannot be read, and so are not among them.
    pub unread: Unread,
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

    /// Where the answer to a list has its accounts and their fields.
    fn layout(&self) -> &'static Layout;

    /// The error that any other answer tells of, with the system's own reasons.
    fn refusal(&self, resource: &'static Resource, response: &Response) -> Error;

    /// What of a filter and a sort the system can do itself; nothing, unless it says so.
    fn narrowing(
        &self,
        _resource: &'static Resource,
        _filter: &[Term],
        _sort: &[SortKey],
    ) -> Narrowing {
        Narrowing::default()
    }

    /// Whether an account is of no use without that field, however few are wanted.
    fn always_asked(&self, _field: &Field) -> bool {
        false
    }

    /// The call for a page of the records that a field may point to, where the system lists them.
    fn references(
        &self,
        _resource: &'static Resource,
        _field: &Field,
        _place: &Place,
    ) -> Option<SideCall<References>> {
        None
    }

    /// Why that text is probably not a secret of the system; never a reason to refuse it.
    fn secret_warning(&self, _secret: &Secret) -> Option<String> {
        None
    }

    /// What a token that the system does not take says of itself: whose it is, when it ends, or why
    /// it is probably none. Nothing of the token itself is repeated.
    fn token_says(&self, token: &Secret) -> Option<String> {
        self.secret_warning(token)
    }

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
    /// `scope` is what the token may be used for; `None` for all that the client may do.
    fn token_request(
        &self,
        _client_id: &str,
        _client_secret: &Secret,
        _scope: Option<&str>,
    ) -> Option<Request> {
        None
    }

    /// The request that exchanges the refresh token of an earlier answer for a new token.
    fn refresh_request(&self, _client_id: &str, _refresh_token: &Secret) -> Option<Request> {
        None
    }
}

/// Records that a field may point to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct References {
    /// Each with its id, its name, and what else the system says of it.
    pub records: Vec<Reference>,
    /// Where the next ones start; `None` after the last.
    pub next: Option<Place>,
}

/// Why that text is probably not a secret of the system, for a person who has just typed it. A
/// warning: systems know more kinds of secrets than their documents.
#[must_use]
pub fn secret_warning(system: System, secret: &Secret) -> Option<String> {
    protocol(system).secret_warning(secret)
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
