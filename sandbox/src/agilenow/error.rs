//! The envelope of errors: Errors, Type, Title, StatusCode, Instance, RequestKey.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::StoreError;

/// An answer that is not a success.
#[derive(Clone, Debug)]
pub struct Failure {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    errors: Vec<String>,
}

impl Failure {
    fn new(
        status: StatusCode,
        kind: &'static str,
        title: &'static str,
        errors: Vec<String>,
    ) -> Self {
        Self {
            status,
            kind,
            title,
            errors,
        }
    }

    pub fn bad_input(errors: Vec<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "/Errors/Bad Input",
            "Bad Request",
            errors,
        )
    }

    pub fn bad(error: impl Into<String>) -> Self {
        Self::bad_input(vec![error.into()])
    }

    /// The value of a member has a type, or is a word, that the documents do not know.
    pub fn mismatch(member: &str, what: &str) -> Self {
        Self::bad(format!(
            "The value does not match the specified entity structure: {member} {what}"
        ))
    }

    /// The spelling of the type is the system's own.
    pub fn multiple_rows() -> Self {
        let error = "There are multiple rows in the database for the same value";
        Self::new(
            StatusCode::BAD_REQUEST,
            "Errors/Multible Rows",
            "Bad Request",
            vec![error.to_owned()],
        )
    }

    pub fn unauthorized() -> Self {
        let error = "The session Id or OAuth token used has expired or is invalid.";
        Self::new(
            StatusCode::UNAUTHORIZED,
            "/Errors/Unauthorized",
            "Unauthorized",
            vec![error.to_owned()],
        )
    }

    /// The title is the documents' own.
    pub fn forbidden() -> Self {
        let error = "The user does not have access to execute operation";
        Self::new(
            StatusCode::FORBIDDEN,
            "/Errors/Permission",
            "Bad Request",
            vec![error.to_owned()],
        )
    }

    pub fn not_found(what: impl Into<String>) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "/Errors/Not Found",
            "Not Found",
            vec![what.into()],
        )
    }

    /// An error that the sandbox was told to answer with.
    pub fn on_demand(status: StatusCode, reason: &str) -> Self {
        let title = status.canonical_reason().unwrap_or_default();
        let kind = match status {
            StatusCode::UNAUTHORIZED => return Self::unauthorized(),
            StatusCode::TOO_MANY_REQUESTS => "/Errors/Too Many Requests",
            StatusCode::SERVICE_UNAVAILABLE => "/Errors/Service Unavailable",
            _ => "/Errors/Internal Server Error",
        };
        Self::new(status, kind, title, vec![reason.to_owned()])
    }

    /// The envelope, for a call to this path.
    pub fn envelope(&self, instance: &str) -> Value {
        let mut envelope = self.envelope_without_key(instance);
        envelope["RequestKey"] = Uuid::new_v4().to_string().into();
        envelope
    }

    /// The envelope as the token endpoint sends it.
    pub fn envelope_without_key(&self, instance: &str) -> Value {
        json!({
            "Errors": self.errors,
            "Type": self.kind,
            "Title": self.title,
            "StatusCode": self.status.as_u16(),
            "Instance": instance,
        })
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let title = "Internal Server Error";
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "/Errors/Internal Server Error",
            title,
            vec![error.reason()],
        )
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::Sqlite(error).into()
    }
}

/// The path is not known here; `access::pass` writes the body.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives an answer that carries a failure its body.
pub fn with_body(mut response: Response, instance: &str) -> Response {
    match response.extensions_mut().remove::<Failure>() {
        Some(failure) => (failure.status, Json(failure.envelope(instance))).into_response(),
        None => response,
    }
}

pub async fn no_route() -> Failure {
    Failure::not_found("The requested resource does not exist")
}

/// Which status a wrong method has is not documented.
pub async fn no_method() -> Failure {
    Failure::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "/Errors/Bad Input",
        "Method Not Allowed",
        vec!["The requested resource does not support this method".to_owned()],
    )
}
