//! The commands, one a file. Each checks everything that it was given before anything is started
//! or sent, then makes its call, then prints.

mod completions;
mod create;
mod delete;
mod fields;
mod get;
mod list;
mod profiles;
mod reach;
mod save;
mod sync;
mod update;
mod upsert;

use crate::arguments::{Command, Where};
use crate::exit::Failure;

pub use reach::open;

/// Does what was asked for.
///
/// # Errors
/// Whatever kept it from being done.
pub async fn run(command: Command, place: &Where) -> Result<(), Failure> {
    match command {
        Command::List(arguments) => list::run(&arguments, place).await,
        Command::Get(arguments) => get::run(&arguments, place).await,
        Command::Create(arguments) => create::run(&arguments, place).await,
        Command::Update(arguments) => update::run(&arguments, place).await,
        Command::Upsert(arguments) => upsert::run(&arguments, place).await,
        Command::Delete(arguments) => delete::run(&arguments, place).await,
        Command::Sync(arguments) => sync::run(&arguments, place).await,
        Command::Fields(arguments) => fields::run(&arguments),
        Command::Profiles(form) => profiles::run(&form, place),
        Command::Completions { shell } => completions::run(shell),
    }
}
