//! The details of an account, line by line.

use roster_core::account::Account;

use crate::console::fit::{width, wrap};
use crate::console::present;

/// One line of the details; all text is safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailLine {
    /// Which account it is, or what follows.
    Heading(String),
    /// A field's label, empty where the value goes on, and its value.
    Member(String, String),
    /// Nothing.
    Gap,
}

/// Widest label before values.
const LABEL: usize = 24;

/// The width of the labels of such an account.
#[must_use]
pub fn label_width(account: &Account, cells: usize) -> usize {
    let labels = account
        .resource()
        .answered()
        .map(|field| width(field.label));
    let unknown = account.unknown().map(|(name, _)| width(name));
    let widest = labels.chain(unknown).max().unwrap_or(0);
    widest.min(LABEL).min(cells / 2)
}

/// The details in lines of that many cells: every field that answers have, then what the documents
/// do not know.
#[must_use]
pub fn details(account: &Account, cells: usize) -> Vec<DetailLine> {
    let mut lines: Vec<DetailLine> = wrap(&account.title(), cells)
        .into_iter()
        .map(DetailLine::Heading)
        .collect();
    lines.push(DetailLine::Gap);
    let room = cells.saturating_sub(label_width(account, cells) + 2).max(1);
    let member = |lines: &mut Vec<DetailLine>, label: &str, value: &str| {
        for (place, part) in wrap(value, room).into_iter().enumerate() {
            let label = if place == 0 { label } else { "" };
            lines.push(DetailLine::Member(label.to_owned(), part));
        }
    };
    for field in account.resource().answered() {
        let value = present::full(Some(field), account.get(field.name));
        member(&mut lines, field.label, &value);
    }
    let mut unknown = account.unknown().peekable();
    if unknown.peek().is_some() {
        lines.push(DetailLine::Gap);
        lines.push(DetailLine::Heading("Also answered".to_owned()));
    }
    for (name, value) in unknown {
        member(&mut lines, name, &present::full(None, Some(value)));
    }
    lines
}
