//! MPDX REST API v2: JSON:API with optimistic locking.
//!
//! Contract: the documentation of its two account resources. What it leaves open is taken from the
//! server of 2018 and the official clients, and said where it is used.

mod errors;
pub mod key_accounts;
pub mod organization_accounts;
mod read;
mod write;

use std::time::Duration;

use crate::error::{Error, ErrorKind, Result};
use crate::message::{Method, Request, Response};
use crate::schema::Resource;
use crate::systems::{
    Ask, CreateAsk, Found, Outcome, PageAsk, Place, Protocol, Rate, percent_encoded,
};

/// The only media type that MPDX takes, on a GET and a DELETE too (else 415), and without
/// parameters in `Accept` (else 406).
const MEDIA_TYPE: &str = "application/vnd.api+json";

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
            Ask::List(page) => paged(Request::new(Method::Get, all), page),
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
            _ => read::account(resource, response).map(Outcome::Account),
        }
    }

    fn refusal(&self, resource: &'static Resource, response: &Response) -> Error {
        errors::refusal(resource, response)
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

fn paged(request: Request, page: &PageAsk) -> Request {
    let number = match page.place {
        Place::Number(number) => number,
        _ => 1,
    };
    // per_page=0 is never sent.
    let size = page.size.unwrap_or(PAGE_SIZE).max(1);
    request
        .query("page", number)
        .query("per_page", size)
        // New accounts come last, so that none moves from one page to the next while they are read.
        .query("sort", "created_at")
}

/// Asks for the records behind the relationships, so that names can be shown instead of ids.
fn including(resource: &'static Resource, ask: &Ask, request: Request) -> Request {
    let related: Vec<&str> = match ask {
        Ask::Delete { .. } | Ask::Sync { .. } => return request,
        Ask::List(PageAsk {
            include: Some(include),
            ..
        }) => include.iter().map(String::as_str).collect(),
        _ => resource.references().map(|field| field.name).collect(),
    };
    if related.is_empty() {
        request
    } else {
        request.query("include", related.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::IdFormat;

    #[test]
    fn an_id_is_a_uuid_of_version_4() {
        for random in [0, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            let id = Mpdx.new_id(random).expect("an id");
            assert!(IdFormat::Uuid.fits(&id), "{id}");
            assert_eq!(id.as_bytes()[14], b'4', "{id}");
            assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
        }
    }
}
