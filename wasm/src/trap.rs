//! A panic, made known to JavaScript. None is expected; should one come, it must not be silent.

use std::cell::RefCell;
use std::panic;

use js_sys::Function;
use wasm_bindgen::JsValue;

thread_local! {
    static REPORT: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Has panics reported to that function.
pub fn set(report: Function) {
    REPORT.with(|held| held.replace(Some(report)));
    panic::set_hook(Box::new(|info| {
        let message = JsValue::from_str(&info.to_string());
        REPORT.with(|held| {
            // A second panic while the first is told finds nothing to call.
            let report = held.try_borrow_mut().ok().and_then(|mut held| held.take());
            if let Some(report) = report {
                // What the function throws has nobody left to catch it.
                let _ = report.call1(&JsValue::UNDEFINED, &message);
            }
        });
    }));
}
