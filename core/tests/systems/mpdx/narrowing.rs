//! Filters, sorts and sparse fields that the server does.

use std::collections::BTreeSet;

use roster_core::call::Cancel;
use roster_core::client::ListQuery;
use roster_core::collection::{Collection, Filter, Sort};
use roster_core::edit::Draft;
use roster_core::schema::System;
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use roster_core::systems::narrowed;
use roster_core::value::Value;
use roster_sandbox::Sandbox;

use crate::support::*;

fn query(filter: &str, sort: &str) -> ListQuery {
    let filter = Filter::parse(&KEY_ACCOUNTS, filter).expect("a filter");
    let sort = Sort::parse(&KEY_ACCOUNTS, sort).expect("a sort");
    ListQuery {
        page_size: Some(7),
        ..ListQuery::default()
    }
    .narrowed(&filter, &sort)
}

fn ids(accounts: &Collection) -> Vec<String> {
    let accounts = accounts.page(0, usize::MAX).into_iter();
    accounts.map(|account| account.id().to_owned()).collect()
}

/// The queries of the lists that were asked for, as they stood in the address.
fn queries(sandbox: &Sandbox) -> Vec<String> {
    let received = sandbox.log().received().into_iter();
    received.filter_map(|call| call.query).collect()
}

#[tokio::test]
async fn a_range_of_updated_at_is_applied_by_the_server_and_no_match_is_lost() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let mut everything = load(&client, &KEY_ACCOUNTS).await;
    everything.sort("updated_at").expect("a sort");
    let middle = everything.page(everything.len() / 2, 1).remove(0);
    let middle = words(&middle, "updated_at");
    for operator in ["<", "<=", ">", ">=", "="] {
        let filter = format!("updated_at{operator}{middle}");
        everything.filter(&filter).expect("a filter");
        sandbox.log().clear();
        let mut came = client
            .load(&KEY_ACCOUNTS, query(&filter, ""), &Cancel::never(), |_| {})
            .await
            .expect("every match");
        assert!(came.len() < everything.len(), "{filter}: {}", came.len());
        came.filter(&filter).expect("a filter");
        let found = |accounts: &Collection| ids(accounts).into_iter().collect::<BTreeSet<_>>();
        assert_eq!(found(&came), found(&everything), "{filter}");
        let sent = queries(&sandbox);
        assert!(
            !sent.is_empty()
                && sent
                    .iter()
                    .all(|query| query.contains("&filter[updated_at]=")),
            "{sent:?}"
        );
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_sort_by_one_key_is_made_by_the_server() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    for sort in ["created_at", "-created_at", "updated_at", "-updated_at"] {
        let mut everything = load(&client, &KEY_ACCOUNTS).await;
        everything.sort(sort).expect("a sort");
        let moments = |accounts: &Collection| -> Vec<String> {
            let accounts = accounts.page(0, usize::MAX).into_iter();
            let field = sort.trim_start_matches('-');
            accounts.map(|account| words(&account, field)).collect()
        };
        let came = client
            .load(&KEY_ACCOUNTS, query("", sort), &Cancel::never(), |_| {})
            .await
            .expect("every account");
        assert_eq!(moments(&came), moments(&everything), "{sort}");
        assert_eq!(came.len(), everything.len());
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_order_that_the_server_does_not_know_is_not_asked_for() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    sandbox.log().clear();
    let asked = query("primary=true email:a", "-email,updated_at");
    let split = narrowed(&KEY_ACCOUNTS, &asked.filter, &asked.sort);
    assert_eq!(split.here, ["primary=true", "email:a"]);
    assert!(!split.ordered && split.sent.is_empty());
    client
        .load(&KEY_ACCOUNTS, asked, &Cancel::never(), |_| {})
        .await
        .expect("a list that is not refused");
    for query in queries(&sandbox) {
        assert!(query.ends_with("&sort=created_at"), "{query}");
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn sparse_fields_have_enough_to_save_a_change() {
    let sandbox = sandbox().await;
    let client = client(&sandbox, System::Mpdx);
    let asked = ListQuery {
        fields: Some(vec!["username".into(), "organization".into()]),
        ..ListQuery::default()
    };
    let accounts = client
        .load(&ORGANIZATION_ACCOUNTS, asked, &Cancel::never(), |_| {})
        .await
        .expect("every account");
    for account in accounts.page(0, usize::MAX) {
        let names: Vec<&str> = account.members().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            ["id", "username", "organization", "updated_in_db_at"],
            "{}",
            account.id()
        );
        let Some(Value::Reference(organization)) = account.get("organization") else {
            panic!("{account:?}");
        };
        assert!(organization.name.is_some(), "{organization:?}");
    }
    let change = filled(
        Draft::edit(accounts.page(0, 1).remove(0)),
        &[("disable_downloads", "yes")],
    );
    let saved = client
        .save(&change, &Cancel::never())
        .await
        .expect("a change");
    assert_eq!((saved.differs, saved.merged), (Vec::new(), false));
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn an_account_that_moves_in_an_order_by_its_change_is_not_lost() {
    for sort in ["updated_at", "-updated_at"] {
        for page in 2..=9 {
            let sandbox = sandbox().await;
            let client = hasty(&sandbox, System::Mpdx);
            let fault = format!("list-move:{page},system=mpdx");
            sandbox.faults().set(vec![fault.parse().expect("a fault")]);
            let asked = ListQuery {
                page_size: Some(3),
                ..query("", sort)
            };
            let came = client
                .load(&KEY_ACCOUNTS, asked, &Cancel::never(), |_| {})
                .await
                .expect("every account");
            sandbox.faults().clear();
            let there = load(&client, &KEY_ACCOUNTS).await;
            let missing: Vec<_> = ids(&there)
                .into_iter()
                .filter(|id| came.get(id).is_none())
                .collect();
            assert_eq!(missing, [""; 0], "{sort}, before page {page}");
            sandbox.stop().await.expect("an end");
        }
    }
}
