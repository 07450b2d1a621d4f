//! Options, read from a plain JavaScript object; each error names the option.

use std::time::Duration;

use js_sys::{Array, Function, Number, Object, Reflect};
use roster_core::error::{Error, Result};
use wasm_bindgen::{JsCast, JsValue};

use crate::signal::Watch;

/// Options that a call was given; none at all is fine.
pub struct Options<'a>(&'a JsValue);

impl<'a> Options<'a> {
    /// Options of these names.
    ///
    /// # Errors
    /// [`Invalid`](roster_core::error::ErrorKind::Invalid) for an option of another name, and for
    /// what is no object.
    pub fn new(given: &'a JsValue, known: &[&str]) -> Result<Options<'a>> {
        if given.is_undefined() {
            return Ok(Options(given));
        }
        let object: &Object = given.dyn_ref().ok_or_else(|| {
            Error::invalid(format!("options are an object of {}", known.join(", ")))
        })?;
        for name in Object::keys(object) {
            let name = name.as_string().unwrap_or_default();
            if !known.contains(&name.as_str()) {
                let known = known.join(", ");
                return Err(Error::invalid(format!(
                    "no option {name:?}; there are {known}"
                )));
            }
        }
        Ok(Options(given))
    }

    fn given(&self, name: &str) -> Option<JsValue> {
        let given = Reflect::get(self.0, &JsValue::from_str(name)).ok()?;
        (!given.is_null() && !given.is_undefined()).then_some(given)
    }

    /// Reads the option of that name; `None` when it is absent, `undefined` or `null`.
    fn read<T>(
        &self,
        name: &str,
        wanted: &str,
        read: impl FnOnce(&JsValue) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(given) = self.given(name) else {
            return Ok(None);
        };
        match read(&given) {
            Some(read) => Ok(Some(read)),
            None => Err(refused(name, wanted, &given)),
        }
    }

    /// Text.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(&self, name: &str) -> Result<Option<String>> {
        self.read(name, "text", JsValue::as_string)
    }

    /// An array of text.
    ///
    /// # Errors
    /// When it is something else.
    pub fn texts(&self, name: &str) -> Result<Option<Vec<String>>> {
        let read = |given: &JsValue| {
            let items = given.dyn_ref::<Array>()?;
            items.iter().map(|item| item.as_string()).collect()
        };
        self.read(name, "an array of text", read)
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn flag(&self, name: &str) -> Result<Option<bool>> {
        self.read(name, "true or false", JsValue::as_bool)
    }

    /// A whole number.
    ///
    /// # Errors
    /// When it is something else, or beyond 32 bits.
    pub fn whole(&self, name: &str) -> Result<Option<u32>> {
        let read = |given: &JsValue| {
            let whole = given.as_f64().filter(|given| given.fract() == 0.0)?;
            (0.0..=f64::from(u32::MAX))
                .contains(&whole)
                .then_some(whole as u32)
        };
        self.read(name, "a whole number from 0", read)
    }

    /// A duration, given in milliseconds.
    ///
    /// # Errors
    /// When it is not a number above 0.
    pub fn milliseconds(&self, name: &str) -> Result<Option<Duration>> {
        let read = |given: &JsValue| {
            Duration::try_from_secs_f64(given.as_f64()? / 1000.0)
                .ok()
                .filter(|duration| !duration.is_zero())
        };
        self.read(name, "a number of milliseconds above 0", read)
    }

    /// A function.
    ///
    /// # Errors
    /// When it is something else.
    pub fn function(&self, name: &str) -> Result<Option<Function>> {
        let read = |given: JsValue| {
            given
                .dyn_into()
                .map_err(|_| Error::invalid(format!("{name} is not a function")))
        };
        self.given(name).map(read).transpose()
    }

    /// What cancels the call: the `AbortSignal` called `signal`, if one was given.
    ///
    /// # Errors
    /// When it is something else.
    pub fn watch(&self) -> Result<Watch> {
        Watch::new(self.given("signal").map(JsValue::unchecked_into))
    }
}

fn refused(name: &str, wanted: &str, given: &JsValue) -> Error {
    let given = match given.as_f64() {
        Some(number) => spelled(number),
        None => given.js_typeof().as_string().unwrap_or_default(),
    };
    Error::invalid(format!("{name} takes {wanted}, not {given}"))
}

/// The number as JavaScript spells it: Rust's own way brings tables as large as a tenth of the
/// module.
pub fn spelled(number: f64) -> String {
    let text = Number::from(number).to_string_with_radix(10);
    text.map(String::from).unwrap_or_default()
}
