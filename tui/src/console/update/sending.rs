//! From the difference to the answer: sending a draft, calling it off, and what to do about
//! another's change.

use roster_core::text::shown;

use crate::console::actions::Action;
use crate::console::effects::{Asked, Effect};
use crate::console::model::{Dialog, Job, Load, Model, Phase, Side};

/// Does what a key wants around sending.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Up => step(model, -1),
        Action::Down => step(model, 1),
        Action::Send => return send(model),
        Action::CallOff => return call_off(model),
        Action::KeepMine => decide(model, Side::Mine),
        Action::TakeTheirs => decide(model, Side::Theirs),
        Action::Review => go_on(model),
        Action::Overwrite => model.dialog = Some(Dialog::Overwrite),
        Action::Refuse => {
            if let Some(editing) = &mut model.editing {
                editing.phase = Phase::Form;
            }
        }
        _ => {}
    }
    Vec::new()
}

/// Asks a system for something; the job's number, and the effect that does it.
pub fn ask(
    model: &mut Model,
    entry: usize,
    account: Option<String>,
    doing: String,
    asked: Asked,
) -> (u64, Vec<Effect>) {
    let id = model.next_number();
    let began = model.ticks;
    let writes = !matches!(asked, Asked::Read(_));
    model.jobs.push(Job {
        id,
        entry,
        account,
        doing,
        writes,
        cancelled: false,
        began,
    });
    let effect = Effect::Ask {
        job: id,
        entry,
        asked,
    };
    (id, vec![effect])
}

fn send(model: &mut Model) -> Vec<Effect> {
    let Some(editing) = &model.editing else {
        return Vec::new();
    };
    let draft = Box::new(editing.draft.clone());
    let base = draft.base();
    let account = base.map(|base| base.id().to_owned());
    let doing = match base {
        Some(base) => format!("saving {}", shown(&base.title())),
        None => format!("saving the {}", draft.resource().singular),
    };
    let entry = editing.entry;
    let (job, effects) = ask(model, entry, account, doing, Asked::Save(draft));
    if let Some(editing) = &mut model.editing {
        editing.failure = None;
        editing.phase = Phase::Sending { job };
    }
    effects
}

/// Sends the draft whatever the system holds by now.
pub fn overwrite(model: &mut Model) -> Vec<Effect> {
    if let Some(editing) = &mut model.editing {
        editing.draft.overwrite(true);
    }
    send(model)
}

fn call_off(model: &mut Model) -> Vec<Effect> {
    let Some(Phase::Sending { job }) = model.editing.as_ref().map(|editing| &editing.phase) else {
        return Vec::new();
    };
    let job = *job;
    if let Some(waiting) = model.jobs.iter_mut().find(|waiting| waiting.id == job) {
        waiting.cancelled = true;
    }
    vec![Effect::CallOff(job)]
}

/// Calls off what is waited for beside the table: what was asked last, or else the load.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    let waiting = model.jobs.iter_mut().rev().find(|job| !job.cancelled);
    if let Some(job) = waiting {
        job.cancelled = true;
        return vec![Effect::CallOff(job.id)];
    }
    match model.entry().map(|entry| &entry.load) {
        Some(Load::Running { id, .. }) => vec![Effect::CallOff(*id)],
        _ => Vec::new(),
    }
}

fn step(model: &mut Model, by: isize) {
    let Some(editing) = &mut model.editing else {
        return;
    };
    let changes = editing.changes().len();
    match &mut editing.phase {
        Phase::Review { top } => {
            *top = top.saturating_add_signed(by).min(changes.saturating_sub(1));
        }
        Phase::Clashing { clashes, row, .. } => {
            let last = clashes.len().saturating_sub(1);
            *row = row.saturating_add_signed(by).min(last);
        }
        _ => {}
    }
}

/// Decides the highlighted field and goes to the next that is open.
fn decide(model: &mut Model, side: Side) {
    let Some(Phase::Clashing { clashes, row, .. }) =
        model.editing.as_mut().map(|editing| &mut editing.phase)
    else {
        return;
    };
    if let Some(clash) = clashes.get_mut(*row) {
        clash.keep = Some(side);
    }
    if let Some(open) = clashes.iter().position(|clash| clash.keep.is_none()) {
        *row = open;
    }
}

/// Puts the decisions into the draft on top of their version, and shows what would be sent.
fn go_on(model: &mut Model) {
    let Some(editing) = &mut model.editing else {
        return;
    };
    let phase = std::mem::replace(&mut editing.phase, Phase::Form);
    let Phase::Clashing {
        mut merged,
        clashes,
        ..
    } = phase
    else {
        editing.phase = phase;
        return;
    };
    let mut refused = None;
    for clash in clashes {
        let name = clash.field.name;
        let result = if clash.keep == Some(Side::Mine) {
            merged.set(name, clash.mine)
        } else {
            merged.reset(name);
            Ok(())
        };
        refused = refused.or(result.err());
    }
    editing.rebase(*merged);
    if editing.changes().is_empty() {
        model.editing = None;
        model.say("their version stays; nothing was sent");
    } else if let Some(error) = refused {
        editing.phase = Phase::Form;
        model.warn(error);
    }
}
