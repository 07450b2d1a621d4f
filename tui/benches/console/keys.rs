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
const CONTROL_P: &str = "\x10";

/// A key after which nothing was drawn for so long has done all that it does.
const QUIET: Duration = Duration::from_millis(60);
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
    ("", DOWN),
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
    ("", "updated"),
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
    ("new account", "n"),
    ("close form", ESC),
    ("help", "?"),
    ("close help", ESC),
];

/// What is pressed in AgileNow, whose forms pick from lists.
const LISTS: &[(&str, &str)] = &[
    ("open form, AgileNow", "e"),
    ("open list", CONTROL_P),
    ("letter in list", "h"),
    ("down in list", DOWN),
    ("close list", ESC),
    ("", ESC),
];

/// Presses every kind of key in the real program over many accounts, one after the other.
pub fn measure(extent: Extent, database: &Path, folder: &Path) {
    let arguments = ["--sandbox-db", database.to_str().expect("a path")];
    let mut terminal = Terminal::start(&arguments, (140, 45), folder);
    let mut kinds = Kinds::default();
    while_loading(&mut terminal, &mut kinds);
    terminal.rest(Duration::from_millis(500));
    for _ in 0..extent.keys.div_ceil(10).max(4) {
        kinds.round(ROUND, &mut terminal);
    }
    hold(&mut terminal, &mut kinds, extent.keys);
    terminal.go("\t\tjj\t");
    terminal.rest(Duration::from_secs(1));
    terminal.wait_until_still("1 of 100,000");
    kinds.list(&mut terminal, extent.keys.div_ceil(20));
    kinds.tell();
}

/// Keys while accounts arrive.
fn while_loading(terminal: &mut Terminal, kinds: &mut Kinds) {
    terminal.wait_for("accounts");
    let mut down = true;
    while !terminal.text().contains("100,000 accounts") {
        let key = if down { DOWN } else { UP };
        down = !down;
        let pressed = terminal.press(key);
        // The frame that shows the key; frames of the load may come before it.
        let frame = terminal.frame(PATIENCE).expect("a frame");
        kinds.shown("key while loading", frame - pressed);
        terminal.rest_for(Duration::from_millis(25));
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

    fn list(&mut self, terminal: &mut Terminal, rounds: usize) {
        for _ in 0..rounds.max(4) {
            self.round(LISTS, terminal);
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
