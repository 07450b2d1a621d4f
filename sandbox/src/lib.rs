//! The sandbox: MPDX, AgileNow and Swift as their documents describe them, on one loopback address,
//! with invented accounts in SQLite.
//!
//! It is the server that the console embeds, the test server, and a playground for people who build
//! a dashboard. It shares no code with `roster-core`: it reads the documents for itself, so that a
//! mistake in one shows in the other.
//!
//! Reading order: [`Settings`] (what it is started with) and [`Sandbox`] (what runs); `store` (the
//! tables, and one transaction a call); then one folder a system, each with its routes in `mod.rs`,
//! its errors in `error.rs` and one file for each resource: `mpdx`, `agilenow`, `swift`. `seed`
//! invents the accounts. [`credentials`] and [`landmarks`] are what a client has to know.
//!
//! ```no_run
//! # async fn example() -> Result<(), roster_sandbox::SandboxError> {
//! use roster_sandbox::{Sandbox, Settings};
//!
//! let sandbox = Sandbox::start(Settings { accounts: 50, ..Settings::default() }).await?;
//! println!("{}", sandbox.profiles());
//! sandbox.stop().await?;
//! # Ok(())
//! # }
//! ```

mod agilenow;
mod clock;
pub mod credentials;
mod dashboard;
mod error;
pub mod landmarks;
mod moment;
mod mpdx;
mod profiles;
mod seed;
mod server;
mod settings;
mod signing;
mod store;
mod swift;

pub use clock::{Clock, ClockHands};
pub use dashboard::built_dashboard;
pub use error::SandboxError;
pub use server::Sandbox;
pub use settings::{Database, Settings};
pub use store::StoreError;
