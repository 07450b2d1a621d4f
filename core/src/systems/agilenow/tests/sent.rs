use super::ROOT;
use crate::account::Account;
use crate::message::{Method, Secret};
use crate::schema::Operation;
use crate::systems::agilenow::accounts::ACCOUNTS;
use crate::systems::agilenow::field_type::FieldType;
use crate::systems::agilenow::tenants::{self, TenantData};
use crate::systems::agilenow::{AgileNow, segment};
use crate::systems::sample::{body, change, create, header, page, parameter, request, update};
use crate::systems::{Ask, PageAsk, Place, Protocol as _, UpdateAsk};
use crate::value::Value;

fn id() -> String {
    "894ea43c".to_owned()
}

fn named() -> Vec<crate::account::Change> {
    vec![change(&ACCOUNTS, "LastName", Value::text("Jónsdóttir"))]
}

#[test]
fn every_operation_has_its_method_and_path() {
    let sent: Vec<(Method, String)> = [
        Ask::List(PageAsk::default()),
        Ask::Get { id: id(), by: None },
        create(named()),
        Ask::Upsert(named()),
        update(&id(), named(), None),
        Ask::Delete { id: id() },
    ]
    .iter()
    .map(|ask| request(&ACCOUNTS, ask))
    .map(|request| (request.method, request.path))
    .collect();
    let (all, one) = (
        format!("{ROOT}/Account"),
        format!("{ROOT}/Account/894ea43c"),
    );
    assert_eq!(
        sent,
        [
            (Method::Get, format!("{ROOT}/Accounts")),
            (Method::Get, one.clone()),
            (Method::Post, all.clone()),
            (Method::Patch, all),
            (Method::Put, one.clone()),
            (Method::Delete, one),
        ]
    );
}

#[test]
fn bodies_are_bare_json_objects() {
    let sent = request(&ACCOUNTS, &create(named()));
    assert_eq!(body(&sent), r#"{"LastName":"Jónsdóttir"}"#);
    assert_eq!(header(&sent, "Content-Type"), Some("application/json"));
    assert_eq!(header(&sent, "Accept"), Some("application/json"));
    let read = request(&ACCOUNTS, &Ask::Get { id: id(), by: None });
    assert_eq!((header(&read, "Content-Type"), &read.body), (None, &None));
}

#[test]
fn ids_that_a_url_would_harm_go_as_base64() {
    assert_eq!(segment("894ea43c-b8a6"), "894ea43c-b8a6");
    assert_eq!(segment("name@domain.com"), "base64%7CbmFtZUBkb21haW4uY29t");
    assert_eq!(segment(".."), "base64%7CLi4%3D");
    assert_eq!(segment("base64|x"), "base64%7CYmFzZTY0fHg%3D");
}

#[test]
fn an_account_is_looked_up_by_username_or_external_id() {
    for by in ["Username", "ExternalId"] {
        let ask = Ask::Get {
            id: "name@domain.com".to_owned(),
            by: Some(by),
        };
        let sent = request(&ACCOUNTS, &ask);
        assert_eq!(
            sent.path,
            format!("{ROOT}/Account/base64%7CbmFtZUBkb21haW4uY29t")
        );
        assert_eq!(parameter(&sent, "Name").as_deref(), Some(by));
    }
    for (id, by, why) in [
        (
            "a@b",
            "Email",
            "cannot be found by \"Email\"; it can by its id, Username, ExternalId",
        ),
        ("", "Username", "there is no Username"),
    ] {
        let ask = Ask::Get {
            id: id.to_owned(),
            by: Some(by),
        };
        let error = ask.check(&ACCOUNTS).expect_err("no look-up");
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[test]
fn pages_are_counted_from_0_and_have_1_to_1000() {
    for (place, size, number, most) in [
        (Place::First, None, "0", "1000"),
        (Place::Number(3), Some(0), "3", "1"),
        (Place::Number(1), Some(5_000), "1", "1000"),
    ] {
        let ask = Ask::List(PageAsk {
            place,
            size,
            ..PageAsk::default()
        });
        let sent = request(&ACCOUNTS, &ask);
        assert_eq!(parameter(&sent, "CurrentPage").as_deref(), Some(number));
        assert_eq!(parameter(&sent, "PageSize").as_deref(), Some(most));
    }
}

#[test]
fn fields_have_what_an_account_is_of_no_use_without() {
    let asked = PageAsk {
        fields: Some(vec!["Username".into()]),
        ..page(&ACCOUNTS, "Email:a", "CreatedOn")
    };
    let sent = request(&ACCOUNTS, &Ask::List(asked));
    assert_eq!(
        parameter(&sent, "Fields").as_deref(),
        Some(
            "Id,Username,Email,IdentifierVerified,Is_Active,NotifyByEmail,NotifyBySMS,ModifiedOn,\
             CreatedOn"
        )
    );
    let all = request(&ACCOUNTS, &Ask::List(PageAsk::default()));
    assert_eq!(parameter(&all, "Fields"), None);
}

#[test]
fn an_insert_has_the_documented_members_and_an_update_two_fewer() {
    let sent = |operation| {
        let mut names: Vec<&str> = ACCOUNTS
            .sent_by(operation)
            .map(|field| field.name)
            .collect();
        names.sort_unstable();
        names
    };
    let mut documented = vec![
        "Id",
        "Name",
        "FirstName",
        "LastName",
        "Phone",
        "PhoneVerified",
        "Email",
        "Identifier",
        "IdentifierVerified",
        "LanguageId",
        "TimezoneId",
        "DateFormatId",
        "Username",
        "ExternalId",
        "NotifyByEmail",
        "NotifyBySMS",
        "Is_Active",
    ];
    documented.sort_unstable();
    assert_eq!(sent(Operation::Create), documented);
    assert_eq!(sent(Operation::Upsert), documented);
    documented.retain(|name| !["Id", "PhoneVerified"].contains(name));
    assert_eq!(sent(Operation::Update), documented);
}

#[test]
fn what_the_system_alone_sets_is_not_sent() {
    for name in ["TenantId", "EmailVerified", "ModifiedOn", "CreatedOn"] {
        let ask = Ask::Upsert(vec![change(&ACCOUNTS, name, Value::Bool(true))]);
        assert!(ask.check(&ACCOUNTS).is_err(), "{name}");
    }
}

#[test]
fn enumerations_are_sent_as_plain_text() {
    let changes = [
        ("LanguageId", "fi-FI"),
        ("TimezoneId", "UTC"),
        ("DateFormatId", "DD.MM.YYYY"),
    ]
    .map(|(name, value)| change(&ACCOUNTS, name, Value::text(value)));
    let sent = body(&request(&ACCOUNTS, &Ask::Upsert(changes.to_vec())));
    assert_eq!(
        sent,
        r#"{"LanguageId":"fi-FI","TimezoneId":"UTC","DateFormatId":"DD.MM.YYYY"}"#
    );
}

#[test]
fn an_update_of_an_account_read_in_part_keeps_its_booleans() {
    let mut base = Account::new(&ACCOUNTS, "1");
    for field in ACCOUNTS
        .answered()
        .filter(|field| AgileNow.always_asked(field))
    {
        base.set(field.name, Value::Bool(true));
    }
    let ask = Ask::Update(UpdateAsk {
        id: "1".into(),
        changes: named(),
        base: Some(base),
        version: None,
        overwrite: false,
    });
    let sent = body(&request(&ACCOUNTS, &ask));
    for name in [
        "IdentifierVerified",
        "Is_Active",
        "NotifyByEmail",
        "NotifyBySMS",
    ] {
        assert!(
            sent.contains(&format!(r#""{name}":true"#)),
            "{name}: {sent}"
        );
    }
}

#[test]
fn a_token_is_asked_for_with_a_form() {
    let secret = Secret::new("p&=s +%");
    let sent = AgileNow
        .token_request("roster", &secret, None)
        .expect("a request");
    assert_eq!(
        (sent.method, &*sent.path),
        (Method::Post, "oAuth/rest/v2/Token")
    );
    assert_eq!(
        header(&sent, "Content-Type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        body(&sent),
        "grant_type=client_credentials&client_id=roster&client_secret=p%26%3Ds%20%2B%25&scope=%2A"
    );
    let scope = Some("AccessManager:Read AccessManager:Update");
    let sent = AgileNow
        .token_request("roster", &secret, scope)
        .expect("a request");
    assert!(body(&sent).ends_with("&scope=AccessManager%3ARead%20AccessManager%3AUpdate"));
    assert!(!format!("{sent:?}").contains("p&=s"));
}

#[test]
fn a_refresh_token_is_exchanged_without_the_secret() {
    let sent = AgileNow
        .refresh_request("roster", &Secret::new("r/1"))
        .expect("a request");
    assert_eq!(
        (sent.method, &*sent.path),
        (Method::Post, "oAuth/rest/v2/Token")
    );
    assert_eq!(
        body(&sent),
        "grant_type=refresh_token&refresh_token=r%2F1&client_id=roster"
    );
}

#[test]
fn tenants_are_listed_added_and_removed() {
    let list = tenants::list("a b").ask.request;
    let account = format!("{ROOT}/Account/base64%7CYSBi");
    assert_eq!(
        (list.method, list.path),
        (Method::Get, format!("{account}/Tenants"))
    );
    let data = TenantData {
        user: Some(FieldType::by("Username", "anna")),
        tenant: FieldType::id("9007199254740993"),
    };
    let add = tenants::add("a b", &data).ask.request;
    assert_eq!(
        (add.method, &*add.path),
        (Method::Post, &*format!("{account}/Tenant"))
    );
    assert_eq!(
        body(&add),
        r#"{"UserId":{"Field":"Username","Value":"anna"},"TenantId":{"Value":"9007199254740993"}}"#
    );
    assert_eq!(header(&add, "Content-Type"), Some("application/json"));
    let remove = tenants::remove("a b", "7").ask.request;
    assert_eq!(
        (remove.method, remove.path),
        (Method::Delete, format!("{account}/Tenant/7"))
    );
}

#[test]
fn every_operation_names_its_permission() {
    for (operation, permission) in [
        (Operation::List, "AccessManager:Read or AccessUser:Read"),
        (Operation::Get, "AccessManager:Read or AccessUser:Read"),
        (
            Operation::Create,
            "AccessManager:Create or AccessUser:Create",
        ),
        (
            Operation::Update,
            "AccessManager:Update or AccessUser:Update",
        ),
        (
            Operation::Upsert,
            "AccessManager:Create, Update or AccessUser:Create, Update",
        ),
        (
            Operation::Delete,
            "AccessManager:Delete or AccessUser:Delete",
        ),
    ] {
        assert_eq!(ACCOUNTS.permission(operation), Some(permission));
    }
    assert_eq!(ACCOUNTS.permission(Operation::Sync), None);
}
