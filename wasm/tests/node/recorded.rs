//! A real HTTP server in Node that gives recorded answers, and what tests of the bindings share.

use js_sys::{Array, Function, Object, Promise, Reflect};
use roster_wasm::client::Client;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub const JSON_API: &str = "application/vnd.api+json; charset=utf-8";
pub const JSON: &str = "application/json";

/// What a request line is answered with: status (0: not at all), content type, body.
pub type Answer<'a> = (&'a str, u16, &'a str, &'a str);

/// A server, which its test closes.
#[derive(Clone)]
pub struct Server(JsValue);

impl Server {
    pub async fn start(answers: &[Answer<'_>]) -> Server {
        let answers: Array = answers
            .iter()
            .map(|(line, status, kind, body)| {
                Array::of4(
                    &(*line).into(),
                    &(*status).into(),
                    &(*kind).into(),
                    &(*body).into(),
                )
            })
            .collect();
        let start = Function::new_with_args("answers", include_str!("server.js"));
        let started: Promise = start
            .call1(&JsValue::NULL, &answers)
            .unwrap()
            .unchecked_into();
        Server(JsFuture::from(started).await.unwrap())
    }

    pub fn address(&self) -> String {
        text(&self.0, "address")
    }

    /// Lines of the requests that came, in order.
    pub fn lines(&self) -> Vec<String> {
        let requests: Array = get(&self.0, "requests").unchecked_into();
        requests
            .iter()
            .map(|request| text(&request, "line"))
            .collect()
    }

    /// The last request's body.
    pub fn sent(&self) -> String {
        let requests: Array = get(&self.0, "requests").unchecked_into();
        text(&requests.get(requests.length() - 1), "body")
    }

    pub async fn close(self) {
        let close: Function = get(&self.0, "close").unchecked_into();
        let closed: Promise = close.call0(&self.0).unwrap().unchecked_into();
        JsFuture::from(closed).await.unwrap();
    }

    pub fn mpdx(&self) -> Client {
        client(
            "mpdx",
            &format!("{}/api/v2/", self.address()),
            "() => 'mpdx-token'",
        )
    }

    pub fn swift(&self) -> Client {
        client("swift", &self.address(), "async () => 'apik_token'")
    }

    pub fn agilenow(&self) -> Client {
        let settings = js(&format!(
            "({{ baseUrl: '{}', clientId: 'roster', clientSecret: () => 'client-secret' }})",
            self.address()
        ));
        Client::new("agilenow", settings).unwrap()
    }
}

/// A client whose token function is the JavaScript given.
pub fn client(system: &str, base_url: &str, token: &str) -> Client {
    let settings = js(&format!("({{ baseUrl: '{base_url}', token: {token} }})"));
    Client::new(system, settings).unwrap()
}

/// Evaluates an expression.
pub fn js(expression: &str) -> JsValue {
    js_sys::eval(expression).unwrap()
}

pub fn none() -> JsValue {
    JsValue::UNDEFINED
}

pub fn values(expression: &str) -> Object {
    js(expression).unchecked_into()
}

pub fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

pub fn text(value: &JsValue, name: &str) -> String {
    let member = get(value, name);
    member
        .as_string()
        .unwrap_or_else(|| panic!("{name} is not text: {member:?}"))
}

/// A value as a test can read it: JSON, but a `BigInt` as `123n`, and `undefined` by its name.
pub fn show(value: &JsValue) -> String {
    let show = js(
        "(value) => value === undefined ? 'undefined' : JSON.stringify(value, \
         (_, member) => typeof member === 'bigint' ? `${member}n` : member)",
    );
    let show: Function = show.unchecked_into();
    show.call1(&JsValue::NULL, value)
        .unwrap()
        .as_string()
        .unwrap()
}
