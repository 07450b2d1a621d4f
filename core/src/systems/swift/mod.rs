//! Swift SMS 2.0: enveloped JSON behind an API key.
//!
//! Contract: the page of its accounts. Errors and the parameters of paging are documented nowhere.

pub mod accounts;
mod errors;
mod read;

use crate::account::Change;
use crate::error::{Error, Result};
use crate::message::{Method, Request, Response, Secret};
use crate::schema::Resource;
use crate::systems::direct::Layout;
use crate::systems::{Ask, CreateAsk, Found, Outcome, PageAsk, Place, Protocol, percent_encoded};
use crate::text;
use crate::value::Value;

const ROOT: &str = "api/v1/accounts";

/// How API keys begin, by the documents' neighbouring pages; that of the accounts shows another.
const PREFIX: &str = "apik_";
/// How long they are.
const LENGTHS: std::ops::RangeInclusive<usize> = 32..=64;

/// The wire format.
#[derive(Debug)]
pub struct Swift;

impl Protocol for Swift {
    fn request(&self, resource: &'static Resource, ask: &Ask) -> Result<Request> {
        let request = match ask {
            Ask::List(page) => paged(Request::new(Method::Get, ROOT), page),
            Ask::Get { id, .. } => {
                Request::new(Method::Get, format!("{ROOT}/{}", percent_encoded(id)))
            }
            Ask::Create(ask) => Request::new(Method::Post, ROOT).body(create(&ask.changes)),
            Ask::Side(side) => return Ok(side.request.clone()),
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
            Ask::Side(_) => Ok(Outcome::Side(response.clone())),
            // 200 and 201 both: a GET is shown with 201.
            _ => read::account(resource, response).map(Outcome::Account),
        }
    }

    fn layout(&self) -> &'static Layout {
        &read::LAYOUT
    }

    fn refusal(&self, _resource: &'static Resource, response: &Response) -> Error {
        errors::refusal(response)
    }

    fn secret_warning(&self, secret: &Secret) -> Option<String> {
        let text = secret.reveal().trim();
        let why = if !text.starts_with(PREFIX) {
            format!("it does not begin with {PREFIX}")
        } else if !LENGTHS.contains(&text.len()) {
            let (least, most) = (LENGTHS.start(), LENGTHS.end());
            format!(
                "it has {} characters, and they have {least} to {most}",
                text.len()
            )
        } else {
            return None;
        };
        Some(format!("this is probably no API key of Swift SMS: {why}"))
    }

    /// Nothing but the name tells one new account from another, so every page is looked through.
    fn look(&self, _create: &CreateAsk) -> Option<Ask> {
        Some(Ask::List(PageAsk::default()))
    }

    fn found(&self, create: &CreateAsk, _looked: &Ask, answer: Result<Outcome>) -> Found {
        let Ok(Outcome::Page(page)) = answer else {
            return Found::Unsure(None);
        };
        let asked = create
            .changes
            .iter()
            .find(|change| change.field.name == "name");
        let name = asked.map(|change| &change.value);
        match page
            .accounts
            .iter()
            .find(|account| account.get("name") == name)
        {
            Some(account) => Found::Unsure(Some(format!(
                "there is an account of that name, id {}, made {}: look whether it is the new one",
                text::excerpt(account.id(), 40),
                text::excerpt(
                    &account
                        .get("inserted_at")
                        .map(Value::plain)
                        .unwrap_or_default(),
                    40
                ),
            ))),
            None => match page.next {
                Some(place) => Found::More(Ask::List(PageAsk {
                    place,
                    ..PageAsk::default()
                })),
                None => Found::Absent,
            },
        }
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

#[cfg(test)]
mod tests;
