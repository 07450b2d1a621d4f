//! MPDX organization accounts: all operations.

use reqwest::Method;
use roster_sandbox::landmarks;
use serde_json::{Value, json};

use crate::client::{World, pointers};

fn link(kind: &str, id: &str) -> Value {
    json!({ "data": { "type": kind, "id": id } })
}

fn new_account(organization: &str, attributes: Value) -> Value {
    json!({ "data": {
        "type": "organization_accounts",
        "attributes": attributes,
        "relationships": { "organization": link("organizations", organization) },
    } })
}

fn change(attributes: Value) -> Option<Value> {
    Some(json!({ "data": { "type": "organization_accounts", "attributes": attributes } }))
}

fn login() -> Value {
    json!({ "username": "anna", "password": "right" })
}

async fn create(world: &World, body: Value) -> crate::client::Reply {
    world
        .mpdx(Method::POST, "user/organization_accounts", Some(body))
        .await
}

/// An account whose organization checks credentials, just made.
async fn created(world: &World) -> Value {
    let reply = create(
        world,
        new_account(landmarks::SPARE_ORGANIZATIONS[0], login()),
    )
    .await;
    world.advance(60);
    reply.expect(201)["data"].clone()
}

fn path(account: &Value) -> String {
    format!(
        "user/organization_accounts/{}",
        account["id"].as_str().unwrap()
    )
}

#[tokio::test]
async fn an_account_has_the_documented_shape() {
    let world = World::new().await;
    let first = world.first("organization_accounts").await;
    assert_eq!(
        first["attributes"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        [
            "created_at",
            "disable_downloads",
            "last_download",
            "latest_donation_date",
            "locked_at",
            "remote_id",
            "updated_at",
            "updated_in_db_at",
            "username"
        ]
    );
    assert!(first["attributes"]["disable_downloads"].is_boolean());
    assert_eq!(
        first["relationships"]["person"],
        link("people", landmarks::PERSON)
    );
    assert_eq!(
        first["relationships"]["organization"]["data"]["type"],
        "organizations"
    );
    assert_eq!(world.get(&path(&first)).await.expect(200)["data"], first);
    world.stop().await;
}

#[tokio::test]
async fn the_documents_example_creates_an_account() {
    let world = World::new().await;
    let body = json!({ "data": {
        "type": "organization_accounts",
        "attributes": { "password": "bar", "updated_in_db_at": "2022-01-12 17:17:58 UTC", "username": "foo" },
        "relationships": {
            "person": link("people", landmarks::PERSON),
            "organization": link("organizations", landmarks::SPARE_ORGANIZATIONS[1]),
        },
    } });
    let reply = world
        .mpdx(
            Method::POST,
            "user/organization_accounts?include=organization",
            Some(body),
        )
        .await;
    let body = reply.expect(201);
    assert_eq!(body["data"]["attributes"]["username"], "foo");
    assert_eq!(
        body["data"]["relationships"]["person"],
        link("people", landmarks::PERSON)
    );
    assert_eq!(
        body["included"][0]["attributes"]["name"],
        "Spare Organization 2"
    );
    assert!(
        !reply.text.contains("password") && !reply.text.contains("bar\""),
        "{}",
        reply.text
    );
    world.stop().await;
}

#[tokio::test]
async fn an_organization_is_required_and_taken_once() {
    let world = World::new().await;
    let without = json!({ "data": { "type": "organization_accounts", "attributes": login() } });
    let failed = create(&world, without).await.expect(400);
    assert_eq!(pointers(&failed), ["/data/attributes/organization_id"]);
    assert_eq!(failed["errors"][0]["detail"], "Organization can't be blank");

    let nowhere = "00000000-0000-4000-8000-000000000000";
    let failed = create(&world, new_account(nowhere, login()))
        .await
        .expect(404);
    assert!(
        failed["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains(nowhere)
    );

    created(&world).await;
    let failed = create(
        &world,
        new_account(landmarks::SPARE_ORGANIZATIONS[0], login()),
    )
    .await
    .expect(409);
    assert_eq!(failed["errors"][0]["title"], "Conflict");
    assert_eq!(pointers(&failed), [""]);

    let mut wrong = new_account(landmarks::SPARE_ORGANIZATIONS[1], login());
    wrong["data"]["relationships"]["organization"]["data"]["type"] = json!("people");
    assert_eq!(create(&world, wrong).await.status, 409);
    world.stop().await;
}

#[tokio::test]
async fn the_person_has_to_be_the_caller() {
    let world = World::new().await;
    let mut body = new_account(landmarks::SPARE_ORGANIZATIONS[0], login());
    body["data"]["relationships"]["person"] = link("people", landmarks::OTHER_PERSON);
    assert_eq!(
        create(&world, body).await.expect(403)["errors"][0]["title"],
        "Forbidden"
    );

    let other = format!(
        "user/organization_accounts/{}",
        landmarks::OTHER_ORGANIZATION_ACCOUNT
    );
    for (method, sent) in [
        (Method::GET, None),
        (Method::PUT, change(json!({}))),
        (Method::DELETE, None),
    ] {
        assert_eq!(world.mpdx(method, &other, sent).await.status, 403);
    }
    assert_eq!(world.get(&format!("{other}/sync")).await.status, 403);
    assert_eq!(
        world
            .get("user/organization_accounts/nonsense")
            .await
            .status,
        404
    );
    world.stop().await;
}

#[tokio::test]
async fn credentials_are_checked_where_the_organization_needs_them() {
    let world = World::new().await;
    let spare = landmarks::SPARE_ORGANIZATIONS[0];
    for attributes in [
        json!({ "username": "anna", "password": "wrong" }),
        json!({ "username": "invalid", "password": "right" }),
        json!({ "username": "anna" }),
        json!({ "password": "right" }),
    ] {
        let failed = create(&world, new_account(spare, attributes))
            .await
            .expect(400);
        assert_eq!(pointers(&failed), ["/data/attributes/base"]);
        let message = "Your credentials for Spare Organization 1 are invalid.";
        assert_eq!(
            (
                &failed["errors"][0]["title"],
                &failed["errors"][0]["detail"]
            ),
            (&json!(message), &json!(message))
        );
    }
    for organization in [
        landmarks::OFFLINE_ORGANIZATION,
        landmarks::OAUTH_ORGANIZATION,
    ] {
        assert_eq!(
            create(&world, new_account(organization, json!({})))
                .await
                .status,
            201
        );
    }

    let account = created(&world).await;
    let put = async |attributes: Value| {
        world
            .mpdx(Method::PUT, &path(&account), change(attributes))
            .await
    };
    let failed = put(json!({ "password": "wrong", "overwrite": true }))
        .await
        .expect(400);
    assert_eq!(pointers(&failed), ["/data/attributes/base"]);
    // The stored password is still good for another name.
    let body = put(json!({ "username": "berta", "overwrite": true }))
        .await
        .expect(200);
    assert_eq!(body["data"]["attributes"]["username"], "berta");
    world.stop().await;
}

#[tokio::test]
async fn every_parameter_of_the_documents_is_taken() {
    let world = World::new().await;
    let account = created(&world).await;
    let attributes = json!({
        "disable_downloads": "true", "last_download": "2024-03-04T05:06:07Z",
        "latest_donation_date": "2024-02-03", "locked_at": "2024-01-02 03:04:05 UTC",
        "remote_id": 12345, "username": "berta", "password": "new", "nonsense": true,
        "updated_in_db_at": account["attributes"]["updated_in_db_at"],
    });
    let body = world
        .mpdx(Method::PUT, &path(&account), change(attributes))
        .await
        .expect(200);
    let changed = &body["data"]["attributes"];
    assert_eq!(changed["disable_downloads"], true);
    assert_eq!(changed["last_download"], "2024-03-04T05:06:07Z");
    assert_eq!(changed["latest_donation_date"], "2024-02-03");
    assert_eq!(changed["locked_at"], "2024-01-02T03:04:05Z");
    assert_eq!(changed["remote_id"], "12345");
    assert_eq!(changed["updated_at"], "2026-01-01T00:01:00Z");
    assert!(changed.get("nonsense").is_none());

    let bad = change(json!({ "disable_downloads": "perhaps", "overwrite": true }));
    let failed = world
        .mpdx(Method::PUT, &path(&account), bad)
        .await
        .expect(400);
    assert_eq!(pointers(&failed), ["/data/attributes/disable_downloads"]);
    world.stop().await;
}

#[tokio::test]
async fn the_lock_protects_and_a_password_alone_moves_it() {
    let world = World::new().await;
    let account = created(&world).await;
    let lock = &account["attributes"]["updated_in_db_at"];
    let with_lock = |mut attributes: Value| {
        attributes["updated_in_db_at"] = lock.clone();
        change(attributes)
    };
    let body = world
        .mpdx(
            Method::PATCH,
            &path(&account),
            with_lock(json!({ "password": "new" })),
        )
        .await
        .expect(200);
    assert_ne!(&body["data"]["attributes"]["updated_at"], lock);
    let failed = world
        .mpdx(
            Method::PUT,
            &path(&account),
            with_lock(json!({ "username": "b" })),
        )
        .await
        .expect(409);
    assert_eq!(pointers(&failed), ["/data/attributes/updated_in_db_at"]);
    assert_eq!(
        failed["errors"][0]["meta"]["updated_in_db_at"],
        body["data"]["attributes"]["updated_at"]
    );
    world.stop().await;
}

#[tokio::test]
async fn relationships_are_changed_and_cleared() {
    let world = World::new().await;
    let account = created(&world).await;
    let put = async |relationships: Value| {
        let body = json!({ "data": { "type": "organization_accounts",
            "attributes": { "overwrite": true }, "relationships": relationships } });
        world.mpdx(Method::PUT, &path(&account), Some(body)).await
    };
    let other = link("organizations", landmarks::SPARE_ORGANIZATIONS[2]);
    let body = put(json!({ "organization": other })).await.expect(200);
    assert_eq!(body["data"]["relationships"]["organization"], other);

    let body = put(json!({ "person": link("people", "none") }))
        .await
        .expect(200);
    assert_eq!(
        body["data"]["relationships"]["person"],
        json!({ "data": null })
    );

    let failed = put(json!({ "organization": link("organizations", "none") }))
        .await
        .expect(400);
    assert_eq!(pointers(&failed), ["/data/attributes/organization_id"]);
    world.stop().await;
}

#[tokio::test]
async fn sync_locks_the_account_until_the_import_has_ended() {
    let world = World::new().await;
    let account = created(&world).await;
    let reply = world.get(&format!("{}/sync", path(&account))).await;
    assert_eq!(
        (
            reply.status,
            reply.header("content-type"),
            reply.text.as_str()
        ),
        (200, "text/html", "")
    );

    let running = world.get(&path(&account)).await.expect(200)["data"]["attributes"].clone();
    assert_eq!(running["locked_at"], "2026-01-01T00:01:00Z");
    assert_eq!(running["last_download"], json!(null));

    // A second one changes nothing while the first runs.
    world.advance(10);
    assert_eq!(
        world.get(&format!("{}/sync", path(&account))).await.status,
        200
    );
    let still = world.get(&path(&account)).await.expect(200)["data"]["attributes"].clone();
    assert_eq!(still, running);

    world.advance(3600);
    let listed = world
        .get("user/organization_accounts?per_page=100")
        .await
        .expect(200);
    let ended = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["id"] == account["id"])
        .unwrap();
    assert_eq!(ended["attributes"]["locked_at"], json!(null));
    assert_eq!(ended["attributes"]["last_download"], "2026-01-01T00:01:20Z");

    // An edit that was prepared before the import meets a conflict.
    let stale = change(json!({ "username": "b", "updated_in_db_at": running["updated_in_db_at"] }));
    assert_eq!(
        world.mpdx(Method::PUT, &path(&account), stale).await.status,
        409
    );
    world.stop().await;
}

#[tokio::test]
async fn a_delete_is_at_once_and_frees_the_organization() {
    let world = World::new().await;
    let account = created(&world).await;
    let reply = world.mpdx(Method::DELETE, &path(&account), None).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    assert_eq!(world.get(&path(&account)).await.status, 404);
    created(&world).await;
    world.stop().await;
}
