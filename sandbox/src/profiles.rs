//! Profiles for Roster's configuration, ready to paste.

use serde_json::{Value, json};

use crate::credentials;

/// TOML with one profile for each system at `origin`. The credentials come from `echo`, because a
/// profile never holds one itself, not even a public one.
pub fn toml(origin: &str) -> String {
    let mpdx_token = credentials::mpdx_token();
    let swift_token = credentials::SWIFT_TOKEN;
    let client_id = credentials::AGILENOW_CLIENT_ID;
    let client_secret = credentials::AGILENOW_CLIENT_SECRET;
    format!(
        r#"# Public sandbox credentials: they open nothing but this sandbox.
[profiles.sandbox-mpdx]
system   = "mpdx"
base_url = "{origin}/api/v2/"
token    = {{ command = ["echo", "{mpdx_token}"] }}

[profiles.sandbox-agilenow]
system        = "agilenow"
base_url      = "{origin}/"
client_id     = "{client_id}"
client_secret = {{ command = ["echo", "{client_secret}"] }}

[profiles.sandbox-swift]
system   = "swift"
base_url = "{origin}/"
token    = {{ command = ["echo", "{swift_token}"] }}
"#
    )
}

/// The same for a page that the sandbox itself serves: paths below the page's own origin, and the
/// credentials. Any page may read it, as any person may: they are public.
pub fn json() -> Value {
    json!({
        "mpdx": { "base_path": "/api/v2/", "token": credentials::mpdx_token() },
        "agilenow": {
            "base_path": "/",
            "client_id": credentials::AGILENOW_CLIENT_ID,
            "client_secret": credentials::AGILENOW_CLIENT_SECRET,
        },
        "swift": { "base_path": "/", "token": credentials::SWIFT_TOKEN },
    })
}
