//! Writes `wasm/js/generated.ts`: the TypeScript of what `roster-core` declares.
//!
//! `cargo run -p roster-wasm --example types > wasm/js/generated.ts`

mod typescript;

fn main() {
    print!("{}", typescript::module());
}
