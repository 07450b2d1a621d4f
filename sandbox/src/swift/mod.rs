//! Swift SMS 2.0: accounts under `/api/v1`. There is no update and no delete of an account.
//!
//! What its errors look like is written nowhere; here they are `{"errors": …}`, with a `detail` or
//! with lists of messages by member.

mod account;
mod accounts;
pub mod cursor;
mod error;
pub mod ulid;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::get;

use crate::app::App;
pub use error::Failure;

/// The routes of the system.
pub fn router() -> Router<Arc<App>> {
    let api = Router::new()
        .route("/accounts", get(accounts::list).post(accounts::create))
        .route("/accounts/{id}", get(accounts::show))
        .fallback(error::no_route)
        .method_not_allowed_fallback(error::no_method)
        .layer(from_fn(accounts::pass));
    Router::new().nest("/api/v1", api)
}
