//! Accounts that arrive, reloads, and what fails on the way.

use roster_core::client::Moved;
use roster_core::error::{Error, ErrorKind, Unread};

use crate::console::effects::Effect;
use crate::console::fixture::{
    arrive, console, end_load, key_account, key_accounts, press, start, unread,
};
use crate::console::message::Message;
use crate::console::model::{Dialog, Load, Model};
use crate::console::update::update;

fn page(model: &mut Model, load: u64, ids: std::ops::Range<usize>) {
    page_with(model, load, ids, Unread::default());
}

fn page_with(model: &mut Model, load: u64, ids: std::ops::Range<usize>, unread: Unread) {
    let accounts = ids.map(|id| key_account(id, "A", "B", "a@b")).collect();
    let page = Message::Page {
        entry: 0,
        load,
        accounts,
        unread,
        total: Some(40),
    };
    update(model, page);
}

fn end(model: &mut Model, load: u64, result: Result<(), Error>) {
    end_load(model, 0, load, result.map(|()| None));
}

fn lost() -> Error {
    Error::new(ErrorKind::Connection, "the connection was lost")
}

fn started() -> (Model, Vec<Effect>) {
    let mut model = Model::new((80, 24), true);
    let effects = update(&mut model, Message::Started(Ok(Box::new(start()))));
    (model, effects)
}

#[test]
fn the_first_entry_is_loaded_and_the_others_are_counted() {
    let (mut model, effects) = started();
    assert!(matches!(effects[0], Effect::Load { entry: 0, load: 1 }));
    let counts: Vec<_> = effects[1..]
        .iter()
        .map(|effect| match effect {
            Effect::Count { entry } => *entry,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(counts, [1, 2, 3]);
    update(&mut model, Message::Counted { entry: 3, total: 9 });
    assert_eq!(model.entries[3].count(), Some(9));
}

#[test]
fn real_profiles_are_not_asked_before_they_are_opened() {
    let mut model = Model::new((80, 24), true);
    let mut start = start();
    start.embedded = false;
    let effects = update(&mut model, Message::Started(Ok(Box::new(start))));
    // Only the other resource of the same profile.
    assert!(matches!(
        effects[..],
        [Effect::Load { entry: 0, .. }, Effect::Count { entry: 1 }]
    ));
}

#[test]
fn pages_show_as_they_arrive() {
    let (mut model, _) = started();
    page(&mut model, 1, 0..25);
    assert_eq!(model.entries[0].accounts.matches(), 25);
    assert!(model.entries[0].is_loading());
    press(&mut model, "j j");
    page(&mut model, 1, 25..40);
    end(&mut model, 1, Ok(()));
    assert_eq!(model.entries[0].load, Load::Whole);
    assert_eq!(
        (model.entries[0].row, model.entries[0].accounts.len()),
        (2, 40)
    );
}

#[test]
fn a_load_that_fails_keeps_what_came_and_can_be_tried_again() {
    let (mut model, _) = started();
    page(&mut model, 1, 0..25);
    end(&mut model, 1, Err(lost()));
    assert_eq!(model.entries[0].accounts.len(), 25);
    let notice = model.notice.clone().expect("a notice");
    assert!(
        notice.bad && notice.text.contains("the connection was lost"),
        "{}",
        notice.text
    );
    press(&mut model, "x");
    assert!(model.dialog.is_some(), "the whole story");
    press(&mut model, "Esc");
    let effects = press(&mut model, "r");
    assert!(matches!(effects[..], [Effect::Load { entry: 0, load: 2 }]));
    // What is held stays until the new accounts are whole.
    page(&mut model, 2, 0..10);
    assert_eq!(model.entries[0].accounts.len(), 25);
    end(&mut model, 2, Ok(()));
    assert_eq!(model.entries[0].accounts.len(), 10);
}

#[test]
fn a_reload_tells_what_changed_and_keeps_view_and_selection() {
    let mut model = console();
    press(
        &mut model,
        "/ e x a m p l e Enter s Down Down Down Enter j j",
    );
    let selected = model.selected().expect("a selection").id().to_owned();
    press(&mut model, "r");
    let mut accounts = key_accounts();
    accounts.remove(1);
    accounts.push(key_account(99, "Zoë", "Zebra", "zoe@example.org"));
    let load = model.last_number;
    arrive(&mut model, 0, load, accounts);
    let notice = model.notice.clone().expect("a notice").text;
    assert_eq!(notice, "reloaded: 1 new, 0 changed, 1 gone");
    assert_eq!(model.selected().expect("a selection").id(), selected);
    assert_eq!(model.entries[0].arrangement.filter, "example");
    assert!(model.entries[0].arrangement.sort.is_some());
}

#[test]
fn a_load_that_was_superseded_is_not_listened_to() {
    let mut model = console();
    press(&mut model, "r");
    end(&mut model, 1, Err(lost()));
    assert!(model.entries[0].is_loading());
    page(&mut model, 1, 0..5);
    assert_eq!(model.entries[0].accounts.len(), key_accounts().len());
}

#[test]
fn another_resource_keeps_what_is_loaded() {
    let mut model = console();
    model.focus = crate::console::model::Focus::Resources;
    let effects = press(&mut model, "j");
    assert!(matches!(effects[0], Effect::Load { entry: 1, .. }));
    let effects = press(&mut model, "k");
    assert!(effects.is_empty());
    assert_eq!(model.entries[0].accounts.len(), key_accounts().len());
}

#[test]
fn a_start_that_fails_says_why() {
    let mut model = Model::new((80, 24), true);
    let lines = vec!["the sandbox cannot start: the database is locked".to_owned()];
    update(&mut model, Message::Started(Err(lines)));
    assert!(!model.animates(), "nothing wakes up any more");
    for keys in [
        "j", "Enter", "e", "n", "d", "y", "s", "S", "/", "r", "R", "o", "Tab", "?", "Esc",
    ] {
        press(&mut model, keys);
    }
    assert!(matches!(press(&mut model, "q")[..], [Effect::Quit]));
}

#[test]
fn a_list_that_changed_while_it_was_read_says_so() {
    let (mut model, _) = started();
    page(&mut model, 1, 0..31);
    let moved = |was, is| Ok(Some(Moved { was, is }));
    end_load(&mut model, 0, 1, moved(30, 31));
    let told = |model: &Model| model.notice.as_ref().map(|notice| notice.text.clone());
    let changed = "the list changed while it was read: 30 at first, 31 now";
    assert_eq!(told(&model).as_deref(), Some(changed));
    press(&mut model, "r");
    page(&mut model, 2, 0..30);
    end_load(&mut model, 0, 2, moved(31, 30));
    let changed = "reloaded: 0 new, 0 changed, 1 gone · the list changed while it was read: 31 at \
                   first, 30 now";
    assert_eq!(told(&model).as_deref(), Some(changed));
}

#[test]
fn what_is_waited_for_is_shown_with_its_time_and_can_be_stopped() {
    let (mut model, _) = started();
    assert!(model.animates());
    for _ in 0..25 {
        update(&mut model, Message::Tick);
    }
    let began = model.entries[0].load_began;
    assert_eq!(model.seconds_since(began), 3);
    assert!(matches!(press(&mut model, "Esc")[..], [Effect::CallOff(1)]));
    end(
        &mut model,
        1,
        Err(Error::new(ErrorKind::Cancelled, "cancelled")),
    );
    let notice = model.notice.as_ref().expect("a notice");
    assert!(notice.text.contains("r loads again"), "{notice:?}");
    assert!(!model.animates());
}

#[test]
fn a_system_that_gives_fewer_than_it_says_is_told_of() {
    let (mut model, _) = started();
    page(&mut model, 1, 0..20);
    end(&mut model, 1, Ok(()));
    let notice = model.notice.as_ref().expect("a notice");
    assert_eq!(
        notice.text,
        "the system says that there are 40, and gave 20"
    );
}

/// What x shows.
fn explained(model: &mut Model) -> Vec<String> {
    press(model, "x");
    match model.dialog.take() {
        Some(Dialog::Report(report)) => report.lines,
        other => panic!("{other:?}"),
    }
}

#[test]
fn records_that_cannot_be_read_are_told_of_when_all_others_are_there() {
    let (mut model, _) = started();
    page_with(&mut model, 1, 0..18, unread(18..20));
    assert_eq!(model.notice, None, "the load has not ended");
    page_with(&mut model, 1, 20..39, unread(39..40));
    end(&mut model, 1, Ok(()));
    assert_eq!(model.entries[0].load, Load::Whole);
    assert_eq!(model.entries[0].accounts.len(), 37);
    let notice = model.notice.clone().expect("a notice");
    // The system gave as many records as it said.
    assert_eq!(notice.text, "3 records cannot be read · x explains");
    assert!(notice.bad);
    // Later too, whatever was done meanwhile.
    press(&mut model, "j j / A Enter");
    let lines = explained(&mut model);
    for record in [18, 19, 39] {
        let named = format!("data[{record}]: ");
        assert!(lines.iter().any(|line| line.contains(&named)), "{lines:?}");
    }
}

#[test]
fn no_more_than_ten_records_are_explained() {
    let (mut model, _) = started();
    page_with(&mut model, 1, 12..40, unread(0..12));
    end(&mut model, 1, Ok(()));
    let lines = explained(&mut model);
    let named = lines.iter().filter(|line| line.contains("data[")).count();
    assert_eq!(named, 10, "{lines:?}");
    assert_eq!(lines.last().map(String::as_str), Some("and 2 more"));
}

#[test]
fn as_many_records_are_counted_as_cannot_be_read() {
    let (mut model, _) = started();
    page_with(&mut model, 1, 0..20, unread(0..4_000));
    page_with(&mut model, 1, 20..40, unread(0..1_000));
    end(&mut model, 1, Ok(()));
    let notice = model.notice.clone().expect("a notice");
    assert_eq!(notice.text, "5,000 records cannot be read · x explains");
    let lines = explained(&mut model);
    assert_eq!(lines.last().map(String::as_str), Some("and 4,990 more"));
    press(&mut model, "r");
    page_with(&mut model, 2, 0..40, Unread::default());
    end(&mut model, 2, Ok(()));
    assert_eq!(model.entries[0].unread(), 0);
}

#[test]
fn a_reload_forgets_what_could_not_be_read_before() {
    let (mut model, _) = started();
    page_with(&mut model, 1, 1..40, unread(0..1));
    end(&mut model, 1, Ok(()));
    press(&mut model, "r");
    page_with(&mut model, 2, 1..40, unread(0..1));
    assert_eq!(model.entries[0].unread(), 1);
    end(&mut model, 2, Ok(()));
    let told = |model: &Model| model.notice.as_ref().map(|notice| notice.text.clone());
    let again = "reloaded: nothing changed · 1 record cannot be read · x explains";
    assert_eq!(told(&model).as_deref(), Some(again));
    press(&mut model, "r");
    page(&mut model, 3, 0..40);
    end(&mut model, 3, Ok(()));
    let whole = "reloaded: 1 new, 0 changed, 0 gone";
    assert_eq!(told(&model).as_deref(), Some(whole));
    press(&mut model, "x");
    assert!(model.dialog.is_none(), "nothing is left to explain");
}

#[test]
fn a_load_that_fails_tells_of_records_too_and_a_new_one_begins_without_them() {
    let (mut model, _) = started();
    page_with(&mut model, 1, 0..0, unread(0..1));
    end(&mut model, 1, Err(lost()));
    let lines = explained(&mut model);
    for words in ["the connection was lost", "data[0]: "] {
        assert!(lines.iter().any(|line| line.contains(words)), "{lines:?}");
    }
    press(&mut model, "r");
    page_with(&mut model, 2, 1..40, unread(0..1));
    end(&mut model, 2, Ok(()));
    assert_eq!(model.entries[0].unread(), 1);
}
