//! The wire format of AgileNow, fact by fact: `sent` has what is asked, `narrowed` what of a filter
//! and a sort goes to the server, `read` what is answered, `refused` what is refused.

mod narrowed;
mod read;
mod refused;
mod sent;

const ROOT: &str = "Endpoint/rest/api/v1";
