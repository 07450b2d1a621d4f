//! AgileNow's token endpoint: OAuth 2.0 client credentials, and the refresh tokens that come with
//! its tokens. A refresh token is good for 90 days and once: each answer brings a new one.

use crate::message::{Method, Request, Secret};
use crate::systems::percent_encoded;

/// All that the client may do.
const EVERYTHING: &str = "*";

/// The request that exchanges client credentials for a bearer token. `scope` lists permissions with
/// spaces between them.
pub(super) fn request(client_id: &str, client_secret: &Secret, scope: Option<&str>) -> Request {
    form(&[
        ("grant_type", "client_credentials"),
        ("client_id", client_id),
        ("client_secret", client_secret.reveal()),
        ("scope", scope.unwrap_or(EVERYTHING)),
    ])
}

/// The request that exchanges a refresh token.
pub(super) fn refresh(client_id: &str, refresh_token: &Secret) -> Request {
    form(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token.reveal()),
        ("client_id", client_id),
    ])
}

fn form(members: &[(&str, &str)]) -> Request {
    let body: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{name}={}", percent_encoded(value)))
        .collect();
    Request::new(Method::Post, "oAuth/rest/v2/Token")
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(body.join("&"))
}
