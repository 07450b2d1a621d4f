use super::ID;
use crate::edit::Draft;
use crate::message::{Method, Secret};
use crate::schema::{IdFormat, Operation, System};
use crate::systems::mpdx::Mpdx;
use crate::systems::mpdx::authenticate::{Ticket, authenticate};
use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use crate::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS;
use crate::systems::sample::{body, change, create, header, page, parameter, request, update};
use crate::systems::{Ask, CreateAsk, PageAsk, Place, Protocol as _, UpdateAsk, secret_warning};
use crate::value::{Number, Value};

fn id() -> String {
    ID.to_owned()
}

fn every_ask() -> Vec<Ask> {
    let change = || {
        vec![change(
            &ORGANIZATION_ACCOUNTS,
            "username",
            Value::text("foo"),
        )]
    };
    vec![
        Ask::List(PageAsk::default()),
        Ask::Get { id: id(), by: None },
        create(change()),
        update(ID, change(), Some("2022-01-12T17:17:58Z")),
        Ask::Delete { id: id() },
        Ask::Sync { id: id() },
    ]
}

#[test]
fn every_request_has_the_media_type_alone_and_asks_for_english() {
    for ask in every_ask() {
        let request = request(&ORGANIZATION_ACCOUNTS, &ask);
        assert_eq!(
            header(&request, "Content-Type"),
            Some("application/vnd.api+json"),
            "{ask:?}"
        );
        assert_eq!(
            header(&request, "Accept"),
            Some("application/vnd.api+json"),
            "{ask:?}"
        );
        assert_eq!(
            header(&request, "Accept-Language"),
            Some("en-US"),
            "{ask:?}"
        );
    }
}

#[test]
fn no_request_has_a_token_in_its_query() {
    for ask in every_ask() {
        let request = request(&ORGANIZATION_ACCOUNTS, &ask);
        assert_eq!(parameter(&request, "access_token"), None);
        assert_eq!(
            request.token, None,
            "only the call gives one, for the header"
        );
    }
}

#[test]
fn every_operation_has_its_method_and_path() {
    let sent: Vec<(Method, String)> = every_ask()
        .iter()
        .map(|ask| request(&ORGANIZATION_ACCOUNTS, ask))
        .map(|request| (request.method, request.path))
        .collect();
    let (all, one) = (
        "user/organization_accounts",
        format!("user/organization_accounts/{ID}"),
    );
    assert_eq!(
        sent,
        [
            (Method::Get, all.to_owned()),
            (Method::Get, one.clone()),
            (Method::Post, all.to_owned()),
            (Method::Put, one.clone()),
            (Method::Delete, one.clone()),
            (Method::Get, format!("{one}/sync")),
        ]
    );
    let list = request(&KEY_ACCOUNTS, &Ask::List(PageAsk::default()));
    assert_eq!(list.path, "user/key_accounts");
}

#[test]
fn a_delete_and_a_sync_have_neither_body_nor_query() {
    for ask in [Ask::Delete { id: id() }, Ask::Sync { id: id() }] {
        let request = request(&ORGANIZATION_ACCOUNTS, &ask);
        assert_eq!((request.body, request.query), (None, Vec::new()));
    }
}

#[test]
fn a_list_is_paged_from_1_and_never_by_0() {
    let first = request(&KEY_ACCOUNTS, &Ask::List(PageAsk::default()));
    assert_eq!(parameter(&first, "page").as_deref(), Some("1"));
    assert_eq!(parameter(&first, "per_page").as_deref(), Some("100"));
    let later = PageAsk {
        place: Place::Number(7),
        size: Some(0),
        ..PageAsk::default()
    };
    let later = request(&KEY_ACCOUNTS, &Ask::List(later));
    assert_eq!(parameter(&later, "page").as_deref(), Some("7"));
    assert_eq!(parameter(&later, "per_page").as_deref(), Some("1"));
}

#[test]
fn names_come_along_with_lists_gets_creates_and_updates() {
    for ask in every_ask() {
        let sent = parameter(&request(&ORGANIZATION_ACCOUNTS, &ask), "include");
        let wanted = !matches!(ask, Ask::Delete { .. } | Ask::Sync { .. });
        assert_eq!(
            sent.as_deref(),
            wanted.then_some("organization,person"),
            "{ask:?}"
        );
    }
    let none = request(&KEY_ACCOUNTS, &Ask::Get { id: id(), by: None });
    assert_eq!(
        parameter(&none, "include"),
        None,
        "key accounts have no relationships"
    );
    let one = PageAsk {
        include: Some(vec!["person".into()]),
        ..PageAsk::default()
    };
    let one = request(&ORGANIZATION_ACCOUNTS, &Ask::List(one));
    assert_eq!(parameter(&one, "include").as_deref(), Some("person"));
}

fn fields(page: PageAsk) -> (Option<String>, Option<String>) {
    let request = request(&ORGANIZATION_ACCOUNTS, &Ask::List(page));
    (
        parameter(&request, "fields[organization_accounts]"),
        parameter(&request, "include"),
    )
}

#[test]
fn sparse_fields_have_the_version_and_the_relationships_that_were_asked_for() {
    let asked = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    let some = |text: &str| Some(text.to_owned());
    let plain = PageAsk {
        fields: asked(&["id", "username"]),
        ..PageAsk::default()
    };
    assert_eq!(fields(plain), (some("username,updated_in_db_at"), None));
    let named = PageAsk {
        fields: asked(&["username", "organization"]),
        ..PageAsk::default()
    };
    let both = (
        some("username,organization,updated_in_db_at"),
        some("organization"),
    );
    assert_eq!(fields(named), both);
    let included = PageAsk {
        fields: asked(&["username"]),
        include: asked(&["organization"]),
        ..PageAsk::default()
    };
    assert_eq!(fields(included), both);
    assert_eq!(
        fields(PageAsk::default()),
        (None, some("organization,person"))
    );
}

#[test]
fn sparse_fields_have_what_the_filter_and_the_sort_look_at() {
    let fields_of = |filter, sort| {
        let mut page = page(&ORGANIZATION_ACCOUNTS, filter, sort);
        page.fields = Some(vec!["username".into()]);
        fields(page).0
    };
    assert_eq!(
        fields_of("locked_at:null", "-remote_id").as_deref(),
        Some("username,locked_at,remote_id,updated_in_db_at")
    );
    assert_eq!(
        fields_of("foo", ""),
        None,
        "a word is looked for in every field"
    );
}

#[test]
fn a_field_that_is_never_answered_cannot_be_asked_for() {
    let page = PageAsk {
        fields: Some(vec!["password".into()]),
        ..PageAsk::default()
    };
    let error = Ask::List(page)
        .check(&ORGANIZATION_ACCOUNTS)
        .expect_err("never answered");
    assert!(
        error
            .to_string()
            .contains("\"password\" cannot be asked for"),
        "{error}"
    );
}

#[test]
fn a_create_has_an_id_of_its_own_and_no_version() {
    let id = Mpdx.new_id(7).expect("an id");
    let ask = Ask::Create(CreateAsk {
        changes: vec![change(&KEY_ACCOUNTS, "email", Value::text("a@b"))],
        id: Some(id.clone()),
    });
    assert_eq!(
        body(&request(&KEY_ACCOUNTS, &ask)),
        format!(
            r#"{{"data":{{"type":"key_accounts","id":"{id}","attributes":{{"email":"a@b"}}}}}}"#
        )
    );
}

#[test]
fn an_id_is_a_uuid_of_version_4() {
    for random in [0, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
        let id = Mpdx.new_id(random).expect("an id");
        assert!(IdFormat::Uuid.fits(&id), "{id}");
        assert_eq!(id.as_bytes()[14], b'4', "{id}");
        assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
    }
}

#[test]
fn a_remote_id_is_sent_as_text() {
    let mut draft = Draft::create(&KEY_ACCOUNTS);
    draft
        .set("remote_id", Value::Number(Number::from(88)))
        .expect("a number is accepted");
    let value = draft.value("remote_id").expect("a value").clone();
    let sent = create(vec![change(&KEY_ACCOUNTS, "remote_id", value)]);
    let sent = body(&request(&KEY_ACCOUNTS, &sent));
    assert!(sent.contains(r#""remote_id":"88""#), "{sent}");
}

fn updated(version: Option<&str>, overwrite: bool) -> String {
    let ask = Ask::Update(UpdateAsk {
        id: id(),
        changes: vec![change(&KEY_ACCOUNTS, "email", Value::text("a@b"))],
        base: None,
        version: version.map(str::to_owned),
        overwrite,
    });
    body(&request(&KEY_ACCOUNTS, &ask))
}

#[test]
fn an_update_has_the_changes_alone_and_no_id() {
    assert_eq!(
        updated(Some("2022-01-12T17:17:58Z"), false),
        concat!(
            r#"{"data":{"type":"key_accounts","attributes":{"email":"a@b","#,
            r#""updated_in_db_at":"2022-01-12T17:17:58Z"}}}"#
        )
    );
}

#[test]
fn a_version_is_sent_with_a_zone_and_never_blank() {
    for (version, sent) in [
        ("2022-01-12 17:17:58", "2022-01-12T17:17:58Z"),
        ("2022-01-12 17:17:58 UTC", "2022-01-12T17:17:58Z"),
        ("2022-01-12T19:17:58+02:00", "2022-01-12T19:17:58+02:00"),
        ("as the server wrote it", "as the server wrote it"),
    ] {
        let body = updated(Some(version), false);
        assert!(
            body.contains(&format!(r#""updated_in_db_at":"{sent}""#)),
            "{body}"
        );
    }
    for blank in [None, Some(""), Some("  ")] {
        let body = updated(blank, false);
        assert!(!body.contains("updated_in_db_at"), "{body}");
    }
}

#[test]
fn overwrite_is_an_attribute_in_the_place_of_the_version() {
    let body = updated(Some("2022-01-12T17:17:58Z"), true);
    assert!(
        body.contains(r#""attributes":{"email":"a@b","overwrite":true}"#),
        "{body}"
    );
}

#[test]
fn timestamps_of_the_system_are_never_echoed() {
    for name in ["created_at", "updated_at", "updated_in_db_at"] {
        let changes = || {
            vec![change(
                &KEY_ACCOUNTS,
                name,
                Value::text("2022-01-12T17:17:58Z"),
            )]
        };
        for ask in [create(changes()), update(ID, changes(), None)] {
            let error = ask.check(&KEY_ACCOUNTS).expect_err("only read");
            assert!(error.to_string().contains("cannot be sent"), "{error}");
        }
    }
}

#[test]
fn every_parameter_of_the_documents_is_offered() {
    for (resource, names) in [
        (
            &KEY_ACCOUNTS,
            vec![
                "first_name",
                "last_name",
                "email",
                "remote_id",
                "primary",
                "last_download",
            ],
        ),
        (
            &ORGANIZATION_ACCOUNTS,
            vec![
                "username",
                "password",
                "organization",
                "person",
                "disable_downloads",
                "last_download",
                "latest_donation_date",
                "locked_at",
                "remote_id",
            ],
        ),
    ] {
        for operation in [Operation::Create, Operation::Update] {
            let sent: Vec<&str> = resource
                .sent_by(operation)
                .map(|field| field.name)
                .collect();
            assert_eq!(sent, names, "{operation} {}", resource.id);
        }
    }
}

#[test]
fn an_id_that_is_no_uuid_is_not_sent() {
    for id in ["", "1", "none", "54ecd774-ac41-4026-a103-03893eedeb5g"] {
        let ask = Ask::Get {
            id: id.to_owned(),
            by: None,
        };
        assert!(ask.check(&KEY_ACCOUNTS).is_err(), "{id}");
    }
}

#[test]
fn a_ticket_is_exchanged_in_both_forms() {
    let attributes = |ticket: &Ticket| {
        let call = authenticate(ticket);
        assert!(!format!("{call:?} {ticket:?}").contains("t1cket"));
        let request = &call.ask.request;
        assert_eq!(
            (request.method, &*request.path),
            (Method::Post, "user/authenticate")
        );
        assert_eq!(
            header(request, "Content-Type"),
            Some("application/vnd.api+json")
        );
        body(request)
    };
    assert_eq!(
        attributes(&Ticket::Cas(Secret::new("t1cket"))),
        r#"{"data":{"type":"authenticate","attributes":{"cas_ticket":"t1cket"}}}"#
    );
    assert_eq!(
        attributes(&Ticket::Okta(Secret::new("t1cket"))),
        concat!(
            r#"{"data":{"type":"authenticate","#,
            r#""attributes":{"provider":"okta","access_token":"t1cket"}}}"#
        )
    );
}

#[test]
fn organizations_are_listed_by_name_and_the_person_is_the_user() {
    let call = |name: &str| {
        let field = ORGANIZATION_ACCOUNTS.field(name).expect("a field");
        Mpdx.references(&ORGANIZATION_ACCOUNTS, field, &Place::Number(2))
    };
    let organizations = call("organization").expect("a list").ask.request;
    assert_eq!(organizations.path, "organizations");
    assert_eq!(parameter(&organizations, "sort").as_deref(), Some("name"));
    assert_eq!(parameter(&organizations, "page").as_deref(), Some("2"));
    let person = call("person").expect("the user").ask.request;
    assert_eq!((&*person.path, person.query), ("user", Vec::new()));
    assert!(call("username").is_none());
}

#[test]
fn a_secret_that_is_no_token_is_warned_of() {
    let warning = secret_warning(System::Mpdx, &Secret::new("hunter2")).expect("a warning");
    assert!(
        warning.contains("JWT") && !warning.contains("hunter2"),
        "{warning}"
    );
    let token = Secret::new("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl");
    assert_eq!(secret_warning(System::Mpdx, &token), None);
}

#[test]
fn what_a_person_must_know_is_said_before_the_operation() {
    let said = |resource: &crate::schema::Resource, operation, words: &str| {
        let note = resource.note(operation).unwrap_or_default();
        assert!(note.contains(words), "{operation} {}: {note}", resource.id);
    };
    said(&KEY_ACCOUNTS, Operation::Delete, "last key account");
    said(&KEY_ACCOUNTS, Operation::Update, "single sign-on");
    said(
        &ORGANIZATION_ACCOUNTS,
        Operation::Delete,
        "designation profiles",
    );
    said(&ORGANIZATION_ACCOUNTS, Operation::Create, "take a minute");
    said(
        &ORGANIZATION_ACCOUNTS,
        Operation::Update,
        "checked at the organization",
    );
    said(&ORGANIZATION_ACCOUNTS, Operation::Sync, "24 hours");
}
