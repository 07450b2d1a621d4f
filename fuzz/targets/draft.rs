//! Fuzzes [`roster_fuzz::draft`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::draft::check);
