//! Faults on demand: what networks and systems do wrong, when a test or a person asks for it.
//!
//! A [`Fault`] is a [`FaultKind`], where it applies, and how often. They are set in
//! [`Settings::faults`](crate::Settings::faults), with `--fault`, through [`Faults`], or by a
//! control request; `crate::traffic` applies them.
//!
//! Reading order: `kind` and `catalogue` (what there is), `fault` and `text` (one fault, made and
//! read), `standing` (which of them a call meets), then what they do: `instead` (an answer of the
//! system's place), `body` and `huge` (another body), `list` (another list), and
//! `crate::wire` (what only the connection can do).

pub mod body;
mod catalogue;
pub mod control;
mod fault;
mod huge;
pub mod instead;
mod kind;
pub mod list;
mod standing;
mod text;

pub use catalogue::fault_help;
pub use fault::Fault;
pub use kind::FaultKind;
pub use standing::{Due, Faults, StandingFault};
pub use text::FaultError;
