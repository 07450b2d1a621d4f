//! What a collection tells of its view without making accounts of it: ids, and groups.

use js_sys::{Object, Uint8Array};
use roster_wasm::collection::Collection;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{client, get, js, show, text};

fn read(answer: &str) -> Collection {
    client("swift", "http://127.0.0.1/", "() => ''")
        .read("swift/accounts", Uint8Array::from(answer.as_bytes()))
        .unwrap()
}

fn three() -> Collection {
    read(concat!(
        r#"{"data":{"items":[{"data":{"id":"a","name":"Ελένη","customer_id":9007199254740993}},"#,
        r#"{"data":{"id":"b","name":"Anna","customer_id":null}},"#,
        r#"{"data":{"id":"ß","name":"Ελένη"}}]}}"#
    ))
}

#[wasm_bindgen_test]
fn ids_are_those_of_the_view_in_its_order() {
    let accounts = three();
    let ids = |start, count| show(&accounts.ids(start, count).unwrap());
    assert_eq!(ids(0.0, f64::INFINITY), r#"["a","b","ß"]"#);
    accounts.sort("-id").unwrap();
    accounts.filter("Ελένη").unwrap();
    assert_eq!(ids(0.0, 9.0), r#"["ß","a"]"#);
    assert_eq!(ids(1.0, 1.0), r#"["a"]"#);
    assert_eq!(ids(2.0, 1.0), "[]");
    for (start, count, name) in [(-1.0, 1.0, "start"), (0.0, 0.5, "count")] {
        let error = accounts.ids(start, count).unwrap_err();
        assert_eq!(text(&error, "code"), "invalid");
        assert!(text(&error, "message").starts_with(name), "{error:?}");
    }
}

#[wasm_bindgen_test]
fn ids_of_many_accounts_are_all_there() {
    let items: Vec<String> = (0..9_000)
        .map(|place| format!(r#"{{"data":{{"id":"account {place}"}}}}"#))
        .collect();
    let accounts = read(&format!(r#"{{"data":{{"items":[{}]}}}}"#, items.join(",")));
    let ids = accounts.ids(0.0, 1e12).unwrap();
    assert_eq!(ids.length(), 9_000);
    for (place, id) in ids.iter().enumerate() {
        assert_eq!(id.as_string().unwrap(), format!("account {place}"));
    }
}

#[wasm_bindgen_test]
fn groups_count_the_values_of_the_view() {
    let accounts = three();
    let groups = |field: &str| show(&accounts.groups(field).unwrap());
    assert_eq!(
        groups("name"),
        r#"[{"value":"Anna","count":1},{"value":"Ελένη","count":2}]"#
    );
    assert_eq!(
        groups("customer_id"),
        r#"[{"value":"9007199254740993n","count":1},{"value":null,"count":2}]"#
    );
    accounts.filter("name:Anna").unwrap();
    assert_eq!(groups("customer_id"), r#"[{"value":null,"count":1}]"#);
    accounts.filter("name:nobody").unwrap();
    assert_eq!(groups("name"), "[]");

    let error = accounts.groups("nmae").unwrap_err();
    assert_eq!(text(&error, "code"), "invalid");
    let message = text(&error, "message");
    assert!(
        message.contains("nmae") && message.contains("name"),
        "{message}"
    );
}

#[wasm_bindgen_test]
fn a_group_of_a_reference_is_what_a_row_shows() {
    let settings = "({ baseUrl: 'http://127.0.0.1/', clientId: 'c', clientSecret: () => 's' })";
    let agilenow = roster_wasm::client::Client::new("agilenow", js(settings)).unwrap();
    let answer = r#"{"Data":[
        {"Id":"1","LanguageId":{"Id":"fi-FI","Name":"Finnish","Type":"Language"}},
        {"Id":"2","LanguageId":{"Id":"fi-FI","Name":"Finnish","Type":"Language"}}]}"#;
    let accounts = agilenow
        .read("agilenow/accounts", Uint8Array::from(answer.as_bytes()))
        .unwrap();
    let groups = accounts.groups("LanguageId").unwrap();
    assert_eq!(groups.length(), 1);
    let group = groups.get(0);
    assert_eq!(get(&group, "count").as_f64(), Some(2.0));
    let shown = get(&accounts.page(0.0, 1.0).unwrap().get(0), "LanguageId");
    assert_eq!(show(&get(&group, "value")), show(&shown));
    assert!(Object::is_frozen(group.unchecked_ref::<Object>()));
}
