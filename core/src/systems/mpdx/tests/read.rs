use crate::account::Account;
use crate::error::{Effect, ErrorKind, Result};
use crate::message::Secret;
use crate::schema::Resource;
use crate::systems::model::Member;
use crate::systems::mpdx::Mpdx;
use crate::systems::mpdx::authenticate::{Ticket, authenticate};
use crate::systems::mpdx::key_accounts::{KEY_ACCOUNTS, KeyAccount};
use crate::systems::mpdx::organization_accounts::{ORGANIZATION_ACCOUNTS, OrganizationAccount};
use crate::systems::sample::answer;
use crate::systems::{Ask, Outcome, Page, PageAsk, Place, Protocol as _};
use crate::value::Value;

/// The example of the documents.
const KEY_LIST: &str = r#"{"data":[{"id":"54ecd774-ac41-4026-a103-03893eedeb53",
    "type":"key_accounts","attributes":{"created_at":"2021-11-23T14:37:45Z",
    "email":"becker@example.org","first_name":"Maryanna","last_download":null,
    "last_name":"Becker","primary":false,"remote_id":"88","updated_at":"2021-11-23T14:37:45Z",
    "updated_in_db_at":"2021-11-23T14:37:45Z"}}],
    "meta":{"pagination":{"page":1,"per_page":25,"total_count":1,"total_pages":1},
    "sort":null,"filter":{}}}"#;

/// The example of the documents, with what `include` adds.
const ORGANIZATION_LIST: &str = r#"{"data":[{"id":"a4ebf99b-5e93-4dd1-bc8b-639b44025c92",
    "type":"organization_accounts","attributes":{"created_at":"2022-01-12T17:17:58Z",
    "disable_downloads":false,"last_download":"2022-01-12T17:17:58Z",
    "latest_donation_date":null,"locked_at":null,
    "remote_id":"185e9b87-a25d-4093-ade9-629a3267bc01","updated_at":"2022-01-12T17:17:58Z",
    "updated_in_db_at":"2022-01-12T17:17:58Z","username":"foo"},"relationships":{
    "organization":{"data":{"id":"7c0e57ee-2ea3-4d91-b4db-6247325c999c","type":"organizations"}},
    "person":{"data":{"id":"35e3efb4-3a3f-4d6a-aace-92ec0ff287cc","type":"people"}}}}],
    "included":[{"id":"7c0e57ee-2ea3-4d91-b4db-6247325c999c","type":"organizations",
    "attributes":{"name":"Helsinki"}},{"id":"35e3efb4-3a3f-4d6a-aace-92ec0ff287cc",
    "type":"people","attributes":{"first_name":"Zoë","last_name":null}}],
    "meta":{"pagination":{"page":"1","per_page":"100","total_count":101,"total_pages":2}}}"#;

fn page(resource: &'static Resource, place: Place, body: &str) -> Result<Page> {
    let ask = Ask::List(PageAsk {
        place,
        ..PageAsk::default()
    });
    match Mpdx.outcome(resource, &ask, &answer(200, body))? {
        Outcome::Page(page) => match page.unread.error() {
            Some(error) => Err(error),
            None => Ok(page),
        },
        other => panic!("{other:?}"),
    }
}

fn account(status: u16, body: &str) -> Result<Account> {
    let ask = Ask::Get {
        id: String::new(),
        by: None,
    };
    match Mpdx.outcome(&ORGANIZATION_ACCOUNTS, &ask, &answer(status, body))? {
        Outcome::Account(account) => Ok(account),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_documented_list_of_key_accounts_is_read() {
    let page = page(&KEY_ACCOUNTS, Place::First, KEY_LIST).expect("a page");
    assert_eq!((page.total, page.last, page.next), (Some(1), Some(1), None));
    let account = KeyAccount::try_from(&page.accounts[0]).expect("the documented types");
    assert_eq!(account.remote_id.value().map(String::as_str), Some("88"));
    assert_eq!(account.last_download, Member::Null);
    assert_eq!(account.primary.value(), Some(&false));
    assert_eq!(page.accounts[0].version(), Some("2021-11-23T14:37:45Z"));
}

#[test]
fn a_remote_id_may_be_a_number() {
    let body = KEY_LIST.replace(r#""88""#, "9007199254740993");
    let page = page(&KEY_ACCOUNTS, Place::First, &body).expect("a page");
    let account = KeyAccount::try_from(&page.accounts[0]).expect("the documented types");
    assert_eq!(
        account.remote_id.value().map(String::as_str),
        Some("9007199254740993")
    );
}

#[test]
fn the_documented_list_of_organization_accounts_is_read_with_its_names() {
    let page = page(&ORGANIZATION_ACCOUNTS, Place::First, ORGANIZATION_LIST).expect("a page");
    let account = OrganizationAccount::try_from(&page.accounts[0]).expect("documented types");
    let organization = account.organization.value().expect("an organization");
    assert_eq!(organization.0.name.as_deref(), Some("Helsinki"));
    assert_eq!(organization.0.kind.as_deref(), Some("organizations"));
    let person = account.person.value().expect("a person");
    assert_eq!(person.0.name.as_deref(), Some("Zoë"));
    assert_eq!(account.disable_downloads.value(), Some(&false));
    assert_eq!(account.locked_at, Member::Null);
    assert_eq!(account.password, Member::Absent);
}

#[test]
fn pages_are_counted_in_strings_and_in_integers() {
    let list = |pages: &str| {
        let meta = format!(r#"{{"pagination":{{"total_count":{pages},"total_pages":{pages}}}}}"#);
        let body = format!(r#"{{"data":[{{"id":"1"}}],"meta":{meta}}}"#);
        let page = page(&KEY_ACCOUNTS, Place::Number(2), &body).expect("a page");
        (page.total, page.next)
    };
    for pages in ["3", "\"3\"", "3.0"] {
        assert_eq!(list(pages), (Some(3), Some(Place::Number(3))), "{pages}");
    }
    for pages in ["2", "\"2\""] {
        assert_eq!(list(pages), (Some(2), None), "{pages}");
    }
    assert_eq!(
        list("null"),
        (None, Some(Place::Number(3))),
        "until a page is empty"
    );
}

#[test]
fn a_page_past_the_end_is_empty_and_the_last() {
    for body in [
        r#"{"data":[]}"#,
        r#"{"data":[],"meta":null}"#,
        r#"{"data":[],"meta":{"pagination":{"total_count":"9","total_pages":"9"}}}"#,
    ] {
        let page = page(&KEY_ACCOUNTS, Place::Number(2), body).expect("a page");
        assert_eq!((page.accounts.len(), page.next), (0, None), "{body}");
    }
}

#[test]
fn nothing_of_a_record_is_lost() {
    let body = r#"{"data":{"id":"1","type":"organization_accounts","links":{"self":"/1"},
        "attributes":{"username":null,"new":{"a":[9007199254740993]}},"relationships":{
        "organization":{"data":null},"person":{"links":{}},"friends":{"data":[{"id":"2"}]}}}}"#;
    let account = account(200, body).expect("an account");
    assert_eq!(account.get("username"), Some(&Value::Null));
    assert_eq!(account.get("organization"), Some(&Value::Null));
    assert_eq!(account.get("person"), None, "the answer does not say");
    let unknown: Vec<_> = account
        .unknown()
        .map(|(name, value)| (name, value.to_json()))
        .collect();
    let known = |name, json: &str| (name, json.to_owned());
    assert_eq!(
        unknown,
        [
            known("new", r#"{"a":[9007199254740993]}"#),
            known("friends", r#"[{"id":"2"}]"#),
            known("links", r#"{"self":"/1"}"#),
        ]
    );
}

#[test]
fn a_create_is_answered_with_201_and_a_delete_and_a_sync_with_nothing() {
    let made = account(
        201,
        r#"{"data":{"id":"1","attributes":{"username":"foo"}}}"#,
    );
    assert_eq!(made.expect("an account").id(), "1");
    let done = |ask: Ask, status, body| {
        let outcome = Mpdx.outcome(&ORGANIZATION_ACCOUNTS, &ask, &answer(status, body));
        assert_eq!(outcome, Ok(Outcome::Done));
    };
    done(Ask::Delete { id: String::new() }, 204, "");
    done(Ask::Sync { id: String::new() }, 200, "");
}

#[test]
fn what_is_not_documented_is_told_with_its_path() {
    for (body, path) in [
        (r#"{"data":7}"#, "data: invalid type"),
        (r#"{}"#, "data is missing"),
        (r#"{"data":null}"#, "data is missing"),
        (r#"{"data":[7]}"#, "data[0]: invalid type"),
        (
            r#"{"data":[{"id":"1"},{"id":null}]}"#,
            "data[1].id is missing",
        ),
        (
            r#"{"data":[{"id":"1","attributes":[]}]}"#,
            "data[0].attributes: invalid type",
        ),
        (
            r#"{"data":[{"id":"1","relationships":{"person":7}}]}"#,
            "data[0].relationships.person: invalid type",
        ),
        (
            r#"{"data":[{"id":"1","relationships":{"person":{"data":{}}}}]}"#,
            "data[0].relationships.person.data.id is missing",
        ),
        (r#"{"data":[],"included":{}}"#, "included: invalid type"),
        (r#"{"data":[],"included":[1]}"#, "included[0]: invalid type"),
        (r#"{"data":[],"meta":[]}"#, "meta: invalid type"),
        (
            r#"{"data":[],"meta":{"pagination":1}}"#,
            "meta.pagination: invalid type",
        ),
        (r#"{"data":["#, "ends in the middle, at line 1 column 9"),
        ("<html>", "HTML came"),
        ("", "an empty answer came"),
    ] {
        let error = page(&KEY_ACCOUNTS, Place::First, body).expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Malformed);
        assert!(error.message().contains(path), "{body}: {error}");
    }
}

#[test]
fn depth_and_width_of_a_record_are_bounded() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let body = format!(r#"{{"data":{{"id":"1","attributes":{{"deep":{deep}}}}}}}"#);
    let error = account(200, &body).expect_err("too deep");
    assert!(
        error
            .message()
            .contains("data.attributes.deep: nested more than 64"),
        "{error}"
    );
    let wide: Vec<String> = (0..2_000).map(|place| format!(r#""m{place}":0"#)).collect();
    let body = format!(
        r#"{{"data":{{"id":"1","attributes":{{{}}}}}}}"#,
        wide.join(",")
    );
    let error = account(200, &body).expect_err("too wide");
    assert!(
        error.message().contains("data.attributes has 2000 members"),
        "{error}"
    );
}

#[test]
fn an_answer_of_success_that_cannot_be_read_was_still_carried_out() {
    let error = account(201, "{}").expect_err("no data");
    assert_eq!(error.what_was_done(), Effect::Applied);
}

#[test]
fn organizations_and_the_user_are_read_as_choices() {
    let field = ORGANIZATION_ACCOUNTS
        .field("organization")
        .expect("a field");
    let call = Mpdx
        .references(&ORGANIZATION_ACCOUNTS, field, &Place::First)
        .expect("a list");
    let body = r#"{"data":[{"id":"7c0e","type":"organizations","attributes":{"name":"Helsinki",
        "oauth":true}},{"id":"5d99","type":"organizations","attributes":{"name":null}}],
        "meta":{"pagination":{"page":"1","per_page":"500","total_count":2,"total_pages":"2"}}}"#;
    let page = call.read(&answer(200, body)).expect("a page");
    assert_eq!(page.next, Some(Place::Number(2)));
    assert_eq!(page.records[0].name.as_deref(), Some("Helsinki"));
    assert!(
        page.records[0]
            .members
            .contains(&("oauth".to_owned(), Value::Bool(true)))
    );
    assert_eq!(
        (&*page.records[1].id, &page.records[1].name),
        ("5d99", &None)
    );

    let field = ORGANIZATION_ACCOUNTS.field("person").expect("a field");
    let call = Mpdx
        .references(&ORGANIZATION_ACCOUNTS, field, &Place::First)
        .expect("a list");
    let user =
        r#"{"data":{"id":"35e3","type":"users","attributes":{"first_name":"A","last_name":"B"}}}"#;
    let page = call.read(&answer(200, user)).expect("the user");
    assert_eq!(
        (page.records[0].name.as_deref(), page.next),
        (Some("A B"), None)
    );
    let error = call
        .read(&answer(200, r#"{"data":{}}"#))
        .expect_err("no id");
    assert!(
        error
            .to_string()
            .starts_with("list mpdx/organization-accounts: "),
        "{error}"
    );
}

#[test]
fn a_token_is_read_and_never_shown() {
    let call = authenticate(&Ticket::Cas(Secret::new("t")));
    let body = r#"{"data":{"id":"user::authenticate","type":"authenticate","attributes":{
        "json_web_token":"s3cret","created_at":"2022-01-12T17:17:58Z","updated_at":null,
        "updated_in_db_at":null}}}"#;
    assert_eq!(call.read(&answer(200, body)), Ok(Secret::new("s3cret")));
    for body in [
        r#"{"data":{"attributes":{"json_web_token":["s3cret"]}}}"#,
        r#"{"data":{"attributes":"s3cret"}}"#,
        r#""s3cret"#,
        r#"{"data":{"attributes":{"json_web_token":""}}}"#,
    ] {
        let error = call.read(&answer(200, body)).expect_err("no token");
        assert_eq!(error.kind(), ErrorKind::Malformed);
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
        assert!(error.message().contains("json_web_token"), "{error}");
    }
}
