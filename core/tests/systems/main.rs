//! The core against the sandbox and against sockets that misbehave, over the real HTTP stack.
//! One program, so that it is linked once.

mod agilenow;
mod faults;
mod lists;
mod mpdx;
mod support;
mod swift;
mod transport;
