//! `create`, `update`, `upsert`, `delete` and `sync`. Each change is looked up by a new process.

use roster_sandbox::landmarks;

use crate::server::Served;

const KEY: &str = "mpdx/key-accounts";
const ORGANIZATION: &str = "mpdx/organization-accounts";
const AGILENOW: &str = "agilenow/accounts";

#[test]
fn a_created_account_is_there_until_it_is_deleted() {
    let served = Served::start();
    let made = served.roster.json(&[
        "create",
        KEY,
        "email=anna@example.com",
        "first_name=Änna",
        "remote_id=new-guid",
    ]);
    let id = made["id"].as_str().expect("an id");
    assert_eq!(made["first_name"], "Änna");
    assert_eq!(
        served.roster.json(&["get", KEY, id])["email"],
        "anna@example.com"
    );

    let deleted = served.roster.done(&["delete", KEY, id, "--yes"]);
    assert_eq!(deleted.out, "");
    let deleted = deleted.says(&[
        "warning: A person whose last key account",
        "deleted the key account",
    ]);
    assert!(deleted.err.contains(id));
    served.roster.run(&["get", KEY, id]).ended(3);
    served
        .roster
        .run(&["delete", KEY, id, "--yes"])
        .ended(3)
        .says(&["nothing was changed"]);
}

#[test]
fn an_update_prints_the_difference_and_the_account() {
    let served = Served::start();
    let id = served.first_id(KEY);
    let before = served.roster.json(&["get", KEY, &id]);
    let ran = served.roster.done(&[
        "update",
        KEY,
        &id,
        "first_name=Anne",
        "last_name=",
        "--output",
        "json",
    ]);
    let printed: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(printed["first_name"], "Anne");
    let ran = ran.says(&["→ \"Anne\"", "→ (none)"]);
    assert!(!ran.err.contains("email"), "{}", ran.err);
    let after = served.roster.json(&["get", KEY, &id]);
    assert_eq!(after["first_name"], "Anne");
    assert_eq!(after["last_name"], serde_json::Value::Null);
    assert_eq!(after["email"], before["email"]);

    let again = served.roster.done(&["update", KEY, &id, "first_name=Anne"]);
    again.says(&["nothing to change"]);
}

#[test]
fn the_other_systems_are_updated_too() {
    let served = Served::start();
    let id = served.first_id(AGILENOW);
    served.roster.done(&[
        "update",
        AGILENOW,
        &id,
        "Phone=+358 40 1",
        "LanguageId=fi-FI",
        "Is_Active=false",
    ]);
    let after = served.roster.json(&["get", AGILENOW, &id]);
    assert_eq!(after["Phone"], "+358 40 1");
    assert_eq!(after["LanguageId"]["id"], "fi-FI");
    assert_eq!(after["Is_Active"], false);

    let id = served.first_id(ORGANIZATION);
    let username =
        served
            .roster
            .json(&["update", ORGANIZATION, &id, "username=anna", "password=x"]);
    assert_eq!(username["username"], "anna");

    let made = served
        .roster
        .json(&["create", "swift/accounts", "name=ACME Corp"]);
    let id = made["id"].as_str().expect("an id");
    assert_eq!(
        served.roster.json(&["get", "swift/accounts", id])["name"],
        "ACME Corp"
    );
}

#[test]
fn a_stale_version_is_a_conflict_of_three_sides() {
    let served = Served::start();
    for (resource, version, field) in [
        (KEY, "updated_in_db_at", "first_name"),
        (AGILENOW, "ModifiedOn", "FirstName"),
    ] {
        let id = served.first_id(resource);
        let before = served.roster.json(&["get", resource, &id]);
        let theirs = before[field].as_str().expect("a name").to_owned();
        let stale = format!("{version}=2001-01-01T00:00:00Z");
        let mine = format!("{field}=Mine");
        let ran = served
            .roster
            .run(&["update", resource, &id, &mine, &stale])
            .ended(4);
        let ran = ran.says(&[
            "base",
            "mine \"Mine\"",
            "theirs",
            "2001-01-01T00:00:00Z",
            "nothing was",
        ]);
        assert!(
            ran.err.contains(&format!("theirs \"{theirs}\"")),
            "{}",
            ran.err
        );
        assert_eq!(served.roster.json(&["get", resource, &id]), before);

        let current = format!("{version}={}", before[version].as_str().expect("a version"));
        let after = served
            .roster
            .json(&["update", resource, &id, &mine, &current]);
        assert_eq!(after[field], "Mine");
        let forced = format!("{field}=Forced");
        let after = served
            .roster
            .json(&["update", resource, &id, &forced, "--overwrite"]);
        assert_eq!(after[field], "Forced");
    }
}

#[test]
fn what_is_unique_is_a_conflict_or_refused_with_the_systems_reason() {
    let served = Served::start();
    let id = served.first_id(KEY);
    let guid = served.roster.json(&["get", KEY, &id])["remote_id"]
        .as_str()
        .expect("a GUID")
        .to_owned();
    let ran = served.roster.run(&[
        "create",
        KEY,
        "email=b@example.com",
        &format!("remote_id={guid}"),
    ]);
    ran.ended(1)
        .says(&["has already been taken", "remote_id", "nothing was changed"]);
}

#[test]
fn an_upsert_changes_the_match_or_makes_an_account() {
    let served = Served::start();
    let values = [
        "upsert",
        AGILENOW,
        "Username=upserted",
        "FirstName=Ada",
        "LastName=Byron",
        "Email=ada@example.com",
    ];
    let first = served.roster.json(&values);
    let again: Vec<&str> = values.iter().copied().chain(["Phone=+44 1"]).collect();
    let again = served.roster.json(&again);
    assert_eq!(first["Id"], again["Id"]);
    let id = first["Id"].as_str().expect("an id");
    assert_eq!(served.roster.json(&["get", AGILENOW, id])["Phone"], "+44 1");
}

#[test]
fn a_sync_is_asked_for_and_has_no_result() {
    let served = Served::start();
    let id = served.first_id(ORGANIZATION);
    let ran = served.roster.done(&["sync", ORGANIZATION, &id]);
    assert_eq!(ran.out, "");
    ran.says(&["was asked to sync", &id]);
}

#[test]
fn values_come_from_files_and_standard_input() {
    let served = Served::start();
    let id = served.first_id(ORGANIZATION);
    let file = served.roster.file("password", "hunter2\n");
    let from_file = format!("password=@{file}");
    let ran = served.roster.run_with_input(
        &[
            "update",
            ORGANIZATION,
            &id,
            "username=-",
            &from_file,
            "--output",
            "json",
        ],
        "from standard input\n",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("from standard input"), "{ran:?}");
    assert!(!ran.err.contains("command line"), "{ran:?}");
    let everything = format!("{}{}", ran.out, ran.err);
    assert!(!everything.contains("hunter2"), "{everything}");
}

#[test]
fn a_secret_on_the_command_line_is_warned_about_and_not_repeated() {
    let served = Served::start();
    let id = served.first_id(ORGANIZATION);
    let ran = served
        .roster
        .done(&["update", ORGANIZATION, &id, "password=hunter2"]);
    let ran = ran.says(&[
        "warning: password was given on the command line",
        "password=@FILE",
        "(a new value)",
    ]);
    assert!(
        !format!("{}{}", ran.out, ran.err).contains("hunter2"),
        "{ran:?}"
    );
}

#[test]
fn what_the_system_dropped_is_said() {
    let served = Served::start();
    let id = served.first_id(KEY);
    let before = served.roster.json(&["get", KEY, &id])["primary"]
        .as_bool()
        .expect("yes or no");
    let wanted = format!("primary={}", !before);
    let ran = served.roster.done(&["update", KEY, &id, &wanted]);
    ran.says(&[&format!(
        "the system did not take primary: asked for {}, it holds {before}",
        !before
    )]);
}

#[test]
fn a_reader_may_not_write() {
    let served = Served::configured(|profiles| {
        profiles.replace("\"roster\"", "\"reader\"").replace(
            "public-sandbox-secret",
            roster_sandbox::credentials::AGILENOW_READER_SECRET,
        )
    });
    let id = served.first_id(AGILENOW);
    let ran = served
        .roster
        .run(&["update", AGILENOW, &id, "Phone=1"])
        .ended(5);
    ran.says(&["HTTP 403", "The user does not have access", "request "]);
}

#[test]
fn a_read_only_profile_writes_nothing() {
    let served = Served::configured(|profiles| {
        profiles.replace("system   = \"mpdx\"", "system = \"mpdx\"\nread_only = true")
    });
    let id = served.first_id(KEY);
    for arguments in [
        &["update", KEY, &id, "first_name=x"][..],
        &["delete", KEY, &id, "--yes"],
        &["create", KEY, "email=a@example.com", "remote_id=x"],
        &["sync", ORGANIZATION, landmarks::PERSON],
    ] {
        let ran = served.roster.run(arguments).ended(5);
        ran.says(&["read-only", "nothing was sent"]);
    }
}

#[test]
fn an_expired_token_is_not_authorised() {
    let token = roster_sandbox::credentials::mpdx_token();
    let expired = roster_sandbox::credentials::mpdx_token_until(1);
    let served = Served::configured(|profiles| profiles.replace(&token, &expired));
    let ran = served.roster.run(&["list", KEY]).ended(5);
    let ran = ran.says(&["HTTP 401"]);
    assert!(!ran.err.contains(&expired), "{}", ran.err);
}
