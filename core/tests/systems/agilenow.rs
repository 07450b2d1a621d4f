//! Every operation of the AgileNow document and its family, against the sandbox.

mod narrowing;
mod tenants;
mod tokens;

use crate::support::*;
use roster_core::call::Cancel;
use roster_core::client::ListQuery;
use roster_core::edit::Draft;
use roster_core::error::{Effect, ErrorKind};
use roster_core::schema::System;
use roster_core::systems::agilenow::accounts::{ACCOUNTS, Account};
use roster_core::value::Value;
use roster_sandbox::{credentials, landmarks};

const ANNA: [(&str, &str); 5] = [
    ("FirstName", "Anna"),
    ("LastName", "Þórsdóttir"),
    ("Email", "anna@example.org"),
    ("Username", "anna@example.org"),
    ("Is_Active", "true"),
];

#[tokio::test]
async fn a_list_has_every_page_every_field_and_every_digit() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let query = ListQuery {
        page_size: Some(8),
        ..ListQuery::default()
    };
    let mut listing = client.list(&ACCOUNTS, query, &Cancel::never());
    let (mut ids, mut past_2_53) = (std::collections::BTreeSet::new(), 0);
    while let Some(page) = listing.next().await {
        for account in page.expect("a page").accounts {
            for field in ACCOUNTS
                .answered()
                .filter(|field| !field.name.starts_with("Identifier"))
            {
                assert!(account.get(field.name).is_some(), "{}", field.name);
            }
            let tenant = account
                .get("TenantId")
                .expect("a tenant")
                .plain()
                .into_owned();
            past_2_53 += usize::from(tenant.parse::<i64>().is_ok_and(|id| id > 1 << 53));
            ids.insert(account.id().to_owned());
        }
    }
    assert!(past_2_53 > 0);
    assert_eq!(ids.len(), load(&client, &ACCOUNTS).await.len());
    assert!(ids.contains(landmarks::AWKWARD_AGILENOW_ACCOUNT));
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_id_that_a_url_would_harm_is_reached() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let account = get(&client, &ACCOUNTS, landmarks::AWKWARD_AGILENOW_ACCOUNT).await;
    assert_eq!(
        account.expect("the account").id(),
        landmarks::AWKWARD_AGILENOW_ACCOUNT
    );
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_account_is_made_read_changed_and_deleted() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    let mut draft = filled(Draft::create(&ACCOUNTS), &ANNA);
    draft
        .set_text("LanguageId", "Finnish")
        .expect("a label is as good as a value");
    let made = client.save(&draft, &never).await.expect("a new account");
    assert_eq!(made.differs, []);
    assert_eq!(words(&made.account, "LanguageId"), "fi-FI");
    assert_eq!(
        words(&made.account, "TenantId"),
        landmarks::TENANT.to_string()
    );
    let read = get(&client, &ACCOUNTS, made.account.id())
        .await
        .expect("the account");
    let typed = Account::try_from(&read).expect("the documented types");
    assert_eq!(typed.is_active.value(), Some(&true));
    assert_eq!(
        typed.language.value().map(|language| language.0.as_str()),
        Some("fi-FI")
    );

    let change = filled(
        Draft::edit(read),
        &[("NotifyBySMS", "yes"), ("Phone", "+358 40 1234567")],
    );
    let saved = client.save(&change, &never).await.expect("a change");
    assert_eq!(saved.differs, []);
    assert_eq!(
        saved.account.get("Is_Active"),
        Some(&Value::Bool(true)),
        "still switched on"
    );
    assert_eq!(saved.account.get("NotifyBySMS"), Some(&Value::Bool(true)));

    client
        .delete(&ACCOUNTS, saved.account.id(), &never)
        .await
        .expect("deleted");
    let gone = get(&client, &ACCOUNTS, saved.account.id())
        .await
        .expect_err("gone");
    assert_eq!(gone.kind(), ErrorKind::NotFound);
    assert!(gone.support_id().is_some());
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_upsert_changes_what_matches_and_makes_what_does_not() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    let before = load(&client, &ACCOUNTS).await.len();
    let made = client
        .save(&filled(Draft::upsert(&ACCOUNTS), &ANNA), &never)
        .await
        .expect("made");
    assert_eq!(load(&client, &ACCOUNTS).await.len(), before + 1);

    let values = [
        ("Username", "anna@example.org"),
        ("LastName", "Jónsdóttir"),
        ("Is_Active", "true"),
    ];
    let by_name = client
        .save(&filled(Draft::upsert(&ACCOUNTS), &values), &never)
        .await
        .expect("changed");
    assert_eq!(by_name.account.id(), made.account.id());
    assert_eq!(words(&by_name.account, "LastName"), "Jónsdóttir");
    assert_eq!(load(&client, &ACCOUNTS).await.len(), before + 1);

    let values = [("Id", "no-such-account"), ("LastName", "X")];
    let error = client
        .save(&filled(Draft::upsert(&ACCOUNTS), &values), &never)
        .await;
    assert_eq!(error.expect_err("no such id").kind(), ErrorKind::NotFound);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn changes_of_others_are_seen_before_an_update() {
    let (sandbox, hands) = sandbox_with_hands().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    let account = get(&client, &ACCOUNTS, landmarks::AGILENOW_ACCOUNT)
        .await
        .expect("an account");
    hands.advance(std::time::Duration::from_secs(60));
    let theirs = filled(Draft::edit(account.clone()), &[("LastName", "Theirs")]);
    client
        .save(&theirs, &never)
        .await
        .expect("the other change");

    let other_field = filled(Draft::edit(account.clone()), &[("FirstName", "Mine")]);
    let saved = client.save(&other_field, &never).await.expect("both");
    assert!(saved.merged);
    assert_eq!(words(&saved.account, "LastName"), "Theirs");
    let same_field = filled(Draft::edit(account), &[("LastName", "Mine")]);
    let error = client
        .save(&same_field, &never)
        .await
        .expect_err("a conflict");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Conflict, Effect::NotApplied)
    );
    assert_eq!(
        words(&error.sides().expect("three sides").theirs, "LastName"),
        "Theirs"
    );
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn reasons_come_with_the_request_key() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    client
        .save(&filled(Draft::create(&ACCOUNTS), &ANNA), &never)
        .await
        .expect("made");
    let error = client
        .save(&filled(Draft::create(&ACCOUNTS), &ANNA), &never)
        .await;
    let error = error.expect_err("taken");
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Rejected, Some(400))
    );
    assert!(
        !error.given_reasons().is_empty() && error.support_id().is_some(),
        "{error:?}"
    );

    let mut settings = settings(System::AgileNow, &sandbox.agilenow_base_url());
    settings.client_id = Some(credentials::AGILENOW_READER_ID.into());
    let reader = client_with(settings.clone(), credentials::AGILENOW_READER_SECRET);
    let error = reader
        .delete(&ACCOUNTS, landmarks::AGILENOW_ACCOUNT, &never)
        .await;
    assert_eq!(error.expect_err("a reader").kind(), ErrorKind::Forbidden);

    let stranger = client_with(settings, "not-the-secret");
    let error = get(&stranger, &ACCOUNTS, "1")
        .await
        .expect_err("wrong secret");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Unauthorized, Effect::NothingSent)
    );
    assert!(!format!("{error:?} {:?}", error.report()).contains("not-the-secret"));
    sandbox.stop().await.expect("an end");
}
