//! Roster for browsers: what the npm package `roster-wasm` takes from Rust.

use wasm_bindgen::prelude::wasm_bindgen;

/// Version of Roster that this module was built from.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
