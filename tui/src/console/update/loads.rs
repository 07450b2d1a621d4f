//! Accounts that arrive.

use roster_core::account::Account;
use roster_core::client::Moved;
use roster_core::collection::Collection;
use roster_core::error::{ErrorKind, Result};

use crate::console::effects::Effect;
use crate::console::fit::grouped;
use crate::console::model::{Load, Model, Start, Starting};

/// The profiles are there: the first entry is shown.
pub fn started(model: &mut Model, start: Start) -> Vec<Effect> {
    model.starting = Starting::Done;
    model.entries = start.entries;
    model.dashboard = start.dashboard;
    model.embedded = start.embedded;
    show(model, start.first)
}

/// Shows an entry. The first time it is loaded; and its neighbours are counted, where that asks no
/// other profile for its secrets.
pub fn show(model: &mut Model, entry: usize) -> Vec<Effect> {
    model.current = entry.min(model.entries.len().saturating_sub(1));
    let Some(shown) = model.entry() else {
        return Vec::new();
    };
    if shown.load != Load::Never {
        return Vec::new();
    }
    let profile = shown.profile.clone();
    let mut effects = load(model);
    let embedded = model.embedded;
    effects.extend(
        model
            .entries
            .iter()
            .enumerate()
            .filter(|(_, other)| other.load == Load::Never && other.total.is_none())
            .filter(|(_, other)| embedded || other.profile == profile)
            .map(|(entry, _)| Effect::Count { entry }),
    );
    effects
}

/// Loads the shown entry from its first page. What is held stays on the screen until the new
/// accounts are whole; after a failed first load they come as they arrive.
pub fn load(model: &mut Model) -> Vec<Effect> {
    let load = model.next_number();
    let place = model.current;
    let now = model.ticks;
    let Some(entry) = model.entry_mut() else {
        return Vec::new();
    };
    let whole = matches!(entry.load, Load::Whole) || !entry.accounts.is_empty();
    // What they may point to may have changed too.
    entry.choices.clear();
    entry.incoming = whole.then(|| Collection::new(entry.resource));
    entry.load = Load::Running { id: load, got: 0 };
    entry.load_began = now;
    vec![Effect::Load { entry: place, load }]
}

/// Accounts arrived.
pub fn page(
    model: &mut Model,
    entry: usize,
    load: u64,
    accounts: Vec<Account>,
    total: Option<u64>,
) -> Vec<Effect> {
    let Some(entry) = model.entries.get_mut(entry) else {
        return Vec::new();
    };
    if entry.listens_to(load) {
        entry.total = total.or(entry.total);
        entry.take_page(accounts);
    }
    Vec::new()
}

/// A load came to its end.
pub fn ended(
    model: &mut Model,
    place: usize,
    load: u64,
    result: Result<Option<Moved>>,
) -> Vec<Effect> {
    let Some(entry) = model.entries.get_mut(place) else {
        return Vec::new();
    };
    if !entry.listens_to(load) {
        return Vec::new();
    }
    let failure = result
        .as_ref()
        .err()
        .map(|error| (error.kind(), error.to_string()));
    let moved = result.as_ref().ok().copied().flatten();
    let reloaded = entry.end_load(result.map(drop));
    let missing = entry.missing();
    if place != model.current {
        return Vec::new();
    }
    match (failure, reloaded) {
        (Some((ErrorKind::Cancelled, _)), _) => {
            model.warn("loading was called off · r loads again")
        }
        (Some((_, why)), _) => model.warn(format!("{why} · x explains · r tries again")),
        (None, changes) => {
            let changes = changes.map(|changes| format!("reloaded: {changes}"));
            let missing = missing.filter(|_| moved.is_none());
            let moved = moved.map(changed);
            let parts: Vec<String> = changes.into_iter().chain(moved).chain(missing).collect();
            if !parts.is_empty() {
                model.say(parts.join(" · "));
            }
        }
    }
    Vec::new()
}

fn changed(Moved { was, is }: Moved) -> String {
    let (was, is) = (grouped(was), grouped(is));
    format!("the list changed while it was read: {was} at first, {is} now")
}

/// An entry that is not loaded was counted.
pub fn counted(model: &mut Model, entry: usize, total: u64) -> Vec<Effect> {
    if let Some(entry) = model.entries.get_mut(entry)
        && entry.total.is_none()
    {
        entry.total = Some(total);
    }
    Vec::new()
}
