//! What a network and a server can do to a call: real sockets that misbehave.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::*;
use roster_core::call::Cancel;
use roster_core::error::{Effect, Error, ErrorKind};
use roster_core::schema::System;
use roster_core::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const ID: &str = "54ecd774-ac41-4026-a103-03893eedeb53";

/// A client of a server that answers every connection with those bytes and closes it.
async fn answering(bytes: &'static str) -> (TestClient, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}/", listener.local_addr().expect("an address"));
    let server = tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = vec![0; 8192];
            let _ = socket.read(&mut request).await;
            let _ = socket.write_all(bytes.as_bytes()).await;
            let _ = socket.shutdown().await;
        }
    });
    (client_with(settings(System::Mpdx, &base), "t0ken"), server)
}

async fn failure(bytes: &'static str) -> Error {
    let (client, server) = answering(bytes).await;
    let error = client
        .delete(&KEY_ACCOUNTS, ID, &Cancel::never())
        .await
        .expect_err("no answer");
    server.abort();
    assert!(!format!("{error:?}").contains("t0ken"));
    error
}

#[tokio::test]
async fn html_is_said_to_be_html() {
    let (client, server) = answering(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 38\r\n\r\n\
         <html><body>Sign in first</body></html>",
    )
    .await;
    let error = get(&client, &KEY_ACCOUNTS, ID).await.expect_err("not JSON");
    server.abort();
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(error.to_string().contains("HTML came"), "{error}");

    let error = failure(
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 33\r\n\r\n<html><h1>Bad gateway</h1></html>",
    )
    .await;
    assert_eq!(
        (error.kind(), error.http_status()),
        (ErrorKind::Server, Some(502))
    );
    assert_eq!(error.given_reasons()[0].message, "Bad gateway");
    assert_eq!(error.what_was_done(), Effect::Unknown);
}

#[tokio::test]
async fn half_an_answer_is_a_lost_one() {
    for bytes in [
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"data\":",
    ] {
        let error = failure(bytes).await;
        assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
        assert_eq!(error.what_was_done(), Effect::Unknown);
        assert!(
            error.report().join("\n").contains("not known whether"),
            "{error}"
        );
    }
}

/// A program at rest is not woken to look whether it is too old.
#[tokio::test]
async fn a_connection_to_this_machine_is_kept() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}/", listener.local_addr().expect("an address"));
    let connections = Arc::new(AtomicUsize::new(0));
    let made = Arc::clone(&connections);
    let server = tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            made.fetch_add(1, Ordering::SeqCst);
            let mut request = vec![0; 8192];
            while socket.read(&mut request).await.is_ok_and(|read| read > 0) {
                let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
                socket.write_all(answer).await.expect("a client");
            }
        }
    });
    let client = client_with(settings(System::Mpdx, &base), "t0ken");
    for _ in 0..2 {
        let deleted = client.delete(&KEY_ACCOUNTS, ID, &Cancel::never()).await;
        deleted.expect("no content");
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(86_400)).await;
        tokio::time::resume();
    }
    server.abort();
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let error = failure(
        "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
    )
    .await;
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(
        error.to_string().contains("https://elsewhere.example/"),
        "{error}"
    );
}

#[tokio::test]
async fn nobody_there_means_that_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}/", listener.local_addr().expect("an address"));
    drop(listener);
    let client = client_with(settings(System::Mpdx, &base), "t");
    let error = client
        .delete(&KEY_ACCOUNTS, ID, &Cancel::never())
        .await
        .expect_err("no server");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Connection, Effect::NothingSent)
    );
}

/// A client of a server that takes connections and never answers.
async fn silent(timeout: Duration) -> (TestClient, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}/", listener.local_addr().expect("an address"));
    let mut settings = settings(System::Mpdx, &base);
    settings.timeout = timeout;
    (client_with(settings, "t"), listener)
}

#[tokio::test]
async fn a_call_ends_within_its_deadline() {
    let (client, _listener) = silent(Duration::from_millis(50)).await;
    let error = client
        .delete(&KEY_ACCOUNTS, ID, &Cancel::never())
        .await
        .expect_err("no answer");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Timeout, Effect::Unknown)
    );
}

#[tokio::test]
async fn a_call_can_be_called_off() {
    let (client, listener) = silent(Duration::from_secs(600)).await;
    let (canceller, cancel) = Cancel::new();
    let call = async { client.delete(&KEY_ACCOUNTS, ID, &cancel).await };
    let calling_off = async {
        let (mut socket, _) = listener.accept().await.expect("the call");
        let mut request = [0; 16];
        let _ = socket.read(&mut request).await.expect("the request");
        canceller.cancel();
        // The end of the connection shows that the traffic stops too.
        let mut rest = Vec::new();
        let _ = socket.read_to_end(&mut rest).await;
    };
    let (result, ()) = tokio::join!(call, calling_off);
    let error = result.expect_err("called off");
    assert_eq!(
        (error.kind(), error.what_was_done()),
        (ErrorKind::Cancelled, Effect::Unknown)
    );

    let error = client
        .delete(&KEY_ACCOUNTS, ID, &cancel)
        .await
        .expect_err("called off before");
    assert_eq!(error.what_was_done(), Effect::NothingSent);
}
