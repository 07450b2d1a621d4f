//! The npm package: one folder that serves a plain `<script type="module">`, Vite and Node.
//!
//! `wasm-pack` writes the module and its glue to `wasm/build/glue`, where TypeScript reads its
//! types; `wasm-opt`, `tsc` and `rolldown` write the module, the types and the JavaScript to
//! `wasm/build/pkg`, which replaces `wasm/pkg` when it is complete. A build that fails leaves the
//! package that was there.

mod freshness;
mod module;
mod names;
mod order;
mod sizes;

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};

use crate::process::Program;
use crate::tools::{WasmTools, node};
use crate::{project, report};

/// Types of the glue, which those of the package refer to.
const TYPES: &str = "roster_wasm.d.ts";

/// What `wasm/npm/package.json` says in place of a version.
const NO_VERSION: &str = r#""version": "0.0.0""#;

/// Builds the package when it is missing or older than its sources.
///
/// # Errors
/// As [`build`].
pub fn ready() -> Result<()> {
    if freshness::is_fresh()? {
        return Ok(());
    }
    rebuild()
}

/// Announces [`build`].
///
/// # Errors
/// As [`build`].
pub fn rebuild() -> Result<()> {
    report::heading("package: the npm package, into wasm/pkg");
    build()
}

/// Builds the package and says how large it is.
///
/// # Errors
/// When a tool is missing or a source does not compile: the step's own message is above.
pub fn build() -> Result<()> {
    let tools = WasmTools::ready()?;
    node::ready()?;
    let started = SystemTime::now();
    let glue = project::path("wasm/build/glue");
    let folder = project::path("wasm/build/pkg");
    for stage in [&glue, &folder] {
        empty(stage)?;
    }
    module::build(&tools, &glue, &folder)?;
    Program::node_module("typescript/bin/tsc")
        .args(["-p", "wasm/tsconfig.build.json"])
        .run()?;
    copy(&glue.join(TYPES), &folder.join(TYPES))?;
    Program::node_module("rolldown/bin/cli.mjs")
        .args(["-c", "wasm/rolldown.config.js", "--logLevel", "warn"])
        .run()?;
    write_documents(&folder)?;
    replace(&folder, &project::npm_package())?;
    freshness::note(started)?;
    sizes::show(&project::npm_package())
}

/// Checks that the package is not larger than it may be.
///
/// # Errors
/// When it is, or cannot be read.
pub fn is_small() -> Result<()> {
    sizes::check(&project::npm_package())
}

fn write_documents(folder: &Path) -> Result<()> {
    copy(&project::path("LICENSE"), &folder.join("LICENSE"))?;
    copy(
        &project::path("wasm/npm/README.md"),
        &folder.join("README.md"),
    )?;
    let template = project::path("wasm/npm/package.json");
    let text =
        fs::read_to_string(&template).with_context(|| format!("reading {}", template.display()))?;
    fs::write(folder.join("package.json"), manifest(&text)?)
        .context("writing the package's package.json")
}

/// The manifest with the version of the workspace, which stands in one place only. Put in as text:
/// the order of `exports` decides which file an importer gets, and must survive.
fn manifest(template: &str) -> Result<String> {
    let text = template.replace(
        NO_VERSION,
        &format!("\"version\": \"{}\"", project::VERSION),
    );
    let read: serde_json::Value =
        serde_json::from_str(&text).context("wasm/npm/package.json is not JSON")?;
    let version = read.get("version").and_then(serde_json::Value::as_str);
    ensure!(
        version == Some(project::VERSION),
        "wasm/npm/package.json must say {NO_VERSION}"
    );
    Ok(text)
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))
}

fn replace(new: &Path, old: &Path) -> Result<()> {
    if old.exists() {
        fs::remove_dir_all(old).with_context(|| format!("removing {}", old.display()))?;
    }
    fs::rename(new, old).with_context(|| format!("moving the package to {}", old.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .with_context(|| format!("copying {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Copies a folder and what is in it.
///
/// # Errors
/// When something cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?
        } else {
            copy(&entry.path(), &target)?
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_gets_the_version_and_keeps_its_order() {
        let text = manifest(r#"{ "types": "t", "version": "0.0.0", "node": "n" }"#).unwrap();
        assert_eq!(
            text,
            format!(
                r#"{{ "types": "t", "version": "{}", "node": "n" }}"#,
                project::VERSION
            )
        );
        for template in ["", "[]", "{}", r#"{ "version": "" }"#] {
            assert!(manifest(template).is_err(), "{template}");
        }
    }

    #[test]
    fn folders_are_copied_whole_and_replaced_whole() {
        let place = tempfile::tempdir().unwrap();
        let path = |inside: &str| place.path().join(inside);
        fs::create_dir_all(path("new/deep")).unwrap();
        fs::write(path("new/deep/file"), "new").unwrap();
        copy_folder(&path("new"), &path("copy")).unwrap();
        assert_eq!(fs::read_to_string(path("copy/deep/file")).unwrap(), "new");

        fs::create_dir(path("old")).unwrap();
        fs::write(path("old/left over"), "").unwrap();
        replace(&path("copy"), &path("old")).unwrap();
        assert!(path("old/deep/file").is_file());
        assert!(!path("old/left over").exists() && !path("copy").exists());
    }
}
