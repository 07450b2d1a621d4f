//! Answers of Swift SMS: envelopes into accounts.

use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::{Result, Unread};
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::answer::{self, member, part, within};
use crate::systems::direct::{Layout, List, Part, Record, Role};
use crate::systems::{Page, PageAsk, Place};
use crate::value::Members;

pub(super) const LAYOUT: Layout = Layout {
    document: Part::Object(&[("data", Part::Object(&[("items", Part::Records)]))]),
    list: "data.items",
    record: Record::Enveloped(&[("data", Role::Fields), ("type", Role::Dropped)]),
    exact: record,
    named: |_, _, _| Ok(None),
    refer: None,
};

/// Reads a page of a list. A cursor is opaque, and no server can make a client loop: the list ends
/// when there is none, an empty one, the one just sent, or an empty page.
pub(super) fn page(
    resource: &'static Resource,
    ask: &PageAsk,
    response: &Response,
) -> Result<Page> {
    let envelope = answer::object(response)?;
    let data: Members<'_> = part(response, member(response, &envelope, "", "data")?, "data")?;
    let items = answer::list(response, &data, "data", "items")?;
    let mut unread = Unread::default();
    let read = |raw: &RawValue, place: &str| record(resource, response, raw, place);
    let accounts = LAYOUT.each(resource, List::Records, &items, &mut unread, &read);
    let info = answer::inner(response, &data, "data", "page_info")?;
    let sent = match &ask.place {
        Place::After(cursor) => Some(cursor),
        _ => None,
    };
    let after = info.get("after").and_then(answer::text);
    let next = after
        .filter(|after| !after.is_empty() && Some(after) != sent && !items.is_empty())
        .map(Place::After);
    Ok(Page {
        accounts,
        unread,
        // `limit` and `total` are written `0.0`.
        total: info.get("total").and_then(answer::count),
        last: None,
        next,
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
        "the answer"
    } else {
        place
    };
    let envelope: Members<'_> = part(response, raw, named)?;
    let data = member(response, &envelope, place, "data")?;
    let inside = within(place, "data");
    let members: Members<'_> = part(response, data, &inside)?;
    let id = answer::identifier(response, &members, &inside, resource.id_field())?;
    let mut account = Account::new(resource, id);
    for (name, value) in answer::members(response, members, &inside)? {
        account.set(&name, value);
    }
    // What stands beside `data` (`associations`) is kept as what the documents do not know.
    answer::few(response, &envelope, named)?;
    for (name, raw) in &envelope.0 {
        let known = matches!(&**name, "data" | "type");
        if !known && account.get(name).is_none() {
            account.set(name, answer::value(response, raw, &within(place, name))?);
        }
    }
    Ok(account)
}
