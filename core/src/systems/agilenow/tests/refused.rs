use crate::error::{Effect, ErrorKind};
use crate::schema::Operation;
use crate::systems::agilenow::accounts::ACCOUNTS;
use crate::systems::sample::{reasons, refusal};

fn envelope(kind: &str, status: u16, error: &str) -> String {
    format!(
        r#"{{"Errors":["{error}"],"Type":"{kind}","Title":"Bad Request","StatusCode":{status},
        "Instance":"/OpenApi/rest/Xzy","RequestKey":"894ea43c-b8a6"}}"#
    )
}

#[test]
fn every_documented_type_has_its_kind_reason_and_request_key() {
    for (status, kind, known) in [
        (400, "/Errors/Bad Input", ErrorKind::Rejected),
        (401, "/Errors/Unauthorized", ErrorKind::Unauthorized),
        (403, "/Errors/Permission", ErrorKind::Forbidden),
        (404, "/Errors/Not Found", ErrorKind::NotFound),
        (500, "/Errors/Internal Server Error", ErrorKind::Server),
    ] {
        let error = refusal(&ACCOUNTS, status, &envelope(kind, status, "why"));
        assert_eq!((error.kind(), error.http_status()), (known, Some(status)));
        assert_eq!(reasons(&error), [(None, "why")]);
        assert_eq!(error.support_id(), Some("894ea43c-b8a6"));
        let report = error.report().join("\n");
        assert!(report.contains("request 894ea43c-b8a6"), "{report}");
    }
}

#[test]
fn several_matches_are_told_whatever_the_slash() {
    for kind in [
        "Errors/Multible Rows",
        "/Errors/Multible Rows",
        "//errors/multible rows",
    ] {
        let error = refusal(
            &ACCOUNTS,
            400,
            &envelope(kind, 400, "There are multiple rows"),
        );
        assert_eq!(error.message(), "several accounts match", "{kind}");
        assert_eq!(error.what_next(), Some("name the account by its Id"));
    }
    let other = refusal(&ACCOUNTS, 400, &envelope("/Errors/Bad Input", 400, "x"));
    assert_ne!(other.message(), "several accounts match");
}

#[test]
fn a_refused_permission_is_named() {
    let error = || {
        refusal(
            &ACCOUNTS,
            403,
            &envelope("/Errors/Permission", 403, "no access"),
        )
    };
    for (operation, permission) in [
        (Operation::Get, "AccessManager:Read or AccessUser:Read"),
        (
            Operation::Upsert,
            "AccessManager:Create, Update or AccessUser:Create, Update",
        ),
        (
            Operation::Delete,
            "AccessManager:Delete or AccessUser:Delete",
        ),
    ] {
        let error = error().asked(&ACCOUNTS, operation, None);
        let advice = error.what_next().unwrap_or_default();
        assert_eq!(advice, format!("it needs the permission {permission}"));
    }
}

#[test]
fn a_reason_is_of_the_field_that_it_names() {
    let body = envelope(
        "/Errors/Bad Input",
        400,
        "The value of 'Username' must be unique",
    );
    let error = refusal(&ACCOUNTS, 400, &body);
    assert_eq!(
        reasons(&error),
        [(Some("Username"), "The value of 'Username' must be unique")]
    );
    assert_eq!(error.what_was_done(), Effect::NotApplied);
}

#[test]
fn errors_of_the_token_endpoint_are_read_beside_or_without_the_envelope() {
    for (body, words) in [
        (r#"{"error":"invalid_client"}"#, vec!["invalid_client"]),
        (
            r#"{"error":"invalid_client","error_description":"No such client."}"#,
            vec!["No such client."],
        ),
        (
            r#"{"Errors":["No such client."],"StatusCode":400,"error":"invalid_client",
                "error_description":"No such client."}"#,
            vec!["No such client."],
        ),
    ] {
        let error = refusal(&ACCOUNTS, 400, body);
        let told: Vec<&str> = reasons(&error)
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        assert_eq!(told, words);
        assert_eq!(error.support_id(), None);
    }
}

#[test]
fn an_envelope_of_another_shape_keeps_its_reason() {
    for (body, words) in [
        (r#"{"Errors":"why"}"#, "why"),
        (r#"{"Errors":[{"a":1}]}"#, r#"{"a":1}"#),
        (r#"{"Errors":[],"Title":"Bad Request"}"#, "Bad Request"),
        (r#"{"odd":1}"#, r#"{"odd":1}"#),
        ("Service unavailable", "Service unavailable"),
        ("<html><p>Busy</p></html>", "Busy"),
    ] {
        assert_eq!(
            reasons(&refusal(&ACCOUNTS, 500, body)),
            [(None, words)],
            "{body}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn any_refusal_is_an_error_with_its_status(status in 300_u16..600, body: Vec<u8>) {
        let response = crate::message::Response { status, headers: Vec::new(), body };
        let error = super::super::errors::refusal(&ACCOUNTS, &response);
        proptest::prop_assert_eq!(error.http_status(), Some(status));
    }
}
