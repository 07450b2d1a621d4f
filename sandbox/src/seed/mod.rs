//! The invented accounts: believable people of many cultures, and the awkward cases that a client
//! meets sooner or later. The same seed gives the same accounts; more accounts leave the first ones
//! as they are.

mod agilenow;
mod awkward;
mod mpdx;
mod names;
mod organizations;
mod person;
pub mod random;
mod swift;

use std::ops::Range;

use rusqlite::Connection;

use crate::moment::SECOND;
use crate::seed::random::Random;
use crate::settings::Settings;

/// 2014-01-01 to 2024-06-01: when accounts were made.
const CREATED: Range<i64> = 1_388_534_400 * SECOND..1_717_200_000 * SECOND;
/// 2025-06-01: when the last one was changed.
const CHANGED_UNTIL: i64 = 1_748_736_000 * SECOND;

/// Fills the empty tables.
pub fn fill(connection: &Connection, settings: &Settings) -> rusqlite::Result<()> {
    mpdx::fill(connection, settings.accounts, settings.seed)?;
    agilenow::fill(connection, settings.accounts, settings.seed)?;
    swift::fill(connection, settings.accounts, settings.seed)
}

/// When an account was made, and when it was changed last.
fn moments(random: &mut Random) -> (i64, i64) {
    let created = random.moment(CREATED);
    (created, random.moment(created..CHANGED_UNTIL))
}

/// A row number or a count.
fn number(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
