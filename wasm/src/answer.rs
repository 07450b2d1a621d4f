//! What calls tell besides accounts, as plain data.

use js_sys::{Array, Object};
use roster_core::client::{Progress, Saved};
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::failure::{attach, plain};
use crate::value;

/// How far a load has come: `{ loaded, total }`.
pub fn progress(progress: &Progress) -> JsValue {
    #[derive(Serialize)]
    struct Data {
        loaded: usize,
        total: Option<u64>,
    }
    plain(&Data {
        loaded: progress.loaded,
        total: progress.total,
    })
}

/// What a saved draft came to: `{ account, differs, merged }`.
pub fn saved(saved: &Saved) -> JsValue {
    let differs: Array = saved
        .differs
        .iter()
        .map(|discrepancy| {
            let data: JsValue = Object::new().into();
            attach(&data, "field", &JsValue::from_str(discrepancy.field.name));
            attach(&data, "asked", &value::to_js(&discrepancy.asked));
            attach(
                &data,
                "got",
                &value::optional_to_js(discrepancy.got.as_ref()),
            );
            data
        })
        .collect();
    let data: JsValue = Object::new().into();
    attach(&data, "account", &value::object(&saved.account));
    attach(&data, "differs", &differs);
    attach(&data, "merged", &JsValue::from_bool(saved.merged));
    data
}
