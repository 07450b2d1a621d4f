//! Fuzzes [`roster_fuzz::address`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::address::check);
