//! The embedded sandbox, and the profiles that reach it.

use std::path::PathBuf;

use roster_core::http::BaseUrl;
use roster_core::message::Secret;
use roster_core::schema::System;
use roster_sandbox::{Database, Sandbox, Settings, built_dashboard, credentials};

use crate::configuration::{Profile, SecretSource};
use crate::exit::{Exit, Failure};

/// The names of the sandbox's profiles, in the order of [`System::ALL`].
pub const PROFILES: [&str; 3] = ["sandbox-mpdx", "sandbox-agilenow", "sandbox-swift"];

/// Starts it on a free loopback port, with its accounts in that file.
///
/// # Errors
/// The file is locked, not a sandbox's, or cannot be used.
pub async fn start(database: PathBuf) -> Result<Sandbox, Failure> {
    let settings = Settings {
        database: Database::File(database),
        dashboard: built_dashboard(),
        ..Settings::default()
    };
    Sandbox::start(settings)
        .await
        .map_err(|error| Failure::new(Exit::Failed, format!("the sandbox cannot start: {error}")))
}

/// A profile for each system.
///
/// # Errors
/// Never, as long as the sandbox listens on loopback.
pub fn profiles(sandbox: &Sandbox) -> Result<Vec<Profile>, Failure> {
    PROFILES
        .into_iter()
        .zip(System::ALL)
        .map(|(name, system)| {
            let (base_url, client_id, secret) = match system {
                System::Mpdx => (sandbox.mpdx_base_url(), None, credentials::mpdx_token()),
                System::AgileNow => (
                    sandbox.agilenow_base_url(),
                    Some(credentials::AGILENOW_CLIENT_ID.to_owned()),
                    credentials::AGILENOW_CLIENT_SECRET.to_owned(),
                ),
                System::Swift => (
                    sandbox.swift_base_url(),
                    None,
                    credentials::SWIFT_TOKEN.to_owned(),
                ),
            };
            Ok(Profile {
                name: name.to_owned(),
                system,
                base_url: BaseUrl::parse(&base_url)?,
                client_id,
                secret: SecretSource::Sandbox(Secret::new(secret)),
                read_only: false,
                timeout: Profile::TIMEOUT,
            })
        })
        .collect()
}
