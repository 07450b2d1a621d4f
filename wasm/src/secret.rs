//! The function of a program that gives the token, or the client secret.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use roster_core::error::{Effect, Error, ErrorKind, Result};
use roster_core::http::Secrets;
use roster_core::message::Secret;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Asks a JavaScript function, which may answer at once or with a promise.
#[derive(Clone)]
pub struct Source {
    function: Function,
    /// What the function is called in messages.
    name: &'static str,
    thrown: Rc<RefCell<Option<JsValue>>>,
}

impl Source {
    /// A source that messages call by that name.
    #[must_use]
    pub fn new(name: &'static str, function: Function) -> Source {
        Source {
            function,
            name,
            thrown: Rc::default(),
        }
    }

    /// What the function threw last, once: the cause of the error that a call has just ended with.
    #[must_use]
    pub fn take_thrown(&self) -> Option<JsValue> {
        self.thrown.take()
    }

    fn failed(&self, thrown: JsValue) -> Error {
        self.thrown.replace(Some(thrown));
        self.refused("failed", "see the cause")
    }

    fn refused(&self, how: &str, advice: &str) -> Error {
        Error::new(ErrorKind::Unauthorized, format!("{}() {how}", self.name))
            .effect(Effect::NothingSent)
            .advice(advice)
    }
}

impl Secrets for Source {
    async fn secret(&self, _refused: Option<&Secret>) -> Result<Secret> {
        let given = self
            .function
            .call0(&JsValue::UNDEFINED)
            .map_err(|thrown| self.failed(thrown))?;
        let settled = JsFuture::from(Promise::resolve(&given))
            .await
            .map_err(|thrown| self.failed(thrown))?;
        match settled.as_string() {
            // A token read from a file ends with a line end.
            Some(text) if !text.trim().is_empty() => Ok(Secret::new(text.trim())),
            Some(_) => Err(self.refused("gave an empty text", "sign in first")),
            None => {
                let kind = settled.js_typeof().as_string().unwrap_or_default();
                let advice = "let it return text, or a promise of text";
                Err(self.refused(&format!("gave no text but: {kind}"), advice))
            }
        }
    }
}
