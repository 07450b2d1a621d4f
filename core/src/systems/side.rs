//! Calls that a system has beside the operations on its accounts: the records that a field may
//! point to, the tenants of an account, a token for a ticket.

use std::fmt;

use crate::error::{Error, ErrorKind, Result};
use crate::message::{Request, Response};
use crate::schema::{Operation, Resource};

/// A call beside the operations, and how its answer is read.
pub struct SideCall<O> {
    pub(crate) resource: &'static Resource,
    pub(crate) ask: SideAsk,
    read: fn(&Response) -> Result<O>,
}

/// What such a call asks.
#[derive(Debug, Clone, PartialEq)]
pub struct SideAsk {
    /// The operation that it is most like: whether it writes, and what a message calls it.
    pub operation: Operation,
    /// The account that it is about, where there is one.
    pub id: Option<String>,
    /// The request, without a token.
    pub request: Request,
}

impl<O> SideCall<O> {
    pub(crate) fn new(
        resource: &'static Resource,
        ask: SideAsk,
        read: fn(&Response) -> Result<O>,
    ) -> SideCall<O> {
        SideCall {
            resource,
            ask,
            read,
        }
    }

    /// What an answer says.
    ///
    /// # Errors
    /// [`Malformed`](ErrorKind::Malformed), saying what came and where it went wrong.
    pub fn read(&self, response: &Response) -> Result<O> {
        (self.read)(response).map_err(|error| self.named(error))
    }

    /// The error with what was asked.
    pub(crate) fn named(&self, error: Error) -> Error {
        error.asked(self.resource, self.ask.operation, self.ask.id.as_deref())
    }

    /// The error for an outcome that no call like this has.
    pub(crate) fn astray(&self) -> Error {
        self.named(Error::new(
            ErrorKind::Malformed,
            "the answer is to another call",
        ))
    }
}

impl<O> fmt::Debug for SideCall<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ask.fmt(formatter)
    }
}
