//! Where the accounts are to come from, decided before anything is started: configured profiles, or
//! the embedded sandbox.

use std::path::PathBuf;

use roster_core::error::{Effect, Error, ErrorKind};
use roster_core::schema::{Operation, Resource, System};
use roster_core::text::shown;

use super::sandbox;
use crate::arguments::Where;
use crate::configuration::{Configuration, Profile, place};
use crate::exit::Failure;

/// Where the accounts are to come from, decided before anything is started.
#[derive(Debug)]
pub enum Source {
    /// Profiles of the configuration file.
    Profiles(Vec<Profile>),
    /// The embedded sandbox.
    Sandbox {
        /// Its SQLite file.
        database: PathBuf,
        /// The configuration file that was looked at and had no profile; `None` when the sandbox
        /// was asked for.
        unconfigured: Option<Configuration>,
    },
}

impl Source {
    /// Decides between the configured profiles and the sandbox. Reads the configuration; starts
    /// and sends nothing.
    ///
    /// # Errors
    /// The configuration makes no sense, or has no profile of the name that was asked for.
    pub fn choose(chosen: &Where) -> Result<Source, Failure> {
        let mut unconfigured = None;
        if !chosen.wants_sandbox() {
            let configuration = Configuration::read(chosen.config.as_deref())?;
            if !configuration.profiles.is_empty() {
                let profiles = named(configuration.profiles, chosen.profile.as_deref())?;
                return Ok(Source::Profiles(profiles));
            }
            unconfigured = Some(configuration);
        }
        if let Some(name) = &chosen.profile
            && !sandbox::PROFILES.contains(&name.as_str())
        {
            return Err(no_such_profile(name, &sandbox::PROFILES));
        }
        let database = match &chosen.sandbox_db {
            Some(file) => file.clone(),
            None => place::sandbox_database()?,
        };
        Ok(Source::Sandbox {
            database,
            unconfigured,
        })
    }

    /// Refuses an operation that writes with a profile that is for reading.
    ///
    /// # Errors
    /// The profile says `read_only = true`.
    pub fn allows(
        &self,
        profile: &str,
        resource: &'static Resource,
        operation: Operation,
    ) -> Result<(), Failure> {
        let Source::Profiles(profiles) = self else {
            return Ok(());
        };
        let read_only = |one: &&Profile| one.name == profile && one.read_only;
        if !operation.writes() || !profiles.iter().any(|one| read_only(&one)) {
            return Ok(());
        }
        let message = format!("the profile \"{profile}\" is read-only");
        Err(Error::new(ErrorKind::Forbidden, message)
            .effect(Effect::NothingSent)
            .asked(resource, operation, None)
            .advice("remove read_only from the profile to allow it")
            .into())
    }

    /// The profiles by name, each with its system.
    fn systems(&self) -> Vec<(&str, System)> {
        match self {
            Source::Profiles(profiles) => profiles
                .iter()
                .map(|profile| (profile.name.as_str(), profile.system))
                .collect(),
            Source::Sandbox { .. } => sandbox::PROFILES.into_iter().zip(System::ALL).collect(),
        }
    }

    /// The one profile that serves a resource.
    ///
    /// # Errors
    /// There is none for the resource's system, or there are several and none was chosen.
    pub fn profile_for(
        &self,
        resource: &Resource,
        chosen: Option<&str>,
    ) -> Result<String, Failure> {
        let all = self.systems();
        let mut serving = all
            .iter()
            .filter(|(name, system)| {
                *system == resource.system && chosen.is_none_or(|chosen| chosen == *name)
            })
            .map(|(name, _)| *name);
        let system = resource.system.name();
        match (serving.next(), serving.next(), chosen) {
            (Some(profile), None, _) => Ok(profile.to_owned()),
            (Some(first), Some(second), _) => {
                let names: Vec<_> = [first, second]
                    .into_iter()
                    .chain(serving)
                    .map(shown)
                    .collect();
                Err(Failure::usage(format!(
                    "several profiles reach {}: say which with --profile: {}",
                    resource.id,
                    names.join(", ")
                )))
            }
            (None, _, Some(chosen)) => Err(Failure::usage(format!(
                "profile \"{}\" does not reach {}, which needs a profile with system = \"{system}\"",
                shown(chosen),
                resource.id
            ))),
            (None, _, None) => Err(Failure::usage(format!(
                "no profile reaches {}: it needs one with system = \"{system}\" (see roster profiles)",
                resource.id
            ))),
        }
    }
}

/// The profile of that name alone, or all when none was asked for.
///
/// # Errors
/// There is none of that name.
pub fn named(profiles: Vec<Profile>, name: Option<&str>) -> Result<Vec<Profile>, Failure> {
    let Some(name) = name else {
        return Ok(profiles);
    };
    let names: Vec<String> = profiles
        .iter()
        .map(|profile| profile.name.clone())
        .collect();
    match profiles.into_iter().find(|profile| profile.name == name) {
        Some(profile) => Ok(vec![profile]),
        None => Err(no_such_profile(name, &names)),
    }
}

fn no_such_profile(name: &str, names: &[impl AsRef<str>]) -> Failure {
    let names: Vec<_> = names.iter().map(|name| shown(name.as_ref())).collect();
    Failure::usage(format!(
        "there is no profile \"{}\"; there are {}",
        shown(name),
        names.join(", ")
    ))
}
