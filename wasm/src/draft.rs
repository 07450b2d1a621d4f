//! One account while it is edited.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object};
use roster_core::account::Account;
use roster_core::edit::Draft as Edit;
use roster_core::error::Error;
use roster_core::schema::Operation;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::client::Calls;
use crate::definition;
use crate::failure::{attach, plain, thrown};
use crate::option::Options;
use crate::rows::Shown;
use crate::{answer, given, value};

/// One account while it is edited, or a new one.
#[wasm_bindgen]
pub struct Draft {
    calls: Calls,
    edit: RefCell<Edit>,
    /// What the system held when it refused the last save.
    theirs: RefCell<Option<Account>>,
    /// Where it was taken from, and where what is saved goes.
    collection: Rc<Shown>,
}

impl Draft {
    pub(crate) fn new(calls: Calls, edit: Edit, collection: Rc<Shown>) -> Draft {
        Draft {
            calls,
            edit: RefCell::new(edit),
            theirs: RefCell::default(),
            collection,
        }
    }

    /// Goes on from the account as it is now; what was changed since stays changed.
    fn go_on_from(&self, account: &Account) {
        let mut edit = self.edit.borrow_mut();
        *edit = match edit.operation() {
            Operation::Update => edit.merge(account).draft,
            _ => Edit::edit(account.clone()),
        };
        drop(edit);
        self.collection.borrow_mut().insert(account.clone());
        self.theirs.replace(None);
    }
}

#[wasm_bindgen]
impl Draft {
    /// What the account is.
    #[must_use]
    pub fn definition(&self) -> JsValue {
        definition::definition(self.edit.borrow().resource())
    }

    /// `create`, `update` or `upsert`.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn operation(&self) -> String {
        self.edit.borrow().operation().verb().to_owned()
    }

    /// The account as it was; `undefined` for a new one.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn base(&self) -> Option<Object> {
        self.edit.borrow().base().map(value::object)
    }

    /// The account with the changes.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn values(&self) -> Object {
        value::object(&self.edit.borrow().mine())
    }

    /// Sets a field.
    ///
    /// # Errors
    /// An unknown field, one that cannot be sent, a value that it cannot hold.
    pub fn set(&self, field: &str, given: JsValue) -> Result<(), JsValue> {
        let set = || match given::value(field, &given)? {
            None => {
                self.edit.borrow_mut().reset(field);
                Ok(())
            }
            Some(value) => self.edit.borrow_mut().set(field, value),
        };
        set().map_err(|error: Error| thrown(&error))
    }

    /// Takes a change back.
    pub fn reset(&self, field: &str) {
        self.edit.borrow_mut().reset(field);
    }

    /// Whether a save undoes what others changed meanwhile.
    pub fn overwrite(&self, yes: bool) {
        self.edit.borrow_mut().overwrite(yes);
    }

    /// What would be sent: `{ field, from, to }` for each.
    #[must_use]
    pub fn changes(&self) -> Array {
        let changes = self.edit.borrow().changes();
        changes
            .iter()
            .map(|change| {
                let data: JsValue = Object::new().into();
                attach(&data, "field", &JsValue::from_str(change.field.name));
                attach(&data, "from", &value::optional_to_js(change.from.as_ref()));
                attach(&data, "to", &value::to_js(&change.to));
                data
            })
            .collect()
    }

    /// What the system will not like: `{ field, message }` for each.
    #[must_use]
    pub fn problems(&self) -> JsValue {
        #[derive(serde::Serialize)]
        struct Data {
            field: &'static str,
            message: String,
        }
        let problems = self.edit.borrow().problems().into_iter();
        let data: Vec<_> = problems
            .map(|problem| Data {
                field: problem.field.name,
                message: problem.message,
            })
            .collect();
        plain(&data)
    }

    /// Sends the changes, replaces the account in the collection, and goes on from what was saved.
    ///
    /// # Errors
    /// As data; the draft keeps its changes.
    pub async fn save(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let sent = self.edit.borrow().clone();
        let call = async {
            let watch = Options::new(&options, &["signal"])?.watch()?;
            self.calls.core.save(&sent, watch.cancel()).await
        };
        match call.await {
            Ok(saved) => {
                self.go_on_from(&saved.account);
                Ok(answer::saved(&saved))
            }
            Err(error) => {
                let theirs = error.sides().map(|sides| sides.theirs.clone());
                self.theirs.replace(theirs);
                Err(self.calls.thrown(&error))
            }
        }
    }

    /// After a conflict: goes on from the account as the system holds it, own changes kept.
    ///
    /// # Errors
    /// When the last save met no conflict.
    pub fn rebase(&self) -> Result<(), JsValue> {
        let theirs = self.theirs.take();
        match theirs {
            Some(theirs) => {
                self.go_on_from(&theirs);
                Ok(())
            }
            None => Err(thrown(&Error::invalid(
                "the last save met no conflict to go on from",
            ))),
        }
    }
}
