//! Swift SMS's refusals. Their form is documented nowhere, so whatever reason came is shown.

use crate::error::Error;
use crate::message::Response;
use crate::systems::answer;

/// The error that an answer without success tells of.
pub(super) fn refusal(response: &Response) -> Error {
    let body = answer::lenient(response);
    let mut reasons = body.map_or_else(Vec::new, |body| answer::reasons(&body));
    if reasons.is_empty() {
        reasons = answer::unstructured(response);
    }
    answer::refusal(response).reasons(reasons)
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
