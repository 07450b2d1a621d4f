//! The bindings in a browser, against a running sandbox: every operation of the four documents,
//! across origins, as a dashboard on another host makes them.
#![cfg(target_arch = "wasm32")]

mod agilenow;
mod failing;
mod mpdx;
mod sandbox;
mod swift;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_version_is_the_workspaces() {
    assert_eq!(roster_wasm::version(), env!("CARGO_PKG_VERSION"));
}
