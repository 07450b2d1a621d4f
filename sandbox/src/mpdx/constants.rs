//! `GET constants`: here, the names of all organizations in one answer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, json};

use crate::app::App;
use crate::mpdx::error::Failure;
use crate::mpdx::organizations::TABLE;
use crate::mpdx::reply;

pub async fn show(State(app): State<Arc<App>>) -> Result<Response, Failure> {
    app.store
        .read(|connection| {
            let select = format!("SELECT {} FROM {} ORDER BY name", TABLE.columns, TABLE.name);
            let mut statement = connection.prepare_cached(&select)?;
            let mut attributes = Map::new();
            for organization in statement.query_map([], TABLE.read)? {
                let organization = organization?;
                attributes.insert(
                    organization.id,
                    json!({
                        "name": organization.name,
                        "api_class": organization.api_class,
                        "help_email": organization.help_email,
                        "oauth": organization.oauth,
                    }),
                );
            }
            let document = json!({ "data": {
                "id": "constants",
                "type": "constant_lists",
                "attributes": { "organizations_attributes": attributes },
            } });
            Ok(reply::body(StatusCode::OK, &document))
        })
        .await
}
