//! Accounts and their values as plain JavaScript: null is `null`, what is absent has no
//! property, and a whole number that JavaScript would round is a `BigInt`. A reference is an object
//! with `id`, `name`, `type` and whatever else came with it; its id is text, whatever it was on the
//! wire.

use std::slice;

use js_sys::{Array, Object};
use roster_core::account::Account;
use roster_core::value::Value;
use wasm_bindgen::{JsCast, JsValue};

use crate::rows::{CHUNK, Rows};
use crate::stream::Stream;

/// One account as a plain object.
#[must_use]
pub fn object(account: &Account) -> Object {
    let rows = Rows::new(account.resource());
    rows.accounts(slice::from_ref(account))
        .get(0)
        .unchecked_into()
}

/// A value as plain JavaScript; lists and objects are frozen.
#[must_use]
pub fn to_js(value: &Value) -> JsValue {
    array([value], Stream::value).get(0)
}

/// What is written of each, in an array.
pub fn array<Each>(
    given: impl IntoIterator<Item = Each>,
    write: impl Fn(&mut Stream, Each),
) -> Array {
    let (mut stream, shared, made) = (Stream::default(), Array::new(), Array::new());
    for each in given {
        write(&mut stream, each);
        if stream.len() > CHUNK {
            stream.flush(&shared, &made);
        }
    }
    stream.flush(&shared, &made);
    made
}

/// An optional value: nothing is `undefined`.
#[must_use]
pub fn optional_to_js(value: Option<&Value>) -> JsValue {
    value.map_or(JsValue::UNDEFINED, to_js)
}
