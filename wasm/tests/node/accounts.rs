//! Accounts as plain objects: nothing of what a system answers is lost or changed.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{JSON, JSON_API, Server, get, js, none, show};

const KEY_ACCOUNTS: &str = "GET /api/v2/user/key_accounts";

#[wasm_bindgen_test]
async fn null_absent_and_unknown_members_stay_what_they_are() {
    let server = Server::start(&[(
        KEY_ACCOUNTS,
        200,
        JSON_API,
        r#"{"data":[{"id":"54ecd774-ac41-4026-a103-03893eedeb53","type":"key_accounts","attributes":{
            "first_name":"مريم","last_name":null,"primary":false,"shoe_size":"41½",
            "nested":{"list":[1,2.5,{"deep":null}]},"__proto__":{"polluted":true}}}],
            "meta":{"pagination":{"page":"1","per_page":100,"total_count":1,"total_pages":1}}}"#,
    )])
    .await;
    let list = server.mpdx().list("mpdx/key-accounts", none()).unwrap();
    let page = list.next().await.unwrap();
    assert!(list.next().await.unwrap().is_undefined());
    server.close().await;

    let account = get(&page, "0");
    assert_eq!(
        show(&account),
        concat!(
            r#"{"id":"54ecd774-ac41-4026-a103-03893eedeb53","first_name":"مريم","last_name":null,"#,
            r#""primary":false,"shoe_size":"41½","nested":{"list":[1,2.5,{"deep":null}]},"#,
            r#""__proto__":{"polluted":true}}"#
        )
    );
    // A member of that name is a member, and not the object's prototype.
    assert!(get(&account, "polluted").is_undefined());
    assert!(get(&account, "email").is_undefined());
}

#[wasm_bindgen_test]
async fn numbers_keep_every_digit() {
    let server = Server::start(&[
        (
            "POST /oAuth/rest/v2/Token",
            200,
            JSON,
            r#"{"token_type":"bearer","expires_in":3599,"access_token":"t"}"#,
        ),
        (
            "GET /Endpoint/rest/api/v1/Account/7",
            200,
            JSON,
            r#"{"Id":"7","TenantId":{"Id":9223372036854775807,"ExternalId":null,"Name":"Oulu"},
                "LanguageId":{"Id":"fi-FI","Name":"Finnish","Type":"Language"},
                "Safe":9007199254740991,"Unsafe":9007199254740993,"Negative":-9223372036854775808,
                "Beyond":123456789012345678901234567890,"Fraction":0.1,"Huge":1e400,"Exponent":1E3}"#,
        ),
    ])
    .await;
    let account = server
        .agilenow()
        .get("agilenow/accounts".into(), "7".into(), none())
        .await;
    server.close().await;
    assert_eq!(
        show(&account.unwrap().into()),
        concat!(
            r#"{"Id":"7","LanguageId":{"id":"fi-FI","name":"Finnish","type":"Language"},"#,
            r#""TenantId":{"id":"9223372036854775807","name":"Oulu","type":null,"ExternalId":null},"#,
            r#""Safe":9007199254740991,"Unsafe":"9007199254740993n","#,
            r#""Negative":"-9223372036854775808n","Beyond":"123456789012345678901234567890n","#,
            r#""Fraction":0.1,"Huge":"1e400","Exponent":1000}"#
        )
    );
}

const SWIFT_PAGE_ONE: &str = r#"{"type":"list","data":{"items":[
    {"type":"account","data":{"id":"01J0CRVTXX9KBD9NWS02R5R8RA","name":"Zebra","customer_id":10,"sms_access":"FULL"}},
    {"type":"account","data":{"id":"01J0CRVTXX9KBD9NWS02R5R8RB","name":"apple","customer_id":9}}],
    "page_info":{"after":"next","before":null,"limit":2.0,"total":3.0}}}"#;
const SWIFT_PAGE_TWO: &str = r#"{"type":"list","data":{"items":[
    {"type":"account","data":{"id":"01J0CRVTXX9KBD9NWS02R5R8RC","name":"Mango","customer_id":null}}],
    "page_info":{"after":null,"before":"next","limit":2.0,"total":3.0}}}"#;

fn swift_answers<'a>() -> Vec<crate::recorded::Answer<'a>> {
    vec![
        ("GET /api/v1/accounts", 200, JSON, SWIFT_PAGE_ONE),
        ("GET /api/v1/accounts", 200, JSON, SWIFT_PAGE_TWO),
    ]
}

#[wasm_bindgen_test]
async fn a_collection_filters_sorts_and_pages_what_was_loaded() {
    let server = Server::start(&swift_answers()).await;
    let options = js("globalThis.told = [], { pageSize: 2, onProgress: (p) => told.push(p) }");
    let loaded = server.swift().load("swift/accounts".into(), options).await;
    server.close().await;
    let accounts = loaded.unwrap();
    assert_eq!(
        show(&js("told")),
        r#"[{"loaded":2,"total":3,"moved":null},{"loaded":3,"total":3,"moved":null}]"#
    );
    assert_eq!((accounts.size(), accounts.matches()), (3, 3));

    accounts.sort("name").unwrap();
    let names = |page: js_sys::Array| {
        let names = page
            .iter()
            .map(|account| get(&account, "name").as_string().unwrap());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        names(accounts.page(0.0, f64::INFINITY).unwrap()),
        "apple Mango Zebra"
    );
    assert_eq!(names(accounts.page(1.0, 1.0).unwrap()), "Mango");
    assert_eq!(names(accounts.page(9.0, 5.0).unwrap()), "");
    assert_eq!(accounts.row_of("01J0CRVTXX9KBD9NWS02R5R8RA"), Some(2));
    assert_eq!(
        accounts.id_at(2).as_deref(),
        Some("01J0CRVTXX9KBD9NWS02R5R8RA")
    );
    assert_eq!(accounts.row_of("nobody"), None);

    accounts.filter("sms_access:full").unwrap();
    assert_eq!(accounts.matches(), 1);
    for (place, count) in [(-1.0, 1.0), (0.5, 1.0), (0.0, f64::NAN)] {
        let error = accounts.page(place, count).unwrap_err();
        assert!(
            show(&error).contains("whole number from 0"),
            "{}",
            show(&error)
        );
    }
    let error = accounts.filter("no_such_field:x").unwrap_err();
    assert!(show(&error).contains("no_such_field"), "{}", show(&error));
    let error = accounts.sort("-no_such_field").unwrap_err();
    assert!(show(&error).contains("no_such_field"), "{}", show(&error));
    assert_eq!(accounts.matches(), 1, "the view stays as it was");
}

#[wasm_bindgen_test]
async fn a_newer_collection_tells_what_changed() {
    let server = Server::start(&swift_answers()).await;
    let options = || js("({ pageSize: 2 })");
    let older = server
        .swift()
        .load("swift/accounts".into(), options())
        .await
        .unwrap();
    server.close().await;
    let changed = SWIFT_PAGE_ONE
        .replace("Zebra", "Zebu")
        .replace("RB\"", "RD\"");
    let server = Server::start(&[
        ("GET /api/v1/accounts", 200, JSON, &changed),
        ("GET /api/v1/accounts", 200, JSON, SWIFT_PAGE_TWO),
    ])
    .await;
    let newer = server
        .swift()
        .load("swift/accounts".into(), options())
        .await
        .unwrap();
    server.close().await;
    assert_eq!(
        show(&older.difference(&newer)),
        concat!(
            r#"{"added":["01J0CRVTXX9KBD9NWS02R5R8RD"],"#,
            r#""changed":[{"id":"01J0CRVTXX9KBD9NWS02R5R8RA","fields":["name"]}],"#,
            r#""removed":["01J0CRVTXX9KBD9NWS02R5R8RB"]}"#
        )
    );
}

#[wasm_bindgen_test]
fn definitions_tell_fields_and_operations() {
    let all = roster_wasm::definition::definitions();
    let ids: Vec<String> = js_sys::Array::from(&all)
        .iter()
        .map(|definition| get(&definition, "id").as_string().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "mpdx/key-accounts",
            "mpdx/organization-accounts",
            "agilenow/accounts",
            "swift/accounts"
        ]
    );
    let keys = get(&all, "0");
    assert_eq!(
        show(&get(&keys, "operations")),
        r#"["list","get","create","update","delete"]"#
    );
    assert!(show(&get(&get(&keys, "notes"), "sync")).contains("no source"));
    let field = show(&get(&get(&keys, "fields"), "0"));
    assert!(
        field.starts_with(r#"{"name":"id","label":"Id","kind":"id","choices":[],"#),
        "{field}"
    );
}

#[wasm_bindgen_test]
async fn an_account_given_back_is_the_account_that_came() {
    let server = Server::start(&swift_answers()).await;
    let options = js("({ pageSize: 2 })");
    let accounts = server
        .swift()
        .load("swift/accounts".into(), options)
        .await
        .unwrap();
    server.close().await;
    let given = js(
        "({ id: '01J0CRVTXX9KBD9NWS02R5R8RA', name: 'Zebu', customer_id: 9007199254740993n, \
        sms_access: { id: 'FULL', name: null, type: 'Flag', More: [1] }, gone: undefined, \
        unknown: { list: [1, 'a', null, { deep: true }] } })",
    );
    accounts.insert(given.unchecked_ref()).unwrap();
    assert_eq!(accounts.size(), 3);
    assert_eq!(
        show(&accounts.get("01J0CRVTXX9KBD9NWS02R5R8RA").unwrap().into()),
        concat!(
            r#"{"id":"01J0CRVTXX9KBD9NWS02R5R8RA","name":"Zebu","#,
            r#""customer_id":"9007199254740993n","#,
            r#""sms_access":{"id":"FULL","name":null,"type":"Flag","More":[1]},"#,
            r#""unknown":{"list":[1,"a",null,{"deep":true}]}}"#
        )
    );
    js("globalThis.ring = { id: '01J0CRVTXX9KBD9NWS02R5R8RA' }; ring.ring = ring");
    for (given, told) in [
        ("({ name: 'nobody' })", "id"),
        ("ring", "64"),
        (
            "({ id: '01J0CRVTXX9KBD9NWS02R5R8RA', x: () => 1 })",
            "function",
        ),
    ] {
        let error = accounts.insert(js(given).unchecked_ref()).unwrap_err();
        assert!(show(&error).contains(told), "{given}: {}", show(&error));
    }
}

#[wasm_bindgen_test]
async fn a_count_asks_for_one_account_alone() {
    let server = Server::start(&[("GET /api/v1/accounts", 200, JSON, SWIFT_PAGE_ONE)]).await;
    let count = server.swift().count("swift/accounts".into(), none()).await;
    server.close().await;
    assert_eq!(count.unwrap().as_f64(), Some(3.0));
}

#[wasm_bindgen_test]
fn systems_tell_how_they_are_reached() {
    assert_eq!(
        show(&get(&roster_wasm::definition::systems(), "1")),
        r#"{"id":"agilenow","label":"AgileNow","authentication":"client_credentials"}"#
    );
    assert_eq!(roster_wasm::shown("a\u{202e}b\u{1b}"), "a\u{fffd}b␛");
}
