//! The draft of one account.

use std::fmt;

use crate::account::Account;
use crate::edit::read;
use crate::error::{Error, Result};
use crate::nearest;
use crate::schema::{Access, Field, Kind, Operation, Resource};
use crate::text;
use crate::value::Value;

/// An account that is to be made or changed: the base, where there is one, and the values that are
/// to be other than in it. Its `Debug` shows no secret.
#[derive(Clone, PartialEq)]
pub struct Draft {
    pub(super) resource: &'static Resource,
    pub(super) operation: Operation,
    pub(super) base: Option<Account>,
    pub(super) values: Vec<(&'static Field, Value)>,
    pub(super) strict: Option<String>,
    pub(super) overwrite: bool,
}

/// A field that a draft changes. Its `Debug` shows no secret.
#[derive(Clone, PartialEq)]
pub struct FieldChange {
    /// The field.
    pub field: &'static Field,
    /// What the base holds; `None` where the member is absent, or nothing is known of it.
    pub from: Option<Value>,
    /// What the field is to hold; [`Value::Null`] clears it.
    pub to: Value,
}

impl Draft {
    /// A draft that makes an account.
    #[must_use]
    pub fn create(resource: &'static Resource) -> Draft {
        Draft::new(resource, Operation::Create, None)
    }

    /// A draft that changes the account which matches, or makes it.
    #[must_use]
    pub fn upsert(resource: &'static Resource) -> Draft {
        Draft::new(resource, Operation::Upsert, None)
    }

    /// A draft that changes that account.
    #[must_use]
    pub fn edit(base: Account) -> Draft {
        Draft::new(base.resource(), Operation::Update, Some(base))
    }

    fn new(resource: &'static Resource, operation: Operation, base: Option<Account>) -> Draft {
        Draft {
            resource,
            operation,
            base,
            values: Vec::new(),
            strict: None,
            overwrite: false,
        }
    }

    /// What the account is.
    #[must_use]
    pub fn resource(&self) -> &'static Resource {
        self.resource
    }

    /// Create, update or upsert.
    #[must_use]
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// The account as it was when the edit began.
    #[must_use]
    pub fn base(&self) -> Option<&Account> {
        self.base.as_ref()
    }

    /// Takes text that a person typed, as the field's kind reads it: `yes` or `no`, a whole number,
    /// a moment, a choice by its value or its label, a reference by its id.
    ///
    /// No text at all clears the field. In a create, where there is nothing to clear, it leaves
    /// the field out; and a secret that is empty is one that was not typed. In an update, the field
    /// by which versions are told apart is taken as [`Draft::at_version`] takes it.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid): there is no such field, the
    /// operation does not send it, or the text is no value of its kind. The draft stays as it was.
    pub fn set_text(&mut self, field: &str, text: &str) -> Result<()> {
        if self.is_version(field) {
            return self.set_version(field, text);
        }
        let field = self.writable(field)?;
        let untyped = field.kind == Kind::Secret || self.operation == Operation::Create;
        if text.is_empty() && untyped {
            self.reset(field.name);
            return Ok(());
        }
        let value = read::typed(field, text)?;
        self.put(field, value);
        Ok(())
    }

    /// Takes a value in. Text is read as [`Draft::set_text`] reads it, except that empty text is
    /// kept as empty text, in fields that hold text.
    ///
    /// # Errors
    /// As [`Draft::set_text`]; also when the value is of a nature that the field cannot hold.
    pub fn set(&mut self, field: &str, value: Value) -> Result<()> {
        if self.is_version(field) {
            return match value {
                Value::Text(text) => self.set_version(field, &text),
                _ => self.set_version(field, ""),
            };
        }
        let field = self.writable(field)?;
        let value = read::value(field, value)?;
        self.put(field, value);
        Ok(())
    }

    /// Empties a field: it is sent as null.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid): there is no such field, or the
    /// operation does not send it.
    pub fn clear(&mut self, field: &str) -> Result<()> {
        self.set(field, Value::Null)
    }

    /// Leaves a field as it is in the base.
    pub fn reset(&mut self, field: &str) {
        if self.is_version(field) {
            self.strict = None;
        }
        self.values.retain(|(known, _)| known.name != field);
    }

    /// The draft's value of a field, else the base's. A secret that was typed is one of them.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.own(field)
            .or_else(|| self.base.as_ref().and_then(|base| base.get(field)))
    }

    pub(super) fn own(&self, field: &str) -> Option<&Value> {
        let mut values = self.values.iter();
        values
            .find(|(known, _)| known.name == field)
            .map(|(_, value)| value)
    }

    /// What the draft changes, in the order of the fields: only values that mean something else to
    /// the system than those of the base.
    #[must_use]
    pub fn changes(&self) -> Vec<FieldChange> {
        let change = |field: &'static Field| {
            let to = self.own(field.name)?;
            let from = self.base.as_ref().and_then(|base| base.get(field.name));
            let changed = from.is_none_or(|from| !from.same(to));
            changed.then(|| FieldChange {
                field,
                from: from.cloned(),
                to: to.clone(),
            })
        };
        self.resource.fields.iter().filter_map(change).collect()
    }

    /// Whether to skip the check that nobody else changed the account, which undoes their change:
    /// a person's decision. It outweighs [`Draft::at_version`].
    pub fn overwrite(&mut self, yes: bool) {
        self.overwrite = yes;
    }

    /// Whether the check for changes of somebody else is to be skipped.
    #[must_use]
    pub fn overwrites(&self) -> bool {
        self.overwrite
    }

    /// Changes the account only if it is still of that version; no merging.
    pub fn at_version(&mut self, version: &str) {
        self.strict = Some(version.to_owned());
    }

    /// Whether a version was named that the account must still have.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict.is_some() && !self.overwrite
    }

    /// The version that is to be changed: the one that was named, else the base's.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        let base = || self.base.as_ref().and_then(Account::version);
        self.strict.as_deref().or_else(base)
    }

    /// The base with the changes. Secrets are left out: an account is there to be shown.
    #[must_use]
    pub fn mine(&self) -> Account {
        let mut account = match &self.base {
            Some(base) => base.clone(),
            None => {
                let id = self.own(self.resource.id_field()).map(Value::plain);
                Account::new(self.resource, id.unwrap_or_default())
            }
        };
        for change in self.changes() {
            if change.field.kind != Kind::Secret {
                account.set(change.field.name, change.to);
            }
        }
        account
    }

    /// Keeps a value, unless the base has it.
    fn put(&mut self, field: &'static Field, value: Value) {
        self.reset(field.name);
        let held = self.base.as_ref().and_then(|base| base.get(field.name));
        if held.is_none_or(|held| !held.same(&value)) {
            self.values.push((field, value));
        }
    }

    fn is_version(&self, field: &str) -> bool {
        self.operation == Operation::Update && self.resource.locking.field() == Some(field)
    }

    fn set_version(&mut self, field: &str, version: &str) -> Result<()> {
        if version.is_empty() {
            return Err(Error::invalid(format!(
                "{field} tells one version of the account from the next and cannot be cleared"
            )));
        }
        self.at_version(version);
        Ok(())
    }

    /// The field of that name, if the operation sends it.
    fn writable(&self, name: &str) -> Result<&'static Field> {
        let (resource, operation) = (self.resource, self.operation);
        if !resource.offers(operation) {
            return Err(Error::unsupported(resource, operation));
        }
        let Some(field) = resource.field(name) else {
            let names = resource.sent_by(operation).map(|field| field.name);
            return Err(Error::invalid(format!(
                "there is no field \"{}\"; {}",
                text::excerpt(name, 40),
                nearest::suggestion(name, names)
            )));
        };
        if field.access.sent_by(operation) {
            return Ok(field);
        }
        let singular = resource.singular;
        Err(Error::invalid(match field.access {
            Access { create: true, .. } => {
                format!("{name} is chosen when the {singular} is made and cannot be changed")
            }
            Access { update: true, .. } => {
                format!("{name} can only be changed once the {singular} is there")
            }
            _ => format!("{name} is answered by the system and cannot be sent"),
        }))
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Draft")
            .field("resource", &self.resource.id)
            .field("operation", &self.operation)
            .field("id", &self.base.as_ref().map(Account::id))
            .field("version", &self.version())
            .field("overwrite", &self.overwrite)
            .field("changes", &self.changes())
            .finish()
    }
}

impl fmt::Debug for FieldChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = formatter.debug_struct("FieldChange");
        out.field("field", &self.field.name);
        if self.field.kind == Kind::Secret {
            return out.finish_non_exhaustive();
        }
        out.field("from", &self.from).field("to", &self.to).finish()
    }
}

#[cfg(test)]
mod tests;
