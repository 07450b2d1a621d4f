//! The committed TypeScript and JavaScript is what the declarations say today.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../examples/generated/javascript.rs"]
mod javascript;
#[path = "../examples/generated/typescript.rs"]
mod typescript;

fn assert_current(committed: &str, module: &str) {
    assert!(
        committed == module,
        "run `cargo run -p roster-wasm --example generated`"
    );
}

#[wasm_bindgen_test]
fn the_types_of_accounts_are_current() {
    assert_current(include_str!("../js/generated.ts"), &typescript::module());
}

#[wasm_bindgen_test]
fn the_shapes_of_accounts_are_current() {
    assert_current(include_str!("../js/shapes.js"), &javascript::module());
}
