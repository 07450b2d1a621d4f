//! The bindings in a browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_version_is_the_workspaces() {
    assert_eq!(roster_wasm::version(), env!("CARGO_PKG_VERSION"));
}

#[wasm_bindgen_test]
fn the_sandbox_is_known() {
    let address = option_env!("ROSTER_SANDBOX").unwrap_or_default();
    assert!(
        address.starts_with("http://127.0.0.1:"),
        "`cargo xtask test` sets ROSTER_SANDBOX, got {address:?}"
    );
}
