//! What a frame costs over a thousand accounts and over a million.

use std::time::Instant;

use crossterm::event::{KeyCode, KeyEvent};
use roster::Rehearsal;
use roster_core::account::Account;
use roster_core::schema::Resource;
use roster_core::value::Value;

use crate::samples::Samples;
use crate::{Extent, tell};

/// Numbers of accounts.
const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// A small, an ordinary and a large terminal.
const SCREENS: [(u16, u16); 3] = [(80, 24), (140, 40), (240, 70)];

/// Measures the frames of every kind at every size, and prints how much longer those over a million
/// accounts take.
pub fn measure(extent: Extent) {
    let resource = roster_core::resource("mpdx/key-accounts").expect("a resource");
    // In turn, so that whatever disturbs the machine disturbs all of them.
    let mut consoles: Vec<(usize, Rehearsal)> = SIZES
        .iter()
        .map(|size| (*size, rehearsal(resource, *size)))
        .collect();
    for view in ["all", "sorted", "filtered"] {
        for (_, console) in &mut consoles {
            match view {
                "sorted" => keys(console, "s\u{1}\u{1}\n"),
                "filtered" => keys(console, "/example\n"),
                _ => {}
            }
        }
        for screen in SCREENS {
            for place in ["top", "middle", "end", "anywhere"] {
                frames(extent, &mut consoles, view, screen, place);
            }
        }
    }
}

fn frames(
    extent: Extent,
    consoles: &mut [(usize, Rehearsal)],
    view: &str,
    screen: (u16, u16),
    place: &str,
) {
    for (_, console) in consoles.iter_mut() {
        console.resize(screen);
    }
    let mut whole: Vec<Samples> = consoles.iter().map(|_| Samples::default()).collect();
    let mut step: Vec<Samples> = consoles.iter().map(|_| Samples::default()).collect();
    let mut dice = 88_172_645_463_325_252_u64;
    for round in 0..extent.frames {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        for (at, (_, console)) in consoles.iter_mut().enumerate() {
            let matches = console.matches();
            let row = match place {
                "top" => 0,
                "middle" => matches / 2,
                "end" => matches,
                _ => usize::try_from(dice).unwrap_or(0) % matches,
            };
            console.select(row);
            let begun = Instant::now();
            let bytes = console.whole_frame().expect("memory");
            whole[at].take(begun.elapsed());
            assert!(bytes > usize::from(screen.0), "a frame that shows nothing");
            let key = if round % 2 == 0 {
                KeyCode::PageDown
            } else {
                KeyCode::PageUp
            };
            let begun = Instant::now();
            console.press(KeyEvent::from(key));
            console.frame().expect("memory");
            step[at].take(begun.elapsed());
        }
    }
    let (columns, rows) = screen;
    for (what, samples) in [("frame", &whole), ("page key", &step)] {
        let kind = format!("{what}, {view}, {place}, {columns}×{rows}");
        let median = |at: usize| samples[at].quantile(0.5).as_secs_f64() * 1000.0;
        for (at, (size, _)) in consoles.iter().enumerate() {
            tell("frames", &kind, &size.to_string(), median(at));
        }
    }
}

/// A console over so many accounts.
fn rehearsal(resource: &'static Resource, size: usize) -> Rehearsal {
    let accounts = (0..size).map(|number| account(resource, number));
    Rehearsal::new(resource, accounts, (80, 24))
}

/// Presses characters; `\n` is Enter, `\u{1}` the arrow down.
fn keys(console: &mut Rehearsal, text: &str) {
    for character in text.chars() {
        let code = match character {
            '\n' => KeyCode::Enter,
            '\u{1}' => KeyCode::Down,
            character => KeyCode::Char(character),
        };
        console.press(KeyEvent::from(code));
    }
}

const FIRST: [&str; 8] = [
    "Anna",
    "Bengt",
    "Lumi",
    "Åke",
    "José",
    "Siiri",
    "李小龙",
    "Zoë",
];
const LAST: [&str; 8] = [
    "Müller", "Åkesson", "Koskela", "O'Brien", "García", "Ng", "周", "Virtanen",
];

fn account(resource: &'static Resource, number: usize) -> Account {
    let mut account = Account::new(resource, format!("5d99867c-c6f9-4871-b6af-{number:012x}"));
    // Neighbours of the arrival are far from each other when sorted.
    let mixed = number.wrapping_mul(2_654_435_761) % 1_000_003;
    let first = FIRST[mixed % FIRST.len()];
    let last = LAST[(mixed / FIRST.len()) % LAST.len()];
    account.set("first_name", Value::text(format!("{first} {mixed}")));
    account.set("last_name", Value::text(last));
    let email = format!("person-{number}@example.org");
    account.set("email", Value::text(email));
    account.set("remote_id", Value::text(mixed.to_string()));
    account.set("primary", Value::Bool(number.is_multiple_of(3)));
    account.set("last_download", Value::Null);
    let day = format!(
        "20{:02}-0{}-{:02}",
        mixed % 26,
        1 + mixed % 9,
        1 + mixed % 28
    );
    let moment = format!("{day}T17:17:{:02}Z", mixed % 60);
    account.set("updated_at", Value::text(moment.as_str()));
    account.set("updated_in_db_at", Value::text(moment));
    account
}
