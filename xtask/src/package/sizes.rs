//! How large the package is, as it lies on disk and as a web server sends it.
//!
//! What the goal for WebAssembly is up against, built and measured on 2026-11-22 (gzip, kB; the core
//! and the bindings for speed, all else for size):
//!
//! | what is built | kB |
//! |---|---|
//! | a version, the panic hook, wasm-bindgen and the allocator | 6 |
//! | that, and gloo-net, serde, serde_json, time and serde-wasm-bindgen, each used once | 53 |
//! | definitions, reading, filters, sorts and pages; no calls, drafts, groups or differences | 178 |
//! | calls and lists; no collection, drafts or reading | 178 |
//! | everything for size, where loads take twice as long | 235 |
//! | everything | 255 |

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::report;

/// What a browser loads of one kind.
struct Part {
    label: &'static str,
    extension: &'static str,
    /// The most that it may have, gzipped, in bytes. Whoever adds what is worth more raises it.
    most: u64,
    /// What it should have one day.
    goal: u64,
}

const PARTS: [Part; 2] = [
    Part {
        label: "WebAssembly",
        extension: "wasm",
        most: 255_600,
        goal: 90_000,
    },
    Part {
        label: "JavaScript",
        extension: "js",
        most: 8_000,
        goal: 8_000,
    },
];

/// The entry of Node: no browser loads it.
const NODE: &str = "node.js";

/// Prints the sizes of the module and of its JavaScript.
///
/// # Errors
/// When a file cannot be read.
pub fn show(package: &Path) -> Result<()> {
    for part in PARTS {
        let sizes = measure(package, part.extension)?;
        let [raw, gzipped, most, goal] =
            [sizes.raw, sizes.gzipped, part.most, part.goal].map(report::size);
        report::detail(&format!(
            "{:<12} {raw:>10}   gzipped {gzipped:>10}   of at most {most} (goal: {goal})",
            part.label
        ));
    }
    Ok(())
}

/// Refuses a package of which a browser loads more than it may.
///
/// # Errors
/// When a part is too large, with what to do; when a file cannot be read.
pub fn check(package: &Path) -> Result<()> {
    for part in PARTS {
        within(&part, measure(package, part.extension)?.gzipped)?;
    }
    Ok(())
}

fn within(part: &Part, gzipped: u64) -> Result<()> {
    ensure!(
        gzipped <= part.most,
        "the package's {} has {} bytes gzipped, {} more than it may: make it smaller, or raise the \
         bound in xtask/src/package/sizes.rs and say in the commit what it is worth",
        part.label,
        gzipped,
        gzipped - part.most
    );
    Ok(())
}

/// Bytes of these as a web server sends them.
///
/// # Errors
/// When they cannot be compressed.
pub fn gzipped(bytes: &[u8]) -> Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len() as u64)
}

#[derive(Default)]
struct Sizes {
    raw: u64,
    gzipped: u64,
}

fn measure(folder: &Path, extension: &str) -> Result<Sizes> {
    add_up(folder, extension).with_context(|| format!("measuring {}", folder.display()))
}

fn add_up(folder: &Path, extension: &str) -> Result<Sizes> {
    let mut total = Sizes::default();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            let inside = add_up(&path, extension)?;
            total.raw += inside.raw;
            total.gzipped += inside.gzipped;
        } else if path.extension().is_some_and(|found| found == extension) && !path.ends_with(NODE)
        {
            let bytes = fs::read(&path)?;
            total.raw += bytes.len() as u64;
            total.gzipped += gzipped(&bytes)?;
        }
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_kind_are_added_up() {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("deep")).unwrap();
        fs::write(place.path().join("a.js"), "a".repeat(4_000)).unwrap();
        fs::write(place.path().join("deep/b.js"), "b".repeat(2_000)).unwrap();
        fs::write(place.path().join("a.d.ts"), "types").unwrap();
        fs::write(place.path().join("node.js"), "n".repeat(9_000)).unwrap();
        let sizes = measure(place.path(), "js").unwrap();
        assert_eq!(sizes.raw, 6_000);
        assert!(
            sizes.gzipped > 0 && sizes.gzipped < 200,
            "{}",
            sizes.gzipped
        );
    }

    #[test]
    fn what_is_too_large_is_refused_with_how_much() {
        let [part, _] = PARTS;
        assert!(within(&part, part.most).is_ok());
        let error = within(&part, part.most + 7).unwrap_err().to_string();
        assert!(
            error.contains("WebAssembly") && error.contains(" 7 more"),
            "{error}"
        );
    }
}
