//! Where files are, by the platform's own custom.

use std::path::PathBuf;

use directories::ProjectDirs;

use crate::exit::{Exit, Failure};

/// The configuration file: `~/.config/roster/config.toml` on Linux.
///
/// # Errors
/// The person has no home folder.
pub fn configuration() -> Result<PathBuf, Failure> {
    Ok(folders("--config FILE")?.config_dir().join("config.toml"))
}

/// The sandbox's database: `~/.local/share/roster/sandbox.sqlite3` on Linux. Makes the folder.
///
/// # Errors
/// The person has no home folder, or the folder cannot be made.
pub fn sandbox_database() -> Result<PathBuf, Failure> {
    let folders = folders("--sandbox-db FILE")?;
    let folder = folders.data_dir();
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::new(
            Exit::Failed,
            format!(
                "cannot make the folder {} for the sandbox's database: {error}; name another file \
                 with --sandbox-db FILE",
                folder.display()
            ),
        )
    })?;
    Ok(folder.join("sandbox.sqlite3"))
}

fn folders(instead: &str) -> Result<ProjectDirs, Failure> {
    ProjectDirs::from("", "", "roster").ok_or_else(|| {
        Failure::usage(format!(
            "there is no home folder to look in; say where with {instead}"
        ))
    })
}
