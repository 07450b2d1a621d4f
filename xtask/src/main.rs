//! Roster.

fn main() {}
