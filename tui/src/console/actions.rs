//! The table of actions: what can be done where, with which keys, and when not, why. Keys, the hint
//! bar and the help all read it, so they cannot disagree.

mod conditions;
mod table;

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::model::Model;
pub use table::BINDINGS;

/// Something that a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// One row or line up.
    Up,
    /// One row or line down.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// To the next part of the screen or line of the form.
    Next,
    /// To the previous one.
    Previous,
    /// Back to where one came from.
    Back,
    /// Go into what is selected.
    Open,
    /// Type a filter.
    Search,
    /// Keep the filter and go to the table.
    KeepSearch,
    /// Show all accounts again.
    ClearSearch,
    /// Choose the field to sort by.
    Sort,
    /// Turn the order around.
    Reverse,
    /// Edit the selected account.
    Edit,
    /// Make an account.
    New,
    /// Change the account that matches, or make it.
    Upsert,
    /// Delete the selected account.
    Delete,
    /// Ask the system to fetch the account's data.
    Sync,
    /// Load all accounts again.
    Reload,
    /// Read the selected account again.
    Refresh,
    /// Open the dashboard.
    Dashboard,
    /// Read the whole story of the last failure.
    Explain,
    /// Explain the keys.
    Help,
    /// Leave the console.
    Quit,
    /// Leave the console from anywhere.
    Interrupt,
    /// Give the terminal back for a while.
    Suspend,
    /// Switch a boolean.
    Toggle,
    /// Pick a value.
    Pick,
    /// Put the field back to what the account has.
    Restore,
    /// Show the difference before it is sent.
    Review,
    /// Send it.
    Send,
    /// Call off what was sent.
    CallOff,
    /// Stops waiting for what is loaded, or was asked for beside the table.
    Stop,
    /// Keep one's own value.
    KeepMine,
    /// Take the system's value.
    TakeTheirs,
    /// Undo another's change, knowingly.
    Overwrite,
    /// Yes.
    Accept,
    /// No.
    Refuse,
}

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Every place.
    Anywhere,
    /// Resources, table and details.
    Browse,
    /// The search line.
    Search,
    /// A form.
    Form,
    /// A list to pick from.
    Picker,
    /// The difference before it is sent.
    Review,
    /// While an answer is awaited.
    Sending,
    /// What two people changed.
    Clash,
    /// A question with yes and no.
    Question,
    /// A question that wants a word.
    Word,
    /// Text to read.
    Reading,
}

impl Place {
    /// Its name as a heading of the help.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Place::Anywhere => "everywhere",
            Place::Browse => "accounts",
            Place::Search => "search",
            Place::Form => "form",
            Place::Picker => "list",
            Place::Review => "difference",
            Place::Sending => "waiting",
            Place::Clash => "conflict",
            Place::Question | Place::Word => "question",
            Place::Reading => "text",
        }
    }
}

/// Whether an action is possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// It is.
    Now,
    /// It is not, and a person should know why.
    Not(String),
    /// It makes no sense here, and is not shown.
    Hidden,
}

/// A key with its modifiers. Shift is part of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    control: bool,
}

impl Key {
    /// A character.
    #[must_use]
    pub const fn char(character: char) -> Key {
        Key::code(KeyCode::Char(character))
    }

    /// A character with Control.
    #[must_use]
    pub const fn control(character: char) -> Key {
        Key {
            code: KeyCode::Char(character),
            control: true,
        }
    }

    /// Another key.
    #[must_use]
    pub const fn code(code: KeyCode) -> Key {
        Key {
            code,
            control: false,
        }
    }

    fn is(self, event: KeyEvent) -> bool {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        event.code == self.code && control == self.control && !alt
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            formatter.write_str("^")?;
        }
        match self.code {
            KeyCode::Char(' ') => formatter.write_str("Space"),
            KeyCode::Char(character) if self.control => {
                write!(formatter, "{}", character.to_ascii_uppercase())
            }
            KeyCode::Char(character) => write!(formatter, "{character}"),
            KeyCode::Up => formatter.write_str("↑"),
            KeyCode::Down => formatter.write_str("↓"),
            KeyCode::Left => formatter.write_str("←"),
            KeyCode::Right => formatter.write_str("→"),
            KeyCode::PageUp => formatter.write_str("PgUp"),
            KeyCode::PageDown => formatter.write_str("PgDn"),
            KeyCode::Enter => formatter.write_str("Enter"),
            KeyCode::Esc => formatter.write_str("Esc"),
            KeyCode::Tab => formatter.write_str("Tab"),
            KeyCode::BackTab => formatter.write_str("S-Tab"),
            other => write!(formatter, "{other}"),
        }
    }
}

/// One row of the table.
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Where.
    pub place: Place,
    /// By which keys; the first is shown in hints.
    pub keys: &'static [Key],
    /// A word or two for the hint bar; empty where the help is enough, as for moving about.
    pub name: &'static str,
    /// A few words more for the help.
    pub help: &'static str,
    /// Whether it is possible now.
    pub when: fn(&Model) -> When,
}

/// The rows for a place that are not hidden, in the table's order.
pub fn bindings(model: &Model, place: Place) -> impl Iterator<Item = (&'static Binding, When)> {
    BINDINGS
        .iter()
        .filter(move |binding| binding.place == place)
        .map(|binding| (binding, (binding.when)(model)))
        .filter(|(_, when)| *when != When::Hidden)
}

/// What a key does now, and whether it is possible; `None` when it is nobody's, so that it may be
/// text.
#[must_use]
pub fn pressed(model: &Model, event: KeyEvent) -> Option<(Action, When)> {
    [Place::Anywhere, model.place()]
        .into_iter()
        .flat_map(|place| bindings(model, place))
        .find(|(binding, _)| binding.keys.iter().any(|key| key.is(event)))
        .map(|(binding, when)| (binding.action, when))
}
