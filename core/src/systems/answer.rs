//! What the systems' readers share: bodies that are not what the documents describe, records read
//! one by one so that an error names the one, and errors from statuses.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::error::{Effect, Error, ErrorKind, Reason};
use crate::json::{self, Shape};
use crate::message::Response;
use crate::text;
use crate::value::{Members, Number, Value};

/// Characters of a body that a message quotes.
const EXCERPT: usize = 120;
/// Members of one record that are read; the largest in the documents has 21.
const MEMBERS: usize = 1_000;
/// Records of one answer that cannot be read and are told of one by one.
const UNREAD: usize = 100;
/// Reasons of one refusal that are kept.
const REASONS: usize = 50;

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
    } else {
        malformed(response, &error.to_string())
    }
}

/// Reads a body as a JSON object, its members unread.
pub(crate) fn object(response: &Response) -> Result<Members<'_>, Error> {
    json(response)
}

/// A member that has to be there and not be null.
pub(crate) fn member<'a>(
    response: &Response,
    members: &Members<'a>,
    place: &str,
    name: &str,
) -> Result<&'a RawValue, Error> {
    let member = members.get(name).filter(|raw| raw.get() != "null");
    member.ok_or_else(|| missing(response, &within(place, name)))
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

/// The reasons without those that say nothing or the same twice, and no more of them than anybody
/// reads.
pub(crate) fn bounded(reasons: impl Iterator<Item = Reason>) -> Vec<Reason> {
    let mut kept: Vec<Reason> = Vec::new();
    let mut more = 0_usize;
    for reason in reasons {
        if kept.contains(&reason) || reason.message.trim().is_empty() {
            continue;
        }
        if kept.len() < REASONS {
            kept.push(reason);
        } else {
            more = more.saturating_add(1);
        }
    }
    if more > 0 {
        let message = format!("… and {more} more reasons");
        kept.push(Reason {
            field: None,
            message,
        });
    }
    kept
}

/// The words of a body that is not the documented error, as its only reason.
pub(crate) fn unstructured(response: &Response) -> Vec<Reason> {
    let reason = |message| Reason {
        field: None,
        message,
    };
    words(response).map(reason).into_iter().collect()
}

/// Reads a part of a body whose place in it is known.
pub(crate) fn part<'a, T: Shape<'a>>(
    response: &Response,
    raw: &'a RawValue,
    place: &str,
) -> Result<T, Error> {
    json::read(raw.get().as_bytes()).map_err(|error| malformed_at(response, place, &error))
}

/// Reads each record of a list, whose place in the body is named `list`: those that can be read. Why
/// others cannot goes into `unread`.
pub(crate) fn each<T>(
    response: &Response,
    records: &[&RawValue],
    list: &str,
    unread: &mut Unread,
    read: impl Fn(&Response, &RawValue, &str) -> Result<T, Error>,
) -> Vec<T> {
    let place = |place: usize| format!("{list}[{place}]");
    let mut all = Vec::with_capacity(records.len());
    for (number, raw) in records.iter().enumerate() {
        match read(response, raw, &place(number)) {
            Ok(record) => all.push(record),
            // What is wrong with a record is told of the record, not of the whole answer.
            Err(_) => match read(&alone(response, raw), raw, &place(number)) {
                Ok(record) => all.push(record),
                Err(error) => unread.push(error),
            },
        }
    }
    all
}

/// An answer that is nothing but one record of this one.
pub(crate) fn alone(response: &Response, raw: &RawValue) -> Response {
    Response {
        status: response.status,
        headers: response.headers.clone(),
        body: raw.get().into(),
    }
}

/// Why records cannot be read, and no more of it than anybody reads.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    errors: Vec<Error>,
    more: usize,
}

impl Unread {
    /// One more record cannot be read.
    pub(crate) fn push(&mut self, error: Error) {
        if self.errors.len() < UNREAD {
            self.errors.push(error);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// An error for each; the last one stands for all that there was no room for.
    pub(crate) fn all(mut self) -> Vec<Error> {
        if let (Some(last), 1..) = (self.errors.last(), self.more) {
            let more = format!("and {} more records cannot be read", self.more);
            self.errors.push(last.clone().worded(more));
        }
        self.errors
    }
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

/// The error for an answer that misses something.
pub(crate) fn missing(response: &Response, place: &str) -> Error {
    malformed(response, &format!("{place} is missing"))
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

/// The words of a body that is not the documented error: text itself, of HTML what it says.
fn words(response: &Response) -> Option<String> {
    let body = String::from_utf8_lossy(&response.body);
    let words = if kind(response) == "HTML" {
        // A title says again what its page does.
        let page = body.find("<body").and_then(|start| body.get(start..));
        let said = page.map(untagged).filter(|words| !words.is_empty());
        said.unwrap_or_else(|| untagged(&body))
    } else {
        body.into_owned()
    };
    let words = text::excerpt(&words, EXCERPT);
    (!words.is_empty()).then_some(words)
}

fn untagged(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for character in html.chars().take(EXCERPT * 20) {
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
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Refuses a record of more members than any has: they are held in a list, which is walked for each.
pub(crate) fn few(response: &Response, members: &Members<'_>, place: &str) -> Result<(), Error> {
    let count = members.0.len();
    if count <= MEMBERS {
        return Ok(());
    }
    let why = format!("{place} has {count} members, and no more than {MEMBERS} are read");
    Err(malformed(response, &why))
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

    #[test]
    fn reasons_are_bounded_and_said_once() {
        let reason = |number: usize| Reason {
            field: None,
            message: number.to_string(),
        };
        let blank = Reason {
            field: None,
            message: " ".to_owned(),
        };
        assert_eq!(bounded([blank].into_iter()), []);
        let many = (0..1_000).flat_map(|number| [reason(number), reason(number)]);
        let kept = bounded(many);
        assert_eq!(kept.len(), REASONS + 1);
        assert!(kept[REASONS].message.contains("more reasons"));
    }
}
