//! The transport of browsers and Node: `fetch`, by gloo-net.

use std::time::Duration;

use gloo_net::http::{Headers, RequestBuilder};
use web_sys::{AbortController, AbortSignal, RequestCredentials, RequestRedirect, ResponseType};

use crate::call::Elapsed;
use crate::http::{BaseUrl, LARGEST_ANSWER, Transport};
use crate::message::{Method, Request, Response, TransportError};

/// Sends requests with the platform's `fetch`.
#[derive(Debug, Clone, Default)]
pub struct BrowserTransport;

/// gloo-net does not end a request whose future is dropped, so this does. It aborts without a
/// reason of its own: gloo-net stops the program on a reason that is not an `Error`.
struct Abort(Option<AbortController>);

impl Abort {
    fn new() -> Abort {
        Abort(AbortController::new().ok())
    }

    fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

impl Transport for BrowserTransport {
    /// The time is kept by the one who asks: dropping this future ends the request.
    async fn send(
        &self,
        base: &BaseUrl,
        request: Request,
        _within: Duration,
    ) -> Result<Response, TransportError> {
        let abort = Abort::new();
        let fetch = build(base, request, &abort).map_err(not_sent)?;
        let answer = fetch.send().await.map_err(lost)?;
        if answer.type_() == ResponseType::Opaqueredirect {
            let hidden = "the browser does not say where".to_owned();
            return Err(TransportError::Redirected(hidden));
        }
        let headers: Vec<(String, String)> = answer.headers().entries().collect();
        let length = headers.iter().find(|(name, _)| name == "content-length");
        let announced = length.and_then(|(_, length)| length.parse::<usize>().ok());
        let too_large = TransportError::TooLarge {
            limit: LARGEST_ANSWER,
        };
        if announced.is_some_and(|length| length > LARGEST_ANSWER) {
            return Err(too_large);
        }
        let status = answer.status();
        let body = answer.binary().await.map_err(lost)?;
        if body.len() > LARGEST_ANSWER {
            return Err(too_large);
        }
        Ok(Response {
            status,
            headers,
            body,
        })
    }

    fn now(&self) -> Elapsed {
        // `performance` is missing in some workers; `Date` may step back, which only lengthens a
        // deadline.
        Duration::from_millis(js_sys::Date::now().max(0.0) as u64)
    }

    async fn sleep(&self, duration: Duration) {
        // A timer of 2^31 ms or more fires at once.
        let most = Duration::from_millis(u64::from(u32::MAX >> 1));
        gloo_timers::future::sleep(duration.min(most)).await;
    }

    fn random(&self) -> u128 {
        let part = || u128::from((js_sys::Math::random() * f64::from(u32::MAX)) as u32);
        (0..4).fold(0, |bits, _| bits << 32 | part())
    }
}

fn build(
    base: &BaseUrl,
    request: Request,
    abort: &Abort,
) -> Result<gloo_net::http::Request, gloo_net::Error> {
    let method = match request.method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    };
    let headers = Headers::new();
    for (name, value) in &request.headers {
        headers.set(name, value);
    }
    if let Some(token) = &request.token {
        headers.set("Authorization", &format!("Bearer {}", token.reveal()));
    }
    let builder = RequestBuilder::new(&base.join(&request))
        .method(method)
        .headers(headers)
        // Cookies of the dashboard's own site have no business with the system.
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Manual)
        .cache(web_sys::RequestCache::NoStore)
        .abort_signal(abort.signal().as_ref());
    match request.body {
        Some(body) => builder.body(js_sys::Uint8Array::from(body.as_slice())),
        None => builder.build(),
    }
}

fn not_sent(error: gloo_net::Error) -> TransportError {
    TransportError::NotConnected(error.to_string())
}

/// Before it says this, a browser may have sent the request several times: what was lost on a
/// connection that it had used before is sent again on another one, a POST too, and neither can that
/// be forbidden nor is it told. Creates with an id of their own are looked for because of it.
///
/// `fetch` does not say whether a connection was ever made: for a browser, that is a secret of
/// other sites.
fn lost(error: gloo_net::Error) -> TransportError {
    let why = error.to_string();
    // The class of the error is for programmers, the words behind it for people.
    let words = why.strip_prefix("TypeError: ").unwrap_or(&why);
    TransportError::Lost(words.to_owned())
}
