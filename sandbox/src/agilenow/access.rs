//! Who calls, and what they may do.

use std::sync::Arc;

use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use crate::agilenow::error::{Failure, with_body};
use crate::app::App;
use crate::credentials;
use crate::signing;

/// Seconds that a token lasts, as in the documents' example.
pub const TOKEN_LIFETIME: i64 = 3599;

/// Another number of seconds, for the token of one call: the token ends then, whatever the answer
/// says.
#[derive(Clone, Copy)]
pub struct TokenLifetime(pub i64);

/// One permission of the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Read,
    Create,
    Update,
    Delete,
}

impl Permission {
    pub const ALL: [Self; 4] = [Self::Read, Self::Create, Self::Update, Self::Delete];

    /// As it is written in a scope: `AccessManager:Read`.
    pub fn scope(self) -> String {
        format!("AccessManager:{self:?}")
    }

    /// `AccessManager:` and `AccessUser:` permit the same here.
    pub fn from_scope(word: &str) -> Option<Self> {
        let name = word
            .strip_prefix("AccessManager:")
            .or_else(|| word.strip_prefix("AccessUser:"))?;
        Self::ALL
            .into_iter()
            .find(|permission| format!("{permission:?}") == name)
    }
}

/// A client that the sandbox knows.
pub struct Client {
    pub id: &'static str,
    pub secret: &'static str,
    pub permissions: &'static [Permission],
}

/// Every client of the sandbox.
pub const CLIENTS: [Client; 2] = [
    Client {
        id: credentials::AGILENOW_CLIENT_ID,
        secret: credentials::AGILENOW_CLIENT_SECRET,
        permissions: &Permission::ALL,
    },
    Client {
        id: credentials::AGILENOW_READER_ID,
        secret: credentials::AGILENOW_READER_SECRET,
        permissions: &[Permission::Read],
    },
];

/// What the token of a call permits.
#[derive(Clone)]
pub struct Access(Vec<Permission>);

impl Access {
    /// 403 unless every one of them is permitted.
    pub fn need(&self, permissions: &[Permission]) -> Result<(), Failure> {
        if permissions
            .iter()
            .all(|permission| self.0.contains(permission))
        {
            Ok(())
        } else {
            Err(Failure::forbidden())
        }
    }
}

/// A new access token that ends at `end` (seconds).
pub fn token(client_id: &str, scope: &str, end: i64) -> String {
    signing::sign(&json!({
        "client_id": client_id,
        "scope": scope,
        "exp": end,
        "jti": Uuid::new_v4().to_string(),
    }))
}

/// Lets a call with a good token in, and gives every error its body.
pub async fn pass(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Response {
    let response = match access(request.headers(), app.clock.now_seconds()) {
        Some(access) => {
            request.extensions_mut().insert(access);
            next.run(request).await
        }
        None => Failure::unauthorized().into_response(),
    };
    with_body(response, uri.path())
}

fn access(headers: &HeaderMap, now: i64) -> Option<Access> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    let payload = signing::verify(token.trim(), now)?;
    let scope = payload.get("scope")?.as_str()?;
    Some(Access(
        scope
            .split(' ')
            .filter_map(Permission::from_scope)
            .collect(),
    ))
}
