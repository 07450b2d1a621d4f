//! Answers of Swift SMS: envelopes into accounts.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::Error;
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer::{self, missing, part};
use crate::systems::{Page, PageAsk, Place};
use crate::value::{Members, Number, Value};

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct List<'a> {
    #[serde(borrow)]
    items: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    page_info: Option<PageInfo<'a>>,
}

/// `limit` and `total` are written `0.0`.
#[derive(Deserialize)]
struct PageInfo<'a> {
    after: Option<String>,
    #[serde(borrow)]
    total: Option<&'a RawValue>,
}

/// Reads a page of a list. A cursor is opaque, and no server can make a client loop: the list ends
/// when there is none, an empty one, the one just sent, or an empty page.
pub(super) fn page(
    resource: &'static Resource,
    ask: &PageAsk,
    response: &Response,
) -> Result<Page, Error> {
    let envelope: Envelope<'_> = answer::json(response)?;
    let data = envelope.data.ok_or_else(|| missing(response, "data"))?;
    let list: List<'_> = part(response, data, "data")?;
    let items = list.items.ok_or_else(|| missing(response, "data.items"))?;
    let accounts = items
        .iter()
        .enumerate()
        .map(|(place, raw)| record(resource, response, raw, &format!("data.items[{place}]")))
        .collect::<Result<Vec<_>, _>>()?;
    let total = list.page_info.as_ref().and_then(|info| whole(info.total?));
    let sent = match &ask.place {
        Place::After(cursor) => Some(cursor),
        _ => None,
    };
    let next = list
        .page_info
        .and_then(|info| info.after)
        .filter(|after| !after.is_empty() && Some(after) != sent && !accounts.is_empty())
        .map(Place::After);
    Ok(Page {
        accounts,
        total,
        last: None,
        next,
    })
}

/// A count that may be written as a fraction.
fn whole(raw: &RawValue) -> Option<u64> {
    let number = Number::parse(raw.get())?;
    number
        .as_i64()
        .and_then(|whole| u64::try_from(whole).ok())
        .or_else(|| {
            let digits = number.digits().split_once('.')?;
            digits
                .1
                .bytes()
                .all(|digit| digit == b'0')
                .then(|| digits.0.parse().ok())?
        })
}

/// Reads one account.
pub(super) fn account(resource: &'static Resource, response: &Response) -> Result<Account, Error> {
    let raw: &RawValue = answer::json(response)?;
    record(resource, response, raw, "the answer")
}

fn record(
    resource: &'static Resource,
    response: &Response,
    raw: &RawValue,
    place: &str,
) -> Result<Account, Error> {
    let envelope: Envelope<'_> = part(response, raw, place)?;
    let data = envelope
        .data
        .ok_or_else(|| missing(response, &format!("{place}: data")))?;
    let members: Members<'_> = part(response, data, &format!("{place}: data"))?;
    let members = answer::members(response, members, &format!("{place}: data"))?;
    let id = members
        .iter()
        .find_map(|(name, value)| match value {
            Value::Text(id) if name == resource.id_field() => Some(id.clone()),
            _ => None,
        })
        .ok_or_else(|| missing(response, &format!("{place}: data.id")))?;
    let mut account = Account::new(resource, id);
    for (name, value) in members {
        account.set(&name, value);
    }
    Ok(account)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_read_as_integer_or_fraction() {
        let total = |json: &str| whole(serde_json::from_str(json).expect("JSON"));
        assert_eq!(total("0.0"), Some(0));
        assert_eq!(total("1200"), Some(1200));
        assert_eq!(total("1200.00"), Some(1200));
        assert_eq!(total("12.5"), None);
        assert_eq!(total("null"), None);
        assert_eq!(total("-1"), None);
    }
}
