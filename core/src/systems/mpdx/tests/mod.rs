//! The wire format of MPDX, fact by fact: `sent` has what is asked, `read` what is answered,
//! `refused` what is refused, `narrowed` what of a filter and a sort goes to the server.

mod narrowed;
mod read;
mod refused;
mod sent;

const ID: &str = "54ecd774-ac41-4026-a103-03893eedeb53";
