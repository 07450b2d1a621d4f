//! `POST user/authenticate`: a ticket of a single sign-on for a token of MPDX. The call itself takes
//! no token: see [`crate::client::without_token`].

use crate::error::{ErrorKind, Result};
use crate::message::{Method, Request, Response, Secret};
use crate::schema::Operation;
use crate::systems::answer::{self, member, part};
use crate::systems::mpdx::key_accounts::KEY_ACCOUNTS;
use crate::systems::mpdx::{headers, write};
use crate::systems::{SideAsk, SideCall};
use crate::value::{Members, Value};

/// What a person has from their sign-on.
#[derive(Debug, Clone)]
pub enum Ticket {
    /// A ticket of the CAS server.
    Cas(Secret),
    /// An access token of Okta.
    Okta(Secret),
}

/// The call. A missing ticket is refused with 400, a bad one with 401. The token that comes lasts 30
/// days; [`token::decode`](super::token::decode) tells when it ends.
#[must_use]
pub fn authenticate(ticket: &Ticket) -> SideCall<Secret> {
    let text = |secret: &Secret| Value::text(secret.reveal());
    let attributes = match ticket {
        Ticket::Cas(ticket) => write::object([("cas_ticket", text(ticket))]),
        Ticket::Okta(token) => write::object([
            ("provider", Value::text("okta")),
            ("access_token", text(token)),
        ]),
    };
    let data = [
        ("type", Value::text("authenticate")),
        ("attributes", attributes),
    ];
    let body = write::object([("data", write::object(data))]).to_json();
    let request = headers(Request::new(Method::Post, "user/authenticate").body(body));
    // The ticket is good once, so this is a create, which is never repeated blindly.
    let ask = SideAsk {
        operation: Operation::Create,
        id: None,
        request,
    };
    SideCall::new(&KEY_ACCOUNTS, ask, read)
}

/// `data.attributes.json_web_token`. No error quotes the body: the token is in it.
fn read(response: &Response) -> Result<Secret> {
    let hidden = Response {
        body: Vec::new(),
        ..response.clone()
    };
    let found = || -> Result<Option<String>> {
        let document = answer::object(response)?;
        let data: Members<'_> = part(response, member(response, &document, "", "data")?, "data")?;
        let attributes = member(response, &data, "data", "attributes")?;
        let attributes: Members<'_> = part(response, attributes, "data.attributes")?;
        Ok(attributes.get("json_web_token").and_then(answer::text))
    };
    match found() {
        Ok(Some(token)) if !token.is_empty() => Ok(Secret::new(token)),
        Err(error) if error.kind() != ErrorKind::Malformed => Err(error),
        _ => Err(answer::malformed(&hidden, "")
            .worded("the answer cannot be read: data.attributes.json_web_token is missing")),
    }
}
