//! AgileNow Access Manager: bare JSON objects behind OAuth client credentials.
//!
//! Contract: the page of its account upsert, and the vendor's published interface description.

pub mod accounts;
pub mod enums;
mod errors;
pub mod field_type;
mod lost;
mod narrowing;
mod read;
pub mod tenants;
mod token;
mod write;

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Error, Result};
use crate::message::{Method, Request, Response, Secret};
use crate::query::{SortKey, Term};
use crate::schema::{Field, Kind, Operation, Resource};
use crate::systems::direct::Layout;
use crate::systems::narrow::wanted;
use crate::systems::{
    Ask, CreateAsk, Found, Narrowing, Outcome, PageAsk, Place, Protocol, percent_encoded,
};

const ROOT: &str = "Endpoint/rest/api/v1";

/// The most that a page may have.
const PAGE_SIZE: u32 = 1000;

/// The wire format.
#[derive(Debug)]
pub struct AgileNow;

impl Protocol for AgileNow {
    fn request(&self, resource: &'static Resource, ask: &Ask) -> Result<Request> {
        let one = |id: &str| format!("{ROOT}/Account/{}", segment(id));
        let request = match ask {
            Ask::List(page) => {
                let request = Request::new(Method::Get, format!("{ROOT}/Accounts"));
                paged(resource, request, page)
            }
            Ask::Get { id, by: None } => Request::new(Method::Get, one(id)),
            Ask::Get {
                id,
                by: Some(field),
            } => Request::new(Method::Get, one(id)).query("Name", field),
            Ask::Create(create) => Request::new(Method::Post, format!("{ROOT}/Account"))
                .body(write::account(&create.changes)),
            Ask::Upsert(changes) => {
                Request::new(Method::Patch, format!("{ROOT}/Account")).body(write::account(changes))
            }
            Ask::Update(update) => Request::new(Method::Put, one(&update.id))
                .body(write::account(&write::with_booleans(resource, update))),
            Ask::Delete { id } => Request::new(Method::Delete, one(id)),
            Ask::Sync { .. } => return Err(Error::unsupported(resource, ask.operation())),
            Ask::Side(side) => return Ok(side.request.clone()),
        };
        Ok(json_headers(request))
    }

    fn outcome(
        &self,
        resource: &'static Resource,
        ask: &Ask,
        response: &Response,
    ) -> Result<Outcome> {
        match ask {
            Ask::List(page) => read::page(resource, page, response).map(Outcome::Page),
            // The answer is the account as it was; nothing is left to show.
            Ask::Delete { .. } => Ok(Outcome::Done),
            Ask::Side(_) => Ok(Outcome::Side(response.clone())),
            _ => read::account(resource, response).map(Outcome::Account),
        }
    }

    fn layout(&self) -> &'static Layout {
        &read::LAYOUT
    }

    fn refusal(&self, resource: &'static Resource, response: &Response) -> Error {
        errors::refusal(resource, response)
    }

    fn look(&self, create: &CreateAsk) -> Option<Ask> {
        lost::look(create)
    }

    fn found(&self, create: &CreateAsk, looked: &Ask, answer: Result<Outcome>) -> Found {
        lost::found(create, looked, answer)
    }

    fn narrowing(&self, _: &'static Resource, filter: &[Term], sort: &[SortKey]) -> Narrowing {
        narrowing::narrowing(filter, sort)
    }

    /// An update sends every yes-or-no field that is known, so all of them have to be.
    fn always_asked(&self, field: &Field) -> bool {
        field.kind == Kind::Boolean && field.access.sent_by(Operation::Update)
    }

    fn token_request(
        &self,
        client_id: &str,
        client_secret: &Secret,
        scope: Option<&str>,
    ) -> Option<Request> {
        Some(token::request(client_id, client_secret, scope))
    }

    fn refresh_request(&self, client_id: &str, refresh_token: &Secret) -> Option<Request> {
        Some(token::refresh(client_id, refresh_token))
    }
}

/// An id as a segment of a path. What a URL would not carry unharmed goes as `base64|` and its
/// base64, as the documents offer.
fn segment(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let text = if id.bytes().all(plain) {
        Cow::Borrowed(id)
    } else {
        Cow::Owned(format!("base64|{}", STANDARD.encode(id)))
    };
    percent_encoded(&text).into_owned()
}

/// Bodies are JSON both ways.
fn json_headers(request: Request) -> Request {
    let request = request.header("Accept", "application/json");
    match request.body {
        Some(_) => request.header("Content-Type", "application/json"),
        None => request,
    }
}

/// Pages are counted from 0.
fn paged(resource: &'static Resource, request: Request, page: &PageAsk) -> Request {
    let narrowing = narrowing::narrowing(&page.filter, &page.sort);
    let order = narrowing.order.as_deref().unwrap_or(narrowing::ORDER);
    let request = request
        .query("CurrentPage", number(page))
        .query("PageSize", size(page))
        .query("Orders", order);
    let parameters = narrowing.parameters.into_iter();
    let request = parameters.fold(request, |request, (name, value)| request.query(name, value));
    match wanted(resource, page) {
        Some(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            request.query("Fields", names.join(","))
        }
        None => request,
    }
}

fn number(page: &PageAsk) -> u64 {
    match page.place {
        Place::Number(number) => number,
        _ => 0,
    }
}

fn size(page: &PageAsk) -> u32 {
    page.size.unwrap_or(PAGE_SIZE).clamp(1, PAGE_SIZE)
}

#[cfg(test)]
mod tests;
