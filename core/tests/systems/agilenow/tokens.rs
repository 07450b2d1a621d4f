//! Tokens of client credentials: their scope, their end, and what renews them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use roster_core::call::{Cancel, Elapsed};
use roster_core::client::Client;
use roster_core::error::{ErrorKind, Result};
use roster_core::http::native::NativeTransport;
use roster_core::http::{BaseUrl, Secrets, Transport};
use roster_core::message::{Request, Response, Secret, TransportError};
use roster_core::schema::System;
use roster_core::systems::agilenow::accounts::ACCOUNTS;
use roster_sandbox::{ClockHands, Sandbox, credentials, landmarks};

use crate::support::*;

const DAY: Duration = Duration::from_secs(86_400);

/// The real transport with a clock that is moved by hand.
struct Moved(NativeTransport, Arc<AtomicU64>);

impl Transport for Moved {
    fn send(
        &self,
        base: &BaseUrl,
        request: Request,
        within: Duration,
    ) -> impl Future<Output = Result<Response, TransportError>> {
        self.0.send(base, request, within)
    }

    fn now(&self) -> Elapsed {
        Duration::from_secs(self.1.load(Ordering::Relaxed))
    }

    fn sleep(&self, duration: Duration) -> impl Future<Output = ()> {
        self.0.sleep(duration)
    }

    fn random(&self) -> u128 {
        self.0.random()
    }
}

/// A source that counts how often the secret was asked for.
struct Counted(Arc<AtomicU64>);

impl Secrets for Counted {
    async fn secret(&self, _refused: Option<&Secret>) -> Result<Secret> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(Secret::new(credentials::AGILENOW_CLIENT_SECRET))
    }
}

struct Bench {
    sandbox: Sandbox,
    hands: ClockHands,
    clock: Arc<AtomicU64>,
    asked: Arc<AtomicU64>,
    client: Client<Moved, Counted>,
}

impl Bench {
    async fn new() -> Bench {
        let (sandbox, hands) = sandbox_with_hands().await;
        let (clock, asked) = (Arc::<AtomicU64>::default(), Arc::<AtomicU64>::default());
        let settings = settings(System::AgileNow, &sandbox.agilenow_base_url());
        let transport = NativeTransport::new().expect("a transport");
        let client = Client::new(
            settings,
            Moved(transport, Arc::clone(&clock)),
            Counted(Arc::clone(&asked)),
        );
        Bench {
            sandbox,
            hands,
            clock,
            asked,
            client,
        }
    }

    fn later(&self, by: Duration) {
        self.hands.advance(by);
        self.clock.fetch_add(by.as_secs(), Ordering::Relaxed);
    }

    /// Reads an account, and tells how often the secret was asked for so far.
    async fn read(&self) -> u64 {
        let never = Cancel::never();
        let account = self
            .client
            .get(&ACCOUNTS, landmarks::AGILENOW_ACCOUNT, &never);
        account.await.expect("an account");
        self.asked.load(Ordering::Relaxed)
    }

    fn tokens(&self) -> usize {
        let received = self.sandbox.log().received().into_iter();
        received
            .filter(|call| call.path.ends_with("/Token"))
            .count()
    }
}

#[tokio::test]
async fn a_token_that_ends_is_renewed_with_its_refresh_token() {
    let bench = Bench::new().await;
    assert_eq!(bench.read().await, 1);
    bench.later(Duration::from_secs(3_500));
    assert_eq!((bench.read().await, bench.tokens()), (1, 1));
    // Each refresh token is good once, and brings another.
    for tokens in 2..5 {
        bench.later(Duration::from_secs(3_599));
        assert_eq!((bench.read().await, bench.tokens()), (1, tokens));
    }
    bench.sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn after_90_days_or_a_refusal_the_credentials_are_used_again() {
    let bench = Bench::new().await;
    assert_eq!(bench.read().await, 1);
    bench.later(91 * DAY);
    assert_eq!((bench.read().await, bench.tokens()), (2, 2));
    // The system's 90 days are over before Roster's.
    bench.hands.advance(91 * DAY);
    bench.clock.fetch_add(3_599, Ordering::Relaxed);
    assert_eq!((bench.read().await, bench.tokens()), (3, 4));
    bench.sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_token_that_is_refused_before_its_end_is_replaced_with_the_credentials() {
    let bench = Bench::new().await;
    assert_eq!(bench.read().await, 1);
    bench.hands.advance(Duration::from_secs(3_700));
    assert_eq!((bench.read().await, bench.tokens()), (2, 2));
    let statuses: Vec<_> = bench
        .sandbox
        .log()
        .received()
        .iter()
        .map(|call| call.status)
        .collect();
    assert_eq!(
        statuses,
        [Some(200), Some(200), Some(401), Some(200), Some(200)]
    );
    bench.sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_scope_is_asked_for_and_kept() {
    let sandbox = sandbox().await;
    let mut settings = settings(System::AgileNow, &sandbox.agilenow_base_url());
    settings.scope = Some("AccessManager:Read".to_owned());
    let never = Cancel::never();
    let reader = client_with(settings.clone(), credentials::AGILENOW_CLIENT_SECRET);
    let id = landmarks::AGILENOW_ACCOUNT;
    get(&reader, &ACCOUNTS, id).await.expect("it may read");
    let error = reader.delete(&ACCOUNTS, id, &never).await;
    let error = error.expect_err("it may not delete");
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    let advice = error.what_next().unwrap_or_default();
    assert!(advice.contains("AccessManager:Delete"), "{advice}");

    settings.scope = Some("AccessManager:Nonsense".to_owned());
    let stranger = client_with(settings, credentials::AGILENOW_CLIENT_SECRET);
    let error = get(&stranger, &ACCOUNTS, id)
        .await
        .expect_err("no such scope");
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    let reason = &error.given_reasons()[0].message;
    assert!(reason.contains("scope"), "{reason}");
    sandbox.stop().await.expect("an end");
}
