//! Token functions: what they throw is the cause, what they give is never shown.

use roster_wasm::client::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{JSON_API, Server, client, get, js, none, show, text};

const ID: &str = "54ecd774-ac41-4026-a103-03893eedeb53";
const ACCOUNT: &str = "GET /api/v2/user/key_accounts/54ecd774-ac41-4026-a103-03893eedeb53";

async fn get_account(client: &Client) -> JsValue {
    client
        .get("mpdx/key-accounts".into(), ID.into(), none())
        .await
        .unwrap_err()
}

#[wasm_bindgen_test]
async fn a_token_function_that_fails_is_the_cause() {
    for (token, told) in [
        (
            "() => { throw new Error('session is over') }",
            "token() failed",
        ),
        (
            "async () => { throw new Error('session is over') }",
            "token() failed",
        ),
        ("() => Promise.reject('session is over')", "token() failed"),
    ] {
        let server = Server::start(&[]).await;
        let error = get_account(&client(
            "mpdx",
            &format!("{}/api/v2", server.address()),
            token,
        ))
        .await;
        assert!(server.lines().is_empty(), "nothing is sent without a token");
        server.close().await;
        assert_eq!(text(&error, "code"), "unauthorized");
        assert_eq!(text(&error, "effect"), "nothing_sent");
        assert!(text(&error, "message").contains(told), "{}", show(&error));
        let cause = get(&error, "cause");
        let cause = cause.as_string().unwrap_or_else(|| text(&cause, "message"));
        assert_eq!(cause, "session is over");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_token_is_refused_and_never_shown() {
    for (token, told) in [
        ("() => ''", "empty"),
        ("() => undefined", "undefined"),
        ("() => 42", "number"),
        ("() => ({ token: 'hunter2' })", "object"),
        ("() => 'hunt\\ner2'", "character"),
        ("() => 'hunter2\\u{1F4A9}'", "character"),
    ] {
        let server = Server::start(&[]).await;
        let error = get_account(&client(
            "mpdx",
            &format!("{}/api/v2", server.address()),
            token,
        ))
        .await;
        assert!(server.lines().is_empty(), "nothing is sent with {token}");
        server.close().await;
        assert_eq!(
            text(&error, "code"),
            "unauthorized",
            "{token}: {}",
            show(&error)
        );
        assert!(
            text(&error, "message").contains(told),
            "{token}: {}",
            show(&error)
        );
        assert!(!show(&error).contains("hunter2"), "{}", show(&error));
    }
}

#[wasm_bindgen_test]
async fn a_refused_token_is_asked_for_once_more() {
    let server =
        Server::start(&[(ACCOUNT, 401, JSON_API, r#"{"errors":[{"status":"401"}]}"#)]).await;
    js("globalThis.asked = 0");
    let base = format!("{}/api/v2/", server.address());
    let error = get_account(&client("mpdx", &base, "() => `hunter2-${++asked}`")).await;
    assert_eq!(server.lines().len(), 2);
    server.close().await;
    assert_eq!(text(&error, "code"), "unauthorized");
    assert!(!show(&error).contains("hunter2"), "{}", show(&error));
}
