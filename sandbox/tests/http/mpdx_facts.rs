//! MPDX: the order of the checks, the form of errors, and what holds on each call of an account.

use reqwest::{Method, RequestBuilder};
use roster_sandbox::{credentials, landmarks};
use serde_json::{Value, json};

use crate::client::{World, pointers, send};

const JSON_API: &str = "application/vnd.api+json";
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// A PUT that is wrong in every way; `good` takes one mistake after another away.
fn put(world: &World, id: &str, body: &Value, good: usize) -> RequestBuilder {
    let path = format!("/api/v2/user/organization_accounts/{id}");
    let media_type = if good > 0 {
        JSON_API
    } else {
        "application/json"
    };
    let accept = if good > 1 { JSON_API } else { "text/html" };
    let request = world.request(Method::PUT, &path).body(body.to_string());
    let request = request
        .header("content-type", media_type)
        .header("accept", accept);
    if good > 2 {
        request.bearer_auth(credentials::mpdx_token())
    } else {
        request
    }
}

#[tokio::test]
async fn checks_come_in_the_documents_order() {
    let world = World::new().await;
    let body = |kind: &str| {
        json!({ "data": { "type": kind,
            "attributes": { "username": "invalid", "overwrite": true } } })
    };
    let (wrong, right) = (body("people"), body("organization_accounts"));
    let other = landmarks::OTHER_ORGANIZATION_ACCOUNT;
    for (good, id, body, status) in [
        (0, NOBODY, &wrong, 415),
        (1, NOBODY, &wrong, 406),
        (2, NOBODY, &wrong, 401),
        (3, NOBODY, &wrong, 409),
        (3, NOBODY, &right, 404),
        (3, other, &wrong, 409),
        (3, other, &right, 403),
    ] {
        let reply = send(put(&world, id, body, good)).await;
        assert_eq!(reply.status, status, "{good} {id}: {reply:?}");
    }
    world.stop().await;
}

/// Everything of an error object that no document has.
fn undocumented(error: &Value) -> Vec<&String> {
    let known = ["status", "source", "title", "detail", "meta"];
    let members = error.as_object().unwrap().keys();
    members
        .filter(|name| !known.contains(&name.as_str()))
        .collect()
}

#[tokio::test]
async fn errors_have_a_title_and_a_status_that_is_text_or_a_number() {
    let world = World::new().await;
    let other = landmarks::OTHER_KEY_ACCOUNT;
    let post = |attributes: Value| {
        Some(json!({ "data": { "type": "key_accounts", "attributes": attributes } }))
    };
    let mut seen = Vec::new();
    for (method, path, body) in [
        (Method::GET, "user/key_accounts?sort=id".to_owned(), None),
        (Method::GET, format!("user/key_accounts/{other}"), None),
        (Method::GET, format!("user/key_accounts/{NOBODY}"), None),
        (
            Method::POST,
            "user/key_accounts".to_owned(),
            post(json!({})),
        ),
        (
            Method::POST,
            "user/key_accounts".to_owned(),
            post(json!({ "id": NOBODY })),
        ),
    ] {
        let reply = world.mpdx(method, &path, body).await;
        assert_eq!(
            reply.header("content-type"),
            "application/vnd.api+json; charset=utf-8"
        );
        for error in reply.json()["errors"].as_array().unwrap() {
            assert!(error["title"].is_string(), "{error}");
            assert_eq!(undocumented(error), Vec::<&String>::new(), "{error}");
            let status = error["status"].to_string();
            assert_eq!(status.trim_matches('"'), reply.status.to_string());
            seen.push(error["status"].is_string());
        }
    }
    assert!(seen.contains(&true) && seen.contains(&false), "{seen:?}");
    world.stop().await;
}

#[tokio::test]
async fn names_and_sparse_fields_come_with_every_answer_that_has_an_account() {
    let world = World::new().await;
    let query = "include=organization&fields[organization_accounts]=username,organization";
    let all = "user/organization_accounts";
    let body = |attributes: Value| {
        let organization = landmarks::SPARE_ORGANIZATIONS[0];
        Some(
            json!({ "data": { "type": "organization_accounts", "attributes": attributes,
            "relationships": { "organization": {
                "data": { "type": "organizations", "id": organization } } } } }),
        )
    };
    let login = json!({ "username": "anna", "password": "right" });
    let forced = json!({ "username": "berta", "overwrite": true });
    let made = world
        .mpdx(Method::POST, &format!("{all}?{query}"), body(login))
        .await
        .expect(201);
    let one = format!("{all}/{}?{query}", made["data"]["id"].as_str().unwrap());
    let got = world.get(&one).await.expect(200);
    let changed = world
        .mpdx(Method::PUT, &one, body(forced))
        .await
        .expect(200);
    for (answer, username) in [(made, "anna"), (got, "anna"), (changed, "berta")] {
        let data = &answer["data"];
        assert_eq!(data["attributes"], json!({ "username": username }));
        let relationships = data["relationships"].as_object().unwrap();
        assert_eq!(relationships.keys().collect::<Vec<_>>(), ["organization"]);
        assert_eq!(
            answer["included"][0]["attributes"]["name"],
            "Spare Organization 1"
        );
    }
    world.stop().await;
}

#[tokio::test]
async fn a_page_has_no_links_and_no_largest_size() {
    let world = World::new().await;
    for kind in ["key_accounts", "organization_accounts"] {
        let body = world
            .get(&format!("user/{kind}?per_page=10000"))
            .await
            .expect(200);
        assert_eq!(body["data"].as_array().unwrap().len(), 30);
        assert!(body.get("links").is_none());
        assert_eq!(body["meta"]["pagination"]["total_pages"], 1);
    }
    world.stop().await;
}

#[tokio::test]
async fn a_lock_on_a_create_is_ignored_unless_it_is_no_time() {
    let world = World::new().await;
    let post = async |remote_id: &str, lock: Value| {
        let attributes =
            json!({ "email": "a@example.org", "remote_id": remote_id, "updated_in_db_at": lock });
        let body = json!({ "data": { "type": "key_accounts", "attributes": attributes } });
        world
            .mpdx(Method::POST, "user/key_accounts", Some(body))
            .await
    };
    let made = post("one", json!("1999-01-01 00:00:00 UTC"))
        .await
        .expect(201);
    assert_eq!(
        made["data"]["attributes"]["updated_in_db_at"],
        made["data"]["attributes"]["updated_at"]
    );
    for lock in [json!(null), json!("")] {
        let refused = post("two", lock).await.expect(400);
        assert_eq!(
            refused["errors"][0]["detail"],
            "no time information in \"\""
        );
        assert_eq!(pointers(&refused), [""]);
    }
    world.stop().await;
}

#[tokio::test]
async fn a_wrong_relationship_is_refused_by_its_type_its_id_or_its_owner() {
    let world = World::new().await;
    let login = json!({ "username": "anna", "password": "right" });
    let create = async |person: Value| {
        let body = json!({ "data": { "type": "organization_accounts", "attributes": login,
            "relationships": {
                "organization": { "data": { "type": "organizations",
                    "id": landmarks::SPARE_ORGANIZATIONS[0] } },
                "person": { "data": person },
            } } });
        world
            .mpdx(Method::POST, "user/organization_accounts", Some(body))
            .await
            .status
    };
    for (person, status) in [
        (
            json!({ "type": "organizations", "id": landmarks::PERSON }),
            409,
        ),
        (json!({ "type": "people", "id": NOBODY }), 404),
        (
            json!({ "type": "people", "id": landmarks::OTHER_PERSON }),
            403,
        ),
        (json!({ "type": "people", "id": landmarks::PERSON }), 201),
    ] {
        assert_eq!(create(person.clone()).await, status, "{person}");
    }
    world.stop().await;
}
