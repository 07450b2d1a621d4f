//! JSON into values and back.

use roster_core::value::{Number, Value};
use serde_json::value::RawValue;

/// Deepest nesting that [`Value::from_json`] documents.
const DEPTH: usize = 64;

/// A JSON value comes back as it came, and nothing but its nesting and its text can be wrong.
///
/// # Panics
/// When that does not hold.
pub fn check(input: &[u8]) {
    if let Ok(text) = std::str::from_utf8(input) {
        number(text);
    }
    let Ok(raw) = serde_json::from_slice::<&RawValue>(input) else {
        return;
    };
    let naive = serde_json::from_slice::<serde_json::Value>(input).ok();
    match Value::from_json(raw) {
        Ok(value) => {
            comes_back(&value, input.len());
            if let Some(naive) = naive {
                let written: serde_json::Value =
                    serde_json::from_str(&value.to_json()).expect("JSON");
                assert_eq!(written, naive);
            }
        }
        Err(error) => {
            let wrong = naive.is_none() || depth(input) > DEPTH;
            assert!(wrong, "{error}");
            assert!(error.to_string().len() < 200, "{error}");
        }
    }
}

/// What was read is written so that it is read again, with nothing in it that acts on a screen.
fn comes_back(value: &Value, length: usize) {
    let json = value.to_json();
    assert!(!json.contains(char::is_control), "{json}");
    assert!(json.len() <= length * 6 + 2, "{} bytes", json.len());
    let raw: &RawValue = serde_json::from_str(&json).expect("JSON");
    assert_eq!(&Value::from_json(raw).expect("a value"), value);
    assert!(value.same(value));
    assert_eq!(value.plain().is_empty(), value.words().is_empty());
}

fn number(text: &str) {
    let Some(number) = Number::parse(text) else {
        return;
    };
    assert_eq!(number.digits(), text.trim(), "digits were lost");
    let value = Value::Number(number.clone());
    assert_eq!(value.to_json(), number.digits());
    if let Some(whole) = number.as_i64() {
        assert_eq!(number.as_f64(), Some(whole as f64));
    }
}

/// How deep lists and objects stand inside of each other, in JSON that is in order.
fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut text, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if text => escaped = true,
            b'"' => text = !text,
            b'[' | b'{' if !text => depth += 1,
            b']' | b'}' if !text => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
