//! What is printed where: results alone on standard output, safe to show, and quiet when nobody
//! reads any more.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Read};

use crate::program::Ran;
use crate::server::Served;

#[test]
fn nothing_that_is_printed_acts_on_a_screen() {
    let served = Served::start();
    for resource in [
        "mpdx/key-accounts",
        "mpdx/organization-accounts",
        "agilenow/accounts",
        "swift/accounts",
    ] {
        for output in ["table", "json", "ndjson"] {
            let ran = served.roster.done(&["list", resource, "--output", output]);
            let acts =
                |c: &char| (c.is_control() && *c != '\n') || ('\u{202a}'..='\u{202e}').contains(c);
            assert_eq!(ran.out.chars().find(acts), None, "{resource} {output}");
        }
    }
}

#[test]
fn a_table_that_is_piped_has_every_field_and_no_colour() {
    let served = Served::start();
    let table = served.roster.done(&["list", "agilenow/accounts"]).out;
    let heading = table.lines().next().expect("a heading");
    for field in ["Id", "Username", "Is_Active", "TenantId", "CreatedOn"] {
        assert!(heading.contains(field), "{heading}");
    }
    let accounts = served.roster.json(&["list", "agilenow/accounts"]);
    assert_eq!(
        table.lines().count(),
        1 + accounts.as_array().expect("an array").len()
    );
}

#[test]
fn an_empty_list_is_empty_in_every_form() {
    let served = Served::start();
    for (output, printed) in [("json", "[]\n"), ("ndjson", "")] {
        let arguments = [
            "list",
            "swift/accounts",
            "--filter",
            "name=nobody-at-all",
            "--output",
            output,
        ];
        assert_eq!(served.roster.done(&arguments).out, printed);
    }
    let table = served
        .roster
        .done(&["list", "swift/accounts", "--filter", "name=nobody-at-all"]);
    assert_eq!(table.out.lines().count(), 1);
    table.says(&["no accounts match the filter"]);
}

#[test]
fn csv_is_safe_for_spreadsheets() {
    let served = Served::start();
    served.roster.done(&[
        "create",
        "swift/accounts",
        "name==HYPERLINK(\"http://x\",\"y\")",
    ]);
    let csv = served
        .roster
        .done(&["list", "swift/accounts", "--output", "csv"])
        .out;
    let (heading, _) = csv.split_once("\r\n").expect("a heading");
    assert!(heading.starts_with("id,"), "{heading}");
    assert!(
        csv.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
        "{csv}"
    );
    let json = served
        .roster
        .json(&["list", "swift/accounts", "--filter", "name:\"http://x\""]);
    assert_eq!(json[0]["name"], "=HYPERLINK(\"http://x\",\"y\")");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let served = Served::start();
    for output in ["ndjson", "json", "table", "csv"] {
        let mut child = served
            .roster
            .start(&["list", "agilenow/accounts", "--output", output]);
        let mut line = String::new();
        let mut reader =
            BufReader::with_capacity(16, child.stdout.take().expect("its standard output"));
        reader.read_line(&mut line).expect("a line");
        drop(reader);
        let mut said = String::new();
        child
            .stderr
            .take()
            .expect("its standard error")
            .read_to_string(&mut said)
            .expect("text");
        assert_eq!(
            (child.wait().expect("it ends").code(), said.as_str()),
            (Some(0), ""),
            "{output}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let served = Served::start();
    let full = || {
        OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full")
    };
    let run = |arguments: &[&str]| {
        let mut command = served.roster.command(arguments);
        Ran::of(command.stdout(full()).output().expect("the program runs"))
    };
    for arguments in [
        &["list", "swift/accounts"][..],
        &["list", "--help"],
        &["--help"],
        &["--version"],
    ] {
        run(arguments)
            .ended(1)
            .says(&["cannot write to standard output"]);
    }
    let made = run(&["create", "swift/accounts", "name=Unseen"]).ended(1);
    made.says(&[
        "cannot write to standard output",
        "the change itself was made",
    ]);
    let accounts = served
        .roster
        .json(&["list", "swift/accounts", "--filter", "name=Unseen"]);
    assert_eq!(accounts.as_array().expect("an array").len(), 1);
}
