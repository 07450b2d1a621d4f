//! One account as every front end sees it: values by field name, whatever system it came from.

use std::fmt;

use crate::schema::{Field, Kind, Resource};
use crate::value::{Value, write_object};

/// One account. Members keep the order of the resource's fields; those that the documents do not
/// know follow in the order in which they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    resource: &'static Resource,
    id: String,
    members: Vec<(String, Value)>,
}

impl Account {
    /// An account of that id with no members yet.
    #[must_use]
    pub fn new(resource: &'static Resource, id: impl Into<String>) -> Account {
        let id = id.into();
        let members = vec![(resource.id_field().to_owned(), Value::Text(id.clone()))];
        Account {
            resource,
            id,
            members,
        }
    }

    /// An account of members that are in their order, the id among them.
    pub(crate) fn assembled(
        resource: &'static Resource,
        id: &str,
        members: Vec<(String, Value)>,
    ) -> Account {
        let id = id.to_owned();
        Account {
            resource,
            id,
            members,
        }
    }

    /// The resource that it is of.
    #[must_use]
    pub fn resource(&self) -> &'static Resource {
        self.resource
    }

    /// Its id in its system.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The value of a member; `None` when the answer did not have it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value)
    }

    /// Sets a member. The id cannot be changed.
    pub fn set(&mut self, name: &str, value: Value) {
        if name == self.resource.id_field() {
            return;
        }
        if let Some((_, held)) = self.members.iter_mut().find(|(member, _)| member == name) {
            *held = value;
            return;
        }
        let rank = |name: &str| self.resource.position(name).unwrap_or(usize::MAX);
        let place = self
            .members
            .partition_point(|(member, _)| rank(member) <= rank(name));
        self.members.insert(place, (name.to_owned(), value));
    }

    /// Takes a member out, so that it is absent.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        if name == self.resource.id_field() {
            return None;
        }
        let place = self.members.iter().position(|(member, _)| member == name)?;
        Some(self.members.remove(place).1)
    }

    /// The members that it has, known fields first.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members
            .iter()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// The members that the documents do not know.
    pub fn unknown(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members()
            .filter(|(name, _)| self.resource.field(name).is_none())
    }

    /// The value that tells this version of the account from the next, as it was sent.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        match self.get(self.resource.locking.field()?)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A few words that say which account this is; its id when nothing better is there. Not yet
    /// safe to show: see [`crate::text`].
    #[must_use]
    pub fn title(&self) -> String {
        let words = |field: &&str| {
            let words = self.get(field)?.words();
            (!words.trim().is_empty()).then(|| words.into_owned())
        };
        let found: Vec<String> = self.resource.title.iter().filter_map(words).collect();
        if found.is_empty() {
            self.id.clone()
        } else {
            found.join(" ")
        }
    }

    /// The account as a JSON object, by the documents' own names, digits as they came.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write_object(self.members(), &mut out);
        out
    }
}

/// A value that is to be written to a field. Its `Debug` shows no secret.
#[derive(Clone, PartialEq)]
pub struct Change {
    /// The field.
    pub field: &'static Field,
    /// What it is to hold; [`Value::Null`] clears it.
    pub value: Value,
}

impl fmt::Debug for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = formatter.debug_struct("Change");
        out.field("field", &self.field.name);
        if self.field.kind == Kind::Secret {
            return out.finish_non_exhaustive();
        }
        out.field("value", &self.value).finish()
    }
}
