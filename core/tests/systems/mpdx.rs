//! Every operation of the two MPDX documents, against the sandbox.

mod conflicts;
mod narrowing;
mod signing_in;

use crate::support::*;
use roster_core::account::Account;
use roster_core::call::Cancel;
use roster_core::client::ListQuery;
use roster_core::edit::Draft;
use roster_core::error::{Effect, ErrorKind};
use roster_core::schema::System;
use roster_core::systems::mpdx::key_accounts::{KEY_ACCOUNTS, KeyAccount};
use roster_core::systems::mpdx::organization_accounts::{
    ORGANIZATION_ACCOUNTS, OrganizationAccount,
};
use roster_core::value::Value;
use roster_sandbox::{credentials, landmarks};

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn lists_have_every_page_and_every_field() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    for resource in [&KEY_ACCOUNTS, &ORGANIZATION_ACCOUNTS] {
        let query = ListQuery {
            page_size: Some(7),
            ..ListQuery::default()
        };
        let mut listing = client.list(resource, query, &Cancel::never());
        let (mut pages, mut ids) = (0, std::collections::BTreeSet::new());
        while let Some(page) = listing.next().await {
            let page = page.expect("a page");
            pages += 1;
            assert!(page.accounts.len() <= 7, "{}", page.accounts.len());
            let total = usize::try_from(page.total.expect("a total")).expect("a count");
            for account in &page.accounts {
                for field in resource.answered() {
                    assert!(
                        account.get(field.name).is_some(),
                        "{}: {}",
                        resource.id,
                        field.name
                    );
                }
                ids.insert(account.id().to_owned());
            }
            assert!(pages > 1 || total > 7, "one page proves nothing");
        }
        assert!(pages > 3, "{pages}");
        assert_eq!(ids.len(), load(&client, resource).await.len());
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn relationships_come_with_names() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let accounts = load(&client, &ORGANIZATION_ACCOUNTS).await.page(0, 10);
    for account in &accounts {
        let account = OrganizationAccount::try_from(account).expect("the documented types");
        let organization = account.organization.value().expect("an organization");
        assert_eq!(organization.0.kind.as_deref(), Some("organizations"));
        assert!(
            organization
                .0
                .name
                .as_deref()
                .is_some_and(|name| !name.is_empty())
        );
        assert!(
            account
                .person
                .value()
                .is_some_and(|person| person.0.name.is_some())
        );
    }
    let query = ListQuery {
        include: Some(vec!["friends".into()]),
        ..ListQuery::default()
    };
    let mut listing = client.list(&ORGANIZATION_ACCOUNTS, query, &Cancel::never());
    let error = listing
        .next()
        .await
        .expect("an answer")
        .expect_err("no such relationship");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert!(
        error.to_string().contains("organization, person"),
        "{error}"
    );
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_key_account_is_made_read_changed_and_deleted() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let never = Cancel::never();
    let draft = filled(
        Draft::create(&KEY_ACCOUNTS),
        &[
            ("email", "zoe@example.org"),
            ("remote_id", "8A1B-77"),
            ("first_name", "Zoë"),
        ],
    );
    let made = client.save(&draft, &never).await.expect("a new account");
    assert_eq!(made.differs, []);
    let read = get(&client, &KEY_ACCOUNTS, made.account.id())
        .await
        .expect("the account");
    assert_eq!(read, made.account);
    let typed = KeyAccount::try_from(&read).expect("the documented types");
    assert_eq!(typed.first_name.value().map(String::as_str), Some("Zoë"));
    assert_eq!(typed.remote_id.value().map(String::as_str), Some("8A1B-77"));

    let change = filled(
        Draft::edit(read),
        &[("first_name", ""), ("last_name", "李")],
    );
    let saved = client.save(&change, &never).await.expect("a change");
    assert_eq!(saved.account.get("first_name"), Some(&Value::Null));
    assert_eq!(words(&saved.account, "last_name"), "李");
    assert!(!saved.merged);

    client
        .delete(&KEY_ACCOUNTS, saved.account.id(), &never)
        .await
        .expect("deleted");
    let error = get(&client, &KEY_ACCOUNTS, saved.account.id())
        .await
        .expect_err("gone");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(!error.given_reasons().is_empty());
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn what_the_system_drops_is_reported() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let account = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    let other = if words(&account, "primary") == "true" {
        "false"
    } else {
        "true"
    };
    let draft = filled(
        Draft::edit(account),
        &[("primary", other), ("last_name", "Kept")],
    );
    let saved = client.save(&draft, &Cancel::never()).await.expect("saved");
    let names: Vec<_> = saved
        .differs
        .iter()
        .map(|differs| differs.field.name)
        .collect();
    assert_eq!(names, ["primary"]);
    assert_eq!(words(&saved.account, "last_name"), "Kept");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_organization_account_is_made_read_changed_synced_and_deleted() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let never = Cancel::never();
    let organization = landmarks::SPARE_ORGANIZATIONS[0];
    let values = [
        ("username", "anna"),
        ("password", "s3cret-pass"),
        ("organization", organization),
    ];
    let draft = filled(Draft::create(&ORGANIZATION_ACCOUNTS), &values);
    assert!(!format!("{draft:?}").contains("s3cret-pass"));
    let made = client.save(&draft, &never).await.expect("a new account");
    assert_eq!(made.differs, []);
    assert_eq!(made.account.get("password"), None);
    assert_eq!(words(&made.account, "organization"), organization);
    assert_eq!(words(&made.account, "person"), landmarks::PERSON);

    let second = client
        .save(&draft, &never)
        .await
        .expect_err("one for each organization");
    assert_eq!(second.kind(), ErrorKind::Conflict);
    assert!(!second.is_stale_version() && !second.given_reasons().is_empty());

    let change = filled(Draft::edit(made.account.clone()), &[("username", "berta")]);
    let saved = client.save(&change, &never).await.expect("a change");
    assert_eq!(words(&saved.account, "username"), "berta");

    let id = made.account.id();
    client
        .sync(&ORGANIZATION_ACCOUNTS, id, &never)
        .await
        .expect("a sync");
    client
        .delete(&ORGANIZATION_ACCOUNTS, id, &never)
        .await
        .expect("deleted");
    let gone = client
        .delete(&ORGANIZATION_ACCOUNTS, id, &never)
        .await
        .expect_err("gone");
    assert_eq!(gone.kind(), ErrorKind::NotFound);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn reasons_come_with_the_fields_that_they_name() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let taken = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    let values = [
        ("email", "x@example.org"),
        ("remote_id", &words(&taken, "remote_id")),
    ];
    let draft = filled(Draft::create(&KEY_ACCOUNTS), &values);
    let error = client
        .save(&draft, &Cancel::never())
        .await
        .expect_err("taken");
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Rejected, Some(400))
    );
    assert_eq!(error.what_was_done(), Effect::NotApplied);
    assert!(
        reasons(&error)
            .iter()
            .any(|reason| reason.starts_with("remote_id: ")),
        "{error:?}"
    );

    let empty = Draft::create(&KEY_ACCOUNTS);
    let error = client
        .save(&empty, &Cancel::never())
        .await
        .expect_err("nothing to send");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Invalid, Effect::NothingSent)
    );

    let values = [
        ("username", "anna"),
        ("password", "wrong"),
        ("organization", landmarks::SPARE_ORGANIZATIONS[1]),
    ];
    let draft = filled(Draft::create(&ORGANIZATION_ACCOUNTS), &values);
    let error = client
        .save(&draft, &Cancel::never())
        .await
        .expect_err("wrong credentials");
    assert_eq!(error.kind(), ErrorKind::Rejected);
    assert!(
        reasons(&error)
            .iter()
            .any(|reason| reason.contains("credentials")),
        "{error:?}"
    );
    sandbox.stop().await.expect("an end");
}

/// Changes the account behind the back of a draft.
async fn change_meanwhile(client: &TestClient, account: &Account, values: &[(&str, &str)]) {
    let mut draft = filled(Draft::edit(account.clone()), values);
    draft.overwrite(true);
    client
        .save(&draft, &Cancel::never())
        .await
        .expect("the other change");
}

#[tokio::test]
async fn changes_of_different_fields_merge() {
    let (sandbox, hands) = sandbox_with_hands().await;
    let client = client(&sandbox, System::Mpdx);
    let account = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    let mine = filled(Draft::edit(account.clone()), &[("first_name", "Mine")]);
    hands.advance(std::time::Duration::from_secs(60));
    change_meanwhile(&client, &account, &[("last_name", "Theirs")]).await;
    let saved = client
        .save(&mine, &Cancel::never())
        .await
        .expect("both changes");
    assert!(saved.merged);
    assert_eq!(words(&saved.account, "first_name"), "Mine");
    assert_eq!(words(&saved.account, "last_name"), "Theirs");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn changes_of_one_field_are_a_conflict_until_a_person_decides() {
    let (sandbox, hands) = sandbox_with_hands().await;
    let client = client(&sandbox, System::Mpdx);
    let account = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    let mut mine = filled(Draft::edit(account.clone()), &[("first_name", "Mine")]);
    hands.advance(std::time::Duration::from_secs(60));
    change_meanwhile(&client, &account, &[("first_name", "Theirs")]).await;

    let error = client
        .save(&mine, &Cancel::never())
        .await
        .expect_err("a conflict");
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Conflict, Some(409))
    );
    let sides = error.sides().expect("three sides");
    assert_eq!(sides.base.get("first_name"), account.get("first_name"));
    assert_eq!(words(&sides.mine, "first_name"), "Mine");
    assert_eq!(words(&sides.theirs, "first_name"), "Theirs");
    assert_eq!(
        sides
            .fields
            .iter()
            .map(|field| field.name)
            .collect::<Vec<_>>(),
        ["first_name"]
    );

    mine.overwrite(true);
    let saved = client
        .save(&mine, &Cancel::never())
        .await
        .expect("overwritten");
    assert_eq!(words(&saved.account, "first_name"), "Mine");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_version_that_was_named_is_taken_at_its_word() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let account = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    let mut draft = filled(Draft::edit(account.clone()), &[("first_name", "Mine")]);
    draft.at_version("2001-02-03T04:05:06Z");
    let error = client
        .save(&draft, &Cancel::never())
        .await
        .expect_err("stale");
    let sides = error.sides().expect("three sides");
    assert_eq!(sides.base.version(), Some("2001-02-03T04:05:06Z"));
    assert_eq!(sides.base.get("first_name"), None);
    assert_eq!(sides.theirs.get("first_name"), account.get("first_name"));
    let report = error.report().join("\n");
    assert!(
        report.contains("base (not known) · mine \"Mine\" · theirs"),
        "{report}"
    );
    assert_eq!(error.what_was_done(), Effect::NotApplied);

    draft.at_version(account.version().expect("a version"));
    client
        .save(&draft, &Cancel::never())
        .await
        .expect("the version is right");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn who_may_not_is_told_why() {
    let sandbox = sandbox().await;
    let base = sandbox.mpdx_base_url();
    let ended = client_with(
        settings(System::Mpdx, &base),
        credentials::mpdx_token_until(1),
    );
    let error = get(&ended, &KEY_ACCOUNTS, NOBODY)
        .await
        .expect_err("a token that has ended");
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Unauthorized, Some(401))
    );
    let says = format!(
        "the token is of the user {}; it ends 1970-01-01T00:00:01Z",
        landmarks::PERSON
    );
    assert!(error.report().contains(&says), "{:?}", error.report());
    let other = client_with(settings(System::Mpdx, &base), "s3cret.without.end");
    let error = get(&other, &KEY_ACCOUNTS, NOBODY)
        .await
        .expect_err("no token of MPDX");
    let report = error.report().join("\n");
    assert!(
        report.contains("this is probably no token of MPDX"),
        "{report}"
    );
    assert!(
        !format!("{report}{error:?}").contains("s3cret"),
        "{error:?}"
    );

    let client = client(&sandbox, System::Mpdx);
    let other = landmarks::OTHER_ORGANIZATION_ACCOUNT;
    let error = get(&client, &ORGANIZATION_ACCOUNTS, other)
        .await
        .expect_err("not mine");
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Forbidden, Some(403))
    );
    assert!(!error.given_reasons().is_empty());

    let mut settings = settings(System::Mpdx, &base);
    settings.read_only = true;
    let reader = client_with(settings, credentials::mpdx_token());
    let error = reader
        .delete(&KEY_ACCOUNTS, NOBODY, &Cancel::never())
        .await
        .expect_err("read-only");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Forbidden, Effect::NothingSent)
    );
    let error = client
        .sync(&KEY_ACCOUNTS, NOBODY, &Cancel::never())
        .await
        .expect_err("no sync");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    sandbox.stop().await.expect("an end");
}
