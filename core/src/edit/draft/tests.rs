use super::*;
use crate::edit::sample::{RESOURCE, anna};
use crate::error::ErrorKind;
use crate::value::Number;

fn changed(draft: &Draft) -> Vec<(&'static str, String)> {
    let changes = draft.changes().into_iter();
    changes
        .map(|change| (change.field.name, change.to.to_json()))
        .collect()
}

#[test]
fn only_real_changes_are_changes() {
    let mut draft = Draft::edit(anna());
    for (name, text) in [
        ("name", "Anna"),
        ("active", "yes"),
        ("home", "77"),
        ("language", "FINNISH"),
        ("password", ""),
    ] {
        draft.set_text(name, text).expect(name);
    }
    assert_eq!(changed(&draft), []);
    // What the base knows of a reference is not lost by naming it again.
    assert_eq!(
        draft.value("home").map(Value::words).as_deref(),
        Some("Helsinki")
    );
    for (name, text) in [
        ("language", "sv-se"),
        ("count", "12"),
        ("name", "Anne"),
        ("email", ""),
    ] {
        draft.set_text(name, text).expect(name);
    }
    let expected = [
        ("name", "\"Anne\""),
        ("email", "null"),
        ("count", "12"),
        ("language", "\"sv-se\""),
    ];
    assert_eq!(
        changed(&draft),
        expected.map(|(name, json)| (name, json.to_owned()))
    );
    assert_eq!(draft.changes()[0].from, Some(Value::text("Anna")));
    assert_eq!(draft.changes()[2].from, None);
    draft.set_text("name", "Anna").expect("text");
    draft.reset("count");
    draft.reset("email");
    assert_eq!(changed(&draft), [("language", "\"sv-se\"".to_owned())]);
}

#[test]
fn mine_is_the_base_with_the_changes() {
    let mut draft = Draft::edit(anna());
    draft.set_text("name", "Anne").expect("text");
    draft
        .set("count", Value::Number(Number::from(3)))
        .expect("a number");
    draft.set_text("password", "hunter2").expect("text");
    let mut mine = anna();
    mine.set("name", Value::text("Anne"));
    mine.set("count", Value::Number(Number::from(3)));
    assert_eq!(draft.mine(), mine);
    assert_eq!(draft.base(), Some(&anna()));
    let mut draft = Draft::create(&RESOURCE);
    draft.set_text("id", "7").expect("text");
    assert_eq!(draft.mine(), Account::new(&RESOURCE, "7"));
}

#[test]
fn an_empty_field_is_cleared_where_there_is_something_to_clear() {
    let mut draft = Draft::create(&RESOURCE);
    draft.set_text("name", "Anna").expect("text");
    draft.set_text("name", "").expect("text");
    assert_eq!(changed(&draft), []);
    draft.clear("name").expect("a field");
    assert_eq!(changed(&draft), [("name", "null".to_owned())]);
    let mut draft = Draft::upsert(&RESOURCE);
    draft.set_text("name", "").expect("text");
    draft.set("email", Value::text("")).expect("text");
    assert_eq!(
        changed(&draft),
        [("name", "null".to_owned()), ("email", "\"\"".to_owned())]
    );
    let mut draft = Draft::edit(anna());
    draft.set_text("password", "hunter2").expect("text");
    draft.set_text("password", "").expect("text");
    assert_eq!(changed(&draft), []);
}

#[test]
fn what_cannot_be_set_is_said() {
    for (mut draft, name, said) in [
        (
            Draft::edit(anna()),
            "nmae",
            "there is no field \"nmae\"; did you mean name?",
        ),
        (Draft::edit(anna()), "zzz", "there are name, email, active,"),
        (
            Draft::edit(anna()),
            "made_at",
            "made_at is answered by the system and cannot be sent",
        ),
        (
            Draft::create(&RESOURCE),
            "version",
            "version is answered by the system",
        ),
        (
            Draft::edit(anna()),
            "id",
            "id is chosen when the account is made and cannot be changed",
        ),
        (Draft::edit(anna()), "active", "active takes true or false"),
    ] {
        let before = draft.clone();
        let error = draft.set_text(name, "2022").expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(draft, before);
    }
    assert!(Draft::edit(anna()).clear("made_at").is_err());
}

#[test]
fn the_version_is_not_a_value() {
    let mut draft = Draft::edit(anna());
    assert_eq!(
        (draft.version(), draft.is_strict()),
        (Some("2022-01-12T17:17:58Z"), false)
    );
    draft
        .set_text("version", "2021-01-01 00:00:00 UTC")
        .expect("a version");
    assert_eq!(
        (draft.version(), draft.is_strict()),
        (Some("2021-01-01 00:00:00 UTC"), true)
    );
    assert_eq!(changed(&draft), []);
    draft.overwrite(true);
    assert!(draft.overwrites() && !draft.is_strict());
    draft.overwrite(false);
    assert!(draft.clear("version").is_err() && draft.set_text("version", "").is_err());
    draft
        .set("version", Value::text("later"))
        .expect("a version");
    assert_eq!(draft.version(), Some("later"));
    draft.reset("version");
    assert!(!draft.is_strict());
}

#[test]
fn debug_shows_no_secret() {
    let mut draft = Draft::edit(anna());
    draft.set_text("password", "hunter2").expect("text");
    draft.set_text("name", "Anne").expect("text");
    let shown = format!(
        "{draft:?} {:?} {:#?}",
        draft.changes(),
        draft.merge(&anna())
    );
    assert!(
        shown.contains("password") && shown.contains("Anne"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}
