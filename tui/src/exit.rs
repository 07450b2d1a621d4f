//! How the program ends: one exit code for each kind of trouble, and the lines that explain it.

use std::io;
use std::process::ExitCode;

use roster_core::error::{Error, ErrorKind, Unread};

/// What the program ends with, for the scripts that call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It was done.
    Done = 0,
    /// It failed: the system refused it, failed, or answered nonsense; or this machine failed.
    Failed = 1,
    /// What was asked makes no sense; nothing was sent.
    Usage = 2,
    /// There is no such account.
    NotFound = 3,
    /// Somebody else changed the account, or something unique exists already.
    Conflict = 4,
    /// No token, one that the system does not take, or one that may not do this.
    NotAuthorised = 5,
    /// No connection, or no answer in time.
    NoConnection = 6,
    /// Ctrl-C: 128 and the number of the signal, as shells expect.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Exit {
        match kind {
            ErrorKind::Invalid | ErrorKind::Unsupported => Exit::Usage,
            ErrorKind::NotFound => Exit::NotFound,
            ErrorKind::Conflict => Exit::Conflict,
            ErrorKind::Unauthorized | ErrorKind::Forbidden => Exit::NotAuthorised,
            ErrorKind::Connection | ErrorKind::Timeout => Exit::NoConnection,
            ErrorKind::Cancelled => Exit::Interrupted,
            ErrorKind::Rejected
            | ErrorKind::RateLimited
            | ErrorKind::Malformed
            | ErrorKind::Server => Exit::Failed,
        }
    }
}

/// Records that cannot be read and are told of one by one.
pub const TOLD: usize = 10;

/// Why the program ends early: a code, and lines that are safe to show.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    lines: Vec<String>,
}

impl Failure {
    /// That exit code, explained in one line.
    pub fn new(exit: Exit, line: impl Into<String>) -> Failure {
        Failure {
            exit,
            lines: vec![line.into()],
        }
    }

    /// What was asked makes no sense.
    pub fn usage(line: impl Into<String>) -> Failure {
        Failure::new(Exit::Usage, line)
    }

    /// Standard output cannot be written. A reader that went away, as `head` does, has seen
    /// enough: that is no failure, and nothing is said about it.
    pub fn unwritten(error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::explained(Exit::Done);
        }
        Failure::new(
            Exit::Failed,
            format!("cannot write to standard output: {error}"),
        )
    }

    /// A failure that was explained when it happened.
    pub fn explained(exit: Exit) -> Failure {
        Failure {
            exit,
            lines: Vec::new(),
        }
    }

    /// Records could not be read; what could has been shown. `Ok` for none.
    pub fn unread(unread: &Unread) -> Result<(), Failure> {
        let records = match unread.count() {
            0 => return Ok(()),
            1 => "one record".to_owned(),
            count => format!("{count} records"),
        };
        let mut lines = vec![format!(
            "{records} cannot be read, and all others were shown"
        )];
        lines.extend(unread.errors().take(TOLD).map(Error::to_string));
        Err(Failure {
            exit: Exit::Failed,
            lines,
        })
    }

    /// With another line, unless the failure is one that nothing is said about.
    #[must_use]
    pub fn with(mut self, line: impl Into<String>) -> Failure {
        if !self.lines.is_empty() {
            self.lines.push(line.into());
        }
        self
    }

    /// What the program ends with.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// What happened, a line for each part of it.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure {
            exit: error.kind().into(),
            lines: error.report(),
        }
    }
}
