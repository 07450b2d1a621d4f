//! What is at `/`: the built dashboard, or a page that says how to get one.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tower_http::services::ServeDir;

use crate::error::SandboxError;

const PLAIN_PAGE: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roster sandbox</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>Roster sandbox</h1>
<p>MPDX, AgileNow and Swift as their documents describe them, with invented accounts.
Here are <a href="/sandbox/health">its counts</a>; the accounts are under
<code>/api/v2/user/</code>, <code>/Endpoint/rest/api/v1/</code> and <code>/api/v1/accounts</code>.</p>
<p>What fails on demand is at <a href="/sandbox/faults"><code>/sandbox/faults</code></a>:
<code>GET</code> shows it, <code>DELETE</code> ends it, and <code>PUT</code> replaces it by a JSON list such as
<code>["latency:20-50,system=mpdx", {"kind": "lost-after", "method": "POST", "next": 1}]</code>;
<code>roster-sandbox --help</code> lists every kind. What was received is at
<a href="/sandbox/log"><code>/sandbox/log</code></a>.</p>
<p>The dashboard is not built. Run <code>cargo xtask dashboard</code>, then start the sandbox again.</p>
</html>
"#;

/// `www/dist` under the current directory, when a dashboard was built there.
#[must_use]
pub fn built_dashboard() -> Option<PathBuf> {
    let folder = PathBuf::from("www/dist");
    folder.join("index.html").is_file().then_some(folder)
}

/// Serves the folder, or the plain page when there is none.
pub fn router(folder: Option<&Path>) -> Result<Router, SandboxError> {
    let Some(folder) = folder else {
        return Ok(Router::new().route("/", get(|| async { Html(PLAIN_PAGE) })));
    };
    let index = folder.join("index.html");
    if !index.is_file() {
        return Err(SandboxError::Dashboard {
            path: folder.to_owned(),
        });
    }
    let missing = get(move |request: Request| page_or_nothing(index.clone(), request));
    Ok(Router::new().fallback_service(ServeDir::new(folder).fallback(missing)))
}

/// A page's address that is no file belongs to the dashboard, which knows what to show. A missing
/// script or picture must not be answered with a page.
async fn page_or_nothing(index: PathBuf, request: Request) -> Response {
    let wants_page = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if !wants_page {
        return StatusCode::NOT_FOUND.into_response();
    }
    match tokio::fs::read_to_string(index).await {
        Ok(page) => Html(page).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
