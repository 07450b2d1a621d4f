//! Accounts and their values as plain JavaScript: null is `null`, what is absent has no
//! property, and a whole number that JavaScript would round is a `BigInt`.

use js_sys::{Array, BigInt, JsString, Object, Reflect};
use roster_core::account::Account;
use roster_core::schema::Resource;
use roster_core::value::{Number, Value};
use wasm_bindgen::JsValue;

/// Largest whole number that JavaScript's `number` holds exactly: 2⁵³ - 1.
pub(crate) const SAFE: i64 = (1 << 53) - 1;

/// The names of a resource's fields as JavaScript strings, made once for many accounts.
pub struct Names(Vec<(&'static str, JsString)>);

impl Names {
    /// The names of that resource's fields.
    #[must_use]
    pub fn of(resource: &'static Resource) -> Names {
        let fields = resource.fields.iter();
        Names(
            fields
                .map(|field| (field.name, JsString::from(field.name)))
                .collect(),
        )
    }

    /// The account as a plain object.
    #[must_use]
    pub fn object(&self, account: &Account) -> Object {
        let object = Object::new();
        // Members come in the order of the fields, so the name after the last one found is mostly
        // the right one.
        let mut ahead = self.0.iter();
        for (name, value) in account.members() {
            let known = ahead
                .find(|(known, _)| *known == name)
                .or_else(|| self.0.iter().find(|(known, _)| *known == name));
            match known {
                Some((_, property)) => put(&object, property, &to_js(value)),
                None => put(&object, &JsString::from(name), &to_js(value)),
            }
        }
        object
    }

    /// The accounts as an array of plain objects.
    #[must_use]
    pub fn array(&self, accounts: &[Account]) -> Array {
        accounts
            .iter()
            .map(|account| self.object(account))
            .collect()
    }
}

/// One account as a plain object.
#[must_use]
pub fn object(account: &Account) -> Object {
    Names::of(account.resource()).object(account)
}

/// A value as plain JavaScript. A reference is an object with `id`, `name`, `type` and whatever
/// else came with it; its id is text, whatever it was on the wire.
#[must_use]
pub fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(truth) => JsValue::from_bool(*truth),
        Value::Number(number) => number_to_js(number),
        Value::Text(text) => JsValue::from_str(text),
        Value::Reference(reference) => {
            let object = Object::new();
            for (name, value) in reference.entries() {
                put(&object, &JsString::from(name), &to_js(&value));
            }
            object.into()
        }
        Value::List(values) => values.iter().map(to_js).collect::<Array>().into(),
        Value::Object(members) => {
            let object = Object::new();
            for (name, value) in members {
                put(&object, &JsString::from(name.as_str()), &to_js(value));
            }
            object.into()
        }
    }
}

/// An optional value: nothing is `undefined`.
#[must_use]
pub fn optional_to_js(value: Option<&Value>) -> JsValue {
    value.map_or(JsValue::UNDEFINED, to_js)
}

fn number_to_js(number: &Number) -> JsValue {
    if let Some(whole) = number.as_i64()
        && (-SAFE..=SAFE).contains(&whole)
    {
        return JsValue::from_f64(whole as f64);
    }
    let digits = number.digits();
    if digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
        && let Ok(whole) = BigInt::new(&JsValue::from_str(digits))
    {
        return whole.into();
    }
    // As JavaScript reads it: the tables of Rust's own reading would be a twentieth of the module.
    match js_sys::Number::parse_float(digits) {
        nearest if nearest.is_finite() => JsValue::from_f64(nearest),
        _ => JsValue::from_str(digits),
    }
}

/// Sets a property of an object that nobody else has seen yet.
fn put(object: &Object, name: &JsString, value: &JsValue) {
    // `__proto__` is a member like any other here, and not the object's prototype.
    if *name == "__proto__" {
        let property = Object::new();
        for (attribute, value) in [
            ("value", value),
            ("enumerable", &JsValue::TRUE),
            ("configurable", &JsValue::TRUE),
            ("writable", &JsValue::TRUE),
        ] {
            set(&property, &JsValue::from_str(attribute), value);
        }
        Object::define_property(object, name, &property);
    } else {
        set(object, name, value);
    }
}

fn set(object: &Object, name: &JsValue, value: &JsValue) {
    // It fails for frozen objects and setters that throw; a fresh plain object has neither.
    let _ = Reflect::set(object, name, value);
}
