//! The tenants that an account belongs to: `/Account/{Id}/Tenants`, `…/Tenant` and
//! `…/Tenant/{SubId}`. Each function makes a call for
//! [`Client::side_call`](crate::client::Client::side_call).

use serde_json::value::RawValue;

use crate::error::Result;
use crate::message::{Method, Request, Response};
use crate::schema::Operation;
use crate::systems::agilenow::accounts::ACCOUNTS;
use crate::systems::agilenow::field_type::{FieldType, reference};
use crate::systems::agilenow::{ROOT, json_headers, segment};
use crate::systems::answer::{self, member, part};
use crate::systems::{SideAsk, SideCall};
use crate::value::{Members, Reference, Value};

/// One account in one tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    /// What [`remove`] takes: the membership's own id, up to 64 bits, digit for digit.
    pub id: String,
    /// The account.
    pub user: Option<Reference>,
    /// The tenant.
    pub tenant: Option<Reference>,
    /// Whatever else came with it, in its order: `ModifiedOn`, `CreatedOn`, and what the documents
    /// do not know.
    pub members: Vec<(String, Value)>,
}

/// `TenantData`: which tenant an account is to belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantData {
    /// The account once more; the address names it already, so it may be left out.
    pub user: Option<FieldType>,
    /// The tenant.
    pub tenant: FieldType,
}

/// The tenants of an account.
#[must_use]
pub fn list(account: &str) -> SideCall<Vec<Membership>> {
    let request = Request::new(Method::Get, format!("{}s", path(account)));
    SideCall::new(&ACCOUNTS, ask(Operation::Get, account, request), all)
}

/// One tenant more for an account.
#[must_use]
pub fn add(account: &str, data: &TenantData) -> SideCall<Membership> {
    let user = data.user.as_ref().map(|user| ("UserId", user));
    let members = user.into_iter().chain([("TenantId", &data.tenant)]);
    let members = members.map(|(name, field)| (name.to_owned(), field.to_value()));
    let body = Value::Object(members.collect()).to_json();
    let request = Request::new(Method::Post, path(account)).body(body);
    SideCall::new(&ACCOUNTS, ask(Operation::Create, account, request), one)
}

/// One tenant less for an account: the membership of that id, which the answer tells once more.
#[must_use]
pub fn remove(account: &str, membership: &str) -> SideCall<Membership> {
    let path = format!("{}/{}", path(account), segment(membership));
    let request = Request::new(Method::Delete, path);
    SideCall::new(&ACCOUNTS, ask(Operation::Delete, account, request), one)
}

fn path(account: &str) -> String {
    format!("{ROOT}/Account/{}/Tenant", segment(account))
}

fn ask(operation: Operation, account: &str, request: Request) -> SideAsk {
    SideAsk {
        operation,
        id: Some(account.to_owned()),
        request: json_headers(request),
    }
}

/// `{"Meta":…,"Data":[…]}`, as lists are, or the list alone.
fn all(response: &Response) -> Result<Vec<Membership>> {
    let document: &RawValue = answer::raw(response)?;
    let (list, place) = if document.get().starts_with('[') {
        (document, "")
    } else {
        let document = answer::object(response)?;
        (member(response, &document, "", "Data")?, "Data")
    };
    let records: Vec<&RawValue> = part(response, list, "Data")?;
    records
        .iter()
        .enumerate()
        .map(|(number, raw)| membership(response, raw, &format!("{place}[{number}]")))
        .collect()
}

fn one(response: &Response) -> Result<Membership> {
    membership(response, answer::raw(response)?, "")
}

fn membership(response: &Response, raw: &RawValue, place: &str) -> Result<Membership> {
    let members: Members<'_> = part(response, raw, place)?;
    let id = answer::identifier(response, &members, place, "Id")?;
    let (mut user, mut tenant) = (None, None);
    let mut rest = Vec::new();
    for (name, value) in answer::members(response, members, place)? {
        match (name.as_str(), value) {
            ("Id", _) => {}
            ("UserId", Value::Object(members)) => user = Some(reference(members)),
            ("TenantId", Value::Object(members)) => tenant = Some(reference(members)),
            (_, value) => rest.push((name, value)),
        }
    }
    Ok(Membership {
        id,
        user,
        tenant,
        members: rest,
    })
}
