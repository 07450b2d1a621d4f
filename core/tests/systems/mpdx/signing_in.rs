//! Tokens for tickets, what a token says of itself, and the records that fields may point to.

use std::time::Duration;

use roster_core::call::Cancel;
use roster_core::client::without_token;
use roster_core::error::{Effect, ErrorKind, Result};
use roster_core::http::BaseUrl;
use roster_core::http::native::NativeTransport;
use roster_core::message::Secret;
use roster_core::moment::Moment;
use roster_core::schema::System;
use roster_core::systems::mpdx::authenticate::{Ticket, authenticate};
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use roster_core::systems::mpdx::token;
use roster_core::value::Value;
use roster_sandbox::{Sandbox, credentials, landmarks};

use crate::support::*;

async fn token_for(sandbox: &Sandbox, ticket: Ticket, cancel: &Cancel) -> Result<Secret> {
    let transport = NativeTransport::new().expect("a transport");
    let base = BaseUrl::parse(&sandbox.mpdx_base_url()).expect("a base URL");
    let within = Duration::from_secs(20);
    without_token(&transport, &base, &authenticate(&ticket), within, cancel).await
}

#[tokio::test]
async fn a_ticket_is_exchanged_for_a_token_that_is_good_for_30_days() {
    let (sandbox, _hands) = sandbox_with_hands().await;
    let cas = Ticket::Cas(Secret::new(credentials::MPDX_CAS_TICKET));
    let okta = Ticket::Okta(Secret::new(credentials::MPDX_OKTA_TOKEN));
    for ticket in [cas, okta] {
        let token = token_for(&sandbox, ticket, &Cancel::never())
            .await
            .expect("a token");
        let claims = token::decode(&token).expect("a token of MPDX");
        assert_eq!(claims.user_id.as_deref(), Some(landmarks::PERSON));
        assert_eq!(claims.ends, Moment::at(1_700_000_000 + 30 * 86_400));
        let client = client_with(
            settings(System::Mpdx, &sandbox.mpdx_base_url()),
            token.reveal(),
        );
        assert!(!load(&client, &KEY_ACCOUNTS).await.is_empty());
    }
    let received = sandbox.log().received();
    assert!(!received[0].authorized, "no token is sent to get one");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_ticket_that_is_missing_or_bad_is_refused_with_the_reason() {
    let sandbox = sandbox().await;
    let never = Cancel::never();
    let bad = Ticket::Cas(Secret::new("ST-not-a-ticket"));
    let error = token_for(&sandbox, bad, &never).await.expect_err("bad");
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Unauthorized, Some(401))
    );
    assert_eq!(error.message(), "the system does not take the ticket");
    assert!(!format!("{error:?}").contains("ST-not-a-ticket"));
    for missing in [Ticket::Cas(Secret::new("")), Ticket::Okta(Secret::new(""))] {
        let error = token_for(&sandbox, missing, &never).await;
        let error = error.expect_err("missing");
        assert_eq!(error.http_status(), Some(400));
        assert!(!error.given_reasons().is_empty());
    }
    let (canceller, cancel) = Cancel::new();
    canceller.cancel();
    sandbox.log().clear();
    let ticket = Ticket::Cas(Secret::new(credentials::MPDX_CAS_TICKET));
    let error = token_for(&sandbox, ticket, &cancel).await;
    let error = error.expect_err("called off");
    assert_eq!(error.what_was_done(), Effect::NothingSent);
    assert_eq!(sandbox.log().received(), []);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn organizations_come_by_name_and_the_person_is_the_tokens_own() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let never = Cancel::never();
    let organizations = client
        .references(&ORGANIZATION_ACCOUNTS, "organization", &never)
        .await
        .expect("organizations");
    let id = |id: &str| organizations.iter().find(|known| known.id == id);
    assert!(id(landmarks::SPARE_ORGANIZATIONS[0]).is_some());
    let oauth = id(landmarks::OAUTH_ORGANIZATION).expect("one that is connected in a browser");
    assert!(
        oauth
            .members
            .contains(&("oauth".to_owned(), Value::Bool(true)))
    );
    assert!(organizations.iter().all(|known| known.name.is_some()));

    let person = client
        .references(&ORGANIZATION_ACCOUNTS, "person", &never)
        .await
        .expect("the user");
    assert_eq!(person.len(), 1);
    assert_eq!(person[0].id, landmarks::PERSON);

    let error = client
        .references(&ORGANIZATION_ACCOUNTS, "username", &never)
        .await
        .expect_err("no reference");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    sandbox.stop().await.expect("an end");
}
