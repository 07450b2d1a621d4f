//! Fuzzes [`roster_fuzz::request`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::request::check);
