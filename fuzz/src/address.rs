//! Base URLs, and the whole addresses that are made of them.
//!
//! The base URL, then `NAME=VALUE` for each parameter of a query, a line each.

use std::net::IpAddr;

use roster_core::http::BaseUrl;
use roster_core::message::{Method, Request};
use url::{Host, Url};

use crate::sound;

/// # Panics
/// When an address is taken that leads a token astray, or is read otherwise by who sends it.
pub fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.lines();
    let typed = lines.next().unwrap_or_default();
    let base = match BaseUrl::parse(typed) {
        Ok(base) => base,
        Err(error) => {
            sound::refused_here(&error);
            return;
        }
    };
    assert_eq!(BaseUrl::parse(base.as_str()).as_ref(), Ok(&base), "{typed}");
    // A name that no host can have: whoever sends finds out, and sends nothing.
    let Ok(url) = Url::parse(base.as_str()) else {
        return;
    };
    assert!(url.username().is_empty() && url.password().is_none());
    assert!(url.query().is_none() && url.fragment().is_none());
    assert!(url.path().ends_with('/'));
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => panic!("{base} names no host"),
    };
    assert!(
        url.scheme() == "https" || url.scheme() == "http" && is_here,
        "{base}"
    );
    if base.is_loopback() {
        assert!(is_here, "{base}");
    }
    let query = lines.map(|line| line.split_once('=').unwrap_or((line, "")));
    let request = query.fold(
        Request::new(Method::Get, "a/b"),
        |request, (name, value)| request.query(name, value),
    );
    joined(&base, &request);
}

/// The address of a request is read as it was meant: its path below the base, and its query.
///
/// # Panics
/// When it is not.
pub fn joined(base: &BaseUrl, request: &Request) {
    let address = base.join(request);
    assert!(!address.contains(|character: char| character.is_control() || character == ' '));
    let below = Url::parse(base.as_str()).expect("a base URL");
    let url = Url::parse(&address).expect("an address");
    assert_eq!(url.path(), format!("{}{}", below.path(), request.path));
    assert_eq!((url.host(), url.port()), (below.host(), below.port()));
    let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    assert_eq!(query, request.query, "{address}");
    assert_eq!(url.fragment(), None);
}
