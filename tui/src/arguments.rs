//! The command line: what can be asked for, in the words of the documents.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::builder::{
    NonEmptyStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser,
};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use roster_core::schema::Resource;
use roster_core::text::shown;

use crate::exit::{Exit, Failure};

/// One address book for the accounts that an organisation keeps in other people's systems.
///
/// Without a command: the console, or an overview where there is no terminal.
#[derive(Debug, Parser)]
#[command(name = "roster", version, about, after_help = AFTER_HELP)]
pub struct Arguments {
    #[command(flatten)]
    pub place: Where,
    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER_HELP: &str = "\
Results go to standard output, everything else to standard error.
Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 conflict, 5 not authorised, 6 no connection.";

const VALUES_HELP: &str = "\
FIELD=VALUE sets a field, FIELD= clears it. FIELD=@FILE takes the value from a file and FIELD=- from \
standard input, without the line end; that is the way for secrets, and for a value that begins with @ \
or is -. `roster fields RESOURCE` prints the fields and what they take.";

/// Which accounts are meant.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Profiles and sandbox")]
pub struct Where {
    /// Configuration file; without it, the one in the platform's configuration folder
    #[arg(long, value_name = "FILE", env = "ROSTER_CONFIG", global = true)]
    pub config: Option<PathBuf>,
    /// The profile to use; needed where several reach the same system
    #[arg(long, value_name = "NAME", env = "ROSTER_PROFILE", global = true, value_parser = text())]
    pub profile: Option<String>,
    /// Use the embedded sandbox, with invented accounts; so it is when no profile is configured
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// Use the embedded sandbox, with its accounts kept in this SQLite file
    #[arg(long, value_name = "FILE", global = true)]
    pub sandbox_db: Option<PathBuf>,
}

impl Where {
    /// Whether the sandbox was asked for, whatever is configured.
    pub fn wants_sandbox(&self) -> bool {
        self.sandbox || self.sandbox_db.is_some()
    }
}

/// What can be asked for.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the accounts of a resource
    List(List),
    /// Print one account
    Get(Get),
    /// Make an account, and print it
    #[command(after_help = VALUES_HELP)]
    Create(Values),
    /// Change an account, and print it
    #[command(after_help = VALUES_HELP)]
    Update(Update),
    /// Change the account that matches, or make it, and print it
    #[command(after_help = VALUES_HELP)]
    Upsert(Values),
    /// Remove an account
    Delete(Delete),
    /// Ask the system to fetch the account's data from its own source
    Sync(One),
    /// Print the fields of a resource, or of all
    Fields(Fields),
    /// Print the profiles, and where they were read
    Profiles(Form),
    /// Print a shell's completions
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// `roster list`.
#[derive(Debug, Args)]
pub struct List {
    /// Which accounts
    #[arg(value_parser = resource())]
    pub resource: &'static Resource,
    /// Only accounts that match. Words match any text; field:word, field=value, field>value (also
    /// <, >=, <=, !=) and field:null speak of one field; - in front negates; "…" quotes
    #[arg(
        long,
        value_name = "EXPR",
        default_value = "",
        hide_default_value = true
    )]
    #[arg(allow_hyphen_values = true)]
    pub filter: String,
    /// In the order of these fields, - in front for the other way round
    #[arg(
        long,
        value_name = "FIELD,-FIELD",
        default_value = "",
        hide_default_value = true
    )]
    #[arg(allow_hyphen_values = true)]
    pub sort: String,
    /// At most so many accounts
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// How they are printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = ListOutput::Table)]
    pub output: ListOutput,
}

/// An account, by its id.
#[derive(Debug, Args)]
pub struct One {
    /// Which accounts
    #[arg(value_parser = resource())]
    pub resource: &'static Resource,
    /// The account's id in its system
    #[arg(value_parser = text())]
    pub id: String,
}

/// `roster get`.
#[derive(Debug, Args)]
pub struct Get {
    #[command(flatten)]
    pub one: One,
    #[command(flatten)]
    pub form: Form,
}

/// `roster create` and `roster upsert`.
#[derive(Debug, Args)]
pub struct Values {
    /// Which accounts
    #[arg(value_parser = resource())]
    pub resource: &'static Resource,
    /// What the account is to hold
    #[arg(value_name = "FIELD=VALUE", required = true)]
    pub values: Vec<String>,
    #[command(flatten)]
    pub form: Form,
}

/// `roster update`.
#[derive(Debug, Args)]
pub struct Update {
    #[command(flatten)]
    pub one: One,
    /// What is to change. The field that tells versions apart (updated_in_db_at, ModifiedOn) is not
    /// changed: with it the update is made only if the account is still that version
    #[arg(value_name = "FIELD=VALUE", required = true)]
    pub values: Vec<String>,
    /// Write over whatever somebody else changed in the meantime
    #[arg(long)]
    pub overwrite: bool,
    #[command(flatten)]
    pub form: Form,
}

/// `roster delete`.
#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    pub one: One,
    /// Do not ask; needed where there is no terminal to ask on
    #[arg(long)]
    pub yes: bool,
}

/// `roster fields`.
#[derive(Debug, Args)]
pub struct Fields {
    /// Only the fields of this resource, with every choice
    #[arg(value_parser = resource())]
    pub resource: Option<&'static Resource>,
    #[command(flatten)]
    pub form: Form,
}

/// How one result is printed.
#[derive(Debug, Args)]
pub struct Form {
    /// How it is printed
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Output::Table)]
    pub output: Output,
}

/// Forms of one result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// For people
    Table,
    /// Every value as the system sent it
    Json,
}

/// Forms of many results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListOutput {
    /// For people
    Table,
    /// An array; every value as the system sent it
    Json,
    /// One JSON object a line, printed page by page where the accounts need no sorting
    Ndjson,
    /// For spreadsheets: a cell that would run as a formula gets ' in front
    Csv,
}

/// Reads the command line.
///
/// # Errors
/// What was typed makes no sense: one line that names it and what is allowed. Or help or the version
/// was asked for, and there is nothing more to do or say once it is printed.
pub fn read() -> Result<Arguments, Failure> {
    Arguments::try_parse().map_err(|error| {
        if error.use_stderr() {
            return Failure::usage(in_one_line(&error));
        }
        match error.print().and_then(|()| io::stdout().flush()) {
            Ok(()) => Failure::explained(Exit::Done),
            Err(error) => Failure::unwritten(&error),
        }
    })
}

/// What clap writes over several lines, without the advice that is the same for every mistake.
fn in_one_line(error: &clap::Error) -> String {
    let written = error.to_string();
    let said = written
        .lines()
        .map(|line| line.trim().trim_start_matches("error: "))
        .take_while(|line| !line.starts_with("For more information"))
        .filter(|line| !line.is_empty());
    let mut line = String::new();
    for part in said {
        if part.starts_with("tip:") || part.starts_with("Usage:") {
            line.push(';');
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(&shown(part));
    }
    if error.kind() == ErrorKind::InvalidSubcommand {
        let command = Arguments::command();
        let names: Vec<&str> = command
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        line.push_str(&format!("; commands: {}", names.join(", ")));
    }
    line
}

fn text() -> NonEmptyStringValueParser {
    NonEmptyStringValueParser::new()
}

/// A resource by its id. As possible values, so that shells complete them.
fn resource() -> impl TypedValueParser<Value = &'static Resource> {
    let all = roster_core::resources().iter();
    PossibleValuesParser::new(all.map(|one| {
        let help = format!("{} {}", one.system, one.label.to_lowercase());
        PossibleValue::new(one.id).help(help)
    }))
    .try_map(|id| roster_core::resource(&id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn filters_and_sorts_may_begin_with_a_hyphen() {
        let line = "roster list swift/accounts --filter -name:x --sort -name,id --limit 3";
        let arguments = Arguments::try_parse_from(line.split(' ')).expect("arguments");
        let Some(Command::List(list)) = arguments.command else {
            panic!("not a list");
        };
        assert_eq!(
            (list.filter.as_str(), list.sort.as_str()),
            ("-name:x", "-name,id")
        );
        assert_eq!(list.limit, Some(3));
        assert_eq!(list.resource.id, "swift/accounts");
    }
}
