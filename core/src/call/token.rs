//! The bearer token that client credentials are exchanged for: when it is still good, and what the
//! token endpoint answers. Without I/O; [`crate::client`] asks for a new one when there is none.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::value::RawValue;

use crate::call::pace::retry_after;
use crate::call::{Elapsed, misplaced};
use crate::error::{Effect, Error, ErrorKind, Result};
use crate::json;
use crate::message::{Response, Secret};
use crate::schema::Resource;
use crate::systems::{answer, protocol};
use crate::value::Members;

/// How long before its end a token is replaced, so that none ends on the way.
const EARLY: Duration = Duration::from_secs(30);

/// How long a refresh token is good: 90 days, by AgileNow's documents.
const REFRESHABLE: Duration = Duration::from_secs(90 * 86_400);

/// A token and its end.
#[derive(Debug, Clone)]
pub struct Token {
    secret: Secret,
    ends: Option<Elapsed>,
    refresh: Option<Refresh>,
}

/// What a new token is got for, once.
#[derive(Debug, Clone)]
struct Refresh {
    secret: Secret,
    ends: Elapsed,
}

/// OAuth 2.0, section 5.1.
struct Granted {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
}

impl Granted {
    /// `None` when it is no JSON, or a member is of another type.
    fn read(body: &[u8]) -> Option<Granted> {
        let members: Members<'_> = json::read(body).ok()?;
        let member = |name: &str| {
            let raw = members.get(name).map(RawValue::get);
            raw.filter(|raw| *raw != "null")
        };
        let text = |name: &str| match member(name) {
            Some(raw) => json::read::<Cow<'_, str>>(raw.as_bytes())
                .ok()
                .map(|text| Some(text.into_owned())),
            None => Some(None),
        };
        Some(Granted {
            access_token: text("access_token")?,
            token_type: text("token_type")?,
            expires_in: match member("expires_in") {
                Some(seconds) => Some(seconds.parse().ok()?),
                None => None,
            },
            refresh_token: text("refresh_token")?,
        })
    }
}

impl Token {
    /// The token, if it is good now and is not the one that the system refused.
    #[must_use]
    pub fn usable(&self, now: Elapsed, stale: Option<&Secret>) -> Option<Secret> {
        let fresh = self
            .ends
            .is_none_or(|ends| now.saturating_add(EARLY) < ends);
        (fresh && stale != Some(&self.secret)).then(|| self.secret.clone())
    }

    /// The refresh token that came with it, if that is good now. It is good for one use, so it is
    /// taken out, and only when the token has ended: where the system refused the token before its
    /// end, it may have taken back all that came with it.
    pub fn take_refresh(&mut self, now: Elapsed, refused: Option<&Secret>) -> Option<Secret> {
        let refresh = self.refresh.take()?;
        let good = now < refresh.ends && refused != Some(&self.secret);
        good.then_some(refresh.secret)
    }

    /// Reads the answer of a token endpoint.
    ///
    /// # Errors
    /// [`Unauthorized`](ErrorKind::Unauthorized) with the system's reason when the credentials are
    /// refused; an unreadable answer; a type of token that is not `Bearer`.
    pub fn granted(
        resource: &'static Resource,
        response: &Response,
        now: Elapsed,
    ) -> Result<Token> {
        if !response.is_success() {
            let refusal = protocol(resource.system).refusal(resource, response);
            return Err(refused(refusal.retry_after(retry_after(response))));
        }
        // The body may hold a secret, so an error quotes nothing of it.
        let granted = Granted::read(&response.body)
            .ok_or_else(|| unreadable(response, "it is not the JSON of a token"))?;
        let secret = granted
            .access_token
            .filter(|token| !token.is_empty())
            .ok_or_else(|| unreadable(response, "access_token is missing"))?;
        let bearer = granted
            .token_type
            .is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
        if !bearer {
            return Err(unreadable(response, "the token is not a bearer token"));
        }
        let ends = granted
            .expires_in
            .map(|seconds| now.saturating_add(Duration::from_secs(seconds)));
        let refresh = granted
            .refresh_token
            .filter(|token| !token.is_empty())
            .map(|token| Refresh {
                secret: Secret::new(token),
                ends: now.saturating_add(REFRESHABLE),
            });
        Ok(Token {
            secret: Secret::new(secret),
            ends,
            refresh,
        })
    }
}

/// Refused credentials come as 400 or 401; either way nobody is signed in.
fn refused(error: Error) -> Error {
    if error.kind() == ErrorKind::NotFound {
        let message = "there is no token endpoint at that address";
        return misplaced(&error, message).effect(Effect::NothingSent);
    }
    if !matches!(error.http_status(), Some(400 | 401 | 403)) {
        return error
            .worded("the token endpoint gave no token")
            .effect(Effect::NothingSent);
    }
    let status = error.http_status().unwrap_or_default();
    Error::new(
        ErrorKind::Unauthorized,
        "the token endpoint refused the client credentials",
    )
    .status(status)
    .reasons(error.given_reasons().to_vec())
    .request_id(error.support_id().map(str::to_owned))
    .effect(Effect::NothingSent)
    .advice("look at client_id and client_secret of the profile")
}

fn unreadable(response: &Response, why: &str) -> Error {
    let hidden = Response {
        body: Vec::new(),
        ..response.clone()
    };
    answer::malformed(&hidden, why)
        .worded(format!(
            "the answer of the token endpoint cannot be read: {why}"
        ))
        .effect(Effect::NothingSent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::agilenow::accounts::ACCOUNTS;

    fn answered(status: u16, body: &str) -> Result<Token> {
        let response = Response {
            status,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        };
        Token::granted(&ACCOUNTS, &response, Duration::from_secs(100))
    }

    #[test]
    fn a_token_is_replaced_before_its_end_and_when_refused() {
        let token = answered(
            200,
            r#"{"token_type":"bearer","expires_in":3599,"access_token":"t"}"#,
        )
        .expect("a token");
        let at = |seconds| Duration::from_secs(seconds);
        assert_eq!(token.usable(at(100), None), Some(Secret::new("t")));
        assert_eq!(token.usable(at(100), Some(&Secret::new("t"))), None);
        assert_eq!(
            token.usable(at(100), Some(&Secret::new("older"))),
            Some(Secret::new("t"))
        );
        assert_eq!(token.usable(at(3669), None), None);
    }

    #[test]
    fn a_refresh_token_is_good_once_and_for_90_days() {
        let body =
            r#"{"token_type":"BEARER","expires_in":3599,"access_token":"t","refresh_token":"r"}"#;
        let token = || answered(200, body).expect("a token");
        let day = Duration::from_secs(86_400);
        let mut first = token();
        assert_eq!(first.take_refresh(day, None), Some(Secret::new("r")));
        assert_eq!(first.take_refresh(day, None), None);
        assert_eq!(token().take_refresh(91 * day, None), None);
        let refused = Secret::new("t");
        assert_eq!(token().take_refresh(day, Some(&refused)), None);
        let older = Secret::new("older");
        assert_eq!(
            token().take_refresh(day, Some(&older)),
            Some(Secret::new("r"))
        );
        assert!(!format!("{:?}", token()).contains("\"r\""));
        let none = r#"{"access_token":"t"}"#;
        let mut none = answered(200, none).expect("a token");
        assert_eq!(none.take_refresh(day, None), None);
    }

    #[test]
    fn a_refusal_gives_the_reason_and_no_secret() {
        let error = answered(
            401,
            r#"{"error":"invalid_client","error_description":"No such client."}"#,
        )
        .expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Unauthorized);
        assert_eq!(error.given_reasons()[0].message, "No such client.");
        let error = answered(200, r#"{"access_token":"s3cret","token_type":"mac"}"#)
            .expect_err("not a bearer token");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
}
