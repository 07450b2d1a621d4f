//! A list that is being read, page after page.

use std::cell::RefCell;

use roster_core::client::{ListQuery, Listing as Pages};
use roster_core::error::{Error, Unread};
use roster_core::http::browser::BrowserTransport;
use roster_core::schema::Resource;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::client::Calls;
use crate::failure::thrown;
use crate::rows::Rows;
use crate::secret::Source;
use crate::signal::Watch;

/// A list that is being read, page after page.
#[wasm_bindgen]
pub struct Listing {
    calls: Calls,
    resource: &'static Resource,
    /// Elsewhere while a page is on its way.
    pages: RefCell<Option<Pages<BrowserTransport, Source>>>,
    /// Records of pages that were given, which could not be read.
    unread: RefCell<Unread>,
    /// Held for as long as pages may come.
    _watch: Watch,
}

impl Listing {
    pub(crate) fn begin(
        calls: Calls,
        resource: &'static Resource,
        query: ListQuery,
        watch: Watch,
    ) -> Listing {
        let pages = calls.core.list(resource, query, watch.cancel());
        Listing {
            calls,
            resource,
            pages: RefCell::new(Some(pages)),
            unread: RefCell::default(),
            _watch: watch,
        }
    }
}

#[wasm_bindgen]
impl Listing {
    /// The accounts of the next page; `undefined` after the last one.
    ///
    /// # Errors
    /// As data. Records that cannot be read are told of after the last page, so that they keep
    /// nobody from the others.
    pub async fn next(&self) -> Result<JsValue, JsValue> {
        let Some(mut pages) = self.pages.take() else {
            return Err(thrown(&Error::invalid(
                "the page before is still on its way",
            )));
        };
        let page = pages.next().await;
        self.pages.replace(Some(pages));
        match page {
            None => match self.unread.take().error() {
                Some(error) => Err(self.calls.thrown(&error)),
                None => Ok(JsValue::UNDEFINED),
            },
            Some(Ok(page)) => {
                self.unread.borrow_mut().append(page.unread);
                Ok(Rows::new(self.resource).accounts(&page.accounts).into())
            }
            Some(Err(error)) => Err(self.calls.thrown(&error)),
        }
    }
}
