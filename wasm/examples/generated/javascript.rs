//! The JavaScript that makes an account of each resource that `roster-core` declares.

use roster_core::schema::Resource;

const HEAD: &str = "\
/**
 * How the accounts of each resource are made, as `roster-core` declares them: every field that is
 * answered, in its order. An engine makes an object whose members it knows at once; to add them one
 * after the other takes several times as long.
 *
 * Written by `cargo run -p roster-wasm --example generated`.
 */

/** @type {Record<string, (value: () => unknown) => Record<string, unknown>>} */
const shapes = {
";

const TAIL: &str = "\
};

export const shape = (/** @type {string} */ resource) => shapes[resource];
";

/// The whole of `wasm/js/shapes.js`.
pub fn module() -> String {
    let shapes = roster_core::resources().iter().copied().map(shape);
    format!("{HEAD}{}{TAIL}", shapes.collect::<String>())
}

fn shape(resource: &Resource) -> String {
    let members = resource
        .answered()
        .map(|field| format!("    {}: value(),\n", field.name));
    format!(
        "  \"{}\": (value) => ({{\n{}  }}),\n",
        resource.id,
        members.collect::<String>()
    )
}
