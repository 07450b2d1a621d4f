//! The TOML of the configuration file, read by hand over the parser's spans, so that every error
//! names its line and what is allowed there, and none repeats a secret.

use std::time::Duration;

use roster_core::http::BaseUrl;
use roster_core::schema::{Authentication, System};
use roster_core::text::shown;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::profile::Profile;
use super::secret::SecretSource;
use super::table::{Problem, Reader, Table};

/// Reads the profiles, in the order of the file.
///
/// # Errors
/// The first thing that makes no sense.
pub fn profiles(text: &str) -> Result<Vec<Profile>, Problem> {
    let reader = Reader { text };
    // The parser's own report repeats the line, which may hold a secret: only its message is used.
    let document = DeTable::parse(text).map_err(|error| {
        reader.problem(
            &error.span().unwrap_or_default(),
            format!(
                "this is not TOML: {}",
                shown(&error.message().replace('\n', "; "))
            ),
        )
    })?;
    let document = Table::whole(&reader, &document);
    document.allow(&["profiles"])?;
    let Some(profiles) = document.entries.get("profiles") else {
        return Ok(Vec::new());
    };
    let profiles = Table::of(&reader, "profiles", profiles, "[profiles.NAME]")?;
    let mut entries: Vec<_> = profiles.entries.iter().collect();
    entries.sort_by_key(|(_, value)| value.span().start);
    entries
        .into_iter()
        .map(|(name, value)| profile(&reader, name, value))
        .collect()
}

fn profile(
    reader: &Reader<'_>,
    name: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<Profile, Problem> {
    let what = format!("profile \"{}\"", shown(name));
    if name.is_empty() || name.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(reader.problem(
            &value.span(),
            format!("{what}: a profile's name has no spaces, because it is typed after --profile"),
        ));
    }
    let table = Table::of(reader, &what, value, "a table of settings")?;
    let system = system(&table)?;
    let (secret_name, names): (&str, &[&str]) = match system.authentication() {
        Authentication::Bearer => (
            "token",
            &["system", "base_url", "token", "read_only", "timeout"],
        ),
        Authentication::ClientCredentials => (
            "client_secret",
            &[
                "system",
                "base_url",
                "client_id",
                "client_secret",
                "read_only",
                "timeout",
            ],
        ),
    };
    table.allow(names)?;
    let client_id = match system.authentication() {
        Authentication::Bearer => None,
        Authentication::ClientCredentials => Some(table.text("client_id")?.1.to_owned()),
    };
    Ok(Profile {
        name: name.to_owned(),
        system,
        base_url: base_url(&table)?,
        client_id,
        secret: SecretSource::read(&table, secret_name)?,
        read_only: read_only(&table)?,
        timeout: timeout(&table)?,
    })
}

fn system(table: &Table<'_>) -> Result<System, Problem> {
    let (span, name) = table.text("system")?;
    System::named(name).ok_or_else(|| {
        let allowed: Vec<_> = System::ALL.iter().map(|system| system.name()).collect();
        table.reader.problem(
            &span,
            format!(
                "{}: there is no system \"{}\"; allowed are {}",
                table.what,
                shown(name),
                allowed.join(", ")
            ),
        )
    })
}

fn base_url(table: &Table<'_>) -> Result<BaseUrl, Problem> {
    let (span, text) = table.text("base_url")?;
    BaseUrl::parse(text).map_err(|error| {
        table
            .reader
            .problem(&span, format!("{}: {}", table.what, error.message()))
    })
}

fn read_only(table: &Table<'_>) -> Result<bool, Problem> {
    match table.entries.get("read_only") {
        None => Ok(false),
        Some(value) => match value.get_ref() {
            DeValue::Boolean(read_only) => Ok(*read_only),
            _ => Err(table.wrong("read_only", value, "true or false")),
        },
    }
}

fn timeout(table: &Table<'_>) -> Result<Duration, Problem> {
    let Some(value) = table.entries.get("timeout") else {
        return Ok(Profile::TIMEOUT);
    };
    let seconds = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
        _ => None,
    };
    match seconds {
        Some(seconds @ 1..=3600) => Ok(Duration::from_secs(seconds)),
        _ => Err(table.wrong("timeout", value, "whole seconds from 1 to 3600")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[profiles.missions]
system   = "mpdx"
base_url = "https://api.mpdx.org/api/v2/"
token    = { env = "MPDX_TOKEN" }

[profiles.access]
system        = "agilenow"
base_url      = "https://agile.example.com/"
client_id     = "roster"
client_secret = { command = ["pass", "agilenow"] }
read_only     = true
timeout       = 5
"#;

    #[test]
    fn profiles_come_in_the_order_of_the_file() {
        let profiles = profiles(GOOD).expect("profiles");
        let names: Vec<_> = profiles
            .iter()
            .map(|profile| profile.name.as_str())
            .collect();
        assert_eq!(names, ["missions", "access"]);
        assert!(!profiles[0].read_only);
        assert_eq!(profiles[0].timeout, Profile::TIMEOUT);
        assert_eq!(profiles[0].client_id, None);
        assert!(profiles[1].read_only);
        assert_eq!(profiles[1].timeout, Duration::from_secs(5));
        assert_eq!(profiles[1].client_id.as_deref(), Some("roster"));
    }

    #[test]
    fn every_mistake_is_named_with_its_line_and_what_is_allowed() {
        let inline = GOOD.replace(r#"{ env = "MPDX_TOKEN" }"#, r#""hunter2""#);
        let cases = [
            ("[profiles", 1, "not TOML"),
            ("a = 1", 1, "no setting \"a\"; allowed: profiles"),
            ("\nprofiles = 1", 2, "profiles has to be [profiles.NAME]"),
            (
                "[profiles]\na = 1",
                2,
                "profile \"a\" has to be a table of settings",
            ),
            ("[profiles.\"a b\"]", 1, "no spaces"),
            ("[profiles.a]", 1, "needs system"),
            (
                "[profiles.a]\nsystem = \"x\"",
                2,
                "allowed are mpdx, agilenow, swift",
            ),
            (
                "[profiles.a]\nsystem = 1",
                2,
                "system has to be text in quotes",
            ),
            (&inline, 5, "token is written in the file"),
            (
                &GOOD.replace("MPDX_TOKEN", ""),
                5,
                "name of an environment variable",
            ),
            (
                &GOOD.replace("[\"pass\", \"agilenow\"]", "[]"),
                11,
                "a list of words",
            ),
            (
                &GOOD.replace("[\"pass\", \"agilenow\"]", "\"pass x\""),
                11,
                "a list of words",
            ),
            (
                &GOOD.replace("env = \"MPDX_TOKEN\"", "keyring = 1"),
                5,
                "keyring has to be true",
            ),
            (
                &GOOD.replace("env = \"MPDX_TOKEN\"", ""),
                5,
                "say one place",
            ),
            (
                &GOOD.replace("env = ", "file = "),
                5,
                "no setting \"file\"; allowed: env, command",
            ),
            (
                &GOOD.replace("read_only     = true", "read_only = 1"),
                12,
                "true or false",
            ),
            (&GOOD.replace("= 5", "= 0"), 13, "whole seconds"),
            (
                &GOOD.replace("token ", "tokn "),
                5,
                "no setting \"tokn\"; allowed: system, base_url, token",
            ),
            (
                &GOOD.replace("https://api", "http://api"),
                4,
                "profile \"missions\": ",
            ),
        ];
        for (text, line, message) in cases {
            let problem = profiles(text).expect_err(message);
            assert_eq!(problem.line, line, "{}", problem.message);
            assert!(problem.message.contains(message), "{}", problem.message);
            assert!(!problem.message.contains("hunter2"), "{}", problem.message);
            assert!(!problem.message.contains('\n'), "{}", problem.message);
        }
    }
}
