//! What makes no sense is refused with exit code 2, named with what is allowed, and not sent.

use crate::program::Roster;
use crate::server::Untouched;

const ID: &str = "00000000-0000-4000-8000-000000000000";

#[test]
fn what_makes_no_sense_is_named_and_not_sent() {
    let (server, roster) = Untouched::start();
    let cases: &[(&[&str], &[&str])] = &[
        (&["lst"], &["lst", "list"]),
        (&["list"], &["RESOURCE"]),
        (
            &["list", "mpdx/accounts"],
            &["mpdx/accounts", "mpdx/key-accounts", "swift/accounts"],
        ),
        (&["list", "swift/accounts", "--colour"], &["--colour"]),
        (
            &["list", "swift/accounts", "--output", "xml"],
            &["xml", "table, json, ndjson, csv"],
        ),
        (
            &["get", "swift/accounts", "x", "--output", "csv"],
            &["csv", "table, json"],
        ),
        (
            &["list", "swift/accounts", "--limit", "0"],
            &["--limit", "0"],
        ),
        (
            &["list", "swift/accounts", "--limit", "many"],
            &["--limit", "many"],
        ),
        (
            &["list", "swift/accounts", "--filter", "nam=x"],
            &["nam", "name"],
        ),
        (&["list", "swift/accounts", "--filter", "\"open"], &["open"]),
        (
            &["list", "swift/accounts", "--sort", "name,nmae"],
            &["nmae", "name"],
        ),
        (
            &["get", "mpdx/key-accounts", "7"],
            &["7", "UUID", "nothing was sent"],
        ),
        (&["get", "swift/accounts", ""], &["ID"]),
        (&["delete", "mpdx/key-accounts", "x", "--yes"], &["UUID"]),
        (
            &["delete", "mpdx/key-accounts", ID],
            &["no terminal to ask on", "--yes", "nothing was sent"],
        ),
        (
            &["delete", "swift/accounts", "x", "--yes"],
            &["do not offer delete"],
        ),
        (
            &["update", "swift/accounts", "x", "name=y"],
            &["do not offer update", "nothing was sent"],
        ),
        (
            &["upsert", "mpdx/key-accounts", "email=a@b.c"],
            &["MPDX has no upsert"],
        ),
        (
            &["sync", "mpdx/key-accounts", ID],
            &["no source to sync with"],
        ),
        (&["create", "swift/accounts"], &["FIELD=VALUE"]),
        (
            &["create", "swift/accounts", "hunter2"],
            &["FIELD=VALUE", "name"],
        ),
        (
            &["create", "swift/accounts", "nmae=x"],
            &["no field \"nmae\"", "name"],
        ),
        (&["create", "swift/accounts", "id=x"], &["id"]),
        (&["create", "swift/accounts", "name="], &["name"]),
        (
            &["create", "mpdx/key-accounts", "email=a@example.com"],
            &["remote_id"],
        ),
        (
            &["create", "mpdx/key-accounts", "email=nobody", "remote_id=1"],
            &["email"],
        ),
        (
            &["update", "agilenow/accounts", "x", "Is_Active=perhaps"],
            &["Is_Active", "perhaps"],
        ),
        (
            &["update", "agilenow/accounts", "x", "TenantId=1"],
            &["TenantId"],
        ),
        (
            &["update", "mpdx/key-accounts", ID, "last_download=soon"],
            &["last_download", "soon"],
        ),
        (
            &["update", "mpdx/key-accounts", ID, "updated_in_db_at="],
            &["cannot be cleared"],
        ),
        (
            &[
                "update",
                "mpdx/key-accounts",
                ID,
                "updated_in_db_at=2020-01-01T00:00:00Z",
            ],
            &["what to change"],
        ),
        (
            &[
                "update",
                "mpdx/key-accounts",
                ID,
                "email=a@b.c",
                "updated_in_db_at=2020-01-01T00:00:00Z",
                "--overwrite",
            ],
            &["--overwrite"],
        ),
        (&["fields", "mpdx"], &["mpdx", "mpdx/key-accounts"]),
        (&["completions", "cobol"], &["cobol", "bash"]),
        (
            &["list", "swift/accounts", "--profile", "m"],
            &["\"m\" does not reach swift/accounts"],
        ),
        (
            &["list", "swift/accounts", "--profile", "x"],
            &["no profile \"x\"", "m, a, s"],
        ),
        (&["list", "swift/accounts", "--profile", ""], &["--profile"]),
    ];
    for (arguments, words) in cases {
        let ran = roster.run(arguments).ended(2).says(words);
        let line = ran.err.lines().next().unwrap_or_default();
        assert!(
            line.starts_with("roster: ") && line.contains(words[0]),
            "{ran:?}"
        );
        assert!(!ran.err.contains("hunter2"), "{ran:?}");
    }
    server.was_not_touched();
}

#[test]
fn help_and_version_are_results() {
    let roster = Roster::new();
    for (arguments, words) in [
        (&["--help"][..], "Exit codes: 0 done"),
        (&["list", "--help"], "field:word"),
        (&["update", "--help"], "FIELD=@FILE"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let ran = roster.done(arguments);
        assert!(ran.out.contains(words), "{ran:?}");
        assert_eq!(ran.err, "");
    }
}

#[test]
fn every_shell_gets_completions() {
    let roster = Roster::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = roster.done(&["completions", shell]).out;
        assert!(
            script.contains("roster") && script.contains("upsert"),
            "{shell}: {script}"
        );
    }
    let bash = roster.done(&["completions", "bash"]).out;
    assert!(bash.contains("mpdx/organization-accounts"));
}
