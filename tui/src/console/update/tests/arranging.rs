//! Many accounts are filtered, sorted and compared on a copy, away from the loop.

use crate::console::effects::Effect;
use crate::console::fixture::{arrive, arrive_in_part, key_account, press, type_in, unread, with};
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

/// The copy that is to be arranged.
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

fn selected(model: &Model) -> Option<String> {
    model.selected().map(|account| account.id().to_owned())
}

#[test]
fn what_was_on_the_screen_stays_until_the_accounts_are_arranged() {
    let mut model = many();
    press(&mut model, "/");
    let arranging = taken(press(&mut model, "b"));
    let entry = &model.entries[0];
    assert_eq!(
        (entry.held(), entry.matches()),
        (AT_ONCE + 100, AT_ONCE + 100)
    );
    assert_eq!(first_name(&model, 0).as_deref(), Some("Anna"));
    assert!(model.animates());
    bring_back(&mut model, arranging);
    assert!(!model.animates());
    // Every e-mail address has a b.
    assert_eq!(model.entries[0].matches(), AT_ONCE + 100);
}

#[test]
fn one_moves_meanwhile_and_what_was_selected_is_found_again() {
    let mut model = many();
    let arranging = taken(sort(&mut model));
    press(&mut model, "Down Down PgDn PgUp");
    assert_eq!(model.entries[0].row, 2);
    let before = selected(&model).expect("an account");
    press(&mut model, "End Home Down Down");
    assert_eq!(selected(&model).as_ref(), Some(&before));
    bring_back(&mut model, arranging);
    assert_eq!(selected(&model), Some(before));
    assert_eq!(model.entries[0].row, AT_ONCE + 97);
    assert!(model.entries[0].top > 0, "it is on the screen");
}

#[test]
fn one_sorts_and_filters_again_meanwhile() {
    let mut model = many();
    let arranging = taken(sort(&mut model));
    assert!(press(&mut model, "S / B e n g Enter Down").is_empty());
    assert!(model.search.is_none());
    let arranging = taken(bring_back(&mut model, arranging));
    assert!(bring_back(&mut model, arranging).is_empty());
    let entry = &model.entries[0];
    assert_eq!(entry.matches(), AT_ONCE / 100 + 1);
    let last = |row| {
        entry
            .cell(row, "last_name")
            .map(|value| value.plain().into_owned())
    };
    assert_eq!(last(0).as_deref(), Some("Z3993"), "downwards");
    assert_eq!(last(1).as_deref(), Some("Z3893"));
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
fn what_is_done_to_the_selected_account_waits_and_so_do_the_keys_behind_it() {
    let mut model = many();
    press(&mut model, "/");
    let arranging = taken(press(&mut model, "b"));
    type_in(&mut model, "engt");
    press(&mut model, "Enter Down e");
    assert_eq!(model.entries[0].row, 1);
    // Typed into the form, because it came after the key that opens that.
    type_in(&mut model, "x");
    assert!(model.search.is_none() && model.editing.is_none());
    let arranging = taken(bring_back(&mut model, arranging));
    assert!(model.editing.is_none(), "it is not yet as it was asked for");
    bring_back(&mut model, arranging);
    assert_eq!(model.entries[0].row, 1);
    assert_eq!(first_name(&model, 1).as_deref(), Some("Bengt"));
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
    let before = selected(&model);
    let arranging = taken(sort(&mut model));
    update(&mut model, Message::Resize(100, 30));
    bring_back(&mut model, arranging);
    assert_eq!(selected(&model), before);
    assert_eq!(model.entries[0].row, AT_ONCE + 97);
}

#[test]
fn a_reload_takes_its_place_when_it_was_compared() {
    let mut model = many();
    press(&mut model, "r");
    let load = model.last_number;
    let accounts = (0..10).map(|id| key_account(id, "Anna", "B", "a@b"));
    let arranging = taken(arrive(&mut model, 0, load, accounts.collect()));
    assert_eq!(model.entries[0].held(), AT_ONCE + 100);
    assert!(model.entries[0].is_loading());
    let effects = bring_back(&mut model, arranging);
    assert!(
        matches!(&effects[..], [Effect::Forget(left)] if left.len() == AT_ONCE + 100),
        "{effects:?}"
    );
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
fn records_that_cannot_be_read_are_known_while_a_reload_is_compared() {
    let mut model = many();
    press(&mut model, "r");
    let load = model.last_number;
    let accounts = vec![key_account(1, "Anna", "B", "a@b")];
    let arranging = taken(arrive_in_part(&mut model, 0, load, accounts, unread(3..4)));
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
fn accounts_of_which_nothing_came_stay_and_can_be_loaded_again() {
    let mut model = many();
    drop(taken(sort(&mut model)));
    let (entry, arranged) = (0, None);
    update(&mut model, Message::Arranged { entry, arranged });
    assert!(matches!(model.entries[0].load, Load::Failed(_)));
    assert_eq!(model.entries[0].matches(), AT_ONCE + 100);
    assert_eq!(model.entries[0].arrangement.sort, None);
    press(&mut model, "r");
    let load = model.last_number;
    let accounts = vec![key_account(1, "A", "B", "a@b")];
    let arranging = taken(arrive(&mut model, 0, load, accounts));
    bring_back(&mut model, arranging);
    assert_eq!(model.entries[0].matches(), 1);
}
