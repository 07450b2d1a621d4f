//! Swift SMS 2.0: enveloped JSON behind an API key.
//!
//! Contract: the page of its accounts. Errors and the parameters of paging are documented nowhere.

pub mod accounts;
mod errors;
mod read;

use crate::account::Change;
use crate::error::{Error, Result};
use crate::message::{Method, Request, Response};
use crate::schema::Resource;
use crate::systems::{Ask, Outcome, PageAsk, Place, Protocol, percent_encoded};
use crate::value::Value;

const ROOT: &str = "api/v1/accounts";

/// The wire format.
#[derive(Debug)]
pub struct Swift;

impl Protocol for Swift {
    fn request(&self, resource: &'static Resource, ask: &Ask) -> Result<Request> {
        let request = match ask {
            Ask::List(page) => paged(Request::new(Method::Get, ROOT), page),
            Ask::Get { id } => Request::new(Method::Get, format!("{ROOT}/{}", percent_encoded(id))),
            Ask::Create(changes) => Request::new(Method::Post, ROOT).body(create(changes)),
            _ => return Err(Error::unsupported(resource, ask.operation())),
        };
        Ok(request
            .header("Accept", "application/json, text/plain")
            .header("Content-Type", "application/json"))
    }

    fn outcome(
        &self,
        resource: &'static Resource,
        ask: &Ask,
        response: &Response,
    ) -> Result<Outcome> {
        match ask {
            Ask::List(page) => read::page(resource, page, response).map(Outcome::Page),
            // 200 and 201 both: a GET is shown with 201.
            _ => read::account(resource, response).map(Outcome::Account),
        }
    }

    fn refusal(&self, _resource: &'static Resource, response: &Response) -> Error {
        errors::refusal(response)
    }
}

fn create(changes: &[Change]) -> String {
    let members = changes
        .iter()
        .map(|change| (change.field.name.to_owned(), change.value.clone()));
    Value::Object(vec![
        ("data".to_owned(), Value::Object(members.collect())),
        ("type".to_owned(), Value::text("account")),
    ])
    .to_json()
}

/// `after` and `limit` are the names that `page_info` suggests. The first page goes without a
/// limit unless one was asked for, exactly as the documents show it.
fn paged(request: Request, page: &PageAsk) -> Request {
    let request = match page.size {
        Some(size) => request.query("limit", size.max(1)),
        None => request,
    };
    match &page.place {
        Place::After(cursor) => request.query("after", cursor),
        _ => request,
    }
}
