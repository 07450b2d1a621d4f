//! The configuration file: where it is found, what it may hold, and where secrets come from.

use crate::program::{Roster, argument};
use crate::server::{Answering, Served, Untouched, profiles};

#[test]
fn a_wrong_configuration_names_file_line_and_what_is_allowed() {
    let good = profiles(1);
    for (text, words) in [
        ("x".to_owned(), [":1:", "not TOML"]),
        (
            good.replace("system = \"swift\"", "system = \"swft\""),
            [":16:", "mpdx, agilenow, swift"],
        ),
        (
            good.replace("base_url", "base-url"),
            [":4:", "has no setting \"base-url\""],
        ),
        (
            good.replace("{ command = [\"echo\", \"hunter2\"] }", "\"hunter2\""),
            [":5:", "{ env = \"NAME\" }"],
        ),
        (
            good.replace("http://127.0.0.1:1/api", "http://example.com/api"),
            [":4:", "https"],
        ),
    ] {
        let roster = Roster::configured(&text);
        for arguments in [&["list", "swift/accounts"][..], &["profiles"], &[]] {
            let ran = roster.run(arguments).ended(2);
            let ran = ran.says(&["config.toml:"]).says(&words);
            assert!(!ran.err.contains("hunter2"), "{ran:?}");
            assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
        }
    }
}

#[test]
fn a_named_file_is_read_from_the_option_or_the_variable() {
    let served = Served::start();
    let toml =
        std::fs::read_to_string(served.roster.path("config/roster/config.toml")).expect("a file");
    let mut elsewhere = Roster::new();
    let file = elsewhere.file("other.toml", &toml);
    elsewhere.done(&["list", "swift/accounts", "--config", &file]);
    elsewhere.done(&["--config", "other.toml", "list", "swift/accounts"]);
    elsewhere.variable("ROSTER_CONFIG", &file);
    let ran = elsewhere.done(&["profiles"]);
    assert!(
        ran.out.contains(&file) && ran.out.contains("sandbox-agilenow"),
        "{ran:?}"
    );

    let ran = elsewhere
        .run(&["list", "swift/accounts", "--config", "nowhere.toml"])
        .ended(2);
    ran.says(&["there is no configuration file nowhere.toml", "--sandbox"]);
    let binary = elsewhere.file("binary.toml", [0xff, 0xfe]);
    elsewhere
        .run(&["profiles", "--config", &binary])
        .ended(2)
        .says(&["not text in UTF-8"]);
    let folder = elsewhere.path("");
    elsewhere
        .run(&["profiles", "--config", argument(&folder)])
        .ended(2)
        .says(&["cannot be read"]);
}

#[test]
fn several_profiles_of_a_system_need_a_choice() {
    let served = Served::configured(|profiles| {
        profiles.clone() + &profiles.replace("profiles.sandbox-", "profiles.second-")
    });
    let ran = served.roster.run(&["list", "swift/accounts"]).ended(2);
    ran.says(&[
        "several profiles reach swift/accounts",
        "--profile",
        "sandbox-swift, second-swift",
    ]);
    served
        .roster
        .done(&["list", "swift/accounts", "--profile", "second-swift"]);
    let overview = served.roster.done(&[]).out;
    assert!(overview.contains("profile second-mpdx"), "{overview}");

    let Served { roster, .. } = &served;
    let ran = roster
        .command(&["list", "swift/accounts"])
        .env("ROSTER_PROFILE", "second-swift")
        .output();
    assert!(ran.expect("the program runs").status.success());
}

#[test]
fn a_system_without_a_profile_is_out_of_reach() {
    let toml = "[profiles.only]\nsystem = \"swift\"\nbase_url = \"https://api.swift-api.com/\"\n\
                token = { env = \"SWIFT_TOKEN\" }\n";
    let roster = Roster::configured(toml);
    let ran = roster.run(&["list", "mpdx/key-accounts"]).ended(2);
    ran.says(&["no profile reaches mpdx/key-accounts", "system = \"mpdx\""]);
}

#[test]
fn profiles_are_printed_without_their_secrets() {
    let (server, roster) = Untouched::start();
    let ran = roster.done(&["profiles"]);
    for words in [
        "config.toml",
        "agilenow",
        "command echo",
        "http://127.0.0.1:",
    ] {
        assert!(ran.out.contains(words), "{ran:?}");
    }
    assert!(!ran.out.contains("hunter2"), "{ran:?}");
    let json = roster.json(&["profiles"]);
    assert_eq!(json["profiles"][1]["client_id"], "roster");
    assert_eq!(json["profiles"][2]["token"], "command echo");
    server.was_not_touched();

    let none = Roster::new().done(&["profiles"]);
    assert!(none.out.contains("the sandbox is used"), "{none:?}");
}

#[test]
fn a_secret_that_cannot_be_got_stops_the_call() {
    let (server, roster) = Untouched::start();
    let toml = std::fs::read_to_string(roster.path("config/roster/config.toml")).expect("a file");
    let command = "{ command = [\"echo\", \"hunter2\"] }";
    for (source, code, words) in [
        (
            "{ env = \"NO_SUCH_TOKEN\" }",
            5,
            "environment variable NO_SUCH_TOKEN",
        ),
        ("{ keyring = true }", 2, "not available in this version"),
        ("{ command = [\"/nowhere/at-all\"] }", 5, "cannot be run"),
        (
            "{ command = [\"sh\", \"-c\", \"echo hunter2; echo locked >&2; exit 7\"] }",
            5,
            "locked",
        ),
        ("{ command = [\"true\"] }", 5, "is empty"),
    ] {
        let file = roster.file("changed.toml", toml.replace(command, source));
        for resource in ["mpdx/key-accounts", "agilenow/accounts", "swift/accounts"] {
            let ran = roster
                .run(&["list", resource, "--config", &file])
                .ended(code);
            let ran = ran.says(&[words, "nothing was sent"]);
            assert!(!ran.err.contains("hunter2"), "{ran:?}");
        }
    }
    server.was_not_touched();
}

#[test]
fn a_secret_from_the_environment_is_used() {
    let token = roster_sandbox::credentials::mpdx_token();
    let served = Served::configured(|profiles| {
        profiles.replace(
            &format!("{{ command = [\"echo\", \"{token}\"] }}"),
            "{ env = \"MPDX_TOKEN\" }",
        )
    });
    served.roster.run(&["list", "mpdx/key-accounts"]).ended(5);
    let mut command = served.roster.command(&["list", "mpdx/key-accounts"]);
    let output = command
        .env("MPDX_TOKEN", token)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_key_that_does_not_look_like_one_is_used_and_said_once() {
    let body = r#"{"data":{"items":[],"page_info":{"total":0}}}"#;
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
    let bytes = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
    let (server, roster) = Answering::start(bytes.as_bytes());
    let ran = roster.done(&["list", "swift/accounts"]);
    let warning = "this is probably no API key of Swift SMS";
    assert_eq!(ran.err.matches(warning).count(), 1, "{ran:?}");
    assert!(!ran.err.contains("hunter2"), "{ran:?}");
    let asked = server.asked();
    assert!(
        asked.contains("hunter2"),
        "it is sent all the same: {asked}"
    );
}
