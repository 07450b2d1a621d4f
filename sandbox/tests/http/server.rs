//! The server itself: addresses, profiles, the database, cross-origin calls, the dashboard.

use std::fs;
use std::path::Path;

use reqwest::Method;
use roster_sandbox::{Database, Sandbox, SandboxError, Settings, credentials};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::client::{World, send};

fn in_file(path: &Path) -> Settings {
    Settings {
        accounts: 5,
        database: Database::File(path.to_owned()),
        ..Settings::default()
    }
}

fn email(address: &str) -> Option<Value> {
    Some(
        json!({ "data": { "type": "key_accounts", "attributes": { "email": address, "overwrite": true } } }),
    )
}

#[tokio::test]
async fn it_listens_on_loopback_and_tells_where() {
    let world = World::new().await;
    let origin = world.sandbox.origin();
    assert!(world.sandbox.address().ip().is_loopback());
    assert_eq!(world.sandbox.mpdx_base_url(), format!("{origin}/api/v2/"));
    assert_eq!(world.sandbox.agilenow_base_url(), format!("{origin}/"));
    assert_eq!(world.sandbox.swift_base_url(), format!("{origin}/"));
    let health = send(world.request(Method::GET, "/sandbox/health"))
        .await
        .expect(200);
    assert_eq!(
        health["counts"],
        json!({ "mpdx/key-accounts": 30, "mpdx/organization-accounts": 30, "agilenow/accounts": 30, "swift/accounts": 30 })
    );
    let taken = Settings {
        port: world.sandbox.address().port(),
        accounts: 1,
        ..Settings::default()
    };
    let error = Sandbox::start(taken).await.unwrap_err();
    assert!(
        matches!(error, SandboxError::Listen { .. }) && error.to_string().contains("127.0.0.1")
    );
    world.stop().await;
}

#[tokio::test]
async fn the_profiles_can_be_pasted() {
    let world = World::new().await;
    let profiles: toml::Table = world.sandbox.profiles().parse().unwrap();
    let profile = |name: &str| profiles["profiles"][name].as_table().unwrap();
    assert_eq!(
        profile("sandbox-mpdx")["base_url"].as_str(),
        Some(world.sandbox.mpdx_base_url().as_str())
    );
    assert_eq!(
        profile("sandbox-mpdx")["token"]["command"][1].as_str(),
        Some(credentials::mpdx_token().as_str())
    );
    assert_eq!(
        profile("sandbox-agilenow")["client_id"].as_str(),
        Some(credentials::AGILENOW_CLIENT_ID)
    );
    assert_eq!(
        profile("sandbox-swift")["token"]["command"][1].as_str(),
        Some(credentials::SWIFT_TOKEN)
    );
    let shown = send(world.request(Method::GET, "/sandbox/credentials"))
        .await
        .expect(200);
    assert_eq!(shown["mpdx"]["token"], credentials::mpdx_token());
    assert_eq!(
        shown["agilenow"]["client_id"],
        credentials::AGILENOW_CLIENT_ID
    );
    assert_eq!(shown["swift"]["token"], credentials::SWIFT_TOKEN);
    world.stop().await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_accounts_however_many() {
    let mut texts = Vec::new();
    for (accounts, seed) in [(30, 1), (60, 1), (30, 2)] {
        let world = World::with(Settings {
            accounts,
            seed,
            ..Settings::default()
        })
        .await;
        let mut text = String::new();
        for kind in ["key_accounts", "organization_accounts"] {
            text += &world
                .get(&format!("user/{kind}?per_page=30"))
                .await
                .expect(200)["data"]
                .to_string();
        }
        text += &world
            .agilenow(Method::GET, "Accounts?PageSize=30", None)
            .await
            .expect(200)["Data"]
            .to_string();
        text += &world
            .swift(Method::GET, "accounts?limit=30", None)
            .await
            .expect(200)["data"]["items"]
            .to_string();
        texts.push(text);
        world.stop().await;
    }
    assert_eq!(texts[0], texts[1]);
    assert_ne!(texts[0], texts[2]);
}

#[tokio::test]
async fn a_file_is_kept_between_runs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let world = World::with(in_file(&path)).await;
    let id = world.first("key_accounts").await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let account = format!("user/key_accounts/{id}");
    world
        .mpdx(Method::PUT, &account, email("kept@example.org"))
        .await
        .expect(200);
    world.stop().await;

    let world = World::with(Settings {
        accounts: 9,
        seed: 7,
        ..in_file(&path)
    })
    .await;
    let body = world.get(&account).await.expect(200);
    assert_eq!(body["data"]["attributes"]["email"], "kept@example.org");
    let listed = world.get("user/key_accounts").await.expect(200);
    assert_eq!(listed["meta"]["pagination"]["total_count"], 5);
    world.stop().await;
}

#[tokio::test]
async fn a_file_of_another_kind_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let text = "These are notes, and no database of any kind.".repeat(20);
    fs::write(&path, &text).unwrap();
    let error = Sandbox::start(in_file(&path)).await.unwrap_err();
    assert!(
        matches!(error, SandboxError::NotOurs { .. }) && error.to_string().contains("notes.txt")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);

    let path = folder.path().join("other.db");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE theirs (a)").unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    assert!(matches!(
        Sandbox::start(in_file(&path)).await,
        Err(SandboxError::NotOurs { .. })
    ));
    assert_eq!(fs::read(&path).unwrap(), before);

    let path = folder.path().join("older.db");
    Sandbox::start(in_file(&path))
        .await
        .unwrap()
        .stop()
        .await
        .unwrap();
    Connection::open(&path)
        .unwrap()
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    let error = Sandbox::start(in_file(&path)).await.unwrap_err();
    assert!(matches!(error, SandboxError::Version { found: 99, .. }));

    let missing = folder.path().join("no/such/folder/sandbox.db");
    assert!(matches!(
        Sandbox::start(in_file(&missing)).await,
        Err(SandboxError::Store { .. })
    ));
}

#[tokio::test]
async fn a_locked_database_is_an_error_of_each_system_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let busy_timeout = std::time::Duration::from_millis(20);
    let world = World::with(Settings {
        busy_timeout,
        ..in_file(&path)
    })
    .await;
    let id = world.first("key_accounts").await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let account = format!("user/key_accounts/{id}");
    let token = world
        .agilenow_token(
            credentials::AGILENOW_CLIENT_ID,
            credentials::AGILENOW_CLIENT_SECRET,
            "*",
        )
        .await;

    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let failed = world
        .mpdx(Method::PUT, &account, email("lost@example.org"))
        .await
        .expect(500);
    assert_eq!(failed["errors"][0]["title"], "Internal Server Error");
    assert!(
        failed["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("database is locked")
    );
    let upsert = world
        .request(Method::PATCH, "/Endpoint/rest/api/v1/Account")
        .bearer_auth(token);
    let failed = send(upsert.json(&json!({ "Username": "kiosk" })))
        .await
        .expect(500);
    assert_eq!(failed["Type"], "/Errors/Internal Server Error");
    assert!(
        failed["Errors"][0]
            .as_str()
            .unwrap()
            .contains("database is locked")
    );
    let failed = world
        .swift(
            Method::POST,
            "accounts",
            Some(json!({ "data": { "name": "A" }, "type": "account" })),
        )
        .await
        .expect(500);
    assert!(
        failed["errors"]["detail"]
            .as_str()
            .unwrap()
            .contains("database is locked")
    );
    // Reading goes on while another writes.
    assert_ne!(
        world.get(&account).await.expect(200)["data"]["attributes"]["email"],
        "lost@example.org"
    );

    other.execute_batch("ROLLBACK").unwrap();
    world
        .mpdx(Method::PUT, &account, email("found@example.org"))
        .await
        .expect(200);
    world.stop().await;
}

#[tokio::test]
async fn a_full_disk_is_an_error_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let world = World::with(Settings {
        size_limit: Some(1),
        ..in_file(&path)
    })
    .await;
    let count = async || {
        world.swift(Method::GET, "accounts", None).await.expect(200)["data"]["page_info"]["total"]
            .clone()
    };
    let before = count().await;
    let name = "x".repeat(100_000);
    let sent = json!({ "data": { "name": name }, "type": "account" });
    let failed = world
        .swift(Method::POST, "accounts", Some(sent))
        .await
        .expect(500);
    assert!(
        failed["errors"]["detail"]
            .as_str()
            .unwrap()
            .contains("full"),
        "{failed}"
    );
    assert_eq!(count().await, before);
    let id = world.first("key_accounts").await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let account = format!("user/key_accounts/{id}");
    let failed = world
        .mpdx(Method::PUT, &account, email(&name))
        .await
        .expect(500);
    assert!(
        failed["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("full")
    );
    assert_ne!(
        world.get(&account).await.expect(200)["data"]["attributes"]["email"],
        name
    );
    world.stop().await;
}

#[tokio::test]
async fn a_page_from_anywhere_may_call() {
    let world = World::new().await;
    for path in [
        "/api/v2/user/key_accounts",
        "/Endpoint/rest/api/v1/Accounts",
        "/api/v1/accounts",
        "/oAuth/rest/v2/Token",
        "/sandbox/health",
    ] {
        let preflight = world
            .request(Method::OPTIONS, path)
            .header("origin", "https://dashboard.example")
            .header("access-control-request-method", "PATCH")
            .header(
                "access-control-request-headers",
                "authorization,content-type,x-anything",
            );
        let reply = send(preflight).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        assert_eq!(reply.header("access-control-allow-methods"), "PATCH");
        assert_eq!(
            reply.header("access-control-allow-headers"),
            "authorization,content-type,x-anything"
        );
    }
    // Errors can be read, too, and so can the rate limit.
    let reply = send(
        world
            .request(Method::GET, "/api/v2/user")
            .header("origin", "null"),
    )
    .await;
    assert_eq!(
        (reply.status, reply.header("access-control-allow-origin")),
        (415, "*")
    );
    let exposed = reply.header("access-control-expose-headers");
    for name in [
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "retry-after",
    ] {
        assert!(exposed.contains(name), "{exposed}");
    }
    world.stop().await;
}

#[tokio::test]
async fn the_dashboard_is_served_when_there_is_one() {
    let world = World::new().await;
    let page = send(world.request(Method::GET, "/")).await;
    assert!(page.status == 200 && page.text.contains("cargo xtask dashboard"));
    world.stop().await;

    let folder = tempfile::tempdir().unwrap();
    let dashboard = Some(folder.path().to_owned());
    let settings = || Settings {
        accounts: 1,
        dashboard: dashboard.clone(),
        ..Settings::default()
    };
    assert!(matches!(
        Sandbox::start(settings()).await,
        Err(SandboxError::Dashboard { .. })
    ));

    fs::write(folder.path().join("index.html"), "<p>dashboard").unwrap();
    fs::write(folder.path().join("core.wasm"), [0, 97, 115, 109]).unwrap();
    let world = World::with(settings()).await;
    let get = async |path: &str| {
        send(
            world
                .request(Method::GET, path)
                .header("accept", "text/html"),
        )
        .await
    };
    assert_eq!(get("/").await.text, "<p>dashboard");
    assert_eq!(get("/mpdx/key-accounts").await.text, "<p>dashboard");
    assert_eq!(
        get("/core.wasm").await.header("content-type"),
        "application/wasm"
    );
    let missing = send(
        world
            .request(Method::GET, "/missing.js")
            .header("accept", "*/*"),
    )
    .await;
    assert_eq!(missing.status, 404);
    assert_eq!(
        world.get("nonsense").await.expect(404)["errors"][0]["status"],
        "404"
    );
    assert_eq!(world.get("user/key_accounts").await.status, 200);
    world.stop().await;
}

#[tokio::test]
async fn a_stopped_sandbox_takes_no_calls() {
    let world = World::new().await;
    let (http, origin) = (world.http.clone(), world.sandbox.origin());
    world.stop().await;
    let refused = http
        .get(format!("{origin}/sandbox/health"))
        .send()
        .await
        .unwrap_err();
    assert!(refused.is_connect());
}

#[tokio::test]
async fn many_calls_at_once_lose_nothing() {
    let world = World::new().await;
    let mut creations = tokio::task::JoinSet::new();
    for number in 0..20 {
        let sent = json!({ "data": { "name": format!("Company {number}") }, "type": "account" });
        let create = world
            .request(Method::POST, "/api/v1/accounts")
            .bearer_auth(credentials::SWIFT_TOKEN);
        creations.spawn(send(create.json(&sent)));
    }
    for created in creations.join_all().await {
        created.expect(201);
    }
    let attributes = |n: usize| json!({ "data": { "type": "key_accounts", "attributes": { "email": "a@b.example", "remote_id": format!("n{n}") } } });
    let (a, b, c) = tokio::join!(
        world.mpdx(Method::POST, "user/key_accounts", Some(attributes(1))),
        world.mpdx(Method::POST, "user/key_accounts", Some(attributes(2))),
        world.mpdx(Method::POST, "user/key_accounts", Some(attributes(2))),
    );
    let mut statuses = [a.status, b.status, c.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 400]);
    let health = send(world.request(Method::GET, "/sandbox/health"))
        .await
        .expect(200);
    assert_eq!(
        (
            &health["counts"]["swift/accounts"],
            &health["counts"]["mpdx/key-accounts"]
        ),
        (&json!(50), &json!(32))
    );
    world.stop().await;
}
