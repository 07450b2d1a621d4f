//! The transport of programs: reqwest.

use std::error::Error as _;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{Duration, Instant};

use reqwest::redirect::Policy;

use crate::call::Elapsed;
use crate::error::Result;
use crate::http::{BaseUrl, LARGEST_ANSWER, Transport, unusable};
use crate::message::{Method, Request, Response, TransportError};

/// How long a connection may take to be made.
const CONNECTING: Duration = Duration::from_secs(10);

/// Sends requests with reqwest, on the tokio runtime that the calls run on.
#[derive(Debug, Clone)]
pub struct NativeTransport {
    client: reqwest::Client,
    /// For this machine, which no proxy can reach.
    direct: reqwest::Client,
    largest: usize,
    started: Instant,
}

impl NativeTransport {
    /// One client with its connections.
    ///
    /// # Errors
    /// When the machine's certificates cannot be read.
    pub fn new() -> Result<NativeTransport> {
        // Another part of the program may have chosen a provider already; any will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            reqwest::Client::builder()
                .user_agent(concat!("roster/", env!("CARGO_PKG_VERSION")))
                // Credentials never follow a redirect, because nothing does.
                .redirect(Policy::none())
                .connect_timeout(CONNECTING)
        };
        Ok(NativeTransport {
            client: builder().build().map_err(unusable)?,
            direct: builder()
                .no_proxy()
                // Nothing on the way forgets such a connection, and to look whether it is old would
                // wake a program at rest.
                .pool_idle_timeout(None)
                .build()
                .map_err(unusable)?,
            largest: LARGEST_ANSWER,
            started: Instant::now(),
        })
    }

    /// With another bound on the size of an answer, in bytes.
    #[must_use]
    pub fn largest_answer(mut self, bytes: usize) -> NativeTransport {
        self.largest = bytes;
        self
    }
}

impl Transport for NativeTransport {
    async fn send(
        &self,
        base: &BaseUrl,
        request: Request,
        within: Duration,
    ) -> Result<Response, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let client = if base.is_loopback() {
            &self.direct
        } else {
            &self.client
        };
        let mut builder = client.request(method, base.join(&request)).timeout(within);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        if let Some(token) = &request.token {
            builder = builder.bearer_auth(token.reveal());
        }
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        read(builder.send().await.map_err(failure)?, self.largest).await
    }

    fn now(&self) -> Elapsed {
        self.started.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }

    /// Two of the standard library's hash keys, which the operating system's randomness seeds.
    fn random(&self) -> u128 {
        let word = || RandomState::new().build_hasher().finish();
        u128::from(word()) << 64 | u128::from(word())
    }
}

async fn read(mut answer: reqwest::Response, largest: usize) -> Result<Response, TransportError> {
    let status = answer.status().as_u16();
    let text = |value: &reqwest::header::HeaderValue| {
        String::from_utf8_lossy(value.as_bytes()).into_owned()
    };
    let headers: Vec<(String, String)> = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect();
    if let Some((_, to)) = headers.iter().find(|(name, _)| name == "location")
        && (300..400).contains(&status)
    {
        return Err(TransportError::Redirected(to.clone()));
    }
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(failure)? {
        if body.len() + part.len() > largest {
            return Err(TransportError::TooLarge { limit: largest });
        }
        body.extend_from_slice(&part);
    }
    Ok(Response {
        status,
        headers,
        body,
    })
}

/// Why there is no answer: reqwest's own words say little, the innermost cause says it.
fn failure(error: reqwest::Error) -> TransportError {
    let mut why = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        why = deeper.to_string();
        cause = deeper.source();
    }
    if error.is_connect() || error.is_builder() {
        TransportError::NotConnected(why)
    } else if error.is_timeout() {
        TransportError::TimedOut
    } else {
        TransportError::Lost(why)
    }
}
