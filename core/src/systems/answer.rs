//! What the systems' readers share: bodies that are not what the documents describe, members that
//! have to be there, and errors from statuses.

mod words;

use std::borrow::Cow;

use serde_json::value::RawValue;

pub(crate) use words::{bounded, reasons, unstructured};

use words::words;

use crate::error::{Effect, Error, ErrorKind};
use crate::json::{self, Shape};
use crate::message::Response;
use crate::text;
use crate::value::{Members, Number, Value};

/// Characters of a body, and of the names of members, that a message quotes.
const EXCERPT: usize = 120;
/// Members of one record that are read; the largest in the documents has 21.
const MEMBERS: usize = 1_000;

/// Reads a body as JSON.
fn json<'a, T: Shape<'a>>(response: &'a Response) -> Result<T, Error> {
    json::read(&response.body).map_err(|error| unreadable_json(response, &error))
}

/// Reads a body as JSON, whatever it holds.
pub(crate) fn raw(response: &Response) -> Result<&RawValue, Error> {
    json::raw(&response.body).map_err(|error| unreadable_json(response, &error))
}

fn unreadable_json(response: &Response, error: &serde_json::Error) -> Error {
    let blank = response.body.trim_ascii().is_empty();
    if error.is_eof() && !blank && kind(response) == "JSON" {
        let (line, column) = (error.line(), error.column());
        let why = format!("JSON came that ends in the middle, at line {line} column {column}");
        unreadable(response, &why)
    } else if kind(response) == "JSON" && response.body.contains(&b'"') {
        // There may be records in it, and their values are nobody's who only reads of an error.
        let bytes = response.body.len();
        unreadable(response, &format!("{error}; JSON came, {bytes} bytes"))
    } else {
        malformed(response, &error.to_string())
    }
}

/// Reads a body as a JSON object, its members unread.
pub(crate) fn object(response: &Response) -> Result<Members<'_>, Error> {
    json(response)
}

/// A member that is there and not null.
pub(crate) fn present<'a>(members: &Members<'a>, name: &str) -> Option<&'a RawValue> {
    members.get(name).filter(|raw| raw.get() != "null")
}

/// A member that has to be there and not be null.
pub(crate) fn member<'a>(
    response: &Response,
    members: &Members<'a>,
    place: &str,
    name: &str,
) -> Result<&'a RawValue, Error> {
    present(members, name).ok_or_else(|| missing(response, members, place, name))
}

/// The items of an array that has to be there.
pub(crate) fn list<'a>(
    response: &Response,
    members: &Members<'a>,
    place: &str,
    name: &str,
) -> Result<Vec<&'a RawValue>, Error> {
    let list = member(response, members, place, name)?;
    part(response, list, &within(place, name))
}

/// The members of an object inside another; none when it is not there.
pub(crate) fn inner<'a>(
    response: &Response,
    members: &Members<'a>,
    place: &str,
    name: &str,
) -> Result<Members<'a>, Error> {
    match present(members, name) {
        Some(raw) => part(response, raw, &within(place, name)),
        None => Ok(Members::default()),
    }
}

/// The id that a record has to have: text, or a number digit for digit.
pub(crate) fn identifier(
    response: &Response,
    members: &Members<'_>,
    place: &str,
    name: &str,
) -> Result<String, Error> {
    let raw = member(response, members, place, name)?;
    let path = within(place, name);
    match value(response, raw, &path)? {
        Value::Text(id) if id.is_empty() => Err(missing(response, members, place, name)),
        Value::Text(id) => Ok(id),
        Value::Number(number) => Ok(number.digits().to_owned()),
        _ => {
            let kind = json::kind(raw);
            let why = format!("{path}: invalid type: {kind}, expected text that is an id");
            Err(unreadable(response, &why))
        }
    }
}

/// The place of a member; the body itself has none.
pub(crate) fn within(place: &str, name: &str) -> String {
    if place.is_empty() {
        name.to_owned()
    } else {
        format!("{place}.{name}")
    }
}

/// A count, which systems write as an integer, as a fraction (`25.0`) and as text (`"25"`). `None`
/// for anything else: a list can be read without.
pub(crate) fn count(raw: &RawValue) -> Option<u64> {
    let text;
    let digits = match Number::parse(raw.get()) {
        Some(_) => raw.get(),
        None => {
            text = json::read::<Cow<'_, str>>(raw.get().as_bytes()).ok()?;
            text.trim()
        }
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let even = fraction.bytes().all(|digit| digit == b'0');
    even.then(|| whole.parse().ok())?
}

/// A text, or a number in its place, digit for digit.
pub(crate) fn text(raw: &RawValue) -> Option<String> {
    match Value::from_json(raw).ok()? {
        Value::Text(text) => Some(text),
        Value::Number(number) => Some(number.digits().to_owned()),
        _ => None,
    }
}

/// A body as a value, whatever it holds; `None` when it is no JSON.
pub(crate) fn lenient(response: &Response) -> Option<Value> {
    let raw = json::raw(&response.body).ok()?;
    Value::from_json(raw).ok()
}

/// The member of an object.
pub(crate) fn at<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(members) => members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

/// Reads a part of a body whose place in it is known.
pub(crate) fn part<'a, T: Shape<'a>>(
    response: &Response,
    raw: &'a RawValue,
    place: &str,
) -> Result<T, Error> {
    json::read(raw.get().as_bytes()).map_err(|error| malformed_at(response, place, &error))
}

/// Reads one value whose place in the body is known.
pub(crate) fn value(response: &Response, raw: &RawValue, place: &str) -> Result<Value, Error> {
    Value::from_json(raw).map_err(|error| malformed_at(response, place, &error))
}

/// The error for an answer that is not what the documents describe.
pub(crate) fn malformed(response: &Response, why: &str) -> Error {
    let bytes = response.body.len();
    let words = words(response).unwrap_or_default();
    // Somebody on the way may have answered in the place of the system: nothing is known.
    let strange = |came: &str| {
        unreadable(response, came)
            .effect(Effect::Unknown)
            .advice("look whether the base URL of the profile leads to the system itself")
    };
    if response.body.trim_ascii().is_empty() {
        return strange("an empty answer came");
    }
    match kind(response) {
        "HTML" => strange(&format!("HTML came, {bytes} bytes: {words}")),
        "JSON" => unreadable(
            response,
            &format!("{why}; JSON came, {bytes} bytes: {words}"),
        ),
        other => strange(&format!("{why}; {other} came, {bytes} bytes: {words}")),
    }
}

pub(crate) fn malformed_at(response: &Response, place: &str, why: &serde_json::Error) -> Error {
    let why = why.to_string();
    // A line and a column of a part are those of no text that anybody has.
    let why = why.split(" at line ").next().unwrap_or(&why);
    unreadable(response, &format!("{place}: {why}"))
}

fn unreadable(response: &Response, why: &str) -> Error {
    // An answer with a status of success says that the request was carried out, readable or not.
    let effect = if response.is_success() {
        Effect::Applied
    } else {
        Effect::Unknown
    };
    Error::new(
        ErrorKind::Malformed,
        format!("the answer cannot be read: {why}"),
    )
    .status(response.status)
    .effect(effect)
}

/// The error for a web page in the place of an answer: a sign-in or an error page of somebody on
/// the way. No system answers a call with one that says anything, whatever its status.
pub(crate) fn page(response: &Response) -> Option<Error> {
    let says = !response.body.trim_ascii().is_empty();
    (says && kind(response) == "HTML").then(|| malformed(response, "a page"))
}

/// The error for an answer that misses something. It says what is there by name alone: the values
/// may be those of a person. Where the document itself misses it, it may be no answer but words.
fn missing(response: &Response, members: &Members<'_>, place: &str, name: &str) -> Error {
    let names: Vec<&str> = members.0.iter().map(|(name, _)| &**name).collect();
    let came = match members.get(name) {
        // Only what says nothing counts as missing: null and empty text.
        Some(nothing) => format!("{} came", nothing.get()),
        None if names.is_empty() => "nothing came".to_owned(),
        None => format!("there are {}", text::excerpt(&names.join(", "), EXCERPT)),
    };
    let path = within(place, name);
    let error = unreadable(response, &format!("{path} is missing; {came}"));
    match place {
        "" => error.reasons(lenient(response).map_or_else(Vec::new, |words| reasons(&words))),
        _ => error,
    }
}

fn kind(response: &Response) -> &'static str {
    let start = response.body.trim_ascii_start();
    let declared = response.header("content-type").unwrap_or_default();
    if start.starts_with(b"{") || start.starts_with(b"[") {
        "JSON"
    } else if start.starts_with(b"<") || declared.starts_with("text/html") {
        "HTML"
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
            None,
        ),
        300..400 => {
            let message = "the system sends the call to another address, which was not followed";
            (
                ErrorKind::Malformed,
                message,
                Some("give the profile the base URL that it names"),
            )
        }
        500.. => (ErrorKind::Server, "the system failed", None),
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

/// Refuses a record of more members than any has: they are held in a list, which is walked for each.
pub(crate) fn few(response: &Response, members: &Members<'_>, place: &str) -> Result<(), Error> {
    let count = members.0.len();
    if count <= MEMBERS {
        return Ok(());
    }
    let why = format!("{place} has {count} members, and no more than {MEMBERS} are read");
    Err(unreadable(response, &why))
}

/// The members of an object, each read; unknown ones too.
pub(crate) fn members(
    response: &Response,
    members: Members<'_>,
    place: &str,
) -> Result<Vec<(String, Value)>, Error> {
    few(response, &members, place)?;
    members
        .0
        .into_iter()
        .map(|(name, raw)| {
            let read = value(response, raw, &within(place, &name))?;
            Ok((name.into_owned(), read))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_read_as_integer_fraction_or_text() {
        let read = |json: &str| count(serde_json::from_str(json).expect("JSON"));
        for (json, number) in [
            ("0.0", Some(0)),
            ("1200", Some(1200)),
            ("1200.00", Some(1200)),
            ("\"25\"", Some(25)),
            ("\" 25.0 \"", Some(25)),
            ("12.5", None),
            ("null", None),
            ("-1", None),
            ("\"many\"", None),
            ("[1]", None),
            ("18446744073709551616", None),
        ] {
            assert_eq!(read(json), number, "{json}");
        }
    }

    fn answered(status: u16, kind: &str, body: &str) -> Response {
        Response {
            status,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: body.as_bytes().to_vec(),
        }
    }

    #[test]
    fn a_page_is_told_in_its_own_words_and_says_nothing_of_what_was_done() {
        let html = "<!doctype html><title>Sign in</title><body><h1>Please sign in</h1></body>";
        let error = page(&answered(200, "text/html", html)).expect("a page");
        assert_eq!(error.what_was_done(), Effect::Unknown);
        assert!(error.message().ends_with(": Please sign in"), "{error}");
        assert!(
            error
                .what_next()
                .is_some_and(|next| next.contains("base URL"))
        );
        // What MPDX answers to a sync.
        assert_eq!(page(&answered(200, "text/html", " ")), None);
        assert_eq!(page(&answered(200, "application/json", "{}")), None);
        let empty = "<title>502 Bad Gateway</title><body></body>";
        let reasons = unstructured(&answered(502, "text/html", empty));
        assert_eq!(reasons[0].message, "502 Bad Gateway");
    }

    #[test]
    fn half_an_answer_is_said_to_be_one() {
        let half = answered(201, "application/json", r#"{"data":{"id":"5"#);
        let error = object(&half).map(drop).expect_err("half");
        assert!(
            error
                .message()
                .ends_with("ends in the middle, at line 1 column 16"),
            "{error}"
        );
        assert_eq!(error.what_was_done(), Effect::Applied);
    }
}
