//! The bindings in Node, against recorded answers of a real server: what accounts, errors and
//! cancellation look like in JavaScript.
#![cfg(target_arch = "wasm32")]

mod accounts;
mod cancellation;
mod drafts;
mod errors;
mod groups;
mod recorded;
mod rows;
mod tokens;
mod unread;
