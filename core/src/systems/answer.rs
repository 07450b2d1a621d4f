//! What the systems' readers share: bodies that are not what the documents describe, records read
//! one by one so that an error names the one, and errors from statuses.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Effect, Error, ErrorKind};
use crate::message::Response;
use crate::schema::Kind;
use crate::text;
use crate::value::{Members, Reference, Value};

/// Characters of a body that a message quotes.
const EXCERPT: usize = 120;

/// Reads a body as JSON.
pub(crate) fn json<'a, T: Deserialize<'a>>(response: &'a Response) -> Result<T, Error> {
    serde_json::from_slice(&response.body).map_err(|error| malformed(response, &error.to_string()))
}

/// Reads a part of a body whose place in it is known.
pub(crate) fn part<'a, T: Deserialize<'a>>(
    response: &Response,
    raw: &'a RawValue,
    place: &str,
) -> Result<T, Error> {
    serde_json::from_str(raw.get()).map_err(|error| malformed_at(response, place, &error))
}

/// Reads one value whose place in the body is known.
pub(crate) fn value(response: &Response, raw: &RawValue, place: &str) -> Result<Value, Error> {
    Value::from_json(raw).map_err(|error| malformed_at(response, place, &error))
}

/// The error for an answer that is not what the documents describe.
pub(crate) fn malformed(response: &Response, why: &str) -> Error {
    let body = String::from_utf8_lossy(&response.body);
    let came = if body.trim().is_empty() {
        "an empty answer came".to_owned()
    } else {
        format!(
            "{} came, {} bytes: {}",
            kind(response),
            body.len(),
            text::excerpt(&body, EXCERPT)
        )
    };
    // An answer with a status of success says that the request was carried out, readable or not.
    let effect = if response.is_success() {
        Effect::Applied
    } else {
        Effect::Unknown
    };
    Error::new(
        ErrorKind::Malformed,
        format!("the answer cannot be read: {why}; {came}"),
    )
    .status(response.status)
    .effect(effect)
    .advice("look whether the base URL of the profile leads to the system itself")
}

pub(crate) fn malformed_at(response: &Response, place: &str, why: &serde_json::Error) -> Error {
    Error::new(
        ErrorKind::Malformed,
        format!("the answer cannot be read: {place}: {why}"),
    )
    .status(response.status)
    .effect(Effect::Applied)
}

/// The error for an answer that misses something.
pub(crate) fn missing(response: &Response, place: &str) -> Error {
    malformed(response, &format!("{place} is missing"))
}

fn kind(response: &Response) -> &'static str {
    let start = response.body.trim_ascii_start();
    let declared = response.header("content-type").unwrap_or_default();
    if start.starts_with(b"<") || declared.starts_with("text/html") {
        "HTML"
    } else if start.starts_with(b"{") || start.starts_with(b"[") {
        "JSON"
    } else {
        "text"
    }
}

/// The error that a status tells of by itself; systems add their reasons.
pub(crate) fn refusal(response: &Response) -> Error {
    let (kind, message, advice) = match response.status {
        400 | 422 => (ErrorKind::Rejected, "the system refused the values", None),
        401 => (
            ErrorKind::Unauthorized,
            "the system does not take the token",
            Some("give the profile a token that is valid now"),
        ),
        403 => (ErrorKind::Forbidden, "the system does not allow this", None),
        404 => (ErrorKind::NotFound, "the system has no such account", None),
        409 => (ErrorKind::Conflict, "the system sees a conflict", None),
        429 => (
            ErrorKind::RateLimited,
            "too many calls in too short a time",
            Some("wait a little, then repeat"),
        ),
        300..400 => {
            let message = "the system sends the call to another address, which was not followed";
            (
                ErrorKind::Malformed,
                message,
                Some("give the profile the base URL that it names"),
            )
        }
        500.. => (
            ErrorKind::Server,
            "the system failed",
            Some("repeat it later"),
        ),
        _ => (
            ErrorKind::Malformed,
            "the system refused the call itself",
            None,
        ),
    };
    let error = Error::new(kind, message).status(response.status);
    let error = if (400..500).contains(&response.status) {
        error.effect(Effect::NotApplied)
    } else {
        error
    };
    match advice {
        Some(advice) => error.advice(advice),
        None => error,
    }
}

/// The words of a body that is not the documented error: text itself, of HTML what it says.
pub(crate) fn words(response: &Response) -> Option<String> {
    let body = String::from_utf8_lossy(&response.body);
    let mut words = String::new();
    if kind(response) == "HTML" {
        let mut inside = false;
        for character in body.chars().take(EXCERPT * 20) {
            match character {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                other if !inside => words.push(other),
                _ => {}
            }
        }
        words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    } else {
        words.push_str(&body);
    }
    let words = text::excerpt(&words, EXCERPT);
    (!words.is_empty()).then_some(words)
}

/// An object that stands for another record (AgileNow's `AbstractText` and `AbstractLong`) as a
/// reference, when the field is one; any other value stays as it is.
pub(crate) fn referring(kind: Kind, value: Value) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    if !matches!(kind, Kind::Reference(_) | Kind::Choice(_)) {
        return Value::Object(members);
    }
    let mut reference = Reference::default();
    for (name, member) in members {
        match (name.as_str(), member) {
            ("Id", Value::Text(_) | Value::Number(_)) if !reference.id.is_empty() => {}
            ("Id", id @ (Value::Text(_) | Value::Number(_))) => {
                reference.id = id.plain().into_owned();
            }
            ("Name", Value::Text(text)) => reference.name = Some(text),
            ("Type", Value::Text(text)) => reference.kind = Some(text),
            ("Name" | "Type", Value::Null) => {}
            (_, member) => reference.members.push((name, member)),
        }
    }
    Value::Reference(reference)
}

/// The members of an object, each read; unknown ones too.
pub(crate) fn members(
    response: &Response,
    members: Members<'_>,
    place: &str,
) -> Result<Vec<(String, Value)>, Error> {
    members
        .0
        .into_iter()
        .map(|(name, raw)| {
            let read = value(response, raw, &format!("{place}.{name}"))?;
            Ok((name.into_owned(), read))
        })
        .collect()
}
