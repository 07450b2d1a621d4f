//! What can happen to the console.

use crossterm::event::KeyEvent;
use roster_core::account::Account;
use roster_core::client::{Moved, Saved};
use roster_core::error::{Result, Unread};
use roster_core::value::Reference;

use super::model::{Arranged, Start};

/// Something that happened: from the person, from a task, or from the system.
#[derive(Debug)]
pub enum Message {
    /// A key went down.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size: columns and rows.
    Resize(u16, u16),
    /// Time for the next step of an animation; comes only while one runs.
    Tick,
    /// The profiles are there, or the lines that say why they are not.
    Started(Result<Box<Start>, Vec<String>>),
    /// Accounts of a load.
    Page {
        /// The place among the entries.
        entry: usize,
        /// Which load; one that was superseded is no longer listened to.
        load: u64,
        /// The accounts.
        accounts: Vec<Account>,
        /// Records that are not among them.
        unread: Unread,
        /// How many there are in all, when the system said.
        total: Option<u64>,
    },
    /// A load came to its end.
    LoadEnded {
        /// The place among the entries.
        entry: usize,
        /// Which load.
        load: u64,
        /// Whether all accounts came; and how the list changed while it was read, if it did.
        result: Result<Option<Moved>>,
    },
    /// Accounts come back filtered, sorted or compared; none when that broke.
    Arranged {
        /// The place among the entries.
        entry: usize,
        /// The accounts.
        arranged: Option<Box<Arranged>>,
    },
    /// The records that a field may name.
    Choices {
        /// The place among the entries.
        entry: usize,
        /// The name of the field.
        field: &'static str,
        /// The records, or why they did not come.
        result: Result<Vec<Reference>>,
    },
    /// How many accounts an entry has that was not loaded yet.
    Counted {
        /// The place among the entries.
        entry: usize,
        /// The number.
        total: u64,
    },
    /// An answer to a job: what was asked of the system.
    Answered {
        /// Which job.
        job: u64,
        /// What came of it.
        outcome: Outcome,
    },
    /// Something is odd, and nothing was refused for it; a line that is safe to show.
    Warned(String),
    /// The address could not be opened; why.
    NotOpened(String),
    /// The system asks the console to end.
    Terminated,
}

/// What came of a job.
#[derive(Debug)]
pub enum Outcome {
    /// Of sending a draft.
    Saved(Result<Box<Saved>>),
    /// Of deleting an account.
    Deleted(Result<()>),
    /// Of asking the system to fetch an account's data.
    Synced(Result<()>),
    /// Of reading one account again.
    Read(Result<Box<Account>>),
}
