//! Servers that answer nonsense, half, nothing or never; and Ctrl-C.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Child, Command};

use crate::program::{Ran, Roster};
use crate::server::{Answering, listen, port, profiles, read_request};

const ID: &str = "00000000-0000-4000-8000-000000000000";

fn answer(status: &str, kind: &str, body: &str, length: usize) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn json(body: &str) -> Vec<u8> {
    answer("200 OK", "application/json", body, body.len())
}

#[test]
fn html_instead_of_accounts_is_told_with_what_came() {
    let html = "<html><title>Bad gateway \u{1b}[31m</title></html>";
    for status in ["200 OK", "502 Bad Gateway"] {
        let (server, roster) = Answering::start(&answer(status, "text/html", html, html.len()));
        let ran = roster.run(&["list", "mpdx/key-accounts"]).ended(1);
        let ran = ran.says(&["list mpdx/key-accounts", "Bad gateway"]);
        assert!(!ran.err.contains('\u{1b}'), "{ran:?}");
        assert!(
            ran.err.contains(&status[..3]) || status.starts_with("200"),
            "{ran:?}"
        );
        let request = server.asked();
        assert!(
            request.starts_with("GET /api/v2/user/key_accounts?"),
            "{request}"
        );
    }
}

#[test]
fn json_of_another_shape_is_told() {
    for body in ["[]", "{\"data\":7}", "{\"data\":[{\"id\":\"x\""] {
        let bytes = answer("200 OK", "application/vnd.api+json", body, body.len());
        let (server, roster) = Answering::start(&bytes);
        roster
            .run(&["list", "mpdx/key-accounts"])
            .ended(1)
            .says(&["list mpdx/key-accounts"]);
        server.asked();
    }
}

#[test]
fn half_an_answer_is_no_answer() {
    let half = answer("200 OK", "application/vnd.api+json", "{\"data\":[", 5000);
    let (server, roster) = Answering::start(&half);
    roster
        .run(&["get", "mpdx/key-accounts", ID])
        .ended(6)
        .says(&["get mpdx/key-accounts"]);
    server.asked();

    let (server, roster) = Answering::start(&half);
    let values = ["create", "swift/accounts", "name=x"];
    let ran = roster.run(&values).ended(6);
    ran.says(&[
        "not known whether the account was made",
        "look before you repeat",
    ]);
    assert!(server.asked().starts_with("POST "));
}

#[test]
fn no_answer_is_no_connection() {
    let (server, roster) = Answering::start(b"");
    roster
        .run(&["list", "swift/accounts"])
        .ended(6)
        .says(&["list swift/accounts"]);
    server.asked();
}

#[test]
fn nobody_there_is_no_connection_and_nothing_was_sent() {
    let listener = listen();
    let closed = port(&listener);
    drop(listener);
    let roster = Roster::configured(&profiles(closed));
    for arguments in [
        &["create", "swift/accounts", "name=x"][..],
        &["create", "mpdx/key-accounts", "email=a@b.fi", "remote_id=1"],
    ] {
        let ran = roster.run(arguments).ended(6);
        let ran = ran.says(&["nothing was"]);
        assert!(!ran.err.contains("not known whether"), "{ran:?}");
    }
    roster
        .run(&[])
        .ended(6)
        .says(&["mpdx/key-accounts", "agilenow/accounts", "swift/accounts"]);
}

#[test]
fn the_time_of_a_call_is_bounded() {
    let listener = listen();
    let toml = profiles(port(&listener)).replace("timeout = 9", "timeout = 1");
    // The listener never accepts, so the connection is made and nobody answers.
    let roster = Roster::configured(&toml);
    roster
        .run(&["get", "swift/accounts", "01ARZ3NDEKTSV4RRFFQ69G5FAV"])
        .ended(6);
}

#[test]
fn a_redirect_takes_no_credentials_along() {
    let elsewhere = listen();
    let location = format!("http://127.0.0.1:{}/", port(&elsewhere));
    let redirect =
        format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
    let (server, roster) = Answering::start(redirect.as_bytes());
    roster.run(&["list", "swift/accounts"]).ended(1);
    server.asked();
    elsewhere.set_nonblocking(true).expect("a setting");
    assert!(elsewhere.accept().is_err(), "nobody follows the redirect");
}

/// A page of Swift accounts after which there is another.
const FIRST_PAGE: &str = r#"{"type":"list","data":{"items":[{"type":"account","data":{
"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","name":"First"}}],
"page_info":{"after":"next","before":null,"limit":1.0,"total":2.0}}}"#;

/// Answers one request.
fn serve(listener: &TcpListener, bytes: &[u8]) -> String {
    let (mut stream, _) = listener.accept().expect("a connection");
    let request = read_request(&mut stream);
    stream.write_all(bytes).expect("answered");
    request
}

#[test]
fn a_page_is_streamed_before_the_next_one_comes() {
    let listener = listen();
    let roster = Roster::configured(&profiles(port(&listener)));
    let mut child = roster.start(&["list", "swift/accounts", "--output", "ndjson"]);
    serve(&listener, &json(FIRST_PAGE));
    let mut printed = BufReader::new(child.stdout.take().expect("its standard output"));
    let mut line = String::new();
    printed.read_line(&mut line).expect("a line");
    assert!(line.contains("\"First\""), "{line}");
    let request = serve(&listener, &answer("400 Oops", "text/plain", "broken", 6));
    assert!(request.contains("after=next"), "{request}");
    let ran = Ran::of(child.wait_with_output().expect("the program ends"));
    ran.ended(1).says(&["broken", "HTTP 400"]);
}

#[test]
fn nothing_is_printed_of_a_list_with_a_page_missing() {
    for output in ["json", "csv", "table"] {
        let listener = listen();
        let roster = Roster::configured(&profiles(port(&listener)));
        let child = roster.start(&["list", "swift/accounts", "--output", output]);
        serve(&listener, &json(FIRST_PAGE));
        serve(&listener, &answer("400 Oops", "text/plain", "broken", 6));
        let ran = Ran::of(child.wait_with_output().expect("the program ends"));
        ran.ended(1).says(&["broken"]);
    }
}

#[test]
fn a_limit_that_is_reached_asks_for_no_further_page() {
    for output in ["json", "ndjson"] {
        let listener = listen();
        let roster = Roster::configured(&profiles(port(&listener)));
        let child = roster.start(&["list", "swift/accounts", "--limit", "1", "--output", output]);
        serve(&listener, &json(FIRST_PAGE));
        let ran = Ran::of(child.wait_with_output().expect("the program ends")).ended(0);
        assert!(ran.out.contains("First"), "{ran:?}");
    }
}

#[test]
fn ctrl_c_ends_a_call_and_says_what_is_not_known() {
    for (arguments, words) in [
        (&["list", "swift/accounts"][..], "list swift/accounts"),
        (
            &["create", "swift/accounts", "name=x"],
            "not known whether the account was made",
        ),
    ] {
        let listener = listen();
        let roster = Roster::configured(&profiles(port(&listener)));
        let child = roster.start(arguments);
        let (mut stream, _) = listener.accept().expect("a connection");
        read_request(&mut stream);
        interrupt(&child);
        let output = child.wait_with_output().expect("the program ends");
        Ran::of(output).ended(130).says(&[words]);
    }
}

fn interrupt(child: &Child) {
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status();
    assert!(sent.expect("kill runs").success());
}
