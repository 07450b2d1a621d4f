//! The rows of the table of actions. The order is that of the hint bar and the help; where two rows
//! of a place share a key, the first that is not hidden has it.

use crossterm::event::KeyCode;

use super::conditions as on;
use super::{Action, Binding, Key, Place};

const UP: Key = Key::code(KeyCode::Up);
const DOWN: Key = Key::code(KeyCode::Down);
const PAGE_UP: Key = Key::code(KeyCode::PageUp);
const PAGE_DOWN: Key = Key::code(KeyCode::PageDown);
const HOME: Key = Key::code(KeyCode::Home);
const END: Key = Key::code(KeyCode::End);
const ENTER: Key = Key::code(KeyCode::Enter);
const ESC: Key = Key::code(KeyCode::Esc);
const TAB: Key = Key::code(KeyCode::Tab);
const BACK_TAB: Key = Key::code(KeyCode::BackTab);
const LEFT: Key = Key::code(KeyCode::Left);
const RIGHT: Key = Key::code(KeyCode::Right);
const DELETE: Key = Key::code(KeyCode::Delete);
const F1: Key = Key::code(KeyCode::F(1));
const SPACE: Key = Key::char(' ');

/// Reads the rows: place, action, keys, a word for the hint bar (none where the help is enough), a
/// few words for the help, and the condition where there is one.
macro_rules! bindings {
    ($($place:ident $action:ident [$($key:expr),+] $name:literal, $help:literal $(, $when:ident)?;)*) => {
        &[$(Binding {
            action: Action::$action,
            place: Place::$place,
            keys: &[$($key),+],
            name: $name,
            help: $help,
            when: bindings!(@when $($when)?),
        }),*]
    };
    (@when) => { on::always };
    (@when $when:ident) => { on::$when };
}

const fn char(character: char) -> Key {
    Key::char(character)
}

const fn control(character: char) -> Key {
    Key::control(character)
}

/// Every row.
pub const BINDINGS: &[Binding] = bindings! {
    // Accounts
    Browse Back [ESC] "back", "go back to the table", is_elsewhere;
    Browse ClearSearch [ESC] "show all", "drop the filter", is_filtered;
    Browse Stop [ESC] "stop", "stop waiting for an answer", is_waiting;
    Browse Explain [char('x')] "explain", "read why accounts are missing", has_failure;
    Browse Search [char('/')] "search", "show only the accounts that match", has_entry;
    Browse Open [ENTER] "details", "open what is selected", can_open;
    Browse Edit [char('e')] "edit", "edit the selected account", can_update;
    Browse New [char('n')] "new", "make an account", can_create;
    Browse Upsert [char('u')] "upsert", "change the account that matches, or make it", can_upsert;
    Browse Delete [char('d'), DELETE] "delete", "delete the selected account", can_delete;
    Browse Sync [char('y')] "sync", "ask the system to fetch the account's data", can_sync;
    Browse Sort [char('s')] "sort", "choose the field to sort by", has_entry;
    Browse Reverse [char('S')] "", "turn the order around", is_sorted;
    Browse Reload [char('r')] "reload", "load all accounts again", can_reload;
    Browse Refresh [char('R')] "", "read the selected account again", has_selection;
    Browse Dashboard [char('o')] "dashboard", "open the dashboard in a browser", has_dashboard;
    Browse Up [UP, char('k')] "", "up";
    Browse Down [DOWN, char('j')] "", "down";
    Browse PageUp [PAGE_UP, control('u')] "", "a screenful up";
    Browse PageDown [PAGE_DOWN, control('d')] "", "a screenful down";
    Browse First [HOME, char('g')] "", "the first";
    Browse Last [END, char('G')] "", "the last";
    Browse Next [TAB, RIGHT, char('l')] "", "next part of the screen";
    Browse Previous [BACK_TAB, LEFT, char('h')] "", "previous part of the screen";
    Browse Help [char('?'), F1] "help", "explain the keys";
    Browse Quit [char('q')] "quit", "leave";
    // Search
    Search KeepSearch [ENTER, TAB] "to the accounts", "keep the filter and go to the table";
    Search ClearSearch [ESC] "show all", "drop the filter";
    Search Up [UP] "", "up";
    Search Down [DOWN] "", "down";
    Search PageUp [PAGE_UP] "", "a screenful up";
    Search PageDown [PAGE_DOWN] "", "a screenful down";
    Search Help [F1] "help", "explain the keys and the filter";
    // Form
    Form Toggle [SPACE] "switch", "switch between yes and no", on_flag;
    Form Pick [SPACE, ENTER] "choose", "choose from the list; typing narrows it", on_choice;
    Form Pick [control('p')] "choose", "choose one by its name", on_reference;
    Form Review [control('s'), ENTER] "review and send", "show the difference before it is sent";
    Form Up [UP, BACK_TAB] "", "previous field";
    Form Down [DOWN, TAB] "", "next field";
    Form PageUp [PAGE_UP] "", "first field";
    Form PageDown [PAGE_DOWN] "", "last field";
    Form Restore [control('r')] "as it was", "put the field back", on_changed;
    Form Explain [control('x')] "explain", "read why sending failed", has_send_failure;
    Form Refuse [ESC] "leave", "leave the form";
    Form Help [F1] "help", "explain the keys";
    // Lists to pick from
    Picker Accept [ENTER] "take it", "take the highlighted one";
    Picker Refuse [ESC] "back", "go back without choosing";
    Picker Up [UP] "", "up";
    Picker Down [DOWN] "", "down";
    Picker PageUp [PAGE_UP] "", "a screenful up";
    Picker PageDown [PAGE_DOWN] "", "a screenful down";
    // Difference
    Review Send [ENTER, control('s'), char('y')] "send", "send it";
    Review Refuse [ESC, char('n')] "back to the form", "go back to the form; nothing is sent";
    Review Up [UP, char('k')] "", "up";
    Review Down [DOWN, char('j')] "", "down";
    Review Help [char('?'), F1] "help", "explain the keys";
    // Waiting for an answer
    Sending CallOff [ESC] "call off", "stop waiting; the form is kept";
    // Conflict
    Clash KeepMine [char('m'), LEFT] "mine", "keep my value of this field";
    Clash TakeTheirs [char('t'), RIGHT] "theirs", "take the system's value of this field";
    Clash Review [ENTER, control('s')] "go on", "show the difference to their version", is_decided;
    Clash Overwrite [char('o')] "overwrite", "undo their change knowingly";
    Clash Up [UP, char('k'), BACK_TAB] "", "up";
    Clash Down [DOWN, char('j'), TAB] "", "down";
    Clash Refuse [ESC] "back", "go back to the form; nothing is sent";
    Clash Help [char('?'), F1] "help", "explain the keys";
    // Questions
    Question Accept [char('y'), ENTER] "yes", "yes";
    Question Refuse [char('n'), ESC] "no", "no";
    Word Accept [ENTER] "confirm", "confirm with the word";
    Word Refuse [ESC] "back", "no";
    // Text
    Reading Up [UP, char('k')] "", "up";
    Reading Down [DOWN, char('j')] "", "down";
    Reading PageUp [PAGE_UP] "", "a screenful up";
    Reading PageDown [PAGE_DOWN, SPACE] "", "a screenful down";
    Reading Refuse [ESC, ENTER, char('q'), char('?')] "close", "close";
    // Everywhere
    Anywhere Interrupt [control('c')] "", "leave from anywhere";
    Anywhere Suspend [control('z')] "", "suspend; the shell's fg comes back";
};

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::console::actions::When;
    use crate::console::model::Model;

    use super::*;

    #[test]
    fn a_key_means_one_thing_in_a_place_unless_conditions_decide() {
        let mut seen = HashSet::new();
        for binding in BINDINGS.iter().filter(|binding| !is_conditional(binding)) {
            for key in binding.keys {
                assert!(
                    seen.insert((binding.place, *key)),
                    "{key} in {:?}",
                    binding.place
                );
                assert!(
                    binding.place == Place::Anywhere || !seen.contains(&(Place::Anywhere, *key)),
                    "{key} is taken everywhere"
                );
            }
        }
    }

    /// Whether the row hides itself where another row with the same key applies.
    fn is_conditional(binding: &Binding) -> bool {
        let empty = Model::new((80, 24), true);
        (binding.when)(&empty) == When::Hidden
    }

    #[test]
    fn every_place_with_typing_leaves_characters_alone() {
        for binding in BINDINGS {
            let types = matches!(binding.place, Place::Search | Place::Picker | Place::Word);
            let plain = |key: &&Key| !key.control && matches!(key.code, KeyCode::Char(_));
            assert!(
                !types || !binding.keys.iter().any(|key| plain(&key)),
                "{}",
                binding.name
            );
        }
    }
}
