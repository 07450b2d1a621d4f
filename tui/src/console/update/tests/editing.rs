//! From the form to the answer.

use roster_core::account::Account;
use roster_core::client::Saved;
use roster_core::compare::Discrepancy;
use roster_core::error::{Conflict, Error, ErrorKind, Reason};
use roster_core::schema::Operation;
use roster_core::value::Value;

use crate::console::effects::{Asked, Effect};
use crate::console::fixture::{
    agile_account, console, key_accounts, press, resource, type_in, with,
};
use crate::console::message::{Message, Outcome};
use crate::console::model::{Dialog, Editing, Editor, Model, Phase};
use crate::console::update::update;

fn editing(model: &Model) -> &Editing {
    model.editing.as_ref().expect("a form")
}

/// The changes of the draft: names and what is sent.
fn changes(model: &Model) -> Vec<(&'static str, String)> {
    let changes = editing(model).changes().into_iter();
    changes
        .map(|change| (change.field.name, change.to.to_json()))
        .collect()
}

/// Goes to the line of that field.
fn go_to(model: &mut Model, field: &str) {
    let place = editing(model)
        .fields
        .iter()
        .position(|line| line.field.name == field)
        .expect("a field");
    press(model, "PgUp");
    for _ in 0..place {
        press(model, "Down");
    }
}

/// Renames Anna to Anne and sends it; the number of the job.
fn send(model: &mut Model) -> u64 {
    press(model, "e Backspace e");
    press(model, "^s");
    let effects = press(model, "Enter");
    let [
        Effect::Ask {
            job,
            asked: Asked::Save(draft),
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(draft.value("first_name"), Some(&Value::text("Anne")));
    *job
}

fn answer(model: &mut Model, job: u64, result: Result<Saved, Error>) {
    let outcome = Outcome::Saved(result.map(Box::new));
    update(model, Message::Answered { job, outcome });
}

fn saved(account: Account) -> Saved {
    Saved {
        account,
        differs: Vec::new(),
        merged: false,
    }
}

fn anne() -> Account {
    let mut account = key_accounts()[0].clone();
    account.set("first_name", Value::text("Anne"));
    account
}

#[test]
fn a_changed_field_is_reviewed_sent_and_replaces_the_row() {
    let mut model = console();
    let job = send(&mut model);
    assert!(matches!(editing(&model).phase, Phase::Sending { .. }));
    answer(&mut model, job, Ok(saved(anne())));
    assert!(model.editing.is_none() && !model.animates());
    let value = model.entries[0].accounts.cell(0, "first_name");
    assert_eq!(value.as_deref(), Some(&Value::text("Anne")));
}

#[test]
fn the_saved_row_stays_selected_where_the_sorting_puts_it() {
    let mut model = console();
    press(&mut model, "s");
    type_in(&mut model, "first");
    press(&mut model, "Enter Home");
    let id = key_accounts()[0].id().to_owned();
    let row = model.entries[0].accounts.row_of(&id).expect("a row");
    model.entries[0].select(row);
    let job = send(&mut model);
    let mut account = anne();
    account.set("first_name", Value::text("Zzz"));
    answer(&mut model, job, Ok(saved(account)));
    assert_eq!(model.selected().expect("a selection").id(), id);
    assert_ne!(model.entries[0].row, row);
}

#[test]
fn back_to_what_it_was_is_no_change() {
    let mut model = console();
    press(&mut model, "e x Backspace");
    assert_eq!(changes(&model), []);
    press(&mut model, "^s");
    assert_eq!(
        model.notice.as_ref().map(|notice| notice.text.as_str()),
        Some("nothing was changed")
    );
    press(&mut model, "x y ^r");
    assert_eq!(changes(&model), []);
    press(&mut model, "Esc");
    assert!(
        model.editing.is_none(),
        "nothing is lost, so nothing is asked"
    );
}

#[test]
fn an_emptied_field_is_null() {
    let mut model = console();
    press(&mut model, "e ^u");
    assert_eq!(changes(&model), [("first_name", "null".to_owned())]);
}

#[test]
fn what_cannot_be_sent_is_said_beside_its_field() {
    let mut model = console();
    press(&mut model, "e");
    go_to(&mut model, "email");
    press(&mut model, "^u");
    type_in(&mut model, "nonsense");
    press(&mut model, "^s");
    assert!(matches!(editing(&model).phase, Phase::Form));
    let focus = editing(&model).focus;
    assert_eq!(editing(&model).fields[focus].field.name, "email");
    assert_eq!(editing(&model).problems_of(focus).len(), 1);
}

#[test]
fn a_new_account_needs_what_is_required() {
    let mut model = console();
    press(&mut model, "n");
    assert_eq!(editing(&model).draft.operation(), Operation::Create);
    type_in(&mut model, "Nora");
    press(&mut model, "^s");
    let focus = editing(&model).focus;
    assert!(editing(&model).fields[focus].field.required);
    type_in(&mut model, "nora@example.org");
    press(&mut model, "Down");
    type_in(&mut model, "GUID-1");
    press(&mut model, "^s");
    assert!(
        matches!(editing(&model).phase, Phase::Review { .. }),
        "{:?}",
        editing(&model).draft.problems()
    );
}

#[test]
fn booleans_switch_and_choices_are_picked() {
    let mut model = with(vec![agile_account()], (80, 24));
    press(&mut model, "e");
    go_to(&mut model, "Is_Active");
    press(&mut model, "Space");
    assert_eq!(changes(&model), [("Is_Active", "false".to_owned())]);
    press(&mut model, "Space");
    assert_eq!(changes(&model), []);
    go_to(&mut model, "TimezoneId");
    type_in(&mut model, "hels");
    assert!(matches!(editing(&model).phase, Phase::Choosing(_)));
    press(&mut model, "Enter");
    let value = editing(&model)
        .draft
        .value("TimezoneId")
        .map(|value| value.plain().into_owned());
    assert_eq!(value.as_deref(), Some("FLE Standard Time"));
    go_to(&mut model, "LanguageId");
    press(&mut model, "Enter Esc");
    assert_eq!(changes(&model).len(), 1);
}

#[test]
fn a_choice_that_nobody_knows_can_be_typed() {
    let mut model = with(vec![agile_account()], (80, 24));
    press(&mut model, "e");
    go_to(&mut model, "LanguageId");
    type_in(&mut model, "xx-XX");
    press(&mut model, "Enter");
    let value = editing(&model)
        .draft
        .value("LanguageId")
        .map(|value| value.plain().into_owned());
    assert_eq!(value.as_deref(), Some("xx-XX"));
}

#[test]
fn a_secret_is_typed_and_never_shown() {
    let account = Account::new(
        resource("mpdx/organization-accounts"),
        "00000000-0000-4000-8000-000000000001",
    );
    let mut model = with(vec![account], (80, 24));
    press(&mut model, "e");
    go_to(&mut model, "password");
    type_in(&mut model, "hunter2");
    assert!(matches!(
        &editing(&model).fields[editing(&model).focus].editor,
        Editor::Secret(_)
    ));
    assert!(changes(&model).iter().any(|(name, _)| *name == "password"));
    assert!(!format!("{:?}", editing(&model).draft).contains("hunter2"));
}

#[test]
fn typed_text_is_not_lost_by_leaving() {
    let mut model = console();
    press(&mut model, "e x Esc");
    assert!(matches!(model.dialog, Some(Dialog::Discard)));
    press(&mut model, "n");
    assert_eq!(changes(&model), [("first_name", "\"Annax\"".to_owned())]);
    assert!(press(&mut model, "^c").is_empty());
    assert!(matches!(model.dialog, Some(Dialog::Quit)));
    press(&mut model, "n");
    press(&mut model, "^c");
    assert!(matches!(press(&mut model, "^c")[..], [Effect::Quit]));
    press(&mut model, "Esc Esc y");
    assert!(model.editing.is_none());
}

#[test]
fn a_refusal_keeps_the_input_and_shows_the_reason_beside_its_field() {
    let mut model = console();
    let job = send(&mut model);
    let error = Error::new(ErrorKind::Rejected, "the values were refused")
        .status(400)
        .reasons(vec![
            Reason {
                field: Some("email".into()),
                message: "has already been taken".into(),
            },
            Reason {
                field: None,
                message: "Your credentials are invalid.".into(),
            },
        ]);
    answer(&mut model, job, Err(error));
    assert!(matches!(editing(&model).phase, Phase::Form));
    assert_eq!(changes(&model), [("first_name", "\"Anne\"".to_owned())]);
    let focus = editing(&model).focus;
    assert_eq!(editing(&model).fields[focus].field.name, "email");
    assert_eq!(
        editing(&model).problems_of(focus),
        ["has already been taken"]
    );
    press(&mut model, "^x");
    let Some(Dialog::Report(report)) = &model.dialog else {
        panic!("{:?}", model.dialog);
    };
    assert!(
        report
            .lines
            .join("\n")
            .contains("Your credentials are invalid.")
    );
}

#[test]
fn waiting_can_be_called_off() {
    let mut model = console();
    let job = send(&mut model);
    assert!(press(&mut model, "j").is_empty());
    let effects = press(&mut model, "Esc");
    assert!(matches!(effects[..], [Effect::CallOff(off)] if off == job));
    let error = Error::new(ErrorKind::Cancelled, "called off");
    answer(&mut model, job, Err(error));
    assert!(matches!(editing(&model).phase, Phase::Form));
    assert_eq!(changes(&model).len(), 1);
}

fn conflict(fields: &[&str]) -> Error {
    let base = key_accounts()[0].clone();
    let mut theirs = base.clone();
    theirs.set("updated_in_db_at", Value::text("2022-02-02T00:00:00Z"));
    for field in fields {
        theirs.set(field, Value::text("Annika"));
    }
    let known = resource("mpdx/key-accounts");
    Error::new(ErrorKind::Conflict, "somebody else changed it").conflict(Conflict {
        mine: anne(),
        fields: fields.iter().filter_map(|name| known.field(name)).collect(),
        base,
        theirs,
    })
}

#[test]
fn a_conflict_is_decided_field_by_field_and_sent_on_top_of_theirs() {
    let mut model = console();
    let job = send(&mut model);
    answer(&mut model, job, Err(conflict(&["first_name"])));
    assert!(matches!(editing(&model).phase, Phase::Clashing { .. }));
    let shown = model.entries[0]
        .accounts
        .cell(0, "first_name")
        .map(|value| value.words().into_owned());
    assert_eq!(
        shown.as_deref(),
        Some("Annika"),
        "the table shows what the system holds"
    );
    assert!(press(&mut model, "Enter").is_empty());
    assert!(
        matches!(editing(&model).phase, Phase::Clashing { .. }),
        "it is not decided"
    );
    press(&mut model, "m Enter");
    assert!(matches!(editing(&model).phase, Phase::Review { .. }));
    let change = &editing(&model).changes()[0];
    assert_eq!(change.from, Some(Value::text("Annika")));
    let effects = press(&mut model, "Enter");
    let [
        Effect::Ask {
            asked: Asked::Save(draft),
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(draft.version(), Some("2022-02-02T00:00:00Z"));
    assert!(!draft.overwrites());
}

#[test]
fn taking_theirs_sends_nothing() {
    let mut model = console();
    let job = send(&mut model);
    answer(&mut model, job, Err(conflict(&["first_name"])));
    assert!(press(&mut model, "t Enter").is_empty());
    assert!(model.editing.is_none());
}

#[test]
fn overwriting_is_asked_for_and_then_sent() {
    let mut model = console();
    let job = send(&mut model);
    answer(&mut model, job, Err(conflict(&["first_name"])));
    assert!(press(&mut model, "o").is_empty());
    assert!(matches!(model.dialog, Some(Dialog::Overwrite)));
    let effects = press(&mut model, "y");
    let [
        Effect::Ask {
            asked: Asked::Save(draft),
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert!(draft.overwrites());
}

#[test]
fn what_the_system_did_not_keep_is_told() {
    let mut model = console();
    let job = send(&mut model);
    let answered = Saved {
        differs: vec![Discrepancy {
            field: resource("mpdx/key-accounts")
                .field("primary")
                .expect("a field"),
            asked: Value::Bool(false),
            got: Some(Value::Bool(true)),
        }],
        merged: true,
        account: anne(),
    };
    answer(&mut model, job, Ok(answered));
    let Some(Dialog::Report(report)) = &model.dialog else {
        panic!("{:?}", model.dialog);
    };
    let text = report.lines.join("\n");
    assert!(
        text.contains("Primary") && text.contains("somebody else's change"),
        "{text}"
    );
}

#[test]
fn an_upsert_is_offered_where_there_is_one() {
    let mut model = console();
    press(&mut model, "u");
    assert!(model.editing.is_none());
    let mut model = with(vec![agile_account()], (80, 24));
    press(&mut model, "u");
    assert_eq!(editing(&model).draft.operation(), Operation::Upsert);
}
