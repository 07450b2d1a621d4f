//! Answers of MPDX: JSON:API documents into accounts.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::Error;
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer::{self, missing, part};
use crate::systems::{Page, PageAsk, Place};
use crate::value::{Members, Reference, Value};

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow, default)]
    included: Vec<&'a RawValue>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct Meta {
    pagination: Option<Pagination>,
}

/// Numbers are strings when they were sent in the query, and integers when they were defaulted.
#[derive(Deserialize)]
struct Pagination {
    total_count: Option<Count>,
    total_pages: Option<Count>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Count {
    Number(u64),
    Text(String),
}

impl Count {
    fn get(&self) -> Option<u64> {
        match self {
            Count::Number(number) => Some(*number),
            Count::Text(text) => text.trim().parse().ok(),
        }
    }
}

#[derive(Deserialize)]
struct Record<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(borrow, default)]
    attributes: Members<'a>,
    #[serde(borrow, default)]
    relationships: Members<'a>,
}

#[derive(Deserialize)]
struct Relationship<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Pointer {
    id: String,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// Names of included records by type and id.
type Names = HashMap<(String, String), String>;

/// Reads a page of a list.
pub(super) fn page(
    resource: &'static Resource,
    ask: &PageAsk,
    response: &Response,
) -> Result<Page, Error> {
    let document: Document<'_> = answer::json(response)?;
    let data = document.data.ok_or_else(|| missing(response, "data"))?;
    let records: Vec<&RawValue> = part(response, data, "data")?;
    let names = names(response, &document.included)?;
    let accounts = records
        .iter()
        .enumerate()
        .map(|(place, raw)| record(resource, response, raw, &format!("data[{place}]"), &names))
        .collect::<Result<Vec<_>, _>>()?;
    let pagination = document.meta.and_then(|meta| meta.pagination);
    let total = pagination
        .as_ref()
        .and_then(|found| found.total_count.as_ref()?.get());
    let pages = pagination
        .as_ref()
        .and_then(|found| found.total_pages.as_ref()?.get());
    let number = match ask.place {
        Place::Number(number) => number,
        _ => 1,
    };
    // Without a count of pages, an empty page is the end; with one, it also ends a list that shrank.
    let more = !accounts.is_empty() && pages.is_none_or(|pages| number < pages);
    Ok(Page {
        accounts,
        total,
        last: pages,
        next: more.then(|| Place::Number(number.saturating_add(1))),
    })
}

/// Reads one account.
pub(super) fn account(resource: &'static Resource, response: &Response) -> Result<Account, Error> {
    let document: Document<'_> = answer::json(response)?;
    let data = document.data.ok_or_else(|| missing(response, "data"))?;
    let names = names(response, &document.included)?;
    record(resource, response, data, "data", &names)
}

fn names(response: &Response, included: &[&RawValue]) -> Result<Names, Error> {
    let mut names = Names::new();
    for (place, raw) in included.iter().enumerate() {
        let place = format!("included[{place}]");
        let record: Record<'_> = part(response, raw, &place)?;
        if let Some(name) = name(response, &record.attributes, &place)? {
            names.insert((record.kind.unwrap_or_default(), record.id), name);
        }
    }
    Ok(names)
}

/// What a related record is called: an organization has a name, a person a first and a last one.
fn name(
    response: &Response,
    attributes: &Members<'_>,
    place: &str,
) -> Result<Option<String>, Error> {
    let text = |member: &str| -> Result<Option<String>, Error> {
        let Some(raw) = attributes.get(member) else {
            return Ok(None);
        };
        Ok(
            match answer::value(response, raw, &format!("{place}.attributes.{member}"))? {
                Value::Text(text) if !text.is_empty() => Some(text),
                _ => None,
            },
        )
    };
    if let Some(name) = text("name")? {
        return Ok(Some(name));
    }
    let both: Vec<String> = [text("first_name")?, text("last_name")?]
        .into_iter()
        .flatten()
        .collect();
    Ok((!both.is_empty()).then(|| both.join(" ")))
}

fn record(
    resource: &'static Resource,
    response: &Response,
    raw: &RawValue,
    place: &str,
    names: &Names,
) -> Result<Account, Error> {
    let record: Record<'_> = part(response, raw, place)?;
    let mut account = Account::new(resource, record.id);
    for (name, value) in
        answer::members(response, record.attributes, &format!("{place}.attributes"))?
    {
        account.set(&name, value);
    }
    for (name, raw) in &record.relationships.0 {
        let place = format!("{place}.relationships.{name}");
        account.set(name, related(response, raw, &place, names)?);
    }
    Ok(account)
}

/// A relationship as a reference; one that is not to a single record stays as it came.
fn related(
    response: &Response,
    raw: &RawValue,
    place: &str,
    names: &Names,
) -> Result<Value, Error> {
    let relationship: Relationship<'_> = part(response, raw, place)?;
    let Some(data) = relationship.data else {
        return Ok(Value::Null);
    };
    if !data.get().starts_with('{') {
        return answer::value(response, data, place);
    }
    let pointer: Pointer = part(response, data, &format!("{place}.data"))?;
    let name = pointer
        .kind
        .clone()
        .and_then(|kind| names.get(&(kind, pointer.id.clone())).cloned());
    Ok(Value::Reference(Reference {
        id: pointer.id,
        name,
        kind: pointer.kind,
        members: Vec::new(),
    }))
}
