//! Bodies that are changed on the way.

use reqwest::Method;
use roster_sandbox::{credentials, landmarks};
use serde_json::{Value, json};

use super::{create, failing, set, swift_accounts};
use crate::client::{World, send};

#[tokio::test]
async fn malformed_json_has_its_correct_length() {
    let world = World::new().await;
    let whole = world.swift(Method::GET, "accounts", None).await.text;
    set(&world, &["malformed"]);
    let reply = world.swift(Method::GET, "accounts", None).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.text, whole[..reply.text.len()]);
    assert_eq!(reply.text.len(), whole.len() * 2 / 3);
    assert_eq!(reply.header("content-length"), reply.text.len().to_string());
    assert!(serde_json::from_str::<Value>(&reply.text).is_err());
    world.stop().await;
}

#[tokio::test]
async fn a_number_stands_where_an_object_is_expected() {
    let world = failing(&["wrong-types"]).await;
    let key_accounts = world.get("user/key_accounts").await.expect(200);
    assert_eq!(key_accounts["data"][0]["attributes"], 7);
    assert!(key_accounts["data"][1]["attributes"].is_object());
    let id = key_accounts["data"][0]["id"].as_str().unwrap();
    let one = world.get(&format!("user/key_accounts/{id}")).await;
    assert_eq!(one.expect(200)["data"]["attributes"], 7);
    let swift = world.swift(Method::GET, "accounts", None).await.expect(200);
    assert_eq!(swift["data"]["items"][0]["data"], 7);
    set(&world, &["wrong-types:system=agilenow"]);
    let agilenow = world.agilenow(Method::GET, "Accounts", None).await;
    assert_eq!(agilenow.expect(200)["Data"][0], 7);
    let path = format!("Account/{}", landmarks::AGILENOW_ACCOUNT);
    let one = world.agilenow(Method::GET, &path, None).await;
    assert_eq!(one.expect(200), json!(7));
    set(&world, &["wrong-types:/meta/pagination"]);
    let listed = world.get("user/key_accounts").await.expect(200);
    assert_eq!(listed["meta"]["pagination"], 7);
    assert!(listed["data"][0]["attributes"].is_object());
    world.stop().await;
}

#[tokio::test]
async fn a_success_can_be_empty_or_a_page_and_is_one_all_the_same() {
    let world = failing(&["empty:next=1,method=POST", "html:system=token"]).await;
    let reply = send(create(&world, "Silent Ltd")).await;
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
    assert_eq!(reply.header("content-length"), "0");
    assert_eq!(swift_accounts(&world).await, 31);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", credentials::AGILENOW_CLIENT_ID),
        ("client_secret", credentials::AGILENOW_CLIENT_SECRET),
    ];
    let reply = send(
        world
            .request(Method::POST, "/oAuth/rest/v2/Token")
            .form(&form),
    )
    .await;
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (200, "text/html; charset=utf-8")
    );
    assert!(reply.text.starts_with("<!doctype html>"));
    world.stop().await;
}

/// How many objects are in each other.
fn depth(text: &str) -> usize {
    text.matches(r#"{"in":"#).count()
}

#[tokio::test]
async fn an_unknown_member_is_nested_as_deep_as_asked() {
    let world = failing(&["deep:100000,method=GET"]).await;
    for (text, before) in [
        (
            world.get("user/key_accounts?per_page=2").await.text,
            r#""unknown_member":{"in":"#,
        ),
        (
            world
                .swift(Method::GET, "accounts?limit=2", None)
                .await
                .text,
            r#""unknown_member":{"in":"#,
        ),
    ] {
        assert_eq!(depth(&text), 100_000);
        assert!(text.contains(before));
        assert!(text.contains("null}}"));
    }
    set(&world, &["deep:3,system=agilenow"]);
    let path = format!("Account/{}", landmarks::AGILENOW_ACCOUNT);
    let one = world.agilenow(Method::GET, &path, None).await.expect(200);
    assert_eq!(
        one["unknown_member"],
        json!({ "in": { "in": { "in": null } } })
    );
    world.stop().await;
}

#[tokio::test]
async fn totals_lie() {
    let world = failing(&["totals-lie:30"]).await;
    let pagination =
        world.get("user/key_accounts?per_page=20").await.expect(200)["meta"]["pagination"].clone();
    assert_eq!(
        (&pagination["total_count"], &pagination["total_pages"]),
        (&json!(60), &json!(3))
    );
    let swift = world.swift(Method::GET, "accounts", None).await;
    assert!(swift.text.contains(r#""total":60.0"#));
    set(&world, &["totals-lie:-4"]);
    let agilenow = world.agilenow(Method::GET, "Accounts", None).await;
    assert_eq!(agilenow.expect(200)["Meta"]["TotalItems"], 26);
    world.stop().await;
}

/// The cursors that a client goes through that asks `steps` times.
async fn cursors(world: &World, steps: usize) -> Vec<String> {
    let mut seen = Vec::new();
    let mut path = "accounts?limit=10".to_owned();
    for _ in 0..steps {
        let page = world.swift(Method::GET, &path, None).await.expect(200);
        assert!(!page["data"]["items"].as_array().unwrap().is_empty());
        let after = page["data"]["page_info"]["after"]
            .as_str()
            .unwrap()
            .to_owned();
        path = format!("accounts?limit=10&after={after}");
        seen.push(after);
    }
    seen
}

#[tokio::test]
async fn cursors_stand_still_or_run_in_a_circle() {
    let world = failing(&["cursor-same"]).await;
    let seen = cursors(&world, 3).await;
    assert_eq!((&seen[0], &seen[1]), (&seen[1], &seen[2]));
    set(&world, &["cursor-circle"]);
    let seen = cursors(&world, 5).await;
    assert_ne!(seen[0], seen[1]);
    assert_eq!(seen[..2], seen[2..4]);
    assert_eq!(seen[0], seen[4]);
    world.stop().await;
}

#[tokio::test]
async fn a_huge_page_is_a_readable_list_of_different_accounts() {
    let world = failing(&["huge:1"]).await;
    for (text, list, id, own) in [
        (
            world.get("user/key_accounts?per_page=5").await.text,
            "/data",
            "/id",
            5,
        ),
        (
            world
                .swift(Method::GET, "accounts?limit=5", None)
                .await
                .text,
            "/data/items",
            "/data/id",
            5,
        ),
        (
            world
                .agilenow(Method::GET, "Accounts?PageSize=5", None)
                .await
                .text,
            "/Data",
            "/Id",
            5,
        ),
    ] {
        assert!(
            (1 << 20..(1 << 20) + 4096).contains(&text.len()),
            "{}",
            text.len()
        );
        let page: Value = serde_json::from_str(&text).unwrap();
        let accounts = page.pointer(list).unwrap().as_array().unwrap();
        let mut ids: Vec<_> = accounts
            .iter()
            .map(|account| account.pointer(id).unwrap().as_str().unwrap())
            .collect();
        assert!(ids.len() > 500 + own);
        assert_eq!(ids[own].len(), ids[own - 1].len());
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), accounts.len());
    }
    world.stop().await;
}

#[tokio::test]
async fn a_huge_page_is_made_while_it_is_sent() {
    // 16 GiB would fit into no memory here; the first piece comes all the same, and the rest is
    // never made for a client that leaves.
    let world = failing(&["huge:16384"]).await;
    let list = world
        .request(Method::GET, "/api/v1/accounts")
        .bearer_auth(credentials::SWIFT_TOKEN);
    let mut response = list.send().await.unwrap();
    assert_eq!(response.content_length(), None);
    let mut received = 0;
    while received < 4 << 20 {
        received += response.chunk().await.unwrap().unwrap().len();
    }
    drop(response);
    world.stop().await;
}
