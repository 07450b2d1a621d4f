//! Lists: in order, several pages at a time, each account once, whatever moves meanwhile.

use roster_core::call::Cancel;
use roster_core::client::{ListQuery, Moved};
use roster_core::schema::{Resource, System};
use roster_core::systems::agilenow::accounts::ACCOUNTS as AGILENOW;
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use roster_core::systems::recorded;
use roster_core::systems::swift::accounts::ACCOUNTS as SWIFT;
use roster_core::value::Value;
use roster_sandbox::Sandbox;

use crate::recorder::{Recorder, json};
use crate::support::*;

/// All ids in the order in which they came, and whether the list changed on the way.
async fn ids(
    sandbox: &Sandbox,
    resource: &'static Resource,
    page_size: u32,
) -> (Vec<String>, Option<Moved>) {
    let client = hasty(sandbox, resource.system);
    let query = ListQuery {
        page_size: Some(page_size),
        ..ListQuery::default()
    };
    let mut listing = client.list(resource, query, &Cancel::never());
    let mut ids = Vec::new();
    while let Some(page) = listing.next().await {
        ids.extend(
            page.expect("a page")
                .accounts
                .iter()
                .map(|account| account.id().to_owned()),
        );
    }
    (ids, listing.progress().moved)
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn pages_come_in_the_systems_order() {
    let sandbox = sandbox().await;
    for resource in [&KEY_ACCOUNTS, &AGILENOW, &SWIFT] {
        let (whole, moved) = ids(&sandbox, resource, 1000).await;
        assert_eq!(moved, None);
        assert!(whole.len() >= 30, "{}", whole.len());
        for page_size in [1, 4, 7, 29, 30] {
            assert_eq!(
                ids(&sandbox, resource, page_size).await,
                (whole.clone(), None)
            );
        }
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn what_moves_is_neither_lost_nor_doubled() {
    for fault in ["list-delete:2", "list-insert:2", "list-move:3"] {
        for resource in [&KEY_ACCOUNTS, &AGILENOW] {
            let sandbox = sandbox().await;
            let fault = format!("{fault},system={}", resource.system.name());
            sandbox.faults().set(vec![fault.parse().expect("a fault")]);
            let (came, moved) = ids(&sandbox, resource, 5).await;
            sandbox.faults().clear();
            let (there, _) = ids(&sandbox, resource, 1000).await;
            let mut once = sorted(came.clone());
            once.dedup();
            assert_eq!(once.len(), came.len(), "{fault}: none twice");
            let missing: Vec<_> = there.iter().filter(|id| !came.contains(id)).collect();
            assert_eq!(
                missing,
                Vec::<&String>::new(),
                "{fault} {}: none lost",
                resource.id
            );
            assert_eq!(
                moved.is_some(),
                !fault.starts_with("list-move"),
                "{fault}: {moved:?}"
            );
            sandbox.stop().await.expect("an end");
        }
    }
}

#[tokio::test]
async fn no_cursor_and_no_total_makes_a_list_endless() {
    let sandbox = sandbox().await;
    let (whole, _) = ids(&sandbox, &SWIFT, 7).await;
    for fault in ["cursor-same:every=1", "cursor-circle:every=1"] {
        sandbox.faults().set(vec![fault.parse().expect("a fault")]);
        let (came, _) = ids(&sandbox, &SWIFT, 7).await;
        assert!(came.len() <= whole.len(), "{fault}");
        assert!(!came.is_empty(), "{fault}");
    }
    let (whole, _) = ids(&sandbox, &KEY_ACCOUNTS, 7).await;
    for fault in ["totals-lie:1000000000", "totals-lie:-3", "totals-lie:-1000"] {
        sandbox
            .faults()
            .set(vec![format!("{fault},every=1").parse().expect("a fault")]);
        let (came, _) = ids(&sandbox, &KEY_ACCOUNTS, 7).await;
        let all = came == whole;
        assert!(
            all || fault == "totals-lie:-1000",
            "{fault}: {} of {}",
            came.len(),
            whole.len()
        );
    }
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn a_page_that_failed_is_asked_for_again() {
    let sandbox = sandbox().await;
    let (whole, _) = ids(&sandbox, &KEY_ACCOUNTS, 7).await;
    let client = hasty(&sandbox, System::Mpdx);
    let query = ListQuery {
        page_size: Some(7),
        ..ListQuery::default()
    };
    let mut listing = client.list(&KEY_ACCOUNTS, query, &Cancel::never());
    let mut came = listing
        .next()
        .await
        .expect("a page")
        .expect("the first one")
        .accounts;
    sandbox.faults().set(vec![
        "malformed:method=GET,next=2".parse().expect("a fault"),
    ]);
    let mut failures = 0;
    while let Some(page) = listing.next().await {
        match page {
            Ok(page) => came.extend(page.accounts),
            Err(_) => failures += 1,
        }
    }
    assert!(failures > 0);
    let ids: Vec<&str> = came.iter().map(|account| account.id()).collect();
    assert_eq!(ids, whole);
    sandbox.stop().await.expect("an end");
}

#[tokio::test]
async fn of_accounts_with_one_id_on_a_page_the_last_counts() {
    let answer = r#"{"data":{"items":[{"data":{"id":"1","name":"first"}},{"data":{"id":"2"}},
        {"data":{"id":"1","name":"last"}}],"page_info":{}}}"#;
    let recorder = Recorder::with(move |_| json(200, answer)).await;
    let client = recorder.client(System::Swift, "/");
    let (query, cancel) = (ListQuery::default(), Cancel::never());
    let loaded = client.load(&SWIFT, query, &cancel, |_| {}).await;
    let loaded = loaded.expect("a list");
    let read = recorded(&SWIFT, &answer.as_bytes()).expect("a list");
    for id in ["1", "2"] {
        assert_eq!(loaded.get(id), read.get(id));
    }
    let name = loaded
        .get("1")
        .and_then(|account| account.get("name").cloned());
    assert_eq!((loaded.len(), name), (2, Some(Value::text("last"))));
}

#[tokio::test]
async fn cancelling_stops_the_traffic() {
    let sandbox = sandbox().await;
    let client = hasty(&sandbox, System::Mpdx);
    let (canceller, cancel) = Cancel::new();
    let query = ListQuery {
        page_size: Some(1),
        ..ListQuery::default()
    };
    let mut listing = client.list(&KEY_ACCOUNTS, query, &cancel);
    listing
        .next()
        .await
        .expect("a page")
        .expect("the first one");
    canceller.cancel();
    let before = sandbox.log().received().len();
    let error = listing
        .next()
        .await
        .expect("an end")
        .expect_err("cancelled");
    assert_eq!(error.kind(), roster_core::error::ErrorKind::Cancelled);
    assert_eq!(sandbox.log().received().len(), before);
    sandbox.stop().await.expect("an end");
}
