//! The direct way and the exact way come to the same.

use proptest::prelude::*;

use super::*;
use crate::account::Account;
use crate::error::{Result, Unread};
use crate::systems::agilenow::accounts::ACCOUNTS as AGILENOW;
use crate::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS as MPDX;
use crate::systems::swift::accounts::ACCOUNTS as SWIFT;
use crate::systems::{protocol, resources};

/// As `serde_json` and the systems' own readers read it.
fn exactly(resource: &'static Resource, answer: &str) -> Result<(Vec<Account>, Vec<String>)> {
    let response = Response {
        status: 200,
        headers: Vec::new(),
        body: answer.into(),
    };
    let ask = Ask::List(PageAsk::default());
    match protocol(resource.system).outcome(resource, &ask, &response)? {
        Outcome::Page(page) => Ok((last_of_each(page.accounts), messages(&page.unread))),
        other => panic!("{other:?}"),
    }
}

/// What is said of records that cannot be read, in whatever order they were met.
fn messages(unread: &Unread) -> Vec<String> {
    let mut messages: Vec<String> = unread
        .errors()
        .map(|error| error.message().to_owned())
        .collect();
    messages.sort();
    messages.push(format!("{} in all", unread.count()));
    messages
}

/// Accounts with the same id count once, and the last one is the one that is held.
fn last_of_each(accounts: Vec<Account>) -> Vec<Account> {
    let mut held: Vec<Account> = Vec::new();
    for account in accounts {
        match held.iter_mut().find(|other| other.id() == account.id()) {
            Some(other) => *other = account,
            None => held.push(account),
        }
    }
    held
}

fn directly(resource: &'static Resource, answer: &str, window: usize) -> Option<Read> {
    let bytes = answer.as_bytes();
    read_in(window, resource, protocol(resource.system), &bytes)
}

/// Reads an answer in both ways and in windows of many sizes; how it was read directly.
fn same(resource: &'static Resource, answer: &str) -> Option<(Vec<Account>, usize)> {
    let exact = exactly(resource, answer);
    let reads = [1, 7, 64, WINDOW].map(|window| {
        let read = directly(resource, answer, window)?;
        let (unread, times) = (messages(&read.unread), read.exact);
        let rows = read.rows.finish(Unread::default());
        let accounts = rows.page(0, rows.len());
        let expected = exact.as_ref().expect("no error");
        assert_eq!(
            (&accounts, &unread),
            (&expected.0, &expected.1),
            "by {window}: {answer}"
        );
        Some((accounts, times))
    });
    assert!(reads.iter().all(|read| *read == reads[0]), "{answer}");
    let [read, ..] = reads;
    read
}

fn held(resource: &'static Resource, answer: &str) -> (Vec<Account>, usize) {
    same(resource, answer).unwrap_or_else(|| panic!("not read directly: {answer}"))
}

#[test]
fn ordinary_answers_need_no_exact_way() {
    let record = r#"{"attributes":{"created_at":"2014-01-02T01:18:43Z","disable_downloads":false,"last_download":null,"latest_donation_date":"2018-10-08","remote_id":"f9","username":"Zoë","more":[1.5,{"a":null}]},"id":"d7","relationships":{"organization":{"data":{"id":"67","type":"organizations"}},"person":{"data":null}},"type":"organization_accounts","links":{}}"#;
    let included = r#"{"attributes":{"name":"جمČ 8","gift_aid_percentage":null,"oauth":false,"logo":"\u0041"},"id":"67","type":"organizations"}"#;
    let other = record.replace("d7", "d8");
    for answer in [
        format!(r#"{{"data":[{record},{other}],"included":[{included}],"meta":{{"a":[]}}}}"#),
        format!(r#"{{"included":[{included}],"meta":{{}},"data":[{record},{other}]}}"#),
        format!(r#"{{"meta":{{"a":[1,2,3]}},"data":[{record},{other}],"included":[{included}]}}"#),
        format!(" {{ \"data\" : [ {record} ,\n{other} ] , \"included\":[{included} ] }}\r\n"),
    ] {
        let (accounts, exact) = held(&MPDX, &answer);
        assert_eq!((accounts.len(), exact), (2, 0), "{answer}");
        let json = accounts[1].to_json();
        assert!(json.contains(r#""name":"جمČ 8""#), "{json}");
        assert!(
            json.contains(r#""more":[1.5,{"a":null}],"links":{}"#),
            "{json}"
        );
    }
    let record = r#"{"DateFormatId":{"ExternalId":null,"Id":"DD.MM.YYYY","Name":"DD.MM.YYYY","Type":"DateFormat"},"EmailVerified":true,"Id":"a2","Phone":null,"TenantId":{"ExternalId":"HQ","Id":9007199254740993,"Name":"Headquarters","Type":"Tenant"},"LanguageId":"fi-FI","TimezoneId":7,"CreatedOn":"1900-01-01T00:00:00Z"}"#;
    let other = record.replace("a2", "a3");
    let answer = format!(r#"{{"Data":[{record},{other}],"Meta":{{"TotalItems":2}}}}"#);
    assert_eq!(held(&AGILENOW, &answer).1, 0);
    // White space is not strange.
    let spaced = answer.replace("\":", "\": ");
    assert_eq!(held(&AGILENOW, &spaced), held(&AGILENOW, &answer));
    for (before, after) in [(",", ",\n"), (",", "\t,"), ("{", "{ "), ("}", "\r\n}")] {
        let spaced = spaced.replace(before, after);
        assert_eq!(held(&AGILENOW, &spaced), held(&AGILENOW, &answer));
    }
    let record = r#"{"associations":{"api_keys":[]},"data":{"billing_tier":"x","customer_id":-3,"id":"01","inserted_at":"2015-12-04T05:45:20.434156Z","name":"a\u001b[31m\"b\"\\","sms_access":"PARTIAL"},"type":"account"}"#;
    let answer =
        format!(r#"{{"data":{{"items":[{record}],"page_info":{{"after":null}}}},"type":"list"}}"#);
    let (accounts, exact) = held(&SWIFT, &answer);
    assert_eq!(exact, 0);
    let json = accounts[0].to_json();
    assert!(
        json.ends_with(r#""billing_tier":"x","associations":{"api_keys":[]}}"#),
        "{json}"
    );
}

#[test]
fn odd_records_are_read_in_the_exact_way() {
    for record in [
        r#"{"id":7}"#,
        r#"{"id":"7","attributes":null}"#,
        r#"{"id":"7","attributes":{"id":"8","username":"x"}}"#,
        r#"{"id":"7","attributes":{"username":"x","username":"y"}}"#,
        r#"{"id":"7","attributes":{"user\u006eame":"x"}}"#,
        r#"{"id":"7","attributes":{"organization":"x"},"relationships":{"organization":{"data":null}}}"#,
        r#"{"id":"7","relationships":{"organization":{"data":{"type":"o","id":5}}}}"#,
        r#"{"id":"7","relationships":{"organization":{"links":{}}}}"#,
        r#"{"id":"7","relationships":{"owner":{"data":[{"id":"1"}]}}}"#,
        r#"{"id":"7","username":"x"}"#,
        r#"{"id":"7","id":"8"}"#,
        r#"{"id":"7","attributes":{"a":1,"a":2}}"#,
        r#"{"attributes":{"remote_id":123456789012345678901234567890.5e7},"id":"7"}"#,
        r#"{"attributes":{"remote_id":-0,"username":1e2},"id":"7"}"#,
    ] {
        let answer = format!(r#"{{"data":[{{"id":"1"}},{record},{{"id":"2"}}]}}"#);
        assert_eq!(held(&MPDX, &answer).0.len(), 3, "{answer}");
    }
    let pointer = r#"{"id":"7","relationships":{"owner":{"data":{"id":"1","type":"people"}}}}"#;
    let person = r#"{"id":"1","type":"people","attributes":{"last_name":"Eze"}}"#;
    let answer = format!(r#"{{"data":[{pointer}],"included":[{person}]}}"#);
    let (accounts, _) = held(&MPDX, &answer);
    assert!(accounts[0].to_json().contains(r#""name":"Eze""#));
    let many: Vec<String> = (0..200).map(|n| format!("\"m{n}\":{n}")).collect();
    let answer = format!(r#"{{"Data":[{{"Id":"1",{}}}]}}"#, many.join(","));
    assert_eq!(held(&AGILENOW, &answer).1, 1);
}

#[test]
fn records_that_cannot_be_read_are_left_out() {
    for record in [
        "7",
        "null",
        "[]",
        r#"{"id":""}"#,
        r#"{"id":"7","attributes":[]}"#,
        r#"{"id":"7","attributes":{"username":"\ud800"}}"#,
        r#"{"id":"7","relationships":{"organization":{"data":{"id":""}}}}"#,
    ] {
        let answer = format!(r#"{{"data":[{{"id":"1"}},{record},{{"id":"2"}}]}}"#);
        let (accounts, _) = held(&MPDX, &answer);
        let ids: Vec<&str> = accounts.iter().map(Account::id).collect();
        assert_eq!(ids, ["1", "2"], "{answer}");
    }
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let answer = format!(r#"{{"data":[{{"id":"1","attributes":{{"a":{deep}}}}},{{"id":"2"}}]}}"#);
    assert_eq!(held(&MPDX, &answer).0.len(), 1);
}

#[test]
fn all_that_cannot_be_read_are_counted() {
    let (named, nameless) = (r#"{"id":"7","attributes":7},"#, r#"{"attributes":{}},"#);
    let records = [nameless.repeat(500), named.repeat(500)].concat();
    let answer = format!(r#"{{"data":[{records}{{"id":"1"}}]}}"#);
    assert_eq!(held(&MPDX, &answer).0.len(), 1);
    let read = directly(&MPDX, &answer, WINDOW).expect("read directly");
    assert_eq!(read.unread.count(), 1_000);
    assert_eq!(read.unread.errors().count(), 100);
}

#[test]
fn a_record_is_named_and_its_values_are_not_told() {
    let values = r#""username":"anna@example.org","name":"Anna","Email":"anna@example.org""#;
    for (resource, record, told) in [
        (
            &MPDX,
            format!(r#"{{"id":"u7","attributes":{{{values}}},"relationships":["Anna"]}}"#),
            "data[0].relationships: invalid type: array, expected an object, in the record with the id u7",
        ),
        (
            &MPDX,
            format!(r#"{{"type":"Anna","attributes":{{{values}}}}}"#),
            "data[0].id is missing; there are type, attributes",
        ),
        (
            &AGILENOW,
            format!(r#"{{{values},"Id":["Anna"]}}"#),
            "Data[0].Id: invalid type: array, expected text that is an id",
        ),
        (
            &AGILENOW,
            format!(r#"{{{values},"Id":"u7","Phone":"Anna\ud800"}}"#),
            "Data[0].Phone: unexpected end of hex escape, in the record with the id u7",
        ),
        (
            &SWIFT,
            format!(r#"{{"data":{{{values}}},"type":"Anna"}}"#),
            "data.items[0].data.id is missing; there are username, name, Email",
        ),
        (
            &SWIFT,
            r#""anna@example.org""#.to_owned(),
            "data.items[0]: invalid type: string, expected an object",
        ),
        (
            &SWIFT,
            r#"{"data":{"name":"Anna","id":null}}"#.to_owned(),
            "data.items[0].data.id is missing; null came",
        ),
        (
            &SWIFT,
            "{}".to_owned(),
            "data.items[0].data is missing; nothing came",
        ),
    ] {
        let answer = match protocol(resource.system).layout().list {
            "data" => format!(r#"{{"data":[{record}]}}"#),
            "Data" => format!(r#"{{"Data":[{record}]}}"#),
            _ => format!(r#"{{"data":{{"items":[{record}]}}}}"#),
        };
        held(resource, &answer);
        let read = directly(resource, &answer, WINDOW).expect("read directly");
        let error = read.unread.error().expect("an error");
        let told = format!("the answer cannot be read: {told}");
        assert_eq!(error.message(), told, "{answer}");
        let whole = format!("{error:?} {:?}", error.report()).to_lowercase();
        assert!(!whole.contains("anna"), "{whole}");
    }
}

#[test]
fn what_is_no_such_document_is_left_to_the_exact_way() {
    for answer in [
        "",
        " ",
        "[]",
        "<html>",
        "{}",
        r#"{"data":null}"#,
        r#"{"data":{}}"#,
        r#"{"data":[]} x"#,
        r#"{"data":[],}"#,
        r#"{,"data":[{"id":"1"}]}"#,
        r#"{"data":[{"id":"1"},]}"#,
        r#"{"data":[{,"id":"1"}]}"#,
        r#"{"data":[{"id":"1",}]}"#,
        r#"{"data":[{1 :2,"id":"1"}]}"#,
        r#"{"data":[{"id":"1",null :2}]}"#,
        r#"{"data":[{"id":"1"}],1 :2}"#,
        r#"{"data":[{"id":"1","attributes":{,"username":"x"}}]}"#,
        r#"{"data":[{"id":"1""attributes":{}}]}"#,
        r#"{"data":[{"id":"1"}{"id":"2"}]}"#,
        r#"{"data":[{"id":"1"}],"data":[]}"#,
        r#"{"d\u0061ta":[{"id":"1"}]}"#,
        r#"{"data":[{"id":"1"}"#,
        r#"{"data":[{"id":"1","attributes":{"username":"a"#,
        r#"{"data":[],"meta":{"pagination":7}}"#,
        r#"{"data":[{"id":"1"]}]}"#,
        "{\"data\":[{\"id\":\"\u{1}\"}]}",
    ] {
        assert!(same(&MPDX, answer).is_none(), "{answer}");
    }
}

/// Pieces of answers, right ones and wrong ones.
fn piece() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("-12".to_owned()),
        Just("1e400".to_owned()),
        Just("99999999999999999999".to_owned()),
        Just("\"2014-01-02T01:18:43Z\"".to_owned()),
        Just("\"\\ud83d\\ude00\\n\"".to_owned()),
        Just("\"\\ud800\"".to_owned()),
        "[a-zö]{0,12}".prop_map(|text| format!("\"{text}\"")),
    ];
    let name = prop::sample::select(vec![
        "id",
        "Id",
        "type",
        "data",
        "attributes",
        "relationships",
        "username",
        "name",
        "Name",
        "organization",
        "LanguageId",
        "CreatedOn",
        "customer_id",
        "inserted_at",
        "items",
        "meta",
        "odd",
        "__proto__",
    ]);
    scalar.prop_recursive(4, 24, 5, move |inner| {
        let member = (name.clone(), inner.clone());
        prop_oneof![
            3 => prop::collection::vec(member, 0..6).prop_map(|members| {
                let members = members.iter().map(|(name, value)| format!("\"{name}\":{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
            1 => prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
        ]
    })
}

proptest! {
    #[test]
    fn any_records_come_to_the_same(
        records in prop::collection::vec(piece(), 0..5),
        id in "[1-3]",
        inner in piece(),
    ) {
        let records: Vec<String> = records
            .into_iter()
            .enumerate()
            .map(|(place, record)| match record.strip_prefix('{') {
                Some("}") => record,
                Some(rest) if place % 3 == 0 => format!("{{\"id\":\"{id}{place}\",{rest}"),
                Some(rest) if place % 3 == 1 => format!("{{\"Id\":\"{place}\",\"attributes\":{inner},{rest}"),
                Some(rest) => format!("{{\"data\":{{\"id\":\"{place}\",\"name\":{inner}}},{rest}"),
                None => record,
            })
            .collect();
        let records = records.join(",");
        for resource in resources() {
            let answer = match protocol(resource.system).layout().list {
                "data" => format!(r#"{{"data":[{records}],"included":[{inner}]}}"#),
                "Data" => format!(r#"{{"Data":[{records}]}}"#),
                _ => format!(r#"{{"data":{{"items":[{records}]}}}}"#),
            };
            same(resource, &answer);
        }
    }

    #[test]
    fn damage_is_seen(
        place in any::<prop::sample::Index>(),
        byte in prop::sample::select(b"{}[]\",:\\ 0a\n".to_vec()),
        cut in any::<bool>(),
    ) {
        let answer = r#"{"data":[{"id":"1","attributes":{"username":"x\n","remote_id":null}},{"id":"2","relationships":{"person":{"data":{"id":"1","type":"people"}}}}],"included":[{"id":"1","type":"people","attributes":{"first_name":"A"}}],"meta":{"pagination":{"page":1}}}"#;
        let mut bytes = answer.as_bytes().to_vec();
        let place = place.index(bytes.len());
        if cut { bytes.truncate(place) } else { bytes[place] = byte }
        same(&MPDX, &String::from_utf8(bytes).expect("ASCII"));
    }
}

#[test]
fn what_is_remembered_outlives_what_is_replaced() {
    let record = |id: &str, language: &str, name: &str| {
        format!(
            r#"{{"Id":"{id}","FirstName":"{name}","LanguageId":{{"Id":"{language}","Type":"Language"}}}}"#
        )
    };
    let long = "x".repeat(2000);
    let mut records = vec![
        record("1", "aa", ""),
        record("2", "bb", ""),
        record("1", "bb", ""),
    ];
    records.extend((0..100).map(|_| record("3", "bb", &long)));
    // Read in the exact way, with all the dead text of those before it.
    records.push(r#"{"Id":"4","FirstName":"x","FirstName":"x"}"#.to_owned());
    records.extend([record("5", "aa", ""), record("6", "bb", "")]);
    let answer = format!(r#"{{"Data":[{}]}}"#, records.join(","));
    same(&AGILENOW, &answer);
    let held = directly(&AGILENOW, &answer, WINDOW).expect("read").rows;
    let held = held.finish(Unread::default());
    let languages = [0, 1, 2, 4, 5].map(|row| {
        held.cell(row, "LanguageId")
            .map(|it| it.plain().into_owned())
    });
    let given = ["bb", "bb", "bb", "aa", "bb"].map(|id| Some(id.to_owned()));
    assert_eq!(languages, given);
}
