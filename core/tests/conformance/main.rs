//! `core/CONFORMANCE.md` held against the sources: each row names tests that there are and that
//! run, and no row is without a test or a word about what Roster does instead.

mod check;
mod sources;
mod table;

use std::path::Path;

use roster_core::systems::resources;

use crate::table::Table;

fn project() -> &'static Path {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    core.parent().expect("the project")
}

fn conformance() -> Table {
    let file = project().join("core/CONFORMANCE.md");
    Table::read(&std::fs::read_to_string(file).expect("the table"))
}

#[test]
fn every_row_is_in_order_and_names_tests_that_run() {
    let problems = check::problems(&conformance(), project());
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_field_has_a_row() {
    let table = conformance();
    let mut missing = Vec::new();
    for resource in resources() {
        let system = resource.system.label();
        for field in resource.fields {
            let named = format!("`{}`", field.name);
            let mut rows = table.rows.iter().filter(|row| row.system == system);
            if !rows.any(|row| row.fact.contains(&named)) {
                missing.push(format!("{system}: {named}"));
            }
        }
    }
    assert!(missing.is_empty(), "no row speaks of {missing:?}");
}
