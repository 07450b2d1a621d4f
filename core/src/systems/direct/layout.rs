//! What a system's answers look like, as far as reading them straight into columns goes.

use serde_json::value::RawValue;

use crate::account::Account;
use crate::error::{self, Result, Unread};
use crate::json;
use crate::message::Response;
use crate::schema::{Kind, Resource};
use crate::systems::answer;
use crate::value::{Members, Value};

/// The form of a list's answer.
pub struct Layout {
    /// Where the records are in it.
    pub(crate) document: Part,
    /// Where the fields are in a record.
    pub(crate) record: Record,
    /// Reads one record of the list exactly: what it looks like, whatever is in it. The text says
    /// where the record is in the answer.
    pub(crate) exact: fn(&'static Resource, &Response, &RawValue, &str) -> Result<Account>,
    /// Where the records are, as an error names it: `data.items`.
    pub(crate) list: &'static str,
    /// Reads one included record exactly: what it is called, if anything.
    pub(crate) named: fn(&Response, &RawValue, &str) -> Result<Option<Named>>,
    /// What a member's value means to a field of that kind, where it is not what it is in JSON.
    pub(crate) refer: Option<fn(Kind, Value) -> Value>,
}

/// Which records of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    /// Those that were asked for.
    Records,
    /// JSON:API's `included`.
    Included,
}

/// What a record is called that others point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) name: String,
}

/// A member of the document.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// An object, of whose members these are looked into.
    Object(&'static [(&'static str, Part)]),
    /// The array of the records.
    Records,
    /// JSON:API's `included`: the names of what the records point to.
    Included,
}

/// Where the fields are in a record.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Record {
    /// They are its members.
    Bare,
    /// They are the members of a member.
    Enveloped(&'static [(&'static str, Role)]),
}

/// A member of a record that has its fields in another one. Members that are not named are kept as
/// what the documents do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The id, which is no field of the object of fields then.
    Id,
    /// Says nothing that is not known.
    Dropped,
    /// The object of the fields.
    Fields,
    /// JSON:API's relationships: pointers to other records, by the fields' names.
    Relationships,
}

impl Layout {
    /// Reads each record of a list: those that can be read. The others go into `unread`.
    pub(crate) fn each<T>(
        &self,
        resource: &Resource,
        list: List,
        records: &[&RawValue],
        unread: &mut Unread,
        read: &dyn Fn(&RawValue, &str) -> Result<T>,
    ) -> Vec<T> {
        let mut all = Vec::with_capacity(records.len());
        for (place, raw) in records.iter().enumerate() {
            match read(raw, &self.place(list, place)) {
                Ok(record) => all.push(record),
                Err(error) => unread.push(self.record(resource, list, place, raw), error),
            }
        }
        all
    }

    /// Where a record is in the answer, as an error names it.
    pub(super) fn place(&self, list: List, place: usize) -> String {
        match list {
            List::Records => format!("{}[{place}]", self.list),
            List::Included => format!("included[{place}]"),
        }
    }

    /// What is known of a record that cannot be read.
    pub(super) fn record(
        &self,
        resource: &Resource,
        list: List,
        place: usize,
        raw: &RawValue,
    ) -> error::Record {
        error::Record {
            is_account: list == List::Records,
            id: self.id(resource, list, raw),
            place,
        }
    }

    /// The id of a record, whatever else is wrong with it.
    fn id(&self, resource: &Resource, list: List, raw: &RawValue) -> Option<String> {
        let record = members(raw)?;
        let id = match (list, self.record) {
            (List::Included, _) => record.get("id"),
            (List::Records, Record::Bare) => record.get(resource.id_field()),
            (List::Records, Record::Enveloped(roles)) => {
                let named = |wanted| {
                    let mut roles = roles.iter().filter(|(_, role)| *role == wanted);
                    roles.next().and_then(|(name, _)| record.get(name))
                };
                match named(Role::Id) {
                    Some(id) => Some(id),
                    None => members(named(Role::Fields)?)?.get(resource.id_field()),
                }
            }
        };
        id.and_then(answer::text).filter(|id| !id.is_empty())
    }
}

fn members(raw: &RawValue) -> Option<Members<'_>> {
    json::read(raw.get().as_bytes()).ok()
}
