//! The meanings of 409, as the sandbox answers them.

use roster_core::account::Change;
use roster_core::call::{Call, Cancel, Limits};
use roster_core::client::Settings;
use roster_core::edit::Draft;
use roster_core::error::{ConflictCause, Effect, Error, ErrorKind};
use roster_core::http::native::NativeTransport;
use roster_core::http::{BaseUrl, Session, Transport as _, drive};
use roster_core::message::{Method, Request};
use roster_core::schema::{Operation, Resource, System};
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use roster_core::systems::{Ask, CreateAsk, SideAsk, UpdateAsk};
use roster_core::value::Value;
use roster_sandbox::{Sandbox, landmarks};

use crate::support::*;

fn change(resource: &Resource, name: &str, value: &str) -> Change {
    Change {
        field: resource.field(name).expect("a field"),
        value: Value::text(value),
    }
}

/// The error of an ask that no draft would make.
async fn refused(sandbox: &Sandbox, resource: &'static Resource, ask: Ask) -> Error {
    let base = BaseUrl::parse(&sandbox.mpdx_base_url()).expect("a base URL");
    let session = Session::new(System::Mpdx, base, None, Fixed(secret(System::Mpdx)));
    let transport = NativeTransport::new().expect("a transport");
    let limits = Limits {
        call: Settings::TIMEOUT,
        attempt: Settings::ATTEMPT,
    };
    let call = Call::new(resource, ask, transport.now(), limits).expect("a call");
    let error = drive(&transport, &session, call, &Cancel::never())
        .await
        .expect_err("a conflict");
    assert_eq!(
        (error.kind(), error.http_status(), error.what_was_done()),
        (ErrorKind::Conflict, Some(409), Effect::NotApplied)
    );
    assert!(!error.given_reasons().is_empty() && error.what_next().is_some());
    error
}

/// A body that Roster never writes.
fn raw(body: String) -> Ask {
    let request = Request::new(Method::Post, "user/organization_accounts")
        .header("Content-Type", "application/vnd.api+json")
        .body(body);
    Ask::Side(Box::new(SideAsk {
        operation: Operation::Create,
        id: None,
        request,
    }))
}

#[tokio::test]
async fn a_stale_and_a_missing_version_are_told_apart() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let account = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    for (version, cause) in [
        (Some("2001-02-03T04:05:06Z"), ConflictCause::StaleVersion),
        (None, ConflictCause::MissingVersion),
    ] {
        let ask = Ask::Update(UpdateAsk {
            id: account.id().to_owned(),
            changes: vec![change(&KEY_ACCOUNTS, "first_name", "Mine")],
            base: None,
            version: version.map(str::to_owned),
            overwrite: false,
        });
        let error = refused(&sandbox, &KEY_ACCOUNTS, ask).await;
        assert_eq!(error.conflict_cause(), Some(cause));
        assert!(error.is_stale_version());
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_wrong_type_and_an_id_among_the_attributes_are_told() {
    let sandbox = sandbox().await;
    for (data, cause) in [
        (r#"{"type":"key_accounts"}"#, ConflictCause::WrongType),
        (r#"{}"#, ConflictCause::WrongType),
        (
            r#"{"type":"organization_accounts","attributes":{"id":"1"}}"#,
            ConflictCause::IdAmongAttributes,
        ),
        (
            r#"{"type":"organization_accounts","attributes":{"organization_id":"1"}}"#,
            ConflictCause::IdAmongAttributes,
        ),
    ] {
        let ask = raw(format!(r#"{{"data":{data}}}"#));
        let error = refused(&sandbox, &ORGANIZATION_ACCOUNTS, ask).await;
        assert_eq!(error.conflict_cause(), Some(cause), "{data}");
        assert!(!error.is_stale_version());
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_client_id_twice_a_second_account_and_a_guid_in_other_letters_are_told_apart() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let taken = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    // Without looking for it first, as after a lost answer: a raw call is not looked for.
    let key = |id: &str, guid: &str| {
        let attributes = format!(r#"{{"email":"x@example.org","remote_id":"{guid}"}}"#);
        let data = format!(r#"{{"type":"key_accounts","id":"{id}","attributes":{attributes}}}"#);
        let Ask::Side(mut side) = raw(format!(r#"{{"data":{data}}}"#)) else {
            panic!("a raw call");
        };
        side.request.path = "user/key_accounts".to_owned();
        Ask::Side(side)
    };
    let error = refused(
        &sandbox,
        &KEY_ACCOUNTS,
        key(taken.id(), "a-guid-of-its-own"),
    )
    .await;
    assert_eq!(error.conflict_cause(), Some(ConflictCause::IdTaken));

    let values = [("email", "y@example.org"), ("remote_id", "8a1b-77")];
    let draft = filled(Draft::create(&KEY_ACCOUNTS), &values);
    client
        .save(&draft, &Cancel::never())
        .await
        .expect("the first key account");
    let id = "0c6e2c4e-6b1f-4f63-9a55-0d5a3c1f7bff";
    let error = refused(&sandbox, &KEY_ACCOUNTS, key(id, "8A1B-77")).await;
    assert_eq!(error.conflict_cause(), Some(ConflictCause::GuidTaken));

    let organization = landmarks::OFFLINE_ORGANIZATION;
    let create = || {
        Ask::Create(CreateAsk {
            changes: vec![change(&ORGANIZATION_ACCOUNTS, "organization", organization)],
            id: None,
        })
    };
    let draft = Draft::create(&ORGANIZATION_ACCOUNTS);
    client
        .save(
            &filled(draft, &[("organization", organization)]),
            &Cancel::never(),
        )
        .await
        .expect("the first account");
    let error = refused(&sandbox, &ORGANIZATION_ACCOUNTS, create()).await;
    assert_eq!(error.conflict_cause(), Some(ConflictCause::SecondAccount));
    sandbox.stop().await.expect("an end");
}
