//! What wakes the console while nothing happens.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::net::TcpListener;
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::terminal::Terminal;
use crate::{Extent, tell};

const ESC: &str = "\x1b";

/// How a state is reached, and how it is left.
const STATES: [(&str, &str, &str); 7] = [
    ("table", "", ""),
    ("details", "\t", "\t\t"),
    ("search", "/lumi", ESC),
    ("sort dialog", "s", ESC),
    ("form", "e", ESC),
    ("help", "?", ESC),
    ("after a search", "/lumi\r", ESC),
];

/// Watches the program in every state in which it may stand.
pub fn measure(extent: Extent, database: &Path, folder: &Path) {
    let database = database.to_str().expect("a path");
    let arguments = ["--sandbox-db", database, "--profile", "sandbox-agilenow"];
    let mut terminal = Terminal::start(&arguments, (120, 40), folder);
    terminal.wait_for("1 of 100,000");
    settle(&mut terminal);
    for (state, into, out) in STATES {
        terminal.go(into);
        settle(&mut terminal);
        watch(extent, state, &mut terminal);
        terminal.go(out);
    }
    drop(terminal);
    failed(extent, folder);
    waiting(extent, folder);
}

/// Counts are asked for after the first load, and threads that read the database end when they had
/// nothing to do for ten seconds.
fn settle(terminal: &mut Terminal) {
    terminal.rest(Duration::from_secs(12));
}

/// A load that failed.
fn failed(extent: Extent, folder: &Path) {
    let mut terminal = profile(folder, 1);
    terminal.wait_for("r tries again");
    settle(&mut terminal);
    watch(extent, "a load that failed", &mut terminal);
}

/// A load that waits for an answer which does not come: its picture moves.
fn waiting(extent: Extent, folder: &Path) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    // Whoever comes is listened to and never answered.
    thread::spawn(move || listener.incoming().collect::<Vec<_>>());
    let mut terminal = profile(folder, port);
    terminal.wait_for("loading");
    watch(extent, "waiting for an answer", &mut terminal);
}

fn profile(folder: &Path, port: u16) -> Terminal {
    let file = folder.join("one.toml");
    let profile = format!(
        "[profiles.one]\nsystem = \"mpdx\"\nbase_url = \"http://127.0.0.1:{port}/api/v2/\"\n\
         token = {{ env = \"ROSTER_TEST_TOKEN\" }}\n"
    );
    fs::write(&file, profile).expect("a file");
    let arguments = ["--config", file.to_str().expect("a path")];
    Terminal::start(&arguments, (120, 40), folder)
}

fn watch(extent: Extent, state: &str, terminal: &mut Terminal) {
    let before = woken(terminal.process());
    thread::sleep(Duration::from_secs(extent.seconds));
    let after = woken(terminal.process());
    // A thread that came or went woke for that.
    let gone = before.keys().filter(|task| !after.contains_key(*task));
    let (mut wakes, mut busy) = (gone.count() as u64, 0);
    for (task, now) in after {
        let then = before.get(&task).copied().unwrap_or_default();
        wakes += now.switches - then.switches;
        busy += now.busy - then.busy;
    }
    let seconds = extent.seconds as f64;
    tell("idle", state, "wake-ups a second", wakes as f64 / seconds);
    let busy = busy as f64 / 1000.0 / seconds;
    tell("idle", state, "microseconds a second", busy);
}

/// How often a thread went to sleep or was put to sleep, and how many nanoseconds it ran.
#[derive(Clone, Copy, Default)]
struct Woken {
    switches: u64,
    busy: u64,
}

/// The threads of a process, by their numbers.
fn woken(process: u32) -> BTreeMap<OsString, Woken> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).expect("its threads");
    let read = |task: DirEntry| {
        // A thread may end between being listed and being read.
        let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
        let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
        let ran = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        let woken = Woken {
            switches: switches.filter_map(last_number).sum(),
            busy: ran.split(' ').next().and_then(last_number).unwrap_or(0),
        };
        (task.file_name(), woken)
    };
    tasks.map(|task| read(task.expect("a thread"))).collect()
}

fn last_number(line: &str) -> Option<u64> {
    line.split_whitespace().next_back()?.parse().ok()
}
