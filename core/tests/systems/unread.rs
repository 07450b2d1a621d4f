//! Records that cannot be read: all of them are counted, on whatever page they come.

use roster_core::call::Cancel;
use roster_core::client::{ListQuery, Progress};
use roster_core::error::ErrorKind;
use roster_core::schema::System;
use roster_core::systems::swift::accounts::ACCOUNTS as SWIFT;

use crate::recorder::{Answer, Recorder, json};

/// A page of Swift's list: those records, the cursor behind it, and how many there are in all.
fn page(records: &[String], after: Option<&str>, total: usize) -> Answer {
    let items = records.join(",");
    let after = after.map_or_else(|| "null".to_owned(), |after| format!("\"{after}\""));
    let info = format!(r#"{{"after":{after},"total":{total}}}"#);
    json(
        200,
        format!(r#"{{"data":{{"items":[{items}],"page_info":{info}}}}}"#),
    )
}

fn good(id: &str) -> String {
    format!(r#"{{"data":{{"id":"{id}","name":"x"}}}}"#)
}

/// A record whose id can be read, and nothing else.
fn bad(id: &str) -> String {
    format!(r#"{{"data":{{"id":"{id}","name":"\ud800"}}}}"#)
}

/// One of which not even the id can be read.
fn nameless() -> String {
    r#"{"data":{}}"#.to_owned()
}

#[tokio::test]
async fn each_is_counted_once_and_the_first_are_explained() {
    let recorder = Recorder::with(|seen| {
        let mut records = vec![nameless(); 300];
        if seen.target.contains("after=") {
            // The list moved: two of these were on the first page too.
            records.extend([good("1"), bad("2"), bad("3")]);
            page(&records, None, 603)
        } else {
            records.extend([good("1"), bad("2")]);
            page(&records, Some("c"), 603)
        }
    })
    .await;
    let client = recorder.client(System::Swift, "/");
    let mut told = Vec::new();
    let (query, cancel) = (ListQuery::default(), Cancel::never());
    let on_page = |progress: Progress| told.push((progress.loaded, progress.unread));
    let loaded = client.load(&SWIFT, query, &cancel, on_page).await;
    let loaded = loaded.expect("a list");
    assert_eq!(recorder.lines().len(), 2);
    assert_eq!(told, [(1, 301), (1, 602)]);
    let unread = loaded.unread();
    assert_eq!(
        (loaded.len(), unread.count(), unread.accounts()),
        (1, 602, 602)
    );
    let messages: Vec<&str> = unread.errors().map(|error| error.message()).collect();
    assert_eq!(messages.len(), 100);
    assert!(messages[99].contains("data.items[99].data.id is missing"));
    let all = unread.error().expect("an error");
    assert!(all.message().ends_with("; and 601 more"), "{all}");
}

#[tokio::test]
async fn a_list_of_nothing_new_ends_although_records_without_an_id_come_with_it() {
    let mut pages = 0;
    let recorder = Recorder::with(move |_| {
        pages += 1;
        page(&[good("1"), nameless()], Some(&pages.to_string()), 9)
    })
    .await;
    let client = recorder.client(System::Swift, "/");
    let query = ListQuery::default();
    let loaded = client.load(&SWIFT, query, &Cancel::never(), |_| {}).await;
    let error = loaded.map(drop).expect_err("the same again and again");
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(recorder.lines().len() < 30, "{}", recorder.lines().len());
}
