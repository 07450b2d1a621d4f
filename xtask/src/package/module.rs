//! The WebAssembly module: compiled, bound, made small, and with nothing of this machine in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use directories::BaseDirs;

use super::{names, order};
use crate::process::Program;
use crate::project;
use crate::tools::WasmTools;
use crate::tools::wasm_target::WASM_OPTIONS;

const MODULE: &str = "roster_wasm_bg.wasm";
const GLUE: &str = "roster_wasm.js";

/// What Rust compiles to by default, and vector instructions: Chrome 91, Firefox 89, Safari 16.4 and
/// Node 20 run it. Named one by one: with `--all-features` the optimiser writes what Node 20 refuses.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// LLVM copies small functions to where they are called, and what a loop does several times over.
/// Here it copies only a third as much by itself, and what says `#[inline]` as always: that is what
/// every row, cell and token goes through. Measured, a fifteenth less to load, and no work slower.
const COPIED_LESS: [&str; 3] = [
    "-Cllvm-args=--inlinedefault-threshold=75",
    "-Cllvm-args=--unroll-runtime=false",
    "-Cllvm-args=--unroll-allow-partial=false",
];

/// Measured by what is left after gzip, which likes many small functions and repeated expressions
/// better than few large functions with many locals. None of it was found to make anything slower.
const SMALLER: [&str; 9] = [
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
    "--one-caller-inline-max-function-size=0",
    "--skip-pass=local-cse",
    "--skip-pass=ssa-nomerge",
    // The stack grows down to address 0: no pointer of Rust lies below 1024 before it overflows.
    "--low-memory-unused",
    // Every load and store says how its address is aligned, and no engine that we name listens.
    "--dealign",
];

/// Writes the module to the folder, its JavaScript and its types to `glue`.
///
/// # Errors
/// When it does not compile, or names a folder of this machine.
pub fn build(tools: &WasmTools, glue: &Path, folder: &Path) -> Result<()> {
    let homes = homes()?;
    compile(tools, &left_out(&homes)?)?;
    let module = folder.join(MODULE);
    optimise(&SMALLER, &glue.join(MODULE), &module)?;
    put_in_order(&module)?;
    let bytes = shorten_names(&module, &glue.join(GLUE))?;
    for home in &homes {
        ensure!(
            !has(&bytes, home),
            "the module has the path {} in it",
            home.display()
        );
    }
    Ok(())
}

/// Where sources lie on this machine, whose paths the messages of panics would tell everybody.
fn homes() -> Result<Vec<PathBuf>> {
    let cargo = match env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => BaseDirs::new()
            .context("this user has no home folder; set CARGO_HOME")?
            .home_dir()
            .join(".cargo"),
    };
    Ok(vec![cargo, project::root().to_owned()])
}

/// What is left out of paths: those homes, and what Cargo calls the registries below them. The last
/// that a path begins with counts.
fn left_out(homes: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut left_out = homes.to_vec();
    for home in homes {
        let registries = home.join("registry/src");
        if registries.is_dir() {
            let reading = || format!("reading {}", registries.display());
            for registry in fs::read_dir(&registries).with_context(reading)? {
                left_out.push(registry.with_context(reading)?.path());
            }
        }
    }
    Ok(left_out)
}

fn compile(tools: &WasmTools, left_out: &[PathBuf]) -> Result<()> {
    tools
        .wasm_pack()?
        .args(["build", "wasm", "--target", "web", "--profile", "npm"])
        // It can neither fetch wasm-opt everywhere nor know our manifest; both are ours.
        .args(["--no-opt", "--no-pack", "--mode", "no-install"])
        .args(["--out-dir", "build/glue", "--out-name", "roster_wasm"])
        .env("CARGO_ENCODED_RUSTFLAGS", options(left_out))
        .run()
}

/// The compiler's options, which leave these paths out. Between them stands what Cargo splits at,
/// because a path may have spaces.
fn options(left_out: &[PathBuf]) -> OsString {
    let mut options = OsString::from(WASM_OPTIONS);
    for option in COPIED_LESS {
        options.push("\u{1f}");
        options.push(option);
    }
    for path in left_out {
        options.push("\u{1f}--remap-path-prefix=");
        options.push(path);
        options.push("=");
    }
    options
}

fn optimise(options: &[&str], module: &Path, optimised: &Path) -> Result<()> {
    Program::node_module("binaryen/bin/wasm-opt")
        .args(options)
        .args(FEATURES)
        .arg(module)
        .arg("-o")
        .arg(optimised)
        .run()
}

fn put_in_order(module: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("reading {}", module.display()))?;
    let named =
        order::name(&bytes).with_context(|| format!("putting {} in order", module.display()))?;
    fs::write(module, named).with_context(|| format!("writing {}", module.display()))?;
    optimise(&["--reorder-functions-by-name"], module, module)
}

/// Gives what the module now is.
fn shorten_names(module: &Path, glue: &Path) -> Result<Vec<u8>> {
    let reading = |path: &Path| format!("reading {}", path.display());
    let bytes = fs::read(module).with_context(|| reading(module))?;
    let text = fs::read_to_string(glue).with_context(|| reading(glue))?;
    let (bytes, text) = names::shorten(&bytes, &text)
        .with_context(|| format!("shortening the names in {}", module.display()))?;
    fs::write(module, &bytes).with_context(|| format!("writing {}", module.display()))?;
    fs::write(glue, text).with_context(|| format!("writing {}", glue.display()))?;
    Ok(bytes)
}

fn has(bytes: &[u8], path: &Path) -> bool {
    let path = path.to_string_lossy();
    bytes
        .windows(path.len())
        .any(|window| window == path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_where_it_stands() {
        let bytes = b"\0asm panicked at /home/me/.cargo/registry/x.rs";
        assert!(has(bytes, Path::new("/home/me/.cargo")));
        assert!(!has(bytes, Path::new("/home/you/.cargo")));
    }

    #[test]
    fn what_a_registry_is_called_is_left_out_after_its_home() {
        let home = tempfile::tempdir().unwrap();
        let registry = home.path().join("registry/src/a registry");
        fs::create_dir_all(&registry).unwrap();
        let elsewhere = PathBuf::from("/nowhere");
        let left_out = left_out(&[home.path().to_owned(), elsewhere.clone()]).unwrap();
        assert_eq!(left_out, [home.path().to_owned(), elsewhere, registry]);
    }

    #[test]
    fn every_path_is_left_out_by_an_option_of_its_own() {
        let homes = [PathBuf::from("/home/a b/.cargo"), PathBuf::from("/work")];
        let options = options(&homes);
        let options: Vec<&str> = options.to_str().unwrap().split('\u{1f}').collect();
        let (first, last) = options.split_at(options.len() - 2);
        assert_eq!(first[0], WASM_OPTIONS);
        assert_eq!(first[1..], COPIED_LESS);
        assert_eq!(
            last,
            [
                "--remap-path-prefix=/home/a b/.cargo=",
                "--remap-path-prefix=/work="
            ]
        );
    }
}
