//! What calls tell besides accounts, as plain data.

use js_sys::{Array, Object};
use roster_core::client::{Moved, Progress, Saved};
use roster_core::value::Reference;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::failure::{attach, plain};
use crate::value;

/// How far a load has come: `{ loaded, total, moved: { was, is } }`.
pub fn progress(progress: &Progress) -> JsValue {
    #[derive(Serialize)]
    struct Data {
        loaded: usize,
        total: Option<u64>,
        moved: Option<MovedData>,
    }
    #[derive(Serialize)]
    struct MovedData {
        was: u64,
        is: u64,
    }
    plain(&Data {
        loaded: progress.loaded,
        total: progress.total,
        moved: progress
            .moved
            .map(|Moved { was, is }| MovedData { was, is }),
    })
}

/// Records that a field may point to: `{ id, name }` each.
pub fn references(records: &[Reference]) -> JsValue {
    #[derive(Serialize)]
    struct Data<'a> {
        id: &'a str,
        name: Option<&'a str>,
    }
    let data = records.iter().map(|record| Data {
        id: &record.id,
        name: record.name.as_deref(),
    });
    plain(&data.collect::<Vec<_>>())
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
