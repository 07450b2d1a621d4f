//! Whether the built package is younger than everything that it was built from.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::project;

const INPUTS: [&str; 16] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "package-lock.json",
    "core/Cargo.toml",
    "core/src",
    "wasm/Cargo.toml",
    "wasm/src",
    "wasm/js",
    "wasm/npm",
    "wasm/rolldown.config.js",
    "wasm/tsconfig.build.json",
    "wasm/tsconfig.json",
    "tsconfig.json",
    "xtask/src/package",
    "xtask/src/package.rs",
];

/// Written last: the package itself, and the types that its sources are checked against.
const OUTPUTS: [&str; 3] = [
    "wasm/pkg/package.json",
    "wasm/pkg/roster_wasm_bg.wasm",
    "wasm/build/glue/roster_wasm.d.ts",
];

/// Its age is the time at which the last build began: what was edited during it is newer.
const MARK: &str = "wasm/build/began";

/// Whether a package is there and nothing that it is made from has changed since.
///
/// # Errors
/// When a source cannot be read.
pub fn is_fresh() -> Result<bool> {
    let mark = fs::metadata(project::path(MARK)).and_then(|mark| mark.modified());
    let is_complete = OUTPUTS.iter().all(|output| project::path(output).is_file());
    let (Ok(began), true) = (mark, is_complete) else {
        return Ok(false);
    };
    for input in INPUTS {
        let changed =
            newest(&project::path(input)).with_context(|| format!("looking at {input}"))?;
        if changed > began {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Notes when the build began that has just ended.
///
/// # Errors
/// When the note cannot be written.
pub fn note(began: SystemTime) -> Result<()> {
    let mark = File::create(project::path(MARK)).context("noting the age of the package")?;
    mark.set_modified(began)
        .context("noting the age of the package")
}

/// When a file, or anything in a folder, was last changed. A folder's own time counts, because a
/// file that was removed leaves no other trace. Tests are not part of the package.
fn newest(path: &Path) -> io::Result<SystemTime> {
    let mut latest = fs::metadata(path)?.modified()?;
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name() != "tests" {
                latest = latest.max(newest(&entry.path())?);
            }
        }
    }
    Ok(latest)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn set_age(path: &Path, seconds: u64) {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        File::open(path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn the_newest_file_decides_and_tests_do_not_count() {
        let place = tempfile::tempdir().unwrap();
        let path = |inside: &str| place.path().join(inside);
        fs::create_dir_all(path("deep/tests")).unwrap();
        for file in ["one", "deep/two", "deep/tests/three"] {
            fs::write(path(file), "").unwrap();
        }
        set_age(&path("one"), 100);
        set_age(&path("deep/two"), 300);
        set_age(&path("deep/tests/three"), 900);
        set_age(&path("deep"), 200);
        set_age(place.path(), 50);
        assert_eq!(
            newest(place.path()).unwrap(),
            SystemTime::UNIX_EPOCH + Duration::from_secs(300)
        );
    }

    #[test]
    fn a_missing_source_is_an_error() {
        assert!(newest(Path::new("/no/such/file")).is_err());
    }
}
