use crate::error::{ConflictCause, Effect, ErrorKind};
use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use crate::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use crate::systems::sample::{reasons, refusal};

#[test]
fn a_reason_is_of_the_field_that_its_pointer_names() {
    let body = r#"{"errors":[
        {"status":"400","source":{"pointer":"/data/attributes/email"},"title":"can't be blank",
         "detail":"Email can't be blank"},
        {"status":400,"source":{"pointer":"/data/attributes/remote_id"},
         "title":"has already been taken"}]}"#;
    for status in [400, 422] {
        let error = refusal(&KEY_ACCOUNTS, status, body);
        assert_eq!(
            (error.kind(), error.what_was_done()),
            (ErrorKind::Rejected, Effect::NotApplied)
        );
        assert_eq!(
            reasons(&error),
            [
                (Some("email"), "Email can't be blank"),
                (Some("remote_id"), "has already been taken"),
            ]
        );
    }
}

#[test]
fn a_reason_of_a_relationship_or_of_the_whole_record() {
    let body = r#"{"errors":[
        {"source":{"pointer":"/data/attributes/organization_id"},"title":"can't be blank"},
        {"source":{"pointer":"/data/relationships/person/data/id"},"title":"is not you"},
        {"source":{"pointer":"/data/attributes/base"},
         "title":"Your credentials for Helsinki are invalid."}]}"#;
    let error = refusal(&ORGANIZATION_ACCOUNTS, 400, body);
    assert_eq!(
        reasons(&error),
        [
            (Some("organization"), "can't be blank"),
            (Some("person"), "is not you"),
            (None, "Your credentials for Helsinki are invalid."),
        ]
    );
}

#[test]
fn a_refused_sort_filter_or_version_keeps_its_reason() {
    for detail in [
        "Sorting by id is not supported for this endpoint.",
        "Wrong format of date range for filter 'updated_at'",
        "no time information in \\\"\\\"",
    ] {
        let body = format!(r#"{{"errors":[{{"title":"Bad Request","detail":"{detail}"}}]}}"#);
        let error = refusal(&KEY_ACCOUNTS, 400, &body);
        assert_eq!(error.kind(), ErrorKind::Rejected);
        assert_eq!(reasons(&error), [(None, &*detail.replace('\\', ""))]);
    }
}

#[test]
fn every_documented_status_has_its_kind() {
    for (status, kind) in [
        (400, ErrorKind::Rejected),
        (401, ErrorKind::Unauthorized),
        (403, ErrorKind::Forbidden),
        (404, ErrorKind::NotFound),
        (406, ErrorKind::Malformed),
        (409, ErrorKind::Conflict),
        (415, ErrorKind::Malformed),
        (422, ErrorKind::Rejected),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Server),
        (502, ErrorKind::Server),
        (504, ErrorKind::Server),
    ] {
        let body = format!(r#"{{"errors":[{{"status":"{status}","title":"Why"}}]}}"#);
        let error = refusal(&KEY_ACCOUNTS, status, &body);
        assert_eq!((error.kind(), error.http_status()), (kind, Some(status)));
        assert_eq!(reasons(&error), [(None, "Why")]);
        let done = if status < 500 {
            Effect::NotApplied
        } else {
            Effect::Unknown
        };
        assert_eq!(error.what_was_done(), done, "{status}");
    }
}

#[test]
fn a_refusal_that_is_no_json_keeps_its_words() {
    for (body, words) in [
        ("Retry later\n", "Retry later"),
        ("<html><h1>Bad gateway</h1></html>", "Bad gateway"),
        (r#"{"error":"odd"}"#, r#"{"error":"odd"}"#),
        (r#"{"errors":{"a":1}}"#, r#"{"errors":{"a":1}}"#),
    ] {
        for status in [429, 500, 502, 504] {
            let error = refusal(&KEY_ACCOUNTS, status, body);
            assert_eq!(reasons(&error), [(None, words)]);
        }
    }
    assert_eq!(reasons(&refusal(&KEY_ACCOUNTS, 500, "")), []);
}

#[test]
fn error_objects_of_other_shapes_are_read_as_far_as_they_go() {
    let body = r#"{"errors":[7,null,{"title":5,"detail":["a"],"source":"x","meta":[]},
        {"title":" ","detail":"why"}]}"#;
    let error = refusal(&KEY_ACCOUNTS, 400, body);
    assert_eq!(reasons(&error), [(None, "no reason given"), (None, "why")]);
}

#[test]
fn reasons_are_no_more_than_anybody_reads() {
    let objects: Vec<String> = (0..100_000)
        .map(|number| format!(r#"{{"title":"{number}"}}"#))
        .collect();
    let error = refusal(
        &KEY_ACCOUNTS,
        400,
        &format!(r#"{{"errors":[{}]}}"#, objects.join(",")),
    );
    assert!(error.given_reasons().len() <= 51);
}

/// The cause of a 409 with those error objects.
fn cause(resource: &'static crate::schema::Resource, objects: &str) -> Option<ConflictCause> {
    let error = refusal(resource, 409, &format!(r#"{{"errors":[{objects}]}}"#));
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert_eq!(error.what_was_done(), Effect::NotApplied);
    assert_eq!(
        error.conflict_cause().is_some(),
        error.what_next().is_some()
    );
    error.conflict_cause()
}

const STALE: &str = r#"{"status":"409","source":{"pointer":"/data/attributes/updated_in_db_at"},
    "title":"is not equal to the current value in the database (2022-01-12T17:17:58Z)",
    "meta":{"updated_in_db_at":"2022-01-12T17:17:58Z"}}"#;

#[test]
fn a_stale_version_is_told_by_its_pointer_or_its_meta() {
    let translated = r#"{"source":{"pointer":"/data/attributes/updated_in_db_at"},
        "title":"ei ole sama"}"#;
    let meta = r#"{"title":"ei ole sama","meta":{"updated_in_db_at":"2022-01-12T17:17:58Z"}}"#;
    for object in [STALE, translated, meta] {
        assert_eq!(
            cause(&KEY_ACCOUNTS, object),
            Some(ConflictCause::StaleVersion)
        );
    }
    let error = refusal(&KEY_ACCOUNTS, 409, &format!(r#"{{"errors":[{STALE}]}}"#));
    assert!(error.is_stale_version());
    assert!(
        error
            .what_next()
            .is_some_and(|advice| advice.contains("overwrite"))
    );
}

#[test]
fn a_missing_version_is_told_by_its_two_objects() {
    let missing = r#"{"status":"409","source":{"pointer":"/data/attributes/updated_in_db_at"},
        "title":"has to be sent in the list of attributes in order to update resource",
        "meta":{"updated_in_db_at":"2022-01-12T17:17:58Z"}}"#;
    let both = format!("{missing},{STALE}");
    assert_eq!(
        cause(&KEY_ACCOUNTS, &both),
        Some(ConflictCause::MissingVersion)
    );
    let error = refusal(&KEY_ACCOUNTS, 409, &format!(r#"{{"errors":[{both}]}}"#));
    assert!(
        error.is_stale_version(),
        "it can be merged like a stale one"
    );
}

#[test]
fn a_wrong_type_is_told_by_its_pointer_or_by_the_type_in_quotes() {
    for object in [
        r#"{"title":"Conflict","source":{"pointer":"/data/type"}}"#,
        r#"{"source":{"pointer":"/data/relationships/person/data/type"}}"#,
        r#"{"title":"Conflict","detail":"'x' n'est pas valable. 'key_accounts' est attendu"}"#,
    ] {
        assert_eq!(
            cause(&KEY_ACCOUNTS, object),
            Some(ConflictCause::WrongType),
            "{object}"
        );
    }
}

#[test]
fn an_id_among_the_attributes_is_told_by_its_pointer() {
    for member in ["id", "organization_id", "person_id"] {
        let object = format!(r#"{{"source":{{"pointer":"/data/attributes/{member}"}}}}"#);
        let told = cause(&ORGANIZATION_ACCOUNTS, &object);
        assert_eq!(told, Some(ConflictCause::IdAmongAttributes), "{member}");
    }
}

#[test]
fn a_client_id_that_is_taken_is_told_by_the_name_of_the_key() {
    for detail in [
        r#"PG::UniqueViolation: Key (id)=(54ecd774) already exists."#,
        r#"duplicate key: \"person_organization_accounts_pkey\""#,
        "UNIQUE constraint failed: mpdx_organization_accounts.id",
    ] {
        let object = format!(r#"{{"title":"Conflict","detail":"{detail}"}}"#);
        let told = cause(&ORGANIZATION_ACCOUNTS, &object);
        assert_eq!(told, Some(ConflictCause::IdTaken), "{detail}");
    }
}

#[test]
fn a_second_account_is_told_by_the_name_of_the_column() {
    for detail in [
        "Schlüssel »(person_id, organization_id)=(35e3, 7c0e)« existiert bereits",
        "duplicate key value: index_accounts_on_person_id_and_organization_id",
        "UNIQUE constraint failed: accounts.owner_id, accounts.organization_id",
    ] {
        let object = format!(r#"{{"title":"Conflict","detail":"{detail}"}}"#);
        let told = cause(&ORGANIZATION_ACCOUNTS, &object);
        assert_eq!(told, Some(ConflictCause::SecondAccount), "{detail}");
    }
}

#[test]
fn a_guid_in_other_letters_is_told_by_the_name_of_the_column() {
    for detail in [
        "Key (lower(remote_id::text))=(8a1b) already exists",
        "UNIQUE constraint failed: mpdx_key_accounts.remote_id",
    ] {
        let object = format!(r#"{{"title":"Conflict","detail":"{detail}"}}"#);
        assert_eq!(
            cause(&KEY_ACCOUNTS, &object),
            Some(ConflictCause::GuidTaken),
            "{detail}"
        );
    }
}

#[test]
fn a_conflict_of_no_known_meaning_keeps_its_reason() {
    let unique = r#"{"title":"Conflict","detail":"PG::UniqueViolation: …"}"#;
    assert_eq!(cause(&KEY_ACCOUNTS, unique), Some(ConflictCause::NotUnique));
    let other = r#"{"title":"Conflict","detail":"sonst etwas"}"#;
    assert_eq!(cause(&KEY_ACCOUNTS, other), None);
    let error = refusal(&KEY_ACCOUNTS, 409, &format!(r#"{{"errors":[{other}]}}"#));
    assert!(!error.is_stale_version());
    assert_eq!(reasons(&error), [(None, "sonst etwas")]);
}

proptest::proptest! {
    #[test]
    fn any_refusal_is_an_error_with_its_status(status in 300_u16..600, body: Vec<u8>) {
        let response = crate::message::Response { status, headers: Vec::new(), body };
        let error = super::super::errors::refusal(&KEY_ACCOUNTS, &response);
        proptest::prop_assert_eq!(error.http_status(), Some(status));
    }
}
