//! Answers to the calls that systems have beside the operations, and what a token says of itself.
//!
//! `CALL STATUS [PLACE]`, headers, an empty line, the body. `CALL` is `tenants`, `join`, `leave`,
//! `references` or `authenticate`; of `claims`, the body is a token, or what stands inside of one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use roster_core::error::{Effect, Error, ErrorKind};
use roster_core::message::{Response, Secret};
use roster_core::resources;
use roster_core::schema::System;
use roster_core::systems::agilenow::field_type::FieldType;
use roster_core::systems::agilenow::tenants::{self, Membership, TenantData};
use roster_core::systems::mpdx::authenticate::{Ticket, authenticate};
use roster_core::systems::mpdx::token;
use roster_core::systems::{Place, SideCall, protocol};

use crate::script::{head_and_body, number};
use crate::{headers, sample, sound};

/// # Panics
/// When an answer gives something else than what was asked for or a typed error.
pub fn check(input: &[u8]) {
    let (head, body) = head_and_body(input);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let word = |place: usize| words.get(place).copied().unwrap_or_default();
    let status = u16::try_from(number(word(1))).unwrap_or(200);
    let response = Response {
        status: status.clamp(200, 299),
        headers: headers::headers(lines),
        body: body.to_vec(),
    };
    match word(0) {
        "authenticate" => signed_in(&response),
        "claims" => claims(&response.body),
        "references" => references(&response, word(2)),
        "join" => membership(join().read(&clean(&response)), true),
        "leave" => membership(tenants::remove("7", word(2)).read(&clean(&response)), true),
        _ => {
            let found = tenants::list(sample::IDS[2]).read(&clean(&response));
            let count = found.as_ref().map_or(0, Vec::len);
            assert!(count <= response.body.len());
            membership(found.map(|mut all| all.pop()), false);
        }
    }
}

fn join() -> SideCall<Membership> {
    let tenant = FieldType::id("9007199254740993");
    tenants::add("..", &TenantData { user: None, tenant })
}

/// What a system says of its own accord is no secret of ours.
fn clean(response: &Response) -> Response {
    Response {
        body: sound::without_secret_bytes(&response.body),
        ..response.clone()
    }
}

fn membership(found: Result<impl Into<Option<Membership>>, Error>, writes: bool) {
    match found.map(Into::into) {
        Ok(Some(membership)) => {
            let names = membership.members.iter().map(|(name, _)| name.as_str());
            assert!(names.clone().count() <= 1000);
        }
        Ok(None) => {}
        Err(error) => unreadable(&error, writes),
    }
}

fn unreadable(error: &Error, writes: bool) {
    sound::error(error);
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert!(error.what().is_some(), "an error of nothing: {error:?}");
    let effect = error.what_was_done();
    assert_eq!(writes, effect != Effect::NotApplied, "{error:?}");
}

/// A page of the records that a field may point to. Where the next one is, the system says; that it
/// leads in no circle, whoever asks for them sees to.
fn references(response: &Response, place: &str) {
    let response = clean(response);
    let place = place.parse().map_or(Place::First, |number: u64| {
        Place::Number(number.min(u64::MAX - 1))
    });
    for resource in resources() {
        for field in resource.references() {
            let Some(call) = protocol(resource.system).references(resource, field, &place) else {
                continue;
            };
            match call.read(&response) {
                Ok(page) => {
                    assert!(page.records.len() <= response.body.len());
                    assert!(page.next.is_none() || !page.records.is_empty());
                }
                Err(error) => unreadable(&error, false),
            }
        }
    }
}

/// A token that came does not show, nor does one in an answer that cannot be read.
fn signed_in(response: &Response) {
    let ticket = Secret::new(format!("{}ticket", sound::SECRET));
    for ticket in [Ticket::Cas(ticket.clone()), Ticket::Okta(ticket)] {
        let call = authenticate(&ticket);
        let debug = format!("{ticket:?} {call:?}");
        assert!(!debug.contains(sound::SECRET), "a secret in {debug}");
        match call.read(response) {
            Ok(token) => assert!(!token.reveal().is_empty()),
            Err(error) => unreadable(&error, true),
        }
    }
}

fn claims(body: &[u8]) {
    let text = String::from_utf8_lossy(body);
    let whole = Secret::new(text.as_ref());
    let inside = Secret::new(format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(body)));
    for token in [whole, inside] {
        match token::decode(&token) {
            Ok(claims) => assert!(claims.ended(claims.ends)),
            Err(error) => assert!(error.to_string().len() < 80, "{error}"),
        }
    }
    let secret = Secret::new(format!("{}{text}", sound::SECRET));
    for system in System::ALL {
        if let Some(warning) = protocol(system).secret_warning(&secret) {
            assert!(!warning.contains(sound::SECRET), "a secret in {warning}");
            assert!(warning.len() < 300, "{warning}");
        }
    }
}
