//! Options, read from a plain JavaScript object; each error names the option.

use std::time::Duration;

use js_sys::{Function, Object, Reflect};
use roster_core::error::{Error, Result};
use serde::de::DeserializeOwned;
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

    /// The option of that name; `None` when it is absent, `undefined` or `null`.
    ///
    /// # Errors
    /// When it is not of its type.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let read = |given| {
            serde_wasm_bindgen::from_value(given)
                .map_err(|error| Error::invalid(format!("{name}: {error}")))
        };
        self.given(name).map(read).transpose()
    }

    /// A duration, given in milliseconds.
    ///
    /// # Errors
    /// When it is not a number above 0.
    pub fn milliseconds(&self, name: &str) -> Result<Option<Duration>> {
        let read = |given: f64| {
            Duration::try_from_secs_f64(given / 1000.0)
                .ok()
                .filter(|duration| !duration.is_zero())
                .ok_or_else(|| {
                    Error::invalid(format!(
                        "{name} is {given}; give a number of milliseconds above 0"
                    ))
                })
        };
        self.read(name)?.map(read).transpose()
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
