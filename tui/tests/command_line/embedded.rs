//! The embedded sandbox: what runs when nothing is configured, and where its accounts live.

use rusqlite::Connection;

use crate::program::{Ran, Roster, argument};

#[test]
fn without_a_configuration_the_sandbox_is_used_and_kept() {
    let roster = Roster::new();
    let ran = roster.done(&[
        "list",
        "mpdx/key-accounts",
        "--limit",
        "1",
        "--output",
        "json",
    ]);
    let ran = ran.says(&["no profile is configured in", "config.toml", "sandbox"]);
    let account: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let id = account[0]["id"].as_str().expect("an id");
    assert!(roster.path("data/roster/sandbox.sqlite3").is_file());

    roster.done(&["update", "mpdx/key-accounts", id, "first_name=Kept"]);
    let again = roster.json(&["--sandbox", "get", "mpdx/key-accounts", id]);
    assert_eq!(again["first_name"], "Kept");
    assert_eq!(
        roster
            .done(&["--sandbox", "get", "mpdx/key-accounts", id])
            .err,
        ""
    );
}

#[test]
fn another_file_holds_other_accounts() {
    let roster = Roster::new();
    let made = roster.json(&[
        "--sandbox-db",
        "mine.sqlite3",
        "create",
        "swift/accounts",
        "name=Mine",
    ]);
    let id = made["id"].as_str().expect("an id");
    roster.done(&["--sandbox-db", "mine.sqlite3", "get", "swift/accounts", id]);
    assert!(roster.path("mine.sqlite3").is_file());
    assert!(!roster.path("data").exists());
    roster
        .run(&["--sandbox", "get", "swift/accounts", id])
        .ended(3);
}

#[test]
fn the_sandbox_has_a_profile_for_each_system() {
    let roster = Roster::new();
    let arguments = [
        "--sandbox",
        "--profile",
        "sandbox-swift",
        "list",
        "swift/accounts",
        "--limit",
        "1",
    ];
    roster.done(&arguments);
    let ran = roster
        .run(&["--sandbox", "--profile", "x", "list", "swift/accounts"])
        .ended(2);
    ran.says(&["sandbox-mpdx, sandbox-agilenow, sandbox-swift"]);
    assert_eq!(
        roster
            .done(&["--sandbox", "--profile", "sandbox-swift"])
            .out
            .matches("profile ")
            .count(),
        1
    );
}

#[test]
fn two_programs_share_a_new_file() {
    let roster = Roster::new();
    let list = |resource| roster.start(&["--sandbox", "list", resource, "--output", "json"]);
    let (first, second) = (list("swift/accounts"), list("swift/accounts"));
    let ended = |child: std::process::Child| Ran::of(child.wait_with_output().expect("it ends"));
    let (first, second) = (ended(first).ended(0), ended(second).ended(0));
    assert_eq!(first.out, second.out);
}

#[test]
fn programs_that_write_at_once_lose_nothing() {
    let roster = Roster::new();
    roster.done(&["--sandbox", "list", "swift/accounts", "--limit", "1"]);
    let names = ["name=One", "name=Two", "name=Three", "name=Four"];
    let create = |name| roster.start(&["--sandbox", "create", "swift/accounts", name]);
    let programs: Vec<_> = names.map(create).into_iter().collect();
    for program in programs {
        Ran::of(program.wait_with_output().expect("it ends")).ended(0);
    }
    for name in names {
        let found = roster.json(&["--sandbox", "list", "swift/accounts", "--filter", name]);
        assert_eq!(found.as_array().expect("an array").len(), 1, "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_the_database_is_left_as_it_is() {
    let roster = Roster::new();
    let text = roster.file(
        "notes.txt",
        "not a database, but somebody's notes".repeat(100),
    );
    let before = std::fs::read(&text).expect("a file");
    let ran = roster
        .run(&["--sandbox-db", &text, "list", "swift/accounts"])
        .ended(1);
    ran.says(&["the sandbox cannot start", "notes.txt"]);
    assert_eq!(std::fs::read(&text).expect("a file"), before);

    let folder = roster.path("");
    let ran = roster
        .run(&["--sandbox-db", argument(&folder), "list", "swift/accounts"])
        .ended(1);
    ran.says(&["the sandbox cannot start"]);
    let ran = roster
        .run(&[
            "--sandbox-db",
            "no/such/folder/x.sqlite3",
            "list",
            "swift/accounts",
        ])
        .ended(1);
    ran.says(&["the sandbox cannot start", "no/such/folder"]);
}

#[test]
fn a_locked_database_is_an_error_and_no_wrong_answer() {
    let roster = Roster::new();
    let made = roster.json(&[
        "--sandbox-db",
        "locked.sqlite3",
        "create",
        "swift/accounts",
        "name=Before",
    ]);
    let id = made["id"].as_str().expect("an id");
    let other = Connection::open(roster.path("locked.sqlite3")).expect("the database");
    other.execute_batch("BEGIN EXCLUSIVE").expect("a lock");
    let ran = roster.run(&[
        "--sandbox-db",
        "locked.sqlite3",
        "create",
        "swift/accounts",
        "name=After",
    ]);
    let ran = ran.ended(1).says(&["lock"]);
    assert!(!ran.err.contains("After"), "{ran:?}");
    other.execute_batch("ROLLBACK").expect("unlocked");
    let accounts = roster.done(&[
        "--sandbox-db",
        "locked.sqlite3",
        "list",
        "swift/accounts",
        "--filter",
        "name=After",
        "--output",
        "json",
    ]);
    assert_eq!(accounts.out, "[]\n");
    roster.done(&[
        "--sandbox-db",
        "locked.sqlite3",
        "get",
        "swift/accounts",
        id,
    ]);
}
