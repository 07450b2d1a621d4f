//! `{"errors":[{status, source?:{pointer}, title, detail?, meta?}]}`.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rusqlite::ErrorCode;
use serde_json::{Value, json};

use crate::store::StoreError;

/// The content type of every answer with a body.
pub const CONTENT_TYPE: &str = "application/vnd.api+json; charset=utf-8";

/// An answer that is not a success.
#[derive(Debug)]
pub struct Failure {
    status: StatusCode,
    errors: Vec<Value>,
}

/// One message about one attribute: `email`, `can't be blank`.
#[derive(Debug)]
pub struct Invalid {
    pub attribute: &'static str,
    pub title: String,
}

impl Invalid {
    pub fn new(attribute: &'static str, title: impl Into<String>) -> Self {
        Self {
            attribute,
            title: title.into(),
        }
    }

    pub fn blank(attribute: &'static str) -> Self {
        Self::new(attribute, "can't be blank")
    }

    /// The title behind the attribute's name, as in `Email can't be blank`. A message about the
    /// whole record (`base`) has no name before it.
    fn detail(&self) -> String {
        if self.attribute == "base" {
            return self.title.clone();
        }
        format!("{} {}", humanized(self.attribute), self.title)
    }

    fn to_json(&self, status: &str) -> Value {
        json!({
            "status": status,
            "source": { "pointer": format!("/data/attributes/{}", self.attribute) },
            "title": self.title,
            "detail": self.detail(),
        })
    }
}

/// `updated_in_db_at` → `Updated in db at`, `organization_id` → `Organization`.
fn humanized(attribute: &str) -> String {
    let words = attribute
        .strip_suffix("_id")
        .unwrap_or(attribute)
        .replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

impl Failure {
    fn one(status: StatusCode, title: &str, detail: Option<String>) -> Self {
        let mut error = json!({ "status": status.as_str(), "title": title });
        if let Some(detail) = detail {
            error["detail"] = detail.into();
        }
        Self {
            status,
            errors: vec![error],
        }
    }

    pub fn unsupported_media_type() -> Self {
        Self::one(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Unsupported Media Type",
            None,
        )
    }

    pub fn not_acceptable() -> Self {
        Self::one(StatusCode::NOT_ACCEPTABLE, "Not Acceptable", None)
    }

    pub fn too_many() -> Self {
        Self::one(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests", None)
    }

    pub fn unauthorized() -> Self {
        Self::one(
            StatusCode::UNAUTHORIZED,
            "Unauthorized",
            Some("Exceptions::AuthenticationError".into()),
        )
    }

    /// An error that the sandbox was told to answer with.
    pub fn on_demand(status: StatusCode, reason: &str) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::unauthorized(),
            StatusCode::TOO_MANY_REQUESTS => Self::too_many(),
            _ => Self::one(
                status,
                status.canonical_reason().unwrap_or_default(),
                Some(reason.to_owned()),
            ),
        }
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::one(StatusCode::BAD_REQUEST, "Bad Request", Some(detail.into()))
    }

    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::one(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Payload Too Large",
            Some(detail.into()),
        )
    }

    /// The document allows a status that is a number here and there; here it is one.
    pub fn forbidden(id: &str, kind: &str) -> Self {
        let detail = format!(
            "Not allowed to perform that action on the resource with ID {id} of type {kind}"
        );
        let mut failure = Self::one(StatusCode::FORBIDDEN, "Forbidden", Some(detail));
        for error in &mut failure.errors {
            error["status"] = 403.into();
        }
        failure
    }

    pub fn not_found(model: &str, id: &str) -> Self {
        Self::one(
            StatusCode::NOT_FOUND,
            "Not Found",
            Some(format!("Couldn't find {model} with 'id'={id}")),
        )
    }

    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::one(StatusCode::CONFLICT, "Conflict", Some(detail.into()))
    }

    /// A conflict with one member of the body.
    pub fn conflict_at(pointer: &str, detail: impl Into<String>) -> Self {
        let mut failure = Self::conflict(detail);
        for error in &mut failure.errors {
            error["source"] = json!({ "pointer": pointer });
        }
        failure
    }

    /// Validation: one object a message.
    pub fn invalid(messages: &[Invalid]) -> Self {
        let errors = messages
            .iter()
            .map(|message| message.to_json("400"))
            .collect();
        Self {
            status: StatusCode::BAD_REQUEST,
            errors,
        }
    }

    /// The lock: like validation, but 409, and each object tells the current value.
    pub fn stale(titles: &[String], current: &str) -> Self {
        let errors = titles
            .iter()
            .map(|title| {
                let mut error = Invalid::new("updated_in_db_at", title.as_str()).to_json("409");
                error["meta"] = json!({ "updated_in_db_at": current });
                error
            })
            .collect();
        Self {
            status: StatusCode::CONFLICT,
            errors,
        }
    }
}

impl From<Invalid> for Failure {
    fn from(message: Invalid) -> Self {
        Self::invalid(&[message])
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        if let StoreError::Sqlite(sqlite) = &error
            && sqlite.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
        {
            return Self::conflict(sqlite.to_string());
        }
        Self::one(
            StatusCode::INTERNAL_SERVER_ERROR,
            "Internal Server Error",
            Some(error.reason()),
        )
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::Sqlite(error).into()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = json!({ "errors": self.errors }).to_string();
        (self.status, [(header::CONTENT_TYPE, CONTENT_TYPE)], body).into_response()
    }
}

/// Also what a method answers that a path does not have: the system knows no 405.
pub async fn no_route() -> Failure {
    Failure::one(
        StatusCode::NOT_FOUND,
        "Not Found",
        Some("No route matches".to_owned()),
    )
}
