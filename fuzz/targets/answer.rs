//! Fuzzes [`roster_fuzz::answer`].

#![cfg_attr(fuzzing, no_main)]

roster_fuzz::target!(roster_fuzz::answer::check);
