//! Records that cannot be read: told of one by one, and in nobody's way.

use js_sys::Uint8Array;
use roster_wasm::collection::Collection;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{JSON_API, Server, client, none, show, text};

const ANSWER: &str = r#"{"data":[
    {"id":"54ecd774-ac41-4026-a103-03893eedeb53","type":"key_accounts","attributes":{"email":"anna@example.org"}},
    {"type":"key_accounts","attributes":{"email":"lost@example.org"}},
    {"id":"a4ebf99b-5e93-4dd1-bc8b-639b44025c92","type":"key_accounts","attributes":{"email":"otto@example.org"}}],
    "meta":{"pagination":{"page":"1","per_page":100,"total_count":3,"total_pages":1}}}"#;

fn assert_the_second_alone_is_missing(accounts: &Collection) {
    assert_eq!((accounts.size(), accounts.matches()), (2, 2));
    assert_eq!(
        show(&accounts.ids(0.0, f64::INFINITY).unwrap()),
        r#"["54ecd774-ac41-4026-a103-03893eedeb53","a4ebf99b-5e93-4dd1-bc8b-639b44025c92"]"#
    );
    let unread = accounts.unread();
    assert_eq!((unread.length(), accounts.unread_count()), (1, 1));
    let error = unread.get(0);
    assert_eq!(text(&error, "code"), "malformed");
    let message = text(&error, "message");
    assert!(message.contains("data[1]"), "{message}");
    assert!(!message.contains("lost@example.org"), "{message}");
    // It stays, for whoever asks later.
    assert_eq!(show(&accounts.unread()), show(&unread));
}

fn read(answer: &str) -> Collection {
    client("mpdx", "http://127.0.0.1/", "() => ''")
        .read("mpdx/key-accounts", Uint8Array::from(answer.as_bytes()))
        .unwrap()
}

#[wasm_bindgen_test]
fn an_answer_that_was_kept_gives_the_other_records() {
    assert_the_second_alone_is_missing(&read(ANSWER));
    let whole = r#"{"data":[{"id":"1","type":"key_accounts","attributes":{}}]}"#;
    assert_eq!(read(whole).unread().length(), 0);
}

#[wasm_bindgen_test]
fn all_are_counted_and_the_first_hundred_explained() {
    let records = vec!["{}"; 5_000].join(",");
    let accounts = read(&format!(r#"{{"data":[{records}]}}"#));
    assert_eq!((accounts.size(), accounts.unread_count()), (0, 5_000));
    assert_eq!(accounts.unread().length(), 100);
}

#[wasm_bindgen_test]
async fn a_load_gives_the_other_records() {
    let server = Server::start(&[("GET /api/v2/user/key_accounts", 200, JSON_API, ANSWER)]).await;
    let loaded = server.mpdx().load("mpdx/key-accounts".into(), none()).await;
    server.close().await;
    assert_the_second_alone_is_missing(&loaded.unwrap());
}
