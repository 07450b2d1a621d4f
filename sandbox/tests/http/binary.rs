//! `roster-sandbox` as a program: what it prints, and how it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use crate::client::http;

fn start(arguments: &[&str]) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_roster-sandbox"))
        .args(["--port", "0", "--accounts", "3"])
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (child, out)
}

#[cfg(unix)]
#[tokio::test]
async fn it_prints_its_address_and_profiles_and_ends_on_a_signal() {
    for signal in ["INT", "TERM"] {
        let (mut child, mut out) = start(&["--rate-limit", "--seed", "9"]);
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let origin = first
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        assert!(origin.starts_with("http://127.0.0.1:"));
        let health = http()
            .get(format!("{origin}/sandbox/health"))
            .send()
            .await
            .unwrap();
        assert_eq!(health.status(), 200);

        let kill = Command::new("kill")
            .args(["-s", signal, &child.id().to_string()])
            .status()
            .unwrap();
        assert!(kill.success());
        assert!(child.wait().unwrap().success(), "SIG{signal}");
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        let profiles: toml::Table = rest.parse().unwrap();
        assert_eq!(profiles["profiles"].as_table().unwrap().len(), 3);
    }
}

#[test]
fn a_file_that_is_not_ours_ends_it_with_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(
        &path,
        "no database at all, but text of some length".repeat(30),
    )
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_roster-sandbox"))
        .args(["--port", "0", "--db"])
        .arg(&path)
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(message.lines().count(), 1);
    assert!(
        message.contains("notes.txt") && message.contains("not a sandbox database"),
        "{message}"
    );
    assert!(output.stdout.is_empty());
}
