//! What waits until accounts are arranged.

use std::collections::VecDeque;

use crate::console::actions::{Action, pressed};
use crate::console::effects::Effect;
use crate::console::message::Message;
use crate::console::model::Model;

/// Whether a message has to wait: what changes the accounts, and what is done to the selected one,
/// which may be another one once they are arranged. No key overtakes another, but for those that
/// leave.
pub fn waits(model: &Model, message: &Message) -> bool {
    let arranges = |place: usize| {
        let entry = model.entries.get(place);
        entry.is_some_and(|entry| entry.under_way.is_some())
    };
    let behind_others = || model.later.iter().any(is_input);
    match message {
        Message::Key(key) => match pressed(model, *key).map(|(action, _)| action) {
            Some(Action::Interrupt | Action::Suspend) => false,
            Some(Action::Edit | Action::Delete | Action::Sync | Action::Refresh) => {
                behind_others() || arranges(model.current)
            }
            _ => behind_others(),
        },
        Message::Paste(_) => behind_others(),
        Message::Page { entry, .. } | Message::LoadEnded { entry, .. } => arranges(*entry),
        Message::Answered { job, .. } => {
            let mut jobs = model.jobs.iter();
            jobs.any(|waiting| waiting.id == *job && arranges(waiting.entry))
        }
        _ => false,
    }
}

fn is_input(message: &Message) -> bool {
    matches!(message, Message::Key(_) | Message::Paste(_))
}

/// Takes what waited, in its order; what has to wait again keeps its place.
pub fn catch_up(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut waiting: VecDeque<Message> = std::mem::take(&mut model.later);
    while let Some(message) = waiting.pop_front() {
        effects.extend(super::update(model, message));
    }
    effects
}
