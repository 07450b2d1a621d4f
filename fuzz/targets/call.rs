//! Fuzzes [`roster_fuzz::call`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::call::check);
