//! What the sandbox lets in. These are **public sandbox credentials, not secrets**: they are the
//! same in every sandbox, open nothing but a loopback server with invented people, and are printed
//! by the sandbox itself.

use serde_json::json;

use crate::landmarks;
use crate::signing;

/// Client that may do everything with AgileNow accounts.
pub const AGILENOW_CLIENT_ID: &str = "roster";
/// Secret of [`AGILENOW_CLIENT_ID`].
pub const AGILENOW_CLIENT_SECRET: &str = "public-sandbox-secret";
/// Client that may only read AgileNow accounts; its writes are answered with 403.
pub const AGILENOW_READER_ID: &str = "reader";
/// Secret of [`AGILENOW_READER_ID`].
pub const AGILENOW_READER_SECRET: &str = "public-reader-secret";
/// Swift API key, in the shape of the documented ones (`apik_` and 32 characters).
pub const SWIFT_TOKEN: &str = "apik_publicsandboxkeyofroster00000000";
/// The CAS ticket that `POST user/authenticate` takes for a token.
pub const MPDX_CAS_TICKET: &str = "ST-public-sandbox-ticket";
/// The Okta access token that `POST user/authenticate` takes for a token.
pub const MPDX_OKTA_TOKEN: &str = "public-sandbox-okta-token";

/// 2100-01-01T00:00:00Z.
const FAR: i64 = 4_102_444_800;

/// An MPDX token: a JWT, HS256, `{exp, user_id}`, good until the year 2100. Always the same.
#[must_use]
pub fn mpdx_token() -> String {
    mpdx_token_until(FAR)
}

/// An MPDX token that ends at `unix_seconds`. One in the past is answered with 401.
#[must_use]
pub fn mpdx_token_until(unix_seconds: i64) -> String {
    signing::sign(&json!({ "user_id": landmarks::PERSON, "exp": unix_seconds }))
}
