//! Answers of AgileNow: bare objects into accounts.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::Error;
use crate::message::Response;
use crate::schema::{Kind, Resource};
use crate::systems::agilenow::{number, size};
use crate::systems::answer::{self, missing, part};
use crate::systems::{Page, PageAsk, Place};
use crate::value::{Members, Value};

#[derive(Deserialize)]
struct List<'a> {
    #[serde(rename = "Meta")]
    meta: Option<Meta>,
    #[serde(rename = "Data", borrow)]
    data: Option<Vec<&'a RawValue>>,
}

#[derive(Deserialize)]
struct Meta {
    #[serde(rename = "TotalItems")]
    total_items: Option<u64>,
}

/// Reads a page of a list. Its end is told by the total and by an empty page: `Meta.CurrentPage`
/// need not echo what was asked.
pub(super) fn page(
    resource: &'static Resource,
    ask: &PageAsk,
    response: &Response,
) -> Result<Page, Error> {
    let list: List<'_> = answer::json(response)?;
    let data = list.data.ok_or_else(|| missing(response, "Data"))?;
    let accounts = data
        .iter()
        .enumerate()
        .map(|(place, raw)| record(resource, response, raw, &format!("Data[{place}]")))
        .collect::<Result<Vec<_>, _>>()?;
    let total = list.meta.and_then(|meta| meta.total_items);
    let next = number(ask).saturating_add(1);
    let seen = next.saturating_mul(u64::from(size(ask)));
    let more = !accounts.is_empty() && total.is_none_or(|total| seen < total);
    Ok(Page {
        accounts,
        total,
        last: total.map(|total| total.div_ceil(u64::from(size(ask))).saturating_sub(1)),
        next: more.then_some(Place::Number(next)),
    })
}

/// Reads one account.
pub(super) fn account(resource: &'static Resource, response: &Response) -> Result<Account, Error> {
    let raw: &RawValue = answer::json(response)?;
    record(resource, response, raw, "the account")
}

fn record(
    resource: &'static Resource,
    response: &Response,
    raw: &RawValue,
    place: &str,
) -> Result<Account, Error> {
    let members: Members<'_> = part(response, raw, place)?;
    let members = answer::members(response, members, place)?;
    let id = members
        .iter()
        .find(|(name, _)| name == resource.id_field())
        .filter(|(_, id)| matches!(id, Value::Text(_) | Value::Number(_)))
        .map(|(_, id)| id.plain().into_owned())
        .ok_or_else(|| missing(response, &format!("{place}.{}", resource.id_field())))?;
    let mut account = Account::new(resource, id);
    for (name, value) in members {
        let kind = resource.field(&name).map_or(Kind::Text, |field| field.kind);
        account.set(&name, answer::referring(kind, value));
    }
    Ok(account)
}
