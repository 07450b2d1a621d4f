//! Answers and asks for the tests of the systems' wire formats.

use crate::account::Change;
use crate::collection::{Filter, Sort};
use crate::error::Error;
use crate::message::{Request, Response};
use crate::schema::Resource;
use crate::systems::{Ask, CreateAsk, Narrowed, PageAsk, UpdateAsk, narrowed, protocol};
use crate::value::Value;

/// An answer with that body.
pub(crate) fn answer(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
    }
}

/// The request for an ask that is in order.
pub(crate) fn request(resource: &'static Resource, ask: &Ask) -> Request {
    ask.check(resource).expect("an ask in order");
    protocol(resource.system)
        .request(resource, ask)
        .expect("a request")
}

/// The error that an answer tells of.
pub(crate) fn refusal(resource: &'static Resource, status: u16, body: &str) -> Error {
    protocol(resource.system).refusal(resource, &answer(status, body))
}

/// The value of a query parameter.
pub(crate) fn parameter(request: &Request, name: &str) -> Option<String> {
    let mut query = request.query.iter();
    query
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.clone())
}

/// The value of a header.
pub(crate) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut headers = request.headers.iter();
    headers
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.as_str())
}

/// The body as text; empty when there is none.
pub(crate) fn body(request: &Request) -> String {
    let body = request.body.clone().unwrap_or_default();
    String::from_utf8(body).expect("text")
}

/// A page narrowed and ordered by what a person would write.
pub(crate) fn page(resource: &'static Resource, filter: &str, sort: &str) -> PageAsk {
    let filter = Filter::parse(resource, filter).expect("a filter");
    let sort = Sort::parse(resource, sort).expect("a sort");
    PageAsk {
        filter: filter.terms().cloned().collect(),
        sort: sort.keys().to_vec(),
        ..PageAsk::default()
    }
}

/// What of a filter and a sort the system does.
pub(crate) fn split(resource: &'static Resource, filter: &str, sort: &str) -> Narrowed {
    let page = page(resource, filter, sort);
    narrowed(resource, &page.filter, &page.sort)
}

/// A value for a field.
pub(crate) fn change(resource: &'static Resource, name: &str, value: Value) -> Change {
    Change {
        field: resource.field(name).expect("a field"),
        value,
    }
}

/// A create with those values.
pub(crate) fn create(changes: Vec<Change>) -> Ask {
    Ask::Create(CreateAsk { changes, id: None })
}

/// An update with those values, of a version.
pub(crate) fn update(id: &str, changes: Vec<Change>, version: Option<&str>) -> Ask {
    Ask::Update(UpdateAsk {
        id: id.to_owned(),
        changes,
        base: None,
        version: version.map(str::to_owned),
        overwrite: false,
    })
}

/// The reasons of an error, as field and words.
pub(crate) fn reasons(error: &Error) -> Vec<(Option<&str>, &str)> {
    let reasons = error.given_reasons().iter();
    reasons
        .map(|reason| (reason.field.as_deref(), reason.message.as_str()))
        .collect()
}
