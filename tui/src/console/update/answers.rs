//! Answers to what was asked of a system.

use roster_core::client::Saved;
use roster_core::error::{Effect as Done, Error, ErrorKind};
use roster_core::text::shown;

use crate::console::effects::Effect;
use crate::console::message::Outcome;
use crate::console::model::{Dialog, Job, Model, Phase, Report};
use crate::console::present::full;

/// An answer came.
pub fn answered(model: &mut Model, job: u64, outcome: Outcome) -> Vec<Effect> {
    let Some(place) = model.jobs.iter().position(|waiting| waiting.id == job) else {
        return Vec::new();
    };
    let job = model.jobs.remove(place);
    match outcome {
        Outcome::Saved(Ok(saved)) => stored(model, &job, *saved),
        Outcome::Saved(Err(error)) => refused(model, &job, error),
        Outcome::Deleted(Ok(())) => gone(model, &job, "deleted"),
        Outcome::Synced(Ok(())) => {
            model.say(
                "the system will fetch the data when it gets to it; R reads the account again",
            );
        }
        Outcome::Read(Ok(account)) => {
            let words = format!("read {} again", shown(&account.title()));
            if let Some(entry) = model.entries.get_mut(job.entry) {
                entry.put(*account, false);
            }
            model.say(words);
        }
        Outcome::Read(Err(error)) if error.kind() == ErrorKind::NotFound => {
            gone(model, &job, "no longer there");
        }
        Outcome::Deleted(Err(error)) | Outcome::Synced(Err(error)) | Outcome::Read(Err(error)) => {
            tell(model, headline(&job, &error), &error);
        }
    }
    Vec::new()
}

/// What became of the job, as far as that is known.
fn headline(job: &Job, error: &Error) -> String {
    let became = match error.what_was_done() {
        Done::Unknown => "Not known what came of",
        Done::Applied => "Done, but not answered",
        Done::NothingSent | Done::NotApplied => "Not done",
    };
    format!("{became}: {}", job.doing)
}

/// Shows the whole story of a failure.
fn tell(model: &mut Model, title: String, error: &Error) {
    model.dialog = Some(Dialog::Report(Report {
        title,
        lines: error.report(),
        bad: true,
        top: 0,
    }));
}

fn gone(model: &mut Model, job: &Job, what: &str) {
    if let (Some(entry), Some(id)) = (model.entries.get_mut(job.entry), &job.account) {
        entry.remove(id);
        let id = shown(id).into_owned();
        model.say(format!("{id} is {what}"));
    }
}

fn is_of(model: &Model, job: &Job) -> bool {
    let phase = model.editing.as_ref().map(|editing| &editing.phase);
    matches!(phase, Some(Phase::Sending { job: waiting }) if *waiting == job.id)
}

/// The draft is stored: the row is replaced and selected, and what the system did otherwise than
/// asked is told.
fn stored(model: &mut Model, job: &Job, saved: Saved) {
    let title = shown(&saved.account.title()).into_owned();
    if is_of(model, job) {
        model.editing = None;
    }
    if let Some(entry) = model.entries.get_mut(job.entry) {
        entry.put(saved.account, true);
    }
    let merged = if saved.merged {
        "; somebody else's change of other fields was kept"
    } else {
        ""
    };
    if saved.differs.is_empty() {
        model.say(format!("saved {title}{merged}"));
        return;
    }
    let mut lines = vec![format!(
        "{title} was saved{merged}. The system did not keep:"
    )];
    lines.extend(saved.differs.iter().map(|differs| {
        let words = |value| shown(&full(Some(differs.field), value)).into_owned();
        format!(
            "{}: asked for {}, the system has {}",
            differs.field.label,
            words(Some(&differs.asked)),
            words(differs.got.as_ref())
        )
    }));
    model.dialog = Some(Dialog::Report(Report {
        title: "Saved, but not everything".to_owned(),
        lines,
        bad: false,
        top: 0,
    }));
}

/// The draft is not stored: the form stays as it was, with the reasons beside their fields.
fn refused(model: &mut Model, job: &Job, error: Error) {
    if !is_of(model, job) {
        tell(model, headline(job, &error), &error);
        return;
    }
    if let Some(sides) = error.sides()
        && let Some(entry) = model.entries.get_mut(job.entry)
    {
        entry.put(sides.theirs.clone(), false);
    }
    let Some(editing) = &mut model.editing else {
        return;
    };
    editing.draft.overwrite(false);
    editing.phase = Phase::Form;
    if let Some(theirs) = error.sides().map(|sides| sides.theirs.clone()) {
        editing.meet(&theirs);
        if matches!(editing.phase, Phase::Review { .. }) {
            model.say("somebody else changed other fields meanwhile: this is the difference to their version");
        }
        return;
    }
    let named = error.given_reasons().iter().find_map(|reason| {
        let name = reason.field.as_deref()?;
        editing
            .fields
            .iter()
            .position(|line| line.field.name == name)
    });
    editing.focus = named.unwrap_or(editing.focus);
    editing.failure = Some(error);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_not_said_to_be_not_done() {
        let job = Job {
            id: 1,
            entry: 0,
            account: None,
            doing: "deleting Anna".to_owned(),
            writes: true,
            cancelled: false,
            began: 0,
        };
        for (effect, title) in [
            (Done::Unknown, "Not known what came of: deleting Anna"),
            (Done::Applied, "Done, but not answered: deleting Anna"),
            (Done::NotApplied, "Not done: deleting Anna"),
        ] {
            let error = Error::new(ErrorKind::Malformed, "no JSON").effect(effect);
            assert_eq!(headline(&job, &error), title);
        }
    }
}
