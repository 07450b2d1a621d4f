//! The bindings in Node.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_version_is_the_workspaces() {
    assert_eq!(roster_wasm::version(), env!("CARGO_PKG_VERSION"));
}
