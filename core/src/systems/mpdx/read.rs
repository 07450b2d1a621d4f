//! Answers of MPDX: JSON:API documents into accounts.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::{Result, Unread};
use crate::json;
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer::{self, identifier, inner, member, part, within};
use crate::systems::direct::{Layout, List, Named, Part, Record, Role};
use crate::systems::mpdx::number;
use crate::systems::{Page, PageAsk, Place, References};
use crate::value::{Members, Reference, Value};

/// Names of included records by type and id.
type Names = HashMap<(String, String), String>;

pub(super) const LAYOUT: Layout = Layout {
    document: Part::Object(&[("data", Part::Records), ("included", Part::Included)]),
    list: "data",
    record: Record::Enveloped(&[
        ("id", Role::Id),
        ("type", Role::Dropped),
        ("attributes", Role::Fields),
        ("relationships", Role::Relationships),
    ]),
    exact: |resource, response, raw, place| record(resource, response, raw, place, &Names::new()),
    named,
    refer: None,
};

/// Reads a page of a list.
pub(super) fn page(
    resource: &'static Resource,
    ask: &PageAsk,
    response: &Response,
) -> Result<Page> {
    let document = answer::object(response)?;
    let mut unread = Unread::default();
    let names = names(resource, response, &document, &mut unread)?;
    let records = answer::list(response, &document, "", "data")?;
    let read = |raw: &RawValue, place: &str| record(resource, response, raw, place, &names);
    let accounts = LAYOUT.each(resource, List::Records, &records, &mut unread, &read);
    let pages = counted(response, &document, "total_pages")?;
    Ok(Page {
        next: following(&ask.place, pages, records.is_empty()),
        total: counted(response, &document, "total_count")?,
        last: pages,
        accounts,
        unread,
    })
}

/// Reads one account.
pub(super) fn account(resource: &'static Resource, response: &Response) -> Result<Account> {
    let document = answer::object(response)?;
    let data = member(response, &document, "", "data")?;
    let mut unread = Unread::default();
    let names = names(resource, response, &document, &mut unread)?;
    match unread.error() {
        Some(error) => Err(error),
        None => record(resource, response, data, "data", &names),
    }
}

/// Reads a page of records that a field may point to, or the one that it may.
pub(super) fn references(response: &Response) -> Result<References> {
    let document = answer::object(response)?;
    let data = member(response, &document, "", "data")?;
    if data.get().starts_with('{') {
        let records = vec![choice(response, data, "data")?];
        return Ok(References {
            records,
            next: None,
        });
    }
    let records = answer::list(response, &document, "", "data")?
        .iter()
        .enumerate()
        .map(|(place, raw)| choice(response, raw, &format!("data[{place}]")))
        .collect::<Result<Vec<_>>>()?;
    let page = counted(response, &document, "page")?.unwrap_or(1);
    let pages = counted(response, &document, "total_pages")?;
    Ok(References {
        next: following(&Place::Number(page), pages, records.is_empty()),
        records,
    })
}

/// Without a count of pages, an empty page is the end; with one, it also ends a list that shrank.
fn following(place: &Place, pages: Option<u64>, empty: bool) -> Option<Place> {
    let number = number(place);
    let more = !empty && pages.is_none_or(|pages| number < pages);
    more.then(|| Place::Number(number.saturating_add(1)))
}

/// A number of the pagination. They are strings when they were sent in the query, and integers when
/// they were defaulted.
fn counted(response: &Response, document: &Members<'_>, name: &str) -> Result<Option<u64>> {
    let meta = inner(response, document, "", "meta")?;
    let pagination = inner(response, &meta, "meta", "pagination")?;
    Ok(pagination.get(name).and_then(answer::count))
}

fn names(
    resource: &'static Resource,
    response: &Response,
    document: &Members<'_>,
    unread: &mut Unread,
) -> Result<Names> {
    let included: Vec<&RawValue> = match answer::present(document, "included") {
        Some(raw) => part(response, raw, "included")?,
        None => Vec::new(),
    };
    let read = |raw: &RawValue, place: &str| named(response, raw, place);
    let named = LAYOUT.each(resource, List::Included, &included, unread, &read);
    let named = named.into_iter().flatten();
    Ok(named
        .map(|Named { kind, id, name }| ((kind, id), name))
        .collect())
}

/// What an included record is called, if anything.
fn named(response: &Response, raw: &RawValue, place: &str) -> Result<Option<Named>> {
    let record: Members<'_> = part(response, raw, place)?;
    let attributes = inner(response, &record, place, "attributes")?;
    let Some(name) = name(&attributes) else {
        return Ok(None);
    };
    let id = identifier(response, &record, place, "id")?;
    let kind = kind(&record).unwrap_or_default();
    Ok(Some(Named { kind, id, name }))
}

fn kind(record: &Members<'_>) -> Option<String> {
    record.get("type").and_then(answer::text)
}

/// What a related record is called: an organization has a name, a person a first and a last one.
fn name(attributes: &Members<'_>) -> Option<String> {
    let text = |member: &str| -> Option<String> {
        let text: Cow<'_, str> = json::read(attributes.get(member)?.get().as_bytes()).ok()?;
        (!text.is_empty()).then(|| text.into_owned())
    };
    text("name").or_else(|| {
        let both: Vec<String> = [text("first_name"), text("last_name")]
            .into_iter()
            .flatten()
            .collect();
        (!both.is_empty()).then(|| both.join(" "))
    })
}

/// A record of another type, with all that is said of it.
fn choice(response: &Response, raw: &RawValue, place: &str) -> Result<Reference> {
    let record: Members<'_> = part(response, raw, place)?;
    let attributes = inner(response, &record, place, "attributes")?;
    Ok(Reference {
        id: identifier(response, &record, place, "id")?,
        name: name(&attributes),
        kind: kind(&record),
        members: answer::members(response, attributes, &within(place, "attributes"))?,
    })
}

fn record(
    resource: &'static Resource,
    response: &Response,
    raw: &RawValue,
    place: &str,
    names: &Names,
) -> Result<Account> {
    let record: Members<'_> = part(response, raw, place)?;
    let mut account = Account::new(resource, identifier(response, &record, place, "id")?);
    let attributes = inner(response, &record, place, "attributes")?;
    for (name, value) in answer::members(response, attributes, &within(place, "attributes"))? {
        account.set(&name, value);
    }
    let relationships = inner(response, &record, place, "relationships")?;
    answer::few(response, &relationships, &within(place, "relationships"))?;
    for (name, raw) in &relationships.0 {
        let place = format!("{place}.relationships.{name}");
        if let Some(value) = related(response, raw, &place, names)? {
            account.set(name, value);
        }
    }
    answer::few(response, &record, place)?;
    // What else stands in the record (`links`, `meta`) is kept as what the documents do not know.
    for (name, raw) in &record.0 {
        let known = ["id", "type", "attributes", "relationships"].contains(&&**name);
        if !known && account.get(name).is_none() {
            account.set(name, answer::value(response, raw, &within(place, name))?);
        }
    }
    Ok(account)
}

/// A relationship as a reference; one that is not to a single record stays as it came. `None` when
/// the answer does not say where it leads.
fn related(
    response: &Response,
    raw: &RawValue,
    place: &str,
    names: &Names,
) -> Result<Option<Value>> {
    let relationship: Members<'_> = part(response, raw, place)?;
    let place = within(place, "data");
    let Some(data) = relationship.get("data") else {
        return Ok(None);
    };
    if !data.get().starts_with('{') {
        return answer::value(response, data, &place).map(Some);
    }
    let pointer: Members<'_> = part(response, data, &place)?;
    let (id, kind) = (
        identifier(response, &pointer, &place, "id")?,
        kind(&pointer),
    );
    let name = kind
        .clone()
        .and_then(|kind| names.get(&(kind, id.clone())).cloned());
    Ok(Some(Value::Reference(Reference {
        id,
        name,
        kind,
        members: Vec::new(),
    })))
}
