//! Fuzzes [`roster_fuzz::view`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::view::check);
