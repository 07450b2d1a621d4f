//! Many accounts, held here; only those that are shown become JavaScript objects.

use std::rc::Rc;

use js_sys::{Array, Object};
use roster_core::collection::{Collection as Accounts, Difference};
use roster_core::edit::Draft as Edit;
use roster_core::error::{Error, Result};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::client::Calls;
use crate::definition;
use crate::draft::Draft;
use crate::failure::{plain, thrown};
use crate::given;
use crate::option::spelled;
use crate::rows::Shown;
use crate::stream::{Kind, Stream};
use crate::value;

/// The accounts of one resource, with a view of them that is filtered and sorted.
#[wasm_bindgen]
pub struct Collection {
    calls: Calls,
    held: Rc<Shown>,
}

impl Collection {
    pub(crate) fn new(calls: Calls, accounts: Accounts) -> Collection {
        Collection {
            calls,
            held: Rc::new(Shown::new(accounts)),
        }
    }

    fn draft(&self, edit: Edit) -> Draft {
        Draft::new(self.calls.clone(), edit, Rc::clone(&self.held))
    }
}

#[wasm_bindgen]
impl Collection {
    /// What its accounts are.
    #[must_use]
    pub fn definition(&self) -> JsValue {
        definition::definition(self.held.borrow().resource())
    }

    /// Accounts that are held.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> usize {
        self.held.borrow().len()
    }

    /// Accounts in the view.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn matches(&self) -> usize {
        self.held.borrow().matches()
    }

    /// Records of the answer that could not be read.
    #[must_use]
    #[wasm_bindgen(getter, js_name = unreadCount)]
    pub fn unread_count(&self) -> usize {
        self.held.borrow().unread().count()
    }

    /// Why they could not be read: an error for each of the first, as data.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn unread(&self) -> Array {
        self.held.borrow().unread().errors().map(thrown).collect()
    }

    /// Shows the accounts that match.
    ///
    /// # Errors
    /// The term that makes no sense; the view stays as it was.
    pub fn filter(&self, expression: &str) -> Result<(), JsValue> {
        self.held
            .view_mut()
            .filter(expression)
            .map_err(|error| thrown(&error))
    }

    /// Sorts the view.
    ///
    /// # Errors
    /// The field that there is not; the view stays as it was.
    pub fn sort(&self, keys: &str) -> Result<(), JsValue> {
        self.held
            .view_mut()
            .sort(keys)
            .map_err(|error| thrown(&error))
    }

    /// Accounts of the view, frozen.
    ///
    /// # Errors
    /// A start or a count that is not a whole number from 0.
    pub fn page(&self, start: f64, count: f64) -> Result<Array, JsValue> {
        let (start, count) = part(start, count)?;
        Ok(self.held.page(start, count))
    }

    /// Ids of accounts of the view.
    ///
    /// # Errors
    /// A start or a count that is not a whole number from 0.
    pub fn ids(&self, start: f64, count: f64) -> Result<Array, JsValue> {
        let (start, count) = part(start, count)?;
        let accounts = self.held.borrow();
        Ok(value::array(accounts.ids(start, count), Stream::text))
    }

    /// The values of a field among the accounts of the view, and how many have each:
    /// `{ value, count }`, frozen.
    ///
    /// # Errors
    /// The field that there is not.
    pub fn groups(&self, field: &str) -> Result<Array, JsValue> {
        let groups = self.held.borrow().groups(field);
        let groups = groups.map_err(|error| thrown(&error))?;
        Ok(value::array(&groups, |stream, group| {
            stream.sized(Kind::Object, 2);
            stream.text("value");
            stream.value(&group.value);
            stream.text("count");
            stream.sized(Kind::Whole, group.count);
        }))
    }

    /// The account of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Object> {
        let account = self.held.borrow().get(id)?;
        Some(value::object(&account))
    }

    /// The account's place in the view; `undefined` when it is not in it.
    #[must_use]
    #[wasm_bindgen(js_name = rowOf)]
    pub fn row_of(&self, id: &str) -> Option<usize> {
        self.held.borrow().row_of(id)
    }

    /// The id of the account at that place of the view.
    #[must_use]
    #[wasm_bindgen(js_name = idAt)]
    pub fn id_at(&self, row: usize) -> Option<String> {
        self.held.borrow().id_at(row).map(str::to_owned)
    }

    /// What a newer collection has that this one has not, has otherwise, and has no more.
    #[must_use]
    pub fn difference(&self, newer: &Collection) -> JsValue {
        difference_data(&self.held.borrow().difference(&newer.held.borrow()))
    }

    /// A draft of the account of that id.
    ///
    /// # Errors
    /// When there is no such account here.
    pub fn edit(&self, id: &str) -> Result<Draft, JsValue> {
        let account = self.held.borrow().get(id);
        match account {
            Some(account) => Ok(self.draft(Edit::edit(account))),
            None => Err(thrown(&Error::invalid(format!(
                "the collection has no account {id:?}"
            )))),
        }
    }

    /// A draft of a new account.
    #[must_use]
    pub fn create(&self) -> Draft {
        self.draft(Edit::create(self.held.borrow().resource()))
    }

    /// A draft that changes the account which matches, or makes it.
    #[must_use]
    pub fn upsert(&self) -> Draft {
        self.draft(Edit::upsert(self.held.borrow().resource()))
    }

    /// Holds the account, in the place of the one with its id.
    ///
    /// # Errors
    /// When it has no id, or something in it that no account can have.
    pub fn insert(&self, account: &Object) -> Result<(), JsValue> {
        let resource = self.held.borrow().resource();
        let account = given::account(resource, account).map_err(|error| thrown(&error))?;
        self.held.borrow_mut().insert(account);
        Ok(())
    }

    /// Removes the account from its system, and then from here.
    ///
    /// # Errors
    /// As data.
    pub async fn delete(&self, id: String, options: JsValue) -> Result<(), JsValue> {
        let resource = self.held.borrow().resource();
        self.calls.delete(resource, &id, &options).await?;
        self.held.borrow_mut().remove(&id);
        Ok(())
    }

    /// Asks the system to fetch the account's data from its own source.
    ///
    /// # Errors
    /// As data.
    pub async fn sync(&self, id: String, options: JsValue) -> Result<(), JsValue> {
        let resource = self.held.borrow().resource();
        self.calls.sync(resource, &id, &options).await
    }
}

/// A start and a count.
fn part(start: f64, count: f64) -> Result<(usize, usize), JsValue> {
    let read = || Ok((whole("start", start)?, whole("count", count)?));
    read().map_err(|error: Error| thrown(&error))
}

/// A JavaScript number as a place or a count; everything from 2³² on is as good as the end.
fn whole(name: &str, number: f64) -> Result<usize> {
    if number >= 0.0 && (number.fract() == 0.0 || number.is_infinite()) {
        return Ok(number as usize);
    }
    Err(Error::invalid(format!(
        "{name} is {}; give a whole number from 0",
        spelled(number)
    )))
}

fn difference_data(difference: &Difference) -> JsValue {
    #[derive(Serialize)]
    struct Data<'a> {
        added: &'a [String],
        changed: Vec<Changed<'a>>,
        removed: &'a [String],
    }
    #[derive(Serialize)]
    struct Changed<'a> {
        id: &'a str,
        fields: &'a [String],
    }
    plain(&Data {
        added: &difference.added,
        changed: difference
            .changed
            .iter()
            .map(|changed| Changed {
                id: &changed.id,
                fields: &changed.fields,
            })
            .collect(),
        removed: &difference.removed,
    })
}
