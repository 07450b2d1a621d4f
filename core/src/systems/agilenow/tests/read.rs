use crate::account::Account as Record;
use crate::collection::Filter;
use crate::error::{ErrorKind, Result};
use crate::systems::agilenow::AgileNow;
use crate::systems::agilenow::accounts::{ACCOUNTS, Account};
use crate::systems::agilenow::enums::{DATE_FORMATS, LANGUAGES, TIMEZONES};
use crate::systems::agilenow::tenants;
use crate::systems::sample::answer;
use crate::systems::{Ask, Outcome, Page, PageAsk, Place, Protocol as _};
use crate::value::Value;

fn page(place: Place, size: u32, body: &str) -> Result<Page> {
    let ask = Ask::List(PageAsk {
        place,
        size: Some(size),
        ..PageAsk::default()
    });
    match AgileNow.outcome(&ACCOUNTS, &ask, &answer(200, body))? {
        Outcome::Page(page) => match page.unread.error() {
            Some(error) => Err(error),
            None => Ok(page),
        },
        other => panic!("{other:?}"),
    }
}

fn account(body: &str) -> Result<Record> {
    let ask = Ask::Get {
        id: String::new(),
        by: None,
    };
    match AgileNow.outcome(&ACCOUNTS, &ask, &answer(200, body))? {
        Outcome::Account(account) => Ok(account),
        other => panic!("{other:?}"),
    }
}

const ACCOUNT: &str = r#"{"Id":"1","TenantId":{"Id":9223372036854775807,"ExternalId":null,
    "Name":"North","Type":"Tenant"},"Name":"Þórsdóttir Anna","FirstName":"Anna",
    "LastName":"Þórsdóttir","Phone":"","PhoneVerified":false,"Email":"a@example.org",
    "EmailVerified":true,"LanguageId":{"Id":"fi-FI","Name":"Finnish"},
    "TimezoneId":{"Id":"FLE Standard Time"},"DateFormatId":{},"Username":"a","ExternalId":null,
    "NotifyByEmail":true,"NotifyBySMS":false,"Is_Active":true,
    "ModifiedOn":"1900-01-01T00:00:00Z","CreatedOn":"2024-12-18T00:00:00Z","New":[1.50]}"#;

#[test]
fn the_documented_account_is_read() {
    let record = account(ACCOUNT).expect("an account");
    let typed = Account::try_from(&record).expect("the documented types");
    let tenant = &typed.tenant.value().expect("a tenant").0;
    assert_eq!(
        (&*tenant.id, tenant.name.as_deref()),
        ("9223372036854775807", Some("North"))
    );
    assert_eq!(typed.language.value().map(|value| &*value.0), Some("fi-FI"));
    assert_eq!(typed.is_active.value(), Some(&true));
    assert_eq!(typed.identifier.value(), None, "absent before spec 2.0.185");
    assert_eq!(typed.unknown.len(), 1);
    assert_eq!(
        record.get("New").map(Value::to_json).as_deref(),
        Some("[1.50]")
    );
}

#[test]
fn the_null_of_the_platform_is_no_moment() {
    let record = account(ACCOUNT).expect("an account");
    let matches = |filter: &str| {
        let filter = Filter::parse(&ACCOUNTS, filter).expect("a filter");
        filter.matches(&record)
    };
    assert!(matches("ModifiedOn:null") && !matches("CreatedOn:null"));
    assert!(!matches("ModifiedOn<2000-01-01"));
    let field = ACCOUNTS.field("ModifiedOn").expect("a field");
    let value = record.get("ModifiedOn").expect("a value");
    assert!(crate::compare::is_nothing(field, value));
}

#[test]
fn absent_null_and_empty_are_alike() {
    let record = account(ACCOUNT).expect("an account");
    for name in ["Phone", "ExternalId", "Identifier", "DateFormatId"] {
        let filter = Filter::parse(&ACCOUNTS, &format!("{name}=")).expect("a filter");
        assert!(filter.matches(&record), "{name}");
    }
}

#[test]
fn enumerations_are_read_as_objects_field_types_and_text() {
    for json in [
        r#"{"Id":"fi-FI","Name":"Finnish","Type":"Language"}"#,
        r#"{"Field":"Id","Value":"fi-FI"}"#,
        r#"{"Value":"fi-FI"}"#,
        r#""fi-FI""#,
    ] {
        let record = account(&format!(r#"{{"Id":"1","LanguageId":{json}}}"#)).expect("an account");
        let typed = Account::try_from(&record).expect("the documented types");
        assert_eq!(
            typed.language.value().map(|value| &*value.0),
            Some("fi-FI"),
            "{json}"
        );
    }
}

#[test]
fn the_enumerations_are_those_of_the_documents() {
    assert_eq!(
        (LANGUAGES.len(), TIMEZONES.len(), DATE_FORMATS.len()),
        (19, 89, 7)
    );
    let label = |choices: &[crate::schema::Choice], value: &str| {
        let mut choices = choices.iter();
        choices
            .find(|choice| choice.value == value)
            .map(|choice| choice.label)
    };
    assert_eq!(label(LANGUAGES, "ar-ae"), Some("Arabic"));
    assert_eq!(label(LANGUAGES, "sv-se"), Some("Swedish"));
    assert_eq!(
        label(TIMEZONES, "Nepal Standard Time"),
        Some("(GMT+05:45) Kathmandu")
    );
    assert_eq!(label(DATE_FORMATS, "DD.MM.YYYY"), Some("DD.MM.YYYY"));
}

#[test]
fn a_list_ends_by_its_total_or_an_empty_page_and_trusts_no_echo() {
    let body = |total: &str| {
        format!(r#"{{"Meta":{{"TotalItems":{total},"CurrentPage":77}},"Data":[{{"Id":"1"}}]}}"#)
    };
    for (place, total, known, next) in [
        (Place::First, "21", Some(21), Some(Place::Number(1))),
        (Place::Number(1), "\"21\"", Some(21), Some(Place::Number(2))),
        (Place::Number(2), "21.0", Some(21), None),
        (Place::Number(9), "null", None, Some(Place::Number(10))),
        (Place::Number(9), "-1", None, Some(Place::Number(10))),
    ] {
        let page = page(place.clone(), 10, &body(total)).expect("a page");
        assert_eq!(
            (page.total, page.next),
            (known, next),
            "{place:?} of {total}"
        );
    }
    for body in [r#"{"Data":[]}"#, r#"{"Meta":null,"Data":[]}"#] {
        assert_eq!(page(Place::Number(3), 10, body).expect("a page").next, None);
    }
}

#[test]
fn a_delete_answers_the_account_as_it_was() {
    let ask = Ask::Delete { id: "1".into() };
    let outcome = AgileNow.outcome(&ACCOUNTS, &ask, &answer(200, ACCOUNT));
    assert_eq!(outcome, Ok(Outcome::Done));
}

#[test]
fn what_is_not_documented_is_told_with_its_path() {
    for (body, path) in [
        ("[]", "invalid type"),
        (r#"{"Data":{}}"#, "Data: invalid type"),
        (r#"{"Meta":{}}"#, "Data is missing"),
        (r#"{"Data":[],"Meta":7}"#, "Meta: invalid type"),
        (r#"{"Data":[{"Id":"1"},7]}"#, "Data[1]: invalid type"),
        (r#"{"Data":[{"Id":""}]}"#, "Data[0].Id is missing"),
        (
            r#"{"Data":[{"Id":{}}]}"#,
            "Data[0].Id: invalid type: object, expected text that is an id",
        ),
    ] {
        let error = page(Place::First, 10, body).expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Malformed);
        assert!(error.message().contains(path), "{body}: {error}");
    }
    let deep = format!(
        r#"{{"Id":"1","New":{}1{}}}"#,
        "[".repeat(99),
        "]".repeat(99)
    );
    let error = account(&deep).expect_err("too deep");
    assert!(
        error.message().contains("New: nested more than 64 deep"),
        "{error}"
    );
    let error = account("7").expect_err("no object");
    assert!(
        error.message().contains("the account: invalid type"),
        "{error}"
    );
}

#[test]
fn memberships_keep_every_digit_and_member() {
    let one = r#"{"Id":9007199254740993,"UserId":{"Id":"1","Name":"Anna","Type":"Account"},
        "TenantId":{"Id":9223372036854775807,"Name":"North"},
        "CreatedOn":"2024-12-18T00:00:00Z","New":true}"#;
    for body in [
        format!(r#"{{"Meta":{{}},"Data":[{one}]}}"#),
        format!("[{one}]"),
    ] {
        let found = tenants::list("1")
            .read(&answer(200, &body))
            .expect("memberships");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].id, "9007199254740993");
        let tenant = found[0].tenant.as_ref().expect("a tenant");
        assert_eq!(tenant.id, "9223372036854775807");
        assert_eq!(found[0].members.len(), 2);
    }
    let removed = tenants::remove("1", "9007199254740993").read(&answer(200, one));
    assert_eq!(removed.expect("the membership").id, "9007199254740993");
    let error = tenants::list("1")
        .read(&answer(200, r#"{"Data":[{}]}"#))
        .expect_err("no id");
    assert!(
        error.to_string().contains("get agilenow/accounts 1: "),
        "{error}"
    );
    assert!(
        error.to_string().contains("Data[0].Id is missing"),
        "{error}"
    );
}
