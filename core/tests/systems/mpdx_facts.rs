//! Facts of the two MPDX documents that show on the wire or after a while only.

use std::time::Duration;

use roster_core::account::Account;
use roster_core::call::Cancel;
use roster_core::client::without_token;
use roster_core::edit::Draft;
use roster_core::error::ErrorKind;
use roster_core::http::native::NativeTransport;
use roster_core::message::Secret;
use roster_core::schema::System;
use roster_core::systems::mpdx::authenticate::{Ticket, authenticate};
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use roster_core::value::Value;
use serde_json::json as value;

use crate::recorder::{Answer, Recorder, Seen, json};
use crate::support::*;

const ID: &str = "a4ebf99b-5e93-4dd1-bc8b-639b44025c92";
const ORGANIZATION: &str = "7c0e57ee-2ea3-4d91-b4db-6247325c999c";
const PERSON: &str = "35e3efb4-3a3f-4d6a-aace-92ec0ff287cc";
const JSON_API: &str = "application/vnd.api+json";
/// Not that of any known server: organisations run their own.
const BASE: &str = "/our/own/api/v2";

/// The document's own example.
fn record() -> serde_json::Value {
    value!({
        "id": ID, "type": "organization_accounts",
        "attributes": {
            "created_at": "2022-01-12T17:17:58Z", "disable_downloads": false,
            "last_download": null, "latest_donation_date": null, "locked_at": null,
            "remote_id": null, "updated_at": "2022-01-12T17:17:58Z",
            "updated_in_db_at": "2022-01-12T17:17:58Z", "username": "foo",
        },
        "relationships": {
            "organization": { "data": { "id": ORGANIZATION, "type": "organizations" } },
            "person": { "data": { "id": PERSON, "type": "people" } },
        },
    })
}

fn one() -> Answer {
    json(200, value!({ "data": record() }).to_string())
}

fn empty_list() -> Answer {
    let body = value!({ "data": [], "meta": { "pagination": {
        "page": "1", "per_page": "100", "total_count": 0, "total_pages": 0 } } });
    json(200, body.to_string())
}

/// Answers each call as the documents do.
fn documented(seen: &Seen) -> Answer {
    match (seen.method.as_str(), seen.target.contains(ID)) {
        ("DELETE", _) => json(204, ""),
        ("GET", true) if seen.target.contains("/sync") => json(200, ""),
        ("GET", false) => empty_list(),
        ("POST", _) => json(201, value!({ "data": record() }).to_string()),
        _ => one(),
    }
}

fn account() -> Account {
    let mut account = Account::new(&ORGANIZATION_ACCOUNTS, ID);
    account.set("username", Value::text("old"));
    account.set("created_at", Value::text("2022-01-12T17:17:58Z"));
    account.set("updated_at", Value::text("2022-01-12T17:17:58Z"));
    account.set("updated_in_db_at", Value::text("2022-01-12T17:17:58Z"));
    account.set("person", Value::reference(PERSON));
    account
}

#[tokio::test]
async fn every_call_goes_where_the_documents_say_with_their_headers() {
    let server = Recorder::with(documented).await;
    let client = server.client(System::Mpdx, BASE);
    let never = Cancel::never();
    load(&client, &ORGANIZATION_ACCOUNTS).await;
    get(&client, &ORGANIZATION_ACCOUNTS, ID).await.expect("one");
    let values = [("username", "foo"), ("organization", ORGANIZATION)];
    let draft = filled(Draft::create(&ORGANIZATION_ACCOUNTS), &values);
    client.save(&draft, &never).await.expect("made");
    let draft = filled(Draft::edit(account()), &[("username", "foo")]);
    client.save(&draft, &never).await.expect("changed");
    let accounts = &ORGANIZATION_ACCOUNTS;
    client.delete(accounts, ID, &never).await.expect("deleted");
    client.sync(accounts, ID, &never).await.expect("synced");
    load(&client, &KEY_ACCOUNTS).await;

    let all = "/our/own/api/v2/user/organization_accounts";
    let page = "page=1&per_page=100&sort=created_at";
    let names = "include=organization,person";
    assert_eq!(
        server.lines(),
        [
            format!("GET {all}?{page}&{names}"),
            format!("GET {all}/{ID}?{names}"),
            format!("POST {all}?{names}"),
            format!("PUT {all}/{ID}?{names}"),
            format!("DELETE {all}/{ID}"),
            format!("GET {all}/{ID}/sync"),
            // No relationships, so nothing to include.
            format!("GET /our/own/api/v2/user/key_accounts?{page}"),
        ]
    );
    for seen in server.seen() {
        let line = seen.line();
        assert_eq!(seen.header("content-type"), Some(JSON_API), "{line}");
        assert_eq!(seen.header("accept"), Some(JSON_API), "{line}");
        assert_eq!(seen.header("accept-language"), Some("en-US"), "{line}");
        assert_eq!(seen.header("authorization"), Some("Bearer t0ken"), "{line}");
        assert!(!line.contains("t0ken"), "{line}");
    }
}

#[tokio::test]
async fn a_create_has_a_type_an_id_of_its_own_and_what_was_typed() {
    let server = Recorder::with(documented).await;
    let client = server.client(System::Mpdx, BASE);
    let values = [
        ("username", "foo"),
        ("password", "bar"),
        ("organization", ORGANIZATION),
        ("person", PERSON),
    ];
    let draft = filled(Draft::create(&ORGANIZATION_ACCOUNTS), &values);
    client.save(&draft, &Cancel::never()).await.expect("made");
    let mut body = server.seen()[0].json();
    let id = body["data"]["id"].take();
    let id = id.as_str().expect("an id of the client's");
    assert_eq!((id.len(), id.as_bytes()[14]), (36, b'4'), "{id}");
    assert_eq!(
        body,
        value!({ "data": {
            "type": "organization_accounts",
            "id": null,
            "attributes": { "username": "foo", "password": "bar" },
            "relationships": {
                "organization": { "data": { "type": "organizations", "id": ORGANIZATION } },
                "person": { "data": { "type": "people", "id": PERSON } },
            },
        } })
    );
}

#[tokio::test]
async fn an_update_has_what_changed_the_lock_and_nothing_else() {
    let server = Recorder::with(documented).await;
    let client = server.client(System::Mpdx, BASE);
    let never = Cancel::never();
    let mut draft = filled(
        Draft::edit(account()),
        &[("username", "foo"), ("person", "")],
    );
    client.save(&draft, &never).await.expect("changed");
    draft.overwrite(true);
    client.save(&draft, &never).await.expect("changed");
    let body = |attributes: serde_json::Value| {
        value!({ "data": {
            "type": "organization_accounts",
            "attributes": attributes,
            "relationships": { "person": { "data": { "type": "people", "id": "none" } } },
        } })
    };
    let seen = server.seen();
    let lock = value!({ "username": "foo", "updated_in_db_at": "2022-01-12T17:17:58Z" });
    assert_eq!(seen[0].json(), body(lock));
    let forced = value!({ "username": "foo", "overwrite": true });
    assert_eq!(seen[1].json(), body(forced));
}

#[tokio::test]
async fn an_account_at_no_organization_is_not_sent() {
    let server = Recorder::with(documented).await;
    let client = server.client(System::Mpdx, BASE);
    let draft = filled(
        Draft::create(&ORGANIZATION_ACCOUNTS),
        &[("username", "foo")],
    );
    let error = client.save(&draft, &Cancel::never()).await;
    let error = error.expect_err("an organization is required");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(reasons(&error), ["organization: is required"]);
    assert_eq!(server.lines(), [""; 0]);
}

#[tokio::test]
async fn a_ticket_is_sent_as_the_documents_and_the_client_do_without_a_token() {
    let token = value!({ "data": { "id": "user::authenticate", "type": "authenticate", "attributes": {
        "json_web_token": "a.b.c", "created_at": "2022-01-12T17:17:58Z",
        "updated_at": null, "updated_in_db_at": null } } });
    let server = Recorder::with(move |_| json(200, token.to_string())).await;
    let client = server.client(System::Mpdx, BASE);
    let transport = NativeTransport::new().expect("a transport");
    let cas = Ticket::Cas(Secret::new("ST-1"));
    let okta = Ticket::Okta(Secret::new("okta-1"));
    for ticket in [cas, okta] {
        let got = without_token(
            &transport,
            &client.settings().base_url,
            &authenticate(&ticket),
            Duration::from_secs(20),
            &Cancel::never(),
        )
        .await;
        assert_eq!(got.expect("a token").reveal(), "a.b.c");
    }
    let seen = server.seen();
    let sent = |attributes: serde_json::Value| value!({ "data": { "type": "authenticate", "attributes": attributes } });
    assert_eq!(seen[0].json(), sent(value!({ "cas_ticket": "ST-1" })));
    let okta = value!({ "provider": "okta", "access_token": "okta-1" });
    assert_eq!(seen[1].json(), sent(okta));
    for seen in seen {
        assert_eq!(seen.line(), format!("POST {BASE}/user/authenticate"));
        assert_eq!(seen.header("content-type"), Some(JSON_API));
        assert_eq!(seen.header("authorization"), None);
    }
}

#[tokio::test]
async fn an_import_is_seen_by_its_lock_and_its_download() {
    let (sandbox, hands) = sandbox_with_hands().await;
    let client = client(&sandbox, System::Mpdx);
    let never = Cancel::never();
    let account = load(&client, &ORGANIZATION_ACCOUNTS).await.page(0, 1);
    let before = account[0].clone();
    let read = async || get(&client, &ORGANIZATION_ACCOUNTS, before.id()).await;
    hands.advance(Duration::from_secs(86_400));
    client
        .sync(&ORGANIZATION_ACCOUNTS, before.id(), &never)
        .await
        .expect("a sync");
    let running = read().await.expect("the account");
    assert_ne!(running.get("locked_at"), Some(&Value::Null));
    assert_eq!(running.get("last_download"), before.get("last_download"));
    hands.advance(Duration::from_secs(86_400));
    let ended = read().await.expect("the account");
    assert_eq!(ended.get("locked_at"), Some(&Value::Null));
    assert_ne!(ended.get("last_download"), before.get("last_download"));
    // The import changed the account, so an edit from before it is stale, and merges.
    let draft = filled(Draft::edit(running), &[("disable_downloads", "true")]);
    assert!(client.save(&draft, &never).await.expect("saved").merged);
    sandbox.stop().await.expect("an end");
}
