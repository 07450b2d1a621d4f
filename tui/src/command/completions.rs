//! `roster completions`: what a shell needs to complete commands, options and resources.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::exit::Failure;
use crate::output::Results;

/// Prints the shell's script.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "roster", &mut script);
    let mut results = Results::new();
    results.line(String::from_utf8_lossy(&script).trim_end())?;
    results.end()
}
