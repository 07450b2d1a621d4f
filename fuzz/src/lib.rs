//! What holds for any input at all.
//!
//! Each module has one `check`, from bytes to nothing: it gives them to a part of the core and
//! panics when what comes of it is not a value or a typed error, as documented. The property tests
//! of the core call the checks with documents that were damaged on purpose, and replay the seeds in
//! `fuzz/seeds`; the programs in `fuzz/targets` call them with whatever a fuzzer comes up with.
//!
//! Where more than one thing goes in, an input is lines of text: so seeds are written by hand, and
//! what a fuzzer finds can be read. What a line does not say, or says wrongly, is filled in, because
//! a fuzzer that is turned away learns nothing.
//!
//! Reading order: [`answer`], [`side`], [`headers`] and [`value`] are what systems send; [`request`],
//! [`address`] and [`draft`] what people type; [`view`] and [`text`] what is shown; [`call`] puts
//! them together. `sound` says what every error keeps to.

pub mod address;
pub mod answer;
pub mod call;
pub mod draft;
pub mod headers;
pub mod request;
pub mod sample;
pub mod side;
pub mod sound;
pub mod text;
pub mod value;
pub mod view;

mod script;

use std::process::ExitCode;

/// Panics when something does not hold.
pub type Check = fn(&[u8]);

/// Every check, under the name of its target and of its folder of seeds.
pub const CHECKS: [(&str, Check); 10] = [
    ("address", address::check),
    ("answer", answer::check),
    ("call", call::check),
    ("draft", draft::check),
    ("headers", headers::check),
    ("request", request::check),
    ("side", side::check),
    ("text", text::check),
    ("value", value::check),
    ("view", view::check),
];

/// A program that gives a check what a fuzzer makes up. Built without a fuzzer, it replays the
/// files that it is started with.
#[macro_export]
macro_rules! target {
    ($check:path) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|input: &[u8]| $check(input));

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::replay($check)
        }
    };
}

/// Gives the check each file that the program was started with.
#[must_use]
pub fn replay(check: Check) -> ExitCode {
    for path in std::env::args_os().skip(1) {
        match std::fs::read(&path) {
            Ok(input) => check(&input),
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
