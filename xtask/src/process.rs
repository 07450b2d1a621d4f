//! Starting programs: never through a shell, shown before they start, and without standard input,
//! so that nothing can wait for an answer that will not come.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::{env, io};

use anyhow::{Context, Result, bail};

use crate::{project, report};

/// A program with its arguments.
pub struct Program {
    command: Command,
}

impl Program {
    /// Runs in the folder of the checkout, unless [`Program::within`] says otherwise.
    pub fn new(name: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(name);
        command.current_dir(project::root()).stdin(Stdio::null());
        forget_this_package(&mut command);
        Self { command }
    }

    /// A JavaScript program from `node_modules`. Started by Node itself, not by the shell script
    /// that npm writes for each system differently.
    pub fn node_module(script: &str) -> Self {
        Self::new("node").arg(project::path("node_modules").join(script))
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs in another folder.
    pub fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs to the end, its output going where ours goes.
    ///
    /// # Errors
    /// When it cannot be started, or ends with anything but success.
    pub fn run(mut self) -> Result<()> {
        self.show();
        let status = self.command.status();
        self.check(status.with_context(|| self.not_started())?)
    }

    /// Runs to the end and hands over every line of its standard output as it passes by.
    ///
    /// # Errors
    /// As [`Program::run`].
    pub fn run_reading(mut self, mut on_line: impl FnMut(&str)) -> Result<()> {
        self.show();
        let mut child = self.spawn(Stdio::piped(), Stdio::inherit())?;
        let copied = child.stdout.take().map_or(Ok(()), |output| {
            copy_lines(output, &mut io::stdout(), &mut on_line)
        });
        let status = child.wait().context("waiting for the program")?;
        copied.context("reading the program's output")?;
        self.check(status)
    }

    /// Runs to the end and returns its standard output; nothing is shown.
    ///
    /// # Errors
    /// As [`Program::run`].
    pub fn output(mut self) -> Result<String> {
        self.command.stderr(Stdio::inherit());
        let output = self.command.output().with_context(|| self.not_started())?;
        self.check(output.status)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Starts it and returns while it runs.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn spawn(&mut self, stdout: Stdio, stderr: Stdio) -> Result<Child> {
        self.command.stdout(stdout).stderr(stderr);
        self.command.spawn().with_context(|| self.not_started())
    }

    /// Says what is about to run.
    pub fn show(&self) {
        report::detail(&format!("$ {}", self.line()));
    }

    /// What a person would type, in the folder of the checkout.
    fn line(&self) -> String {
        let shortened = |text: &OsStr| {
            let text = text.to_string_lossy().into_owned();
            let root = format!("{}/", project::root().display());
            text.strip_prefix(&root).map(str::to_owned).unwrap_or(text)
        };
        // A tool's own folder is no news: what matters is which tool it is.
        let program = Path::new(self.command.get_program());
        let mut words = vec![
            program
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        ];
        words.extend(self.command.get_args().map(shortened));
        let folder = self.command.get_current_dir().unwrap_or(project::root());
        match folder.strip_prefix(project::root()) {
            Ok(inside) if inside.as_os_str().is_empty() => words.join(" "),
            _ => format!(
                "{}   (in {})",
                words.join(" "),
                shortened(folder.as_os_str())
            ),
        }
    }

    fn not_started(&self) -> String {
        format!("`{}` could not be started", self.line())
    }

    fn check(&self, status: ExitStatus) -> Result<()> {
        if !status.success() {
            bail!("`{}` failed ({status})", self.line());
        }
        Ok(())
    }
}

/// `cargo run` tells a program which package it is. A `cargo` below it must not read that as its
/// own surroundings: build scripts that watch these variables would run again each time.
fn forget_this_package(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

fn copy_lines(
    output: impl io::Read,
    copy: &mut impl Write,
    on_line: &mut impl FnMut(&str),
) -> io::Result<()> {
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        copy.write_all(&line)?;
        copy.flush()?;
        on_line(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
    Ok(())
}

/// Where a program is, when it is on the PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// PATH with these folders in front.
///
/// # Errors
/// When a folder's name cannot stand in a PATH.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&inherited));
    env::join_paths(all).context("a folder's name cannot be part of PATH")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_while_they_pass() {
        let (mut lines, mut copy) = (Vec::new(), Vec::new());
        let output = &b"one\r\ntwo\n\nlast"[..];
        copy_lines(output, &mut copy, &mut |line: &str| {
            lines.push(line.to_owned())
        })
        .unwrap();
        assert_eq!(lines, ["one", "two", "", "last"]);
        assert_eq!(copy, output);
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Program::new("roster-no-such-program")
            .arg("now")
            .run()
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "`roster-no-such-program now` could not be started"
        );
    }

    #[test]
    fn the_folder_is_part_of_the_line() {
        let program = Program::new("npm").arg("ci").within(project::path("wasm"));
        assert_eq!(program.line(), "npm ci   (in wasm)");
    }
}
