//! MPDX REST API v2: JSON:API with optimistic locking.
//!
//! Contract: the documentation of its two account resources. What it leaves open is taken from the
//! server of 2018 and the official clients, and said where it is used.

pub mod authenticate;
mod conflict;
mod errors;
pub mod key_accounts;
mod narrowing;
pub mod organization_accounts;
mod read;
pub mod token;
mod write;

use std::time::Duration;

use crate::error::{Error, ErrorKind, Result};
use crate::message::{Method, Request, Response, Secret};
use crate::query::{SortKey, Term};
use crate::schema::{Field, Kind, Operation, Resource};
use crate::systems::direct::Layout;
use crate::systems::narrow::wanted;
use crate::systems::{
    Ask, CreateAsk, Found, Narrowing, Outcome, PageAsk, Place, Protocol, Rate, References, SideAsk,
    SideCall, percent_encoded,
};
use crate::text;

/// The only media type that MPDX takes, on a GET and a DELETE too (else 415), and without
/// parameters in `Accept` (else 406).
const MEDIA_TYPE: &str = "application/vnd.api+json";

/// Organizations on a page: one of the official clients asks for as many of other records.
const CHOICES: u32 = 500;

/// Accounts on a page unless asked otherwise: what the official clients ask for.
const PAGE_SIZE: u32 = 100;

/// The wire format.
#[derive(Debug)]
pub struct Mpdx;

impl Protocol for Mpdx {
    fn request(&self, resource: &'static Resource, ask: &Ask) -> Result<Request> {
        let all = collection_path(resource);
        let one = |id: &str| format!("{all}/{}", percent_encoded(id));
        let request = match ask {
            Ask::List(page) => paged(resource, Request::new(Method::Get, all), page),
            Ask::Get { id, .. } => Request::new(Method::Get, one(id)),
            Ask::Create(create) => {
                Request::new(Method::Post, all).body(write::create(resource, create))
            }
            Ask::Upsert(_) => return Err(Error::unsupported(resource, ask.operation())),
            Ask::Update(update) => {
                Request::new(Method::Put, one(&update.id)).body(write::update(resource, update))
            }
            Ask::Delete { id } => Request::new(Method::Delete, one(id)),
            Ask::Sync { id } => Request::new(Method::Get, format!("{}/sync", one(id))),
            Ask::Side(side) => return Ok(side.request.clone()),
        };
        Ok(headers(including(resource, ask, request)))
    }

    fn outcome(
        &self,
        resource: &'static Resource,
        ask: &Ask,
        response: &Response,
    ) -> Result<Outcome> {
        match ask {
            Ask::List(page) => read::page(resource, page, response).map(Outcome::Page),
            // 204 without a body, and for a sync 200 with an empty text/html.
            Ask::Delete { .. } | Ask::Sync { .. } => Ok(Outcome::Done),
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

    fn narrowing(&self, _: &'static Resource, filter: &[Term], sort: &[SortKey]) -> Narrowing {
        narrowing::narrowing(filter, sort)
    }

    /// Every organization by name; of people the token's own alone, which is the only one that an
    /// account may belong to.
    fn references(
        &self,
        resource: &'static Resource,
        field: &Field,
        place: &Place,
    ) -> Option<SideCall<References>> {
        let request = match field.kind {
            Kind::Reference("organizations") => Request::new(Method::Get, "organizations")
                .query("page", number(place))
                .query("per_page", CHOICES)
                .query("sort", "name"),
            Kind::Reference("people") => Request::new(Method::Get, "user"),
            _ => return None,
        };
        let ask = SideAsk {
            operation: Operation::List,
            id: None,
            request: headers(request),
        };
        Some(SideCall::new(resource, ask, read::references))
    }

    fn secret_warning(&self, secret: &Secret) -> Option<String> {
        let error = token::decode(secret).err()?;
        Some(format!("this is probably no token of MPDX: {error}"))
    }

    fn token_says(&self, token: &Secret) -> Option<String> {
        let Ok(claims) = token::decode(token) else {
            return self.secret_warning(token);
        };
        let whose = match &claims.user_id {
            Some(id) => format!("the token is of the user {}", text::excerpt(id, 80)),
            None => "the token does not say whose it is".to_owned(),
        };
        let ends = claims.ends.in_seconds();
        let ends = ends.unwrap_or_else(|| "at no date that can be written".to_owned());
        Some(format!("{whose}; it ends {ends}"))
    }

    /// A UUID of version 4: `data.id` of a POST is honoured, and refused when it is used again.
    fn new_id(&self, random: u128) -> Option<String> {
        let bits = random & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
        let hex = format!("{bits:032x}");
        let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range));
        Some(groups.into_iter().flatten().collect::<Vec<_>>().join("-"))
    }

    fn look(&self, create: &CreateAsk) -> Option<Ask> {
        Some(Ask::Get {
            id: create.id.clone()?,
            by: None,
        })
    }

    fn found(&self, _create: &CreateAsk, _looked: &Ask, answer: Result<Outcome>) -> Found {
        match answer {
            Ok(Outcome::Account(account)) => Found::Made(Box::new(account)),
            // The id is this create's own: should the lost one still be on its way, a second one
            // with the same id is refused.
            Err(error) if error.kind() == ErrorKind::NotFound => Found::Absent,
            _ => Found::Unsure(None),
        }
    }

    /// 50 calls in 10 seconds.
    fn rate(&self) -> Option<Rate> {
        Some(Rate {
            calls: 50,
            per: Duration::from_secs(10),
        })
    }
}

/// The JSON:API type of a resource, which is also the last segment of its path.
fn record_type(resource: &Resource) -> String {
    resource.short().replace('-', "_")
}

fn collection_path(resource: &Resource) -> String {
    format!("user/{}", record_type(resource))
}

fn headers(request: Request) -> Request {
    request
        .header("Content-Type", MEDIA_TYPE)
        .header("Accept", MEDIA_TYPE)
        // Without it messages come in the language that the token's user has chosen.
        .header("Accept-Language", "en-US")
}

/// The number of a page, counted from 1.
fn number(place: &Place) -> u64 {
    match place {
        Place::Number(number) => *number,
        _ => 1,
    }
}

fn paged(resource: &'static Resource, request: Request, page: &PageAsk) -> Request {
    // per_page=0 is never sent.
    let size = page.size.unwrap_or(PAGE_SIZE).max(1);
    let narrowing = narrowing::narrowing(&page.filter, &page.sort);
    let order = narrowing.order.as_deref().unwrap_or(narrowing::ORDER);
    let request = request
        .query("page", number(&page.place))
        .query("per_page", size)
        .query("sort", order);
    let parameters = narrowing.parameters.into_iter();
    let request = parameters.fold(request, |request, (name, value)| request.query(name, value));
    let Some(fields) = wanted(resource, page) else {
        return request;
    };
    // The id is no attribute, and comes always.
    let names = fields.iter().map(|field| field.name);
    let names: Vec<&str> = names.filter(|name| *name != resource.id_field()).collect();
    let parameter = format!("fields[{}]", record_type(resource));
    request.query(&parameter, names.join(","))
}

/// Asks for the records behind the relationships, so that names can be shown instead of ids.
fn including(resource: &'static Resource, ask: &Ask, request: Request) -> Request {
    let all = || resource.references().map(|field| field.name);
    let related: Vec<&str> = match ask {
        Ask::Delete { .. } | Ask::Sync { .. } | Ask::Side(_) => return request,
        Ask::List(page) => match (&page.include, wanted(resource, page)) {
            (Some(include), _) => include.iter().map(String::as_str).collect(),
            (None, Some(fields)) => all()
                .filter(|name| fields.iter().any(|field| field.name == *name))
                .collect(),
            (None, None) => all().collect(),
        },
        _ => all().collect(),
    };
    if related.is_empty() {
        request
    } else {
        request.query("include", related.join(","))
    }
}

#[cfg(test)]
mod tests;
