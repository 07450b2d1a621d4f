//! AgileNow: accounts and their tenants under `/Endpoint/rest/api/v1`, tokens at
//! `/oAuth/rest/v2/Token`.
//!
//! A call passes `access` (the token), then its handler in `accounts` or `tenants`, which asks for
//! its permission first. What the documents leave open, and what the sandbox does:
//! - a PUT, or an upsert that updates, keeps texts that are not sent, and sets booleans that are not
//!   sent to false, the platform's default;
//! - an upsert without Id, Username and ExternalId takes the Email as Username, because an account
//!   without a Username cannot exist;
//! - the three enums are taken as plain strings and as `FieldType`, because the documents tell both.

mod access;
mod account;
mod accounts;
pub mod choices;
mod draft;
mod error;
mod field_type;
mod filters;
mod listing;
mod locate;
mod tenants;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, patch, post};

use crate::app::App;
pub use access::TokenLifetime;
pub use error::Failure;

/// The routes of the system.
pub fn router(app: Arc<App>) -> Router<Arc<App>> {
    let api = Router::new()
        .route("/Accounts", get(accounts::list))
        .route("/Account", patch(accounts::upsert).post(accounts::create))
        .route(
            "/Account/{id}",
            get(accounts::show)
                .put(accounts::update)
                .delete(accounts::remove),
        )
        .route("/Account/{id}/Tenants", get(tenants::list))
        .route("/Account/{id}/Tenant", post(tenants::add))
        .route("/Account/{id}/Tenant/{sub_id}", delete(tenants::remove))
        .fallback(error::no_route)
        .method_not_allowed_fallback(error::no_method)
        .layer(from_fn_with_state(app, access::pass));
    Router::new()
        .nest("/Endpoint/rest/api/v1", api)
        .route("/oAuth/rest/v2/Token", post(token::issue))
}
