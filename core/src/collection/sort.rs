//! What a view is sorted by: `-updated_at,email`.

mod arrange;

use std::cmp::Ordering;

use crate::collection::order::Nature;
use crate::collection::table::Table;
use crate::error::{Error, Result};
use crate::nearest;
use crate::query::SortKey;
use crate::schema::{Field, Resource};
use crate::text;
use arrange::{Arrangement, Stage};

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
            let field = answered(resource, &format!("sort key {}", place + 1), name)?;
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

    /// The sort by one field.
    pub(super) fn by(key: SortKey) -> Sort {
        Sort { keys: vec![key] }
    }

    /// Sorts rows of the table; those that are equal are in the order of their arrival.
    pub(super) fn arrange(&self, table: &Table, rows: &mut [u32]) {
        Arrangement::new(table, &self.stages(table)).arrange(rows);
    }

    /// The order of any two rows; the rows themselves decide last, so that no two are equal.
    pub(super) fn order(&self, table: &Table) -> impl FnMut(usize, usize) -> Ordering {
        let stages = self.stages(table);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        move |one, other| {
            let mut asked = 0;
            while let Some(stage) = stages.get(asked) {
                left.clear();
                right.clear();
                let nature = stage.push_key(table, one, usize::MAX, &mut left);
                let other_nature = stage.push_key(table, other, usize::MAX, &mut right);
                let order = match (nature, other_nature) {
                    (Some(nature), Some(other)) => {
                        let order = (nature, &left).cmp(&(other, &right));
                        if stage.descending {
                            order.reverse()
                        } else {
                            order
                        }
                    }
                    _ => nature.is_none().cmp(&other_nature.is_none()),
                };
                if order.is_ne() {
                    return order;
                }
                asked += stage.next(nature == Some(Nature::Text));
            }
            one.cmp(&other)
        }
    }

    fn stages(&self, table: &Table) -> Vec<Stage> {
        let stages = self.keys.iter().flat_map(|key| Stage::of(table, *key));
        stages.collect()
    }
}

/// The field of that name, if it is answered; `what` says in an error what names it.
pub(super) fn answered(
    resource: &'static Resource,
    what: &str,
    name: &str,
) -> Result<&'static Field> {
    let field = resource.field(name);
    if let Some(field) = field.filter(|field| field.access.read) {
        return Ok(field);
    }
    let names = resource.answered().map(|field| field.name);
    Err(Error::invalid(if name.is_empty() {
        let names: Vec<&str> = names.collect();
        format!("{what} is empty; there are {}", names.join(", "))
    } else if field.is_some() {
        format!("{what}: {name} is never answered, so there is nothing to sort or to count")
    } else {
        format!(
            "{what}: there is no field \"{}\"; {}",
            text::excerpt(name, 40),
            nearest::suggestion(name, names)
        )
    }))
}
