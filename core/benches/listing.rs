//! How long a list takes, beside the least that the rate limit and the latency allow.
//!
//! 10,000 key accounts at 100 on a page, from a sandbox that answers after 50 ms and keeps MPDX's
//! limit of 50 calls in 10 seconds. Run by `cargo xtask bench`.

use std::time::{Duration, Instant};

use roster_core::call::Cancel;
use roster_core::client::{Client, ListQuery, Settings};
use roster_core::error::Result;
use roster_core::http::native::NativeTransport;
use roster_core::http::{BaseUrl, Secrets};
use roster_core::message::Secret;
use roster_core::schema::System;
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::{Rate, protocol};
use roster_sandbox::{Sandbox, credentials};

const ACCOUNTS: usize = 10_000;
const PAGE: usize = 100;
const LATENCY: Duration = Duration::from_millis(50);

/// What the list may take, in times of the least.
const ALLOWED: f64 = 1.2;

struct Token;

impl Secrets for Token {
    async fn secret(&self, _refused: Option<&Secret>) -> Result<Secret> {
        Ok(Secret::new(credentials::mpdx_token()))
    }
}

/// The last call cannot be counted before all but the last stretch's worth have left the limit's
/// window, and its answer takes the latency.
fn least(calls: usize) -> Duration {
    let Rate { calls: limit, per } = protocol(System::Mpdx).rate().expect("a documented rate");
    let stretches = (calls - 1) / limit;
    per * u32::try_from(stretches).expect("few stretches") + LATENCY
}

#[tokio::main]
async fn main() {
    let settings = roster_sandbox::Settings {
        accounts: ACCOUNTS,
        rate_limit: true,
        faults: vec![
            format!("latency:{}", LATENCY.as_millis())
                .parse()
                .expect("a fault"),
        ],
        ..Default::default()
    };
    let sandbox = Sandbox::start(settings).await.expect("a sandbox");
    let base_url = BaseUrl::parse(&sandbox.mpdx_base_url()).expect("a base URL");
    let transport = NativeTransport::new().expect("a transport");
    let client = Client::new(Settings::new(System::Mpdx, base_url), transport, Token);
    let query = ListQuery {
        page_size: Some(u32::try_from(PAGE).expect("a page size")),
        ..ListQuery::default()
    };

    let begun = Instant::now();
    let mut first = None;
    let loaded = client
        .load(&KEY_ACCOUNTS, query, &Cancel::never(), |_| {
            first.get_or_insert(begun.elapsed());
        })
        .await
        .expect("every account");
    let took = begun.elapsed();

    let log = sandbox.log();
    let counts = log.counts(roster_sandbox::System::Mpdx);
    let calls = ACCOUNTS.div_ceil(PAGE);
    let least = least(calls);
    let ratio = took.as_secs_f64() / least.as_secs_f64();
    println!(
        "{} accounts in {} calls, {PAGE} on a page, {LATENCY:?} of latency",
        loaded.len(),
        counts.received
    );
    println!(
        "first page after {first:?}",
        first = first.unwrap_or_default()
    );
    println!("at best {least:?}, took {took:?}: {ratio:.3} times (at most {ALLOWED})");
    println!(
        "the fullest 10 seconds had {} of 50 calls; refused: {}",
        counts.most_in_10_seconds,
        counts.answered.get(&429).unwrap_or(&0)
    );
    sandbox.stop().await.expect("an end");
    assert!(ratio <= ALLOWED, "too slow");
}
