//! The console: a person browses and edits accounts in a terminal.
//!
//! One direction: a [`Message`](message::Message) (a key, a page of accounts, an answer) goes into
//! [`update`](update::update), which changes the [`Model`](model::Model) and says which
//! [`Effect`](effects::Effect)s are wanted; [`view`](view::view) draws the model. Both are functions
//! without I/O. [`effects`] carries effects out and sends messages back; [`mod@run`] is the loop that
//! joins them; [`terminal`] takes the terminal and gives it back, and [`screen`] draws on
//! it; [`actions`] is the one table from
//! which keys, hints and help come. [`rehearsal`] is the console without terminal and network.

mod actions;
mod background;
mod effects;
mod fit;
#[cfg(test)]
mod fixture;
mod message;
mod model;
mod present;
mod rehearsal;
mod run;
mod screen;
mod terminal;
mod update;
mod view;

pub use background::stand_back;
pub use rehearsal::Rehearsal;
pub use run::run;
