//! The TypeScript of the resources that `roster-core` declares.

use roster_core::schema::{Field, Kind, Resource, System};

const HEAD: &str = "\
/**
 * The accounts of each resource, as `roster-core` declares them.
 *
 * Written by `cargo run -p roster-wasm --example generated`.
 */
import type { Resource } from \"./resource.js\";
import type { Choice, Reference } from \"./values.js\";
";

/// The whole of `wasm/js/generated.ts`.
pub fn module() -> String {
    let mut out = String::from(HEAD);
    for resource in roster_core::resources() {
        choices(&mut out, resource);
        account(&mut out, resource);
        values(&mut out, resource);
    }
    for system in System::ALL {
        interface(&mut out, system);
    }
    out.push_str(
        "\n/** The resources of each system: the property's name and the resource's id. */\n",
    );
    out.push_str("export const resourceIds = {\n");
    for system in System::ALL {
        out.push_str(&format!("  {}: {{\n", system.name()));
        for resource in of(system) {
            out.push_str(&format!(
                "    {}: \"{}\",\n",
                property(resource),
                resource.id
            ));
        }
        out.push_str("  },\n");
    }
    out.push_str("} as const;\n");
    out
}

fn of(system: System) -> impl Iterator<Item = &'static Resource> {
    let all = roster_core::resources().iter().copied();
    all.filter(move |resource| resource.system == system)
}

fn choices(out: &mut String, resource: &Resource) {
    for field in resource
        .fields
        .iter()
        .filter(|field| matches!(field.kind, Kind::Choice(_)))
    {
        let documented = field.kind.choices().iter();
        let lines: String = documented
            .map(|choice| format!("\n  | \"{}\"", choice.value))
            .collect();
        out.push_str(&format!(
            "\n/** {}: what the documents list. */\nexport type {} = Choice<{lines}\n>;\n",
            field.label,
            choice_name(resource, field)
        ));
    }
}

fn account(out: &mut String, resource: &Resource) {
    out.push_str(&format!(
        "\n/** {} of {}. What the documents do not know is kept too. */\nexport type {} = {{\n",
        article(resource.singular),
        resource.system,
        type_name(resource)
    ));
    for field in resource.answered() {
        comment(out, field);
        let (mark, null) = if field.kind == Kind::Id {
            ("", "")
        } else {
            ("?", " | null")
        };
        out.push_str(&format!(
            "  readonly {}{mark}: {}{null};\n",
            field.name,
            answered(resource, field)
        ));
    }
    out.push_str("};\n");
}

fn values(out: &mut String, resource: &Resource) {
    out.push_str(&format!(
        "\n/** What can be sent of {} of {}; `null` clears. */\nexport type {}Values = {{\n",
        article(resource.singular).to_lowercase(),
        resource.system,
        type_name(resource)
    ));
    let sent = resource
        .fields
        .iter()
        .filter(|field| field.access.create || field.access.update);
    for field in sent {
        comment(out, field);
        let value = sent_as(resource, field);
        out.push_str(&format!("  {}?: {value} | null | undefined;\n", field.name));
    }
    out.push_str("};\n");
}

fn interface(out: &mut String, system: System) {
    out.push_str(&format!(
        "\n/** The resources of {system}. */\nexport interface {} {{\n",
        system_name(system)
    ));
    for resource in of(system) {
        let name = type_name(resource);
        out.push_str(&format!(
            "  readonly {}: Resource<{name}, {name}Values>;\n",
            property(resource)
        ));
    }
    out.push_str("}\n");
}

fn comment(out: &mut String, field: &Field) {
    let space = if field.help.is_empty() { "" } else { " " };
    out.push_str(&format!("  /** {}.{space}{} */\n", field.label, field.help));
}

fn answered(resource: &Resource, field: &Field) -> String {
    match field.kind {
        Kind::Boolean => "boolean".to_owned(),
        Kind::Integer => "number | bigint".to_owned(),
        Kind::Reference(_) => "Reference".to_owned(),
        // Some systems answer the value itself, others a record that stands for it.
        Kind::Choice(_) => choice_name(resource, field) + " | Reference",
        Kind::Id | Kind::Text | Kind::Email | Kind::Timestamp | Kind::Secret => "string".to_owned(),
    }
}

fn sent_as(resource: &Resource, field: &Field) -> String {
    match field.kind {
        Kind::Reference(_) => "string | { id: string | number | bigint }".to_owned(),
        Kind::Choice(_) => choice_name(resource, field) + " | { id: string }",
        _ => answered(resource, field),
    }
}

/// `AgileNowTimezone`
fn choice_name(resource: &Resource, field: &Field) -> String {
    system_name(resource.system) + &pascal(field.name.trim_end_matches("Id"))
}

/// `KeyAccount`; where the singular is no more than "account", with its system: `SwiftAccount`.
fn type_name(resource: &Resource) -> String {
    let words = pascal(resource.singular);
    if resource.singular.contains(' ') {
        words
    } else {
        system_name(resource.system) + &words
    }
}

/// `Mpdx`, `AgileNow`, `Swift`.
fn system_name(system: System) -> String {
    let word = system.label().split(' ').next().unwrap_or_default();
    if word.chars().all(char::is_uppercase) {
        pascal(system.name())
    } else {
        word.to_owned()
    }
}

/// `keyAccounts`
fn property(resource: &Resource) -> String {
    let name = pascal(resource.short());
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(letters)
        .collect()
}

fn pascal(words: &str) -> String {
    words
        .split([' ', '-', '_'])
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect::<String>()
        })
        .collect()
}

/// `An organization account`
fn article(singular: &str) -> String {
    let vowel = singular.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {singular}", if vowel { "An" } else { "A" })
}
