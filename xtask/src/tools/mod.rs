//! What the tests and the package need besides Rust. Each part looks first, and installs only what
//! is missing; nothing is downloaded when all is there.

pub mod browser;
pub mod cargo_install;
pub mod node;
pub mod wasm_target;

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::Result;

use crate::{cargo, process};

use wasm_target::WASM_OPTIONS;

/// Builds, binds and tests the WebAssembly module.
const WASM_PACK: &str = "0.15.1";

/// The WebAssembly tools of this checkout, put before a developer's own ones.
pub struct WasmTools {
    folders: Vec<PathBuf>,
}

impl WasmTools {
    /// Finds or installs the target, wasm-pack and wasm-bindgen.
    ///
    /// # Errors
    /// When one is missing and cannot be installed.
    pub fn ready() -> Result<Self> {
        wasm_target::ready()?;
        // The tool reads what the library wrote into the module, so their versions are one.
        let bindgen = cargo::locked_version("wasm-bindgen")?;
        let folders = vec![
            cargo_install::ready("wasm-pack", WASM_PACK, "wasm-pack")?,
            cargo_install::ready("wasm-bindgen-cli", &bindgen, "wasm-bindgen-test-runner")?,
        ];
        Ok(Self { folders })
    }

    /// `wasm-pack`, with everything that it starts found in the same folders, and the options that
    /// the package is compiled with.
    ///
    /// # Errors
    /// When the PATH cannot be written.
    pub fn wasm_pack(&self) -> Result<process::Program> {
        let program = process::Program::new(self.executable("wasm-pack"))
            .env("PATH", self.path()?)
            .env("CARGO_ENCODED_RUSTFLAGS", WASM_OPTIONS);
        Ok(program)
    }

    /// A full path: a bare name would be looked up in our PATH, not in the one that we hand down.
    fn executable(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        let found = self
            .folders
            .iter()
            .map(|folder| folder.join(&file))
            .find(|path| path.is_file());
        found.unwrap_or_else(|| PathBuf::from(file))
    }

    fn path(&self) -> Result<OsString> {
        process::path_with(&self.folders)
    }
}
