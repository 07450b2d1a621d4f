//! What the commands that write an account have in common: the last check, the call, and what is
//! said of its outcome.

use roster_core::edit::Draft;

use super::reach::Reached;
use crate::arguments::Output;
use crate::exit::{Exit, Failure};
use crate::output::{Progress, Results, differences, notice};

/// Refuses a draft that the system would refuse.
///
/// # Errors
/// A field that is missing or has a value that it cannot have.
pub fn check(draft: &Draft) -> Result<(), Failure> {
    let mut problems = draft.problems().into_iter();
    let Some(first) = problems.next() else {
        return Ok(());
    };
    let line = format!("{}: {}", first.field.name, first.message);
    let failure = Failure::usage(format!(
        "{} {}: {line}",
        draft.operation(),
        draft.resource().id
    ));
    Err(problems
        .fold(failure, |failure, problem| {
            failure.with(format!("{}: {}", problem.field.name, problem.message))
        })
        .with("nothing was sent"))
}

/// Sends the draft and prints the account as the system holds it now. What the system did not take
/// is said on standard error, field by field.
///
/// # Errors
/// The call failed; or it was made, and its result cannot be printed.
pub async fn save(draft: &Draft, reached: &Reached, output: Output) -> Result<(), Failure> {
    let mut progress = Progress::of(format!("{} {}", draft.operation(), draft.resource().id));
    let saved = progress.during(reached.client.save(draft, &reached.cancel));
    let saved = saved.await?;
    drop(progress);
    if saved.merged {
        notice(
            "somebody else changed other fields of the account in the meantime; both changes were kept",
        );
    }
    for line in differences(&saved.differs) {
        notice(&line);
    }
    let print = || {
        let mut results = Results::new();
        results.account(&saved.account, output)?;
        results.end()
    };
    print().map_err(|failure: Failure| match failure.exit() {
        Exit::Done => failure,
        _ => failure.with("the change itself was made"),
    })
}
