//! The pictures of the README, taken of the real programs: [`console`] runs `roster` in a
//! terminal, [`cells`] and [`html`] turn its screen into a page, and a real Chromium photographs
//! that page and the dashboard ([`camera`]). A tool for maintainers; tests need none of it.

mod camera;
mod cells;
mod console;
mod fonts;
mod html;
mod palette;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;

use crate::sandbox::Sandbox;
use crate::tools::{browser::Browser, node};
use crate::{cargo, dashboard, project, report};
use camera::Camera;

/// A front page should be there at once, on a slow line too.
const LARGEST: u64 = 300_000;

/// What is searched for in both pictures: names of many languages, none of them cut off.
const SEARCH: &str = "last_download>2025-01-01 -fernández";
/// The account whose details are shown, and its place among those that are found.
const ACCOUNT: &str = "linnea.ek@brev.example";
const PLACE: usize = 11;

/// One of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    /// docs/console.png
    Console,
    /// docs/dashboard.png
    Dashboard,
}

/// Takes one picture, or both, and puts them into `docs`.
///
/// # Errors
/// When a font or tool is missing, a program does not show what it should, or a picture is too
/// large.
pub fn take(only: Option<Subject>) -> Result<()> {
    fonts::check()?;
    node::ready()?;
    let studio = Studio {
        camera: Camera {
            chromium: Browser::ready()?.chromium,
        },
        folder: project::path("target/xtask/pictures"),
    };
    fs::create_dir_all(&studio.folder)
        .with_context(|| format!("making {}", studio.folder.display()))?;
    if only != Some(Subject::Dashboard) {
        studio.console()?;
    }
    if only != Some(Subject::Console) {
        studio.dashboard()?;
    }
    Ok(())
}

struct Studio {
    camera: Camera,
    /// Where the photographs are, before they are made small, and what they were taken of.
    folder: PathBuf,
}

impl Studio {
    fn console(&self) -> Result<()> {
        report::heading("picture of the console, into docs/console.png");
        let screen = console::screen(&cargo::build("roster")?)?;
        let page = self.folder.join("console.html");
        fs::write(&page, html::page(&cells::lines(&screen)))
            .with_context(|| format!("writing {}", page.display()))?;
        let photograph = self.folder.join("console.png");
        self.camera.page(&page, &photograph)?;
        publish(&photograph, &project::path("docs/console.png"))
    }

    fn dashboard(&self) -> Result<()> {
        dashboard::build()?;
        report::heading("picture of the dashboard, into docs/dashboard.png");
        let sandbox = Sandbox::start()?;
        let photograph = self.folder.join("dashboard.png");
        self.camera.dashboard(sandbox.address(), &photograph)?;
        publish(&photograph, &project::path("docs/dashboard.png"))
    }
}

/// Makes the file small and puts it where the README finds it.
fn publish(photograph: &Path, picture: &Path) -> Result<()> {
    let taken =
        fs::read(photograph).with_context(|| format!("reading {}", photograph.display()))?;
    let small = palette::reduce(&taken).with_context(|| format!("in {}", photograph.display()))?;
    let size = u64::try_from(small.len())?;
    ensure!(
        size <= LARGEST,
        "{} would have {}; at most {} are allowed: show less",
        picture.display(),
        report::size(size),
        report::size(LARGEST)
    );
    let docs = picture.parent().context("a picture is in a folder")?;
    fs::create_dir_all(docs).with_context(|| format!("making {}", docs.display()))?;
    fs::write(picture, small).with_context(|| format!("writing {}", picture.display()))?;
    report::detail(&format!(
        "{} → {}",
        report::size(u64::try_from(taken.len())?),
        report::size(size)
    ));
    Ok(())
}
