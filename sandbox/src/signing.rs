//! JSON Web Tokens with HS256, made and checked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// Public, like the credentials: a signature here shows that a client carries tokens unharmed, and
/// protects nothing.
const KEY: &[u8] = b"public sandbox signing key";

/// The token of a payload. The same payload gives the same token.
pub fn sign(payload: &Value) -> String {
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let signed = format!("{}.{}", encode(&header), encode(payload));
    let signature = URL_SAFE_NO_PAD.encode(mac(&signed).finalize().into_bytes());
    format!("{signed}.{signature}")
}

/// The payload of a token whose signature is right and whose `exp` is after `now` (unix seconds).
/// `exp` is mandatory.
pub fn verify(token: &str, now: i64) -> Option<Value> {
    let (signed, signature) = token.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(signed).verify_slice(&signature).ok()?;
    let (header, payload) = signed.split_once('.')?;
    if decode(header)?.get("alg")?.as_str()? != "HS256" {
        return None;
    }
    let payload = decode(payload)?;
    (payload.get("exp")?.as_i64()? > now).then_some(payload)
}

fn mac(signed: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY).expect("HMAC takes a key of any length");
    mac.update(signed.as_bytes());
    mac
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn decode(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_to_say_when_it_ends() {
        let good = json!({ "user_id": "anna", "exp": 8 });
        assert_eq!(verify(&sign(&good), 7), Some(good.clone()));
        assert_eq!(verify(&sign(&good), 8), None);
        for payload in [
            json!({ "user_id": "anna" }),
            json!({ "user_id": "anna", "exp": null }),
            json!({ "user_id": "anna", "exp": "8" }),
        ] {
            assert_eq!(verify(&sign(&payload), 7), None, "{payload}");
        }
    }
}
