//! Answers of the systems, of every operation and every status.
//!
//! `RESOURCE OPERATION STATUS [PLACE]`, headers, an empty line, the body. The operation `token` is
//! an answer of the token endpoint.

use std::collections::HashMap;
use std::time::Duration;

use roster_core::account::Account;
use roster_core::call::token::Token;
use roster_core::error::{Effect, Error, ErrorKind};
use roster_core::message::Response;
use roster_core::schema::{Operation, Resource, System};
use roster_core::systems::{
    Ask, CreateAsk, Outcome, Page, PageAsk, Place, UpdateAsk, agilenow, mpdx, protocol, recorded,
    swift,
};
use roster_core::value::Value;
use serde_json::value::RawValue;

use crate::script::{Script, head_and_body, number};
use crate::{headers, sample, sound};

/// # Panics
/// When an answer gives something else than an outcome or a typed error, or loses what it says.
pub fn check(input: &[u8]) {
    let (head, body) = head_and_body(input);
    let head = String::from_utf8_lossy(head);
    let script = Script::read(&head);
    let status = u16::try_from(number(script.word(1))).unwrap_or(200);
    let response = Response {
        status: status.clamp(100, 999),
        headers: headers::headers(script.lines.iter().copied()),
        body: body.to_vec(),
    };
    if script.word(0) == "token" {
        token(&response);
    } else {
        let ask = ask(script.resource, script.operation(), script.word(2));
        holds(script.resource, &ask, &response);
    }
}

/// An ask of that operation; a list from that place on.
#[must_use]
pub fn ask(resource: &'static Resource, operation: Operation, place: &str) -> Ask {
    let id = sample::id(resource).to_owned();
    match operation {
        Operation::List => Ask::List(PageAsk {
            place: match (place.parse(), place) {
                // Behind the last number that there is, there is no page.
                (Ok(number), _) => Place::Number(u64::min(number, u64::MAX - 1)),
                (_, "") => Place::First,
                (_, cursor) => Place::After(cursor.to_owned()),
            },
            ..PageAsk::default()
        }),
        Operation::Get => Ask::Get { id, by: None },
        Operation::Create => Ask::Create(CreateAsk {
            changes: Vec::new(),
            id: None,
        }),
        Operation::Update => Ask::Update(UpdateAsk {
            id,
            changes: Vec::new(),
            base: None,
            version: None,
            overwrite: false,
        }),
        Operation::Upsert => Ask::Upsert(Vec::new()),
        Operation::Delete => Ask::Delete { id },
        Operation::Sync => Ask::Sync { id },
    }
}

/// What must come of an answer, whatever it is.
///
/// # Panics
/// When it does not.
pub fn holds(resource: &'static Resource, ask: &Ask, response: &Response) {
    // What a system says of its own accord is no secret of ours.
    let response = &Response {
        body: sound::without_secret_bytes(&response.body),
        ..response.clone()
    };
    let operation = ask.operation();
    let named = |error: Error| error.asked(resource, operation, ask.id());
    if !response.is_success() {
        let error = named(protocol(resource.system).refusal(resource, response));
        return refusal(operation, response, &error);
    }
    match protocol(resource.system).outcome(resource, ask, response) {
        Ok(Outcome::Page(page)) => {
            assert_eq!(operation, Operation::List);
            page_holds(resource, ask, &page, response);
        }
        Ok(Outcome::Account(found)) => {
            assert!(!matches!(operation, Operation::List | Operation::Delete));
            account(resource, &found);
            nothing_lost(&found, &response.body);
        }
        Ok(Outcome::Done) => assert!(matches!(operation, Operation::Delete | Operation::Sync)),
        Ok(Outcome::Side(_)) => panic!("an answer to another call"),
        Err(error) => unreadable(operation, response, &named(error)),
    }
}

fn unreadable(operation: Operation, response: &Response, error: &Error) {
    sound::error(error);
    assert_eq!(error.kind(), ErrorKind::Malformed);
    assert_eq!(error.http_status(), Some(response.status));
    assert!(error.message().len() > "the answer cannot be read: ".len());
    let effect = error.what_was_done();
    let start = response.body.trim_ascii_start();
    let is_json = !is_page(response) && (start.starts_with(b"{") || start.starts_with(b"["));
    assert!(
        match (operation.writes(), is_json) {
            (false, _) => effect == Effect::NotApplied,
            (true, true) => effect == Effect::Applied,
            // It may be somebody else's answer, between here and the system.
            (true, false) => matches!(effect, Effect::Applied | Effect::Unknown),
        },
        "{error:?}"
    );
}

fn refusal(operation: Operation, response: &Response, error: &Error) {
    sound::error(error);
    let status = response.status;
    assert_eq!(error.http_status(), Some(status));
    let effect = error.what_was_done();
    match status {
        400..500 => assert_eq!(effect, Effect::NotApplied, "{error:?}"),
        500.. if operation.writes() => {
            // AgileNow's own word that it could not tell which account was meant.
            let told = error.message() == "several accounts match";
            assert_eq!(effect == Effect::Unknown, !told, "{error:?}");
        }
        _ => {}
    }
    assert_eq!(error.kind() == ErrorKind::Unauthorized, status == 401);
    assert_eq!(error.kind() == ErrorKind::NotFound, status == 404);
    assert_eq!(error.kind() == ErrorKind::RateLimited, status == 429);
    let body = String::from_utf8_lossy(&response.body);
    let says = !body.trim().is_empty() && !is_page(response);
    assert!(
        !says || !error.given_reasons().is_empty(),
        "the system's words are lost: {body}"
    );
}

/// Whether it is HTML, by its own word or by its looks.
fn is_page(response: &Response) -> bool {
    let kind = response.header("content-type").unwrap_or_default();
    kind.starts_with("text/html") || response.body.trim_ascii_start().starts_with(b"<")
}

fn page_holds(resource: &'static Resource, ask: &Ask, page: &Page, response: &Response) {
    assert!(page.accounts.len() <= response.body.len());
    for found in &page.accounts {
        account(resource, found);
    }
    let Ask::List(asked) = ask else {
        panic!("a page, without a list")
    };
    assert_ne!(page.next.as_ref(), Some(&asked.place), "a list in a circle");
    if page.accounts.is_empty() && page.unread.is_empty() {
        assert_eq!(page.next, None, "a list that goes on behind its end");
    }
    assert!(
        page.unread.errors().count() <= 100,
        "more than anybody reads"
    );
    for error in page.unread.errors() {
        sound::error(error);
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
    recorded_holds(resource, page, &response.body);
}

/// The same answer read into columns holds the same, the last account of each id.
fn recorded_holds(resource: &'static Resource, page: &Page, body: &[u8]) {
    let held = recorded(resource, &body).expect("a page was read from it");
    let last: HashMap<&str, &Account> = page
        .accounts
        .iter()
        .map(|account| (account.id(), account))
        .collect();
    assert_eq!(held.len(), last.len());
    for (id, account) in last {
        assert_eq!(held.get(id).as_ref(), Some(account));
    }
    assert_eq!(held.unread().count(), page.unread.count());
}

fn account(resource: &'static Resource, account: &Account) {
    assert_eq!(account.resource(), resource);
    let id = account.get(resource.id_field());
    assert_eq!(id, Some(&Value::text(account.id())));
    let rank = |name: &str| resource.position(name).unwrap_or(usize::MAX);
    let names: Vec<&str> = account.members().map(|(name, _)| name).collect();
    assert!(names.is_sorted_by_key(|name| rank(name)), "{names:?}");
    let json = account.to_json();
    let members: HashMap<String, &RawValue> = serde_json::from_str(&json).expect("an object");
    assert_eq!(members.len(), names.len(), "a member twice: {names:?}");
    assert!(!account.title().is_empty() || account.id().is_empty());
    if let Err(error) = typed(account) {
        sound::error(&error);
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
}

/// Every resource's typed model reads an account, or says which member it cannot read.
fn typed(account: &Account) -> Result<(), Error> {
    match account.resource().id {
        "mpdx/key-accounts" => mpdx::key_accounts::KeyAccount::try_from(account).map(drop),
        "mpdx/organization-accounts" => {
            mpdx::organization_accounts::OrganizationAccount::try_from(account).map(drop)
        }
        "agilenow/accounts" => agilenow::accounts::Account::try_from(account).map(drop),
        "swift/accounts" => swift::accounts::Account::try_from(account).map(drop),
        other => panic!("no model of {other}"),
    }
}

/// Every member of the answer is in the account. Read in the plainest way, which cannot read all
/// that the core can, and of a name that stands twice keeps the last.
fn nothing_lost(account: &Account, body: &[u8]) {
    let Ok(mut document) = serde_json::from_slice::<serde_json::Value>(body) else {
        return;
    };
    let whole = serde_json::from_slice(body).map(Value::from_json);
    if !matches!(whole, Ok(Ok(whole)) if members(&whole) == naive_members(&document)) {
        return;
    }
    let resource = account.resource();
    let places: &[&str] = match resource.system {
        System::Mpdx => &["/data/relationships", "/data/attributes"],
        System::AgileNow => &[""],
        System::Swift => &["/data"],
    };
    let parts: Vec<serde_json::Value> = places
        .iter()
        .map(|place| {
            let part = document.pointer_mut(place);
            part.map(serde_json::Value::take).unwrap_or_default()
        })
        .collect();
    let known: Vec<&str> = account.members().map(|(name, _)| name).collect();
    for members in parts.iter().filter_map(serde_json::Value::as_object) {
        for (name, came) in members {
            // A relationship that says nothing of its record is none.
            if came.is_object() && came.get("data").is_none() && resource.system == System::Mpdx {
                continue;
            }
            assert!(known.contains(&name.as_str()), "{name} is lost");
        }
    }
    // Of a name that stands in two places one value wins; a pointer to a record loses its frame.
    let Some(members) = parts.last().and_then(serde_json::Value::as_object) else {
        return;
    };
    let twice = |name: &str| parts.len() > 1 && parts[0].get(name).is_some();
    for (name, came) in members {
        let value = account.get(name);
        let Some(value) = value.filter(|value| !matches!(value, Value::Reference(_))) else {
            continue;
        };
        // AgileNow's pointer to nothing is empty text.
        let nothing = value.is_null() && came == "";
        if name != resource.id_field() && !twice(name) && !nothing {
            let held: serde_json::Value = serde_json::from_str(&value.to_json()).expect("JSON");
            assert_eq!(&held, came, "{name}");
        }
    }
}

/// How many members all objects of a value have together.
fn members(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(members).sum(),
        Value::Object(inside) => inside.iter().map(|(_, value)| 1 + members(value)).sum(),
        _ => 0,
    }
}

fn naive_members(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => items.iter().map(naive_members).sum(),
        serde_json::Value::Object(inside) => {
            inside.values().map(|value| 1 + naive_members(value)).sum()
        }
        _ => 0,
    }
}

/// The token endpoint's answer is a token or an error, and neither shows the token.
fn token(response: &Response) {
    let resource = &agilenow::accounts::ACCOUNTS;
    let now = Duration::from_secs(100);
    let granted = Token::granted(resource, response, now);
    let secret = serde_json::from_slice::<serde_json::Value>(&response.body)
        .ok()
        .and_then(|body| Some(body.get("access_token")?.as_str()?.to_owned()))
        .filter(|secret| secret.starts_with(sound::SECRET));
    let hidden = |debug: String| {
        let shows = secret.as_ref().is_some_and(|secret| debug.contains(secret));
        assert!(!shows || !response.is_success(), "a token in {debug}");
    };
    match granted {
        Ok(token) => {
            hidden(format!("{token:?}"));
            let usable = token.usable(now, None);
            if let Some(usable) = usable {
                assert!(!usable.reveal().is_empty());
                assert_eq!(token.usable(now, Some(&usable)), None);
            }
            assert!(response.is_success());
        }
        Err(error) => {
            hidden(format!("{error:?} {:?}", error.report()));
            if response.is_success() {
                sound::error(&error);
                assert_eq!(error.kind(), ErrorKind::Malformed);
            }
            assert_eq!(error.what_was_done(), Effect::NothingSent);
        }
    }
}
