//! How large the package is, as it lies on disk and as a web server sends it.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::report;

/// Prints the sizes of the module and of all JavaScript.
///
/// # Errors
/// When a file cannot be read.
pub fn show(package: &Path) -> Result<()> {
    for (label, extension) in [("WebAssembly", "wasm"), ("JavaScript", "js")] {
        let sizes = measure(package, extension)
            .with_context(|| format!("measuring {}", package.display()))?;
        let [raw, gzipped] = [sizes.raw, sizes.gzipped].map(report::size);
        report::detail(&format!("{label:<12} {raw:>10}   gzipped {gzipped:>10}"));
    }
    Ok(())
}

#[derive(Default)]
struct Sizes {
    raw: u64,
    gzipped: u64,
}

fn measure(folder: &Path, extension: &str) -> Result<Sizes> {
    let mut total = Sizes::default();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            let inside = measure(&path, extension)?;
            total.raw += inside.raw;
            total.gzipped += inside.gzipped;
        } else if path.extension().is_some_and(|found| found == extension) {
            let bytes = fs::read(&path)?;
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&bytes)?;
            total.raw += bytes.len() as u64;
            total.gzipped += encoder.finish()?.len() as u64;
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
        let sizes = measure(place.path(), "js").unwrap();
        assert_eq!(sizes.raw, 6_000);
        assert!(
            sizes.gzipped > 0 && sizes.gzipped < 200,
            "{}",
            sizes.gzipped
        );
    }
}
