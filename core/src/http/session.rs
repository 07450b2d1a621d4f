//! Who asks: the token of a profile, got once for all the calls that wait for it.

use std::future::Future;
use std::sync::PoisonError;
use std::time::Duration;

use futures_util::lock::Mutex;

use crate::call::pace::Pace;
use crate::call::token::Token;
use crate::call::{Elapsed, lost};
use crate::error::{Effect, Error, Result};
use crate::http::{BaseUrl, Transport};
use crate::message::{Request, Secret, TransportError};
use crate::schema::{Authentication, System};
use crate::systems::{protocol, resources};

/// Where the secret of a profile comes from: its bearer token, or its client secret.
pub trait Secrets {
    /// The secret as it is now, asked for each call that needs one. `refused` is the one that the
    /// system has just not taken: a source that keeps secrets gets another.
    fn secret(&self, refused: Option<&Secret>) -> impl Future<Output = Result<Secret>>;
}

/// The token of a profile, shared by all of its calls.
#[derive(Debug)]
pub struct Session<S> {
    system: System,
    base: BaseUrl,
    client_id: Option<String>,
    scope: Option<String>,
    secrets: S,
    /// Held while a token is fetched, so that calls that need one at once fetch it once.
    token: Mutex<Option<Token>>,
    /// Only ever held for a moment, never while something is waited for.
    pace: std::sync::Mutex<Pace>,
}

impl<S: Secrets> Session<S> {
    /// Nobody is asked for a secret before a call needs one.
    pub fn new(system: System, base: BaseUrl, client_id: Option<String>, secrets: S) -> Session<S> {
        Session {
            system,
            base,
            client_id,
            scope: None,
            secrets,
            token: Mutex::new(None),
            pace: std::sync::Mutex::new(Pace::new(protocol(system).rate())),
        }
    }

    /// With what the token may be used for, where client credentials are exchanged for one: the
    /// system's own words with spaces between them; `None` for all that the client may do.
    #[must_use]
    pub fn scoped(mut self, scope: Option<String>) -> Session<S> {
        self.scope = scope;
        self
    }

    /// Where the system is.
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// Does something with the pace that all calls share.
    pub(super) fn paced<O>(&self, work: impl FnOnce(&mut Pace) -> O) -> O {
        // A pace that somebody panicked over is still a pace.
        work(&mut self.pace.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A token that is good now and is not the one that the system refused.
    ///
    /// # Errors
    /// What the source of the secret says, or the token endpoint.
    pub async fn token<T: Transport>(
        &self,
        transport: &T,
        stale: Option<&Secret>,
        within: Duration,
    ) -> Result<Secret> {
        if self.system.authentication() == Authentication::Bearer {
            return self.secrets.secret(stale).await;
        }
        let mut held = self.token.lock().await;
        if let Some(token) = held
            .as_ref()
            .and_then(|token| token.usable(transport.now(), stale))
        {
            return Ok(token);
        }
        // A held token that was refused, or ends soon, is of no more use, whatever comes now.
        let refresh = held
            .take()
            .and_then(|mut token| token.take_refresh(transport.now(), stale));
        let refreshed = match refresh {
            // Whatever keeps it from being exchanged, the credentials are as good.
            Some(refresh) => self.refresh(transport, &refresh, within).await.ok(),
            None => None,
        };
        let token = match refreshed {
            Some(token) => token,
            None => self.exchange(transport, within).await?,
        };
        let secret = token
            .usable(transport.now(), None)
            .ok_or_else(short_lived)?;
        *held = Some(token);
        Ok(secret)
    }

    async fn exchange<T: Transport>(&self, transport: &T, within: Duration) -> Result<Token> {
        let client_id = self.client_id()?;
        let secret = self.secrets.secret(None).await?;
        let scope = self.scope.as_deref();
        let request = protocol(self.system).token_request(client_id, &secret, scope);
        self.granted(transport, request, within).await
    }

    async fn refresh<T: Transport>(
        &self,
        transport: &T,
        refresh: &Secret,
        within: Duration,
    ) -> Result<Token> {
        let request = protocol(self.system).refresh_request(self.client_id()?, refresh);
        self.granted(transport, request, within).await
    }

    fn client_id(&self) -> Result<&str> {
        self.client_id.as_deref().ok_or_else(|| {
            Error::invalid(format!(
                "{} needs a client_id, and the profile has none",
                self.system
            ))
        })
    }

    async fn granted<T: Transport>(
        &self,
        transport: &T,
        request: Option<Request>,
        within: Duration,
    ) -> Result<Token> {
        let request = request
            .ok_or_else(|| Error::invalid(format!("{} has no token endpoint", self.system)))?;
        let asked: Elapsed = transport.now();
        let response = transport
            .send(&self.base, request, within)
            .await
            .map_err(tokenless)?;
        let resource = resources()
            .iter()
            .find(|resource| resource.system == self.system);
        let resource = resource.ok_or_else(|| Error::invalid("the system has no resources"))?;
        Token::granted(resource, &response, asked)
    }
}

/// The token endpoint gave no answer, so the call that needs its token was not sent.
fn tokenless(error: TransportError) -> Error {
    let error = lost(error).effect(Effect::NothingSent);
    let message = format!("no token came: {}", error.message());
    error.worded(message)
}

fn short_lived() -> Error {
    Error::new(
        crate::error::ErrorKind::Unauthorized,
        "the token endpoint gave a token that ends at once",
    )
    .effect(Effect::NothingSent)
}
