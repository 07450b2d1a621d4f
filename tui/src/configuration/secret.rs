//! Where a profile's secret comes from, and getting it from there. A secret is fetched when a call
//! needs it, kept in memory alone, and in no error, file or `Debug`.

use std::fmt;
use std::process::{Output, Stdio};
use std::sync::Arc;

use roster_core::error::{Effect, Error, ErrorKind};
use roster_core::http::Secrets;
use roster_core::message::Secret;
use roster_core::schema::System;
use roster_core::systems::secret_warning;
use roster_core::text::{excerpt, shown};
use tokio::process::Command;
use tokio::sync::Mutex;
use toml::de::DeValue;

use super::profile::Profile;
use super::table::{Problem, Table};

/// Where a profile's token or client secret comes from.
#[derive(Clone)]
pub enum SecretSource {
    /// An environment variable.
    Environment(String),
    /// What a program writes to its standard output: its name, then its arguments. No shell is
    /// involved.
    Command(Vec<String>),
    /// The system's keyring.
    Keyring,
    /// A credential of the sandbox, which is public.
    Sandbox(Secret),
}

/// What a command is written as: no shell reads it.
const COMMAND: &str = "a list of words, the program first, such as [\"pass\", \"mpdx\"]";

impl SecretSource {
    /// Reads where the secret of that name comes from.
    ///
    /// # Errors
    /// It is written in the file, or comes from nowhere that is known, or from several places.
    pub fn read(table: &Table<'_>, name: &str) -> Result<SecretSource, Problem> {
        const ALLOWED: &str =
            "{ env = \"NAME\" }, { command = [\"PROGRAM\", \"ARGUMENT\"] } or { keyring = true }";
        let value = table.needed(name)?;
        if let DeValue::String(_) = value.get_ref() {
            return Err(table.reader.problem(
                &value.span(),
                format!(
                    "{}: {name} is written in the file, where every backup and every reader of the \
                 file finds it; take it out, and say where it comes from: {ALLOWED}",
                    table.what
                ),
            ));
        }
        let what = format!("{name} of {}", table.what);
        let source = Table::of(table.reader, &what, value, ALLOWED)?;
        source.allow(&["env", "command", "keyring"])?;
        let mut entries = source.entries.iter();
        let (Some((kind, value)), None) = (entries.next(), entries.next()) else {
            return Err(source.reader.problem(
                &source.span,
                format!("{what}: say one place that it comes from: {ALLOWED}"),
            ));
        };
        match (*kind, value.get_ref()) {
            ("env", DeValue::String(variable))
                if !variable.is_empty() && !variable.contains(['=', '\0']) =>
            {
                Ok(SecretSource::Environment(variable.to_string()))
            }
            ("env", _) => Err(source.wrong("env", value, "the name of an environment variable")),
            ("command", DeValue::Array(words)) => {
                let words: Option<Vec<String>> = words
                    .iter()
                    .map(|word| match word.get_ref() {
                        DeValue::String(word) if !word.contains('\0') => Some(word.to_string()),
                        _ => None,
                    })
                    .collect();
                match words {
                    Some(words) if words.first().is_some_and(|program| !program.is_empty()) => {
                        Ok(SecretSource::Command(words))
                    }
                    _ => Err(source.wrong("command", value, COMMAND)),
                }
            }
            ("command", _) => Err(source.wrong("command", value, COMMAND)),
            (_, DeValue::Boolean(true)) => Ok(SecretSource::Keyring),
            _ => Err(source.wrong("keyring", value, "true")),
        }
    }
}

impl fmt::Debug for SecretSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// What `roster profiles` says of it. Arguments of a command are left out: people put secrets there.
impl fmt::Display for SecretSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretSource::Environment(name) => write!(formatter, "environment {}", shown(name)),
            SecretSource::Command(words) => {
                write!(formatter, "command {}", shown(program(words)))
            }
            SecretSource::Keyring => formatter.write_str("keyring"),
            SecretSource::Sandbox(_) => formatter.write_str("sandbox"),
        }
    }
}

impl SecretSource {
    /// Fetches the secret.
    ///
    /// # Errors
    /// It is not to be had: why, and never what was read of it.
    pub async fn fetch(&self) -> Result<Secret, Error> {
        match self {
            SecretSource::Environment(name) => from_environment(name),
            SecretSource::Command(words) => from_command(words).await,
            SecretSource::Keyring => Err(Error::invalid(
                "reading a secret from the keyring is not available in this version",
            )
            .advice(
                "in the profile, use { env = \"NAME\" } or { command = [\"PROGRAM\", \"ARGUMENT\"] }",
            )),
            SecretSource::Sandbox(secret) => Ok(secret.clone()),
        }
    }
}

/// The secret of a profile: fetched when the first call needs it, kept in memory for the next ones,
/// and fetched anew when the system has not taken it. A command may ask the person something.
#[derive(Debug)]
pub struct KeptSecret {
    profile: String,
    system: System,
    source: SecretSource,
    tell: Tell,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    secret: Option<Secret>,
    /// Whether a warning was given: once is enough.
    warned: bool,
}

/// Where the warning goes that a text is probably not a secret of its system.
#[derive(Clone)]
pub struct Tell(Arc<dyn Fn(String) + Send + Sync>);

impl Tell {
    /// To that function, in a line that is safe to show.
    pub fn to(tell: impl Fn(String) + Send + Sync + 'static) -> Tell {
        Tell(Arc::new(tell))
    }
}

impl fmt::Debug for Tell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Tell")
    }
}

impl KeptSecret {
    /// Nothing is fetched yet.
    #[must_use]
    pub fn new(profile: &Profile, tell: Tell) -> KeptSecret {
        KeptSecret {
            profile: profile.name.clone(),
            system: profile.system,
            source: profile.secret.clone(),
            tell,
            kept: Mutex::new(Kept::default()),
        }
    }

    /// Says what is odd about a secret; the system decides. The sandbox's are its own affair.
    fn look_at(&self, secret: &Secret, warned: &mut bool) {
        if *warned || matches!(self.source, SecretSource::Sandbox(_)) {
            return;
        }
        if let Some(warning) = secret_warning(self.system, secret) {
            *warned = true;
            let profile = shown(&self.profile);
            (self.tell.0)(format!("profile {profile}: {}", shown(&warning)));
        }
    }
}

impl Secrets for KeptSecret {
    async fn secret(&self, refused: Option<&Secret>) -> Result<Secret, Error> {
        let mut kept = self.kept.lock().await;
        let held = kept.secret.as_ref();
        if let Some(secret) = held.filter(|secret| Some(*secret) != refused) {
            return Ok(secret.clone());
        }
        let secret = self.source.fetch().await?;
        self.look_at(&secret, &mut kept.warned);
        kept.secret = Some(secret.clone());
        Ok(secret)
    }
}

fn from_environment(name: &str) -> Result<Secret, Error> {
    let name_shown = shown(name);
    match std::env::var(name) {
        Ok(value) => whole(&value, &format!("the environment variable {name_shown}")),
        Err(std::env::VarError::NotPresent) => Err(missing(format!(
            "the environment variable {name_shown}, which holds the profile's secret, is not set"
        ))),
        Err(std::env::VarError::NotUnicode(_)) => Err(missing(format!(
            "the environment variable {name_shown} is not text"
        ))),
    }
}

async fn from_command(words: &[String]) -> Result<Secret, Error> {
    let program = program(words);
    let name = format!("the secret's command {}", shown(program));
    let ran = Command::new(program)
        .args(words.iter().skip(1))
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await;
    let Output {
        status,
        stdout,
        stderr,
    } = ran.map_err(|error| missing(format!("{name} cannot be run: {error}")))?;
    if !status.success() {
        // Its standard output may hold half a secret; its own complaint is on standard error.
        let said = excerpt(&String::from_utf8_lossy(&stderr), 200);
        let said = if said.is_empty() {
            String::new()
        } else {
            format!(": {said}")
        };
        return Err(missing(format!("{name} failed ({status}){said}")));
    }
    let text = String::from_utf8(stdout)
        .map_err(|_| missing(format!("{name} wrote something that is not text")))?;
    whole(&text, &format!("what {name} wrote"))
}

/// One line of visible text, without the line end that programs and editors add.
fn whole(text: &str, what: &str) -> Result<Secret, Error> {
    let text = text.trim_end_matches(['\r', '\n']);
    if text.trim().is_empty() {
        return Err(missing(format!("{what} is empty")));
    }
    if text.chars().any(char::is_control) {
        return Err(missing(format!(
            "{what} is more than one line of plain text, so it is not a secret that can be sent"
        )));
    }
    Ok(Secret::new(text))
}

fn program(words: &[String]) -> &str {
    words.first().map_or("", String::as_str)
}

fn missing(message: String) -> Error {
    Error::new(ErrorKind::Unauthorized, message).effect(Effect::NothingSent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(words: &[&str]) -> SecretSource {
        SecretSource::Command(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[tokio::test]
    async fn line_ends_of_a_command_are_not_part_of_the_secret() {
        let secret = command(&["printf", "%s\r\n", "hunter2"]).fetch().await;
        assert_eq!(secret.expect("a secret").reveal(), "hunter2");
    }

    #[tokio::test]
    async fn a_failure_says_why_and_never_what_was_written() {
        let script = "echo hunter2; echo 'the store is locked' >&2; exit 3";
        for (source, why) in [
            (command(&["sh", "-c", script]), "the store is locked"),
            (command(&["/nowhere/at-all", "hunter2"]), "cannot be run"),
            (
                command(&["printf", "hunter2\nhunter2"]),
                "more than one line",
            ),
            (command(&["printf", "\n"]), "is empty"),
            (command(&["printf", "hunter2\\377"]), "not text"),
            (
                SecretSource::Environment("ROSTER_NO_SUCH_VARIABLE".into()),
                "is not set",
            ),
            (SecretSource::Keyring, "not available in this version"),
        ] {
            let error = source.fetch().await.expect_err(why);
            let report = error.report().join("\n");
            assert!(report.contains(why), "{report}");
            assert!(report.contains("nothing was sent"), "{report}");
            assert!(
                !format!("{report}{error:?}{source:?}{source}").contains("hunter2"),
                "{report}"
            );
        }
    }
}
