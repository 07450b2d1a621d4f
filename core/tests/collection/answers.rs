//! Answers that are meant to be slow or large, read into a collection: what is right in them is
//! held, what is wrong is told, and each costs no more than its bytes.

use std::fmt::Write as _;

use roster_core::collection::Collection;
use roster_core::schema::Resource;
use roster_core::systems::agilenow::accounts::ACCOUNTS as AGILENOW;
use roster_core::systems::mpdx::organization_accounts::ORGANIZATION_ACCOUNTS as MPDX;
use roster_core::systems::recorded;
use roster_core::systems::swift::accounts::ACCOUNTS as SWIFT;
use roster_core::value::Value;

const MANY: usize = 100_000;
/// Bytes of a long value.
const LONG: usize = 1 << 20;

/// An answer of that system with those records, one behind the other with commas between.
fn answer(resource: &Resource, records: &str) -> String {
    match resource.id {
        "mpdx/organization-accounts" => format!(r#"{{"data":[{records}]}}"#),
        "agilenow/accounts" => format!(r#"{{"Data":[{records}]}}"#),
        "swift/accounts" => format!(r#"{{"data":{{"items":[{records}]}}}}"#),
        other => panic!("{other}"),
    }
}

fn read(resource: &'static Resource, records: &str) -> Collection {
    let answer = answer(resource, records);
    recorded(resource, &answer.as_bytes()).expect("a list")
}

fn ids(collection: &Collection) -> Vec<&str> {
    collection.ids(0, usize::MAX).collect()
}

#[test]
fn objects_of_identical_keys() {
    let keys = vec![r#""k":1"#; MANY].join(",");
    let username = vec![r#""username":"x""#; MANY].join(",");
    for (resource, good, bad, named) in [
        (
            &MPDX,
            r#"{"id":"1"}"#,
            format!(r#"{{"id":"2","attributes":{{{keys}}}}}"#),
            "data[1].attributes has 100000 members",
        ),
        (
            &MPDX,
            r#"{"id":"1"}"#,
            format!(r#"{{"attributes":{{{username}}},"id":"2"}}"#),
            "data[1].attributes has 100000 members",
        ),
        (
            &MPDX,
            r#"{"id":"1"}"#,
            format!(r#"{{"id":"2","relationships":{{{keys}}}}}"#),
            "data[1].relationships has 100000 members",
        ),
        (
            &MPDX,
            r#"{"id":"1"}"#,
            format!(r#"{{"id":"2",{keys}}}"#),
            "data[1] has 100001 members",
        ),
        (
            &AGILENOW,
            r#"{"Id":"1"}"#,
            format!(r#"{{{keys},"Id":"2"}}"#),
            "Data[1] has 100001 members",
        ),
        (
            &SWIFT,
            r#"{"data":{"id":"1"}}"#,
            format!(r#"{{"data":{{"id":"2",{keys}}}}}"#),
            "data.items[1].data has 100001 members",
        ),
    ] {
        let held = read(resource, &format!("{good},{bad},{good}"));
        assert_eq!(ids(&held), ["1"], "{named}");
        assert_eq!(held.unread().count(), 1);
        let error = held.unread().error().expect("an error");
        let named = format!("{named}, and no more than 1000 are read, in the record with the id 2");
        assert!(error.message().ends_with(&named), "{error}");
    }
}

#[test]
fn identical_keys_where_nothing_is_looked_for() {
    let keys = vec![r#""k":1"#; MANY].join(",");
    // Inside of a member that no document knows: kept as it came, in every record that has it.
    let record = format!(r#"{{"Id":"1","More":{{{keys}}}}},{{"Id":"2","More":{{{keys}}}}}"#);
    let held = read(&AGILENOW, &record);
    for id in ["1", "2"] {
        match held.get(id).expect("an account").get("More") {
            Some(Value::Object(members)) => assert_eq!(members.len(), MANY),
            other => panic!("{other:?}"),
        }
    }
    // Beside the records; the first list of that name is the one.
    let lists = vec![r#""data":[]"#; MANY].join(",");
    for beside in [keys, lists] {
        let answer = format!(r#"{{"data":[{{"id":"1"}}],{beside}}}"#);
        let held = recorded(&MPDX, &answer.as_bytes()).expect("a list");
        assert_eq!((ids(&held), held.unread().count()), (vec!["1"], 0));
    }
}

#[test]
fn duplicate_ids() {
    let mut records = String::new();
    for number in 0..MANY {
        let _ = write!(
            records,
            r#"{{"id":"7","attributes":{{"username":"the name of number {number}"}}}},"#
        );
    }
    let held = read(&MPDX, &format!(r#"{records}{{"id":"8"}}"#));
    assert_eq!(ids(&held), ["7", "8"]);
    let name = format!("the name of number {}", MANY - 1);
    assert_eq!(
        held.cell(0, "username").as_deref(),
        Some(&Value::text(name))
    );
}

#[test]
fn records_that_cannot_be_read() {
    let lone = r#"{"id":"7","attributes":{"username":"\ud800"}}"#;
    let odd = ["{}", "7", "null", "[]", r#"{"id":[]}"#, lone].join(",");
    let records = vec![odd; MANY / 6].join(",");
    let held = read(&MPDX, &format!(r#"{records},{{"id":"1"}}"#));
    assert_eq!(ids(&held), ["1"]);
    let unread = held.unread();
    assert_eq!(unread.count(), MANY / 6 * 6);
    assert_eq!(unread.errors().count(), 100);
}

#[test]
fn a_million_distinct_strings() {
    // Choices and references have dictionaries, which expect few values.
    let mut records = String::new();
    for number in 0..MANY {
        let mixed = number * 7919 % MANY;
        let _ = write!(
            records,
            r#"{{"Id":"i{number}","Name":"n{mixed:05}","FirstName":"f{number}","LastName":"l{number}","Phone":"p{number}","Email":"e{number}","Username":"u{number}","LanguageId":{{"Id":"g{mixed:05}","Name":"o{mixed:05}"}},"TenantId":{{"Id":"t","Name":"t{number}"}},"More":"m{number}"}},"#
        );
    }
    let mut held = read(&AGILENOW, records.trim_end_matches(','));
    assert_eq!((held.len(), held.unread().count()), (MANY, 0));
    held.filter("U77777").expect("a filter");
    assert_eq!(ids(&held), ["i77777"]);
    held.filter("").expect("a filter");
    for (keys, number) in [("Name", 0), ("-LanguageId", MANY - 1)] {
        held.sort(keys).expect("sort keys");
        let first = held.cell(0, "Name").expect("a name").into_owned();
        assert_eq!(first, Value::text(format!("n{number:05}")), "{keys}");
    }
    for field in ["LanguageId", "TenantId"] {
        let groups = held.groups(field).expect("a field");
        assert_eq!(groups.len(), MANY, "{field}");
    }
    let account = held.get("i50000").expect("an account");
    let json = r#""More":"m50000""#;
    assert!(account.to_json().contains(json), "{}", account.to_json());
}

#[test]
fn values_of_a_megabyte() {
    let (text, digits) = ("é".repeat(LONG), "7".repeat(LONG));
    let records = [
        format!(r#"{{"data":{{"id":"1","name":"{text}","customer_id":{digits}8}}}}"#),
        format!(r#"{{"data":{{"id":"2","name":"{text}\n","customer_id":{digits}}}}}"#),
        format!(r#"{{"data":{{"id":"{digits}","name":["{text}"],"customer_id":1e{digits}}}}}"#),
        format!(r#"{{"data":{{"id":{digits},"name":"\ud800"}}}}"#),
        format!(r#"{{"data":{{"{text}":1}}}}"#),
    ];
    let mut held = read(&SWIFT, &records.join(","));
    assert_eq!(ids(&held), ["1", "2", &*digits]);
    let account = held.get("2").expect("an account");
    assert_eq!(account.get("name"), Some(&Value::Text(format!("{text}\n"))));
    let json = account.to_json();
    assert!(
        json.contains(&format!("\"customer_id\":{digits},"))
            || json.contains(&format!("\"customer_id\":{digits}}}"))
    );
    held.sort("customer_id").expect("sort keys");
    assert_eq!(ids(&held), ["2", "1", &*digits]);
    let told: Vec<_> = held.unread().errors().collect();
    assert_eq!(told.len(), 2);
    for error in told {
        assert!(error.report().concat().len() < 4_000);
    }
}
