//! One account on its way to being changed: a [`Draft`] takes values in, says what is wrong with
//! them and what they change, merges with what somebody else changed, and afterwards the answer is
//! [compared](compare()) with what was asked.

mod compare;
mod draft;
mod merge;
mod read;
#[cfg(test)]
mod sample;
mod validate;

pub use compare::{Discrepancy, compare};
pub use draft::{Draft, FieldChange};
pub use merge::{Clash, Merge};
pub use validate::Problem;
