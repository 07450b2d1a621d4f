//! Where a system is.

use std::fmt;
use std::net::IpAddr;

use http::Uri;

use crate::error::{Error, Result};
use crate::message::Request;
use crate::systems::percent_encoded;

/// The address below which a system's paths are: `https`, or `http` to this machine alone, so that
/// no token travels in the open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads a base URL; a missing slash at its end is added.
    ///
    /// # Errors
    /// An address that is not absolute, not `https` (nor `http` to loopback), or has a user name,
    /// password, query or fragment in it. The message does not repeat it, for a password's sake.
    pub fn parse(text: &str) -> Result<BaseUrl> {
        let refuse = |why: &str| {
            Err(Error::invalid(format!("the base URL {why}"))
                .advice("write it as in https://api.mpdx.org/api/v2/"))
        };
        if text.contains(['#', '?']) {
            return refuse("must have no query and no fragment");
        }
        let text = text.trim();
        let uri = text.parse::<Uri>();
        let Some(uri) = uri.ok().filter(|_| !text.contains(char::is_control)) else {
            return refuse("is not an address");
        };
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return refuse("must begin with https://");
        };
        if authority.as_str().contains('@') {
            return refuse("must have no user name or password in it");
        }
        if authority.host().is_empty() {
            return refuse("names no host");
        }
        let port = authority.as_str().strip_prefix(authority.host());
        if port.is_none_or(|port| !port.is_empty()) && authority.port_u16().is_none() {
            return refuse("has a port that is none");
        }
        match scheme {
            "https" => {}
            "http" if is_loopback(authority.host()) => {}
            "http" => return refuse("must begin with https://: http is for this machine alone"),
            _ => return refuse("must begin with https://"),
        }
        let path = uri.path().trim_end_matches('/');
        Ok(BaseUrl(format!("{scheme}://{authority}{path}/")))
    }

    /// As text, with a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let uri = self.0.parse::<Uri>();
        uri.is_ok_and(|uri| uri.host().is_some_and(is_loopback))
    }

    /// The whole address of a request.
    #[must_use]
    pub fn join(&self, request: &Request) -> String {
        let mut address = format!("{}{}", self.0, request.path);
        for (place, (name, value)) in request.query.iter().enumerate() {
            address.push(if place == 0 { '?' } else { '&' });
            address.push_str(&query_encoded(name));
            address.push('=');
            address.push_str(&query_encoded(value));
        }
        address
    }
}

/// Query parameters with the commas, brackets and dots that the systems' documents show.
fn query_encoded(text: &str) -> String {
    percent_encoded(text)
        .replace("%2C", ",")
        .replace("%5B", "[")
        .replace("%5D", "]")
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Method;

    #[test]
    fn only_addresses_that_keep_a_token_safe_are_taken() {
        for (text, base) in [
            (
                "https://api.mpdx.org/api/v2/",
                "https://api.mpdx.org/api/v2/",
            ),
            ("https://agile.example.com", "https://agile.example.com/"),
            (
                "http://127.0.0.1:4010/api/v2",
                "http://127.0.0.1:4010/api/v2/",
            ),
            ("http://[::1]:4010/", "http://[::1]:4010/"),
            ("http://localhost:80/", "http://localhost:80/"),
        ] {
            assert_eq!(BaseUrl::parse(text).expect(text).as_str(), base);
        }
        for text in [
            "",
            "api.mpdx.org",
            "/api/v2",
            "http://api.mpdx.org/",
            "http://127.0.0.1.example.com/",
            "ftp://localhost/",
            "https://user:hunter2@example.com/",
            "https://example.com/?access_token=hunter2",
            "https://example.com/#x",
            "https:// example.com/",
            "https://example.com:99999/",
            "https://example.com/\u{90}",
            "https://example.com:/",
        ] {
            let error = BaseUrl::parse(text).expect_err(text);
            assert!(!error.report().join("\n").contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn an_address_is_the_base_the_path_and_the_query() {
        let base = BaseUrl::parse("https://x.example/api/v2").expect("a base");
        let request = Request::new(Method::Get, "user/key_accounts")
            .query("page", 2)
            .query("include", "organization,person")
            .query("Filters", "(Name = ä&b)");
        assert_eq!(
            base.join(&request),
            "https://x.example/api/v2/user/key_accounts?page=2&include=organization,person\
             &Filters=%28Name%20%3D%20%C3%A4%26b%29"
        );
    }
}
