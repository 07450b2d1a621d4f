//! Roster in a terminal: the console, and the command line.
//!
//! Reading order: `arguments` is what can be asked for and `configuration` what is configured;
//! `connection` makes clients of the core from both, and starts the sandbox when it is wanted.
//! From there the way parts: `command` has one file a command, with `assignment` for
//! `FIELD=VALUE`; `overview` is what `roster` alone prints where there is no terminal; `console`
//! is the screen where there is one. `output` prints, `exit` says how it ended, `interrupt` is
//! Ctrl-C. [`Rehearsal`] is the console for those who measure it.

mod arguments;
mod assignment;
mod command;
mod configuration;
mod connection;
mod console;
mod exit;
mod interrupt;
mod output;
mod overview;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use tokio::runtime::{Builder, Runtime};

pub use console::Rehearsal;

use arguments::{Arguments, Where};
use connection::Source;
use exit::{Exit, Failure};

/// The program: reads its arguments, and does what they ask for.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match arguments::read() {
        Ok(arguments) => arguments,
        Err(failure) => return end(&failure),
    };
    let on_screen = arguments.command.is_none() && has_screen();
    let runtime = match runtime(on_screen) {
        Ok(runtime) => runtime,
        Err(error) => {
            return end(&Failure::new(
                Exit::Failed,
                format!("cannot start: {error}"),
            ));
        }
    };
    let ran = runtime.block_on(run(arguments, on_screen));
    // A question on the terminal may still wait for its answer in a thread of its own.
    runtime.shutdown_background();
    match ran {
        Ok(()) => Exit::Done.into(),
        Err(failure) => end(&failure),
    }
}

fn end(failure: &Failure) -> ExitCode {
    output::explain(failure);
    failure.exit().into()
}

/// Whether there is a terminal to draw on, and to read keys from.
fn has_screen() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

fn runtime(on_screen: bool) -> io::Result<Runtime> {
    let mut builder = Builder::new_multi_thread();
    if on_screen {
        builder.on_thread_start(console::stand_back());
    }
    builder.enable_all().build()
}

async fn run(arguments: Arguments, on_screen: bool) -> Result<(), Failure> {
    let Arguments { place, command } = arguments;
    match command {
        Some(command) => command::run(command, &place).await,
        None if on_screen => browse(&place).await,
        None => overview(&place).await,
    }
}

/// The console.
async fn browse(place: &Where) -> Result<(), Failure> {
    let source = Source::choose(place)?;
    console::run(source, place.profile.as_deref()).await
}

/// What there is, for a pipe or a job.
async fn overview(place: &Where) -> Result<(), Failure> {
    let connections = command::open(Source::choose(place)?, place).await?;
    let printed = overview::run(&connections, &interrupt::on_ctrl_c()).await;
    connections.close().await;
    printed
}
