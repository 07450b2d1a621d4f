//! Bytes as they come out of the connection.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use roster_sandbox::credentials;

/// Everything that the server sends until it closes the connection.
pub async fn exchange(address: SocketAddr, request: String) -> Vec<u8> {
    tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        bytes
    })
    .await
    .unwrap()
}

/// A call of Swift, whose connection ends with the answer.
pub fn swift(method: &str, path: &str, body: &str) -> String {
    format!(
        "{method} /api/v1/{path} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n\
         authorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        credentials::SWIFT_TOKEN,
        body.len()
    )
}

/// A call of MPDX, whose connection ends with the answer.
pub fn mpdx(method: &str, path: &str, body: &str) -> String {
    format!(
        "{method} /api/v2/{path} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n\
         authorization: Bearer {}\r\ncontent-type: application/vnd.api+json\r\n\
         content-length: {}\r\n\r\n{body}",
        credentials::mpdx_token(),
        body.len()
    )
}

/// The head, in lines, and the body.
pub fn parts(bytes: &[u8]) -> (Vec<String>, Vec<u8>) {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("no end of the head in {:?}", String::from_utf8_lossy(bytes)));
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let lines = head.split("\r\n").map(str::to_owned).collect();
    (lines, bytes[end + 4..].to_vec())
}

/// The `Content-Length` of a head.
pub fn length(head: &[String]) -> usize {
    let line = head
        .iter()
        .find_map(|line| line.strip_prefix("content-length: "));
    line.unwrap().parse().unwrap()
}
