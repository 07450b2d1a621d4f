//! The running server: one loopback address with all three systems under their own paths.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower_http::cors::{AllowHeaders, AllowMethods, Any, CorsLayer};

use crate::app::App;
use crate::error::SandboxError;
use crate::faults::{self, Faults};
use crate::log::{self, Log};
use crate::settings::Settings;
use crate::store::{Store, StoreError};
use crate::wire::{self, Splice, WiredListener};
use crate::{agilenow, dashboard, landmarks, mpdx, profiles, swift, traffic};

/// How long `stop` waits for calls that are under way before it breaks them off.
const PATIENCE: Duration = Duration::from_secs(3);

/// A running sandbox. Dropping it ends the server too, but waits for nothing.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    faults: Faults,
    log: Log,
    end: oneshot::Sender<()>,
    server: JoinHandle<std::io::Result<()>>,
}

impl Sandbox {
    /// Opens the database (seeding it when it is new), listens on 127.0.0.1 and serves from tasks
    /// of the current tokio runtime. When this returns, calls are answered.
    ///
    /// # Errors
    /// The port is taken, the database is not ours or cannot be used, or the dashboard's folder has
    /// no `index.html`.
    pub async fn start(settings: Settings) -> Result<Self, SandboxError> {
        let dashboard = dashboard::router(settings.dashboard.as_deref())?;
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, settings.port));
        let refused = |source| SandboxError::Listen {
            address: wanted,
            source,
        };
        let listener = TcpListener::bind(wanted).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;

        let clock = settings.clock.clone();
        let mpdx_window = mpdx::Window::new(settings.rate_limit);
        let faults = Faults::new(settings.seed, settings.faults.clone());
        let log = Log::default();
        let store = tokio::task::spawn_blocking(move || Store::open(&settings))
            .await
            .map_err(|error| SandboxError::Store {
                place: "while it was prepared".to_owned(),
                source: StoreError::Interrupted(error),
            })??;
        let app = Arc::new(App {
            store,
            clock,
            mpdx_window,
            faults: faults.clone(),
            log: log.clone(),
        });

        let (end, ended) = oneshot::channel();
        let pages = router(Arc::clone(&app))
            .merge(dashboard)
            .layer(from_fn_with_state(app, traffic::pass))
            .layer(cross_origin())
            .layer(from_fn(wire::pass))
            .into_make_service_with_connect_info::<Splice>();
        let serve =
            axum::serve(WiredListener(listener), pages).with_graceful_shutdown(async move {
                // A dropped sender means that the sandbox was dropped: the end, too.
                let _ = ended.await;
            });
        let server = tokio::spawn(serve.into_future());
        Ok(Self {
            address,
            faults,
            log,
            end,
            server,
        })
    }

    /// Where the sandbox listens: 127.0.0.1 and its port.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The base URL of an MPDX profile: `http://127.0.0.1:PORT/api/v2/`.
    #[must_use]
    pub fn mpdx_base_url(&self) -> String {
        format!("{}/api/v2/", self.origin())
    }

    /// The base URL of an AgileNow profile: `http://127.0.0.1:PORT/`.
    #[must_use]
    pub fn agilenow_base_url(&self) -> String {
        format!("{}/", self.origin())
    }

    /// The base URL of a Swift profile: `http://127.0.0.1:PORT/`.
    #[must_use]
    pub fn swift_base_url(&self) -> String {
        format!("{}/", self.origin())
    }

    /// What fails on demand, to set and clear while the sandbox runs.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// What was received.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Profiles for the three systems in TOML, ready to paste into Roster's configuration.
    #[must_use]
    pub fn profiles(&self) -> String {
        profiles::toml(&self.origin())
    }

    /// Takes no new calls, lets those under way end (for three seconds), and closes the database.
    ///
    /// # Errors
    /// The server had already ended with an error.
    pub async fn stop(self) -> Result<(), SandboxError> {
        // An error means that the server has ended already, which is what is asked for.
        let _ = self.end.send(());
        let mut server = self.server;
        match tokio::time::timeout(PATIENCE, &mut server).await {
            Ok(Ok(ended)) => ended.map_err(SandboxError::Serve),
            Ok(Err(broken)) => Err(SandboxError::Serve(broken.into())),
            Err(_elapsed) => {
                server.abort();
                Ok(())
            }
        }
    }
}

fn router(app: Arc<App>) -> Router {
    Router::new()
        .nest("/api/v2", mpdx::router(Arc::clone(&app)))
        .merge(agilenow::router(Arc::clone(&app)))
        .merge(swift::router())
        .route("/sandbox/health", get(health))
        .route(
            "/sandbox/credentials",
            get(|| async { Json(profiles::json()) }),
        )
        .route(
            "/sandbox/faults",
            get(faults::control::show)
                .put(faults::control::replace)
                .delete(faults::control::clear),
        )
        .route(
            "/sandbox/log",
            get(log::control::show).delete(log::control::clear),
        )
        .with_state(app)
}

/// Any page may call: the sandbox is a playground for pages that are served from anywhere. The
/// headers are mirrored, because `*` would not allow `Authorization`.
fn cross_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .allow_private_network(true)
        .max_age(Duration::from_secs(600))
        .expose_headers(
            [
                "x-ratelimit-limit",
                "x-ratelimit-remaining",
                "x-ratelimit-reset",
                "retry-after",
            ]
            .map(HeaderName::from_static),
        )
}

async fn health(State(app): State<Arc<App>>) -> Response {
    let counted = app
        .store
        .read(|connection| -> Result<_, StoreError> {
            let count = |of: &str| {
                let sql = format!("SELECT count(*) FROM {of}");
                connection.query_row(&sql, [], |row| row.get::<_, i64>(0))
            };
            // What a list of the caller's accounts has; the others are in none.
            let mine =
                |table: &str| count(&format!("{table} WHERE owner_id = '{}'", landmarks::PERSON));
            Ok(json!({
                "status": "ok",
                "version": env!("CARGO_PKG_VERSION"),
                "counts": {
                    "mpdx/key-accounts": mine("mpdx_key_accounts")?,
                    "mpdx/organization-accounts":
                        mine("mpdx_organization_accounts")?,
                    "agilenow/accounts": count("agilenow_accounts")?,
                    "swift/accounts": count("swift_accounts")?,
                },
            }))
        })
        .await;
    match counted {
        Ok(health) => Json(health).into_response(),
        Err(error) => {
            let body = json!({ "status": "error", "reason": error.reason() });
            (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response()
        }
    }
}
