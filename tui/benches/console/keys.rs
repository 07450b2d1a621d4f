//! How soon a key is on the screen, and how soon all that it asked for is.

use std::path::Path;
use std::time::Duration;

use crate::Extent;
use crate::samples::Samples;
use crate::terminal::Terminal;

const ESC: &str = "\x1b";
const ENTER: &str = "\r";
const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const PAGE_UP: &str = "\x1b[5~";
const PAGE_DOWN: &str = "\x1b[6~";
const HOME: &str = "\x1b[H";
const END: &str = "\x1b[F";
const BACKSPACE: &str = "\x7f";
/// From the first line of AgileNow's form to one with a list.
const TO_LANGUAGE: &str = "\t\t\t\t\t\t\t\t\t\t\t\t";

/// A key after which nothing was drawn for so long has done all that it does: while it does
/// something, the console draws every 120 ms.
const QUIET: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(20);

/// A round of keys: a kind, and what is pressed. A kind without a name is only on the way.
const ROUND: &[(&str, &str)] = &[
    ("down", DOWN),
    ("down", DOWN),
    ("up", UP),
    ("page down", PAGE_DOWN),
    ("page down", PAGE_DOWN),
    ("page up", PAGE_UP),
    ("end", END),
    ("up", UP),
    ("page up", PAGE_UP),
    ("home", HOME),
    ("next part", "\t"),
    ("next part", "\t"),
    ("next part", "\t"),
    ("open details", ENTER),
    ("back", ESC),
    ("open search", "/"),
    ("1st letter", "l"),
    ("2nd letter", "u"),
    ("3rd letter", "m"),
    ("4th letter", "i"),
    ("letter deleted", BACKSPACE),
    ("letter deleted", BACKSPACE),
    ("letter deleted", BACKSPACE),
    ("last letter deleted", BACKSPACE),
    ("word of a filter", "@"),
    ("", ENTER),
    ("down, filtered", DOWN),
    ("end, filtered", END),
    ("drop the filter", ESC),
    ("", HOME),
    ("open sort", "s"),
    ("", "LastName"),
    ("sort by text", ENTER),
    ("turn around", "S"),
    ("down, sorted", DOWN),
    ("end, sorted", END),
    ("open search, sorted", "/"),
    ("1st letter, sorted", "k"),
    ("2nd letter, sorted", "o"),
    ("letter deleted, sorted", BACKSPACE),
    ("drop the filter, sorted", ESC),
    ("", HOME),
    ("", "s"),
    ("", "ModifiedOn"),
    ("sort by time", ENTER),
    ("", "s"),
    ("", "as the system"),
    ("sort dropped", ENTER),
    ("", HOME),
    ("open form", "e"),
    ("letter in form", "x"),
    ("letter deleted in form", BACKSPACE),
    ("next line of form", DOWN),
    ("close form", ESC),
    ("open form", "e"),
    ("", TO_LANGUAGE),
    ("open list", ENTER),
    ("letter in list", "h"),
    ("down in list", DOWN),
    ("close list", ESC),
    ("close form", ESC),
    ("new account", "n"),
    ("close form", ESC),
    ("help", "?"),
    ("close help", ESC),
];

/// Presses every kind of key in the real program over many accounts, one after the other. AgileNow,
/// because it answers large pages, and its forms pick from lists.
pub fn measure(extent: Extent, database: &Path, folder: &Path) {
    let database = database.to_str().expect("a path");
    let arguments = ["--sandbox-db", database, "--profile", "sandbox-agilenow"];
    let mut terminal = Terminal::start(&arguments, (140, 45), folder);
    let mut kinds = Kinds::default();
    while terminal.marked().is_none() {
        terminal.frame(PATIENCE).expect("accounts");
    }
    while_arriving("while loading", &mut terminal, &mut kinds);
    terminal.rest(Duration::from_secs(1));
    for _ in 0..extent.keys.div_ceil(10).max(4) {
        kinds.round(ROUND, &mut terminal);
    }
    hold(&mut terminal, &mut kinds, extent.keys);
    while_sorting(&mut terminal, &mut kinds, extent.keys.div_ceil(4));
    terminal.go(HOME);
    terminal.press("r");
    terminal.wait_for("reloading");
    while_arriving("while reloading", &mut terminal, &mut kinds);
    kinds.tell();
}

/// Keys while accounts arrive.
fn while_arriving(kind: &'static str, terminal: &mut Terminal, kinds: &mut Kinds) {
    let mut key = DOWN;
    while terminal.text().contains("loading") {
        kinds.shown(kind, mark_moves(terminal, key));
        key = if key == DOWN { UP } else { DOWN };
        terminal.rest_for(Duration::from_millis(25));
    }
}

/// A key while the accounts are sorted.
fn while_sorting(terminal: &mut Terminal, kinds: &mut Kinds, keys: usize) {
    terminal.go("sLastName");
    terminal.go(ENTER);
    for _ in 0..keys {
        terminal.go(HOME);
        terminal.press("S");
        // The sort begins when this is drawn.
        terminal.frame(PATIENCE).expect("a frame");
        kinds.shown("while sorting", mark_moves(terminal, DOWN));
        terminal.rest(QUIET);
    }
}

/// Presses a key and waits until another row is marked; how long that takes.
fn mark_moves(terminal: &mut Terminal, key: &str) -> Duration {
    let before = terminal.marked();
    let pressed = terminal.press(key);
    loop {
        let frame = terminal.frame(PATIENCE).expect("a frame");
        if terminal.marked() != before {
            return frame - pressed;
        }
    }
}

/// A key that is held down: the terminal repeats it every 30 ms.
fn hold(terminal: &mut Terminal, kinds: &mut Kinds, keys: usize) {
    for _ in 0..keys {
        let pressed = terminal.press(DOWN);
        let frame = terminal.frame(PATIENCE).expect("a frame");
        kinds.shown("down, held", frame - pressed);
        let until = pressed + Duration::from_millis(30);
        std::thread::sleep(until.saturating_duration_since(std::time::Instant::now()));
    }
}

/// Times by the kind of key.
#[derive(Default)]
struct Kinds(Vec<(&'static str, Samples, Samples)>);

impl Kinds {
    fn of(&mut self, kind: &'static str) -> &mut (&'static str, Samples, Samples) {
        let place = self.0.iter().position(|(named, ..)| *named == kind);
        let place = place.unwrap_or_else(|| {
            self.0.push((kind, Samples::default(), Samples::default()));
            self.0.len() - 1
        });
        &mut self.0[place]
    }

    fn shown(&mut self, kind: &'static str, time: Duration) {
        self.of(kind).1.take(time);
    }

    fn round(&mut self, keys: &[(&'static str, &str)], terminal: &mut Terminal) {
        for (kind, keys) in keys {
            if kind.is_empty() {
                terminal.go(keys);
                continue;
            }
            let before = terminal.text();
            let pressed = terminal.press(keys);
            let first = terminal.frame(PATIENCE).expect("a frame");
            let shown = terminal.text() != before;
            let mut last = first;
            while let Some(frame) = terminal.frame(QUIET) {
                last = frame;
            }
            let (_, on_screen, done) = self.of(kind);
            on_screen.take(if shown { first } else { last } - pressed);
            done.take(last - pressed);
        }
    }

    fn tell(&self) {
        let (mut all, mut settled) = (Samples::default(), Samples::default());
        for (kind, on_screen, done) in &self.0 {
            on_screen.tell("keys", kind);
            all.extend(on_screen);
            settled.extend(done);
            if done.into_iter().next().is_some() {
                done.tell("keys done", kind);
            }
        }
        all.tell("keys", "all");
        settled.tell("keys done", "all");
    }
}
