//! When an action is possible, and if not, why.

use roster_core::schema::{Kind, Operation};

use super::When;
use crate::console::model::{Editor, Entry, Focus, Load, Model, Phase, Starting};

fn when(possible: bool, reason: impl Into<String>) -> When {
    if possible {
        When::Now
    } else {
        When::Not(reason.into())
    }
}

fn unless_hidden(possible: bool) -> When {
    if possible { When::Now } else { When::Hidden }
}

/// Always.
pub fn always(_: &Model) -> When {
    When::Now
}

/// With a resource to look at.
pub fn has_entry(model: &Model) -> When {
    let reason = match model.starting {
        Starting::Waiting => "still starting",
        _ => "there is no profile",
    };
    when(model.entry().is_some(), reason)
}

/// Where there is something behind what is selected.
pub fn can_open(model: &Model) -> When {
    match model.focus {
        Focus::Details => When::Hidden,
        Focus::Accounts => has_selection(model),
        Focus::Resources => has_entry(model),
    }
}

/// With an account that is selected.
pub fn has_selection(model: &Model) -> When {
    let reason = if model.entry().is_some_and(Entry::is_loading) {
        "the accounts are still being loaded"
    } else {
        "no account is selected"
    };
    let matches = model.entry().map_or(0, Entry::matches);
    when(matches > 0, reason)
}

/// With a view that is filtered.
pub fn is_filtered(model: &Model) -> When {
    unless_hidden(model.entry().is_some_and(|entry| {
        !entry.arrangement.filter.is_empty() && model.focus == Focus::Accounts
    }))
}

/// With a view that is sorted.
pub fn is_sorted(model: &Model) -> When {
    when(
        model
            .entry()
            .is_some_and(|entry| entry.arrangement.sort.is_some()),
        "choose a field to sort by first",
    )
}

/// Away from the table.
pub fn is_elsewhere(model: &Model) -> When {
    unless_hidden(model.focus != Focus::Accounts)
}

/// While something is waited for.
pub fn is_waiting(model: &Model) -> When {
    let loads = model.entry().is_some_and(Entry::is_loading);
    let asks = model.jobs.iter().any(|job| !job.cancelled);
    unless_hidden((loads || asks) && model.focus == Focus::Accounts)
}

/// With a failure to explain, or records that cannot be read.
pub fn has_failure(model: &Model) -> When {
    unless_hidden(
        model
            .entry()
            .is_some_and(|entry| matches!(entry.load, Load::Failed(_)) || entry.unread() > 0),
    )
}

/// With a dashboard.
pub fn has_dashboard(model: &Model) -> When {
    unless_hidden(model.dashboard.is_some())
}

/// While nothing loads.
pub fn can_reload(model: &Model) -> When {
    match has_entry(model) {
        When::Now => when(
            model.entry().is_some_and(|entry| !entry.is_loading()),
            "the accounts are being loaded",
        ),
        other => other,
    }
}

/// Where the resource offers to create.
pub fn can_create(model: &Model) -> When {
    writes(model, Operation::Create)
}

/// Where the resource offers to upsert; elsewhere it is not a thing that a person misses.
pub fn can_upsert(model: &Model) -> When {
    match model.entry() {
        Some(entry) if entry.resource.offers(Operation::Upsert) => writes(model, Operation::Upsert),
        _ => When::Hidden,
    }
}

/// Where the resource offers to update, and an account is selected.
pub fn can_update(model: &Model) -> When {
    writes_selected(model, Operation::Update)
}

/// Where the resource offers to delete, and an account is selected.
pub fn can_delete(model: &Model) -> When {
    writes_selected(model, Operation::Delete)
}

/// Where the resource offers to sync, and an account is selected.
pub fn can_sync(model: &Model) -> When {
    match model.entry() {
        Some(entry) if entry.resource.offers(Operation::Sync) => {
            writes_selected(model, Operation::Sync)
        }
        _ => When::Hidden,
    }
}

fn writes(model: &Model, operation: Operation) -> When {
    match model.entry() {
        None => has_entry(model),
        Some(entry) => entry_writes(entry, operation),
    }
}

fn entry_writes(entry: &Entry, operation: Operation) -> When {
    if !entry.resource.offers(operation) {
        let note = entry.resource.note(operation);
        return When::Not(match note {
            Some(note) => note.to_owned(),
            None => format!("{} has no call to {operation}", entry.resource.system),
        });
    }
    when(
        !entry.read_only,
        format!("profile {} is read-only", entry.profile),
    )
}

fn writes_selected(model: &Model, operation: Operation) -> When {
    match writes(model, operation) {
        When::Now => has_selection(model),
        other => other,
    }
}

/// On a line with a boolean.
pub fn on_flag(model: &Model) -> When {
    on_editor(model, |editor| matches!(editor, Editor::Flag(_)))
}

/// On a line with values to pick from.
pub fn on_choice(model: &Model) -> When {
    on_editor(model, |editor| matches!(editor, Editor::Choice(_)))
}

/// On a line that names another record: those that are known can be picked.
pub fn on_reference(model: &Model) -> When {
    unless_hidden(
        model
            .editing
            .as_ref()
            .and_then(|editing| editing.focused())
            .is_some_and(|line| matches!(line.field.kind, Kind::Reference(_))),
    )
}

fn on_editor(model: &Model, is: impl Fn(&Editor) -> bool) -> When {
    let focused = model.editing.as_ref().and_then(|editing| editing.focused());
    unless_hidden(focused.is_some_and(|line| is(&line.editor)))
}

/// On a line that was changed.
pub fn on_changed(model: &Model) -> When {
    unless_hidden(
        model
            .editing
            .as_ref()
            .and_then(|editing| editing.focused())
            .is_some_and(|line| line.touched),
    )
}

/// After an attempt that failed.
pub fn has_send_failure(model: &Model) -> When {
    unless_hidden(
        model
            .editing
            .as_ref()
            .is_some_and(|editing| editing.failure.is_some()),
    )
}

/// With every clash decided.
pub fn is_decided(model: &Model) -> When {
    let open = match model.editing.as_ref().map(|editing| &editing.phase) {
        Some(Phase::Clashing { clashes, .. }) => {
            clashes.iter().filter(|clash| clash.keep.is_none()).count()
        }
        _ => 0,
    };
    when(open == 0, format!("{open} to decide: m mine, t theirs"))
}
