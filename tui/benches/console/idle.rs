//! What wakes the console while nothing happens.

use std::fs;
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
    let arguments = ["--sandbox-db", database.to_str().expect("a path")];
    let mut terminal = Terminal::start(&arguments, (120, 40), folder);
    terminal.wait_for("1 of 100,000");
    settle(&mut terminal);
    for (state, into, out) in STATES {
        terminal.go(into);
        watch(extent, state, &mut terminal);
        terminal.go(out);
    }
    drop(terminal);
    failed(extent, folder);
    waiting(extent, folder);
}

/// Counts are asked for, and connections closed, after the first load.
fn settle(terminal: &mut Terminal) {
    terminal.rest(Duration::from_secs(3));
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
    let before = Woken::read(terminal.process());
    thread::sleep(Duration::from_secs(extent.seconds));
    let after = Woken::read(terminal.process());
    let seconds = extent.seconds as f64;
    let wakes = (after.switches - before.switches) as f64 / seconds;
    let busy = (after.busy - before.busy) as f64 / seconds;
    tell("idle", state, "wake-ups a second", wakes);
    tell("idle", state, "microseconds a second", busy / 1000.0);
}

/// How often the threads of a process went to sleep or were put to sleep, and how long they ran.
struct Woken {
    switches: u64,
    /// Nanoseconds.
    busy: u64,
}

impl Woken {
    fn read(process: u32) -> Woken {
        let mut woken = Woken {
            switches: 0,
            busy: 0,
        };
        let tasks = fs::read_dir(format!("/proc/{process}/task")).expect("its threads");
        for task in tasks {
            let task = task.expect("a thread").path();
            // A thread may end between being listed and being read.
            let status = fs::read_to_string(task.join("status")).unwrap_or_default();
            let switches = status.lines().filter(|line| line.contains("ctxt_switches"));
            woken.switches += switches.filter_map(last_number).sum::<u64>();
            let ran = fs::read_to_string(task.join("schedstat")).unwrap_or_default();
            let ran = ran.split(' ').next().and_then(|word| word.parse::<u64>().ok());
            woken.busy += ran.unwrap_or(0);
        }
        woken
    }
}

fn last_number(line: &str) -> Option<u64> {
    line.split_whitespace().next_back()?.parse().ok()
}
