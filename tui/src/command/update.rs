//! `roster update`: an account changed. The difference is printed before it is sent.

use roster_core::account::Account;
use roster_core::edit::Draft;
use roster_core::schema::{Operation, Resource};
use roster_core::systems::Ask;
use roster_core::value::Value;

use super::reach::{Reached, offered, reach, sensible};
use super::save::{check, save};
use crate::arguments::{Update, Where};
use crate::assignment::{Assignment, apply, read};
use crate::exit::Failure;
use crate::output::{Progress, Results, changes, notice};

/// Changes the account and prints it as the system holds it now.
///
/// # Errors
/// Values that make no sense, before anything is sent; an account that is not there, or is not the
/// version that was named; a call that failed.
pub async fn run(arguments: &Update, place: &Where) -> Result<(), Failure> {
    let one = &arguments.one;
    offered(one.resource, Operation::Update)?;
    sensible(
        one.resource,
        &Ask::Get {
            id: one.id.clone(),
            by: None,
        },
    )?;
    let assignments = read(one.resource, Operation::Update, &arguments.values)?;
    let version = trial(arguments, &assignments)?;
    let reached = reach(place, one.resource, Operation::Update).await?;
    let updated = update(arguments, &assignments, version.as_deref(), &reached).await;
    reached.close().await;
    updated
}

/// Tries the assignments on an account of which nothing is known, so that what makes no sense is
/// found before anything is sent. Says which version of the account is to be changed, if the
/// assignments name one.
fn trial(arguments: &Update, assignments: &[Assignment]) -> Result<Option<String>, Failure> {
    let resource = arguments.one.resource;
    let unknown = Account::new(resource, arguments.one.id.as_str());
    let mut draft = Draft::edit(unknown);
    apply(assignments, &mut draft)?;
    let version = draft
        .is_strict()
        .then(|| draft.version().unwrap_or_default().to_owned());
    if draft.changes().is_empty() {
        return Err(Failure::usage(format!(
            "update {}: nothing says what to change; name a field and its new value",
            resource.id
        )));
    }
    if version.is_some() && arguments.overwrite {
        let field = resource.locking.field().unwrap_or_default();
        return Err(Failure::usage(format!(
            "--overwrite skips the check that {field}= asks for; leave one of them out"
        )));
    }
    check(&draft)?;
    Ok(version)
}

async fn update(
    arguments: &Update,
    assignments: &[Assignment],
    version: Option<&str>,
    reached: &Reached,
) -> Result<(), Failure> {
    let one = &arguments.one;
    let reading = reached.client.get(one.resource, &one.id, &reached.cancel);
    let account = Progress::of(format!("update {}", one.resource.id))
        .during(reading)
        .await
        .map_err(|error| error.before(Operation::Update))?;
    let base = match version {
        // Stale: of the version that was named, no more is known than its name.
        Some(version) if account.version() != Some(version) => bare(one.resource, &one.id, version),
        _ => account.clone(),
    };
    let mut draft = Draft::edit(base);
    apply(assignments, &mut draft)?;
    draft.overwrite(arguments.overwrite);
    let changed = draft.changes();
    if changed.is_empty() {
        notice("nothing to change: the account holds these values already");
        let mut results = Results::new();
        results.account(&account, arguments.form.output)?;
        return results.end();
    }
    check(&draft)?;
    for line in changes(&changed) {
        notice(&line);
    }
    save(&draft, reached, arguments.form.output).await
}

/// An account of which only the version is known.
fn bare(resource: &'static Resource, id: &str, version: &str) -> Account {
    let mut account = Account::new(resource, id);
    if let Some(field) = resource.locking.field() {
        account.set(field, Value::text(version));
    }
    account
}
