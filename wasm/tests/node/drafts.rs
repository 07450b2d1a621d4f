//! A draft takes what JavaScript has, and sends only what differs.

use roster_wasm::collection::Collection;
use roster_wasm::draft::Draft;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{JSON_API, Server, get, js, none, show, text};

const ID: &str = "a4ebf99b-5e93-4dd1-bc8b-639b44025c92";
const LIST: &str = "GET /api/v2/user/organization_accounts";
const PUT: &str = "PUT /api/v2/user/organization_accounts/a4ebf99b-5e93-4dd1-bc8b-639b44025c92";
const GET: &str = "GET /api/v2/user/organization_accounts/a4ebf99b-5e93-4dd1-bc8b-639b44025c92";

fn record(username: &str, version: &str) -> String {
    format!(
        r#"{{"id":"{ID}","type":"organization_accounts","attributes":{{"username":"{username}",
        "disable_downloads":false,"locked_at":null,"updated_in_db_at":"{version}"}},
        "relationships":{{"organization":{{"data":
        {{"id":"7c0e57ee-2ea3-4d91-b4db-6247325c999c","type":"organizations"}}}}}}}}"#
    )
}

fn list() -> String {
    format!(
        r#"{{"data":[{}],"included":[{{"id":"7c0e57ee-2ea3-4d91-b4db-6247325c999c",
        "type":"organizations","attributes":{{"name":"Cru"}}}}],
        "meta":{{"pagination":{{"page":1,"per_page":100,"total_count":1,"total_pages":1}}}}}}"#,
        record("foo", "2022-01-12T17:17:58Z")
    )
}

async fn loaded(server: &Server) -> Collection {
    let loaded = server
        .mpdx()
        .load("mpdx/organization-accounts".into(), none())
        .await;
    loaded.map_err(|error| show(&error)).unwrap()
}

async fn draft() -> Draft {
    let server = Server::start(&[(LIST, 200, JSON_API, &list())]).await;
    let accounts = loaded(&server).await;
    server.close().await;
    accounts.edit(ID).unwrap()
}

#[wasm_bindgen_test]
async fn what_is_set_is_a_change_and_can_be_taken_back() {
    let draft = draft().await;
    assert_eq!(show(&draft.changes()), "[]");
    assert_eq!(text(&draft.base().unwrap(), "username"), "foo");
    let organization = get(&draft.values(), "organization");
    assert_eq!(
        show(&organization),
        r#"{"id":"7c0e57ee-2ea3-4d91-b4db-6247325c999c","name":"Cru","type":"organizations"}"#
    );
    draft.set("organization", organization).unwrap();
    draft.set("username", "foo".into()).unwrap();
    assert_eq!(show(&draft.changes()), "[]", "the same again is no change");

    draft.set("username", "زينب".into()).unwrap();
    draft.set("disable_downloads", true.into()).unwrap();
    draft.set("password", "bar".into()).unwrap();
    assert_eq!(
        show(&draft.changes()),
        concat!(
            r#"[{"field":"username","from":"foo","to":"زينب"},"#,
            r#"{"field":"password","to":"bar"},"#,
            r#"{"field":"disable_downloads","from":false,"to":true}]"#
        )
    );
    draft.reset("username");
    draft.set("password", none()).unwrap();
    draft.set("disable_downloads", false.into()).unwrap();
    assert_eq!(show(&draft.changes()), "[]");
}

#[wasm_bindgen_test]
async fn a_field_refuses_what_it_cannot_hold() {
    let draft = draft().await;
    for (field, value, told) in [
        ("usrename", "'x'", "usrename"),
        ("created_at", "'2022-01-12T17:17:58Z'", "created_at"),
        ("username", "(() => 1)", "function"),
        ("username", "['x']", "array"),
        ("username", "({ name: 'x' })", "without an id"),
        ("username", "Symbol('x')", "symbol"),
        ("remote_id", "9007199254740993", "BigInt"),
        ("remote_id", "NaN", "NaN"),
        ("disable_downloads", "'perhaps'", "disable_downloads"),
    ] {
        let error = draft.set(field, js(value)).unwrap_err();
        assert_eq!(text(&error, "code"), "invalid");
        assert!(
            text(&error, "message").contains(told),
            "{field} = {value}: {}",
            show(&error)
        );
    }
    assert_eq!(show(&draft.changes()), "[]");
}

#[wasm_bindgen_test]
async fn big_integers_and_ids_keep_their_digits() {
    let draft = draft().await;
    draft.set("remote_id", js("9223372036854775807n")).unwrap();
    draft
        .set("organization", js("({ id: 9223372036854775807n })"))
        .unwrap();
    let changes = show(&draft.changes());
    assert!(changes.contains("9223372036854775807"), "{changes}");
    assert!(!changes.contains("9223372036854776000"), "{changes}");
    assert!(
        changes.contains(r#""to":{"id":"9223372036854775807""#),
        "{changes}"
    );
}

#[wasm_bindgen_test]
async fn a_saved_draft_replaces_the_row_and_goes_on() {
    let saved = format!(r#"{{"data":{}}}"#, record("bar", "2022-02-02T02:02:02Z"));
    let server =
        Server::start(&[(LIST, 200, JSON_API, &list()), (PUT, 200, JSON_API, &saved)]).await;
    let accounts = loaded(&server).await;
    let draft = accounts.edit(ID).unwrap();
    draft.set("username", "bar".into()).unwrap();
    draft.set("disable_downloads", true.into()).unwrap();
    let result = draft
        .save(none())
        .await
        .map_err(|error| show(&error))
        .unwrap();
    let body = server.sent();
    server.close().await;

    assert!(body.contains(r#""username":"bar""#), "{body}");
    assert!(
        body.contains(r#""updated_in_db_at":"2022-01-12T17:17:58Z""#),
        "{body}"
    );
    assert!(
        !body.contains("locked_at"),
        "only what was changed is sent: {body}"
    );
    assert_eq!(text(&get(&result, "account"), "username"), "bar");
    assert_eq!(
        show(&get(&result, "differs")),
        r#"[{"field":"disable_downloads","asked":true,"got":false}]"#
    );
    assert_eq!(get(&result, "merged").as_bool(), Some(false));
    assert_eq!(text(&accounts.get(ID).unwrap(), "username"), "bar");
    assert_eq!(
        text(&draft.base().unwrap(), "updated_in_db_at"),
        "2022-02-02T02:02:02Z"
    );
}

#[wasm_bindgen_test]
async fn after_a_conflict_a_draft_can_go_on_from_theirs() {
    let theirs = format!(r#"{{"data":{}}}"#, record("theirs", "2022-02-02T02:02:02Z"));
    let refusal = r#"{"errors":[{"status":"409",
        "source":{"pointer":"/data/attributes/updated_in_db_at"},
        "title":"is not equal to the current value in the database (2022-02-02T02:02:02Z)",
        "meta":{"updated_in_db_at":"2022-02-02T02:02:02Z"}}]}"#;
    let server = Server::start(&[
        (LIST, 200, JSON_API, &list()),
        (PUT, 409, JSON_API, refusal),
        (GET, 200, JSON_API, &theirs),
    ])
    .await;
    let accounts = loaded(&server).await;
    let draft = accounts.edit(ID).unwrap();
    assert!(show(&draft.rebase().unwrap_err()).contains("no conflict"));
    draft.set("username", "mine".into()).unwrap();
    draft.set("disable_downloads", true.into()).unwrap();
    let error = draft.save(none()).await.unwrap_err();
    server.close().await;
    assert_eq!(text(&error, "code"), "conflict", "{}", show(&error));
    assert_eq!(
        text(&accounts.get(ID).unwrap(), "username"),
        "foo",
        "nothing was merged in"
    );

    draft.rebase().unwrap();
    assert_eq!(text(&accounts.get(ID).unwrap(), "username"), "theirs");
    assert_eq!(text(&draft.values(), "username"), "mine");
    draft.reset("username");
    assert_eq!(text(&draft.values(), "username"), "theirs");
    assert_eq!(
        show(&draft.changes()),
        r#"[{"field":"disable_downloads","from":false,"to":true}]"#
    );
}

#[wasm_bindgen_test]
async fn a_new_account_tells_what_it_still_needs() {
    let server = Server::start(&[(LIST, 200, JSON_API, &list())]).await;
    let accounts = loaded(&server).await;
    let draft = accounts.create();
    assert!(draft.base().is_none());
    let problems = show(&draft.problems());
    assert!(problems.contains(r#""field":"organization""#), "{problems}");
    let error = draft.save(none()).await.unwrap_err();
    assert_eq!(server.lines().len(), 1, "only the list was sent");
    server.close().await;
    assert_eq!(text(&error, "code"), "invalid");
    assert!(
        text(&error, "message").contains("organization"),
        "{}",
        show(&error)
    );
    let error = accounts.edit("nobody").err().unwrap();
    assert!(
        text(&error, "message").contains("nobody"),
        "{}",
        show(&error)
    );
}
