//! All that the console knows at one moment.

mod arranging;
mod columns;
mod details;
mod dialog;
mod editing;
mod entry;
mod field;
mod layout;
mod picker;

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use roster_core::account::Account;

#[cfg(test)]
pub use arranging::AT_ONCE;
pub use arranging::{Arranged, Arranging, Reload};
pub use columns::{Column, GAP, columns};
pub use details::{DetailLine, details, label_width};
pub use dialog::{Deletion, Dialog, Report};
pub use editing::{Clash, Editing, Phase, Side};
pub use entry::{CameBack, Choices, Ended, Entry, Load, Sort};
pub use field::{Editor, FormField};
pub use layout::areas;
pub use picker::{Item, Picker};

use super::actions::Place;
use super::message::Message;

/// What the console opens on, once the profiles are read.
#[derive(Debug)]
pub struct Start {
    /// Every resource of every profile, grouped by profile.
    pub entries: Vec<Entry>,
    /// The place of the one to show first.
    pub first: usize,
    /// The dashboard's address, when the embedded sandbox serves one.
    pub dashboard: Option<String>,
    /// Whether counting accounts costs nothing: the embedded sandbox, and no person's quota.
    pub embedded: bool,
}

/// Which part of the screen the arrow keys move in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The resources at the left.
    Resources,
    /// The table.
    Accounts,
    /// The details of the selected account.
    Details,
}

/// How far the start is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Starting {
    /// The profiles are being read, or the sandbox starts.
    Waiting,
    /// It did not work; why.
    Failed(Vec<String>),
    /// Done.
    Done,
}

/// One line for the person, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The words; safe to show.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
}

/// What was asked of a system and not answered yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: u64,
    /// The entry that it is about.
    pub entry: usize,
    /// The account, when it has an id already.
    pub account: Option<String>,
    /// What a person reads meanwhile: `deleting Anna Müller`.
    pub doing: String,
    /// Whether it may change something in the system.
    pub writes: bool,
    /// Whether the person called it off.
    pub cancelled: bool,
    /// The step of the animation at which it was asked.
    pub began: u64,
}

/// Time between two steps of an animation.
pub const STEP: Duration = Duration::from_millis(120);

/// All that the console knows.
#[derive(Debug)]
pub struct Model {
    /// How far the start is.
    pub starting: Starting,
    /// Every resource of every profile.
    pub entries: Vec<Entry>,
    /// The place of the one that is shown.
    pub current: usize,
    /// Where the arrow keys move.
    pub focus: Focus,
    /// The search line, while it is typed in.
    pub search: Option<tui_input::Input>,
    /// The edit under way.
    pub editing: Option<Editing>,
    /// What lies on top of everything else.
    pub dialog: Option<Dialog>,
    /// What was asked and not answered yet.
    pub jobs: Vec<Job>,
    /// What has to wait until accounts are arranged, in its order.
    pub later: VecDeque<Message>,
    /// One line for the person.
    pub notice: Option<Notice>,
    /// The dashboard's address.
    pub dashboard: Option<String>,
    /// Whether counting accounts costs nothing.
    pub embedded: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Whether colours may be used.
    pub colour: bool,
    /// Steps of the animation so far.
    pub ticks: u64,
    /// The number of the last job or load.
    pub last_number: u64,
}

impl Model {
    /// A console that knows nothing yet.
    #[must_use]
    pub fn new(size: (u16, u16), colour: bool) -> Model {
        Model {
            starting: Starting::Waiting,
            entries: Vec::new(),
            current: 0,
            focus: Focus::Accounts,
            search: None,
            editing: None,
            dialog: None,
            jobs: Vec::new(),
            later: VecDeque::new(),
            notice: None,
            dashboard: None,
            embedded: false,
            size,
            colour,
            ticks: 0,
            last_number: 0,
        }
    }

    /// The entry that is shown.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.current)
    }

    /// The entry that is shown, to change it.
    pub fn entry_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.current)
    }

    /// The account that is selected.
    #[must_use]
    pub fn selected(&self) -> Option<Account> {
        self.entry()?.selected_account()
    }

    /// The place whose keys are valid now.
    #[must_use]
    pub fn place(&self) -> Place {
        if let Some(dialog) = &self.dialog {
            return dialog.place();
        }
        if let Some(editing) = &self.editing {
            return editing.place();
        }
        if self.search.is_some() {
            return Place::Search;
        }
        Place::Browse
    }

    /// Whether leaving now would lose what the person typed.
    #[must_use]
    pub fn has_unsaved_draft(&self) -> bool {
        self.editing.as_ref().is_some_and(Editing::is_changed)
    }

    /// What was asked to change and not answered yet: leaving now means not knowing what came of it.
    #[must_use]
    pub fn unanswered(&self) -> Option<&Job> {
        self.jobs.iter().find(|job| job.writes)
    }

    /// Whether something on the screen moves by itself.
    #[must_use]
    pub fn animates(&self) -> bool {
        let loads = |entry: &Entry| entry.is_loading() || entry.under_way.is_some();
        let loads = self.entry().is_some_and(loads);
        self.starting == Starting::Waiting || loads || !self.jobs.is_empty()
    }

    /// Whole seconds since that step of the animation; it moves as long as anything is waited for.
    #[must_use]
    pub fn seconds_since(&self, began: u64) -> u64 {
        let steps = u32::try_from(self.ticks.saturating_sub(began)).unwrap_or(u32::MAX);
        STEP.saturating_mul(steps).as_secs()
    }

    /// A number that no job or load had before.
    pub fn next_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// Says something to the person.
    pub fn say(&mut self, text: impl fmt::Display) {
        self.notice = Some(Notice {
            text: text.to_string(),
            bad: false,
        });
    }

    /// Says that something went wrong.
    pub fn warn(&mut self, text: impl fmt::Display) {
        self.notice = Some(Notice {
            text: text.to_string(),
            bad: true,
        });
    }
}
