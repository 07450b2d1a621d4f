//! MPDX's token, a JWT, decoded to show whose it is and when it ends. It is not verified: only the
//! server can.

use std::fmt;

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use crate::json;
use crate::message::Secret;
use crate::moment::Moment;
use crate::systems::answer;
use crate::value::{Members, Number};

/// Base64 as JWTs write it, and with padding, which some programs add.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes of a token that is looked into. MPDX's have fewer than two hundred.
const LONGEST: usize = 16_384;

/// What a token says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The id of the person whose it is, which is the one that a new account may belong to.
    pub user_id: Option<String>,
    /// When it ends. MPDX's last 30 days, and nothing renews them.
    pub ends: Moment,
}

impl Claims {
    /// Whether it has ended by then.
    #[must_use]
    pub fn ended(&self, now: Moment) -> bool {
        self.ends <= now
    }
}

/// Why a text is no token that can be looked into. Nothing of the text is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// It is not three parts with dots between them.
    NotThreeParts,
    /// It is longer than any token.
    TooLong,
    /// Its second part is not base64.
    NotBase64,
    /// Its second part does not hold a JSON object.
    NotAnObject,
    /// It does not say when it ends (`exp`), which MPDX's have to.
    NoEnd,
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            TokenError::NotThreeParts => "a JWT has three parts with dots between them",
            TokenError::TooLong => "no token is that long",
            TokenError::NotBase64 => "the second part of the JWT is not base64",
            TokenError::NotAnObject => "the second part of the JWT does not hold a JSON object",
            TokenError::NoEnd => "the JWT does not say when it ends (exp)",
        })
    }
}

impl std::error::Error for TokenError {}

/// Reads what a token says of itself.
///
/// # Errors
/// A text that is no JWT of MPDX's kind.
pub fn decode(token: &Secret) -> Result<Claims, TokenError> {
    let token = token.reveal().trim();
    if token.len() > LONGEST {
        return Err(TokenError::TooLong);
    }
    let mut parts = token.split('.');
    let (Some(_), Some(payload), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(TokenError::NotThreeParts);
    };
    let payload = BASE64.decode(payload).map_err(|_| TokenError::NotBase64)?;
    let claims: Members<'_> = json::read(&payload).map_err(|_| TokenError::NotAnObject)?;
    let ends = claims
        .get("exp")
        .and_then(|end| Number::parse(end.get()))
        .and_then(|end| whole(&end))
        .ok_or(TokenError::NoEnd)?;
    Ok(Claims {
        user_id: claims.get("user_id").and_then(answer::text),
        ends: Moment::at(ends),
    })
}

/// Seconds, which a JWT may write with a fraction (RFC 7519, section 2).
fn whole(seconds: &Number) -> Option<i64> {
    let digits = seconds.digits();
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> Secret {
        let payload = BASE64.encode(payload);
        Secret::new(format!("eyJhbGciOiJIUzI1NiJ9.{payload}.c2lnbmF0dXJl"))
    }

    #[test]
    fn a_token_says_whose_it_is_and_when_it_ends() {
        let claims = decode(&token(r#"{"user_id":"35e3efb4","exp":1642007878,"iat":1}"#))
            .expect("a token of MPDX");
        assert_eq!(claims.user_id.as_deref(), Some("35e3efb4"));
        assert_eq!(
            claims.ends.in_seconds().as_deref(),
            Some("2022-01-12T17:17:58Z")
        );
        assert!(claims.ended(Moment::at(1_642_007_878)));
        assert!(!claims.ended(Moment::at(1_642_007_877)));
        let claims = decode(&token(r#"{"user_id":9007199254740993,"exp":1.5}"#));
        let claims = claims.expect("numbers in other forms");
        assert_eq!(claims.user_id.as_deref(), Some("9007199254740993"));
        assert_eq!(claims.ends, Moment::at(1));
    }

    #[test]
    fn what_is_no_token_is_told_without_repeating_it() {
        let signed = |middle: &str| Secret::new(format!("head.{middle}.s3cret"));
        for (token, error) in [
            (Secret::new(""), TokenError::NotThreeParts),
            (Secret::new("a.b.c.d"), TokenError::NotThreeParts),
            (Secret::new("x".repeat(LONGEST + 1)), TokenError::TooLong),
            (signed("!"), TokenError::NotBase64),
            (signed("W10"), TokenError::NotAnObject),
            (token(r#"{"user_id":"x"}"#), TokenError::NoEnd),
            (token(r#"{"exp":"soon"}"#), TokenError::NoEnd),
            (token(r#"{"exp":1e400}"#), TokenError::NoEnd),
        ] {
            assert_eq!(decode(&token), Err(error));
            assert!(!error.to_string().contains("s3cret"));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text: String, middle: Vec<u8>) {
            let _ = decode(&Secret::new(text));
            let _ = decode(&Secret::new(format!("a.{}.b", BASE64.encode(middle))));
        }
    }
}
