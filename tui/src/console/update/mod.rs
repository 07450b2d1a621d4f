//! What a message changes. A pure function: no I/O, no clock, so that tests drive it without a
//! screen.

mod answers;
mod browse;
mod choices;
mod dialog;
mod form;
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

/// Takes a message in and says what is wanted done.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let effects = match message {
        Message::Key(key) => key_pressed(model, key),
        Message::Paste(text) => pasted(model, &text),
        Message::Resize(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::Tick => {
            model.ticks += 1;
            Vec::new()
        }
        Message::Started(Ok(start)) => loads::started(model, *start),
        Message::Started(Err(lines)) => {
            model.starting = Starting::Failed(lines);
            Vec::new()
        }
        Message::Page {
            entry,
            load,
            accounts,
            total,
        } => loads::page(model, entry, load, accounts, total),
        Message::LoadEnded {
            entry,
            load,
            result,
        } => loads::ended(model, entry, load, result),
        Message::Choices {
            entry,
            field,
            result,
        } => choices::came(model, entry, field, result),
        Message::Counted { entry, total } => loads::counted(model, entry, total),
        Message::Answered { job, outcome } => answers::answered(model, job, outcome),
        Message::Warned(line) => {
            model.warn(line);
            Vec::new()
        }
        Message::NotOpened(why) => {
            let address = model.dashboard.clone().unwrap_or_default();
            model.warn(format!("open {address} yourself: {why}"));
            Vec::new()
        }
        Message::Terminated => vec![Effect::Quit],
    };
    scroll(model);
    effects
}

fn key_pressed(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    model.notice = None;
    match pressed(model, key) {
        Some((action, When::Now)) => act(model, action),
        Some((_, When::Not(reason))) => {
            model.warn(reason);
            Vec::new()
        }
        Some((_, When::Hidden)) => Vec::new(),
        None => {
            typed(model, &Event::Key(key));
            Vec::new()
        }
    }
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
fn typed(model: &mut Model, event: &Event) {
    match &mut model.dialog {
        Some(Dialog::Delete(deletion)) if deletion.warning.is_some() => {
            deletion.word.handle_event(event);
            return;
        }
        Some(Dialog::Sort(picker)) => {
            picker.type_in(event);
            return;
        }
        Some(_) => return,
        None => {}
    }
    if let Some(editing) = &mut model.editing {
        match &mut editing.phase {
            Phase::Form => form::typed(model, event),
            Phase::Choosing(picker) => picker.type_in(event),
            _ => {}
        }
        return;
    }
    browse::typed(model, event);
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
    for character in text.trim_end_matches(['\r', '\n']).chars() {
        let key = KeyEvent::from(crossterm::event::KeyCode::Char(character));
        typed(model, &Event::Key(key));
    }
    Vec::new()
}
