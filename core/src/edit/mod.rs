//! One account on its way to being changed: a [`Draft`] takes values in, says what is wrong with
//! them and what they change, and merges with what somebody else changed.

mod draft;
mod merge;
mod read;
#[cfg(test)]
pub(crate) mod sample;
mod validate;

pub use draft::{Draft, FieldChange};
pub use merge::{Clash, Merge};
pub use validate::Problem;
