//! Cursors: opaque to a client, a row's number here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::swift::error::Failure;

/// The cursor of a row.
pub fn encode(number: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("account:{number}"))
}

/// The row of a cursor that [`encode`] made.
pub fn decode(cursor: &str) -> Result<i64, Failure> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("account:")?.parse().ok())
        .ok_or_else(|| {
            Failure::new(
                axum::http::StatusCode::BAD_REQUEST,
                "The cursor is not valid",
            )
        })
}
