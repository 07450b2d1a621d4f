//! `roster fields`: what a resource's accounts hold, and what may be written.

use roster_core::schema::{Field, Operation, Resource};
use roster_core::value::Value;

use crate::arguments::{Fields, Output};
use crate::exit::Failure;
use crate::output::{Results, Table, array, object};

/// Prints the fields of one resource with every choice, or of all without.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(arguments: &Fields) -> Result<(), Failure> {
    let one: Vec<&'static Resource> = arguments.resource.into_iter().collect();
    let resources = if one.is_empty() {
        roster_core::resources()
    } else {
        &one
    };
    let mut results = Results::new();
    match arguments.form.output {
        Output::Json => results.line(&json(resources))?,
        Output::Table => {
            results.table(&fields(resources))?;
            for resource in &one {
                choices(resource, &mut results)?;
            }
        }
    }
    results.end()
}

fn fields(resources: &[&'static Resource]) -> Table {
    let several = resources.len() > 1;
    let heading = ["resource", "field", "kind", "access", "needed", "help"];
    let mut table = Table::new(heading.into_iter().skip(usize::from(!several)));
    for resource in resources {
        for field in resource.fields {
            let needed = if field.required { "yes" } else { "" };
            let kind = kind(field);
            let cells = [
                resource.id,
                field.name,
                &kind,
                access(resource, field),
                needed,
                field.help,
            ];
            table.row(cells.into_iter().skip(usize::from(!several)));
        }
    }
    table
}

fn kind(field: &Field) -> String {
    match field.kind.choices().len() {
        0 => field.kind.name().to_owned(),
        count => format!("{} of {count}", field.kind.name()),
    }
}

/// Where a field may appear, in one word or two. The field that tells versions apart is named in an
/// update, though it is not written.
fn access(resource: &Resource, field: &Field) -> &'static str {
    if resource.locking.field() == Some(field.name) && resource.offers(Operation::Update) {
        return "read, version";
    }
    let access = field.access;
    match (access.read, access.create, access.update) {
        (true, true, true) => "read, write",
        (true, true, false) => "read, create",
        (true, false, true) => "read, update",
        (true, false, false) => "read",
        (false, true, true) => "write",
        (false, true, false) => "create",
        (false, false, true) => "update",
        (false, false, false) => "",
    }
}

fn choices(resource: &'static Resource, results: &mut Results) -> Result<(), Failure> {
    for field in resource.fields {
        let choices = field.kind.choices();
        if choices.is_empty() {
            continue;
        }
        results.line("")?;
        let mut table = Table::new([field.name, field.label]);
        for choice in choices {
            table.row([choice.value, choice.label]);
        }
        results.table(&table)?;
    }
    Ok(())
}

fn json(resources: &[&'static Resource]) -> String {
    let objects: Vec<String> = resources
        .iter()
        .flat_map(|resource| {
            resource
                .fields
                .iter()
                .map(|field| field_json(resource, field))
        })
        .collect();
    array(&objects)
}

fn field_json(resource: &Resource, field: &Field) -> String {
    let choices = field.kind.choices().iter().map(|choice| {
        Value::Object(vec![
            ("value".to_owned(), Value::text(choice.value)),
            ("label".to_owned(), Value::text(choice.label)),
        ])
    });
    object(&[
        ("resource", Value::text(resource.id)),
        ("name", Value::text(field.name)),
        ("label", Value::text(field.label)),
        ("kind", Value::text(field.kind.name())),
        ("read", Value::Bool(field.access.read)),
        ("create", Value::Bool(field.access.create)),
        ("update", Value::Bool(field.access.update)),
        ("required", Value::Bool(field.required)),
        ("unique", Value::Bool(field.unique)),
        ("choices", Value::List(choices.collect())),
        ("help", Value::text(field.help)),
    ])
}
