//! Swift SMS's refusals. Their form is documented nowhere, so whatever reason came is shown.

use crate::error::{Error, Reason};
use crate::message::Response;
use crate::systems::answer;
use crate::value::Value;

/// Members in which reasons are found, the most telling first.
const REASONS: [&str; 6] = [
    "errors",
    "error",
    "message",
    "detail",
    "title",
    "error_description",
];

/// The error that an answer without success tells of.
pub(super) fn refusal(response: &Response) -> Error {
    let body = answer::lenient(response);
    let mut reasons = Vec::new();
    if let Some(body) = &body {
        collect(body, Place::Top, &mut reasons);
    }
    if reasons.is_empty() {
        reasons = answer::unstructured(response);
    }
    answer::refusal(response).reasons(answer::bounded(reasons.into_iter()))
}

/// Texts under the members that speak of errors; inside those, an object's other names are fields.
/// Depth is bounded by [`Value::from_json`].
fn collect(value: &Value, place: Place<'_>, reasons: &mut Vec<Reason>) {
    match (value, place) {
        (Value::Text(text), Place::Inside(field)) if !text.trim().is_empty() => {
            reasons.push(Reason {
                field: field.map(str::to_owned),
                message: text.clone(),
            });
        }
        (Value::List(values), _) => {
            values
                .iter()
                .for_each(|value| collect(value, place, reasons));
        }
        (Value::Object(members), _) => {
            let speaks = |name: &str| REASONS.contains(&name);
            let known = members.iter().any(|(name, _)| speaks(name));
            for (name, value) in members {
                match place {
                    Place::Inside(field) if speaks(name) => {
                        collect(value, Place::Inside(field), reasons);
                    }
                    Place::Top if speaks(name) => collect(value, Place::Inside(None), reasons),
                    Place::Inside(_) if !known => {
                        collect(value, Place::Inside(Some(name)), reasons);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// Where in the body a value stands.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// Not yet under a member that speaks of errors.
    Top,
    /// Under one, and under a field's name where there is one.
    Inside(Option<&'a str>),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(body: &str) -> Vec<(Option<String>, String)> {
        let body = body.as_bytes().to_vec();
        let error = refusal(&Response {
            status: 422,
            headers: Vec::new(),
            body,
        });
        let given = error.given_reasons().iter();
        given
            .map(|reason| (reason.field.clone(), reason.message.clone()))
            .collect()
    }

    #[test]
    fn whatever_reason_came_is_found() {
        let plain = |message: &str| vec![(None, message.to_owned())];
        assert_eq!(
            reasons(r#"{"errors":{"name":["is taken"]}}"#),
            [(Some("name".to_owned()), "is taken".to_owned())]
        );
        assert_eq!(
            reasons(r#"{"errors":[{"code":7,"detail":"no"}]}"#),
            plain("no")
        );
        assert_eq!(
            reasons(r#"{"error":"no such account"}"#),
            plain("no such account")
        );
        assert_eq!(
            reasons(r#"{"error":{"code":"x","message":"y"}}"#),
            plain("y")
        );
        assert_eq!(reasons("Unauthorised"), plain("Unauthorised"));
        assert_eq!(
            reasons("<html><h1>Bad</h1> gateway</html>"),
            plain("Bad gateway")
        );
        assert_eq!(reasons(r#"{"code":5}"#), plain(r#"{"code":5}"#));
        assert_eq!(reasons(""), []);
    }
}
