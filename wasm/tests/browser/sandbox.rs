//! The sandbox that the tests talk to, and what they share.

use js_sys::{Array, Object, Promise, Reflect};
use roster_wasm::client::Client;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where it is. A test in a browser has no environment, so this is read when it is compiled.
pub fn origin() -> &'static str {
    match option_env!("ROSTER_SANDBOX") {
        Some(origin) => origin,
        None => panic!(
            "`cargo xtask test --only wasm/chrome` starts a sandbox; or start one yourself and set \
             ROSTER_SANDBOX to the address that it prints"
        ),
    }
}

/// The sandbox's public credentials for that system.
pub async fn credentials(system: &str) -> JsValue {
    let all = format!(
        "fetch('{}/sandbox/credentials').then((it) => it.json())",
        origin()
    );
    get(&run(&all).await, system)
}

pub async fn bearer(system: &str) -> Client {
    let credentials = credentials(system).await;
    let token = text(&credentials, "token");
    connect(system, &format!("token: () => '{token}'")).await
}

pub async fn agilenow() -> Client {
    let credentials = credentials("agilenow").await;
    agilenow_as(
        &text(&credentials, "client_id"),
        &text(&credentials, "client_secret"),
    )
    .await
}

pub async fn agilenow_as(id: &str, secret: &str) -> Client {
    connect(
        "agilenow",
        &format!("clientId: '{id}', clientSecret: async () => '{secret}'"),
    )
    .await
}

/// A client with those settings beside the address.
pub async fn connect(system: &str, settings: &str) -> Client {
    let base = text(&credentials(system).await, "base_path");
    let settings = js(&format!(
        "({{ baseUrl: '{}{base}', {settings} }})",
        origin()
    ));
    Client::new(system, settings)
        .map_err(|error| show(&error))
        .expect("a client")
}

/// Every account, on four pages: enough to show that there is more than one, and few enough for the
/// rate limit.
pub async fn list(client: &Client, resource: &str) -> Vec<JsValue> {
    let count = client.count(resource.into(), none()).await;
    let count = count
        .map_err(|error| show(&error))
        .expect("a count")
        .as_f64()
        .expect("a number");
    let page_size = (count / 4.0).ceil();
    let listing = client.list(resource, js(&format!("({{ pageSize: {page_size} }})")));
    let listing = listing.map_err(|error| show(&error)).expect("a list");
    let (mut accounts, mut pages) = (Vec::new(), 0);
    loop {
        let page = listing
            .next()
            .await
            .map_err(|error| show(&error))
            .expect("a page");
        if page.is_undefined() {
            assert_eq!((accounts.len() as f64, pages), (count, 4));
            return accounts;
        }
        pages += 1;
        accounts.extend(page.unchecked_into::<Array>().iter());
    }
}

/// Every account has every field that its document answers.
pub fn assert_every_field(resource: &str, accounts: &[JsValue], optional: &[&str]) {
    let definitions: Array = roster_wasm::definition::definitions().unchecked_into();
    let definition = definitions
        .iter()
        .find(|one| text(one, "id") == resource)
        .expect(resource);
    let fields: Array = get(&definition, "fields").unchecked_into();
    for field in fields.iter().filter(|field| get(field, "read").is_truthy()) {
        let name = text(&field, "name");
        if optional.contains(&name.as_str()) {
            continue;
        }
        for account in accounts {
            assert!(
                !get(account, &name).is_undefined(),
                "{name} of {}",
                show(account)
            );
        }
    }
}

/// The account of a `{ account, differs, merged }` in which nothing differs.
pub fn saved(result: Result<JsValue, JsValue>) -> JsValue {
    let saved = result.map_err(|error| show(&error)).expect("saved");
    assert_eq!(show(&get(&saved, "differs")), "[]");
    get(&saved, "account")
}

pub async fn run(expression: &str) -> JsValue {
    let promise: Promise = js(expression).unchecked_into();
    JsFuture::from(promise).await.expect(expression)
}

pub fn js(expression: &str) -> JsValue {
    js_sys::eval(expression).expect(expression)
}

pub fn values(expression: &str) -> Object {
    js(expression).unchecked_into()
}

pub fn none() -> JsValue {
    JsValue::UNDEFINED
}

pub fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).expect(name)
}

pub fn text(value: &JsValue, name: &str) -> String {
    let member = get(value, name);
    member
        .as_string()
        .unwrap_or_else(|| panic!("{name} is not text in {}", show(value)))
}

pub fn show(value: &JsValue) -> String {
    js_sys::JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| format!("{value:?}"))
}
