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
//! Every call passes `traffic` first: it is written to the [`Log`], and meets the [`Faults`] that
//! stand. Both have control requests beside their handles:
//!
//! | request | |
//! |---|---|
//! | `GET /sandbox/faults` | the faults that stand, each with the calls it was for and happened to |
//! | `PUT /sandbox/faults` | a JSON list in their place: `[{"kind": "lost-after", "method": "POST", "next": 1}]`, or texts of the command line: `["latency:20-50,system=mpdx"]` |
//! | `DELETE /sandbox/faults` | nothing fails any more |
//! | `GET /sandbox/log?limit=N` | `{"requests": […], "counts": {"mpdx": …}}` with the last N calls (100) |
//! | `DELETE /sandbox/log` | forgets them and the counts |
//!
//! [`fault_help`] lists every kind of fault with an example.
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
mod app;
mod call;
mod clock;
pub mod credentials;
mod dashboard;
mod error;
mod faults;
pub mod landmarks;
mod log;
mod moment;
mod mpdx;
mod profiles;
mod seed;
mod server;
mod settings;
mod signing;
mod store;
mod swift;
mod system;
mod traffic;
mod wire;

pub use clock::{Clock, ClockHands};
pub use dashboard::built_dashboard;
pub use error::SandboxError;
pub use faults::{Fault, FaultError, FaultKind, Faults, StandingFault, fault_help};
pub use log::{Counts, Log, Received};
pub use server::Sandbox;
pub use settings::{Database, Settings};
pub use store::StoreError;
pub use system::System;
