//! The one error type: what was asked, what came, what was and was not done, what to do next.

mod conflict;
mod report;
mod unread;

use std::fmt;
use std::time::Duration;

pub use conflict::{Conflict, ConflictCause};
pub use unread::{Record, Unread};

use crate::schema::{Operation, Resource, System};
use crate::text;

/// Most characters of a text that an error keeps: it may repeat what a server sent, without end.
const LONGEST: usize = 600;

/// What went wrong, for front ends to match on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// What was asked makes no sense: a field, value, filter, id or setting. Nothing was sent.
    Invalid,
    /// The documents of the system have no such operation. Nothing was sent.
    Unsupported,
    /// There is no such account.
    NotFound,
    /// The account was changed by somebody else, or something unique exists already.
    Conflict,
    /// No token, or one that the system does not take.
    Unauthorized,
    /// The token is good, but not for this.
    Forbidden,
    /// The system understood the values and refused them.
    Rejected,
    /// Too many calls in too short a time.
    RateLimited,
    /// No connection, or it was lost.
    Connection,
    /// No answer in time.
    Timeout,
    /// The person, or the program, called it off.
    Cancelled,
    /// An answer came that is not what the documents describe.
    Malformed,
    /// The system says that it failed.
    Server,
}

impl ErrorKind {
    /// A stable name, used as `code` in JavaScript.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            ErrorKind::Invalid => "invalid",
            ErrorKind::Unsupported => "unsupported",
            ErrorKind::NotFound => "not_found",
            ErrorKind::Conflict => "conflict",
            ErrorKind::Unauthorized => "unauthorized",
            ErrorKind::Forbidden => "forbidden",
            ErrorKind::Rejected => "rejected",
            ErrorKind::RateLimited => "rate_limited",
            ErrorKind::Connection => "connection",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Cancelled => "cancelled",
            ErrorKind::Malformed => "malformed",
            ErrorKind::Server => "server",
        }
    }

    /// Whether the same call may well succeed later, unchanged.
    #[must_use]
    pub const fn retryable(self) -> bool {
        matches!(
            self,
            ErrorKind::RateLimited | ErrorKind::Connection | ErrorKind::Timeout | ErrorKind::Server
        )
    }
}

/// What the failed call did to the system, as far as can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// No request left.
    NothingSent,
    /// The system answered that it did not do it, or the call only reads.
    NotApplied,
    /// The request may have been carried out: the answer was lost or unreadable.
    Unknown,
    /// The request was carried out; what failed came after it.
    Applied,
}

/// One reason, as the system gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The field that it speaks of, when the system said and the resource has it.
    pub field: Option<String>,
    /// The system's own words. Not yet safe to show: see [`crate::text`].
    pub message: String,
}

/// A call, or a step before it, that did not succeed.
#[derive(Clone, PartialEq)]
pub struct Error(Box<Details>);

#[derive(Debug, Clone, PartialEq)]
struct Details {
    kind: ErrorKind,
    message: String,
    asked: Option<Asked>,
    status: Option<u16>,
    reasons: Vec<Reason>,
    token: Option<String>,
    request_id: Option<String>,
    effect: Effect,
    advice: Option<String>,
    retry_after: Option<Duration>,
    conflict: Option<Conflict>,
    conflict_cause: Option<ConflictCause>,
    current_version: Option<String>,
    attempts: u32,
    looks: u32,
}

/// What the failed call was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Of what.
    pub resource: &'static Resource,
    /// What.
    pub operation: Operation,
    /// Of which account, where there is one.
    pub id: Option<String>,
}

impl fmt::Display for Asked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.operation, self.resource.id)?;
        match &self.id {
            Some(id) => write!(formatter, " {}", text::shown(id)),
            None => Ok(()),
        }
    }
}

/// The result of everything that can fail in Roster's core.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of that kind; the message is Roster's own, one line, no full stop.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        let effect = match kind {
            ErrorKind::Invalid | ErrorKind::Unsupported => Effect::NothingSent,
            ErrorKind::Connection
            | ErrorKind::Timeout
            | ErrorKind::Cancelled
            | ErrorKind::Malformed
            | ErrorKind::Server => Effect::Unknown,
            _ => Effect::NotApplied,
        };
        Error(Box::new(Details {
            kind,
            message: bounded(message.into()),
            asked: None,
            status: None,
            reasons: Vec::new(),
            token: None,
            request_id: None,
            effect,
            advice: None,
            retry_after: None,
            conflict: None,
            conflict_cause: None,
            current_version: None,
            attempts: 0,
            looks: 0,
        }))
    }

    /// Something that makes no sense and was not sent.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Invalid, message)
    }

    /// The operation is not in the resource's documents.
    #[must_use]
    pub fn unsupported(resource: &'static Resource, operation: Operation) -> Error {
        let why = resource
            .note(operation)
            .unwrap_or("its documents have no such call");
        Error::new(
            ErrorKind::Unsupported,
            format!(
                "{} do not offer {operation}: {why}",
                resource.label.to_lowercase()
            ),
        )
        .asked(resource, operation, None)
    }

    /// Says what was asked. A call that only reads has changed nothing, whatever became of it.
    #[must_use]
    pub fn asked(
        mut self,
        resource: &'static Resource,
        operation: Operation,
        id: Option<&str>,
    ) -> Error {
        if !operation.writes() && matches!(self.0.effect, Effect::Unknown | Effect::Applied) {
            self.0.effect = Effect::NotApplied;
        }
        if let (403, None, Some(permission)) = (
            self.0.status.unwrap_or_default(),
            &self.0.advice,
            resource.permission(operation),
        ) {
            self.0.advice = Some(format!("it needs the permission {permission}"));
        }
        self.0.asked = Some(Asked {
            resource,
            operation,
            id: id.map(str::to_owned),
        });
        self
    }

    /// In other words than those it was made with.
    #[must_use]
    pub fn worded(mut self, message: impl Into<String>) -> Error {
        self.0.message = bounded(message.into());
        self
    }

    /// With the HTTP status of the answer.
    #[must_use]
    pub fn status(mut self, status: u16) -> Error {
        self.0.status = Some(status);
        self
    }

    /// With how often the request was sent.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Error {
        self.0.attempts = attempts;
        self
    }

    /// With how often it was looked what became of the request.
    #[must_use]
    pub fn looked(mut self, looks: u32) -> Error {
        self.0.looks = looks;
        self
    }

    /// As the error of the call that this one prepared, and that was not made.
    #[must_use]
    pub fn before(mut self, operation: Operation) -> Error {
        if self.0.kind != ErrorKind::NotFound {
            let message = format!("the account cannot be read before it: {}", self.0.message);
            self.0.message = bounded(message);
        }
        if self.0.effect != Effect::NothingSent {
            self.0.effect = Effect::NotApplied;
        }
        if let Some(asked) = &mut self.0.asked {
            asked.operation = operation;
        }
        self
    }

    /// With the system's own reasons.
    #[must_use]
    pub fn reasons(mut self, reasons: Vec<Reason>) -> Error {
        let reasons = reasons.into_iter().map(|reason| Reason {
            field: reason.field.map(bounded),
            message: bounded(reason.message),
        });
        self.0.reasons = reasons.collect();
        self
    }

    /// With what the token that the system does not take says of itself; nothing of it is repeated.
    #[must_use]
    pub fn token(mut self, told: Option<String>) -> Error {
        self.0.token = told.map(bounded);
        self
    }

    /// With the id by which the system's support finds the request.
    #[must_use]
    pub fn request_id(mut self, id: Option<String>) -> Error {
        self.0.request_id = id.map(bounded);
        self
    }

    /// With what the failed call did.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Error {
        self.0.effect = effect;
        self
    }

    /// With what to do next.
    #[must_use]
    pub fn advice(mut self, advice: impl Into<String>) -> Error {
        self.0.advice = Some(advice.into());
        self
    }

    /// With the time that the system asks to wait.
    #[must_use]
    pub fn retry_after(mut self, wait: Option<Duration>) -> Error {
        self.0.retry_after = wait;
        self
    }

    /// With the three sides of a conflict.
    #[must_use]
    pub fn conflict(mut self, conflict: Conflict) -> Error {
        self.0.conflict = Some(conflict);
        self
    }

    /// With the version that the system holds, which marks the error as a lock conflict.
    #[must_use]
    pub fn current_version(mut self, version: impl Into<String>) -> Error {
        self.0.current_version = Some(version.into());
        self
    }

    /// With why the system sees a conflict.
    #[must_use]
    pub fn because(mut self, cause: ConflictCause) -> Error {
        self.0.conflict_cause = Some(cause);
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Roster's own words for it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What was asked.
    #[must_use]
    pub fn what(&self) -> Option<&Asked> {
        self.0.asked.as_ref()
    }

    /// The system that was asked.
    #[must_use]
    pub fn system(&self) -> Option<System> {
        self.what().map(|asked| asked.resource.system)
    }

    /// The HTTP status of the answer, where one came.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.status
    }

    /// The system's own reasons, in its order.
    #[must_use]
    pub fn given_reasons(&self) -> &[Reason] {
        &self.0.reasons
    }

    /// The id by which the system's support finds the request.
    #[must_use]
    pub fn support_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What the failed call did to the system.
    #[must_use]
    pub fn what_was_done(&self) -> Effect {
        self.0.effect
    }

    /// What to do next.
    #[must_use]
    pub fn what_next(&self) -> Option<&str> {
        self.0.advice.as_deref()
    }

    /// How long the system asks to wait.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The three sides, when an update met a change of somebody else.
    #[must_use]
    pub fn sides(&self) -> Option<&Conflict> {
        self.0.conflict.as_ref()
    }

    /// Why the system sees a conflict, where it tells.
    #[must_use]
    pub fn conflict_cause(&self) -> Option<ConflictCause> {
        self.0.conflict_cause
    }

    /// Whether the system refused a stale version of the account (and not another kind of conflict).
    #[must_use]
    pub fn is_stale_version(&self) -> bool {
        self.0.current_version.is_some()
    }
}

/// The beginning and the end of a long text: what is wrong is said in the one, where in the other.
fn bounded(text: String) -> String {
    let count = text.chars().count();
    if count <= LONGEST {
        return text;
    }
    let tail = LONGEST / 4;
    let head = text.chars().take(LONGEST - tail);
    let tail = text.chars().skip(count - tail);
    head.chain(" … ".chars()).chain(tail).collect()
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(asked) = &self.0.asked {
            write!(formatter, "{asked}: ")?;
        }
        formatter.write_str(&text::shown(&self.0.message))?;
        match self.0.status {
            Some(status) => write!(formatter, " (HTTP {status})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Error {}
