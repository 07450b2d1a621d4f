//! A system as one profile reaches it: every call, as an async function.

mod listing;
mod save;
mod side;

use std::sync::Arc;
use std::time::Duration;

pub use listing::{ListQuery, Listing, Moved, Progress};
pub use save::Saved;
pub use side::without_token;

use crate::account::Account;
use crate::call::{Call, Cancel, Limits};
use crate::collection::Collection;
use crate::error::{Effect, Error, ErrorKind, Result};
use crate::http::{BaseUrl, Secrets, Session, Transport, drive};
use crate::nearest;
use crate::schema::{Resource, System};
use crate::systems::{Ask, Outcome};
use crate::text;

/// How a profile reaches its system.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which system.
    pub system: System,
    /// Where it is.
    pub base_url: BaseUrl,
    /// The OAuth client, for systems with client credentials.
    pub client_id: Option<String>,
    /// What its tokens may be used for, in the system's own words with spaces between them; `None`
    /// for all that the client may do.
    pub scope: Option<String>,
    /// Whether calls that change something are refused before they are sent.
    pub read_only: bool,
    /// How long a call may take, every repetition and wait in it.
    pub timeout: Duration,
    /// How long one attempt to read may take.
    pub attempt: Duration,
}

impl Settings {
    /// A minute for a call: an official client of MPDX waits 50 seconds for the slow ones.
    pub const TIMEOUT: Duration = Duration::from_secs(60);
    /// Twenty seconds for one attempt to read.
    pub const ATTEMPT: Duration = Duration::from_secs(20);

    /// Settings with nothing but the necessary.
    #[must_use]
    pub fn new(system: System, base_url: BaseUrl) -> Settings {
        Settings {
            system,
            base_url,
            client_id: None,
            scope: None,
            read_only: false,
            timeout: Self::TIMEOUT,
            attempt: Self::ATTEMPT,
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

impl<T: Transport, S: Secrets> Client<T, S> {
    /// A client; nothing is sent yet.
    pub fn new(settings: Settings, transport: T, secrets: S) -> Client<T, S> {
        let session = Session::new(
            settings.system,
            settings.base_url.clone(),
            settings.client_id.clone(),
            secrets,
        )
        .scoped(settings.scope.clone());
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
        Listing::new(self.clone(), resource, query, cancel.clone())
    }

    /// Every account, in a collection, which also knows of the records that could not be read.
    /// `on_page` is told after each page.
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
            collection.insert_all(&page.accounts);
            collection.miss(page.unread);
            on_page(listing.progress());
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
        self.account(
            resource,
            Ask::Get {
                id: id.to_owned(),
                by: None,
            },
            cancel,
        )
        .await
    }

    /// One account, looked up by another unique field than its id.
    ///
    /// # Errors
    /// Among others [`ErrorKind::NotFound`], and [`ErrorKind::Invalid`] for a field that the system
    /// does not look accounts up by.
    pub async fn find(
        &self,
        resource: &'static Resource,
        by: &str,
        value: &str,
        cancel: &Cancel,
    ) -> Result<Account> {
        let Some(field) = resource.field(by) else {
            let names = resource.found_by.iter().copied();
            let hint = nearest::suggestion(by, names);
            return Err(Error::invalid(format!(
                "there is no field \"{}\" to find a {} by; {hint}",
                text::excerpt(by, 40),
                resource.singular
            )));
        };
        let ask = Ask::Get {
            id: value.to_owned(),
            by: Some(field.name),
        };
        self.account(resource, ask, cancel).await
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
        let limits = Limits {
            call: settings.timeout,
            attempt: settings.attempt,
        };
        let call = Call::new(resource, ask, transport.now(), limits)?;
        drive(transport, session, call, cancel).await
    }
}
