//! Writes what `roster-core` declares as TypeScript and JavaScript: `wasm/js/generated.ts` and
//! `wasm/js/shapes.js`.

mod javascript;
mod typescript;

use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("js");
    fs::write(folder.join("generated.ts"), typescript::module())?;
    fs::write(folder.join("shapes.js"), javascript::module())
}
