//! Answers of AgileNow: bare objects into accounts.

use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::{Result, Unread};
use crate::message::Response;
use crate::schema::{Kind, Resource};
use crate::systems::agilenow::field_type::referring;
use crate::systems::agilenow::{number, size};
use crate::systems::answer::{self, part};
use crate::systems::direct::{Layout, List, Part, Record};
use crate::systems::{Page, PageAsk, Place};
use crate::value::Members;

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
    let data = answer::list(response, &document, "", "Data")?;
    let mut unread = Unread::default();
    let read = |raw: &RawValue, place: &str| record(resource, response, raw, place);
    let accounts = LAYOUT.each(resource, List::Records, &data, &mut unread, &read);
    let meta = answer::inner(response, &document, "", "Meta")?;
    let total = meta.get("TotalItems").and_then(answer::count);
    let next = number(ask).saturating_add(1);
    let seen = next.saturating_mul(u64::from(size(ask)));
    let more = !data.is_empty() && total.is_none_or(|total| seen < total);
    Ok(Page {
        accounts,
        unread,
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
    let id = answer::identifier(response, &members, place, resource.id_field())?;
    let mut account = Account::new(resource, id);
    for (name, value) in answer::members(response, members, place)? {
        let kind = resource.field(&name).map_or(Kind::Text, |field| field.kind);
        account.set(&name, referring(kind, value));
    }
    Ok(account)
}
