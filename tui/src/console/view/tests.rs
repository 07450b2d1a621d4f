//! What the screens look like, at the sizes of a small and a large terminal, and that no size and
//! no data breaks them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use roster_core::account::Account;
use roster_core::client::Saved;
use roster_core::compare::Discrepancy;
use roster_core::error::{Conflict, Error, ErrorKind, Reason, Unread};
use roster_core::value::Value;
use unicode_width::UnicodeWidthStr;

use super::view;
use crate::console::fixture::{
    agile_account, console, end_load, key_accounts, press, resource, start, type_in, unread, with,
};
use crate::console::message::{Message, Outcome};
use crate::console::model::Model;
use crate::console::update::update;

const SMALL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (200, 50);

fn picture(model: &Model) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    view(model, &mut buffer);
    buffer
}

/// The text on the screen, without the spaces at the ends of lines.
fn text(model: &Model) -> String {
    let buffer = picture(model);
    let width = usize::from(model.size.0);
    let lines = buffer.content.chunks(width).map(|row| {
        let mut line = String::new();
        let mut covered = 0;
        for cell in row {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            line.push_str(cell.symbol());
            covered = cell.symbol().width().saturating_sub(1);
        }
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn waiting(size: (u16, u16)) -> Model {
    let mut model = Model::new(size, true);
    update(&mut model, Message::Started(Ok(Box::new(start()))));
    model
}

fn page(model: &mut Model) {
    page_of(model, key_accounts(), Unread::default(), 1000);
}

fn page_of(model: &mut Model, accounts: Vec<Account>, unread: Unread, total: u64) {
    let page = Message::Page {
        entry: 0,
        load: 1,
        accounts,
        unread,
        total: Some(total),
    };
    update(model, page);
}

/// Accounts are there, and records that cannot be read.
fn read_in_part(size: (u16, u16), accounts: Vec<Account>) -> Model {
    let mut model = waiting(size);
    let total = accounts.len() as u64 + 3;
    page_of(&mut model, accounts, unread(7..10), total);
    end_load(&mut model, 0, 1, Ok(None));
    model
}

fn fail_to_load(model: &mut Model) {
    let error = Error::new(ErrorKind::Server, "the system failed")
        .asked(
            resource("mpdx/key-accounts"),
            roster_core::schema::Operation::List,
            None,
        )
        .status(502)
        .request_id(Some("R-17".into()))
        .advice("try again in a while");
    end_load(model, 0, 1, Err(error));
    model.notice = None;
}

/// Sends what is typed in the form, and answers.
fn send(model: &mut Model, result: Result<Saved, Error>) {
    press(model, "^s Enter");
    let job = model.last_number;
    let outcome = Outcome::Saved(result.map(Box::new));
    update(model, Message::Answered { job, outcome });
}

fn refused() -> Error {
    Error::new(ErrorKind::Rejected, "the system refused the values")
        .status(400)
        .reasons(vec![
            Reason {
                field: Some("email".into()),
                message: "has already \u{1b}[31mbeen taken".into(),
            },
            Reason {
                field: None,
                message: "Your credentials for Agapé are invalid.".into(),
            },
        ])
}

fn conflict() -> Error {
    let base = key_accounts()[0].clone();
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.set("first_name", Value::text("Annax"));
    theirs.set("first_name", Value::text("Annika"));
    theirs.set("updated_in_db_at", Value::text("2022-02-02T00:00:00Z"));
    Error::new(ErrorKind::Conflict, "somebody else changed it").conflict(Conflict {
        base,
        mine,
        theirs,
        fields: resource("mpdx/key-accounts")
            .field("first_name")
            .into_iter()
            .collect(),
    })
}

fn not_kept() -> Saved {
    Saved {
        account: key_accounts()[0].clone(),
        differs: vec![Discrepancy {
            field: resource("mpdx/key-accounts")
                .field("primary")
                .expect("a field"),
            asked: Value::Bool(false),
            got: Some(Value::Bool(true)),
        }],
        merged: true,
    }
}

/// Screens that are reached from the table of key accounts by keys alone.
const BY_KEYS: [(&str, &str); 13] = [
    ("table", ""),
    ("resources", "Tab Tab"),
    ("details", "Down Down Down Down Enter"),
    ("searching", "/ e x a m"),
    ("search_error", "/ n o p e : x"),
    ("searched", "/ s a r a Enter s Down Down Enter"),
    ("nothing_found", "/ z z z z Enter"),
    ("sort", "s"),
    ("delete", "d"),
    ("help", "?"),
    ("form", "e x"),
    ("form_required", "n x ^s"),
    ("review", "e x Down ^u ^s"),
];

/// Every screen there is, by name.
fn screens(size: (u16, u16)) -> Vec<(String, Model)> {
    let mut screens = Vec::new();
    for (name, keys) in BY_KEYS {
        let mut model = with(key_accounts(), size);
        press(&mut model, keys);
        screens.push((name.to_owned(), model));
    }
    screens.extend(loading_screens(size));
    screens.extend(editing_screens(size));
    screens
}

fn loading_screens(size: (u16, u16)) -> Vec<(String, Model)> {
    let starting = Model::new(size, true);
    let mut failed_start = Model::new(size, true);
    let lines = vec![
        "the sandbox cannot start: the database is locked".to_owned(),
        "another program has it open".to_owned(),
    ];
    update(&mut failed_start, Message::Started(Err(lines)));
    let mut loading = waiting(size);
    page(&mut loading);
    let mut failed = waiting(size);
    fail_to_load(&mut failed);
    let mut cut_short = waiting(size);
    page(&mut cut_short);
    fail_to_load(&mut cut_short);
    let empty = with(Vec::new(), size);
    let mut browsed = read_in_part(size, key_accounts());
    press(&mut browsed, "j");
    let mut explained = read_in_part(size, key_accounts());
    press(&mut explained, "x");
    [
        ("starting", starting),
        ("start_failed", failed_start),
        ("waiting", waiting(size)),
        ("loading", loading),
        ("load_failed", failed),
        ("load_cut_short", cut_short),
        ("empty", empty),
        ("unread", read_in_part(size, key_accounts())),
        ("unread_browsed", browsed),
        ("unread_explained", explained),
        ("unread_all", read_in_part(size, Vec::new())),
    ]
    .map(|(name, model)| (name.to_owned(), model))
    .into()
}

fn editing_screens(size: (u16, u16)) -> Vec<(String, Model)> {
    let form = || {
        let mut model = with(key_accounts(), size);
        press(&mut model, "e x");
        model
    };
    let mut sending = form();
    press(&mut sending, "^s Enter");
    let mut refusal = form();
    send(&mut refusal, Err(refused()));
    let mut clash = form();
    send(&mut clash, Err(conflict()));
    let mut differs = form();
    send(&mut differs, Ok(not_kept()));
    let agile = || with(vec![agile_account()], size);
    let mut agile_details = agile();
    press(&mut agile_details, "Enter");
    let mut agile_form = agile();
    press(&mut agile_form, "e PgDn Up");
    let mut zones = agile();
    press(&mut zones, "e PgDn Up Enter");
    type_in(&mut zones, "gmt+02");
    let mut upsert = agile();
    press(&mut upsert, "u");
    type_in(&mut upsert, "7");
    press(&mut upsert, "^s");
    let swift = Account::new(resource("swift/accounts"), "01J0CRVTXX9KBD9NWS02R5R8RT");
    let mut impossible = with(vec![swift], size);
    press(&mut impossible, "e");
    [
        ("sending", sending),
        ("refused", refusal),
        ("conflict", clash),
        ("not_kept", differs),
        ("agile_details", agile_details),
        ("agile_form", agile_form),
        ("time_zones", zones),
        ("upsert_review", upsert),
        ("impossible", impossible),
    ]
    .map(|(name, model)| (name.to_owned(), model))
    .into()
}

#[test]
fn every_screen_in_a_small_terminal() {
    for (name, model) in screens(SMALL) {
        insta::assert_snapshot!(name, text(&model));
    }
}

#[test]
fn the_main_screens_in_a_large_terminal() {
    for (name, model) in screens(LARGE) {
        if [
            "table",
            "form",
            "review",
            "conflict",
            "agile_details",
            "time_zones",
        ]
        .contains(&&*name)
        {
            insta::assert_snapshot!(format!("{name}_large"), text(&model));
        }
    }
}

#[test]
fn a_form_takes_the_place_of_the_resources_where_there_is_no_room_for_both() {
    let mut model = with(key_accounts(), (40, 12));
    press(&mut model, "Tab Tab e x");
    insta::assert_snapshot!("form_narrow", text(&model));
}

#[test]
fn no_size_breaks_a_screen() {
    for (_, mut model) in screens(SMALL) {
        for width in (0..20).chain([40, 59, 60, 61, 110, 129, 130, 131, 300]) {
            for height in (0..14).chain([30, 100]) {
                update(&mut model, Message::Resize(width, height));
                picture(&model);
            }
        }
    }
}

#[test]
fn nothing_that_acts_reaches_the_screen() {
    for (name, model) in screens(SMALL).into_iter().chain(screens(LARGE)) {
        let text = text(&model);
        let acts = |character: char| {
            (character.is_control() && character != '\n')
                || ('\u{202a}'..='\u{202e}').contains(&character)
        };
        assert!(!text.chars().any(acts), "{name}");
    }
}

#[test]
fn columns_stay_in_line_whatever_the_names_are() {
    let model = console();
    let buffer = picture(&model);
    // The first cell of the e-mail column, below its heading.
    let heading = (0..80).find(|column| {
        buffer[(*column, 2)].symbol() == "E" && buffer[(*column + 1, 2)].symbol() == "-"
    });
    let column = heading.expect("a heading");
    let first: String = (3..10).map(|row| buffer[(column, row)].symbol()).collect();
    assert_eq!(first, "ablslle");
}

#[test]
fn without_colours_modifiers_tell_things_apart() {
    for (name, mut model) in screens(SMALL) {
        model.colour = false;
        for cell in &picture(&model).content {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
        }
    }
    let mut model = console();
    model.colour = false;
    let selected = &picture(&model)[(24, 3)];
    assert!(selected.modifier.contains(Modifier::REVERSED));
}

#[test]
fn colours_are_few_and_mean_something() {
    let mut found = Vec::new();
    for (_, model) in screens(SMALL) {
        found.extend(picture(&model).content.iter().map(|cell| cell.fg));
    }
    found.retain(|colour| ![Color::Reset, Color::Cyan, Color::Red].contains(colour));
    assert_eq!(found, []);
    let mut model = console();
    press(&mut model, "/ n o p e : x");
    let buffer = picture(&model);
    assert_eq!(buffer[(26, 1)].symbol(), "n");
    assert_eq!(
        buffer[(26, 1)].fg,
        Color::Red,
        "the filter that makes no sense"
    );
}

#[test]
fn the_cursor_is_where_one_types() {
    let cursor = |model: &Model| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        view(model, &mut buffer)
    };
    let mut model = console();
    assert_eq!(cursor(&model), None);
    press(&mut model, "/ a b");
    let (column, row) = cursor(&model).expect("a cursor");
    assert_eq!((picture(&model)[(column - 1, row)].symbol(), row), ("b", 1));
    press(&mut model, "Esc e x");
    let (column, row) = cursor(&model).expect("a cursor");
    assert_eq!(picture(&model)[(column - 1, row)].symbol(), "x");
}
