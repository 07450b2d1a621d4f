//! Why a sandbox could not start or stop.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::store::StoreError;

/// Why a sandbox could not start or stop. Each message names the place and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The port is taken, or may not be used.
    #[error("cannot listen on {address}: {source}. Choose another port, or 0 for a free one")]
    Listen {
        /// What was asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file belongs to another program. It was not changed.
    #[error("{} is not a sandbox database. It was left as it is; name another file", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The file was made by another version of the sandbox. It was not changed.
    #[error(
        "{} was made by another version of the sandbox (schema {found}, this one uses {expected}). \
         It was left as it is; name another file or delete this one",
        path.display()
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// The schema version in the file.
        found: i64,
        /// The schema version of this program.
        expected: i64,
    },
    /// The database cannot be opened, prepared or seeded.
    #[error("cannot use the database {place}: {source}. {}", source.advice())]
    Store {
        /// The file, or "in memory".
        place: String,
        /// What SQLite said.
        source: StoreError,
    },
    /// The dashboard's folder has no `index.html`.
    #[error(
        "{} has no index.html, so there is no dashboard to serve; build it with `cargo xtask dashboard`",
        path.display()
    )]
    Dashboard {
        /// The folder.
        path: PathBuf,
    },
    /// The server ended with an error.
    #[error("the server ended with an error: {0}")]
    Serve(io::Error),
}
