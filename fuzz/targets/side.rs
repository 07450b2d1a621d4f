//! Fuzzes [`roster_fuzz::side`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::side::check);
