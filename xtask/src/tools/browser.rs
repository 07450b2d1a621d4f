//! Chromium and its driver, from the distribution: a browser that security updates reach.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::process::{self, Program};
use crate::report;

/// The browser that tests run in.
pub struct Browser {
    /// `chromium`
    pub chromium: PathBuf,
    /// `chromedriver`
    pub driver: PathBuf,
}

impl Browser {
    /// Finds both programs; on Debian and its relatives root installs them.
    ///
    /// # Errors
    /// When they are missing and this user cannot install them: says which command does.
    pub fn ready() -> Result<Self> {
        if let Some(browser) = Self::found() {
            return Ok(browser);
        }
        report::heading("install Chromium and its driver");
        if process::find("apt-get").is_none() {
            bail!(
                "`chromium` and `chromedriver` are missing: install both, then repeat this command"
            );
        }
        if !is_root() {
            bail!(
                "`chromium` and `chromedriver` are missing: \
                 run `sudo apt-get install --yes chromium chromium-driver`, then repeat this command"
            );
        }
        apt_get(&["update"])?;
        apt_get(&[
            "install",
            "--yes",
            "--no-install-recommends",
            "chromium",
            "chromium-driver",
        ])?;
        Self::found().context(
            "the packages are installed, but `chromium` and `chromedriver` are not on the PATH",
        )
    }

    fn found() -> Option<Self> {
        Some(Self {
            chromium: process::find("chromium")?,
            driver: process::find("chromedriver")?,
        })
    }
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    Program::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
}

fn is_root() -> bool {
    Program::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|user| user.trim() == "0")
}
