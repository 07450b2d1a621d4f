//! Moving, searching, sorting, deleting, and what is not possible.

use roster_core::error::{Error, ErrorKind};
use roster_core::value::Value;

use crate::console::effects::{Asked, Effect};
use crate::console::fixture::{
    agile_account, console, key_account, key_accounts, press, type_in, with,
};
use crate::console::message::{Message, Outcome};
use crate::console::model::{Dialog, Focus, Model};
use crate::console::update::update;

fn row(model: &Model) -> usize {
    model.entry().expect("an entry").row
}

fn matches(model: &Model) -> usize {
    model.entry().expect("an entry").accounts.matches()
}

fn notice(model: &Model) -> &str {
    model
        .notice
        .as_ref()
        .map_or("", |notice| notice.text.as_str())
}

#[test]
fn keys_move_and_stop_at_the_ends() {
    let accounts = (0..100)
        .map(|id| key_account(id, "A", "B", "a@b"))
        .collect();
    let mut model = with(accounts, (80, 24));
    for (keys, expected) in [
        ("k", 0),
        ("j j Down", 3),
        ("PgDn", 21),
        ("End", 99),
        ("j", 99),
        ("PgUp", 81),
        ("g", 0),
        ("G", 99),
        ("Home", 0),
    ] {
        press(&mut model, keys);
        let entry = model.entry().expect("an entry");
        assert_eq!(entry.row, expected, "{keys}");
        assert!((entry.top..entry.top + 19).contains(&entry.row), "{keys}");
    }
}

#[test]
fn the_view_follows_what_is_typed() {
    let mut model = console();
    press(&mut model, "/");
    type_in(&mut model, "beng");
    assert_eq!(matches(&model), 1);
    press(&mut model, "Backspace Backspace Backspace Backspace Esc");
    assert_eq!(matches(&model), key_accounts().len());
    press(&mut model, "/ b e n g Enter");
    assert_eq!((matches(&model), model.search.is_some()), (1, false));
    press(&mut model, "Esc");
    assert_eq!(matches(&model), key_accounts().len());
}

#[test]
fn a_filter_that_makes_no_sense_keeps_the_last_good_view() {
    let mut model = console();
    press(&mut model, "/");
    type_in(&mut model, "first_name:beng");
    press(&mut model, "Home x");
    assert_eq!(matches(&model), 1);
    let error = model.entries[0].filter_error.clone().expect("an error");
    assert!(error.message().contains("xfirst_name"), "{error}");
    press(&mut model, "Enter");
    assert!(model.search.is_some(), "it is not taken");
    press(&mut model, "Esc");
    assert_eq!(
        (matches(&model), model.entries[0].filter_error.clone()),
        (7, None)
    );
}

#[test]
fn the_selected_account_is_found_again_after_a_search() {
    let mut model = console();
    press(&mut model, "j j");
    press(&mut model, "/ n o w h e r e");
    assert_eq!(matches(&model), 0);
    press(&mut model, "Esc");
    assert_eq!(row(&model), 2);
}

#[test]
fn sorting_is_chosen_and_turned_around() {
    let mut model = console();
    press(&mut model, "s");
    type_in(&mut model, "first");
    press(&mut model, "Enter");
    let first = |model: &Model| {
        let value = model.entries[0].accounts.cell(0, "first_name");
        value.map(|value| value.words().into_owned())
    };
    let ascending = first(&model);
    press(&mut model, "S");
    assert_ne!(first(&model), ascending);
    press(&mut model, "s Home Enter");
    assert!(model.entries[0].arrangement.sort.is_some());
    press(&mut model, "s");
    type_in(&mut model, "system lists");
    press(&mut model, "Enter");
    assert_eq!(model.entries[0].arrangement.sort, None);
    assert_eq!(first(&model).as_deref(), Some("Anna"));
}

#[test]
fn tab_goes_around_and_escape_comes_back() {
    let mut model = console();
    press(&mut model, "Tab");
    assert_eq!(model.focus, Focus::Details);
    press(&mut model, "Tab");
    assert_eq!(model.focus, Focus::Resources);
    press(&mut model, "Tab Enter");
    assert_eq!(model.focus, Focus::Details);
    press(&mut model, "Esc");
    assert_eq!(model.focus, Focus::Accounts);
}

#[test]
fn a_dangerous_deletion_wants_the_word() {
    let mut model = console();
    press(&mut model, "d");
    assert!(press(&mut model, "Enter").is_empty());
    assert!(notice(&model).contains("type delete"));
    type_in(&mut model, "delet");
    assert!(press(&mut model, "Enter").is_empty());
    type_in(&mut model, "e");
    let effects = press(&mut model, "Enter");
    let [
        Effect::Ask {
            job,
            asked: Asked::Delete(id),
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(id, key_accounts()[0].id());
    assert!(model.animates());
    let outcome = Outcome::Deleted(Ok(()));
    update(&mut model, Message::Answered { job: *job, outcome });
    assert_eq!(matches(&model), key_accounts().len() - 1);
    assert!(!model.animates());
}

#[test]
fn a_deletion_that_fails_tells_the_systems_reason_and_keeps_the_row() {
    let mut model = with(vec![agile_account()], (80, 24));
    press(&mut model, "d");
    assert!(press(&mut model, "n").is_empty());
    press(&mut model, "d");
    let effects = press(&mut model, "y");
    let [Effect::Ask { job, .. }] = &effects[..] else {
        panic!("{effects:?}");
    };
    let error =
        Error::new(ErrorKind::Forbidden, "the token may not do this").request_id(Some("R7".into()));
    let outcome = Outcome::Deleted(Err(error));
    update(&mut model, Message::Answered { job: *job, outcome });
    let Some(Dialog::Report(report)) = &model.dialog else {
        panic!("{:?}", model.dialog);
    };
    let text = report.lines.join("\n");
    assert!(
        text.contains("may not do this") && text.contains("R7"),
        "{text}"
    );
    assert_eq!(matches(&model), 1);
}

#[test]
fn what_is_not_possible_says_why_and_sends_nothing() {
    let swift = roster_core::account::Account::new(
        crate::console::fixture::resource("swift/accounts"),
        "01J0CRVTXX9KBD9NWS02R5R8RT",
    );
    let mut model = with(vec![swift], (80, 24));
    for (key, reason) in [("e", "no update"), ("d", "no deletion")] {
        assert!(press(&mut model, key).is_empty());
        assert!(notice(&model).contains(reason), "{}", notice(&model));
        assert!(model.editing.is_none() && model.dialog.is_none());
    }
    let mut model = console();
    model.entries[0].read_only = true;
    for key in ["e", "n", "d"] {
        assert!(press(&mut model, key).is_empty());
        assert_eq!(notice(&model), "profile sandbox-mpdx is read-only");
    }
    let mut model = with(Vec::new(), (80, 24));
    press(&mut model, "e");
    assert_eq!(notice(&model), "no account is selected");
}

#[test]
fn an_account_is_read_again() {
    let mut model = console();
    let effects = press(&mut model, "R");
    let [
        Effect::Ask {
            job,
            asked: Asked::Read(_),
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    let mut account = key_accounts()[0].clone();
    account.set("first_name", Value::text("Anne"));
    let outcome = Outcome::Read(Ok(Box::new(account)));
    update(&mut model, Message::Answered { job: *job, outcome });
    let value = model.entries[0].accounts.cell(0, "first_name");
    assert_eq!(value.as_deref(), Some(&Value::text("Anne")));
}

#[test]
fn the_console_can_be_left() {
    let mut model = console();
    assert!(matches!(press(&mut model, "q")[..], [Effect::Quit]));
    assert!(matches!(press(&mut model, "^c")[..], [Effect::Quit]));
    assert!(matches!(press(&mut model, "^z")[..], [Effect::Suspend]));
    assert!(matches!(
        update(&mut model, Message::Terminated)[..],
        [Effect::Quit]
    ));
    press(&mut model, "?");
    assert!(
        press(&mut model, "q").is_empty(),
        "it closes the help alone"
    );
    assert!(model.dialog.is_none());
}

#[test]
fn leaving_asks_while_a_change_is_not_answered() {
    let mut model = with(vec![agile_account()], (80, 24));
    press(&mut model, "d y");
    assert!(press(&mut model, "q").is_empty());
    assert!(matches!(model.dialog, Some(Dialog::Quit)));
    assert!(press(&mut model, "n").is_empty());
    assert!(press(&mut model, "^c").is_empty());
    assert!(matches!(press(&mut model, "^c")[..], [Effect::Quit]));
}

#[test]
fn pasted_text_is_never_keys() {
    let mut model = console();
    let paste = |model: &mut Model, text: &str| update(model, Message::Paste(text.to_owned()));
    assert!(paste(&mut model, "dq\n").is_empty());
    assert!(model.dialog.is_none());
    press(&mut model, "/");
    paste(&mut model, "beng\r\n");
    assert_eq!(model.entries[0].arrangement.filter, "beng");
}

#[test]
fn the_dashboard_is_opened_and_its_address_told() {
    let mut model = console();
    let effects = press(&mut model, "o");
    assert!(
        matches!(&effects[..], [Effect::Browse(address)] if address == "http://127.0.0.1:4010")
    );
    update(&mut model, Message::NotOpened("no browser".to_owned()));
    assert_eq!(
        notice(&model),
        "open http://127.0.0.1:4010 yourself: no browser"
    );
}

#[test]
fn what_is_odd_about_a_secret_is_said_until_the_next_key() {
    let mut model = console();
    let line = "profile s: this is probably no API key of Swift SMS";
    update(&mut model, Message::Warned(line.to_owned()));
    let notice = model.notice.as_ref().expect("a notice");
    assert_eq!((notice.text.as_str(), notice.bad), (line, true));
    press(&mut model, "j");
    assert!(model.notice.is_none());
}
