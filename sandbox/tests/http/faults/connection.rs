//! What only the connection can do wrong, byte by byte.

use reqwest::Method;
use serde_json::json;

use super::wire::{exchange, length, mpdx, parts, swift};
use super::{create, failing, set, swift_accounts};
use crate::client::{World, send};

const NEW: &str = r#"{"data":{"name":"Lost Ltd"},"type":"account"}"#;

#[tokio::test]
async fn before_the_write_no_byte_comes_and_nothing_is_done() {
    let world = failing(&["lost-before:method=POST"]).await;
    let bytes = exchange(world.sandbox.address(), swift("POST", "accounts", NEW)).await;
    assert_eq!(bytes, b"");
    assert_eq!(swift_accounts(&world).await, 30);
    let error = create(&world, "Lost Ltd").send().await.unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert_eq!(world.swift(Method::GET, "accounts", None).await.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn after_the_write_no_byte_comes_and_it_is_done() {
    let world = failing(&["lost-after:method=POST,next=1"]).await;
    let bytes = exchange(world.sandbox.address(), swift("POST", "accounts", NEW)).await;
    assert_eq!(bytes, b"");
    assert_eq!(swift_accounts(&world).await, 31);
    let listed = world.swift(Method::GET, "accounts", None).await.expect(200);
    assert_eq!(listed["data"]["items"][30]["data"]["name"], "Lost Ltd");
    // The next one is answered.
    assert_eq!(send(create(&world, "Found Ltd")).await.status, 201);
    world.stop().await;
}

#[tokio::test]
async fn a_connection_that_was_good_for_a_call_can_be_lost_at_the_next() {
    let world = failing(&["lost-after:every=2"]).await;
    let list = swift("GET", "accounts?limit=1", "").replace("connection: close\r\n", "");
    let once = exchange(world.sandbox.address(), format!("{list}{list}")).await;
    let (head, body) = parts(&once);
    assert_eq!(head[0], "HTTP/1.1 200 OK");
    // One whole answer, and not a byte of the second.
    assert_eq!(body.len(), length(&head));
    world.stop().await;
}

/// The answer of the same call without a fault and with it.
async fn both(world: &World, fault: &str, call: String) -> [(Vec<String>, Vec<u8>); 2] {
    let address = world.sandbox.address();
    set(world, &[]);
    let whole = exchange(address, call.clone()).await;
    set(world, &[fault]);
    let damaged = exchange(address, call).await;
    [parts(&whole), parts(&damaged)]
}

#[tokio::test]
async fn half_of_the_body_comes_and_then_the_end() {
    let world = World::new().await;
    for call in [
        swift("GET", "accounts", ""),
        mpdx("GET", "user/key_accounts", ""),
        mpdx("GET", "user/key_accounts/unknown", ""),
    ] {
        let [(whole_head, whole), (head, body)] = both(&world, "cut", call).await;
        assert_eq!(head[0], whole_head[0]);
        assert_eq!(
            (length(&head), length(&whole_head)),
            (whole.len(), whole.len())
        );
        assert_eq!(body, whole[..whole.len() / 2]);
        // As a browser needs it to see anything at all.
        assert!(head.contains(&"access-control-allow-origin: *".to_owned()));
    }
    set(&world, &["cut"]);
    let error = world
        .http
        .get(format!("{}/api/v1/accounts", world.sandbox.origin()))
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap_err();
    assert!(error.is_body() || error.is_decode(), "{error:?}");
    world.stop().await;
}

#[tokio::test]
async fn where_there_is_no_body_half_of_the_head_comes() {
    let world = World::new().await;
    let id = world.first("key_accounts").await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    set(&world, &["cut:method=DELETE"]);
    let call = mpdx("DELETE", &format!("user/key_accounts/{id}"), "");
    let bytes = exchange(world.sandbox.address(), call).await;
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("HTTP/1.1 204 No Content\r\n"), "{text}");
    assert!(!text.contains("\r\n\r\n"));
    // It was deleted in spite of that.
    let gone = world.get(&format!("user/key_accounts/{id}")).await;
    assert_eq!(gone.status, 404);
    world.stop().await;
}

#[tokio::test]
async fn lengths_lie_in_both_directions() {
    let world = World::new().await;
    let call = || swift("GET", "accounts", "");
    let [(_, whole), (head, body)] = both(&world, "length-too-long", call()).await;
    assert_eq!((length(&head), body.len()), (whole.len() + 10, whole.len()));
    let [(_, whole), (head, body)] = both(&world, "length-too-short", call()).await;
    assert_eq!((length(&head), body.len()), (whole.len() / 2, whole.len()));
    assert_eq!(body, whole);
    world.stop().await;
}

#[tokio::test]
async fn a_body_that_was_changed_can_be_cut() {
    let world = failing(&["deep:3", "cut:system=mpdx"]).await;
    let call = mpdx("GET", "user/key_accounts?per_page=1", "");
    let (head, body) = parts(&exchange(world.sandbox.address(), call).await);
    assert_eq!(length(&head) / 2, body.len());
    world.stop().await;
}

#[tokio::test]
async fn the_sandboxs_own_pages_never_fail() {
    let world = failing(&["lost-before", "bad-gateway"]).await;
    for path in ["/", "/sandbox/health", "/sandbox/faults", "/sandbox/log"] {
        assert_eq!(send(world.request(Method::GET, path)).await.status, 200);
    }
    // A preflight is the browser's own, and no call of a system.
    let preflight = world
        .request(Method::OPTIONS, "/api/v1/accounts")
        .header("origin", "null")
        .header("access-control-request-method", "GET");
    assert_eq!(send(preflight).await.status, 200);
    let cleared = send(world.request(Method::DELETE, "/sandbox/faults")).await;
    assert_eq!(cleared.status, 204);
    assert_eq!(
        world.swift(Method::GET, "accounts", None).await.expect(200)["type"],
        json!("list")
    );
    world.stop().await;
}
