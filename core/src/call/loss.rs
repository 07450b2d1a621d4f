//! Why a call ends without an answer that it can use.

use crate::error::{Effect, Error, ErrorKind};
use crate::message::{Secret, TransportError};
use crate::schema::{Authentication, System};
use crate::text;

/// Whether it is one word of visible ASCII, as `Authorization: Bearer` takes it (RFC 6750, 2.1).
/// Transports differ in what they do with anything else; none tells a person what was wrong.
pub(super) fn fits_a_header(token: &Secret) -> bool {
    !token.reveal().is_empty() && token.reveal().bytes().all(|byte| byte.is_ascii_graphic())
}

pub(super) fn unsendable() -> Error {
    Error::new(
        ErrorKind::Unauthorized,
        "the token is empty, or has a character that no token has, such as a space or a line end",
    )
    .effect(Effect::NothingSent)
    .advice("give the profile the token alone")
}

pub(super) fn cancelled(effect: Effect) -> Error {
    Error::new(ErrorKind::Cancelled, "the call was cancelled").effect(effect)
}

/// No token came before the end of the call: a command that gives it waits for something.
pub(super) fn no_token_in_time() -> Error {
    Error::new(ErrorKind::Timeout, "no token came in time")
}

/// A list of accounts is always there: who does not find one looks in the wrong place.
pub(crate) fn misplaced(error: &Error, message: &str) -> Error {
    let error = Error::new(ErrorKind::Malformed, message)
        .status(error.http_status().unwrap_or_default())
        .reasons(error.given_reasons().to_vec())
        .request_id(error.support_id().map(str::to_owned));
    error
        .effect(Effect::NotApplied)
        .advice("look whether the base URL of the profile leads to the system itself")
}

pub(super) fn timed_out() -> Error {
    Error::new(ErrorKind::Timeout, "no answer came in time")
}

/// The error for a request that got no answer.
pub(crate) fn lost(error: TransportError) -> Error {
    match error {
        TransportError::NotConnected(why) => Error::new(
            ErrorKind::Connection,
            format!("no connection: {}", text::excerpt(&why, 200)),
        )
        .effect(Effect::NothingSent)
        .advice("look at the base URL of the profile and at the network"),
        TransportError::Lost(why) => Error::new(
            ErrorKind::Connection,
            format!(
                "the connection was lost before the whole answer came: {}",
                text::excerpt(&why, 200)
            ),
        ),
        TransportError::TimedOut => timed_out(),
        TransportError::TooLarge { limit } => Error::new(
            ErrorKind::Malformed,
            format!(
                "the answer is larger than {} MiB and was not read",
                limit >> 20
            ),
        ),
        TransportError::Redirected(to) => Error::new(
            ErrorKind::Malformed,
            format!("the system sends the call to another address, which was not followed: {to}"),
        )
        .advice("give the profile the base URL that the system names"),
    }
}

/// A refusal of a token that was asked for after another one was refused. Who sends the client's own
/// credentials has no token to exchange.
pub(super) fn with_fresh_token(error: Error, system: System) -> Error {
    if system.authentication() == Authentication::Bearer {
        return error;
    }
    error
        .worded("the system does not take the token that it has just given")
        .advice("look whether base URL and client_id of the profile belong together")
}
