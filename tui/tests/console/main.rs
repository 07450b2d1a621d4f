//! The console as a person has it: the real program, in a terminal, on the embedded sandbox.
#![cfg(unix)]

mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use roster_sandbox::{Database, Sandbox, Settings};
use tempfile::TempDir;

use terminal::Terminal;

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const DOWN: &str = "\x1b[B";
const CONTROL_C: &str = "\x03";
const CONTROL_P: &str = "\x10";
const CONTROL_S: &str = "\x13";
const CONTROL_U: &str = "\x15";
const CONTROL_Z: &str = "\x1a";

/// A folder with the database of a small sandbox in it.
fn sandbox() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sandbox.db");
    let settings = Settings {
        accounts: 60,
        database: Database::File(file.clone()),
        ..Settings::default()
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let sandbox = Sandbox::start(settings).await.expect("a sandbox");
        sandbox.stop().await.expect("an end");
    });
    (folder, file)
}

fn open(file: &Path, home: &Path) -> Terminal {
    let file = file.to_str().expect("a path");
    let mut terminal = Terminal::start(&["--sandbox-db", file], (80, 24), home);
    terminal.wait_for("60 accounts");
    terminal
}

/// What the command line says of the accounts, in a process of its own.
fn listed(file: &Path, home: &Path, filter: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_roster"))
        .arg("--sandbox-db")
        .arg(file)
        .args([
            "list",
            "mpdx/key-accounts",
            "--output",
            "json",
            "--filter",
            filter,
        ])
        .env("HOME", home)
        .output()
        .expect("the program");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn an_account_is_found_edited_and_saved() {
    let (home, file) = sandbox();
    let mut terminal = open(&file, home.path());
    assert!(terminal.text().contains("Key accounts"));

    terminal.press("/Lumi Koskela");
    terminal.wait_for("1 of 60");
    terminal.press(ENTER);
    terminal.press("e");
    terminal.wait_for("Edit Lumi Koskela");
    terminal.press(CONTROL_U);
    terminal.press("Lumikki");
    terminal.wait_for("Lumikki");
    terminal.press(CONTROL_S);
    terminal.wait_for("Nothing is sent yet");
    assert!(
        terminal.text().contains("Lumi  →  Lumikki"),
        "{}",
        terminal.text()
    );
    assert!(!listed(&file, home.path(), "Koskela").contains("Lumikki"));

    terminal.press(ENTER);
    terminal.wait_for("saved Lumikki Koskela");
    assert!(listed(&file, home.path(), "Koskela").contains("Lumikki"));

    terminal.press("q");
    assert!(terminal.end().success());
}

#[test]
fn a_refusal_is_shown_with_the_systems_reason_and_the_input_is_kept() {
    let (home, file) = sandbox();
    let mut terminal = open(&file, home.path());
    terminal.press("n");
    terminal.wait_for("New key account");
    terminal.press("Nora");
    for _ in 0..2 {
        terminal.press(DOWN);
    }
    terminal.press("nora@example.org");
    terminal.press(DOWN);
    // The first account of every sandbox has it already.
    terminal.press("88");
    terminal.press(CONTROL_S);
    terminal.wait_for("Nothing is sent yet");
    terminal.press(ENTER);
    terminal.wait_for("has already been taken");
    assert!(
        terminal.text().contains("nora@example.org"),
        "{}",
        terminal.text()
    );
    terminal.press(CONTROL_C);
    terminal.wait_for("was not sent, and will be lost");
    terminal.press(CONTROL_C);
    assert!(terminal.end().success());
}

#[test]
fn an_organization_is_picked_among_all_of_them() {
    let (home, file) = sandbox();
    let mut terminal = open(&file, home.path());
    terminal.press("\t\tj");
    terminal.wait_for("Organization accounts");
    terminal.press(ENTER);
    terminal.press("n");
    terminal.wait_for("New organization account");
    for _ in 0..2 {
        terminal.press(DOWN);
    }
    terminal.press(CONTROL_P);
    // Nobody has an account there, so that no account could tell its name.
    terminal.press("spare organization 2");
    terminal.wait_for("Spare Organization 2");
    terminal.press(ENTER);
    terminal.wait_for("5d99867c-c6f9-4871-b6af-e36c7d110002");
    terminal.press(CONTROL_C);
    terminal.press(CONTROL_C);
    assert!(terminal.end().success());
}

#[test]
fn another_resource_details_and_every_size() {
    let (home, file) = sandbox();
    let mut terminal = open(&file, home.path());
    terminal.resize(200, 50);
    terminal.wait_for("Updated in database");
    terminal.press("\t\tjj");
    // In the details, so an account is there to be opened.
    terminal.wait_for("E-mail verified");
    terminal.press(ENTER);
    terminal.press(ENTER);
    terminal.wait_for("Esc back");
    terminal.resize(5, 3);
    terminal.resize(80, 24);
    terminal.wait_for("Notify by SMS");
    terminal.press(ESC);
    terminal.wait_gone("Notify by SMS");
    terminal.press("q");
    assert!(terminal.end().success());
}

#[test]
fn a_signal_gives_the_terminal_back() {
    let (home, file) = sandbox();
    for name in ["TERM", "HUP"] {
        let terminal = open(&file, home.path());
        terminal.signal(name);
        assert!(terminal.end().success());
    }
}

#[test]
fn it_can_be_suspended_and_comes_back() {
    let (home, file) = sandbox();
    let mut terminal = open(&file, home.path());
    terminal.press(CONTROL_Z);
    terminal.wait("the shell", |screen| !screen.alternate_screen());
    terminal.continue_until("60 accounts");
    terminal.press("q");
    assert!(terminal.end().success());
}

#[test]
fn a_system_that_cannot_be_reached_is_told_and_can_be_tried_again() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("roster.toml");
    // Port 1 of the loopback: nobody listens there.
    let profile = "[profiles.missions]\nsystem = \"mpdx\"\nbase_url = \"http://127.0.0.1:1/api/v2/\"\n\
                   token = { env = \"ROSTER_TEST_TOKEN\" }\n";
    fs::write(&file, profile).expect("a file");
    let arguments = ["--config", file.to_str().expect("a path")];
    let mut terminal = Terminal::start(&arguments, (80, 24), home.path());
    terminal.wait_for("r tries again");
    assert!(terminal.text().contains("missions"), "{}", terminal.text());
    terminal.press("r");
    terminal.wait_for("r tries again");
    terminal.press("q");
    assert!(terminal.end().success());
}

#[test]
fn a_record_that_cannot_be_read_is_told_of_and_explained() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("roster.toml");
    let fault = "wrong-types:path=key_accounts,next=1";
    let settings = Settings {
        accounts: 60,
        faults: vec![fault.parse().expect("a fault")],
        ..Settings::default()
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let sandbox = runtime
        .block_on(Sandbox::start(settings))
        .expect("a sandbox");
    fs::write(&file, sandbox.profiles()).expect("a file");
    let arguments = ["--config", file.to_str().expect("a path")];
    let mut terminal = Terminal::start(&arguments, (80, 24), home.path());
    terminal.wait_for("1 record cannot be read · x explains");
    terminal.wait_for("59 accounts");
    terminal.press("jx");
    terminal.wait_for("data[0]");
    terminal.press(ESC);
    terminal.wait_gone("data[0]");
    terminal.wait_for("2 of 59");
    // The fault is used up.
    terminal.press("r");
    terminal.wait_for("reloaded: 1 new, 0 changed, 0 gone");
    terminal.wait_for("60 accounts");
    terminal.press("q");
    assert!(terminal.end().success());
    runtime.block_on(sandbox.stop()).expect("an end");
}
