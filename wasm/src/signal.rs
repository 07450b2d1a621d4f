//! An `AbortSignal` as the core's cancellation.

use js_sys::Reflect;
use roster_core::call::{Cancel, Canceller};
use roster_core::error::{Error, Result};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

const EVENT: &str = "abort";

/// Cancels a call when a signal aborts, for as long as this is held.
pub struct Watch {
    cancel: Cancel,
    canceller: Canceller,
    listening: Option<(AbortSignal, Closure<dyn FnMut()>)>,
}

impl Watch {
    /// Listens to the signal, if there is one. One that was aborted before cancels at once.
    ///
    /// # Errors
    /// [`Invalid`](roster_core::error::ErrorKind::Invalid) when it is not an `AbortSignal`.
    pub fn new(signal: Option<AbortSignal>) -> Result<Watch> {
        let (canceller, cancel) = Cancel::new();
        let mut watch = Watch {
            cancel,
            canceller,
            listening: None,
        };
        if let Some(signal) = signal {
            watch.listen(signal)?;
        }
        Ok(watch)
    }

    fn listen(&mut self, signal: AbortSignal) -> Result<()> {
        let refuse = || Error::invalid("signal is not an AbortSignal");
        // Not `instanceof`, which fails for a signal of another frame.
        let aborted = Reflect::get(&signal, &JsValue::from_str("aborted"));
        if aborted
            .ok()
            .and_then(|aborted| aborted.as_bool())
            .ok_or_else(refuse)?
        {
            self.canceller.cancel();
            return Ok(());
        }
        let canceller = self.canceller.clone();
        let listener = Closure::<dyn FnMut()>::new(move || canceller.cancel());
        signal
            .add_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref())
            .map_err(|_| refuse())?;
        self.listening = Some((signal, listener));
        Ok(())
    }

    /// What a call looks at.
    #[must_use]
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// What cancels the call from elsewhere.
    #[must_use]
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some((signal, listener)) = &self.listening {
            // It cannot fail for a listener that was added.
            let _ = signal
                .remove_event_listener_with_callback(EVENT, listener.as_ref().unchecked_ref());
        }
    }
}
