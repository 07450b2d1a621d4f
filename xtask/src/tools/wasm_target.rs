//! Rust's standard library for WebAssembly.

use std::path::Path;

use anyhow::{Result, bail};

use crate::process::{self, Program};
use crate::report;

/// What browsers and Node run.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// How the compiler is told, in `CARGO_ENCODED_RUSTFLAGS`, what WebAssembly it may write: vector
/// instructions, which every browser and Node that the package's README names run.
pub const WASM_OPTIONS: &str = "-Ctarget-feature=+simd128";

/// Adds the target when it is missing.
///
/// # Errors
/// When it is missing and rustup cannot add it, or there is no rustup.
pub fn ready() -> Result<()> {
    // The compiler itself is asked: it may come from a distribution, without rustup.
    let folder = Program::new("rustc")
        .args(["--print", "target-libdir", "--target", WASM_TARGET])
        .output()?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    report::heading(&format!("install the Rust target {WASM_TARGET}"));
    if process::find("rustup").is_none() {
        bail!(
            "this Rust has no {WASM_TARGET} and there is no rustup to add it; install Rust from https://rustup.rs"
        );
    }
    Program::new("rustup")
        .args(["target", "add", WASM_TARGET])
        .run()
}
