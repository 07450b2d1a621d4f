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
        .stderr(Stdio::piped())
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

#[tokio::test]
async fn what_is_to_fail_is_told_and_fails() {
    let (mut child, mut out) = start(&[
        "--fault",
        "bad-gateway:system=swift,next=1",
        "--fault=latency:1",
    ]);
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    let origin = first.trim().strip_prefix("listening on ").unwrap();
    for status in [502, 401] {
        let reply = http().get(format!("{origin}/api/v1/accounts")).send().await;
        assert_eq!(reply.unwrap().status(), status);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut told = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut told)
        .unwrap();
    assert_eq!(
        told,
        "roster-sandbox: fault bad-gateway:system=swift,next=1\nroster-sandbox: fault latency:1\n"
    );
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
