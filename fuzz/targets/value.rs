//! Fuzzes [`roster_fuzz::value`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::value::check);
