//! Where a test is in the sources, and whether it runs.

use std::path::{Path, PathBuf};

/// What a name is in a source file.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// A test that runs.
    Test,
    /// A test that is ignored, or built under a condition only.
    Skipped,
    /// A function, and no test.
    Function,
    /// Nothing.
    Absent,
}

/// What the name is in that source. One file may have the name in several modules; one test that
/// runs is enough.
pub fn find(source: &str, name: &str) -> Found {
    let mut found = Found::Absent;
    let mut attributes = String::new();
    let mut commented = false;
    for line in source.lines().map(str::trim) {
        if commented || line.starts_with("/*") {
            commented = !line.contains("*/");
        } else if line.starts_with("//") {
            // Stands between attributes and what they are of.
        } else if line.starts_with("#[") || unclosed(&attributes) {
            attributes.push_str(line);
        } else {
            if function(line) == Some(name) {
                match kind(&attributes) {
                    Found::Test => return Found::Test,
                    Found::Skipped => found = Found::Skipped,
                    other if found == Found::Absent => found = other,
                    _ => {}
                }
            }
            if !line.is_empty() {
                attributes.clear();
            }
        }
    }
    found
}

fn unclosed(attributes: &str) -> bool {
    attributes.matches('[').count() > attributes.matches(']').count()
}

/// The name of the function that begins in the line.
fn function(line: &str) -> Option<&str> {
    let mut rest = line;
    for word in ["pub ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest.strip_prefix("fn ")?
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .next()
}

fn kind(attributes: &str) -> Found {
    let has = |attribute: &str| attributes.contains(attribute);
    let test = has("#[test]") || has("#[tokio::test]") || has("#[tokio::test(");
    let skipped = has("#[ignore") || has("#[cfg");
    match (test, skipped) {
        (true, false) => Found::Test,
        (true, true) => Found::Skipped,
        (false, _) => Found::Function,
    }
}

/// Whether the file is built: whether the files above it name it, up to the root of a library,
/// program or test.
pub fn is_built(project: &Path, file: &Path) -> bool {
    let name = |path: &Path| Some(path.file_stem()?.to_str()?.to_owned());
    let (Some(stem), Some(folder)) = (name(file), file.parent()) else {
        return false;
    };
    let is_root = |name: &str| matches!(name, "main" | "lib");
    let in_tests = folder.file_name().is_some_and(|folder| folder == "tests");
    // A folder's own file is named by those above it, as if it stood beside the folder.
    let (module, beside) = match stem.as_str() {
        root if is_root(root) => return true,
        "mod" => (name(folder), folder.parent()),
        _ => (Some(stem), Some(folder)),
    };
    let (Some(module), Some(beside)) = (module, beside) else {
        return false;
    };
    let mut above: Vec<PathBuf> = ["main.rs", "lib.rs", "mod.rs"]
        .iter()
        .map(|name| beside.join(name))
        .collect();
    above.push(beside.with_extension("rs"));
    let declared = format!("mod {module};");
    let declares = |line: &str| {
        let before = line.trim().strip_suffix(&declared);
        before.is_some_and(|before| before.is_empty() || before.starts_with("pub"))
    };
    let named = above.iter().find(|above| {
        let source = std::fs::read_to_string(project.join(above)).unwrap_or_default();
        source.lines().any(declares)
    });
    match named {
        Some(above) => is_built(project, above),
        // A test of one file is a root itself.
        None => in_tests && beside == folder && !project.join(folder).join("main.rs").exists(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
        /// A test.
        #[test]
        // And why.
        fn plain() {}
        #[tokio::test(
            flavor = "multi_thread"
        )]
        async fn in_the_background() {}
        #[test]
        #[ignore = "slow"]
        fn ignored() {}
        #[cfg(windows)]
        #[test]
        fn elsewhere() {}
        fn helper() {}
        /*
        #[test]
        fn commented() {}
        */
        // #[test] fn commented() {}
        proptest! {
            #[test]
            fn of_anything(text: String) {}
        }
        mod one { fn twice() {} }
            fn twice() {}
        #[test]
            fn twice() {}
    "#;

    #[test]
    fn a_test_is_one_that_runs() {
        for (name, found) in [
            ("plain", Found::Test),
            ("in_the_background", Found::Test),
            ("of_anything", Found::Test),
            ("twice", Found::Test),
            ("ignored", Found::Skipped),
            ("elsewhere", Found::Skipped),
            ("helper", Found::Function),
            ("commented", Found::Absent),
            ("plai", Found::Absent),
        ] {
            assert_eq!(find(SOURCE, name), found, "{name}");
        }
    }

    #[test]
    fn a_file_that_nothing_names_is_not_built() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (file, built) in [
            ("src/lib.rs", true),
            ("src/text.rs", true),
            ("src/systems/mpdx/read.rs", true),
            ("src/systems/mod.rs", true),
            ("src/systems/answer.rs", true),
            ("src/edit/draft/tests.rs", true),
            ("tests/systems/main.rs", true),
            ("tests/systems/mpdx.rs", true),
            ("tests/conformance/table.rs", true),
            ("src/systems/mpdx/nothing.rs", false),
            ("tests/systems/nothing.rs", false),
        ] {
            assert_eq!(is_built(project, Path::new(file)), built, "{file}");
        }
    }
}
