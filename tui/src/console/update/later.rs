//! What waits for accounts that are away.

use std::collections::VecDeque;

use crate::console::actions::{Action, Place, pressed};
use crate::console::effects::Effect;
use crate::console::message::Message;
use crate::console::model::Model;

/// Whether a message has to wait. What is typed into the search line does not, nor what is done to
/// leave; but no key overtakes another.
pub fn waits(model: &Model, message: &Message) -> bool {
    let away = |place: usize| {
        let entry = model.entries.get(place);
        entry.is_some_and(|entry| entry.away.is_some())
    };
    let queued = |is: fn(&Message) -> bool| model.later.iter().any(is);
    match message {
        Message::Key(key) => match pressed(model, *key).map(|(action, _)| action) {
            Some(Action::Interrupt | Action::Suspend) => false,
            Some(Action::Quit) => queued(is_input),
            None if model.place() == Place::Search => queued(is_input),
            _ => queued(is_input) || away(model.current),
        },
        Message::Paste(_) => {
            queued(is_input) || (away(model.current) && model.place() != Place::Search)
        }
        Message::Page { entry, .. }
        | Message::LoadEnded { entry, .. }
        | Message::Choices { entry, .. } => away(*entry),
        Message::Answered { job, .. } => {
            let mut jobs = model.jobs.iter();
            jobs.any(|waiting| waiting.id == *job && away(waiting.entry))
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
