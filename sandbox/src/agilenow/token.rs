//! `POST /oAuth/rest/v2/Token`: client credentials and refresh tokens.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::{Connection, OptionalExtension};
use serde_json::json;
use uuid::Uuid;

use crate::agilenow::access::{self, CLIENTS, Client, Permission, TOKEN_LIFETIME, TokenLifetime};
use crate::agilenow::error::Failure;
use crate::app::App;
use crate::store::StoreError;

/// 90 days.
const REFRESH_LIFETIME: i64 = 90 * 86_400;

/// Why no token is issued, in OAuth's own words.
enum Refusal {
    InvalidRequest(&'static str),
    InvalidClient,
    InvalidGrant,
    InvalidScope,
    UnsupportedGrantType,
    Store(Failure),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Refusal {
    /// OAuth's members and the envelope in one object, without a RequestKey.
    fn answer(self, instance: &str) -> Response {
        let (code, description) = match self {
            Self::InvalidRequest(what) => ("invalid_request", what),
            Self::InvalidClient => ("invalid_client", "The client id or secret is not valid."),
            Self::InvalidGrant => (
                "invalid_grant",
                "The refresh token is not valid, was used, or has expired.",
            ),
            Self::InvalidScope => (
                "invalid_scope",
                "The scope names a permission that does not exist.",
            ),
            Self::UnsupportedGrantType => (
                "unsupported_grant_type",
                "grant_type has to be client_credentials or refresh_token.",
            ),
            Self::Store(failure) => {
                return (
                    failure.status(),
                    Json(failure.envelope_without_key(instance)),
                )
                    .into_response();
            }
        };
        let failure = match code {
            "invalid_client" => Failure::unauthorized(),
            _ => Failure::bad(description),
        };
        let mut envelope = failure.envelope_without_key(instance);
        envelope["error"] = code.into();
        envelope["error_description"] = description.into();
        (failure.status(), Json(envelope)).into_response()
    }
}

/// What a token is issued for.
struct Grant {
    client_id: String,
    scope: String,
}

pub async fn issue(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    lifetime: Option<Extension<TokenLifetime>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = match form(&headers, &body) {
        Ok(form) => form,
        Err(refusal) => return refusal.answer(uri.path()),
    };
    let now = app.clock.now_seconds();
    let lifetime = lifetime.map_or(TOKEN_LIFETIME, |Extension(TokenLifetime(seconds))| seconds);
    let end = now.saturating_add(lifetime);
    let issued = app
        .store
        .write(move |connection| {
            let grant = grant(&form, &headers, connection, now)?;
            let refresh_token = new_refresh_token(&grant, connection, now)?;
            Ok::<_, Refusal>(json!({
                "token_type": "Bearer",
                "expires_in": TOKEN_LIFETIME,
                "access_token": access::token(&grant.client_id, &grant.scope, end),
                "refresh_token": refresh_token,
            }))
        })
        .await;
    match issued {
        Ok(token) => (
            StatusCode::OK,
            [(header::CACHE_CONTROL, "no-store")],
            Json(token),
        )
            .into_response(),
        Err(refusal) => refusal.answer(uri.path()),
    }
}

fn form(headers: &HeaderMap, body: &[u8]) -> Result<HashMap<String, String>, Refusal> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !content_type.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return Err(Refusal::InvalidRequest(
            "The body has to be application/x-www-form-urlencoded.",
        ));
    }
    Ok(form_urlencoded::parse(body).into_owned().collect())
}

fn grant(
    form: &HashMap<String, String>,
    headers: &HeaderMap,
    connection: &Connection,
    now: i64,
) -> Result<Grant, Refusal> {
    match form.get("grant_type").map(String::as_str) {
        Some("client_credentials") => {
            let (id, secret) = client_credentials(form, headers).ok_or(Refusal::InvalidClient)?;
            let client = CLIENTS
                .iter()
                .find(|client| client.id == id && client.secret == secret)
                .ok_or(Refusal::InvalidClient)?;
            let scope = scope(client, form.get("scope").map_or("*", String::as_str))?;
            Ok(Grant {
                client_id: id,
                scope,
            })
        }
        Some("refresh_token") => refresh(form, headers, connection, now),
        Some(_) => Err(Refusal::UnsupportedGrantType),
        None => Err(Refusal::InvalidRequest("grant_type is missing.")),
    }
}

/// From the form, or from HTTP Basic, whose two halves are form-encoded (RFC 6749, 2.3.1).
fn client_credentials(
    form: &HashMap<String, String>,
    headers: &HeaderMap,
) -> Option<(String, String)> {
    if let (Some(id), Some(secret)) = (form.get("client_id"), form.get("client_secret")) {
        return Some((id.clone(), secret.clone()));
    }
    let (scheme, pair) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some((decoded(id), decoded(secret)))
}

fn decoded(text: &str) -> String {
    form_urlencoded::parse(text.as_bytes())
        .next()
        .map_or_else(String::new, |(name, _)| name.into_owned())
}

/// What was asked for and the client may do. `*` and nothing ask for all.
fn scope(client: &Client, asked: &str) -> Result<String, Refusal> {
    let mut wanted = Vec::new();
    for word in asked.split_whitespace() {
        if word == "*" {
            wanted.extend(Permission::ALL);
        } else {
            wanted.push(Permission::from_scope(word).ok_or(Refusal::InvalidScope)?);
        }
    }
    if wanted.is_empty() {
        wanted.extend(Permission::ALL);
    }
    let granted: Vec<_> = client
        .permissions
        .iter()
        .filter(|permission| wanted.contains(permission))
        .map(|permission| permission.scope())
        .collect();
    Ok(granted.join(" "))
}

/// Takes a refresh token in: each is good for one use.
fn refresh(
    form: &HashMap<String, String>,
    headers: &HeaderMap,
    connection: &Connection,
    now: i64,
) -> Result<Grant, Refusal> {
    let token = form
        .get("refresh_token")
        .ok_or(Refusal::InvalidRequest("refresh_token is missing."))?;
    let client_id = match form.get("client_id") {
        Some(id) => id.clone(),
        None => {
            client_credentials(form, headers)
                .ok_or(Refusal::InvalidClient)?
                .0
        }
    };
    let grant = connection
        .prepare_cached(
            "DELETE FROM agilenow_refresh_tokens
             WHERE token = ?1 AND client_id = ?2 AND expires_at > ?3
             RETURNING client_id, scope",
        )?
        .query_row((token, client_id, now), |row| {
            Ok(Grant {
                client_id: row.get(0)?,
                scope: row.get(1)?,
            })
        })
        .optional()?;
    grant.ok_or(Refusal::InvalidGrant)
}

fn new_refresh_token(grant: &Grant, connection: &Connection, now: i64) -> rusqlite::Result<String> {
    let token = Uuid::new_v4().simple().to_string();
    connection.execute(
        "DELETE FROM agilenow_refresh_tokens WHERE expires_at <= ?1",
        [now],
    )?;
    connection.execute(
        "INSERT INTO agilenow_refresh_tokens (token, client_id, scope, expires_at) VALUES (?1, ?2, ?3, ?4)",
        (&token, &grant.client_id, &grant.scope, now + REFRESH_LIFETIME),
    )?;
    Ok(token)
}
