//! Swift: the three operations, cursors and errors.

use reqwest::Method;
use roster_sandbox::{credentials, landmarks};
use serde_json::{Value, json};

use crate::client::{World, send};

fn ids(page: &Value) -> Vec<String> {
    let items = page["data"]["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["data"]["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_list_holds_envelopes_and_the_parent() {
    let world = World::new().await;
    let reply = world.swift(Method::GET, "accounts", None).await;
    let body = reply.expect(200);
    assert_eq!(body["type"], "list");
    let first = &body["data"]["items"][0];
    assert_eq!(
        (&first["type"], &first["data"]["id"]),
        (&json!("account"), &json!(landmarks::PARENT_ACCOUNT))
    );
    assert_eq!(
        first["data"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        [
            "customer_id",
            "id",
            "inserted_at",
            "legacy_access",
            "lrn_access",
            "mms_access",
            "name",
            "require_ip_api_access",
            "require_ip_gql_access",
            "sms_access",
            "updated_at",
        ]
    );
    let inserted_at = first["data"]["inserted_at"].as_str().unwrap();
    assert_eq!(
        (inserted_at.len(), &inserted_at[19..20], &inserted_at[26..]),
        (27, ".", "Z")
    );
    assert!(reply.text.contains(r#""limit":50.0"#) && reply.text.contains(r#""total":30.0"#));
    world.stop().await;
}

#[tokio::test]
async fn cursors_go_through_the_list_and_back() {
    let world = World::new().await;
    let all = ids(&world.swift(Method::GET, "accounts", None).await.expect(200));
    let mut seen = Vec::new();
    let mut query = "accounts?limit=12".to_owned();
    let last = loop {
        let page = world.swift(Method::GET, &query, None).await.expect(200);
        seen.extend(ids(&page));
        match page["data"]["page_info"]["after"].as_str() {
            Some(after) => query = format!("accounts?limit=12&after={after}"),
            None => break page,
        }
    };
    assert_eq!(seen, all);
    let before = last["data"]["page_info"]["before"].as_str().unwrap();
    let page = world
        .swift(
            Method::GET,
            &format!("accounts?limit=12&before={before}"),
            None,
        )
        .await
        .expect(200);
    assert_eq!(ids(&page), all[12..24]);
    let first = world
        .swift(Method::GET, "accounts?limit=12", None)
        .await
        .expect(200);
    assert_eq!(first["data"]["page_info"]["before"], json!(null));
    for query in ["limit=0", "limit=many", "after=nonsense"] {
        let body = world
            .swift(Method::GET, &format!("accounts?{query}"), None)
            .await
            .expect(400);
        assert!(body["errors"]["detail"].is_string());
    }
    world.stop().await;
}

#[tokio::test]
async fn get_answers_201() {
    let world = World::new().await;
    let body = world
        .swift(
            Method::GET,
            &format!("accounts/{}", landmarks::PARENT_ACCOUNT),
            None,
        )
        .await
        .expect(201);
    assert_eq!(body["type"], "account");
    assert_eq!(body["data"]["name"], "ACME Corp");
    let body = world
        .swift(Method::GET, "accounts/01J0CRVTXX9KBD9NWS02R5R8R0", None)
        .await
        .expect(404);
    assert_eq!(body, json!({ "errors": { "detail": "Not Found" } }));
    world.stop().await;
}

#[tokio::test]
async fn a_create_takes_a_name_only() {
    let world = World::new().await;
    let sent =
        json!({ "data": { "name": "Ünïcode & Söhne", "sms_access": "ALL" }, "type": "account" });
    let created = world
        .swift(Method::POST, "accounts", Some(sent))
        .await
        .expect(201);
    let data = &created["data"];
    assert_eq!(
        (&data["name"], &data["sms_access"]),
        (&json!("Ünïcode & Söhne"), &json!("NONE"))
    );
    assert_eq!(data["id"].as_str().unwrap().len(), 26);
    assert_eq!(data["inserted_at"], "2026-01-01T00:00:00.000000Z");
    let path = format!("accounts/{}", data["id"].as_str().unwrap());
    assert_eq!(
        world.swift(Method::GET, &path, None).await.expect(201),
        created
    );
    let listed = ids(&world.swift(Method::GET, "accounts", None).await.expect(200));
    assert_eq!(listed.last().map(String::as_str), data["id"].as_str());
    world.stop().await;
}

#[tokio::test]
async fn a_create_is_checked() {
    let world = World::new().await;
    for (sent, member) in [
        (json!({ "data": {}, "type": "account" }), "name"),
        (
            json!({ "data": { "name": "  " }, "type": "account" }),
            "name",
        ),
        (json!({ "data": { "name": 7 }, "type": "account" }), "name"),
        (json!({ "data": { "name": "A" } }), "type"),
    ] {
        let body = world
            .swift(Method::POST, "accounts", Some(sent))
            .await
            .expect(422);
        assert!(body["errors"][member][0].is_string(), "{body}");
    }
    let post = || {
        world
            .request(Method::POST, "/api/v1/accounts")
            .bearer_auth(credentials::SWIFT_TOKEN)
    };
    let unreadable = post().header("content-type", "application/json").body("{");
    assert_eq!(send(unreadable).await.status, 400);
    assert_eq!(send(post().body("name=A")).await.status, 415);
    assert_eq!(
        ids(&world.swift(Method::GET, "accounts", None).await.expect(200)).len(),
        30
    );
    world.stop().await;
}

#[tokio::test]
async fn there_is_no_update_and_no_delete() {
    let world = World::new().await;
    let path = format!("accounts/{}", landmarks::PARENT_ACCOUNT);
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        assert_eq!(world.swift(method, &path, None).await.status, 405);
    }
    assert_eq!(world.swift(Method::GET, "nonsense", None).await.status, 404);
    world.stop().await;
}

#[tokio::test]
async fn the_key_is_checked() {
    let world = World::new().await;
    let list = || world.request(Method::GET, "/api/v1/accounts");
    for request in [
        list(),
        list().bearer_auth("ABC123"),
        list().basic_auth("a", Some("b")),
    ] {
        assert_eq!(
            send(request).await.expect(401),
            json!({ "errors": { "detail": "Unauthorized" } })
        );
    }
    let key = credentials::SWIFT_TOKEN.strip_prefix("apik_").unwrap();
    assert!((32..=64).contains(&key.len()));
    world.stop().await;
}

#[tokio::test]
async fn the_seeded_accounts_have_awkward_ones() {
    let world = World::new().await;
    let body = world.swift(Method::GET, "accounts", None).await.expect(200);
    let items = body["data"]["items"].as_array().unwrap();
    assert!(
        items
            .iter()
            .any(|item| item["data"]["sms_access"] == "PARTIAL_X")
    );
    assert!(
        items
            .iter()
            .any(|item| item["data"]["customer_id"] == json!(null))
    );
    assert!(
        items
            .iter()
            .any(|item| item["data"].get("billing_tier").is_some())
    );
    assert!(items.iter().any(|item| item.get("associations").is_some()));
    assert!(
        items
            .iter()
            .any(|item| item["data"]["name"].as_str().unwrap().contains('\u{1b}'))
    );
    world.stop().await;
}
