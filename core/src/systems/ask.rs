//! What can be asked of a system, in Roster's terms.

use crate::account::{Account, Change};
use crate::error::{Error, Result};
use crate::query::{SortKey, Term};
use crate::schema::{Operation, Resource};
use crate::systems::SideAsk;

/// One thing asked of a resource, in Roster's terms.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// One page of the list.
    List(PageAsk),
    /// One account.
    Get {
        /// Its id, or the value of the field that it is looked up by.
        id: String,
        /// A unique field to look the account up by instead of its id, where the system can.
        by: Option<&'static str>,
    },
    /// A new account.
    Create(CreateAsk),
    /// Other values for an account.
    Update(UpdateAsk),
    /// Other values for the account that matches, or a new one.
    Upsert(Vec<Change>),
    /// One account less.
    Delete {
        /// Its id.
        id: String,
    },
    /// Fresh data from the account's own source.
    Sync {
        /// Its id.
        id: String,
    },
    /// A call beside these.
    Side(Box<SideAsk>),
}

/// What a create asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateAsk {
    /// The values.
    pub changes: Vec<Change>,
    /// The id that the account is to have, where the system lets its clients choose: what makes a
    /// create safe to repeat.
    pub id: Option<String>,
}

/// Which page of a list, and what with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageAsk {
    /// Where the page starts.
    pub place: Place,
    /// How many accounts a page has; `None` for the most that suits the system.
    pub size: Option<u32>,
    /// The references whose records come along, so that names can be shown; `None` for all.
    pub include: Option<Vec<String>>,
    /// The fields that are wanted; `None` for all. A system that cannot leave any out answers all.
    pub fields: Option<Vec<String>>,
    /// What the list is narrowed by, as far as the system can: see [`narrowed`](crate::systems::narrowed).
    pub filter: Vec<Term>,
    /// The order, if the system can give it.
    pub sort: Vec<SortKey>,
}

/// Where a page starts, in the system's own terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// At the beginning.
    #[default]
    First,
    /// At the page of that number, counted as the system counts.
    Number(u64),
    /// Behind that cursor.
    After(String),
}

/// What an update asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateAsk {
    /// Of which account.
    pub id: String,
    /// The fields that change, and nothing else.
    pub changes: Vec<Change>,
    /// The account as it was read, where it was.
    pub base: Option<Account>,
    /// The version that the account must still have.
    pub version: Option<String>,
    /// Whether that check is skipped: a person's decision.
    pub overwrite: bool,
}

impl Ask {
    /// The operation that it is.
    #[must_use]
    pub fn operation(&self) -> Operation {
        match self {
            Ask::List(_) => Operation::List,
            Ask::Get { .. } => Operation::Get,
            Ask::Create(_) => Operation::Create,
            Ask::Update(_) => Operation::Update,
            Ask::Upsert(_) => Operation::Upsert,
            Ask::Delete { .. } => Operation::Delete,
            Ask::Sync { .. } => Operation::Sync,
            Ask::Side(side) => side.operation,
        }
    }

    /// The account that it is about, where there is one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Ask::Get { id, .. } | Ask::Delete { id } | Ask::Sync { id } => Some(id),
            Ask::Update(update) => Some(&update.id),
            Ask::Side(side) => side.id.as_deref(),
            _ => None,
        }
    }

    /// Refuses what the resource's documents do not have.
    ///
    /// # Errors
    /// An operation that is not offered, an id that cannot be one, a field that cannot be sent,
    /// included, answered, or looked an account up by.
    pub fn check(&self, resource: &'static Resource) -> Result<()> {
        let operation = self.operation();
        if !resource.offers(operation) && !matches!(self, Ask::Side(_)) {
            return Err(Error::unsupported(resource, operation));
        }
        if let Ask::Get { id, by: Some(by) } = self {
            looked_up(resource, by, id)?;
        }
        let looked_up = matches!(self, Ask::Get { by: Some(_), .. });
        if let Some(id) = self.id()
            && !looked_up
            && !resource.ids.fits(id)
        {
            return Err(Error::invalid(format!(
                "{id:?} is not an id of a {}: it is {}",
                resource.singular,
                resource.ids.description()
            ))
            .asked(resource, operation, None));
        }
        if let Ask::List(page) = self {
            let references = resource.references().map(|field| field.name);
            listed(resource, &page.include, "included", references)?;
            let answered = resource.answered().map(|field| field.name);
            listed(resource, &page.fields, "asked for", answered)?;
        }
        let changes: &[Change] = match self {
            Ask::Create(CreateAsk { changes, .. }) | Ask::Upsert(changes) => changes,
            Ask::Update(update) => &update.changes,
            _ => &[],
        };
        match changes
            .iter()
            .find(|change| !change.field.access.sent_by(operation))
        {
            None => Ok(()),
            Some(change) => Err(Error::invalid(format!(
                "{} cannot be sent by {operation}",
                change.field.name
            ))
            .asked(resource, operation, self.id())),
        }
    }
}

/// Refuses names that are not among those that a list knows.
fn listed(
    resource: &'static Resource,
    names: &Option<Vec<String>>,
    done: &str,
    known: impl Iterator<Item = &'static str>,
) -> Result<()> {
    let known: Vec<&str> = known.collect();
    let mut names = names.iter().flatten();
    match names.find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let allowed = if known.is_empty() {
                "it has none".to_owned()
            } else {
                known.join(", ")
            };
            let message = format!("{name:?} cannot be {done}; there are: {allowed}");
            Err(Error::invalid(message).asked(resource, Operation::List, None))
        }
    }
}

fn looked_up(resource: &'static Resource, by: &str, value: &str) -> Result<()> {
    let why = if !resource.found_by.contains(&by) {
        let known = match resource.found_by {
            [] => "its id alone".to_owned(),
            fields => format!("its id, {}", fields.join(", ")),
        };
        format!(
            "a {} cannot be found by {by:?}; it can by {known}",
            resource.singular
        )
    } else if value.is_empty() {
        format!("there is no {by} to find the {} by", resource.singular)
    } else {
        return Ok(());
    };
    Err(Error::invalid(why).asked(resource, Operation::Get, None))
}
