//! Facts of the Swift SMS document that show on the wire.

use roster_core::call::Cancel;
use roster_core::client::ListQuery;
use roster_core::edit::Draft;
use roster_core::schema::System;
use roster_core::systems::swift::accounts::ACCOUNTS;

use crate::recorder::{Recorder, Seen, json};
use crate::support::*;

const ID: &str = "01J0CRVTXX9KBD9NWS02R5R8RT";
const ONE: &str =
    r#"{"data":{"id":"01J0CRVTXX9KBD9NWS02R5R8RT","name":"ACME Corp"},"type":"account"}"#;

/// A list of two pages; a GET of one account answers 200, as any other server would.
fn documented(seen: &Seen) -> crate::recorder::Answer {
    let page = |id: &str, after: &str| {
        let body = format!(
            r#"{{"data":{{"items":[{{"data":{{"id":"{id}"}},"type":"account"}}],"page_info":{{
            "after":{after},"before":null,"limit":0.0,"total":2.0}}}},"type":"list"}}"#
        );
        json(200, body)
    };
    match (seen.method.as_str(), seen.target.contains(ID)) {
        ("POST", _) => json(201, ONE),
        (_, true) => json(200, ONE),
        _ if seen.target.contains("after=") => page("01J0CRVTXX9KBD9NWS02R5R8RU", "null"),
        _ => page(ID, r#""b/=&""#),
    }
}

#[tokio::test]
async fn every_call_goes_where_the_documents_say_with_their_headers() {
    let server = Recorder::with(documented).await;
    let client = server.client(System::Swift, "/our/own");
    let never = Cancel::never();
    assert_eq!(load(&client, &ACCOUNTS).await.len(), 2);
    let query = ListQuery {
        page_size: Some(1),
        ..ListQuery::default()
    };
    let mut listing = client.list(&ACCOUNTS, query, &never);
    while let Some(page) = listing.next().await {
        page.expect("a page");
    }
    get(&client, &ACCOUNTS, ID).await.expect("one");
    let draft = filled(Draft::create(&ACCOUNTS), &[("name", "ACME Corp")]);
    client.save(&draft, &never).await.expect("made");
    let all = "/our/own/api/v1/accounts";
    assert_eq!(
        server.lines(),
        [
            format!("GET {all}"),
            // The cursor comes back as it was given, whatever is in it.
            format!("GET {all}?after=b%2F%3D%26"),
            format!("GET {all}?limit=1"),
            format!("GET {all}?limit=1&after=b%2F%3D%26"),
            format!("GET {all}/{ID}"),
            format!("POST {all}"),
        ]
    );
    let seen = server.seen();
    for seen in &seen {
        let line = seen.line();
        // A key of a form that the documents show on one page and not on another is sent.
        assert_eq!(seen.header("authorization"), Some("Bearer t0ken"), "{line}");
        let accept = Some("application/json, text/plain");
        assert_eq!(seen.header("accept"), accept, "{line}");
        let typed = Some("application/json");
        assert_eq!(seen.header("content-type"), typed, "{line}");
    }
    assert_eq!(
        seen[5].body,
        r#"{"data":{"name":"ACME Corp"},"type":"account"}"#
    );
}
