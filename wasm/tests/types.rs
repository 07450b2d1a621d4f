//! The committed TypeScript is what the declarations say today.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../examples/types/typescript.rs"]
mod typescript;

#[wasm_bindgen_test]
fn the_types_of_accounts_are_current() {
    let committed = include_str!("../js/generated.ts");
    assert!(
        typescript::module() == committed,
        "run `cargo run -p roster-wasm --example types > wasm/js/generated.ts`"
    );
}
