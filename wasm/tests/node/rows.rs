//! Rows of a collection as objects: what they share, what they do not, and text of every kind.

use js_sys::{Array, Function, Object, Uint8Array};
use roster_wasm::collection::Collection;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::recorded::{client, get, js, show, values};

/// A collection of Swift SMS accounts: `(id, other members)`.
fn collection(accounts: &[(String, String)]) -> Collection {
    let items: Vec<String> = accounts
        .iter()
        .map(|(id, members)| format!(r#"{{"data":{{"id":"{id}"{members}}}}}"#))
        .collect();
    let answer = format!(r#"{{"data":{{"items":[{}]}}}}"#, items.join(","));
    client("swift", "http://127.0.0.1/", "() => ''")
        .read("swift/accounts", Uint8Array::from(answer.as_bytes()))
        .unwrap()
}

fn account(id: impl ToString, members: &str) -> (String, String) {
    (id.to_string(), members.to_owned())
}

fn all(collection: &Collection) -> Array {
    collection.page(0.0, f64::INFINITY).unwrap()
}

/// Every row is what the account is alone, which is made without any other.
fn assert_each_is_what_it_is_alone(collection: &Collection) {
    let rows = all(collection);
    assert_eq!(rows.length() as usize, collection.matches());
    let ids = collection.ids(0.0, f64::INFINITY).unwrap();
    for (row, id) in rows.iter().zip(ids.iter()) {
        let alone = collection.get(&id.as_string().unwrap()).unwrap();
        assert_eq!(show(&row), show(&alone));
    }
}

/// The names of all members, even of one that is `undefined` and so is not shown.
fn names(value: &JsValue) -> String {
    Object::keys(value.unchecked_ref::<Object>())
        .join(",")
        .into()
}

fn is_frozen(value: &JsValue) -> bool {
    Object::is_frozen(value.unchecked_ref::<Object>())
}

const REFERENCES: &str = r#"{"Data":[
    {"Id":"1","LanguageId":{"Id":"fi-FI","Name":"Finnish","Type":"Language"},"Extra":{"list":[1,{"deep":true}]}},
    {"Id":"2","LanguageId":{"Id":"fi-FI","Name":"Finnish","Type":"Language"},"Extra":{"list":[1,{"deep":true}]}},
    {"Id":"3","LanguageId":{"Id":"fi-FI","Name":null,"Type":"Language"},
        "TenantId":{"Id":7,"Name":"","Type":null,"ExternalId":null}},
    {"Id":"4","LanguageId":{"Id":"fi-FI","Name":"","Type":"Language"},
        "TenantId":{"Id":7,"Name":"","Type":null,"ExternalId":null}}]}"#;

#[wasm_bindgen_test]
fn rows_share_what_is_equal_and_nothing_else() {
    let settings = "({ baseUrl: 'http://127.0.0.1/', clientId: 'c', clientSecret: () => 's' })";
    let agilenow = roster_wasm::client::Client::new("agilenow", js(settings)).unwrap();
    let answer = Uint8Array::from(REFERENCES.as_bytes());
    let accounts = agilenow.read("agilenow/accounts", answer).unwrap();
    let rows = all(&accounts);
    let member = |row: u32, name: &str| get(&rows.get(row), name);
    assert_eq!(
        show(&rows),
        concat!(
            r#"[{"Id":"1","LanguageId":{"id":"fi-FI","name":"Finnish","type":"Language"},"#,
            r#""Extra":{"list":[1,{"deep":true}]}},"#,
            r#"{"Id":"2","LanguageId":{"id":"fi-FI","name":"Finnish","type":"Language"},"#,
            r#""Extra":{"list":[1,{"deep":true}]}},"#,
            r#"{"Id":"3","LanguageId":{"id":"fi-FI","name":null,"type":"Language"},"#,
            r#""TenantId":{"id":"7","name":"","type":null,"ExternalId":null}},"#,
            r#"{"Id":"4","LanguageId":{"id":"fi-FI","name":"","type":"Language"},"#,
            r#""TenantId":{"id":"7","name":"","type":null,"ExternalId":null}}]"#
        )
    );
    for (one, other, name) in [(0, 1, "LanguageId"), (0, 1, "Extra"), (2, 3, "TenantId")] {
        assert!(member(one, name) == member(other, name), "{name}");
        assert!(is_frozen(&member(one, name)), "{name}");
    }
    let list = get(&member(0, "Extra"), "list");
    assert!(is_frozen(&list) && is_frozen(&get(&list, "1")));
    assert!(member(1, "LanguageId") != member(2, "LanguageId"));

    // The next page shares with this one, until an account changes.
    assert!(is_frozen(&rows.get(0)));
    accounts.filter("fi-FI").unwrap();
    let again = accounts.page(0.0, 2.0).unwrap();
    assert!(again.get(1) == rows.get(1));
    accounts.filter("").unwrap();
    let given = "({ Id: '1', LanguageId: { id: 'sv-SE', name: 'Swedish', type: 'Language' } })";
    accounts.insert(&values(given)).unwrap();
    accounts.sort("-Id").unwrap();
    let languages: Vec<String> = all(&accounts)
        .iter()
        .map(|row| show(&get(&get(&row, "LanguageId"), "name")))
        .collect();
    assert_eq!(languages, [r#""""#, "null", r#""Finnish""#, r#""Swedish""#]);
    assert!(all(&accounts).get(3) != rows.get(0));
    assert!(all(&accounts).get(3) == all(&accounts).get(3));
    assert_each_is_what_it_is_alone(&accounts);
}

#[wasm_bindgen_test]
fn text_of_every_kind_comes_as_it_is() {
    let long = "long ".repeat(200_000);
    let texts = [
        "",
        "plain",
        "\u{feff}begins with a mark",
        "\u{feff}",
        "ends with nothing\0",
        "Ελένη",
        "ß",
        "👩\u{200d}👩\u{200d}👧 and 𝔘nicode",
        "مريم",
        "\u{ffff}\u{10ffff}",
        &"x".repeat(237),
        &"x".repeat(238),
        &"x".repeat(239),
        &"y".repeat(20_000),
        &long,
        &"ä".repeat(127),
        &"ä".repeat(128),
        "after all that",
    ];
    let accounts: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| account(place, &format!(r#","name":{},"more":{0}"#, quoted(text))))
        .collect();
    let accounts = collection(&accounts);
    for (row, text) in all(&accounts).iter().zip(texts) {
        // Not compared as UTF-8, which would drop a mark.
        for name in ["name", "more"] {
            assert!(
                get(&row, name) == JsValue::from_str(text),
                "{name} of {row:?}"
            );
        }
    }
    assert_each_is_what_it_is_alone(&accounts);
}

#[wasm_bindgen_test]
fn a_mark_at_the_beginning_of_all_text_is_text() {
    // The only text that is not of ASCII: a decoder would take the mark for one of its own.
    let text = "\u{feff}mark";
    let accounts = collection(&[account(1, &format!(r#","name":{}"#, quoted(text)))]);
    assert!(get(&all(&accounts).get(0), "name") == JsValue::from_str(text));
}

fn quoted(text: &str) -> String {
    let quote: Function = js("JSON.stringify").unchecked_into();
    let quoted = quote.call1(&JsValue::NULL, &text.into()).unwrap();
    quoted.as_string().unwrap()
}

#[wasm_bindgen_test]
fn numbers_of_every_size_come_as_they_are() {
    let numbers = [
        ("0", "0"),
        ("-0", "0"),
        ("127", "127"),
        ("128", "128"),
        ("-1", "-1"),
        ("-128", "-128"),
        ("4294967296", "4294967296"),
        ("9007199254740991", "9007199254740991"),
        ("-9007199254740991", "-9007199254740991"),
        ("9007199254740992", r#""9007199254740992n""#),
        ("-9223372036854775808", r#""-9223372036854775808n""#),
        (
            "123456789012345678901234567890",
            r#""123456789012345678901234567890n""#,
        ),
        ("0.1", "0.1"),
        ("-2.5e-7", "-2.5e-7"),
        ("1E3", "1000"),
        ("1e400", r#""1e400""#),
    ];
    let accounts: Vec<_> = numbers
        .iter()
        .enumerate()
        .map(|(place, (number, _))| {
            account(
                place,
                &format!(r#","customer_id":{number},"more":[{number}]"#),
            )
        })
        .collect();
    let accounts = collection(&accounts);
    for (row, (number, shown)) in all(&accounts).iter().zip(numbers) {
        assert_eq!(show(&get(&row, "customer_id")), shown, "{number}");
        assert_eq!(show(&get(&row, "more")), format!("[{shown}]"));
    }
    assert_each_is_what_it_is_alone(&accounts);
}

#[wasm_bindgen_test]
fn truths_and_moments_come_as_they_are() {
    let moments = [
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.000000Z",
        "1969-12-31T23:59:59.999999Z",
        "1900-01-01T00:00:00Z",
        "soon",
    ];
    let accounts: Vec<_> = moments
        .iter()
        .enumerate()
        .map(|(place, moment)| {
            let truth = place % 2 == 0;
            account(
                place,
                &format!(r#","lrn_access":{truth},"updated_at":"{moment}""#),
            )
        })
        .collect();
    let accounts = collection(&accounts);
    for (place, (row, moment)) in all(&accounts).iter().zip(moments).enumerate() {
        let truth = place % 2 == 0;
        let shown = format!(r#"{{"id":"{place}","lrn_access":{truth},"updated_at":"{moment}"}}"#);
        assert_eq!(show(&row), shown);
        assert!(is_frozen(&row));
    }
    assert_each_is_what_it_is_alone(&accounts);
}

#[wasm_bindgen_test]
fn many_rows_of_many_shapes_and_values_are_told_apart() {
    let accounts: Vec<_> = (0..6000)
        .map(|row| {
            let mut members = String::new();
            if row % 2 == 0 {
                members += &format!(r#","name":"{}{row}""#, ["Anna ", "Ελένη "][row % 4 / 2]);
            }
            if row % 3 == 0 {
                members += r#","customer_id":null"#;
            }
            // More values of a kind that is kept once than are remembered.
            members += &format!(r#","sms_access":"level {}""#, row % 5000);
            if row % 5 == 0 {
                members += &format!(
                    r#","tags":["tag {}"],"__proto__":{{"row":{row}}}"#,
                    row % 25
                );
            }
            account(row, &members)
        })
        .collect();
    let accounts = collection(&accounts);
    assert_each_is_what_it_is_alone(&accounts);
    let rows = all(&accounts);
    assert_eq!(
        show(&rows.get(5970)),
        concat!(
            r#"{"id":"5970","name":"Ελένη 5970","customer_id":null,"sms_access":"level 970","#,
            r#""tags":["tag 20"],"__proto__":{"row":5970}}"#
        )
    );
    assert_eq!(
        show(&rows.get(5971)),
        r#"{"id":"5971","sms_access":"level 971"}"#
    );
    assert_eq!(names(&rows.get(5971)), "id,sms_access");
    // A member of that name is a member, and not the object's prototype.
    assert!(get(&rows.get(5970), "row").is_undefined());
    let tail = accounts.page(5970.0, 1_000_000.0).unwrap();
    assert_eq!(tail.length(), 30);
    assert_eq!(show(&tail.get(1)), show(&rows.get(5971)));
}

#[wasm_bindgen_test]
fn a_thousand_members_keep_their_order() {
    let members: String = (0..999)
        .map(|place| format!(r#","m{place}":{place}"#))
        .collect();
    let accounts = collection(&[account(1, &members), account(2, "")]);
    let rows = all(&accounts);
    assert_eq!(show(&rows.get(0)), format!(r#"{{"id":"1"{members}}}"#));
    assert_eq!(show(&rows.get(1)), r#"{"id":"2"}"#);
    assert_each_is_what_it_is_alone(&accounts);
}

#[wasm_bindgen_test]
fn a_row_has_its_members_in_their_order_and_nothing_that_is_only_sent() {
    let mpdx = client("mpdx", "http://127.0.0.1/", "() => ''");
    let answer = Uint8Array::from(r#"{"data":[]}"#.as_bytes());
    let accounts = mpdx.read("mpdx/organization-accounts", answer).unwrap();
    let given = "({ extra: 7, locked_at: null, password: 'hunter2', username: 'anna', id: '1' })";
    accounts.insert(&values(given)).unwrap();
    let row = all(&accounts).get(0);
    assert_eq!(
        show(&row),
        r#"{"id":"1","username":"anna","locked_at":null,"extra":7}"#
    );
    assert_eq!(names(&row), "id,username,locked_at,extra");
    let alone: JsValue = accounts.get("1").unwrap().into();
    assert_eq!(names(&alone), "id,username,locked_at,extra");
    assert!(is_frozen(&row));
}
