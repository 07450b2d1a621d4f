//! From profiles to clients: which systems there are to speak with, and the sandbox when it is one
//! of them. The console and the commands both start here.

mod sandbox;
mod source;

use std::sync::OnceLock;

use roster_core::client::Client;
use roster_core::error::{Error, Result};
use roster_core::http::native::NativeTransport;
use roster_core::schema::Resource;
use roster_core::text::shown;
use roster_sandbox::Sandbox;

use crate::configuration::{KeptSecret, Profile, Tell};
use crate::exit::Failure;
use crate::output::notice;

pub use source::Source;

use source::named;

/// A client of one profile.
pub type ProfileClient = Client<NativeTransport, KeptSecret>;

/// A resource that can be reached, and by which profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The profile's name.
    pub profile: String,
    /// What its system keeps.
    pub resource: &'static Resource,
}

/// The profiles that were chosen, with one client each, made when it is first asked for.
pub struct Connections {
    profiles: Vec<Profile>,
    clients: Vec<OnceLock<ProfileClient>>,
    transport: NativeTransport,
    sandbox: Option<Sandbox>,
    tell: Tell,
}

impl Connections {
    /// Gets ready to speak with the source; starts the sandbox when it is that.
    ///
    /// # Errors
    /// The sandbox cannot start: its database is locked, not a sandbox's, or cannot be written.
    pub async fn open(source: Source, only: Option<&str>) -> Result<Connections, Failure> {
        let (profiles, sandbox) = match source {
            Source::Profiles(profiles) => (profiles, None),
            Source::Sandbox {
                database,
                unconfigured,
            } => {
                if let Some(configuration) = unconfigured {
                    notice(&format!(
                        "no profile is configured in {}: this is the sandbox, with invented accounts",
                        shown(&configuration.file.to_string_lossy())
                    ));
                }
                let sandbox = sandbox::start(database).await?;
                let profiles = named(sandbox::profiles(&sandbox)?, only)?;
                (profiles, Some(sandbox))
            }
        };
        let clients = profiles.iter().map(|_| OnceLock::new()).collect();
        Ok(Connections {
            profiles,
            clients,
            transport: NativeTransport::new()?,
            sandbox,
            tell: Tell::to(|line| notice(&line)),
        })
    }

    /// From now on what is odd about a secret is told there, instead of on standard error.
    pub fn tell(&mut self, tell: Tell) {
        self.tell = tell;
    }

    /// The profiles, in the order of the configuration.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The client of that profile; always the same one, so that what it learns is kept.
    ///
    /// # Errors
    /// There is no such profile.
    pub fn client(&self, profile: &str) -> Result<ProfileClient> {
        let mut both = self.profiles.iter().zip(&self.clients);
        let Some((profile, client)) = both.find(|(found, _)| found.name == profile) else {
            return Err(Error::invalid(format!(
                "there is no profile called {profile}"
            )));
        };
        let client = client.get_or_init(|| {
            Client::new(
                profile.settings(),
                self.transport.clone(),
                KeptSecret::new(profile, self.tell.clone()),
            )
        });
        Ok(client.clone())
    }

    /// Every resource that can be reached: profiles in their order, each with the resources of its
    /// system.
    pub fn entries(&self) -> Vec<Entry> {
        let resources = |profile: &Profile| {
            let (name, system) = (profile.name.clone(), profile.system);
            roster_core::resources()
                .iter()
                .filter(move |resource| resource.system == system)
                .map(move |resource| Entry {
                    profile: name.clone(),
                    resource,
                })
        };
        self.profiles.iter().flat_map(resources).collect()
    }

    /// The embedded sandbox, when that is what the profiles speak with.
    pub fn sandbox(&self) -> Option<&Sandbox> {
        self.sandbox.as_ref()
    }

    /// Ends what was started. Everything that was answered is in the database already, so an
    /// error here would tell the person nothing.
    pub async fn close(self) {
        if let Some(sandbox) = self.sandbox {
            let _ = sandbox.stop().await;
        }
    }
}
