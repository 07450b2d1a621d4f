//! A call as the log and the faults see it: before any system has read it.

use axum::extract::Request;
use axum::http::{Method, header};

use crate::system::System;

/// Parameters whose values are never shown again.
const SECRETS: [&str; 7] = [
    "access_token",
    "refresh_token",
    "token",
    "client_secret",
    "password",
    "secret",
    "api_key",
];
const HIDDEN: &str = "[hidden]";

/// One of the four lists of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    KeyAccounts,
    OrganizationAccounts,
    AgileNow,
    Swift,
}

/// What is known of a call from its first line and headers.
#[derive(Debug)]
pub struct Call {
    pub system: System,
    pub method: Method,
    pub path: String,
    /// The query, with the values of secrets hidden.
    pub query: Option<String>,
    /// Whether an `Authorization` header was sent.
    pub authorized: bool,
    /// The list of accounts that is asked for.
    pub list: Option<List>,
}

impl Call {
    /// Nothing when the call is for no system.
    pub fn of(request: &Request) -> Option<Self> {
        let path = request.uri().path();
        let system = System::at(path)?;
        let list = (request.method() == Method::GET)
            .then(|| list_at(path))
            .flatten();
        Some(Self {
            system,
            method: request.method().clone(),
            path: path.to_owned(),
            query: request.uri().query().map(without_secrets),
            authorized: request.headers().contains_key(header::AUTHORIZATION),
            list,
        })
    }

    /// A parameter of the query that is not empty.
    pub fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_deref()?.as_bytes())
            .find(|(sent, value)| sent == name && !value.is_empty())
            .map(|(_, value)| value.into_owned())
    }

    /// The number of the page, from 1. Swift's pages have none.
    pub fn page(&self) -> Option<u64> {
        match self.list? {
            List::KeyAccounts | List::OrganizationAccounts => {
                self.parameter("page").map_or(Some(1), |n| n.parse().ok())
            }
            List::AgileNow => {
                let from_zero: u64 = self
                    .parameter("CurrentPage")
                    .map_or(Some(0), |n| n.parse().ok())?;
                from_zero.checked_add(1)
            }
            List::Swift => None,
        }
    }

    /// The path and the query, for an address elsewhere.
    pub fn target(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }
}

fn list_at(path: &str) -> Option<List> {
    match path {
        "/api/v2/user/key_accounts" => Some(List::KeyAccounts),
        "/api/v2/user/organization_accounts" => Some(List::OrganizationAccounts),
        "/Endpoint/rest/api/v1/Accounts" => Some(List::AgileNow),
        "/api/v1/accounts" => Some(List::Swift),
        _ => None,
    }
}

/// Secrets belong into no query; one that is sent there in spite of that must not be shown.
fn without_secrets(query: &str) -> String {
    let pairs: Vec<_> = query
        .split('&')
        .map(|pair| {
            let name = form_urlencoded::parse(pair.as_bytes())
                .next()
                .map_or_else(String::new, |(name, _)| name.to_ascii_lowercase());
            match pair.split_once('=') {
                Some((sent, _)) if SECRETS.contains(&name.as_str()) => format!("{sent}={HIDDEN}"),
                _ => pair.to_owned(),
            }
        })
        .collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden_however_their_name_is_written() {
        assert_eq!(
            without_secrets("page=2&access_token=eyJ.x.y&%70assword=a%26b&Token=1&flag"),
            "page=2&access_token=[hidden]&%70assword=[hidden]&Token=[hidden]&flag"
        );
    }
}
