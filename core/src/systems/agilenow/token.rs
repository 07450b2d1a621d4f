//! AgileNow's token endpoint: OAuth 2.0 client credentials.

use crate::message::{Method, Request, Secret};
use crate::systems::percent_encoded;

/// The request that exchanges client credentials for a bearer token.
pub(super) fn request(client_id: &str, client_secret: &Secret) -> Request {
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", client_id),
        ("client_secret", client_secret.reveal()),
        ("scope", "*"),
    ];
    let body: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", percent_encoded(value)))
        .collect();
    Request::new(Method::Post, "oAuth/rest/v2/Token")
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(body.join("&"))
}
