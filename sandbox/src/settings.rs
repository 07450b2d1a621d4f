//! What a sandbox is started with.

use std::path::PathBuf;
use std::time::Duration;

use crate::clock::Clock;
use crate::faults::Fault;

/// Everything that [`crate::Sandbox::start`] can be told. The default is a thousand accounts of
/// each resource in memory, on a free port.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How many accounts each of the four resources is seeded with (default 1000).
    pub accounts: usize,
    /// The same seed gives the same accounts, on every machine.
    pub seed: u64,
    /// Where the accounts live.
    pub database: Database,
    /// Folder of the built dashboard, served at `/`. Without one, `/` is a page that says what this is.
    pub dashboard: Option<PathBuf>,
    /// Loopback port to listen on; 0 (the default) takes a free one.
    pub port: u16,
    /// Answer 429 to more than 50 MPDX calls in any 10 seconds of the clock: the window slides, and
    /// `X-RateLimit-Reset` tells when the oldest call leaves it. Off by default, so that tests that are
    /// about something else need not count their calls; the headers are sent either way.
    pub rate_limit: bool,
    /// Where the time comes from.
    pub clock: Clock,
    /// How long a call waits for a database that another process has locked (default 2 s).
    pub busy_timeout: Duration,
    /// Bytes that the database may grow to. Past it a write fails as it does on a full disk.
    pub size_limit: Option<u64>,
    /// What fails from the start; [`crate::Sandbox::faults`] sets and clears others later.
    pub faults: Vec<Fault>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            accounts: 1000,
            seed: 1,
            database: Database::Memory,
            dashboard: None,
            port: 0,
            rate_limit: false,
            clock: Clock::system(),
            busy_timeout: Duration::from_secs(2),
            size_limit: None,
            faults: Vec::new(),
        }
    }
}

/// Where the accounts live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// Gone when the sandbox stops.
    Memory,
    /// A SQLite file: made and seeded when it does not exist or is empty, used as it is when it was
    /// made by an earlier run, refused when it is anything else.
    File(PathBuf),
}
