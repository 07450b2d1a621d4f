//! What holds for any input at all: the checks of `roster-fuzz`, given its seeds, documents that
//! were damaged on purpose, and text and bytes at random. No fuzzer is needed for it.

mod damage;
mod damaged;
mod random;
mod seeds;
