//! Answers of AgileNow: bare objects into accounts.

use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::Result;
use crate::message::Response;
use crate::schema::{Kind, Resource};
use crate::systems::agilenow::field_type::referring;
use crate::systems::agilenow::{number, size};
use crate::systems::answer::{self, Unread, member, missing, part, within};
use crate::systems::direct::{Layout, Part, Record};
use crate::systems::{Page, PageAsk, Place};
use crate::value::{Members, Value};

pub(super) const LAYOUT: Layout = Layout {
    document: Part::Object(&[("Data", Part::Records)]),
    list: "Data",
    record: Record::Bare,
    exact: record,
    named: |_, _, _| Ok(None),
    refer: Some(referring),
};

/// Reads a page of a list. Its end is told by the total and by an empty page: `Meta.CurrentPage`
/// need not echo what was asked.
pub(super) fn page(
    resource: &'static Resource,
    ask: &PageAsk,
    response: &Response,
) -> Result<Page> {
    let document = answer::object(response)?;
    let data: Vec<&RawValue> = part(response, member(response, &document, "", "Data")?, "Data")?;
    let mut unread = Unread::default();
    let accounts = answer::each(
        response,
        &data,
        LAYOUT.list,
        &mut unread,
        |answer, raw, place| record(resource, answer, raw, place),
    );
    let total = match document.get("Meta").filter(|raw| raw.get() != "null") {
        Some(meta) => {
            let meta: Members<'_> = part(response, meta, "Meta")?;
            meta.get("TotalItems").and_then(answer::count)
        }
        None => None,
    };
    let next = number(ask).saturating_add(1);
    let seen = next.saturating_mul(u64::from(size(ask)));
    let more = !data.is_empty() && total.is_none_or(|total| seen < total);
    Ok(Page {
        accounts,
        unread: unread.all(),
        total,
        last: total.map(|total| total.div_ceil(u64::from(size(ask))).saturating_sub(1)),
        next: more.then_some(Place::Number(next)),
    })
}

/// Reads one account.
pub(super) fn account(resource: &'static Resource, response: &Response) -> Result<Account> {
    let raw: &RawValue = answer::raw(response)?;
    record(resource, response, raw, "")
}

fn record(
    resource: &'static Resource,
    response: &Response,
    raw: &RawValue,
    place: &str,
) -> Result<Account> {
    let named = if place.is_empty() {
        "the account"
    } else {
        place
    };
    let members: Members<'_> = part(response, raw, named)?;
    let id = members.get(resource.id_field()).and_then(answer::text);
    let id = id.filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| missing(response, &within(place, resource.id_field())))?;
    let mut account = Account::new(resource, id);
    for (name, value) in answer::members(response, members, place)? {
        let kind = resource.field(&name).map_or(Kind::Text, |field| field.kind);
        account.set(&name, referring(kind, value));
    }
    Ok(account)
}

/// Reads the members of one object, as they are.
pub(super) fn members(
    response: &Response,
    raw: &RawValue,
    place: &str,
) -> Result<Vec<(String, Value)>> {
    let members: Members<'_> = part(response, raw, place)?;
    answer::members(response, members, place)
}
