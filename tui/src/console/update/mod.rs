//! What a message changes. A pure function: no I/O, no clock, so that tests drive it without a
//! screen.

mod answers;
mod browse;
mod choices;
mod dialog;
mod form;
mod later;
mod loads;
mod sending;
#[cfg(test)]
mod tests;

use crossterm::event::{Event, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::actions::{Action, Place, When, pressed};
use super::effects::Effect;
use super::message::Message;
use super::model::{Dialog, Model, Phase, Starting};

pub use browse::scroll;

/// Takes a message in and says what is wanted done. What cannot be done while accounts are arranged
/// waits until they are.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    if later::waits(model, &message) {
        model.later.push_back(message);
        return Vec::new();
    }
    let back = matches!(message, Message::Arranged { .. });
    let mut effects = take(model, message);
    scroll(model);
    if back {
        effects.extend(later::catch_up(model));
    }
    effects
}

fn take(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => return key_pressed(model, key),
        Message::Paste(text) => return pasted(model, &text),
        Message::Resize(columns, rows) => model.size = (columns, rows),
        Message::Tick => model.ticks += 1,
        Message::Started(Ok(start)) => return loads::started(model, *start),
        Message::Started(Err(lines)) => model.starting = Starting::Failed(lines),
        Message::Page {
            entry,
            load,
            accounts,
            unread,
            total,
        } => loads::page(model, entry, load, accounts, unread, total),
        Message::LoadEnded {
            entry,
            load,
            result,
        } => return loads::ended(model, entry, load, result),
        Message::Arranged { entry, arranged } => {
            return loads::arranged(model, entry, arranged.map(|arranged| *arranged));
        }
        Message::Choices {
            entry,
            field,
            result,
        } => return choices::came(model, entry, field, result),
        Message::Counted { entry, total } => return loads::counted(model, entry, total),
        Message::Answered { job, outcome } => return answers::answered(model, job, outcome),
        Message::Warned(line) => model.warn(line),
        Message::NotOpened(why) => {
            let address = model.dashboard.clone().unwrap_or_default();
            model.warn(format!("open {address} yourself: {why}"));
        }
        Message::Terminated => return vec![Effect::Quit],
    }
    Vec::new()
}

fn key_pressed(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    model.notice = None;
    match pressed(model, key) {
        Some((action, When::Now)) => return act(model, action),
        Some((_, When::Not(reason))) => model.warn(reason),
        Some((_, When::Hidden)) => {}
        None => return typed(model, &Event::Key(key)),
    }
    Vec::new()
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Interrupt => return dialog::interrupt(model),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Help => {
            model.dialog = Some(Dialog::Help {
                of: model.place(),
                top: 0,
            });
            return Vec::new();
        }
        _ => {}
    }
    if model.dialog.is_some() {
        return dialog::act(model, action);
    }
    match model.place() {
        Place::Form | Place::Picker => form::act(model, action),
        Place::Review | Place::Sending | Place::Clash => sending::act(model, action),
        _ => browse::act(model, action),
    }
}

/// A key that no action has, or pasted text: it is typed where one types.
fn typed(model: &mut Model, event: &Event) -> Vec<Effect> {
    match (&mut model.dialog, &mut model.editing) {
        (Some(Dialog::Delete(deletion)), _) if deletion.warning.is_some() => {
            deletion.word.handle_event(event);
        }
        (Some(Dialog::Sort(picker)), _) => picker.type_in(event),
        (Some(_), _) => {}
        (None, Some(editing)) => match &mut editing.phase {
            Phase::Form => form::typed(model, event),
            Phase::Choosing(picker) => picker.type_in(event),
            _ => {}
        },
        (None, None) => return browse::typed(model, event),
    }
    Vec::new()
}

/// Types into an input; whether its text is another one now.
fn changes(input: &mut Input, event: &Event) -> bool {
    input
        .handle_event(event)
        .is_some_and(|changed| changed.value)
}

/// Pasted text is typed character by character: it is text, and never keys that do something.
fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    let types = matches!(
        model.place(),
        Place::Search | Place::Form | Place::Picker | Place::Word
    );
    if !types {
        model.warn("there is nothing to paste into here");
        return Vec::new();
    }
    let mut effects = Vec::new();
    for character in text.trim_end_matches(['\r', '\n']).chars() {
        let key = KeyEvent::from(crossterm::event::KeyCode::Char(character));
        effects.extend(typed(model, &Event::Key(key)));
    }
    effects
}
