//! `roster` where there is no terminal: each resource with its count and first accounts.

use roster_core::call::Cancel;
use roster_core::client::ListQuery;
use roster_core::error::Result as CoreResult;
use roster_core::systems::Page;
use roster_core::text::shown;

use crate::connection::{Connections, Entry};
use crate::exit::Failure;
use crate::output::{Results, Table, explain};

/// How many accounts of each resource are shown.
const SHOWN: usize = 3;

/// Prints every resource that can be reached. One that cannot be read is explained on standard
/// error, and the others are printed all the same.
///
/// # Errors
/// The first resource that could not be read, already explained; or standard output cannot be
/// written.
pub async fn run(connections: &Connections, cancel: &Cancel) -> Result<(), Failure> {
    let mut results = Results::new();
    let mut failed = None;
    let mut printed = false;
    for entry in connections.entries() {
        match first_page(connections, &entry, cancel).await {
            Ok(page) => {
                if printed {
                    results.line("")?;
                }
                print(&mut results, &entry, &page)?;
                printed = true;
            }
            Err(error) => {
                let failure = Failure::from(error);
                explain(&failure);
                failed.get_or_insert(failure.exit());
            }
        }
    }
    results.end()?;
    failed.map_or(Ok(()), |exit| Err(Failure::explained(exit)))
}

async fn first_page(connections: &Connections, entry: &Entry, cancel: &Cancel) -> CoreResult<Page> {
    let client = connections.client(&entry.profile)?;
    let mut listing = client.list(entry.resource, ListQuery::default(), cancel);
    match listing.next().await {
        Some(page) => page,
        None => Ok(Page {
            total: Some(0),
            ..Page::default()
        }),
    }
}

fn print(results: &mut Results, entry: &Entry, page: &Page) -> Result<(), Failure> {
    let held = page.accounts.len();
    let count = page
        .total
        .map_or_else(|| format!("{held} or more"), |total| total.to_string());
    let resource = entry.resource;
    results.line(&format!(
        "{count} {} ({}, profile {})",
        resource.label.to_lowercase(),
        resource.id,
        shown(&entry.profile)
    ))?;
    let mut table = Table::default();
    for account in page.accounts.iter().take(SHOWN) {
        table.row([format!("  {}", account.id()), account.title()]);
    }
    if let Some(error) = page.unread.error() {
        table.row([format!("  {error}")]);
    }
    results.table(&table)
}
