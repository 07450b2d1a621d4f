//! Clients of a running sandbox, over the real HTTP stack.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use roster_core::account::Account;
use roster_core::call::{Cancel, Elapsed};
use roster_core::client::{Client, ListQuery, Settings};
use roster_core::collection::Collection;
use roster_core::edit::Draft;
use roster_core::error::{Error, Result};
use roster_core::http::native::NativeTransport;
use roster_core::http::{BaseUrl, Secrets, Transport};
use roster_core::message::{Request, Response, Secret, TransportError};
use roster_core::schema::{Resource, System};
use roster_sandbox::{Sandbox, credentials};

/// A secret that does not change.
pub struct Fixed(pub String);

impl Secrets for Fixed {
    async fn secret(&self, _refused: Option<&Secret>) -> Result<Secret> {
        Ok(Secret::new(self.0.clone()))
    }
}

/// The real transport, with a randomness that makes every wait before a repetition none, and every
/// id another.
pub struct Quick(NativeTransport, AtomicU64);

impl Transport for Quick {
    fn send(
        &self,
        base: &BaseUrl,
        request: Request,
        within: Duration,
    ) -> impl Future<Output = Result<Response, TransportError>> {
        self.0.send(base, request, within)
    }

    fn now(&self) -> Elapsed {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> {
        self.0.sleep(duration)
    }

    fn random(&self) -> u128 {
        u128::from(self.1.fetch_add(1, Ordering::Relaxed))
    }
}

pub type TestClient = Client<Quick, Fixed>;

/// A sandbox with a few accounts, in memory.
pub async fn sandbox() -> Sandbox {
    Sandbox::start(roster_sandbox::Settings {
        accounts: 30,
        ..Default::default()
    })
    .await
    .expect("a sandbox")
}

/// The credentials that a sandbox takes for a system.
pub fn secret(system: System) -> String {
    match system {
        System::Mpdx => credentials::mpdx_token(),
        System::AgileNow => credentials::AGILENOW_CLIENT_SECRET.to_owned(),
        System::Swift => credentials::SWIFT_TOKEN.to_owned(),
    }
}

pub fn settings(system: System, base_url: &str) -> Settings {
    let mut settings = Settings::new(system, BaseUrl::parse(base_url).expect("a base URL"));
    settings.timeout = Duration::from_secs(20);
    if system == System::AgileNow {
        settings.client_id = Some(credentials::AGILENOW_CLIENT_ID.to_owned());
    }
    settings
}

pub fn client_with(settings: Settings, secret: impl Into<String>) -> TestClient {
    let transport = Quick(
        NativeTransport::new().expect("a transport"),
        AtomicU64::new(1),
    );
    Client::new(settings, transport, Fixed(secret.into()))
}

/// A client of that system in the sandbox.
pub fn client(sandbox: &Sandbox, system: System) -> TestClient {
    let base_url = match system {
        System::Mpdx => sandbox.mpdx_base_url(),
        System::AgileNow => sandbox.agilenow_base_url(),
        System::Swift => sandbox.swift_base_url(),
    };
    client_with(settings(system, &base_url), secret(system))
}

pub async fn load(client: &TestClient, resource: &'static Resource) -> Collection {
    let query = ListQuery::default();
    client
        .load(resource, query, &Cancel::never(), |_| {})
        .await
        .expect("every account")
}

pub async fn get(client: &TestClient, resource: &'static Resource, id: &str) -> Result<Account> {
    client.get(resource, id, &Cancel::never()).await
}

/// A draft with those values.
pub fn filled(mut draft: Draft, values: &[(&str, &str)]) -> Draft {
    for (field, text) in values {
        draft
            .set_text(field, text)
            .unwrap_or_else(|error| panic!("{field}: {error}"));
    }
    draft
}

/// What the member reads as.
pub fn words(account: &Account, field: &str) -> String {
    account
        .get(field)
        .unwrap_or_else(|| panic!("no {field}"))
        .plain()
        .into_owned()
}

/// The reasons of an error, as `field: message`.
pub fn reasons(error: &Error) -> Vec<String> {
    let line = |reason: &roster_core::error::Reason| {
        format!(
            "{}: {}",
            reason.field.as_deref().unwrap_or("-"),
            reason.message
        )
    };
    error.given_reasons().iter().map(line).collect()
}
