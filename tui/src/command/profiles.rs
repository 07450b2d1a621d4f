//! `roster profiles`: what is configured, without its secrets.

use roster_core::schema::Authentication;
use roster_core::text::shown;
use roster_core::value::Value;

use crate::arguments::{Form, Output, Where};
use crate::configuration::{Configuration, Profile};
use crate::exit::Failure;
use crate::output::{Results, Table, array, object};

/// Prints the profiles and the file that they were read from. Nothing is started or sent.
///
/// # Errors
/// The configuration makes no sense.
pub fn run(form: &Form, place: &Where) -> Result<(), Failure> {
    let configuration = Configuration::read(place.config.as_deref())?;
    let mut results = Results::new();
    match form.output {
        Output::Json => results.line(&json(&configuration))?,
        Output::Table => {
            results.line(&where_read(&configuration))?;
            if !configuration.profiles.is_empty() {
                results.line("")?;
                results.table(&table(&configuration.profiles))?;
            }
        }
    }
    results.end()
}

fn where_read(configuration: &Configuration) -> String {
    let file = configuration.file.to_string_lossy();
    let file = shown(&file);
    match (configuration.found, configuration.profiles.is_empty()) {
        (false, _) => format!("there is no configuration file {file}: the sandbox is used"),
        (true, true) => format!("{file} has no profiles: the sandbox is used"),
        (true, false) => format!("read from {file}"),
    }
}

fn table(profiles: &[Profile]) -> Table {
    let mut table = Table::new(["profile", "system", "base_url", "secret", "writes"]);
    for profile in profiles {
        table.row([
            profile.name.as_str(),
            profile.system.name(),
            &profile.base_url.to_string(),
            &profile.secret.to_string(),
            if profile.read_only { "no" } else { "yes" },
        ]);
    }
    table
}

fn json(configuration: &Configuration) -> String {
    let profiles: Vec<String> = configuration.profiles.iter().map(profile_json).collect();
    let file = configuration.file.to_string_lossy();
    let head = object(&[
        ("configuration", Value::text(file)),
        ("found", Value::Bool(configuration.found)),
    ]);
    format!(
        "{},\"profiles\":{}}}",
        head.strip_suffix('}').unwrap_or(&head),
        array(&profiles)
    )
}

fn profile_json(profile: &Profile) -> String {
    let secret = match profile.system.authentication() {
        Authentication::Bearer => "token",
        Authentication::ClientCredentials => "client_secret",
    };
    let client_id = profile.client_id.clone().map_or(Value::Null, Value::Text);
    object(&[
        ("name", Value::text(profile.name.as_str())),
        ("system", Value::text(profile.system.name())),
        ("base_url", Value::text(profile.base_url.to_string())),
        ("client_id", client_id),
        (secret, Value::text(profile.secret.to_string())),
        ("read_only", Value::Bool(profile.read_only)),
        (
            "timeout",
            Value::text(profile.timeout.as_secs().to_string()),
        ),
    ])
}
