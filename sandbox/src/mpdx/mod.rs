//! MPDX REST API v2: the routes under `/api/v2`.
//!
//! A call passes the `gate` (rate limit, headers, authentication), then its handler, which keeps
//! the system's order of checks: the body's shape (`document`), the look-up, the owner, the lock,
//! the validation.

mod authenticate;
mod constants;
mod document;
mod error;
mod gate;
mod key_accounts;
mod lock;
mod organization_accounts;
mod organizations;
mod people;
mod query;
mod reply;
mod table;
mod window;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::app::App;
pub use error::Failure;
pub use window::Window;

/// The routes, relative to `/api/v2`.
pub fn router(app: Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/user", get(people::current))
        .route("/user/authenticate", post(authenticate::create))
        .route(
            "/user/key_accounts",
            get(key_accounts::list).post(key_accounts::create),
        )
        .route(
            "/user/key_accounts/{id}",
            get(key_accounts::show)
                .put(key_accounts::update)
                .patch(key_accounts::update)
                .delete(key_accounts::remove),
        )
        .route(
            "/user/organization_accounts",
            get(organization_accounts::list).post(organization_accounts::create),
        )
        .route(
            "/user/organization_accounts/{id}",
            get(organization_accounts::show)
                .put(organization_accounts::update)
                .patch(organization_accounts::update)
                .delete(organization_accounts::remove),
        )
        .route(
            "/user/organization_accounts/{id}/sync",
            get(organization_accounts::sync),
        )
        .route("/organizations", get(organizations::list))
        .route("/organizations/{id}", get(organizations::show))
        .route("/constants", get(constants::show))
        .fallback(error::no_route)
        .method_not_allowed_fallback(error::no_route)
        .layer(from_fn_with_state(app, gate::pass))
}
