//! How much of a filter and a sort a system can do itself.
//!
//! What is sent may let more accounts through than the filter, never fewer: whoever asked applies
//! the whole filter to what comes. So a term is sent only where the system's answer is known to
//! hold every match, and all others are done here.

use crate::query::{SortKey, Term};
use crate::schema::{Field, Resource};
use crate::systems::{PageAsk, protocol};

/// What a system is asked for, in its own terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Query parameters that stand for terms.
    pub parameters: Vec<(&'static str, String)>,
    /// The places among the terms of those that they stand for.
    pub sent: Vec<usize>,
    /// The order, as the system writes it, if it can give it.
    pub order: Option<String>,
}

/// Which terms of a filter go to the system and which are done here, as they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// The system is asked to leave out accounts that do not meet these. It may let a few more
    /// through, so they are applied here too.
    pub sent: Vec<String>,
    /// The system cannot apply these, or not as Roster does.
    pub here: Vec<String>,
    /// Whether the system is asked for the order.
    pub ordered: bool,
}

/// What of a filter and a sort the resource's system does itself.
#[must_use]
pub fn narrowed(resource: &'static Resource, filter: &[Term], sort: &[SortKey]) -> Narrowed {
    let narrowing = protocol(resource.system).narrowing(resource, filter, sort);
    let (sent, here): (Vec<_>, Vec<_>) = filter
        .iter()
        .enumerate()
        .partition(|(place, _)| narrowing.sent.contains(place));
    let written = |terms: Vec<(usize, &Term)>| {
        let terms = terms.into_iter();
        terms.map(|(_, term)| term.written.clone()).collect()
    };
    Narrowed {
        sent: written(sent),
        here: written(here),
        ordered: narrowing.order.is_some(),
    }
}

/// The fields that a page needs: those that were asked for, and without which it would be wrong.
/// They are the id, the version, what the filter and the sort look at, the references that come
/// along, and the yes-or-no fields of a system that an update sends all of. `None` for all fields.
pub(crate) fn wanted(resource: &'static Resource, page: &PageAsk) -> Option<Vec<&'static Field>> {
    let asked = page.fields.as_ref()?;
    // A word is looked for in every field.
    if page.filter.iter().any(|term| term.field.is_none()) {
        return None;
    }
    let filtered = page.filter.iter().filter_map(|term| term.field);
    let sorted = page.sort.iter().map(|key| key.field);
    let looked_at: Vec<&Field> = filtered.chain(sorted).collect();
    let included = page.include.as_deref().unwrap_or_default();
    let wanted = resource.answered().filter(|field| {
        asked.iter().any(|name| name == field.name)
            || field.name == resource.id_field()
            || resource.locking.field() == Some(field.name)
            || protocol(resource.system).always_asked(field)
            || looked_at.contains(field)
            || included.iter().any(|name| name == field.name)
    });
    Some(wanted.collect())
}
