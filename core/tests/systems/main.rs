//! The core against the sandbox and against sockets that misbehave, over the real HTTP stack.
//! One program, so that it is linked once.

mod agilenow;
mod agilenow_facts;
mod faults;
mod lists;
mod mpdx;
mod mpdx_facts;
mod recorder;
mod support;
mod swift;
mod swift_facts;
mod transport;
mod unread;
