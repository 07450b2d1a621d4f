//! Accounts that arrive.

use roster_core::account::Account;
use roster_core::client::Moved;
use roster_core::collection::Collection;
use roster_core::error::{ErrorKind, Result, Unread};

use crate::console::effects::Effect;
use crate::console::fit::grouped;
use crate::console::model::{
    Arranged, Arranging, CameBack, Ended, Entry, Load, Model, Reload, Start, Starting,
};

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
    let whole = matches!(entry.load, Load::Whole) || entry.held() > 0 || entry.unread() > 0;
    // What they may point to may have changed too.
    entry.choices.clear();
    entry.incoming = whole.then(|| Collection::new(entry.resource));
    entry.load = Load::Running { id: load, got: 0 };
    entry.load_began = now;
    vec![Effect::Load { entry: place, load }]
}

/// Accounts arrived, and why others did not.
pub fn page(
    model: &mut Model,
    entry: usize,
    load: u64,
    accounts: Vec<Account>,
    unread: Unread,
    total: Option<u64>,
) {
    let Some(entry) = model.entries.get_mut(entry) else {
        return;
    };
    if entry.listens_to(load) {
        entry.total = total.or(entry.total);
        entry.take_page(accounts, unread);
    }
}

/// A load came to its end.
pub fn ended(
    model: &mut Model,
    place: usize,
    load: u64,
    result: Result<Option<Moved>>,
) -> Vec<Effect> {
    let now = model.ticks;
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
    let reload = Reload { moved };
    let changes = match entry.end_load(result.map(drop), reload, now) {
        Ended::Now(changes) => changes,
        Ended::Later(arranging) => return arrange(place, Some(*arranging)),
    };
    match failure {
        _ if place != model.current => {}
        Some((ErrorKind::Cancelled, _)) => {
            model.warn("loading was called off · r loads again");
        }
        Some((_, why)) => model.warn(format!("{why} · x explains · r tries again")),
        None => tell_end(model, place, reload, changes),
    }
    Vec::new()
}

/// Tells what a load that is whole changed.
fn tell_end(model: &mut Model, place: usize, Reload { moved }: Reload, changes: Option<String>) {
    let ended = model.entries.get(place);
    let missing = ended.and_then(Entry::missing);
    let unreadable = ended.and_then(Entry::unreadable);
    let bad = unreadable.is_some();
    let missing = missing.filter(|_| moved.is_none());
    let changes = changes.map(|changes| format!("reloaded: {changes}"));
    let parts = [changes, moved.map(changed), missing, unreadable];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() || place != model.current {
        return;
    }
    let told = parts.join(" · ");
    if bad {
        model.warn(told);
    } else {
        model.say(told);
    }
}

/// What has to be done for accounts that are to be arranged elsewhere.
pub fn arrange(entry: usize, arranging: Option<Arranging>) -> Vec<Effect> {
    let arranging = arranging.map(Box::new);
    let effect = arranging.map(|arranging| Effect::Arrange { entry, arranging });
    effect.into_iter().collect()
}

/// What was made of accounts is back.
pub fn arranged(model: &mut Model, place: usize, arranged: Option<Arranged>) -> Vec<Effect> {
    let now = model.ticks;
    let Some(entry) = model.entries.get_mut(place) else {
        return Vec::new();
    };
    let CameBack {
        next,
        reload,
        failure,
        left,
    } = entry.come_back(arranged, now);
    if let Some((reload, changes)) = reload {
        tell_end(model, place, reload, changes);
    }
    if let Some(error) = failure {
        model.warn(error);
    }
    let mut effects = arrange(place, next);
    effects.extend(left.map(|left| Effect::Forget(Box::new(left))));
    effects
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
