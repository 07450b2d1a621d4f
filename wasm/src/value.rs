//! Accounts and their values as plain JavaScript, and back: null is `null`, what is absent has no
//! property, and a whole number that JavaScript would round is a `BigInt`.

use js_sys::{Array, BigInt, JsString, Object, Reflect};
use roster_core::account::Account;
use roster_core::error::{Error, Result};
use roster_core::schema::{Kind, Resource};
use roster_core::value::{Number, Reference, Value};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// Largest whole number that JavaScript's `number` holds exactly: 2⁵³ - 1.
const SAFE: i64 = (1 << 53) - 1;

/// Objects inside of each other that an account may have.
const DEPTH: usize = 64;

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
    match number.as_f64() {
        Some(nearest) if nearest.is_finite() => JsValue::from_f64(nearest),
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

/// The value that a program gives for a field; `None` for `undefined`, which gives nothing.
///
/// # Errors
/// [`Invalid`](roster_core::error::ErrorKind::Invalid) for what no field can hold, with the
/// field's name.
pub fn from_js(field: &str, value: &JsValue) -> Result<Option<Value>> {
    if value.is_undefined() {
        return Ok(None);
    }
    if let Some(read) = scalar_from_js(field, value)? {
        return Ok(Some(read));
    }
    match reference_from_js(field, value, DEPTH)? {
        Some(reference) => Ok(Some(Value::Reference(reference))),
        None => Err(Error::invalid(format!(
            "{field} takes text, a number, true, false, null or a reference {{ id }}, not {}",
            kind(value)
        ))),
    }
}

/// An account that a program gives back, whole.
///
/// # Errors
/// [`Invalid`](roster_core::error::ErrorKind::Invalid) when it has no id, or something in it that
/// no account can have.
pub fn account_from_js(resource: &'static Resource, given: &Object) -> Result<Account> {
    let id_field = resource.id_field();
    let id = property(given, id_field).as_string().ok_or_else(|| {
        Error::invalid(format!(
            "{id_field} of a {} is text, and has to be there",
            resource.singular
        ))
    })?;
    let mut account = Account::new(resource, id);
    for (name, value) in entries(given)? {
        let refers = resource
            .field(&name)
            .is_some_and(|field| matches!(field.kind, Kind::Reference(_) | Kind::Choice(_)));
        let reference = if refers {
            reference_from_js(&name, &value, DEPTH)?
        } else {
            None
        };
        let value = match reference {
            Some(reference) => Value::Reference(reference),
            None => any_from_js(&name, &value, DEPTH)?,
        };
        account.set(&name, value);
    }
    Ok(account)
}

/// Null, true or false, text, a number; `None` for anything else.
fn scalar_from_js(field: &str, value: &JsValue) -> Result<Option<Value>> {
    Ok(if value.is_null() {
        Some(Value::Null)
    } else if let Some(truth) = value.as_bool() {
        Some(Value::Bool(truth))
    } else if let Some(text) = value.as_string() {
        Some(Value::Text(text))
    } else {
        number_from_js(field, value)?.map(Value::Number)
    })
}

fn any_from_js(field: &str, value: &JsValue, depth: usize) -> Result<Value> {
    if let Some(read) = scalar_from_js(field, value)? {
        return Ok(read);
    }
    let refuse = |what: String| Error::invalid(format!("{field} has {what} in it"));
    let deeper = depth
        .checked_sub(1)
        .ok_or_else(|| refuse(format!("more than {DEPTH} objects inside of each other")))?;
    if value.is_array() {
        let items = Array::from(value);
        let items = items.iter().map(|item| any_from_js(field, &item, deeper));
        return items.collect::<Result<_>>().map(Value::List);
    }
    match value.dyn_ref::<Object>().filter(|_| !value.is_function()) {
        Some(object) => members_from_js(field, object, &[], deeper).map(Value::Object),
        None => Err(refuse(kind(value))),
    }
}

fn members_from_js(
    field: &str,
    object: &Object,
    without: &[&str],
    depth: usize,
) -> Result<Vec<(String, Value)>> {
    entries(object)?
        .into_iter()
        .filter(|(name, _)| !without.contains(&name.as_str()))
        .map(|(name, value)| Ok((name, any_from_js(field, &value, depth)?)))
        .collect()
}

#[wasm_bindgen]
extern "C" {
    // That of js-sys does not catch what a getter of the program throws.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = entries)]
    fn entries_of(object: &Object) -> Result<Array, JsValue>;
}

/// An object's own properties; what is `undefined` is not there.
///
/// # Errors
/// [`Invalid`](roster_core::error::ErrorKind::Invalid) when reading one throws.
pub(crate) fn entries(object: &Object) -> Result<Vec<(String, JsValue)>> {
    let entries = entries_of(object)
        .map_err(|_| Error::invalid("an object of values throws when it is read"))?;
    let properties = entries.iter().map(|entry| {
        let entry = Array::from(&entry);
        (entry.get(0).as_string().unwrap_or_default(), entry.get(1))
    });
    Ok(properties
        .filter(|(_, value)| !value.is_undefined())
        .collect())
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

fn kind(value: &JsValue) -> String {
    let kind = value.js_typeof().as_string().unwrap_or_default();
    match kind.as_str() {
        "object" if Array::is_array(value) => "an array".to_owned(),
        "object" => "an object without an id".to_owned(),
        _ => format!("a {kind}"),
    }
}

fn number_from_js(field: &str, value: &JsValue) -> Result<Option<Number>> {
    if let Some(whole) = value.dyn_ref::<BigInt>() {
        let digits = whole
            .to_string(10)
            .ok()
            .map(String::from)
            .unwrap_or_default();
        return Ok(Number::parse(&digits));
    }
    let Some(number) = value.as_f64() else {
        return Ok(None);
    };
    if number.fract() == 0.0 && number.abs() > SAFE as f64 {
        return Err(Error::invalid(format!(
            "{field}: {number} is beyond what a JavaScript number holds exactly; give a BigInt or text"
        )));
    }
    Number::parse(&number.to_string()).map(Some).ok_or_else(|| {
        Error::invalid(format!(
            "{field}: {number} is not a number that can be sent"
        ))
    })
}

/// An object with an id, which is text or a number; `None` for anything else.
fn reference_from_js(field: &str, value: &JsValue, depth: usize) -> Result<Option<Reference>> {
    let Some(object) = value.dyn_ref::<Object>() else {
        return Ok(None);
    };
    let id = property(object, "id");
    let id = match id.as_string() {
        Some(text) => text,
        None => match number_from_js(field, &id)? {
            Some(number) => number.digits().to_owned(),
            None => return Ok(None),
        },
    };
    Ok(Some(Reference {
        id,
        name: property(object, "name").as_string(),
        kind: property(object, "type").as_string(),
        members: members_from_js(field, object, &["id", "name", "type"], depth)?,
    }))
}
