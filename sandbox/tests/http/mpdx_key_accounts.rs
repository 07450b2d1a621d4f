//! MPDX key accounts: all operations.

use reqwest::Method;
use roster_sandbox::landmarks;
use serde_json::{Value, json};

use crate::client::{World, pointers};

const ID: &str = "54ecd774-ac41-4026-a103-03893eedeb53";

fn body(attributes: Value) -> Option<Value> {
    Some(json!({ "data": { "type": "key_accounts", "attributes": attributes } }))
}

fn path(account: &Value) -> String {
    format!("user/key_accounts/{}", account["id"].as_str().unwrap())
}

#[tokio::test]
async fn an_account_has_the_documented_shape() {
    let world = World::new().await;
    let first = world.first("key_accounts").await;
    assert_eq!(first["type"], "key_accounts");
    assert_eq!(
        first["attributes"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        [
            "created_at",
            "email",
            "first_name",
            "last_download",
            "last_name",
            "primary",
            "remote_id",
            "updated_at",
            "updated_in_db_at"
        ]
    );
    assert_eq!(first["attributes"]["remote_id"], "88");
    assert_eq!(
        first["attributes"]["updated_at"],
        first["attributes"]["updated_in_db_at"]
    );
    assert!(first.get("relationships").is_none());
    assert_eq!(world.get(&path(&first)).await.expect(200)["data"], first);
    world.stop().await;
}

#[tokio::test]
async fn a_create_takes_what_may_be_written_and_drops_the_rest() {
    let world = World::new().await;
    let reply = world
        .mpdx(
            Method::POST,
            "user/key_accounts",
            body(json!({
                "email": "anna@example.org", "first_name": "Anna", "last_name": "Å",
                "remote_id": 4711, "primary": true, "last_download": "2020-01-01", "nonsense": 1,
                "updated_in_db_at": "2022-01-12 17:17:58 UTC", "created_at": "2020-02-02T00:00:00Z",
            })),
        )
        .await;
    let created = reply.expect(201)["data"].clone();
    let attributes = &created["attributes"];
    assert_eq!(attributes["remote_id"], "4711");
    assert_eq!(
        (&attributes["primary"], &attributes["last_download"]),
        (&json!(false), &json!(null))
    );
    assert_eq!(attributes["created_at"], "2020-02-02T00:00:00Z");
    assert_eq!(attributes["updated_at"], "2026-01-01T00:00:00Z");
    assert!(attributes.get("nonsense").is_none());
    assert_eq!(
        world.get(&path(&created)).await.expect(200)["data"],
        created
    );
    world.stop().await;
}

#[tokio::test]
async fn a_clients_id_is_honoured_once() {
    let world = World::new().await;
    let create = |remote_id: &str| {
        json!({ "data": { "id": ID, "type": "key_accounts",
            "attributes": { "email": "a@example.org", "remote_id": remote_id } } })
    };
    let reply = world
        .mpdx(Method::POST, "user/key_accounts", Some(create("one")))
        .await;
    assert_eq!(reply.expect(201)["data"]["id"], ID);
    let body = world
        .mpdx(Method::POST, "user/key_accounts", Some(create("two")))
        .await
        .expect(409);
    assert_eq!(body["errors"][0]["title"], "Conflict");
    assert!(
        body["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("UNIQUE constraint failed")
    );
    let mut wrong = create("three");
    wrong["data"]["id"] = json!("not-a-uuid");
    assert_eq!(
        world
            .mpdx(Method::POST, "user/key_accounts", Some(wrong))
            .await
            .status,
        400
    );
    world.stop().await;
}

#[tokio::test]
async fn email_and_remote_id_are_required_and_the_latter_is_unique() {
    let world = World::new().await;
    let post = |attributes| world.mpdx(Method::POST, "user/key_accounts", body(attributes));

    let failed = post(json!({})).await.expect(400);
    assert_eq!(
        pointers(&failed),
        ["/data/attributes/email", "/data/attributes/remote_id"]
    );
    assert_eq!(failed["errors"][0]["title"], "can't be blank");
    assert_eq!(failed["errors"][0]["detail"], "Email can't be blank");
    assert_eq!(failed["errors"][0]["status"], "400");

    let email = "a@example.org";
    let failed = post(json!({ "email": email, "remote_id": 88 }))
        .await
        .expect(400);
    assert_eq!(failed["errors"][0]["title"], "has already been taken");

    // A GUID that differs in case only gets past the validation, and not past the database.
    post(json!({ "email": email, "remote_id": "GUID-A" }))
        .await
        .expect(201);
    let failed = post(json!({ "email": email, "remote_id": "guid-a" }))
        .await
        .expect(409);
    assert_eq!(failed["errors"][0]["title"], "Conflict");
    world.stop().await;
}

#[tokio::test]
async fn the_shape_of_a_body_is_checked() {
    let world = World::new().await;
    let post = |body: Value| world.mpdx(Method::POST, "user/key_accounts", Some(body));
    let attributes = json!({ "email": "a@example.org", "remote_id": "x" });

    for kind in [json!("people"), json!(null)] {
        let failed = post(json!({ "data": { "type": kind, "attributes": attributes } }))
            .await
            .expect(409);
        let detail = failed["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.ends_with(
            "is not a valid resource type for this endpoint. Expected 'key_accounts' instead"
        ));
    }
    post(json!({})).await.expect(409);
    for name in ["id", "person_id"] {
        let failed =
            post(json!({ "data": { "type": "key_accounts", "attributes": { name: ID } } }))
                .await
                .expect(409);
        assert_eq!(failed["errors"][0]["title"], "Conflict", "{name}");
    }
    let unreadable = world
        .request(Method::POST, "/api/v2/user/key_accounts")
        .header("content-type", "application/vnd.api+json")
        .bearer_auth(roster_sandbox::credentials::mpdx_token())
        .body("{\"data\":");
    let failed = crate::client::send(unreadable).await.expect(400);
    assert_eq!(failed["errors"][0]["title"], "Bad Request");
    world.stop().await;
}

#[tokio::test]
async fn an_update_changes_only_what_is_sent() {
    let world = World::new().await;
    for method in [Method::PUT, Method::PATCH] {
        world.advance(60);
        let first = world.first("key_accounts").await;
        let lock = &first["attributes"]["updated_in_db_at"];
        let name = format!("Anna by {method}");
        let change =
            body(json!({ "first_name": name, "updated_in_db_at": lock, "primary": false }));
        let changed = world.mpdx(method, &path(&first), change).await.expect(200)["data"].clone();
        assert_eq!(changed["attributes"]["first_name"], name.as_str());
        assert_ne!(&changed["attributes"]["updated_at"], lock);
        for kept in ["email", "last_name", "remote_id", "created_at", "primary"] {
            assert_eq!(
                changed["attributes"][kept], first["attributes"][kept],
                "{kept}"
            );
        }
        assert_eq!(world.get(&path(&first)).await.expect(200)["data"], changed);
    }
    world.stop().await;
}

#[tokio::test]
async fn a_stale_lock_is_refused_and_told() {
    let world = World::new().await;
    let first = world.first("key_accounts").await;
    let current = first["attributes"]["updated_in_db_at"].as_str().unwrap();
    let put = async |attributes: Value| {
        world
            .mpdx(Method::PUT, &path(&first), body(attributes))
            .await
    };

    let failed = put(json!({ "first_name": "X", "updated_in_db_at": "2001-01-01T00:00:00Z" }))
        .await
        .expect(409);
    let title = format!("is not equal to the current value in the database ({current})");
    assert_eq!(
        failed["errors"],
        json!([{
            "status": "409",
            "source": { "pointer": "/data/attributes/updated_in_db_at" },
            "title": title,
            "detail": format!("Updated in db at {title}"),
            "meta": { "updated_in_db_at": current },
        }])
    );

    let failed = put(json!({ "first_name": "X" })).await.expect(409);
    assert_eq!(failed["errors"].as_array().unwrap().len(), 2);
    assert_eq!(
        failed["errors"][0]["title"],
        "has to be sent in the list of attributes in order to update resource"
    );
    assert_eq!(failed["errors"][1]["meta"]["updated_in_db_at"], current);

    for empty in [json!(null), json!("")] {
        let failed = put(json!({ "first_name": "X", "updated_in_db_at": empty }))
            .await
            .expect(400);
        assert_eq!(failed["errors"][0]["detail"], "no time information in \"\"");
    }
    let unchanged = world.get(&path(&first)).await.expect(200);
    assert_eq!(unchanged["data"], first);

    // `overwrite` skips the check, and only `true` does.
    put(json!({ "first_name": "X", "overwrite": false }))
        .await
        .expect(409);
    let changed = put(json!({ "first_name": "X", "overwrite": true }))
        .await
        .expect(200);
    assert_eq!(changed["data"]["attributes"]["first_name"], "X");
    world.stop().await;
}

#[tokio::test]
async fn both_forms_of_the_lock_are_read_on_whole_seconds() {
    let world = World::new().await;
    let first = world.first("key_accounts").await;
    let lock = first["attributes"]["updated_in_db_at"].as_str().unwrap();
    let spaced = format!("{} UTC", lock.trim_end_matches('Z').replace('T', " "));
    let change = body(json!({ "last_name": "One", "updated_in_db_at": spaced }));
    let changed = world
        .mpdx(Method::PUT, &path(&first), change)
        .await
        .expect(200);
    let lock = changed["data"]["attributes"]["updated_in_db_at"]
        .as_str()
        .unwrap();
    let precise = lock.replace('Z', ".987654Z");
    let change = body(json!({ "last_name": "Two", "updated_in_db_at": precise }));
    world
        .mpdx(Method::PUT, &path(&first), change)
        .await
        .expect(200);
    world.stop().await;
}

#[tokio::test]
async fn updated_at_can_be_written() {
    let world = World::new().await;
    let first = world.first("key_accounts").await;
    let lock = &first["attributes"]["updated_in_db_at"];
    let change = body(json!({ "updated_at": "2030-05-05T05:05:05Z", "updated_in_db_at": lock }));
    let changed = world
        .mpdx(Method::PUT, &path(&first), change)
        .await
        .expect(200);
    assert_eq!(
        changed["data"]["attributes"]["updated_in_db_at"],
        "2030-05-05T05:05:05Z"
    );
    let change = body(json!({ "updated_at": "soon", "overwrite": true }));
    world
        .mpdx(Method::PUT, &path(&first), change)
        .await
        .expect(400);
    world.stop().await;
}

#[tokio::test]
async fn another_id_in_an_update_moves_the_record() {
    let world = World::new().await;
    let first = world.first("key_accounts").await;
    let change = json!({ "data": { "id": ID, "type": "key_accounts", "attributes": { "overwrite": true } } });
    let changed = world
        .mpdx(Method::PUT, &path(&first), Some(change))
        .await
        .expect(200);
    assert_eq!(changed["data"]["id"], ID);
    assert_eq!(world.get(&path(&first)).await.status, 404);
    world.stop().await;
}

#[tokio::test]
async fn others_accounts_are_403_and_unknown_ones_404() {
    let world = World::new().await;
    let other = format!("user/key_accounts/{}", landmarks::OTHER_KEY_ACCOUNT);
    for (method, sent) in [
        (Method::GET, None),
        (Method::PUT, body(json!({}))),
        (Method::DELETE, None),
    ] {
        let failed = world.mpdx(method, &other, sent).await.expect(403);
        assert_eq!(failed["errors"][0]["title"], "Forbidden");
        assert_eq!(
            failed["errors"][0]["detail"],
            format!(
                "Not allowed to perform that action on the resource with ID {} of type key_accounts",
                landmarks::OTHER_KEY_ACCOUNT
            )
        );
    }
    let unknown = format!("user/key_accounts/{ID}");
    let failed = world.get(&unknown).await.expect(404);
    assert_eq!(
        failed["errors"][0]["detail"],
        format!("Couldn't find Person::KeyAccount with 'id'={ID}")
    );
    assert_eq!(world.get("user/key_accounts/12").await.status, 404);
    // The shape is checked before the record is looked for.
    let wrong = Some(json!({ "data": { "type": "people" } }));
    assert_eq!(world.mpdx(Method::PUT, &unknown, wrong).await.status, 409);
    world.stop().await;
}

#[tokio::test]
async fn a_delete_is_at_once_and_without_a_body() {
    let world = World::new().await;
    let first = world.first("key_accounts").await;
    let reply = world.mpdx(Method::DELETE, &path(&first), None).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    assert_eq!(world.get(&path(&first)).await.status, 404);
    assert_eq!(
        world.mpdx(Method::DELETE, &path(&first), None).await.status,
        404
    );
    world.stop().await;
}
