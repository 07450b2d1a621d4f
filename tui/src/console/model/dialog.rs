//! What lies on top of the screen and wants an answer, or only to be read.

use tui_input::Input;

use super::{Picker, Sort};
use crate::console::actions::Place;

/// What lies on top.
#[derive(Debug)]
pub enum Dialog {
    /// Every key of the place below.
    Help {
        /// The place that it explains.
        of: Place,
        /// The first line on the screen.
        top: usize,
    },
    /// Lines to read.
    Report(Report),
    /// Which field to sort by.
    Sort(Picker<Option<Sort>>),
    /// Whether to delete an account.
    Delete(Deletion),
    /// Whether to ask the system to fetch an account's data.
    Sync {
        /// The account's id.
        id: String,
        /// Which account, in words; not yet safe to show.
        title: String,
        /// What the person must know first.
        warning: Option<&'static str>,
    },
    /// Whether to leave a form that has changes.
    Discard,
    /// Whether to leave the console while a form has changes, or a change is not answered.
    Quit,
    /// Whether to undo another's change.
    Overwrite,
}

/// Whether to delete an account.
#[derive(Debug)]
pub struct Deletion {
    /// Its id.
    pub id: String,
    /// Which account, in words; not yet safe to show.
    pub title: String,
    /// What the person must know first. With one, the word has to be typed.
    pub warning: Option<&'static str>,
    /// What is typed.
    pub word: Input,
}

impl Deletion {
    /// What has to be typed when there is a warning.
    pub const WORD: &'static str = "delete";

    /// Whether the person said yes as clearly as is needed.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.warning.is_none() || self.word.value().trim() == Deletion::WORD
    }
}

/// Lines to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it is about.
    pub title: String,
    /// The lines; safe to show.
    pub lines: Vec<String>,
    /// Whether something went wrong.
    pub bad: bool,
    /// The first line on the screen.
    pub top: usize,
}

impl Dialog {
    /// The place whose keys are valid in it.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Dialog::Help { .. } | Dialog::Report(_) => Place::Reading,
            Dialog::Sort(_) => Place::Picker,
            Dialog::Delete(deletion) if deletion.warning.is_some() => Place::Word,
            _ => Place::Question,
        }
    }
}
