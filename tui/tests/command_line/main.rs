//! The command line as a person or a script meets it: the real program, run against a sandbox that
//! the test starts, the embedded one, or a server that misbehaves.
//!
//! `program` runs the program and `server` has the servers; then one file for each concern.

mod configuration;
mod embedded;
mod network;
mod output;
mod program;
mod reading;
mod server;
#[cfg(unix)]
mod terminal;
mod usage;
mod writing;
