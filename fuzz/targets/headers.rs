//! Fuzzes [`roster_fuzz::headers`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::headers::check);
