//! What can go wrong.

use std::ops::RangeInclusive;

use axum::http::Method;

use crate::call::Call;
use crate::system::System;

/// One way in which a call fails. The command line's names and examples are in
/// [`fault_help`](crate::fault_help).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The system reads the call only after this many milliseconds of real time; a number within
    /// the range for each call.
    Latency(RangeInclusive<u64>),
    /// The connection is closed without a byte; nothing was applied.
    LostBefore,
    /// The connection is closed without a byte; what was asked for has been done.
    LostAfter,
    /// The connection is closed behind the first half of the body (of the head, where there is no
    /// body). What was asked for has been done.
    Cut,
    /// `Content-Length` is ten bytes more than are sent before the connection is closed.
    LengthTooLong,
    /// `Content-Length` is half of what is sent.
    LengthTooShort,
    /// 502 with a gateway's HTML page. Nothing was applied.
    BadGateway,
    /// 500 in the system's own error body. Nothing was applied.
    ServerError,
    /// 503 in the system's own error body, with `Retry-After` (seconds) when there is a number.
    /// Nothing was applied.
    Unavailable(Option<u64>),
    /// 429 with `Retry-After` in seconds. Nothing was applied, as for every 429.
    RateSeconds(u64),
    /// 429 with `Retry-After` as the date that is this many seconds after the sandbox's clock; the
    /// `Date` of the answer is by the same clock.
    RateDate(u64),
    /// 429 with `X-RateLimit-Reset` (seconds) and nothing else that tells how long to wait.
    RateReset(u64),
    /// 429 with nothing that tells how long to wait.
    RateBare,
    /// The first two thirds of a JSON body, with their correct length.
    Malformed,
    /// A number where an object is expected: at this JSON pointer of the answer, or where the
    /// account's own members are.
    WrongTypes(Option<String>),
    /// 401 whatever the token.
    ExpiredToken,
    /// Tokens of AgileNow's token endpoint last this many seconds of the sandbox's clock, whatever
    /// their `expires_in` says.
    TokenLifetime(u64),
    /// 200 with no body. What was asked for has been done.
    Empty,
    /// 200 with an HTML page. What was asked for has been done.
    Html,
    /// 302 to the same path at this origin. Nothing was applied.
    Redirect(String),
    /// A list of accounts with made-up ones added until it has this many MiB; streamed, without a
    /// `Content-Length`. What [`Cut`](Self::Cut) and the like do to a whole answer does not happen
    /// to this one: it is never whole.
    Huge(u64),
    /// Creating an MPDX organization account is answered this many milliseconds after it is done.
    SlowCreate(u64),
    /// Before this page (from 1) of a list of accounts is read, another account is put in front.
    ListInsert(u64),
    /// Before this page (from 1) of a list of accounts is read, its first account is deleted.
    ListDelete(u64),
    /// Before this page (from 1) of a list of accounts is read, its first account becomes the last.
    ListMove(u64),
    /// The total of a list of accounts is too high by this (too low, when negative).
    TotalsLie(i64),
    /// Swift's `after` is the one that was sent.
    CursorSame,
    /// Swift's `after` leads from one place to another and back.
    CursorCircle,
    /// An account gets an unknown member with this many objects in each other.
    Deep(u32),
}

impl FaultKind {
    /// The name on the command line.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Latency(_) => "latency",
            Self::LostBefore => "lost-before",
            Self::LostAfter => "lost-after",
            Self::Cut => "cut",
            Self::LengthTooLong => "length-too-long",
            Self::LengthTooShort => "length-too-short",
            Self::BadGateway => "bad-gateway",
            Self::ServerError => "server-error",
            Self::Unavailable(_) => "unavailable",
            Self::RateSeconds(_) => "rate-seconds",
            Self::RateDate(_) => "rate-date",
            Self::RateReset(_) => "rate-reset",
            Self::RateBare => "rate-bare",
            Self::Malformed => "malformed",
            Self::WrongTypes(_) => "wrong-types",
            Self::ExpiredToken => "expired-token",
            Self::TokenLifetime(_) => "token-lifetime",
            Self::Empty => "empty",
            Self::Html => "html",
            Self::Redirect(_) => "redirect",
            Self::Huge(_) => "huge",
            Self::SlowCreate(_) => "slow-create",
            Self::ListInsert(_) => "list-insert",
            Self::ListDelete(_) => "list-delete",
            Self::ListMove(_) => "list-move",
            Self::TotalsLie(_) => "totals-lie",
            Self::CursorSame => "cursor-same",
            Self::CursorCircle => "cursor-circle",
            Self::Deep(_) => "deep",
        }
    }

    /// What stands behind the name on the command line.
    pub(crate) fn value(&self) -> Option<String> {
        match self {
            Self::Latency(range) if range.start() == range.end() => Some(range.end().to_string()),
            Self::Latency(range) => Some(format!("{}-{}", range.start(), range.end())),
            Self::Unavailable(seconds) => seconds.map(|seconds| seconds.to_string()),
            Self::RateSeconds(number)
            | Self::RateDate(number)
            | Self::RateReset(number)
            | Self::TokenLifetime(number)
            | Self::Huge(number)
            | Self::SlowCreate(number)
            | Self::ListInsert(number)
            | Self::ListDelete(number)
            | Self::ListMove(number) => Some(number.to_string()),
            Self::WrongTypes(pointer) => pointer.clone(),
            Self::Redirect(origin) => Some(origin.clone()),
            Self::TotalsLie(by) => Some(by.to_string()),
            Self::Deep(levels) => Some(levels.to_string()),
            _ => None,
        }
    }

    /// Whether the kind means anything for this call.
    pub(crate) fn concerns(&self, call: &Call) -> bool {
        match self {
            Self::ExpiredToken => call.system != System::Token,
            Self::TokenLifetime(_) => call.system == System::Token,
            Self::SlowCreate(_) => {
                call.method == Method::POST && call.path == "/api/v2/user/organization_accounts"
            }
            Self::Huge(_)
            | Self::ListInsert(_)
            | Self::ListDelete(_)
            | Self::ListMove(_)
            | Self::TotalsLie(_) => call.list.is_some(),
            Self::CursorSame | Self::CursorCircle => {
                call.system == System::Swift && call.list.is_some()
            }
            _ => true,
        }
    }

    /// The page of a list that the kind waits for.
    pub(crate) fn page(&self) -> Option<u64> {
        match self {
            Self::ListInsert(page) | Self::ListDelete(page) | Self::ListMove(page) => Some(*page),
            _ => None,
        }
    }

    /// Whether the call is answered (or not) without the system.
    pub(crate) fn is_instead(&self) -> bool {
        matches!(
            self,
            Self::LostBefore
                | Self::BadGateway
                | Self::ServerError
                | Self::Unavailable(_)
                | Self::RateSeconds(_)
                | Self::RateDate(_)
                | Self::RateReset(_)
                | Self::RateBare
                | Self::ExpiredToken
                | Self::Redirect(_)
        )
    }

    /// Whether it happens once, where nothing else is said.
    pub(crate) fn is_single(&self) -> bool {
        matches!(self, Self::ExpiredToken) || self.page().is_some()
    }
}
