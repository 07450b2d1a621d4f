//! Errors as data: the system's own reasons always arrive, secrets never do.

use roster_wasm::client::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{JSON, JSON_API, Server, get, js, none, show, text, values};

const ID: &str = "54ecd774-ac41-4026-a103-03893eedeb53";
const ACCOUNT: &str = "GET /api/v2/user/key_accounts/54ecd774-ac41-4026-a103-03893eedeb53";

async fn get_account(client: &Client) -> JsValue {
    client
        .get("mpdx/key-accounts".into(), ID.into(), none())
        .await
        .unwrap_err()
}

#[wasm_bindgen_test]
async fn a_refusal_carries_the_systems_reasons_by_field() {
    let server = Server::start(&[(
        "POST /api/v2/user/key_accounts",
        400,
        JSON_API,
        r#"{"errors":[{"status":"400","source":{"pointer":"/data/attributes/remote_id"},
            "title":"has already been taken","detail":"Remote has already been taken"},
            {"status":400,"title":"is not liked"}]}"#,
    )])
    .await;
    let account = values("({ email: 'a@example.com', remote_id: '88', first_name: undefined })");
    let sent = server
        .mpdx()
        .create("mpdx/key-accounts".into(), account, none())
        .await;
    let body = server.sent();
    server.close().await;
    assert!(
        !body.contains("first_name"),
        "undefined gives nothing: {body}"
    );
    let error = sent.unwrap_err();
    assert_eq!(text(&error, "code"), "rejected");
    assert_eq!(get(&error, "status").as_f64(), Some(400.0));
    assert_eq!(get(&error, "retryable").as_bool(), Some(false));
    assert_eq!(text(&error, "effect"), "not_applied");
    let reasons = show(&get(&error, "reasons"));
    assert!(
        reasons.contains(r#"{"field":"remote_id","message":"#),
        "{reasons}"
    );
    assert!(reasons.contains("has already been taken"), "{reasons}");
    assert!(reasons.contains("is not liked"), "{reasons}");
}

#[wasm_bindgen_test]
async fn an_answer_that_is_none_is_told_as_it_came() {
    for (status, kind, body, code, told) in [
        (
            200,
            "text/html",
            "<html><h1>Welcome</h1>",
            "malformed",
            "HTML",
        ),
        (200, JSON_API, "", "malformed", "empty"),
        (
            200,
            JSON_API,
            r#"{"data":{"id":"54e"#,
            "malformed",
            "cannot be read",
        ),
        (404, JSON_API, "", "not_found", "no such account"),
        (
            502,
            "text/html",
            "<h1>Bad gateway</h1>",
            "server",
            "Bad gateway",
        ),
    ] {
        let server = Server::start(&[(ACCOUNT, status, kind, body)]).await;
        let error = get_account(&server.mpdx()).await;
        server.close().await;
        assert_eq!(text(&error, "code"), code, "{}", show(&error));
        assert!(
            show(&get(&error, "report")).contains(told),
            "{}",
            show(&error)
        );
    }
}

#[wasm_bindgen_test]
async fn nobody_listening_is_a_connection_that_may_be_tried_again() {
    let server = Server::start(&[]).await;
    let client = server.mpdx();
    server.close().await;
    let error = get_account(&client).await;
    assert_eq!(text(&error, "code"), "connection", "{}", show(&error));
    assert_eq!(get(&error, "retryable").as_bool(), Some(true));
}

#[wasm_bindgen_test]
async fn a_conflict_shows_three_sides() {
    let account = |name: &str, version: &str| {
        format!(
            r#"{{"data":{{"id":"{ID}","type":"key_accounts","attributes":{{"first_name":"{name}",
            "email":"a@example.com","remote_id":"88","updated_in_db_at":"{version}"}}}}}}"#
        )
    };
    let server = Server::start(&[
        (
            ACCOUNT,
            200,
            JSON_API,
            &account("Anna", "2021-11-23T14:37:45Z"),
        ),
        (
            ACCOUNT,
            200,
            JSON_API,
            &account("Anne", "2022-01-12T17:17:58Z"),
        ),
        (
            "PUT /api/v2/user/key_accounts/54ecd774-ac41-4026-a103-03893eedeb53",
            409,
            JSON_API,
            r#"{"errors":[{"status":"409","source":{"pointer":"/data/attributes/updated_in_db_at"},
                "title":"is not equal to the current value in the database (2022-01-12T17:17:58Z)",
                "meta":{"updated_in_db_at":"2022-01-12T17:17:58Z"}}]}"#,
        ),
    ])
    .await;
    let sent = values("({ first_name: 'Hanna' })");
    let updated = server
        .mpdx()
        .update("mpdx/key-accounts".into(), ID.into(), sent, none())
        .await;
    server.close().await;
    let error = updated.unwrap_err();
    assert_eq!(text(&error, "code"), "conflict", "{}", show(&error));
    assert_eq!(show(&get(&error, "clashing")), r#"["first_name"]"#);
    let side = |name: &str| text(&get(&error, name), "first_name");
    assert_eq!(
        [side("base"), side("mine"), side("theirs")],
        ["Anna", "Hanna", "Anne"]
    );
}

#[wasm_bindgen_test]
async fn an_option_that_makes_no_sense_is_named() {
    let token = "token: () => 't'";
    for (system, settings, told) in [
        ("mpdx", "undefined".to_owned(), "baseUrl"),
        ("mpdx", format!("({{ {token} }})"), "baseUrl"),
        (
            "mpdx",
            "({ baseUrl: 'https://x.example/' })".to_owned(),
            "token",
        ),
        (
            "mpdx",
            format!("({{ baseUrl: 'http://x.example/', {token} }})"),
            "https",
        ),
        ("mpdx", format!("({{ baseUrl: 5, {token} }})"), "baseUrl"),
        (
            "mpdx",
            format!("({{ baseURL: 'https://x.example/', {token} }})"),
            "baseURL",
        ),
        (
            "mpdx",
            format!("({{ baseUrl: 'https://x.example/', {token}, timeout: 0 }})"),
            "timeout",
        ),
        (
            "mpdx",
            format!("({{ baseUrl: 'https://x.example/', {token}, readOnly: 1 }})"),
            "readOnly",
        ),
        (
            "mpdx",
            "({ baseUrl: 'https://x.example/', token: 'text' })".to_owned(),
            "token",
        ),
        (
            "agilenow",
            "({ baseUrl: 'https://x.example/', clientSecret: () => 's' })".to_owned(),
            "clientId",
        ),
        (
            "nonesuch",
            format!("({{ baseUrl: 'https://x.example/', {token} }})"),
            "nonesuch",
        ),
    ] {
        let error = Client::new(system, js(&settings)).err().unwrap();
        assert_eq!(text(&error, "code"), "invalid");
        assert!(
            text(&error, "message").contains(told),
            "{settings}: {}",
            show(&error)
        );
    }
}

#[wasm_bindgen_test]
async fn what_the_documents_do_not_have_is_not_sent() {
    let server = Server::start(&[]).await;
    let id = "01J0CRVTXX9KBD9NWS02R5R8RT";
    let unsupported = server
        .swift()
        .delete("swift/accounts".into(), id.into(), none())
        .await;
    let wrong_id = server
        .mpdx()
        .get("mpdx/key-accounts".into(), "1; drop".into(), none())
        .await;
    let elsewhere = server
        .swift()
        .get("mpdx/key-accounts".into(), ID.into(), none())
        .await;
    let unknown = server
        .swift()
        .get("swift/users".into(), id.into(), none())
        .await;
    let option = server
        .swift()
        .get("swift/accounts".into(), id.into(), js("({ sginal: 1 })"))
        .await;
    let throwing = values("({ get name() { throw new Error('never mind') } })");
    let throwing = server
        .swift()
        .create("swift/accounts".into(), throwing, none())
        .await;
    let field = values("({ nmae: 'ACME' })");
    let field = server
        .swift()
        .create("swift/accounts".into(), field, none())
        .await;
    assert!(server.lines().is_empty());
    server.close().await;
    for (error, code, told) in [
        (unsupported.unwrap_err(), "unsupported", "no deletion"),
        (wrong_id.unwrap_err(), "invalid", "UUID"),
        (elsewhere.unwrap_err(), "invalid", "Swift"),
        (unknown.unwrap_err(), "invalid", "swift/accounts"),
        (option.unwrap_err(), "invalid", "sginal"),
        (throwing.unwrap_err(), "invalid", "throws"),
        (field.unwrap_err(), "invalid", "nmae"),
    ] {
        assert_eq!(text(&error, "code"), code, "{}", show(&error));
        assert_eq!(text(&error, "effect"), "nothing_sent");
        assert!(text(&error, "message").contains(told), "{}", show(&error));
    }
}

#[wasm_bindgen_test]
async fn a_read_only_client_changes_nothing() {
    let server = Server::start(&[]).await;
    let settings = format!(
        "({{ baseUrl: '{}', token: () => 't', readOnly: true }})",
        server.address()
    );
    let client = Client::new("swift", js(&settings)).unwrap();
    let account = values("({ name: 'ACME' })");
    let error = client
        .create("swift/accounts".into(), account, none())
        .await
        .unwrap_err();
    assert!(server.lines().is_empty());
    server.close().await;
    assert_eq!(text(&error, "code"), "forbidden", "{}", show(&error));
}

#[wasm_bindgen_test]
async fn agilenow_says_which_request_its_support_asks_for() {
    let server = Server::start(&[
        (
            "POST /oAuth/rest/v2/Token",
            200,
            JSON,
            r#"{"token_type":"Bearer","expires_in":3599,"access_token":"t"}"#,
        ),
        (
            "GET /Endpoint/rest/api/v1/Account/7",
            403,
            JSON,
            r#"{"Errors":["The user does not have access to execute operation"],
                "Type":"/Errors/Permission","Title":"Bad Request","StatusCode":403,
                "Instance":"/x","RequestKey":"894ea43c-b8a6-4195-9a9c-82c07d9cc33a"}"#,
        ),
    ])
    .await;
    let got = server
        .agilenow()
        .get("agilenow/accounts".into(), "7".into(), none())
        .await;
    server.close().await;
    let error = got.unwrap_err();
    assert_eq!(text(&error, "code"), "forbidden");
    assert_eq!(
        text(&error, "requestId"),
        "894ea43c-b8a6-4195-9a9c-82c07d9cc33a"
    );
    assert!(show(&get(&error, "reasons")).contains("does not have access"));
}
