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
    match run() {
        Ok(()) => Exit::Done.into(),
        Err(failure) => {
            output::explain(&failure);
            failure.exit().into()
        }
    }
}

fn run() -> Result<(), Failure> {
    let Arguments { place, command } = arguments::read()?;
    let on_screen = match command {
        None if has_screen() => Some(Source::choose(&place)?),
        _ => None,
    };
    // Only then is there much to do behind the screen. What a profile's secret command starts would
    // stand back too, for as long as it lives.
    let sandbox_behind = matches!(on_screen, Some(Source::Sandbox { .. }));
    let runtime = runtime(sandbox_behind)
        .map_err(|error| Failure::new(Exit::Failed, format!("cannot start: {error}")))?;
    let ran = runtime.block_on(async {
        match (command, on_screen) {
            (Some(command), _) => command::run(command, &place).await,
            (None, Some(source)) => console::run(source, place.profile.as_deref()).await,
            (None, None) => overview(&place).await,
        }
    });
    // A question on the terminal may still wait for its answer in a thread of its own.
    runtime.shutdown_background();
    ran
}

/// Whether there is a terminal to draw on, and to read keys from.
fn has_screen() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

fn runtime(sandbox_behind: bool) -> io::Result<Runtime> {
    let mut builder = Builder::new_multi_thread();
    if sandbox_behind {
        builder.on_thread_start(console::stand_back());
    }
    builder.enable_all().build()
}

/// What there is, for a pipe or a job.
async fn overview(place: &Where) -> Result<(), Failure> {
    let connections = command::open(Source::choose(place)?, place).await?;
    let printed = overview::run(&connections, &interrupt::on_ctrl_c()).await;
    connections.close().await;
    printed
}
