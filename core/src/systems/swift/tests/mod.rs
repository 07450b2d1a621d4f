//! The wire format of Swift SMS, fact by fact.

use crate::error::{ErrorKind, Result};
use crate::message::{Method, Secret};
use crate::schema::{Operation, System};
use crate::systems::sample::{answer, body, change, create, header, parameter, request};
use crate::systems::swift::Swift;
use crate::systems::swift::accounts::{ACCOUNTS, Account};
use crate::systems::{Ask, Outcome, Page, PageAsk, Place, Protocol as _, secret_warning};
use crate::value::Value;

const ID: &str = "01J0CRVTXX9KBD9NWS02R5R8RT";

/// The example of the documents.
const DATA: &str = r#"{"customer_id":0,"id":"01J0CRVTXX9KBD9NWS02R5R8RT",
    "inserted_at":"2024-06-14T00:00:00.000000Z","legacy_access":false,"lrn_access":false,
    "mms_access":"NONE","name":"ACME Corp","require_ip_api_access":false,
    "require_ip_gql_access":false,"sms_access":"NONE","updated_at":"2024-06-14T00:00:00.000000Z"}"#;

fn page(place: Place, body: &str) -> Result<Page> {
    let ask = Ask::List(PageAsk {
        place,
        ..PageAsk::default()
    });
    match Swift.outcome(&ACCOUNTS, &ask, &answer(200, body))? {
        Outcome::Page(page) => match page.unread.error() {
            Some(error) => Err(error),
            None => Ok(page),
        },
        other => panic!("{other:?}"),
    }
}

fn account(status: u16, body: &str) -> Result<crate::account::Account> {
    let ask = Ask::Get {
        id: ID.into(),
        by: None,
    };
    match Swift.outcome(&ACCOUNTS, &ask, &answer(status, body))? {
        Outcome::Account(account) => Ok(account),
        other => panic!("{other:?}"),
    }
}

fn list(info: &str) -> String {
    format!(
        r#"{{"data":{{"items":[{{"data":{DATA},"type":"account"}}],"page_info":{info}}},
        "type":"list"}}"#
    )
}

#[test]
fn the_three_documented_requests_are_sent_as_they_are_written() {
    let named = || vec![change(&ACCOUNTS, "name", Value::text("ACME Corp"))];
    for (ask, method, path) in [
        (
            Ask::List(PageAsk::default()),
            Method::Get,
            "api/v1/accounts".to_owned(),
        ),
        (
            Ask::Get {
                id: ID.into(),
                by: None,
            },
            Method::Get,
            format!("api/v1/accounts/{ID}"),
        ),
        (create(named()), Method::Post, "api/v1/accounts".to_owned()),
    ] {
        let sent = request(&ACCOUNTS, &ask);
        assert_eq!(
            (sent.method, &sent.path, sent.query.len()),
            (method, &path, 0)
        );
        assert_eq!(
            header(&sent, "Accept"),
            Some("application/json, text/plain")
        );
        assert_eq!(header(&sent, "Content-Type"), Some("application/json"));
    }
    let sent = body(&request(&ACCOUNTS, &create(named())));
    assert_eq!(sent, r#"{"data":{"name":"ACME Corp"},"type":"account"}"#);
}

#[test]
fn cursors_and_limits_have_the_names_of_page_info() {
    let ask = PageAsk {
        place: Place::After("c=1&".into()),
        size: Some(0),
        ..PageAsk::default()
    };
    let sent = request(&ACCOUNTS, &Ask::List(ask));
    assert_eq!(parameter(&sent, "after").as_deref(), Some("c=1&"));
    assert_eq!(parameter(&sent, "limit").as_deref(), Some("1"));
}

#[test]
fn what_is_not_documented_is_not_offered_and_says_why() {
    for operation in [
        Operation::Update,
        Operation::Upsert,
        Operation::Delete,
        Operation::Sync,
    ] {
        assert!(!ACCOUNTS.offers(operation) && ACCOUNTS.note(operation).is_some());
    }
    let error = Ask::Delete { id: ID.into() }
        .check(&ACCOUNTS)
        .expect_err("no delete");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(
        error.to_string().contains("documents no deletion"),
        "{error}"
    );
}

#[test]
fn an_id_that_is_no_ulid_is_not_sent() {
    for id in [
        "",
        "1",
        "01J0CRVTXX9KBD9NWS02R5R8RU",
        "54ecd774-ac41-4026-a103-03893eedeb53",
    ] {
        assert!(
            Ask::Get {
                id: id.into(),
                by: None
            }
            .check(&ACCOUNTS)
            .is_err(),
            "{id}"
        );
    }
}

#[test]
fn an_account_is_read_with_200_and_with_201() {
    for status in [200, 201] {
        let envelope = format!(r#"{{"data":{DATA},"type":"account"}}"#);
        let record = account(status, &envelope).expect("an account");
        let typed = Account::try_from(&record).expect("the documented types");
        assert_eq!((record.id(), typed.customer_id.value()), (ID, Some(&0)));
        assert_eq!(
            typed.inserted_at.value().map(|moment| &*moment.0),
            Some("2024-06-14T00:00:00.000000Z"),
            "six digits of fraction"
        );
    }
}

#[test]
fn a_coverage_flag_is_open() {
    let body = format!(r#"{{"data":{}}}"#, DATA.replace("NONE", "TOLL_FREE"));
    let record = account(200, &body).expect("an account");
    let typed = Account::try_from(&record).expect("the documented types");
    assert_eq!(
        typed.sms_access.value().map(|flag| &*flag.0),
        Some("TOLL_FREE")
    );
    let null = format!(r#"{{"data":{}}}"#, DATA.replace("\"NONE\"", "null"));
    let record = account(200, &null).expect("an account");
    assert_eq!(
        record.get("mms_access"),
        Some(&Value::Null),
        "whether it may be is not documented"
    );
}

#[test]
fn what_stands_beside_an_account_is_kept_with_it() {
    let body = format!(
        r#"{{"data":{DATA},"associations":{{"parent":[1]}},"name":"not this","type":"account"}}"#
    );
    let record = account(200, &body).expect("an account");
    let unknown: Vec<_> = record
        .unknown()
        .map(|(name, value)| (name, value.to_json()))
        .collect();
    assert_eq!(unknown, [("associations", r#"{"parent":[1]}"#.to_owned())]);
    assert_eq!(record.get("name"), Some(&Value::text("ACME Corp")));
}

#[test]
fn a_list_is_read_with_counts_as_integers_and_fractions() {
    for (total, known) in [
        ("0.0", Some(0)),
        ("1200", Some(1200)),
        ("12.5", None),
        ("null", None),
    ] {
        let body = list(&format!(
            r#"{{"after":"c","before":"b","limit":0.0,"total":{total}}}"#
        ));
        let page = page(Place::First, &body).expect("a page");
        assert_eq!((page.total, page.accounts.len()), (known, 1), "{total}");
        assert_eq!(page.next, Some(Place::After("c".into())));
    }
}

#[test]
fn no_cursor_leads_in_a_circle() {
    let after = |cursor: &str| list(&format!(r#"{{"after":{cursor}}}"#));
    let next = |place, body: &str| page(place, body).expect("a page").next;
    for cursor in ["null", "\"\"", "[]", "\"sent\""] {
        assert_eq!(
            next(Place::After("sent".into()), &after(cursor)),
            None,
            "{cursor}"
        );
    }
    for body in [r#"{}"#, "null"] {
        assert_eq!(next(Place::First, &list(body)), None);
    }
    let empty = r#"{"data":{"items":[],"page_info":{"after":"c"}}}"#;
    assert_eq!(next(Place::First, empty), None);
    assert_eq!(
        next(Place::First, &after("7")),
        Some(Place::After("7".into()))
    );
}

#[test]
fn what_is_not_documented_is_told_with_its_path() {
    for (body, path) in [
        ("7", "invalid type"),
        ("{}", "data is missing"),
        (r#"{"data":[]}"#, "data: invalid type"),
        (r#"{"data":{}}"#, "data.items is missing"),
        (r#"{"data":{"items":7}}"#, "data.items: invalid type"),
        (r#"{"data":{"items":[7]}}"#, "data.items[0]: invalid type"),
        (
            r#"{"data":{"items":[{}]}}"#,
            "data.items[0].data is missing",
        ),
        (
            r#"{"data":{"items":[{"data":{}}]}}"#,
            "data.items[0].data.id is missing",
        ),
        (
            r#"{"data":{"items":[],"page_info":7}}"#,
            "data.page_info: invalid type",
        ),
    ] {
        let error = page(Place::First, body).expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Malformed);
        assert!(error.message().contains(path), "{body}: {error}");
    }
    let deep = format!(
        r#"{{"data":{{"id":"1","new":{}1{}}}}}"#,
        "[".repeat(99),
        "]".repeat(99)
    );
    let error = account(200, &deep).expect_err("too deep");
    assert!(
        error
            .message()
            .contains("data.new: nested more than 64 deep"),
        "{error}"
    );
}

#[test]
fn a_key_of_another_shape_is_warned_of_and_never_refused() {
    let warning = |key: &str| secret_warning(System::Swift, &Secret::new(key));
    let least = format!("apik_{}", "x".repeat(27));
    let most = format!("apik_{}", "x".repeat(59));
    assert_eq!((warning(&least), warning(&most)), (None, None));
    for (key, why) in [
        ("ABC123", "does not begin with apik_"),
        ("apik_short", "has 10 characters, and they have 32 to 64"),
        (&*format!("{most}x"), "has 65 characters"),
    ] {
        let warning = warning(key).expect("a warning");
        assert!(warning.contains(why) && !warning.contains(key), "{warning}");
    }
}

proptest::proptest! {
    #[test]
    fn any_answer_is_a_page_or_a_typed_error(body: Vec<u8>) {
        let response = crate::message::Response { status: 200, headers: Vec::new(), body };
        let ask = Ask::List(PageAsk::default());
        if let Err(error) = Swift.outcome(&ACCOUNTS, &ask, &response) {
            proptest::prop_assert_eq!(error.kind(), ErrorKind::Malformed);
        }
    }
}
