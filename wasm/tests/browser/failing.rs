//! Calls that do not go well: called off, too slow, not let in, nobody there.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::sandbox::{bearer, connect, js, list, none, show, text};

const ACCOUNTS: &str = "swift/accounts";

#[wasm_bindgen_test]
async fn an_abort_settles_the_call_whatever_its_reason() {
    let client = bearer("swift").await;
    for reason in [
        "",
        "undefined",
        "'no error at all'",
        "new Error('left')",
        "null",
    ] {
        js("globalThis.controller = new AbortController()");
        let options = js("({ signal: controller.signal, pageSize: 1, \
             onProgress() { controller.abort(globalThis.reason) } })");
        js(&format!(
            "globalThis.reason = {}",
            if reason.is_empty() {
                "undefined"
            } else {
                reason
            }
        ));
        let error = client
            .load(ACCOUNTS.into(), options)
            .await
            .err()
            .expect("called off");
        assert_eq!(
            text(&error, "code"),
            "cancelled",
            "{reason}: {}",
            show(&error)
        );
    }
    let before = js("({ signal: AbortSignal.abort('before') })");
    let error = client.count(ACCOUNTS.into(), before).await.unwrap_err();
    assert_eq!(text(&error, "code"), "cancelled");
    // The client is as good as before.
    assert!(!list(&client, ACCOUNTS).await.is_empty());
}

#[wasm_bindgen_test]
async fn a_deadline_ends_the_call() {
    let client = connect("swift", "token: () => new Promise(() => {}), timeout: 20").await;
    let error = client.count(ACCOUNTS.into(), none()).await.unwrap_err();
    assert_eq!(text(&error, "code"), "timeout", "{}", show(&error));
}

#[wasm_bindgen_test]
async fn a_token_that_is_not_taken_is_unauthorized() {
    for system in ["mpdx", "swift"] {
        let client = connect(system, "token: async () => 'apik_hunter2'").await;
        let resource = if system == "mpdx" {
            "mpdx/key-accounts"
        } else {
            ACCOUNTS
        };
        let error = client.count(resource.into(), none()).await.unwrap_err();
        assert_eq!(text(&error, "code"), "unauthorized", "{}", show(&error));
        assert!(!show(&error).contains("hunter2"), "{}", show(&error));
    }
}

#[wasm_bindgen_test]
async fn nobody_there_is_a_connection_error() {
    // Port 1 is one that browsers refuse and nobody listens on.
    let settings = js("({ baseUrl: 'http://127.0.0.1:1/', token: () => 'apik_x' })");
    let client = roster_wasm::client::Client::new("swift", settings).expect("a client");
    let error = client.count(ACCOUNTS.into(), none()).await.unwrap_err();
    assert_eq!(text(&error, "code"), "connection", "{}", show(&error));
}
