//! Models and accounts for the tests of the console.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use roster_core::account::Account;
use roster_core::client::Moved;
use roster_core::error::{Error, ErrorKind, Record, Result, Unread};
use roster_core::schema::{Operation, Resource};
use roster_core::value::{Reference, Value};

use super::effects::Effect;
use super::message::Message;
use super::model::{Entry, Model, Start};
use super::update::update;

/// The resource of that id.
pub fn resource(id: &str) -> &'static Resource {
    roster_core::resource(id).expect("a resource")
}

/// A key account.
pub fn key_account(id: usize, first: &str, last: &str, email: &str) -> Account {
    let id = format!("00000000-0000-4000-8000-{id:012}");
    let mut account = Account::new(resource("mpdx/key-accounts"), id);
    account.set("first_name", Value::text(first));
    account.set("last_name", Value::text(last));
    account.set("email", Value::text(email));
    account.set("remote_id", Value::text("88"));
    account.set("primary", Value::Bool(true));
    account.set("last_download", Value::Null);
    account.set("updated_at", Value::text("2022-01-12T17:17:58Z"));
    account.set("updated_in_db_at", Value::text("2022-01-12T17:17:58Z"));
    account
}

/// Key accounts with ordinary and with awkward names.
pub fn key_accounts() -> Vec<Account> {
    [
        ("Anna", "Müller", "anna@example.org"),
        ("Bengt", "Åkesson", "bengt@example.org"),
        ("李小龙", "周", "li@example.org"),
        ("שרה", "כהן", "sarah@example.org"),
        (
            "abc\u{202e}gpj.exe",
            "\u{1b}[31mred\u{7}",
            "line\nbreak@example.org",
        ),
        (
            "Wolfeschlegelsteinhausenbergerdorff",
            "x",
            "long@example.org",
        ),
        ("👩‍👩‍👧", "অনির্বণ", "emoji@example.org"),
    ]
    .iter()
    .enumerate()
    .map(|(id, (first, last, email))| key_account(id, first, last, email))
    .collect()
}

/// An account of AgileNow, with a member that no document knows.
pub fn agile_account() -> Account {
    let mut account = Account::new(resource("agilenow/accounts"), "7");
    account.set(
        "TenantId",
        Value::Reference(Reference {
            id: "9007199254740993".into(),
            name: Some("Helsinki".into()),
            ..Reference::default()
        }),
    );
    account.set("Name", Value::text("Virtanen Aino"));
    account.set("FirstName", Value::text("Aino"));
    account.set("LastName", Value::text("Virtanen"));
    account.set("Email", Value::text("aino@example.org"));
    account.set("Username", Value::text("aino"));
    account.set("LanguageId", Value::reference("fi-FI"));
    account.set("Is_Active", Value::Bool(true));
    account.set("ModifiedOn", Value::text("2023-02-03T04:05:06Z"));
    account.set("Shoe\u{202e}Size", Value::text("42"));
    account
}

/// Every resource, of a profile for each system; nothing is loaded yet.
pub fn start() -> Start {
    let entry = |resource: &&'static Resource| {
        let profile = format!("sandbox-{}", resource.system.name());
        Entry::new(profile, resource, false)
    };
    Start {
        entries: roster_core::resources().iter().map(entry).collect(),
        first: 0,
        dashboard: Some("http://127.0.0.1:4010".to_owned()),
        embedded: true,
    }
}

/// A console with those accounts in its first entry.
pub fn with(accounts: Vec<Account>, size: (u16, u16)) -> Model {
    let mut model = Model::new(size, true);
    update(&mut model, Message::Started(Ok(Box::new(start()))));
    let first = accounts.first().map(|account| account.resource().id);
    let place = roster_core::resources()
        .iter()
        .position(|resource| Some(resource.id) == first)
        .unwrap_or(0);
    let mut load = 1;
    if place > 0 {
        model.focus = super::model::Focus::Resources;
        for _ in 0..place {
            load = load_of(&press(&mut model, "j"));
        }
        model.focus = super::model::Focus::Accounts;
    }
    arrive(&mut model, place, load, accounts);
    model
}

/// The number of the load among the effects.
fn load_of(effects: &[Effect]) -> u64 {
    effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Load { load, .. } => Some(*load),
            _ => None,
        })
        .expect("a load")
}

/// Key accounts in those places of an answer, which cannot be read.
pub fn unread(places: std::ops::Range<usize>) -> Unread {
    let mut unread = Unread::default();
    for place in places {
        let record = Record {
            is_account: true,
            id: None,
            place,
        };
        let why = format!("data[{place}]: a number came where an object is expected");
        let why = Error::new(ErrorKind::Malformed, why)
            .asked(resource("mpdx/key-accounts"), Operation::List, None)
            .status(200);
        unread.push(record, why);
    }
    unread
}

/// Accounts arrive, and they are all; what is wanted done then.
pub fn arrive(model: &mut Model, entry: usize, load: u64, accounts: Vec<Account>) -> Vec<Effect> {
    arrive_in_part(model, entry, load, accounts, Unread::default())
}

/// Accounts arrive, and they are all but for those that cannot be read; what is wanted done then.
pub fn arrive_in_part(
    model: &mut Model,
    entry: usize,
    load: u64,
    accounts: Vec<Account>,
    unread: Unread,
) -> Vec<Effect> {
    let total = Some((accounts.len() + unread.count()) as u64);
    let page = Message::Page {
        entry,
        load,
        accounts,
        unread,
        total,
    };
    update(model, page);
    end_load(model, entry, load, Ok(None))
}

/// A load comes to its end; what is wanted done then.
pub fn end_load(
    model: &mut Model,
    entry: usize,
    load: u64,
    result: Result<Option<Moved>>,
) -> Vec<Effect> {
    let ended = Message::LoadEnded {
        entry,
        load,
        result,
    };
    update(model, ended)
}

/// A console with the usual key accounts.
pub fn console() -> Model {
    with(key_accounts(), (80, 24))
}

/// Presses keys, given by their names, with spaces between them: `/ a Enter ^s`. Returns what the
/// last one wanted done.
pub fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for name in keys.split_whitespace() {
        effects = update(model, Message::Key(key(name)));
    }
    effects
}

/// Types text.
pub fn type_in(model: &mut Model, text: &str) {
    for character in text.chars() {
        let key = KeyEvent::from(KeyCode::Char(character));
        update(model, Message::Key(key));
    }
}

fn key(name: &str) -> KeyEvent {
    let mut characters = name.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (Some('^'), Some(letter), None) => {
            KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)
        }
        (Some(character), None, None) => KeyEvent::from(KeyCode::Char(character)),
        _ => KeyEvent::from(match name {
            "Up" => KeyCode::Up,
            "Down" => KeyCode::Down,
            "PgUp" => KeyCode::PageUp,
            "PgDn" => KeyCode::PageDown,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Tab" => KeyCode::Tab,
            "Space" => KeyCode::Char(' '),
            "Backspace" => KeyCode::Backspace,
            "F1" => KeyCode::F(1),
            other => panic!("no key is called {other}"),
        }),
    }
}
