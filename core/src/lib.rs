//! The core of Roster: what the accounts of four resources in three systems are, and every call
//! that their documents have. It builds for wasm32 and native.
//!
//! Reading order, the way of the data: [`schema`] says what a resource is and [`systems`] has one
//! folder for each system, which writes requests and reads answers ([`message`]) into an
//! [`account::Account`], and are asked for lists narrowed by a [`query`]; [`call`] leads one call from request to outcome without I/O, [`http`]
//! does its I/O, and [`client`] puts the two together for a profile; [`collection`] holds many
//! accounts to search, sort and page; [`edit`] has the draft of one. [`error`] is the one error type,
//! and [`text`] makes what a server said safe to show.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice
)]

pub mod account;
pub mod bytes;
pub mod call;
pub mod client;
pub mod collection;
pub mod compare;
pub mod edit;
pub mod error;
mod hash;
pub mod http;
mod json;
pub mod message;
pub mod moment;
pub mod nearest;
pub mod query;
pub mod schema;
pub mod systems;
pub mod text;
pub mod value;

pub use systems::{resource, resources};
