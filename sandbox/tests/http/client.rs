//! A sandbox of thirty accounts, and clients that send exactly what a test says.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use roster_sandbox::{Clock, ClockHands, Sandbox, Settings, credentials};
use serde_json::Value;

/// 2026-01-01T00:00:00Z, when every test begins.
pub const NOW: i64 = 1_767_225_600;

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body, when the status is the expected one.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }
}

pub fn http() -> reqwest::Client {
    // Another test may have installed it already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

pub async fn send(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    Reply {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.text().await.unwrap(),
    }
}

/// A running sandbox whose clock stands still.
pub struct World {
    pub sandbox: Sandbox,
    pub http: reqwest::Client,
    pub hands: ClockHands,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Settings {
            accounts: 30,
            ..Settings::default()
        })
        .await
    }

    pub async fn with(settings: Settings) -> Self {
        let (clock, hands) = Clock::manual(NOW);
        let sandbox = Sandbox::start(Settings { clock, ..settings })
            .await
            .unwrap();
        Self {
            sandbox,
            http: http(),
            hands,
        }
    }

    pub fn advance(&self, seconds: u64) {
        self.hands.advance(Duration::from_secs(seconds));
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.sandbox.origin()))
    }

    /// An MPDX call as it should be: the media type and the token.
    pub async fn mpdx(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let request = self
            .request(method, &format!("/api/v2/{path}"))
            .header("content-type", "application/vnd.api+json")
            .bearer_auth(credentials::mpdx_token());
        send(match body {
            Some(body) => request.body(body.to_string()),
            None => request,
        })
        .await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.mpdx(Method::GET, path, None).await
    }

    /// The first MPDX account of a list.
    pub async fn first(&self, kind: &str) -> Value {
        self.get(&format!("user/{kind}?per_page=1"))
            .await
            .expect(200)["data"][0]
            .clone()
    }

    pub async fn agilenow_token(&self, id: &str, secret: &str, scope: &str) -> String {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", secret),
            ("scope", scope),
        ];
        let reply = send(
            self.request(Method::POST, "/oAuth/rest/v2/Token")
                .form(&form),
        )
        .await;
        reply.expect(200)["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// An AgileNow call of the client that may do everything.
    pub async fn agilenow(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let token = self
            .agilenow_token(
                credentials::AGILENOW_CLIENT_ID,
                credentials::AGILENOW_CLIENT_SECRET,
                "*",
            )
            .await;
        let request = self
            .request(method, &format!("/Endpoint/rest/api/v1/{path}"))
            .bearer_auth(token);
        send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    pub async fn swift(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let request = self
            .request(method, &format!("/api/v1/{path}"))
            .bearer_auth(credentials::SWIFT_TOKEN);
        send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    pub async fn stop(self) {
        self.sandbox.stop().await.unwrap();
    }
}

/// The pointers of an MPDX error, in order.
pub fn pointers(body: &Value) -> Vec<&str> {
    let errors = body["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|error| error["source"]["pointer"].as_str().unwrap_or_default())
        .collect()
}
