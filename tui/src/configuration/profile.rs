//! One profile: a system, where it is, and how calls to it are authorised.

use std::time::Duration;

use roster_core::client::Settings;
use roster_core::http::BaseUrl;
use roster_core::schema::System;

use super::SecretSource;

/// A system and how to reach it, under the name that the person gave it.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The person's name for it.
    pub name: String,
    /// Which system it is.
    pub system: System,
    /// Where its API is.
    pub base_url: BaseUrl,
    /// The OAuth client, where the system wants one.
    pub client_id: Option<String>,
    /// Where the bearer token or the client secret comes from.
    pub secret: SecretSource,
    /// Whether Roster refuses to write with it.
    pub read_only: bool,
    /// How long a whole call may take.
    pub timeout: Duration,
}

impl Profile {
    /// How long a whole call may take when the profile does not say.
    pub const TIMEOUT: Duration = Duration::from_secs(60);

    /// What a client is made with.
    pub fn settings(&self) -> Settings {
        Settings {
            system: self.system,
            base_url: self.base_url.clone(),
            client_id: self.client_id.clone(),
            scope: None,
            read_only: self.read_only,
            timeout: self.timeout,
            attempt: Settings::ATTEMPT,
        }
    }
}
