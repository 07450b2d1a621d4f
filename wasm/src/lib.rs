//! Roster for browsers and Node: what the npm package `roster-wasm` takes from Rust.
//!
//! Bindings without logic: each export reads its arguments, calls `roster-core` and turns what
//! comes back into plain JavaScript. What a developer imports is the TypeScript in `wasm/js`, which
//! loads this module when it is first needed and turns errors, thrown here as data, into classes.
//!
//! Reading order: `value`, `rows` and `stream` carry accounts to JavaScript, `given` what a program
//! gives back, `failure` errors and `signal` cancellation; `client` makes calls; `listing`, `collection` and
//! `draft` hold what came; `definition` tells what there is.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]
// Nothing here makes sense outside of JavaScript; a native build of the workspace skips it.
#![cfg(target_arch = "wasm32")]

mod answer;
pub mod client;
pub mod collection;
pub mod definition;
pub mod draft;
pub mod failure;
mod given;
pub mod listing;
mod option;
mod rows;
mod secret;
mod settings;
pub mod signal;
mod stream;
mod trap;
pub mod value;

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(not(target_feature = "atomics"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Version of Roster that this module was built from.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Text of a server with every character that acts instead of being seen replaced by one that is.
#[wasm_bindgen]
pub fn shown(text: &str) -> String {
    roster_core::text::shown(text).into_owned()
}

/// Says what is called, with a message, should this module ever panic: promises that wait for it
/// would otherwise stay unsettled.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(report: Function) {
    trap::set(report);
}
