//! What a field that names another record can be set to.

use roster_core::account::Account;
use roster_core::error::{Error, ErrorKind};
use roster_core::value::{Reference, Value};

use crate::console::effects::Effect;
use crate::console::fixture::{press, resource, type_in, with};
use crate::console::message::Message;
use crate::console::model::{Editing, Model, Phase, Picker};
use crate::console::update::update;

/// The place of the organization accounts among the entries.
const ENTRY: usize = 1;

fn organization(id: &str, name: &str) -> Reference {
    Reference {
        id: id.to_owned(),
        name: Some(name.to_owned()),
        ..Reference::default()
    }
}

/// A new organization account, with the line of its organization focused; one other account is at
/// an organization that has a name.
fn form(known: bool) -> Model {
    let id = "00000000-0000-4000-8000-000000000001";
    let mut account = Account::new(resource("mpdx/organization-accounts"), id);
    if known {
        let cru = organization("00000000-0000-4000-8000-0000000000c2", "Cru");
        account.set("organization", Value::Reference(cru));
    }
    let mut model = with(vec![account], (80, 24));
    press(&mut model, "n PgUp");
    let fields = &editing(&model).fields;
    let place = fields
        .iter()
        .position(|line| line.field.name == "organization");
    for _ in 0..place.expect("the organization") {
        press(&mut model, "Down");
    }
    model
}

fn editing(model: &Model) -> &Editing {
    model.editing.as_ref().expect("a form")
}

fn picker(model: &Model) -> &Picker<Value> {
    match &editing(model).phase {
        Phase::Choosing(picker) => picker,
        other => panic!("{other:?}"),
    }
}

fn labels(model: &Model) -> Vec<String> {
    let items = picker(model).matching();
    items.map(|item| item.label.clone()).collect()
}

fn come(model: &mut Model, result: Result<Vec<Reference>, Error>) {
    let (entry, field) = (ENTRY, "organization");
    let effects = update(
        model,
        Message::Choices {
            entry,
            field,
            result,
        },
    );
    assert!(effects.is_empty(), "{effects:?}");
}

fn all() -> Vec<Reference> {
    vec![
        organization("00000000-0000-4000-8000-0000000000a1", "agape"),
        organization("00000000-0000-4000-8000-0000000000c2", "Cru"),
        organization("00000000-0000-4000-8000-0000000000b3", "Bridges"),
    ]
}

#[test]
fn all_that_the_system_lists_join_what_is_known() {
    let mut model = form(true);
    let effects = press(&mut model, "^p");
    assert!(
        matches!(
            effects[..],
            [Effect::Choices {
                entry: ENTRY,
                field: "organization"
            }]
        ),
        "{effects:?}"
    );
    assert_eq!(labels(&model), ["Cru"]);
    come(&mut model, Ok(all()));
    assert_eq!(labels(&model), ["agape", "Bridges", "Cru"]);
    assert_eq!(
        picker(&model).highlighted().map(|item| item.label.as_str()),
        Some("Cru")
    );
    type_in(&mut model, "bri");
    press(&mut model, "Enter");
    let chosen = editing(&model).draft.value("organization");
    let chosen = chosen.map(|value| value.plain().into_owned());
    assert_eq!(
        chosen.as_deref(),
        Some("00000000-0000-4000-8000-0000000000b3")
    );
    // They are kept: nothing is asked a second time.
    assert!(press(&mut model, "^p").is_empty());
    assert_eq!(labels(&model).len(), 3);
}

#[test]
fn a_list_that_is_empty_waits_for_the_answer() {
    let mut model = form(false);
    press(&mut model, "^p");
    assert!(picker(&model).waiting);
    type_in(&mut model, "agape");
    come(&mut model, Ok(all()));
    assert!(!picker(&model).waiting);
    assert_eq!(picker(&model).query.value(), "agape");
    assert_eq!(labels(&model), ["agape"]);
}

#[test]
fn without_an_answer_what_is_known_can_be_chosen() {
    let lost = || Err(Error::new(ErrorKind::Connection, "the connection was lost"));
    let mut model = form(true);
    press(&mut model, "^p");
    come(&mut model, lost());
    assert_eq!(labels(&model), ["Cru"]);
    let notice = model.notice.as_ref().map(|notice| notice.text.as_str());
    let told = "the connection was lost · what other accounts name is known";
    assert_eq!(notice, Some(told));
    // It is asked again when the list is opened again.
    press(&mut model, "Esc");
    assert_eq!(press(&mut model, "^p").len(), 1);

    let mut model = form(false);
    press(&mut model, "^p");
    come(&mut model, lost());
    assert!(matches!(editing(&model).phase, Phase::Form));
    let notice = model.notice.as_ref().map(|notice| notice.text.as_str());
    assert_eq!(notice, Some("the connection was lost · type its id"));
}

#[test]
fn an_answer_that_comes_late_disturbs_nothing() {
    let mut model = form(true);
    press(&mut model, "^p Esc");
    type_in(&mut model, "x");
    come(&mut model, Ok(all()));
    assert!(matches!(editing(&model).phase, Phase::Form));
    press(&mut model, "Esc y");
    assert!(model.editing.is_none());
    come(&mut model, Ok(Vec::new()));
    assert!(model.notice.is_none());
}
