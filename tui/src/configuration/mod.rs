//! The configuration file: which profiles there are, each a system and how to reach it.
//!
//! `place` says where the file is looked for, `file` reads its TOML with the help
//! of `table`, which names the line and what is allowed in every error, `profile` is what one profile comes to, and `secret` gets its token
//! or client secret when a call needs it.

mod file;
pub mod place;
mod profile;
mod secret;
mod table;

use std::io;
use std::path::{Path, PathBuf};

use roster_core::text::shown;

use crate::exit::Failure;

pub use profile::Profile;
pub use secret::{KeptSecret, SecretSource, Tell};

/// What was configured, and where it was read.
#[derive(Debug)]
pub struct Configuration {
    /// The file that was read, or would have been: there need not be one in the usual place.
    pub file: PathBuf,
    /// Whether that file exists.
    pub found: bool,
    /// The profiles in the order of the file.
    pub profiles: Vec<Profile>,
}

impl Configuration {
    /// Reads the named file, or the one in the usual place.
    ///
    /// # Errors
    /// A named file that is not there, a file that cannot be read, and everything that makes no
    /// sense in it.
    pub fn read(named: Option<&Path>) -> Result<Configuration, Failure> {
        let file = match named {
            Some(file) => file.to_owned(),
            None => place::configuration()?,
        };
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
                return Ok(Configuration {
                    file,
                    found: false,
                    profiles: Vec::new(),
                });
            }
            Err(error) => return Err(unreadable(&file, &error)),
        };
        let profiles = file::profiles(&text).map_err(|problem| {
            Failure::usage(format!(
                "{}:{}: {}",
                shown(&file.to_string_lossy()),
                problem.line,
                problem.message
            ))
        })?;
        Ok(Configuration {
            file,
            found: true,
            profiles,
        })
    }
}

fn unreadable(file: &Path, error: &io::Error) -> Failure {
    let file = file.to_string_lossy();
    let file = shown(&file);
    Failure::usage(match error.kind() {
        io::ErrorKind::NotFound => format!(
            "there is no configuration file {file}; name another with --config or ROSTER_CONFIG, \
             or use --sandbox"
        ),
        io::ErrorKind::InvalidData => {
            format!("the configuration file {file} is not text in UTF-8")
        }
        _ => format!("the configuration file {file} cannot be read: {error}"),
    })
}
