//! Chromium as a camera. What it does there is `camera.mjs`, since Playwright is driven from Node.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{ACCOUNT, SEARCH};
use crate::process::Program;
use crate::project;

/// Takes pictures, two pixels for each of the page, so that they are sharp on good screens.
pub struct Camera {
    /// `chromium`
    pub chromium: PathBuf,
}

impl Camera {
    /// Photographs the window on a page of this machine.
    ///
    /// # Errors
    /// When Chromium cannot show it.
    pub fn page(&self, page: &Path, picture: &Path) -> Result<()> {
        self.script("window").arg(page).arg(picture).run()
    }

    /// Photographs the dashboard that a sandbox serves, with a search and an account's details.
    ///
    /// # Errors
    /// When the dashboard does not come to show them.
    pub fn dashboard(&self, address: &str, picture: &Path) -> Result<()> {
        self.script("dashboard")
            .arg(address)
            .arg(picture)
            .args([SEARCH, ACCOUNT])
            .run()
    }

    fn script(&self, subject: &str) -> Program {
        Program::new("node")
            .arg(project::path("xtask/src/pictures/camera.mjs"))
            .arg(subject)
            .env("ROSTER_CHROMIUM", &self.chromium)
    }
}
