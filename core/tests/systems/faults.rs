//! What becomes of calls when the network and the systems fail, with the sandbox's faults.

use roster_core::call::Cancel;
use roster_core::edit::Draft;
use roster_core::error::{Effect, ErrorKind};
use roster_core::schema::System;
use roster_core::systems::agilenow::accounts::ACCOUNTS as AGILENOW;
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use roster_core::systems::swift::accounts::ACCOUNTS as SWIFT;
use roster_sandbox::{Sandbox, landmarks};

use crate::support::*;

/// Fails as the text says, and forgets what was received before.
fn fails(sandbox: &Sandbox, faults: &[&str]) {
    let faults = faults
        .iter()
        .map(|fault| fault.parse().expect(fault))
        .collect();
    sandbox.faults().set(faults);
    sandbox.log().clear();
}

/// A fault, which may have a value, with options.
fn with(fault: &str, options: &str) -> String {
    let separator = if fault.contains(':') { ',' } else { ':' };
    format!("{fault}{separator}{options}")
}

/// What was received since, as `METHOD status`; `-` where nothing was answered.
fn received(sandbox: &Sandbox) -> Vec<String> {
    let status = |status: Option<u16>| status.map_or("-".to_owned(), |status| status.to_string());
    let log = sandbox.log().received().into_iter();
    log.map(|call| format!("{} {}", call.method, status(call.status)))
        .collect()
}

fn key_account() -> Draft {
    let values = [("email", "zoe@example.org"), ("remote_id", "8A1B-77")];
    filled(Draft::create(&KEY_ACCOUNTS), &values)
}

fn anna() -> Draft {
    let values = [
        ("FirstName", "Anna"),
        ("LastName", "Salo"),
        ("Email", "anna.salo@example.org"),
        ("Username", "anna.salo"),
        ("Is_Active", "true"),
    ];
    filled(Draft::create(&AGILENOW), &values)
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_found() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::Mpdx);
    let before = load(&client, &KEY_ACCOUNTS).await.len();
    fails(&sandbox, &["lost-after:method=POST,next=1"]);
    let made = client
        .save(&key_account(), &Cancel::never())
        .await
        .expect("the account");
    assert_eq!(words(&made.account, "email"), "zoe@example.org");
    assert_eq!(received(&sandbox), ["POST -", "GET 200"]);
    assert_eq!(load(&client, &KEY_ACCOUNTS).await.len(), before + 1);

    let client = hasty(&sandbox, System::AgileNow);
    fails(&sandbox, &["lost-after:system=agilenow,method=POST,next=1"]);
    let made = client
        .save(&anna(), &Cancel::never())
        .await
        .expect("the account");
    assert_eq!(words(&made.account, "Username"), "anna.salo");
    assert_eq!(received(&sandbox), ["POST 200", "POST -", "GET 200"]);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_create_that_never_arrived_is_sent_again_after_looking() {
    let sandbox = sandbox().await;
    fails(&sandbox, &["lost-before:method=POST,system=mpdx,next=1"]);
    let client = hasty(&sandbox, System::Mpdx);
    client
        .save(&key_account(), &Cancel::never())
        .await
        .expect("a new account");
    assert_eq!(received(&sandbox), ["POST -", "GET 404", "POST 201"]);

    fails(
        &sandbox,
        &["lost-before:method=POST,system=agilenow,next=1"],
    );
    let client = hasty(&sandbox, System::AgileNow);
    client
        .save(&anna(), &Cancel::never())
        .await
        .expect("a new account");
    assert_eq!(
        received(&sandbox),
        ["POST 200", "POST -", "GET 404", "POST 200"]
    );

    fails(&sandbox, &["lost-before:method=POST,system=swift,next=1"]);
    let client = hasty(&sandbox, System::Swift);
    let draft = filled(Draft::create(&SWIFT), &[("name", "A name that nobody has")]);
    client
        .save(&draft, &Cancel::never())
        .await
        .expect("a new account");
    assert_eq!(
        received(&sandbox).first().map(String::as_str),
        Some("POST -")
    );
    assert_eq!(
        received(&sandbox).last().map(String::as_str),
        Some("POST 201")
    );
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_create_that_cannot_be_told_apart_is_left_to_the_person() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::Swift);
    fails(&sandbox, &["lost-after:method=POST,next=1"]);
    let draft = filled(Draft::create(&SWIFT), &[("name", "Harbour Office")]);
    let error = client
        .save(&draft, &Cancel::never())
        .await
        .expect_err("not known");
    assert_eq!(error.what_was_done(), Effect::Unknown);
    assert!(
        error
            .what_next()
            .is_some_and(|advice| advice.contains("of that name")),
        "{error:?}"
    );
    let posts = received(&sandbox)
        .iter()
        .filter(|call| call.starts_with("POST"))
        .count();
    assert_eq!(posts, 1, "never a blind second one");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_list_that_is_cut_short_does_not_show_that_an_account_is_absent() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::Swift);
    let faults = [
        "lost-before:method=POST,next=1",
        "totals-lie:10,system=swift",
    ];
    fails(&sandbox, &faults);
    let draft = filled(Draft::create(&SWIFT), &[("name", "A name that nobody has")]);
    let error = client
        .save(&draft, &Cancel::never())
        .await
        .expect_err("not known");
    assert_eq!(error.what_was_done(), Effect::Unknown);
    let posts = received(&sandbox)
        .iter()
        .filter(|call| call.starts_with("POST"))
        .count();
    assert_eq!(posts, 1);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_update_whose_answer_was_lost_finds_its_own_change() {
    let (sandbox, hands) = sandbox_with_hands().await;
    let client = hasty(&sandbox, System::Mpdx);
    let account = load(&client, &KEY_ACCOUNTS).await.page(0, 1).remove(0);
    hands.advance(std::time::Duration::from_secs(60));
    fails(&sandbox, &["lost-after:method=PUT,next=1"]);
    let draft = filled(Draft::edit(account), &[("last_name", "Once")]);
    let saved = client
        .save(&draft, &Cancel::never())
        .await
        .expect("the change");
    assert_eq!(words(&saved.account, "last_name"), "Once");
    assert!(!saved.merged, "nobody else changed anything");
    assert_eq!(received(&sandbox), ["PUT -", "PUT 409", "GET 200"]);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_sync_and_a_delete_are_sent_once() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::Mpdx);
    let account = load(&client, &ORGANIZATION_ACCOUNTS)
        .await
        .page(0, 1)
        .remove(0);
    for fault in [
        "lost-after",
        "lost-before",
        "unavailable",
        "rate-seconds:0",
        "expired-token",
    ] {
        fails(&sandbox, &[&with(fault, "path=sync,every=1")]);
        let error = client
            .sync(&ORGANIZATION_ACCOUNTS, account.id(), &Cancel::never())
            .await;
        error.expect_err(fault);
        assert_eq!(received(&sandbox).len(), 1, "{fault}");
    }
    fails(&sandbox, &["lost-before:method=DELETE,every=1"]);
    let error = client
        .delete(&ORGANIZATION_ACCOUNTS, account.id(), &Cancel::never())
        .await;
    assert_eq!(error.expect_err("lost").what_was_done(), Effect::Unknown);
    assert_eq!(received(&sandbox), ["DELETE -"]);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn reads_live_through_what_passes() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::Mpdx);
    let id = load(&client, &KEY_ACCOUNTS)
        .await
        .page(0, 1)
        .remove(0)
        .id()
        .to_owned();
    for fault in [
        "lost-before",
        "lost-after",
        "cut",
        "length-too-long",
        "bad-gateway",
        "server-error",
        "unavailable:1",
        "rate-seconds:1",
        "rate-date:1",
        "rate-reset:1",
        "rate-bare",
    ] {
        fails(&sandbox, &[&with(fault, "method=GET,next=1")]);
        // A client of its own: what is repeated is paid from a budget.
        let client = hasty(&sandbox, System::Mpdx);
        let account = get(&client, &KEY_ACCOUNTS, &id).await;
        assert_eq!(account.expect(fault).id(), id);
        assert_eq!(received(&sandbox).len(), 2, "{fault}");
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn answers_that_are_not_answers_say_what_came() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::Mpdx);
    let id = load(&client, &KEY_ACCOUNTS)
        .await
        .page(0, 1)
        .remove(0)
        .id()
        .to_owned();
    for (fault, words) in [
        ("malformed", "cannot be read"),
        ("wrong-types", "cannot be read"),
        ("wrong-types:/data/attributes", "data"),
        ("empty", "empty answer"),
        ("html", "HTML came"),
        ("deep:100000", "64 deep"),
        ("redirect:http://127.0.0.1:9", "not followed"),
    ] {
        fails(&sandbox, &[&with(fault, "every=1")]);
        let error = get(&client, &KEY_ACCOUNTS, &id).await.expect_err(fault);
        assert_eq!(error.kind(), ErrorKind::Malformed, "{fault}: {error}");
        let report = error.report().join("\n");
        assert!(report.contains(words), "{fault}: {report}");
        assert!(
            report.contains(&format!("get mpdx/key-accounts {id}")),
            "{report}"
        );
        assert_eq!(
            received(&sandbox).len(),
            1,
            "{fault}: what cannot be read is not asked again"
        );
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_token_that_ended_early_is_renewed_once_for_all() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::AgileNow);
    fails(&sandbox, &["expired-token:system=agilenow,next=1"]);
    get(&client, &AGILENOW, landmarks::AGILENOW_ACCOUNT)
        .await
        .expect("the account");
    assert_eq!(
        received(&sandbox),
        ["POST 200", "GET 401", "POST 200", "GET 200"]
    );

    let client = hasty(&sandbox, System::AgileNow);
    fails(&sandbox, &[]);
    let calls = (0..8).map(|_| get(&client, &AGILENOW, landmarks::AGILENOW_ACCOUNT));
    for account in futures_util::future::join_all(calls).await {
        account.expect("the account");
    }
    let tokens = received(&sandbox)
        .iter()
        .filter(|call| *call == "POST 200")
        .count();
    assert_eq!((tokens, received(&sandbox).len()), (1, 9));
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_token_endpoint_that_fails_for_a_moment_is_asked_again() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::AgileNow);
    for fault in ["bad-gateway", "lost-after", "rate-seconds:1", "cut"] {
        let fresh = hasty(&sandbox, System::AgileNow);
        fails(&sandbox, &[&with(fault, "system=token,next=1")]);
        let found = get(&fresh, &AGILENOW, landmarks::AGILENOW_ACCOUNT).await;
        found.expect(fault);
    }
    fails(&sandbox, &["lost-before:system=token,every=1"]);
    let error = get(&client, &AGILENOW, landmarks::AGILENOW_ACCOUNT)
        .await
        .expect_err("no token");
    assert_eq!(error.what_was_done(), Effect::NothingSent);
    assert!(error.message().starts_with("no token came"), "{error}");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_update_whose_account_cannot_be_read_is_not_sent() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::AgileNow);
    let id = landmarks::AGILENOW_ACCOUNT;
    let account = get(&client, &AGILENOW, id).await.expect("an account");
    let draft = filled(Draft::edit(account), &[("FirstName", "Zora")]);
    fails(&sandbox, &["server-error:system=agilenow,every=1"]);
    let error = client.save(&draft, &Cancel::never()).await;
    let report = error.expect_err("no account").report().join("\n");
    for part in [
        &format!("update agilenow/accounts {id}: "),
        "cannot be read before it",
        "nothing was changed",
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_answer_without_end_is_not_read() {
    let sandbox = sandbox().await;
    let client = narrow(&sandbox, System::Mpdx, 1 << 20);
    fails(&sandbox, &["huge:3,path=key_accounts,every=1"]);
    let query = roster_core::client::ListQuery::default();
    let mut listing = client.list(&KEY_ACCOUNTS, query, &Cancel::never());
    let error = listing
        .next()
        .await
        .expect("an answer")
        .expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(error.to_string().contains("larger than 1 MiB"), "{error}");
    sandbox.stop().await.expect("an end");
}
