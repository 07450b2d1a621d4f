//! The console, measured: what a frame costs, how soon a key is on the screen, how soon the first
//! frame, and what wakes the console while nothing happens.
//!
//! [`frames`] draws into memory, because a sandbox takes long to invent a million accounts. All else
//! runs the real program in a terminal of its own ([`terminal`]), on a sandbox's database.
//!
//! Every figure is a line `console PART KIND FIGURE VALUE`, its words separated by tabs; `cargo
//! xtask bench` reads them. Environment: `ROSTER_BENCH_QUICK` for fewer rounds.

mod frames;
mod idle;
mod keys;
mod samples;
mod start;
mod terminal;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use roster_sandbox::{Database, Sandbox, Settings};

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Accounts of the sandbox.
    pub accounts: usize,
    /// Keys of a kind.
    pub keys: usize,
    /// Frames of a kind.
    pub frames: usize,
    /// Starts of the program.
    pub starts: usize,
    /// Seconds for which idleness is watched.
    pub seconds: u64,
}

fn main() {
    let extent = if env::var_os("ROSTER_BENCH_QUICK").is_some() {
        Extent {
            accounts: 100_000,
            keys: 40,
            frames: 60,
            starts: 8,
            seconds: 2,
        }
    } else {
        Extent {
            accounts: 100_000,
            keys: 200,
            frames: 300,
            starts: 30,
            seconds: 5,
        }
    };
    // Cargo hands on what follows `--`, and adds `--bench`.
    let parts: Vec<String> = env::args().skip(1).collect();
    let wanted = |part: &str| {
        let mut named = parts.iter().filter(|it| !it.starts_with('-')).peekable();
        named.peek().is_none() || named.any(|it| it == part)
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("console");
    let database = sandbox(&folder, extent.accounts);
    if wanted("start") {
        start::measure(extent, &database, &folder);
    }
    if wanted("keys") {
        keys::measure(extent, &database, &folder);
    }
    if wanted("idle") {
        idle::measure(extent, &database, &folder);
    }
    if wanted("frames") {
        frames::measure(extent);
    }
}

/// Prints a figure.
pub fn tell(part: &str, kind: &str, figure: &str, value: f64) {
    println!("console\t{part}\t{kind}\t{figure}\t{value}");
}

/// The database of a sandbox with so many accounts of each resource; kept between runs, because
/// inventing them takes a minute.
fn sandbox(folder: &Path, accounts: usize) -> PathBuf {
    fs::create_dir_all(folder).expect("a folder");
    let file = folder.join(format!("sandbox-{accounts}.db"));
    let made = folder.join(format!("sandbox-{accounts}.made"));
    if made.exists() && file.exists() {
        return file;
    }
    // Half a database of a run that was ended would be taken for a whole one.
    for half in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{half}", file.display()));
    }
    let settings = Settings {
        accounts,
        database: Database::File(file.clone()),
        ..Settings::default()
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let sandbox = Sandbox::start(settings).await.expect("a sandbox");
        sandbox.stop().await.expect("an end");
    });
    fs::write(made, "").expect("a file");
    file
}
