//! How soon the first frame is there, whatever is still loading.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::Extent;
use crate::samples::Samples;
use crate::terminal::Terminal;

/// Profiles of the large configuration.
const PROFILES: usize = 1_000;

/// Measures from the start of the process to its first frame.
pub fn measure(extent: Extent, database: &Path, folder: &Path) {
    let database = database.to_str().expect("a path");
    let large = folder.join("large.toml");
    fs::write(&large, configuration(PROFILES)).expect("a file");
    let large = large.to_str().expect("a path");
    let new = folder.join("new.db");
    for (kind, arguments) in [
        ("sandbox", ["--sandbox-db", database]),
        (
            "sandbox that is still to be made",
            ["--sandbox-db", new.to_str().expect("a path")],
        ),
        ("1,000 profiles", ["--config", large]),
    ] {
        let mut samples = Samples::default();
        for _ in 0..extent.starts {
            for half in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(format!("{}{half}", new.display()));
            }
            let mut terminal = Terminal::start(&arguments, (120, 40), folder);
            let frame = terminal.frame(Duration::from_secs(60)).expect("a frame");
            assert!(terminal.text().contains("Roster"), "{}", terminal.text());
            samples.take(frame - terminal.started());
        }
        samples.tell("start", kind);
    }
    let mut samples = Samples::default();
    for _ in 0..extent.starts {
        // What the machine needs to start any program and to hear from it.
        let started = Instant::now();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_roster"))
            .arg("--version")
            .output();
        assert!(output.expect("the program").status.success());
        samples.take(started.elapsed());
    }
    samples.tell("start", "only its version, for comparison");
}

fn configuration(profiles: usize) -> String {
    let profile = |number| {
        format!(
            "[profiles.organisation-{number}]\nsystem = \"mpdx\"\n\
             base_url = \"http://127.0.0.1:1/api/v2/\"\ntoken = {{ env = \"ROSTER_TEST_TOKEN\" }}\n\n"
        )
    };
    (0..profiles).map(profile).collect()
}
