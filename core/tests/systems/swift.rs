//! Every operation of the Swift SMS document, against the sandbox.

use crate::support::*;
use roster_core::call::Cancel;
use roster_core::client::ListQuery;
use roster_core::edit::Draft;
use roster_core::error::{Effect, ErrorKind};
use roster_core::schema::{Operation, System};
use roster_core::systems::swift::accounts::{ACCOUNTS, Account};
use roster_sandbox::landmarks;

#[tokio::test]
async fn a_list_has_every_page_and_every_field() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Swift);
    let query = ListQuery {
        page_size: Some(7),
        ..ListQuery::default()
    };
    let mut listing = client.list(&ACCOUNTS, query, &Cancel::never());
    let mut ids = std::collections::BTreeSet::new();
    while let Some(page) = listing.next().await {
        for account in page.expect("a page").accounts {
            for field in ACCOUNTS.answered() {
                assert!(account.get(field.name).is_some(), "{}", field.name);
            }
            Account::try_from(&account).expect("the documented types");
            ids.insert(account.id().to_owned());
        }
    }
    assert!(ids.contains(landmarks::PARENT_ACCOUNT));
    assert_eq!(ids.len(), load(&client, &ACCOUNTS).await.len());
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_sub_account_is_made_and_read() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Swift);
    let draft = filled(Draft::create(&ACCOUNTS), &[("name", "ACME Corp")]);
    let made = client
        .save(&draft, &Cancel::never())
        .await
        .expect("a new account");
    assert_eq!(made.differs, []);
    let read = get(&client, &ACCOUNTS, made.account.id())
        .await
        .expect("the account");
    assert_eq!(read, made.account);
    assert_eq!(words(&read, "sms_access"), "NONE");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn what_is_not_documented_is_not_sent() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Swift);
    let account = get(&client, &ACCOUNTS, landmarks::PARENT_ACCOUNT)
        .await
        .expect("the parent");
    let error = client
        .delete(&ACCOUNTS, account.id(), &Cancel::never())
        .await
        .expect_err("no delete");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Unsupported, Effect::NothingSent)
    );
    assert_eq!(
        error.what().map(|asked| asked.operation),
        Some(Operation::Delete)
    );
    let error = Draft::edit(account)
        .set_text("name", "Other")
        .expect_err("no update");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let error = get(&client, &ACCOUNTS, "01J0CRVTXX9KBD9NWS02R5R8ZZ")
        .await
        .expect_err("nobody");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn whatever_reason_came_is_shown() {
    let sandbox = sandbox().await;
    let settings = settings(System::Swift, &sandbox.swift_base_url());
    let stranger = client_with(settings, "ABC123");
    let error = get(&stranger, &ACCOUNTS, landmarks::PARENT_ACCOUNT)
        .await
        .expect_err("a key of nobody, which is sent all the same");
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Unauthorized, Some(401))
    );
    let report = error.report().join("\n");
    assert!(
        report.contains("this is probably no API key of Swift SMS"),
        "{report}"
    );
    assert_eq!(reasons(&error), ["-: Unauthorized"]);
    sandbox.stop().await.expect("an end");
}
