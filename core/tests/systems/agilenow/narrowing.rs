//! Filters, orders, fields and look-ups that the server does.

use std::collections::BTreeSet;

use roster_core::call::Cancel;
use roster_core::client::ListQuery;
use roster_core::collection::{Collection, Filter, Sort};
use roster_core::edit::Draft;
use roster_core::error::{Effect, ErrorKind};
use roster_core::schema::System;
use roster_core::systems::agilenow::accounts::ACCOUNTS;
use roster_core::systems::narrowed;
use roster_core::value::Value;
use roster_sandbox::landmarks;

use crate::support::*;

fn query(filter: &str, sort: &str) -> ListQuery {
    let filter = Filter::parse(&ACCOUNTS, filter).expect("a filter");
    let sort = Sort::parse(&ACCOUNTS, sort).expect("a sort");
    ListQuery {
        page_size: Some(7),
        ..ListQuery::default()
    }
    .narrowed(&filter, &sort)
}

fn ids(accounts: &Collection) -> BTreeSet<String> {
    let accounts = accounts.page(0, usize::MAX).into_iter();
    accounts.map(|account| account.id().to_owned()).collect()
}

#[tokio::test]
async fn filters_are_applied_by_the_server_and_no_match_is_lost() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let mut everything = load(&client, &ACCOUNTS).await;
    let (mut fewer, mut found) = (0, 0);
    for filter in [
        "Is_Active=false",
        "Is_Active=yes NotifyBySMS=no",
        "LanguageId=fi-FI",
        "DateFormatId=DD.MM.YYYY",
        "TimezoneId=\"FLE Standard Time\"",
        "TenantId=9007199254740993",
        "TenantId=42 Is_Active=true",
        "CreatedOn>=2019-06-01",
        "CreatedOn<2019-06-01",
        "ModifiedOn>2020-01-01 ModifiedOn<=2023-01-01",
        "CreatedOn>2016-01-01 a",
    ] {
        everything.filter(filter).expect("a filter");
        let asked = query(filter, "");
        let split = narrowed(&ACCOUNTS, &asked.filter, &asked.sort);
        assert!(!split.sent.is_empty(), "{filter}");
        let mut came = client
            .load(&ACCOUNTS, asked, &Cancel::never(), |_| {})
            .await
            .expect(filter);
        fewer += usize::from(came.len() < everything.len());
        came.filter(filter).expect("a filter");
        found += came.matches();
        assert_eq!(ids(&came), ids(&everything), "{filter}");
    }
    assert!(fewer >= 9 && found > 0, "{fewer} {found}");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn orders_are_made_by_the_server() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let mut everything = load(&client, &ACCOUNTS).await;
    everything.sort("Is_Active,-CreatedOn").expect("a sort");
    let asked = query("", "Is_Active,-CreatedOn");
    let came = client
        .load(&ACCOUNTS, asked, &Cancel::never(), |_| {})
        .await
        .expect("every account");
    let keys = |accounts: &Collection| -> Vec<(String, String)> {
        let accounts = accounts.page(0, usize::MAX).into_iter();
        let keys = accounts.map(|account| {
            let created = account.get("CreatedOn").expect("a moment").plain();
            (words(&account, "Is_Active"), created.into_owned())
        });
        keys.collect()
    };
    assert_eq!(keys(&came), keys(&everything));
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn fields_have_enough_to_save_a_change_without_switching_off() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let asked = ListQuery {
        fields: Some(vec!["Username".into()]),
        ..query("Is_Active=true", "")
    };
    let accounts = client
        .load(&ACCOUNTS, asked, &Cancel::never(), |_| {})
        .await
        .expect("active accounts");
    let account = accounts.page(0, 1).remove(0);
    assert_eq!(account.get("LastName"), None, "it was not asked for");
    let change = filled(Draft::edit(account), &[("LastName", "Sparse")]);
    let saved = client
        .save(&change, &Cancel::never())
        .await
        .expect("a change");
    assert_eq!(saved.account.get("Is_Active"), Some(&Value::Bool(true)));
    assert_eq!(words(&saved.account, "LastName"), "Sparse");
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_account_is_found_by_its_username_and_by_its_external_id() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::AgileNow);
    let never = Cancel::never();
    let found = client
        .find(&ACCOUNTS, "Username", "name@domain.com", &never)
        .await
        .expect("the account");
    assert_eq!(found.id(), landmarks::AGILENOW_ACCOUNT);
    let accounts = load(&client, &ACCOUNTS).await.page(0, usize::MAX);
    let known = accounts
        .iter()
        .find(|account| !account.get("ExternalId").is_none_or(Value::is_null))
        .expect("an account with an external id");
    let found = client
        .find(&ACCOUNTS, "ExternalId", &words(known, "ExternalId"), &never)
        .await
        .expect("the account");
    assert_eq!(found.id(), known.id());
    let error = client.find(&ACCOUNTS, "Username", "nobody", &never).await;
    assert_eq!(error.expect_err("nobody").kind(), ErrorKind::NotFound);
    for by in ["Email", "Usernam"] {
        let error = client.find(&ACCOUNTS, by, "x", &never).await;
        let error = error.expect_err("no look-up");
        assert_eq!(
            (error.kind(), error.what_was_done()),
            (ErrorKind::Invalid, Effect::NothingSent)
        );
        assert!(error.to_string().contains("Username"), "{error}");
    }
    sandbox.stop().await.expect("an end");
}
