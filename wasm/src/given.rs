//! What a program gives: values for fields, and whole accounts.

use js_sys::{Array, BigInt, Object, Reflect};
use roster_core::account::Account;
use roster_core::error::{Error, Result};
use roster_core::schema::{Kind, Resource};
use roster_core::value::{Number, Reference, Value};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::option::spelled;
use crate::stream::SAFE;

/// Objects inside of each other that an account may have.
const DEPTH: usize = 64;

/// The value that a program gives for a field; `None` for `undefined`, which gives nothing.
///
/// # Errors
/// [`Invalid`](roster_core::error::ErrorKind::Invalid) for what no field can hold, with the
/// field's name.
pub fn value(field: &str, value: &JsValue) -> Result<Option<Value>> {
    if value.is_undefined() {
        return Ok(None);
    }
    if let Some(read) = scalar(field, value)? {
        return Ok(Some(read));
    }
    match reference(field, value, DEPTH)? {
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
pub fn account(resource: &'static Resource, given: &Object) -> Result<Account> {
    let id_field = resource.id_field();
    let id = property(given, id_field).as_string().ok_or_else(|| {
        Error::invalid(format!(
            "{id_field} of a {} is text, and has to be there",
            resource.singular
        ))
    })?;
    let mut read = Account::new(resource, id);
    for (name, value) in entries(given)? {
        let refers = resource
            .field(&name)
            .is_some_and(|field| matches!(field.kind, Kind::Reference(_) | Kind::Choice(_)));
        let reference = if refers {
            reference(&name, &value, DEPTH)?
        } else {
            None
        };
        let value = match reference {
            Some(reference) => Value::Reference(reference),
            None => any(&name, &value, DEPTH)?,
        };
        read.set(&name, value);
    }
    Ok(read)
}

/// Null, true or false, text, a number; `None` for anything else.
fn scalar(field: &str, value: &JsValue) -> Result<Option<Value>> {
    Ok(if value.is_null() {
        Some(Value::Null)
    } else if let Some(truth) = value.as_bool() {
        Some(Value::Bool(truth))
    } else if let Some(text) = value.as_string() {
        Some(Value::Text(text))
    } else {
        number(field, value)?.map(Value::Number)
    })
}

fn any(field: &str, value: &JsValue, depth: usize) -> Result<Value> {
    if let Some(read) = scalar(field, value)? {
        return Ok(read);
    }
    let refuse = |what: String| Error::invalid(format!("{field} has {what} in it"));
    let deeper = depth
        .checked_sub(1)
        .ok_or_else(|| refuse(format!("more than {DEPTH} objects inside of each other")))?;
    if value.is_array() {
        let items = Array::from(value);
        let items = items.iter().map(|item| any(field, &item, deeper));
        return items.collect::<Result<_>>().map(Value::List);
    }
    match value.dyn_ref::<Object>().filter(|_| !value.is_function()) {
        Some(object) => members(field, object, &[], deeper).map(Value::Object),
        None => Err(refuse(kind(value))),
    }
}

fn members(
    field: &str,
    object: &Object,
    without: &[&str],
    depth: usize,
) -> Result<Vec<(String, Value)>> {
    entries(object)?
        .into_iter()
        .filter(|(name, _)| !without.contains(&name.as_str()))
        .map(|(name, value)| Ok((name, any(field, &value, depth)?)))
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

fn number(field: &str, value: &JsValue) -> Result<Option<Number>> {
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
    let spelled = spelled(number);
    if number.fract() == 0.0 && number.abs() > SAFE as f64 {
        return Err(Error::invalid(format!(
            "{field}: {spelled} is beyond what a JavaScript number holds exactly; give a BigInt or text"
        )));
    }
    Number::parse(&spelled).map(Some).ok_or_else(|| {
        Error::invalid(format!(
            "{field}: {spelled} is not a number that can be sent"
        ))
    })
}

/// An object with an id, which is text or a number; `None` for anything else.
fn reference(field: &str, value: &JsValue, depth: usize) -> Result<Option<Reference>> {
    let Some(object) = value.dyn_ref::<Object>() else {
        return Ok(None);
    };
    let id = property(object, "id");
    let id = match id.as_string() {
        Some(text) => text,
        None => match number(field, &id)? {
            Some(number) => number.digits().to_owned(),
            None => return Ok(None),
        },
    };
    Ok(Some(Reference {
        id,
        name: property(object, "name").as_string(),
        kind: property(object, "type").as_string(),
        members: members(field, object, &["id", "name", "type"], depth)?,
    }))
}
