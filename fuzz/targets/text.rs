//! Fuzzes [`roster_fuzz::text`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::text::check);
