//! `roster delete`: an account removed, after a question.

use std::io::{self, BufRead, IsTerminal, Write};

use roster_core::schema::{Operation, Resource};
use roster_core::systems::Ask;
use roster_core::text::shown;

use super::reach::{Reached, reach, sensible};
use crate::arguments::{Delete, Where};
use crate::exit::{Exit, Failure};
use crate::output::{Progress, notice};

/// Removes the account, if the person means it.
///
/// # Errors
/// Nobody to ask and no `--yes`, before anything is sent; an account that is not there; a call that
/// failed.
pub async fn run(arguments: &Delete, place: &Where) -> Result<(), Failure> {
    let resource = arguments.one.resource;
    sensible(
        resource,
        &Ask::Delete {
            id: arguments.one.id.clone(),
        },
    )?;
    let can_ask = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !arguments.yes && !can_ask {
        return Err(Failure::usage(
            "there is no terminal to ask on; with --yes the account is deleted without a question",
        )
        .with("nothing was sent"));
    }
    let reached = reach(place, resource, Operation::Delete).await?;
    let deleted = delete(arguments, &reached).await;
    reached.close().await;
    deleted
}

async fn delete(arguments: &Delete, reached: &Reached) -> Result<(), Failure> {
    let (resource, id) = (arguments.one.resource, arguments.one.id.as_str());
    let mut waiting = Progress::of(format!("delete {}", resource.id));
    if let Some(note) = resource.note(Operation::Delete) {
        notice(&format!("warning: {note}"));
    }
    if !arguments.yes {
        let reading = reached.client.get(resource, id, &reached.cancel);
        let account = waiting.during(reading).await;
        waiting.hide();
        let account = account.map_err(|error| error.before(Operation::Delete))?;
        let title = account.title();
        let question = format!(
            "delete the {} \"{}\" ({})?",
            resource.singular,
            shown(&title),
            shown(id)
        );
        if !confirmed(question).await? {
            return Err(Failure::new(Exit::Failed, "nothing was deleted"));
        }
    }
    let deleting = reached.client.delete(resource, id, &reached.cancel);
    waiting.during(deleting).await?;
    drop(waiting);
    notice(&deleted(resource, id));
    Ok(())
}

fn deleted(resource: &Resource, id: &str) -> String {
    format!("deleted the {} {}", resource.singular, shown(id))
}

/// Asks; anything but yes means no. Reading blocks, so it has a thread of its own: Ctrl-C is still
/// heard, and ends the program, because nothing is under way that could be called off.
async fn confirmed(question: String) -> Result<bool, Failure> {
    let ask = tokio::task::spawn_blocking(move || {
        let _ = write!(io::stderr().lock(), "{question} [y/N] ");
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).map(|_| answer)
    });
    let answer = tokio::select! {
        answer = ask => answer,
        _ = tokio::signal::ctrl_c() => std::process::exit(Exit::Interrupted as i32),
    };
    match answer {
        Ok(Ok(answer)) => Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")),
        Ok(Err(error)) => Err(Failure::new(
            Exit::Failed,
            format!("the answer cannot be read: {error}"),
        )
        .with("nothing was deleted")),
        Err(error) => Err(
            Failure::new(Exit::Failed, format!("the question failed: {error}"))
                .with("nothing was deleted"),
        ),
    }
}
