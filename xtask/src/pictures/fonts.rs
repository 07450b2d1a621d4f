//! Whether this machine has letters for every account that the pictures show. Without them Chromium
//! draws boxes, and nobody would notice before the picture is published.

use anyhow::{Context, Result, bail};

use crate::process::{self, Program};

/// What must be covered.
struct Need {
    what: &'static str,
    /// As `fc-list` reads it.
    pattern: &'static str,
    /// The package of Debian that covers it.
    package: &'static str,
}

const fn need(what: &'static str, pattern: &'static str, package: &'static str) -> Need {
    Need {
        what,
        pattern,
        package,
    }
}

const NEEDS: [Need; 10] = [
    need("the console's typeface", "DejaVu Sans Mono", "fonts-dejavu"),
    need("the dashboard's typeface", "Noto Sans", "fonts-noto-core"),
    need("Arabic", ":lang=ar", "fonts-noto-core"),
    need("Hebrew", ":lang=he", "fonts-noto-core"),
    need("Bengali", ":lang=bn", "fonts-noto-core"),
    need("Hindi", ":lang=hi", "fonts-noto-core"),
    need("Chinese", ":lang=zh-cn", "fonts-noto-cjk"),
    need("Japanese", ":lang=ja", "fonts-noto-cjk"),
    need("Korean", ":lang=ko", "fonts-noto-cjk"),
    need("emoji", ":lang=und-zsye", "fonts-noto-color-emoji"),
];

/// Checks that every letter has a shape.
///
/// # Errors
/// When something is not covered: says what, and which packages bring it.
pub fn check() -> Result<()> {
    if process::find("fc-list").is_none() {
        bail!("`fc-list` is missing: install fontconfig, then repeat this command");
    }
    let mut missing = Vec::new();
    for need in &NEEDS {
        let fonts = Program::new("fc-list").args([need.pattern, "family"]);
        if fonts
            .output()
            .context("asking for the fonts")?
            .trim()
            .is_empty()
        {
            missing.push(need);
        }
    }
    match complaint(&missing) {
        None => Ok(()),
        Some(complaint) => bail!(complaint),
    }
}

fn complaint(missing: &[&Need]) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let what: Vec<_> = missing.iter().map(|need| need.what).collect();
    let mut packages: Vec<_> = missing.iter().map(|need| need.package).collect();
    packages.dedup();
    Some(format!(
        "no font for {}: run `sudo apt-get install --yes {}`, then repeat this command",
        what.join(", "),
        packages.join(" ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_with_all_fonts_is_left_alone() {
        assert_eq!(complaint(&[]), None);
    }

    #[test]
    fn each_package_is_named_once() {
        let all: Vec<_> = NEEDS.iter().collect();
        let complaint = complaint(&all).unwrap();
        assert!(complaint.contains("Hebrew, Bengali"), "{complaint}");
        assert!(
            complaint.contains(
                "`sudo apt-get install --yes \
                 fonts-dejavu fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji`"
            ),
            "{complaint}"
        );
    }
}
