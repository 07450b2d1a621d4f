//! Faults on demand: each through real HTTP, and those of the connection byte by byte.

mod answers;
mod bodies;
mod connection;
mod control;
mod lists;
mod log;
mod often;
mod wire;

use reqwest::{Method, RequestBuilder};
use roster_sandbox::{Settings, credentials};
use serde_json::{Value, json};

use crate::client::World;

/// A world with these faults, in the command line's text.
async fn failing(faults: &[&str]) -> World {
    let world = World::new().await;
    set(&world, faults);
    world
}

/// Puts these faults in the place of all others.
fn set(world: &World, faults: &[&str]) {
    let faults = faults.iter().map(|text| text.parse().unwrap()).collect();
    world.sandbox.faults().set(faults);
}

/// Few accounts, and a clock that stands still.
async fn with_rate_limit() -> World {
    World::with(Settings {
        accounts: 3,
        rate_limit: true,
        ..Settings::default()
    })
    .await
}

/// Creates a Swift account.
fn create(world: &World, name: &str) -> RequestBuilder {
    world
        .request(Method::POST, "/api/v1/accounts")
        .bearer_auth(credentials::SWIFT_TOKEN)
        .json(&json!({ "data": { "name": name }, "type": "account" }))
}

/// How many Swift accounts there are, asked past every fault: by the sandbox's own page.
async fn swift_accounts(world: &World) -> Value {
    let health = crate::client::send(world.request(Method::GET, "/sandbox/health")).await;
    health.expect(200)["counts"]["swift/accounts"].clone()
}
