//! Where things are in a checkout.

use std::path::{Path, PathBuf};

/// Version of the workspace, which the npm package shares.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Folder of the checkout.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path inside the checkout.
pub fn path(inside: &str) -> PathBuf {
    root().join(inside)
}

/// The built npm package.
pub fn npm_package() -> PathBuf {
    path("wasm/pkg")
}
