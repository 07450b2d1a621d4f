//! `roster list`: the accounts of a resource, page after page.

use std::io::{IsTerminal as _, stderr};

use roster_core::client::{ListQuery, Moved, Progress as Read};
use roster_core::collection::{Collection, Filter, Sort};
use roster_core::error::Unread;
use roster_core::schema::Operation;
use roster_core::systems::{Page, narrowed};
use roster_core::text::shown;

use super::reach::{Reached, offered, reach};
use crate::arguments::{List, ListOutput, Where};
use crate::exit::Failure;
use crate::output::{Progress, Results, notice};

/// Prints the accounts that match, in the order that was asked for.
///
/// # Errors
/// A filter or sort that makes no sense, before anything is sent; a call that failed.
pub async fn run(arguments: &List, place: &Where) -> Result<(), Failure> {
    let resource = arguments.resource;
    offered(resource, Operation::List)?;
    let accounts = empty(arguments)?;
    let reached = reach(place, resource, Operation::List).await?;
    let listed = if arguments.output == ListOutput::Ndjson && arguments.sort.trim().is_empty() {
        stream(arguments, &reached).await
    } else {
        gather(arguments, &reached, accounts).await
    };
    reached.close().await;
    listed
}

/// No accounts yet, but with the filter and the order, so that both are known to make sense.
fn empty(arguments: &List) -> Result<Collection, Failure> {
    let mut accounts = Collection::new(arguments.resource);
    accounts.filter(&arguments.filter)?;
    accounts.sort(&arguments.sort)?;
    Ok(accounts)
}

fn limit(arguments: &List) -> usize {
    arguments.limit.map_or(usize::MAX, |limit| {
        usize::try_from(limit).unwrap_or(usize::MAX)
    })
}

/// What the system is asked for: it leaves out what it can, and a person is told what that is.
fn query(arguments: &List) -> Result<ListQuery, Failure> {
    let resource = arguments.resource;
    let filter = Filter::parse(resource, &arguments.filter)?;
    let sort = Sort::parse(resource, &arguments.sort)?;
    let query = ListQuery::default().narrowed(&filter, &sort);
    let parts = narrowed(resource, &query.filter, &query.sort);
    if stderr().is_terminal() && !parts.sent.is_empty() && !parts.here.is_empty() {
        notice(&format!(
            "{} applies {}; applied here: {}",
            resource.system,
            shown(&parts.sent.join(" ")),
            shown(&parts.here.join(" "))
        ));
    }
    Ok(query)
}

/// Says that a list changed while it was read, if it did, and that a `whole` one is not.
fn tell_of_changes(read: &Read, whole: bool) {
    let given = (read.loaded + read.unread) as u64;
    if let Some(total) = read.total.filter(|total| whole && *total > given) {
        notice(&format!(
            "the system says that there are {total} accounts, and gave {given}: some may be missing"
        ));
    }
    if let Some(Moved { was, is }) = read.moved {
        notice(&format!(
            "the list changed while it was read: {was} accounts at first, {is} now"
        ));
    }
}

/// Reads all that is needed, then prints: nothing is printed when a page is missing.
async fn gather(
    arguments: &List,
    reached: &Reached,
    mut accounts: Collection,
) -> Result<(), Failure> {
    let resource = arguments.resource;
    let limit = limit(arguments);
    let unsorted = arguments.sort.trim().is_empty();
    let mut progress = Progress::of(format!("list {}", resource.id));
    let mut whole = true;
    let mut listing = reached
        .client
        .list(resource, query(arguments)?, &reached.cancel);
    while let Some(page) = progress.during(listing.next()).await {
        let Page {
            accounts: page,
            unread,
            total,
            ..
        } = page?;
        for account in page {
            accounts.insert(account);
        }
        accounts.miss(unread);
        progress.at(accounts.len(), total);
        if unsorted && accounts.matches() >= limit {
            whole = false;
            break;
        }
    }
    drop(progress);
    tell_of_changes(&listing.progress(), whole);
    if accounts.matches() == 0 && arguments.output == ListOutput::Table {
        notice(&none_found(arguments));
    }
    let mut results = Results::new();
    results.accounts(resource, &accounts.page(0, limit), arguments.output)?;
    results.end()?;
    Failure::unread(accounts.unread())
}

fn none_found(arguments: &List) -> String {
    let label = arguments.resource.label.to_lowercase();
    if arguments.filter.trim().is_empty() {
        format!("there are no {label}")
    } else {
        format!("no {label} match the filter")
    }
}

/// Prints each page when it is there, and holds no more than one.
async fn stream(arguments: &List, reached: &Reached) -> Result<(), Failure> {
    let resource = arguments.resource;
    let mut results = Results::new();
    let mut left = limit(arguments);
    let mut whole = true;
    let mut unread = Unread::default();
    let mut listing = reached
        .client
        .list(resource, query(arguments)?, &reached.cancel);
    let mut progress = Progress::of(format!("list {}", resource.id));
    while let Some(page) = progress.during(listing.next()).await {
        progress.hide();
        let mut matching = empty(arguments)?;
        let page = page?;
        for account in page.accounts {
            matching.insert(account);
        }
        unread.append(page.unread);
        let matching = matching.page(0, left);
        left -= matching.len();
        results.accounts(resource, &matching, arguments.output)?;
        if left == 0 {
            whole = false;
            break;
        }
    }
    drop(progress);
    tell_of_changes(&listing.progress(), whole);
    results.end()?;
    Failure::unread(&unread)
}
