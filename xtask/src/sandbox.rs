//! The sandbox that browser tests talk to: started on a free port, ended with the test.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result, bail};

use crate::process::Program;
use crate::{cargo, project, report};

/// Enough for more than one page of every system, and for a table that cannot draw them all.
const ACCOUNTS: &str = "1000";

/// Building and seeding are over by the time that it runs; a machine that needs longer is stuck.
const START: Duration = Duration::from_secs(60);

/// A running `roster-sandbox`, ended when this is dropped.
pub struct Sandbox {
    child: Child,
    address: String,
}

impl Sandbox {
    /// Builds and starts it.
    ///
    /// # Errors
    /// When it does not build, does not start, or does not say where it listens.
    pub fn start() -> Result<Self> {
        Self::of(&cargo::build("roster-sandbox")?, ACCOUNTS)
    }

    /// Builds it for speed, and starts it with so many accounts of each resource.
    ///
    /// # Errors
    /// As [`Sandbox::start`].
    pub fn start_fast(accounts: usize) -> Result<Self> {
        let program = cargo::build_fast("roster-sandbox")?;
        Self::of(&program, &accounts.to_string())
    }

    fn of(sandbox: &Path, accounts: &str) -> Result<Self> {
        let log_path = project::path("target/xtask/sandbox.log");
        fs::create_dir_all(log_path.with_file_name("")).context("making target/xtask")?;
        let log =
            File::create(&log_path).with_context(|| format!("writing {}", log_path.display()))?;
        let mut program = Program::new(sandbox).args(["--port", "0", "--accounts", accounts]);
        program.show();
        let child = program.spawn(Stdio::piped(), log.try_clone()?.into())?;
        // From here on, whatever goes wrong ends the child too.
        let mut sandbox = Self {
            child,
            address: String::new(),
        };
        let output = sandbox
            .child
            .stdout
            .take()
            .context("the sandbox has no standard output")?;
        sandbox.address = read_address(output, log)
            .with_context(|| format!("the sandbox did not start; see {}", log_path.display()))?;
        report::detail(&format!("sandbox at {}", sandbox.address));
        Ok(sandbox)
    }

    /// `http://127.0.0.1:PORT`
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // Either call fails only when the process has already gone.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the address from the first line; the rest goes to the log, so that the sandbox never
/// waits for a reader.
fn read_address(output: ChildStdout, mut log: File) -> Result<String> {
    let (first_line, received) = mpsc::channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(output);
        let mut line = String::new();
        let _ = first_line.send(reader.read_line(&mut line).map(|_| line));
        let _ = io::copy(&mut reader, &mut log);
    });
    match received.recv_timeout(START) {
        Ok(line) => address_in(&line.context("reading its first line")?),
        Err(_) => bail!("it printed nothing within {} seconds", START.as_secs()),
    }
}

fn address_in(line: &str) -> Result<String> {
    let address = line
        .trim_end()
        .strip_prefix("listening on ")
        .unwrap_or_default();
    let port = address
        .strip_prefix("http://127.0.0.1:")
        .and_then(|port| port.parse::<u16>().ok());
    match port {
        Some(1..) => Ok(address.to_owned()),
        _ => bail!(
            "expected `listening on http://127.0.0.1:PORT` as its first line, got `{}`",
            line.trim_end()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_first_line() {
        assert_eq!(
            address_in("listening on http://127.0.0.1:4010\n").unwrap(),
            "http://127.0.0.1:4010"
        );
    }

    #[test]
    fn anything_else_is_shown_as_it_came() {
        for line in [
            "",
            "database is locked",
            "listening on http://127.0.0.1:0",
            "listening on http://0.0.0.0:80",
        ] {
            let error = address_in(line).unwrap_err().to_string();
            assert!(error.ends_with(&format!("got `{line}`")), "{error}");
        }
    }
}
