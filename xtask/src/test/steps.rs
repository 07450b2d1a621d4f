//! The steps of `cargo xtask test`.

use std::ffi::OsStr;

use anyhow::{Result, ensure};

use super::fuzz;
use super::tally::Tally;
use crate::cargo::cargo;
use crate::process::Program;
use crate::sandbox::Sandbox;
use crate::tools::wasm_target::{WASM_OPTIONS, WASM_TARGET};
use crate::tools::{WasmTools, browser::Browser, node, wasm_target};
use crate::{dashboard, package};

/// One thing that must hold.
pub struct Step {
    /// `rust`, `wasm`, `web` or `fuzz`.
    pub part: &'static str,
    name: &'static str,
    /// What it is good for, as its heading says.
    pub purpose: &'static str,
    action: fn(&mut Workbench) -> Result<()>,
}

impl Step {
    /// What `--only` calls it.
    pub fn id(&self) -> String {
        format!("{}/{}", self.part, self.name)
    }
}

const fn step(
    part: &'static str,
    name: &'static str,
    purpose: &'static str,
    action: fn(&mut Workbench) -> Result<()>,
) -> Step {
    Step {
        part,
        name,
        purpose,
        action,
    }
}

/// Every step, in the order in which they run.
pub const STEPS: &[Step] = &[
    step("rust", "format", "formatting of all Rust", |_| {
        cargo().args(["fmt", "--all", "--check"]).run()
    }),
    step("rust", "clippy", "lints, natively", |_| {
        cargo()
            .args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
            .run()
    }),
    step(
        "rust",
        "test",
        "every Rust test that runs natively",
        native_tests,
    ),
    step("rust", "doc", "documentation without broken links", |_| {
        cargo()
            .args(["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
    }),
    step("wasm", "clippy", "lints, for WebAssembly", wasm_lints),
    step("wasm", "node", "tests of the bindings in Node", |bench| {
        wasm_tests_in_node(bench)
    }),
    step(
        "wasm",
        "chrome",
        "tests of the bindings in Chromium, against a sandbox",
        wasm_tests_in_chromium,
    ),
    step("web", "package", "the npm package, and its size", |bench| {
        bench.package()?;
        package::is_small()
    }),
    step(
        "web",
        "types",
        "TypeScript of the package, the dashboard and the benchmarks",
        types,
    ),
    step("web", "dashboard", "the dashboard, built", |bench| {
        bench.dashboard()
    }),
    step(
        "web",
        "browser",
        "package, dashboard and benchmarks in Chromium, against a sandbox",
        browser_tests,
    ),
    step(
        "fuzz",
        "short",
        "every fuzz target, for some seconds",
        |_| fuzz::run(),
    ),
];

/// What the steps share.
#[derive(Default)]
pub struct Workbench {
    /// Tests of all steps so far.
    pub tally: Tally,
    is_packaged: bool,
    has_dashboard: bool,
}

impl Workbench {
    /// Runs one step.
    ///
    /// # Errors
    /// When it fails.
    pub fn run(&mut self, step: &Step) -> Result<()> {
        (step.action)(self)
    }

    /// Runs a test program and counts. None at all means that tests were lost, not that all is well.
    fn count(&mut self, program: Program) -> Result<()> {
        let mut tally = Tally::default();
        let outcome = program.run_reading(|line| tally.read(line));
        self.tally.add_all(tally);
        outcome?;
        ensure!(tally.total() > 0, "it ran no test");
        Ok(())
    }

    /// Builds the package: once a run, even when it looks fresh.
    fn package(&mut self) -> Result<()> {
        if !self.is_packaged {
            package::build()?;
            self.is_packaged = true;
        }
        Ok(())
    }

    fn dashboard(&mut self) -> Result<()> {
        self.package_for_a_single_step()?;
        if !self.has_dashboard {
            dashboard::bundle()?;
            self.has_dashboard = true;
        }
        Ok(())
    }

    /// A later step that is repeated on its own needs a package, but not a new one.
    fn package_for_a_single_step(&self) -> Result<()> {
        if !self.is_packaged {
            package::ready()?;
            node::ready()?;
        }
        Ok(())
    }
}

fn native_tests(bench: &mut Workbench) -> Result<()> {
    // The bindings are tested where they run, in Node and in a browser.
    bench.count(cargo().args([
        "test",
        "--workspace",
        "--exclude",
        "roster-wasm",
        "--no-fail-fast",
    ]))
}

fn wasm_lints(_: &mut Workbench) -> Result<()> {
    wasm_target::ready()?;
    // Not the core's tests: they use sockets and files.
    for (package, targets) in [("roster-core", "--lib"), ("roster-wasm", "--all-targets")] {
        cargo()
            .args([
                "clippy",
                "--target",
                WASM_TARGET,
                "-p",
                package,
                targets,
                "--",
                "-D",
                "warnings",
            ])
            .env("CARGO_ENCODED_RUSTFLAGS", WASM_OPTIONS)
            .run()?;
    }
    Ok(())
}

fn wasm_tests_in_node(bench: &mut Workbench) -> Result<()> {
    let tools = WasmTools::ready()?;
    node::ready()?;
    bench.count(
        tools
            .wasm_pack()?
            .args(["test", "--mode", "no-install", "--node", "wasm"]),
    )
}

fn wasm_tests_in_chromium(bench: &mut Workbench) -> Result<()> {
    let tools = WasmTools::ready()?;
    let browser = Browser::ready()?;
    let sandbox = Sandbox::start()?;
    let tests = tools
        .wasm_pack()?
        .args([
            "test",
            "--mode",
            "no-install",
            "--headless",
            "--chrome",
            "--chromedriver",
        ])
        .args([browser.driver.as_os_str(), OsStr::new("wasm")])
        // A test in a browser has no environment: it reads this while it is compiled.
        .env("ROSTER_SANDBOX", sandbox.address());
    bench.count(tests)
}

fn types(bench: &mut Workbench) -> Result<()> {
    bench.package_for_a_single_step()?;
    for project in [".", "wasm", "www", "bench"] {
        Program::node_module("typescript/bin/tsc")
            .args(["--noEmit", "-p", project])
            .run()?;
    }
    Ok(())
}

fn browser_tests(bench: &mut Workbench) -> Result<()> {
    bench.dashboard()?;
    let browser = Browser::ready()?;
    let sandbox = Sandbox::start()?;
    let tests = Program::node_module("@playwright/test/cli.js")
        .arg("test")
        .env("ROSTER_SANDBOX", sandbox.address())
        .env("ROSTER_CHROMIUM", browser.chromium)
        // Colours would stand between us and the numbers.
        .env("FORCE_COLOR", "0");
    bench.count(tests)
}
