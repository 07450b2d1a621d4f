//! Base64 (RFC 4648): what is small is written with the alphabet of section 4, and tokens are read
//! with that of section 5, which URLs carry unharmed.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes with the alphabet of section 4, padded.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place| u32::from(three.get(place).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) as usize % ALPHABET.len();
            text.push(match ALPHABET.get(digit) {
                Some(letter) if place <= three.len() => char::from(*letter),
                _ => '=',
            });
        }
    }
    text
}

/// The bytes that were written with the alphabet of section 5, with its padding, a part of it or
/// none; `None` if nothing is written like that.
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    let mut digits = text.as_bytes();
    // A whole number of fours ends with at most two marks, which stand for what is missing.
    for missing in 0..2 {
        match digits.strip_suffix(b"=") {
            Some(less) if less.len() % 4 + missing >= 2 => digits = less,
            _ => break,
        }
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for four in digits.chunks(4) {
        let mut bits = 0;
        for digit in four {
            bits = bits << 6 | value(*digit)?;
        }
        let count = four.len() * 6 / 8;
        let unused = four.len() * 6 % 8;
        // One digit alone is no byte, and what is unused of the last one is zero.
        if count == 0 || bits & ((1 << unused) - 1) != 0 {
            return None;
        }
        let [_, whole @ ..] = (bits >> unused).to_be_bytes();
        bytes.extend_from_slice(whole.get(3 - count..)?);
    }
    Some(bytes)
}

/// What a digit of the alphabet of section 5 is worth.
fn value(digit: u8) -> Option<u32> {
    let standard = match digit {
        b'-' => b'+',
        b'_' => b'/',
        b'+' | b'/' => return None,
        other => other,
    };
    let place = ALPHABET.iter().position(|letter| *letter == standard)?;
    u32::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
    use base64::engine::{DecodePaddingMode, general_purpose};
    use proptest::prelude::*;

    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::URL_SAFE,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );

    #[test]
    fn what_the_document_has_for_an_example() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            for padding in 0..3 {
                let less = text.strip_suffix(&"=".repeat(padding)).unwrap_or(text);
                assert_eq!(decode_url(less).as_deref(), Some(bytes.as_bytes()));
            }
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes: Vec<u8>) {
            prop_assert_eq!(encode(&bytes), STANDARD.encode(&bytes));
            for engine in [general_purpose::URL_SAFE, general_purpose::URL_SAFE_NO_PAD] {
                prop_assert_eq!(decode_url(&engine.encode(&bytes)), Some(bytes.clone()));
            }
        }

        #[test]
        fn any_text_is_read_or_refused_as_the_crate_does(text in "[A-Za-z0-9_=+/é-]{0,9}|[AQgw]{1,4}={0,4}") {
            prop_assert_eq!(decode_url(&text), LENIENT.decode(&text).ok());
        }
    }
}
