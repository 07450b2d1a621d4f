//! MPDX.
use crate::server::App;
use axum::Router;
use std::sync::Arc;
pub struct Window;
impl Window {
    pub fn new(_: bool) -> Self {
        Self
    }
}
pub fn router(_app: Arc<App>) -> Router<Arc<App>> {
    Router::new()
}
