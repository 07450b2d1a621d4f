//! Answers in the system's place, and waits.

use std::time::{Duration, Instant};

use reqwest::Method;
use roster_sandbox::{Fault, FaultKind, System, credentials, landmarks};
use serde_json::{Value, json};

use super::{create, failing, set, swift_accounts};
use crate::client::{Reply, World, send};

const RATE_HEADERS: [&str; 4] = [
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
];

/// The headers of an answer that tell how long to wait.
fn waits(reply: &Reply) -> Vec<(&str, &str)> {
    RATE_HEADERS
        .into_iter()
        .map(|name| (name, reply.header(name)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

#[tokio::test]
async fn a_gateway_answers_with_a_page() {
    let world = failing(&["bad-gateway:next=2"]).await;
    let reply = send(create(&world, "Never")).await;
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (502, "text/html; charset=utf-8")
    );
    assert!(reply.text.contains("<h1>502 Bad Gateway</h1>"));
    assert_eq!(world.get("user").await.status, 502);
    assert_eq!(world.get("user").await.status, 200);
    assert_eq!(swift_accounts(&world).await, 30);
    world.stop().await;
}

/// A call to each system, the token endpoint last.
async fn all(world: &World) -> [Reply; 4] {
    // A token from before the faults, so that only the call itself meets them.
    let faults = world.sandbox.faults();
    let standing = faults.standing().into_iter().map(|one| one.fault).collect();
    faults.clear();
    let (id, secret) = (
        credentials::AGILENOW_CLIENT_ID,
        credentials::AGILENOW_CLIENT_SECRET,
    );
    let token = world.agilenow_token(id, secret, "*").await;
    faults.set(standing);
    let agilenow = world
        .request(Method::GET, "/Endpoint/rest/api/v1/Accounts")
        .bearer_auth(token);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", id),
        ("client_secret", secret),
    ];
    let issue = world
        .request(Method::POST, "/oAuth/rest/v2/Token")
        .form(&form);
    [
        world.get("user").await,
        send(agilenow).await,
        world.swift(Method::GET, "accounts", None).await,
        send(issue).await,
    ]
}

#[tokio::test]
async fn errors_have_the_systems_own_bodies() {
    for (fault, status) in [
        ("server-error", 500),
        ("unavailable", 503),
        ("rate-bare", 429),
    ] {
        let world = failing(&[fault]).await;
        let [mpdx, agilenow, swift, token] = all(&world).await;
        let error = &mpdx.expect(status)["errors"][0];
        assert_eq!(error["status"], status.to_string());
        assert_eq!(
            mpdx.header("content-type"),
            "application/vnd.api+json; charset=utf-8"
        );
        let envelope = agilenow.expect(status);
        assert_eq!(
            (&envelope["StatusCode"], &envelope["Instance"]),
            (&json!(status), &json!("/Endpoint/rest/api/v1/Accounts"))
        );
        assert!(envelope["RequestKey"].is_string());
        assert!(swift.expect(status)["errors"]["detail"].is_string());
        let refused = token.expect(status);
        assert_eq!(
            (&refused["StatusCode"], refused.get("RequestKey")),
            (&json!(status), None)
        );
        for reply in [&mpdx, &agilenow, &swift, &token] {
            assert_eq!(waits(reply), []);
        }
        world.stop().await;
    }
}

#[tokio::test]
async fn how_long_to_wait_is_told_in_every_way() {
    let world = failing(&[]).await;
    for (fault, status, expected) in [
        ("unavailable:3", 503, vec![("retry-after", "3")]),
        ("rate-seconds:5", 429, vec![("retry-after", "5")]),
        (
            "rate-date:90",
            429,
            vec![("retry-after", "Thu, 01 Jan 2026 00:01:30 GMT")],
        ),
        ("rate-reset:7", 429, vec![("x-ratelimit-reset", "7")]),
        ("rate-bare", 429, vec![]),
    ] {
        set(&world, &[fault]);
        let reply = world.get("user").await;
        assert_eq!(reply.status, status, "{fault}");
        assert_eq!(waits(&reply), expected, "{fault}");
        if fault.starts_with("rate-date") {
            assert_eq!(reply.header("date"), "Thu, 01 Jan 2026 00:00:00 GMT");
        }
    }
    world.stop().await;
}

#[tokio::test]
async fn a_good_token_is_refused_once() {
    let world = failing(&["expired-token"]).await;
    let [mpdx, agilenow, swift, token] = all(&world).await;
    assert_eq!(
        [mpdx.status, agilenow.status, swift.status, token.status],
        [401, 200, 200, 200]
    );
    assert_eq!(mpdx.json()["errors"][0]["title"], "Unauthorized");
    set(&world, &["expired-token:system=agilenow"]);
    let [_, agilenow, ..] = all(&world).await;
    assert_eq!(agilenow.expect(401)["Type"], "/Errors/Unauthorized");
    set(&world, &["expired-token:every=1"]);
    let [mpdx, agilenow, swift, token] = all(&world).await;
    assert_eq!(
        [mpdx.status, agilenow.status, swift.status, token.status],
        [401, 401, 401, 200]
    );
    world.stop().await;
}

#[tokio::test]
async fn a_token_ends_before_its_time() {
    let world = failing(&["token-lifetime:60"]).await;
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", credentials::AGILENOW_CLIENT_ID),
        ("client_secret", credentials::AGILENOW_CLIENT_SECRET),
    ];
    let issued = send(
        world
            .request(Method::POST, "/oAuth/rest/v2/Token")
            .form(&form),
    )
    .await
    .expect(200);
    assert_eq!(issued["expires_in"], 3599);
    let list = async || {
        let token = issued["access_token"].as_str().unwrap();
        let call = world.request(Method::GET, "/Endpoint/rest/api/v1/Accounts");
        send(call.bearer_auth(token)).await.status
    };
    world.advance(59);
    assert_eq!(list().await, 200);
    world.advance(1);
    assert_eq!(list().await, 401);
    world.stop().await;
}

#[tokio::test]
async fn a_redirect_leads_elsewhere_and_takes_no_secret_along() {
    let world = failing(&["redirect:http://127.0.0.1:9"]).await;
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let address = format!(
        "{}/api/v2/user/key_accounts?page=2&access_token=secret",
        world.sandbox.origin()
    );
    let reply = send(http.get(address)).await;
    assert_eq!(
        (reply.status, reply.header("location")),
        (
            302,
            "http://127.0.0.1:9/api/v2/user/key_accounts?page=2&access_token=[hidden]"
        )
    );
    set(&world, &["redirect"]);
    let reply = send(http.get(format!("{}/api/v1/accounts", world.sandbox.origin()))).await;
    assert_eq!(
        reply.header("location"),
        "http://elsewhere.invalid/api/v1/accounts"
    );
    world.stop().await;
}

#[tokio::test]
async fn latency_delays_and_changes_nothing() {
    let world = failing(&["latency:20-30"]).await;
    let before = Instant::now();
    let body = world.get("user").await.expect(200);
    // A wait is never shorter than what was asked for, on however slow a machine.
    assert!(before.elapsed() >= Duration::from_millis(20));
    assert_eq!(body["data"]["id"], landmarks::PERSON);
    world.stop().await;
}

fn organization_account() -> Option<Value> {
    Some(json!({ "data": {
        "type": "organization_accounts",
        "attributes": { "username": "anna", "password": "a password" },
        "relationships": {
            "organization": { "data": { "type": "organizations", "id": landmarks::SPARE_ORGANIZATIONS[0] } },
        },
    } }))
}

#[tokio::test]
async fn a_slow_create_is_done_long_before_it_is_answered() {
    let world = failing(&["slow-create:600000"]).await;
    let path = "user/organization_accounts";
    let total = async || {
        world.get(path).await.expect(200)["meta"]["pagination"]["total_count"]
            .as_i64()
            .unwrap()
    };
    let before = total().await;
    let create = world.mpdx(Method::POST, path, organization_account());
    let seen = async {
        while total().await == before {
            tokio::task::yield_now().await;
        }
    };
    // The client that gives up looks, and finds what it asked for.
    tokio::select! {
        reply = create => panic!("answered at once: {reply:?}"),
        () = seen => {}
    }
    set(&world, &["slow-create:1"]);
    assert_eq!(
        world
            .mpdx(Method::POST, path, organization_account())
            .await
            .status,
        409
    );
    world.stop().await;
}

#[tokio::test]
async fn an_answer_in_the_systems_place_leaves_other_faults_for_the_next_call() {
    let world = World::new().await;
    let faults = world.sandbox.faults();
    faults.add(FaultKind::LostAfter);
    faults.add(Fault::new(FaultKind::BadGateway).on(System::Mpdx).next(1));
    faults.add(Fault::new(FaultKind::ServerError).next(1));
    assert_eq!(world.get("user").await.status, 502);
    assert_eq!(world.get("user").await.status, 500);
    let fired: Vec<_> = faults.standing().iter().map(|one| one.fired).collect();
    assert_eq!(fired, [0, 1, 1]);
    world.stop().await;
}
