//! What a view is sorted by: `-updated_at,email`.

use std::cmp::Ordering;

use crate::collection::cell::Seen;
use crate::collection::order::Key;
use crate::error::{Error, Result};
use crate::nearest;
use crate::query::SortKey;
use crate::schema::{Field, Resource};
use crate::text;

/// Names of fields separated by commas, the most important first, `-` in front of those that run
/// downwards. Accounts that are equal in all of them stay in the order of their arrival, and those
/// without a value come last either way. Text is compared without regard to case and accents and
/// with numbers inside it by value, numbers by value, timestamps by when they are, `false` before
/// `true`, references by name, or by id where no name is known.
#[derive(Debug, Clone, Default)]
pub struct Sort {
    keys: Vec<SortKey>,
}

impl Sort {
    /// Reads the names of the fields; no text at all is the order of arrival.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid), when a name is none of the
    /// resource's answered fields.
    pub fn parse(resource: &'static Resource, keys: &str) -> Result<Sort> {
        let mut sort = Sort::default();
        if keys.trim().is_empty() {
            return Ok(sort);
        }
        for (place, key) in keys.split(',').enumerate() {
            let key = key.trim();
            let (name, descending) = match key.strip_prefix('-') {
                Some(name) => (name, true),
                None => (key, false),
            };
            let field = resource.field(name).filter(|field| field.access.read);
            let field = field.ok_or_else(|| unknown(resource, place + 1, name))?;
            // Another time the same field decides nothing, and leaving it out bounds the work.
            if !sort.keys.iter().any(|known| known.field == field) {
                sort.keys.push(SortKey { field, descending });
            }
        }
        Ok(sort)
    }

    /// The fields that it sorts by; none for the order of arrival.
    #[must_use]
    pub fn keys(&self) -> &[SortKey] {
        &self.keys
    }

    /// What a row is sorted by; `seen` shows the value of a field in it.
    pub(super) fn place<'a>(&self, seen: impl Fn(&'static Field) -> Seen<'a>) -> Vec<Option<Key>> {
        let key = |key: &SortKey| Key::of(key.field.kind, seen(key.field));
        self.keys.iter().map(key).collect()
    }

    /// The order of two accounts, by what [`Sort::place`] gave for them.
    pub(super) fn order(&self, one: &[Option<Key>], other: &[Option<Key>]) -> Ordering {
        self.keys
            .iter()
            .zip(one.iter().zip(other))
            .map(|(key, sides)| match sides {
                (Some(one), Some(other)) if key.descending => other.cmp(one),
                (Some(one), Some(other)) => one.cmp(other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

fn unknown(resource: &'static Resource, place: usize, name: &str) -> Error {
    let names = resource.answered().map(|field| field.name);
    Error::invalid(if name.is_empty() {
        let names: Vec<&str> = names.collect();
        format!("sort key {place} is empty; there are {}", names.join(", "))
    } else if resource.field(name).is_some() {
        format!("sort key {place}: {name} is never answered, so nothing can be sorted by it")
    } else {
        format!(
            "sort key {place}: there is no field \"{}\"; {}",
            text::excerpt(name, 40),
            nearest::suggestion(name, names)
        )
    })
}
