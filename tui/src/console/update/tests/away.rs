//! Many accounts are filtered, sorted and compared away from the loop.

use roster_core::error::Unread;

use crate::console::effects::Effect;
use crate::console::fixture::{arrive, key_account, press, type_in, unread, with};
use crate::console::message::Message;
use crate::console::model::{AT_ONCE, Arranging, Load, Model};
use crate::console::update::update;

/// More accounts than are filtered at once; one of a hundred is a Bengt.
fn many() -> Model {
    let account = |id: usize| {
        let first = if id % 100 == 7 { "Bengt" } else { "Anna" };
        key_account(id, first, &format!("Z{}", AT_ONCE * 2 - id), "a@b")
    };
    with((0..AT_ONCE + 100).map(account).collect(), (80, 24))
}

/// The accounts that an effect takes away.
fn taken(effects: Vec<Effect>) -> Arranging {
    match effects.into_iter().next() {
        Some(Effect::Arrange {
            entry: 0,
            arranging,
        }) => *arranging,
        other => panic!("{other:?}"),
    }
}

fn bring_back(model: &mut Model, arranging: Arranging) -> Vec<Effect> {
    let arranged = Some(Box::new(arranging.run()));
    update(model, Message::Arranged { entry: 0, arranged })
}

fn sort(model: &mut Model) -> Vec<Effect> {
    press(model, "s");
    type_in(model, "last name");
    press(model, "Enter")
}

fn first_name(model: &Model, row: usize) -> Option<String> {
    let value = model.entries[0].cell(row, "first_name")?;
    Some(value.plain().into_owned())
}

#[test]
fn what_was_on_the_screen_stays_until_the_accounts_are_back() {
    let mut model = many();
    press(&mut model, "/");
    let arranging = taken(press(&mut model, "b"));
    let entry = &model.entries[0];
    assert_eq!(
        (entry.held(), entry.matches()),
        (AT_ONCE + 100, AT_ONCE + 100)
    );
    assert_eq!(first_name(&model, 0).as_deref(), Some("Anna"));
    assert!(model.selected().is_some());
    assert!(model.animates());
    bring_back(&mut model, arranging);
    assert!(!model.animates());
    // Every e-mail address has a b.
    assert_eq!(model.entries[0].matches(), AT_ONCE + 100);
}

#[test]
fn of_what_is_typed_meanwhile_only_the_last_is_searched() {
    let mut model = many();
    press(&mut model, "/");
    let arranging = taken(press(&mut model, "b"));
    type_in(&mut model, "engt");
    let search = model.search.as_ref().expect("a search");
    assert_eq!(search.value(), "bengt");
    let arranging = taken(bring_back(&mut model, arranging));
    assert!(bring_back(&mut model, arranging).is_empty());
    assert_eq!(model.entries[0].matches(), AT_ONCE / 100 + 1);
    assert_eq!(first_name(&model, 0).as_deref(), Some("Bengt"));
}

#[test]
fn other_keys_wait_in_their_order() {
    let mut model = many();
    press(&mut model, "/");
    let arranging = taken(press(&mut model, "b"));
    press(&mut model, "Enter Down e");
    // Not typed into the search line either, because they came after the others.
    type_in(&mut model, "x");
    assert!(model.search.is_some() && model.editing.is_none());
    bring_back(&mut model, arranging);
    assert_eq!(model.entries[0].row, 1);
    let editing = model.editing.as_ref().expect("a form");
    assert!(editing.is_changed());
    assert!(model.later.is_empty());
}

#[test]
fn one_can_leave_meanwhile() {
    let mut model = many();
    let arranging = taken(sort(&mut model));
    assert!(matches!(press(&mut model, "q")[..], [Effect::Quit]));
    drop(arranging);
}

#[test]
fn a_letter_that_is_typed_ahead_is_not_a_key_that_leaves() {
    let mut model = many();
    let arranging = taken(sort(&mut model));
    assert!(press(&mut model, "/ q").is_empty());
    let arranging = taken(bring_back(&mut model, arranging));
    bring_back(&mut model, arranging);
    let search = model.search.as_ref().expect("a search");
    assert_eq!(search.value(), "q");
    assert_eq!(model.entries[0].matches(), 0);
}

#[test]
fn a_sort_is_undone_by_nothing_that_arrives_meanwhile() {
    let mut model = many();
    press(&mut model, "Down Down");
    let selected = model.selected().map(|account| account.id().to_owned());
    let arranging = taken(sort(&mut model));
    update(&mut model, Message::Resize(100, 30));
    bring_back(&mut model, arranging);
    assert_eq!(
        model.selected().map(|account| account.id().to_owned()),
        selected
    );
    assert_eq!(model.entries[0].row, AT_ONCE + 97);
}

#[test]
fn a_reload_takes_its_place_when_it_was_compared() {
    let mut model = many();
    press(&mut model, "r");
    let load = model.last_number;
    let accounts = (0..10).map(|id| key_account(id, "Anna", "B", "a@b"));
    let (entry, accounts) = (0, accounts.collect());
    let unread = Unread::default();
    let total = Some(10);
    update(
        &mut model,
        Message::Page {
            entry,
            load,
            accounts,
            unread,
            total,
        },
    );
    let result = Ok(None);
    let ended = Message::LoadEnded {
        entry,
        load,
        result,
    };
    let arranging = taken(update(&mut model, ended));
    assert_eq!(model.entries[0].held(), AT_ONCE + 100);
    assert!(model.entries[0].is_loading());
    bring_back(&mut model, arranging);
    assert_eq!(model.entries[0].held(), 10);
    assert_eq!(model.entries[0].load, Load::Whole);
    let notice = model.notice.expect("words");
    let gone = AT_ONCE + 90;
    assert_eq!(
        notice.text,
        format!("reloaded: 0 new, 0 changed, {gone} gone")
    );
}

#[test]
fn records_that_cannot_be_read_are_known_while_the_accounts_are_away() {
    let mut model = many();
    press(&mut model, "r");
    let (entry, load) = (0, model.last_number);
    let page = Message::Page {
        entry,
        load,
        accounts: vec![key_account(1, "Anna", "B", "a@b")],
        unread: unread(3..4),
        total: Some(2),
    };
    update(&mut model, page);
    let result = Ok(None);
    let ended = Message::LoadEnded {
        entry,
        load,
        result,
    };
    let arranging = taken(update(&mut model, ended));
    assert_eq!(model.entries[0].unread(), 0, "those of what is shown");
    bring_back(&mut model, arranging);
    let notice = model.notice.clone().expect("words");
    assert!(notice.bad);
    assert!(
        notice
            .text
            .ends_with(" gone · 1 record cannot be read · x explains"),
        "{}",
        notice.text
    );
    assert_eq!(model.entries[0].unread(), 1);
}

#[test]
fn accounts_that_do_not_come_back_can_be_loaded_again() {
    let mut model = many();
    drop(taken(sort(&mut model)));
    let (entry, arranged) = (0, None);
    update(&mut model, Message::Arranged { entry, arranged });
    assert!(matches!(model.entries[0].load, Load::Failed(_)));
    press(&mut model, "r");
    let load = model.last_number;
    arrive(&mut model, 0, load, vec![key_account(1, "A", "B", "a@b")]);
    assert_eq!(model.entries[0].matches(), 1);
}
