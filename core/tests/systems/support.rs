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
use roster_sandbox::{ClockHands, Sandbox, credentials};

/// A secret that does not change.
pub struct Fixed(pub String);

impl Secrets for Fixed {
    async fn secret(&self, _refused: Option<&Secret>) -> Result<Secret> {
        Ok(Secret::new(self.0.clone()))
    }
}

/// The real transport, with a randomness that makes the jitter before a repetition none and every
/// id another, and with a clock that can go faster than the real one.
pub struct Quick {
    transport: NativeTransport,
    ids: AtomicU64,
    times: u32,
}

impl Transport for Quick {
    fn send(
        &self,
        base: &BaseUrl,
        request: Request,
        within: Duration,
    ) -> impl Future<Output = Result<Response, TransportError>> {
        self.transport.send(base, request, within)
    }

    fn now(&self) -> Elapsed {
        self.transport.now() * self.times
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> {
        self.transport.sleep(duration / self.times)
    }

    fn random(&self) -> u128 {
        u128::from(self.ids.fetch_add(1, Ordering::Relaxed))
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
    let transport = NativeTransport::new().expect("a transport");
    client_over(transport, 1, settings, secret)
}

fn client_over(
    transport: NativeTransport,
    times: u32,
    settings: Settings,
    secret: impl Into<String>,
) -> TestClient {
    let ids = AtomicU64::new(1);
    Client::new(
        settings,
        Quick {
            transport,
            ids,
            times,
        },
        Fixed(secret.into()),
    )
}

/// A client whose seconds are twentieths of one, for what a system asks to wait for.
pub fn hasty(sandbox: &Sandbox, system: System) -> TestClient {
    let transport = NativeTransport::new().expect("a transport");
    let mut settings = settings(system, &base_url(sandbox, system));
    settings.timeout = Settings::TIMEOUT;
    client_over(transport, 20, settings, secret(system))
}

/// A client that reads no answer larger than that.
pub fn narrow(sandbox: &Sandbox, system: System, largest: usize) -> TestClient {
    let transport = NativeTransport::new()
        .expect("a transport")
        .largest_answer(largest);
    client_over(
        transport,
        1,
        settings(system, &base_url(sandbox, system)),
        secret(system),
    )
}

/// A sandbox whose time stands until it is moved.
pub async fn sandbox_with_hands() -> (Sandbox, ClockHands) {
    let (clock, hands) = roster_sandbox::Clock::manual(1_700_000_000);
    let settings = roster_sandbox::Settings {
        accounts: 5,
        clock,
        ..Default::default()
    };
    (Sandbox::start(settings).await.expect("a sandbox"), hands)
}

fn base_url(sandbox: &Sandbox, system: System) -> String {
    match system {
        System::Mpdx => sandbox.mpdx_base_url(),
        System::AgileNow => sandbox.agilenow_base_url(),
        System::Swift => sandbox.swift_base_url(),
    }
}

/// A client of that system in the sandbox.
pub fn client(sandbox: &Sandbox, system: System) -> TestClient {
    client_with(settings(system, &base_url(sandbox, system)), secret(system))
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
