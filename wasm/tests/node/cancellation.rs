//! A call that is called off settles, whatever the reason, and leaves nothing behind.

use js_sys::{Function, Promise};
use roster_wasm::client::Client;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{JSON, Server, client, js, none, show, text};

const ID: &str = "01J0CRVTXX9KBD9NWS02R5R8RT";
const ACCOUNT: &str = "GET /api/v1/accounts/01J0CRVTXX9KBD9NWS02R5R8RT";
const SILENCE: (&str, u16, &str, &str) = (ACCOUNT, 0, JSON, "");

async fn get_account(client: &Client, options: &str) -> Result<JsValue, JsValue> {
    let got = client
        .get("swift/accounts".into(), ID.into(), js(options))
        .await;
    got.map(JsValue::from)
}

fn listeners() -> f64 {
    let count = js(
        "process.getBuiltinModule('node:events').getEventListeners(controller.signal, 'abort').length",
    );
    count.as_f64().unwrap()
}

/// Aborts as soon as the server has the request.
async fn abort_when_received(server: &Server, abort: &str) {
    let wait = Function::new_with_args(
        "requests, abort",
        "return new Promise((resolve) => {
            const look = () => requests().length > 0 ? resolve(abort()) : setImmediate(look);
            look();
        })",
    );
    let lines = wasm_bindgen::closure::Closure::<dyn Fn() -> js_sys::Array>::new({
        let server = server.clone();
        move || server.lines().into_iter().map(JsValue::from).collect()
    });
    let promise: Promise = wait
        .call2(&JsValue::NULL, lines.as_ref(), &js(abort))
        .unwrap()
        .unchecked_into();
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
async fn any_reason_settles_the_call() {
    for abort in [
        "() => controller.abort()",
        "() => controller.abort(undefined)",
        "() => controller.abort('no error at all')",
        "() => controller.abort({ code: 7 })",
        "() => controller.abort(new Error('left the page'))",
    ] {
        let server = Server::start(&[SILENCE]).await;
        js("globalThis.controller = new AbortController()");
        let client = server.swift();
        let call = get_account(&client, "({ signal: controller.signal })");
        let (ended, ()) = futures(call, abort_when_received(&server, abort)).await;
        server.close().await;
        let error = ended.unwrap_err();
        assert_eq!(
            text(&error, "code"),
            "cancelled",
            "{abort}: {}",
            show(&error)
        );
        assert_eq!(listeners(), 0.0, "{abort}");
    }
}

#[wasm_bindgen_test]
async fn an_aborted_signal_sends_nothing() {
    let server = Server::start(&[SILENCE]).await;
    let ended = get_account(&server.swift(), "({ signal: AbortSignal.abort('before') })").await;
    assert!(server.lines().is_empty());
    server.close().await;
    let error = ended.unwrap_err();
    assert_eq!(text(&error, "code"), "cancelled");
    assert_eq!(text(&error, "effect"), "nothing_sent");
}

#[wasm_bindgen_test]
async fn a_call_that_ends_well_leaves_no_listener() {
    let server = Server::start(&[(
        ACCOUNT,
        200,
        JSON,
        r#"{"type":"account","data":{"id":"01J0CRVTXX9KBD9NWS02R5R8RT","name":"ACME Corp"}}"#,
    )])
    .await;
    js("globalThis.controller = new AbortController()");
    let got = get_account(&server.swift(), "({ signal: controller.signal })").await;
    server.close().await;
    assert_eq!(text(&got.unwrap(), "name"), "ACME Corp");
    assert_eq!(listeners(), 0.0);
}

#[wasm_bindgen_test]
async fn a_signal_that_is_none_is_refused() {
    let server = Server::start(&[SILENCE]).await;
    let client = server.swift();
    for options in [
        "({ signal: 'stop' })",
        "({ signal: {} })",
        "({ signal: { aborted: false } })",
    ] {
        let error = get_account(&client, options).await.unwrap_err();
        assert!(
            text(&error, "message").contains("AbortSignal"),
            "{}",
            show(&error)
        );
    }
    server.close().await;
}

#[wasm_bindgen_test]
async fn silence_ends_at_the_deadline() {
    let server = Server::start(&[SILENCE]).await;
    let settings = format!(
        "({{ baseUrl: '{}', token: () => 't', timeout: 50 }})",
        server.address()
    );
    let client = Client::new("swift", js(&settings)).unwrap();
    let error = get_account(&client, "undefined").await.unwrap_err();
    server.close().await;
    assert_eq!(text(&error, "code"), "timeout", "{}", show(&error));
}

#[wasm_bindgen_test]
async fn a_token_function_that_never_answers_ends_at_the_deadline() {
    let settings =
        "({ baseUrl: 'https://x.example/', token: () => new Promise(() => {}), timeout: 50 })";
    let client = Client::new("swift", js(settings)).unwrap();
    let error = get_account(&client, "undefined").await.unwrap_err();
    assert_eq!(text(&error, "code"), "timeout", "{}", show(&error));
}

#[wasm_bindgen_test]
async fn what_a_progress_function_throws_ends_the_load() {
    let page = r#"{"type":"list","data":{"items":[{"type":"account",
        "data":{"id":"01J0CRVTXX9KBD9NWS02R5R8RT"}}],"page_info":{"after":"next"}}}"#;
    let server = Server::start(&[("GET /api/v1/accounts", 200, JSON, page)]).await;
    let options = js("({ pageSize: 1, onProgress() { throw new TypeError('not mine') } })");
    let loaded = server.swift().load("swift/accounts".into(), options).await;
    assert_eq!(server.lines().len(), 1);
    server.close().await;
    assert_eq!(text(&loaded.err().unwrap(), "message"), "not mine");
}

#[wasm_bindgen_test]
async fn two_calls_run_at_once() {
    let answer = r#"{"type":"account","data":{"id":"01J0CRVTXX9KBD9NWS02R5R8RT","name":"ACME"}}"#;
    let server = Server::start(&[(ACCOUNT, 200, JSON, answer)]).await;
    let client = client("swift", &server.address(), "async () => 't'");
    let (one, two) = futures(
        get_account(&client, "undefined"),
        client.get("swift/accounts".into(), ID.into(), none()),
    )
    .await;
    server.close().await;
    assert_eq!(
        (text(&one.unwrap(), "name"), text(&two.unwrap(), "name")),
        ("ACME".into(), "ACME".into())
    );
}

async fn futures<A, B>(one: impl Future<Output = A>, two: impl Future<Output = B>) -> (A, B) {
    futures_util::future::join(one, two).await
}
