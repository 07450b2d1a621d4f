//! Whole calls, against a system that answers, fails and loses answers as the input says, and that
//! remembers what it did.
//!
//! `RESOURCE OPERATION [TOKENS] [loose]`, then a line for each request that is sent; the last one
//! stands for all that follow. `TOKENS` is `new`, `same` or `none`: what comes when a token was
//! refused, or that none comes at all. A `loose` call has neither version nor key. A line has the
//! milliseconds until the answer, what comes (a status, or `lost`, `refused`, `timeout`, `large`,
//! `redirect`), and words: `applied` where the system did what it was asked although no good answer
//! comes, `more` where a list goes on, `wait=SECONDS` for `Retry-After`, and behind `|` a body.

use std::time::Duration;

use roster_core::account::{Account, Change};
use roster_core::call::pace::Pace;
use roster_core::call::repeat::ATTEMPTS;
use roster_core::call::{Call, LOOKS, Limits, Step};
use roster_core::error::{Effect, Error, ErrorKind, Result};
use roster_core::message::{Method, Request, Response, Secret, TransportError};
use roster_core::schema::{Kind, Operation, Resource, System};
use roster_core::systems::{Ask, Outcome, protocol};
use roster_core::value::Value;

use crate::script::{Script, number};
use crate::{answer, sample, sound};

const LIMITS: Limits = Limits {
    call: Duration::from_secs(60),
    attempt: Duration::from_secs(20),
};

/// Steps after which a call is taken to have no end.
const MOST: usize = 1000;

/// # Panics
/// When a call does not end in time, sends what it must not, or says something else of what was
/// done than what was done.
pub fn check(input: &[u8]) {
    // What a system repeats of its own accord is no secret of ours any more.
    let text = sound::without_secret(&String::from_utf8_lossy(input));
    let script = Script::read(&text);
    let ask = ask(&script);
    let mut call = Call::new(script.resource, ask.clone(), Duration::ZERO, LIMITS)
        .expect("a call that can be made");
    let mut pace = Pace::new(protocol(script.resource.system).rate());
    let mut world = World::new(&script, ask);
    for _ in 0..MOST {
        let debug = format!("{call:?}");
        assert!(!debug.contains(sound::SECRET), "a secret in {debug}");
        let left = LIMITS.call.saturating_sub(world.now);
        match call.step(world.now, &mut pace) {
            Step::Token { stale, within } => {
                assert!(within <= left);
                let token = world.token(stale.as_ref());
                call.authorized(world.now, token, world.chance(), &mut pace);
            }
            Step::Wait(time) => {
                assert!(
                    time > Duration::ZERO && time <= left,
                    "{time:?} of {left:?}"
                );
                world.now += time;
            }
            Step::Send { request, within } => {
                assert!(within <= left);
                let answer = world.answer(&request, within);
                call.answered(world.now, answer, world.chance(), &mut pace);
            }
            Step::Done(result) => {
                world.ended(&result);
                let after = call.step(world.now, &mut pace);
                let over = matches!(&after, Step::Done(Err(error)) if error.kind() == ErrorKind::Cancelled);
                assert!(over, "{after:?}");
                return;
            }
        }
    }
    panic!("a call without an end");
}

/// What one line says.
#[derive(Clone, Copy)]
struct Event<'a> {
    later: Duration,
    comes: &'a str,
    applied: bool,
    more: bool,
    wait: Option<&'a str>,
    body: Option<&'a str>,
}

impl<'a> Event<'a> {
    fn read(line: &'a str) -> Event<'a> {
        let (line, body) = match line.split_once('|') {
            Some((line, body)) => (line, Some(body)),
            None => (line, None),
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        Event {
            later: Duration::from_millis(words.first().map_or(0, |first| number(first)) % 100_000),
            comes: words.get(1).copied().unwrap_or("200"),
            applied: words.contains(&"applied"),
            more: words.contains(&"more"),
            wait: words.iter().find_map(|word| word.strip_prefix("wait=")),
            body,
        }
    }

    /// The status of the answer that comes, if one does.
    fn status(&self) -> Option<u16> {
        let status = u16::try_from(number(self.comes)).ok()?;
        (100..1000).contains(&status).then_some(status)
    }

    fn lost(&self) -> TransportError {
        match self.comes {
            "refused" => TransportError::NotConnected("refused".to_owned()),
            "timeout" => TransportError::TimedOut,
            "large" => TransportError::TooLarge { limit: 1 },
            "redirect" => TransportError::Redirected("https://elsewhere.example/".to_owned()),
            _ => TransportError::Lost("reset".to_owned()),
        }
    }
}

/// The system, the network and the clock.
struct World<'a> {
    resource: &'static Resource,
    ask: Ask,
    tokens: &'a str,
    events: Vec<&'a str>,
    now: Duration,
    sent: u32,
    /// Of these, those that may change something.
    writes: u32,
    /// How often the system did what it was asked.
    done: u32,
    /// Whether nobody can know if it did.
    doubtful: bool,
}

impl<'a> World<'a> {
    fn new(script: &Script<'a>, ask: Ask) -> World<'a> {
        World {
            resource: script.resource,
            ask,
            tokens: script.word(1),
            events: script.lines.clone(),
            now: Duration::ZERO,
            sent: 0,
            writes: 0,
            done: 0,
            doubtful: false,
        }
    }

    fn token(&self, stale: Option<&Secret>) -> Result<Secret> {
        match (self.tokens, stale) {
            ("none", _) => Err(Error::new(ErrorKind::Unauthorized, "nobody is signed in")),
            ("same", Some(stale)) => Ok(stale.clone()),
            (_, Some(_)) => Ok(Secret::new(format!("{}new", sound::SECRET))),
            (_, None) => Ok(Secret::new(format!("{}old", sound::SECRET))),
        }
    }

    /// A number from 0 to 1 that changes from one request to the next.
    fn chance(&self) -> f64 {
        f64::from(self.sent % 3) / 2.0
    }

    fn event(&self) -> Event<'a> {
        let place = self.sent as usize;
        let line = self.events.get(place).or(self.events.last());
        Event::read(line.copied().unwrap_or_default())
    }

    fn answer(&mut self, request: &Request, within: Duration) -> Result<Response, TransportError> {
        let mut event = self.event();
        if event.later >= within {
            event.comes = "timeout";
        }
        self.now += event.later.min(within);
        self.sent += 1;
        let looks = matches!(self.ask, Ask::Create(_)) && request.method == Method::Get;
        let answer = if looks {
            self.look(&event, request)
        } else {
            self.carry_out(&event, request)
        };
        let (status, body) = answer.ok_or_else(|| event.lost())?;
        let body = event.body.filter(|_| !looks).map_or(body, str::to_owned);
        let wait = event
            .wait
            .map(|wait| ("retry-after".to_owned(), wait.to_owned()));
        Ok(Response {
            status,
            headers: wait.into_iter().collect(),
            body: body.into_bytes(),
        })
    }

    /// What was asked for itself.
    fn carry_out(&mut self, event: &Event<'_>, request: &Request) -> Option<(u16, String)> {
        if self.ask.operation().writes() {
            assert!(
                !(self.doubtful && matches!(self.ask, Ask::Create(_))),
                "a second create, and nobody looked what became of the first"
            );
            self.writes += 1;
        }
        let status = event.status();
        match status {
            // The version that it was to change is gone: it changed it itself.
            Some(200..300) if self.done > 0 && self.is_locked() => {
                return Some((409, STALE.to_owned()));
            }
            Some(200..300) => self.done += 1,
            Some(400..500) => {}
            None if event.comes == "refused" => {}
            _ => {
                self.doubtful = true;
                self.done += u32::from(event.applied);
            }
        }
        let body = match status {
            Some(200..300) => self.document(event, request),
            Some(400..) => r#"{"Errors":["no"],"errors":[{"detail":"no"}]}"#.to_owned(),
            _ => String::new(),
        };
        status.map(|status| (status, body))
    }

    /// What a look at it finds, which is the truth: a system that lies cannot be guarded against.
    fn look(&mut self, event: &Event<'_>, request: &Request) -> Option<(u16, String)> {
        match event.status() {
            Some(200..300 | 404) => {}
            status => return status.map(|status| (status, String::new())),
        }
        if self.resource.system == System::Swift {
            self.doubtful &= self.done > 0 || event.more;
            return Some((200, self.list(event, request)));
        }
        if self.done > 0 {
            return Some((200, self.document(event, request)));
        }
        self.doubtful = false;
        Some((404, String::new()))
    }

    fn is_locked(&self) -> bool {
        matches!(&self.ask, Ask::Update(update) if update.version.is_some() && self.resource.system == System::Mpdx)
    }

    fn document(&self, event: &Event<'_>, request: &Request) -> String {
        match self.ask.operation() {
            Operation::List => self.list(event, request),
            _ => record(&account(&self.ask, self.resource)),
        }
    }

    /// A page; for a create, of those accounts among which it must be.
    fn list(&self, event: &Event<'_>, request: &Request) -> String {
        let there = matches!(self.ask, Ask::List(_)) || self.done > 0 && !event.more;
        let account = there.then(|| account(&self.ask, self.resource));
        let other = sample::ordinary(self.resource);
        let account = record(account.as_ref().unwrap_or(&other));
        let after = |cursor: &str| request.query.iter().any(|(_, value)| value == cursor);
        let cursor = match event.more {
            true if after("one") => "another",
            true => "one",
            false => "",
        };
        match self.resource.system {
            System::Mpdx => format!(r#"{{"data":[{}]}}"#, inner(&account)),
            System::AgileNow => format!(r#"{{"Meta":{{}},"Data":[{account}]}}"#),
            System::Swift => {
                format!(r#"{{"data":{{"items":[{account}],"page_info":{{"after":"{cursor}"}}}}}}"#)
            }
        }
    }

    /// What is said at the end is true.
    fn ended(&self, result: &Result<Outcome>) {
        let operation = self.ask.operation();
        assert!(self.now <= LIMITS.call, "{:?}", self.now);
        assert!(self.writes <= ATTEMPTS + 1, "{} writes", self.writes);
        assert!(self.sent <= ATTEMPTS + 1 + LOOKS, "{} requests", self.sent);
        if operation == Operation::Sync {
            assert!(self.sent <= 1, "a second sync");
        }
        let error = match result {
            Ok(_) => {
                assert!(!operation.writes() || self.done > 0, "done, and it was not");
                return;
            }
            Err(error) => error,
        };
        sound::error(error);
        let asked = error.what().expect("an error that says what was asked");
        assert_eq!(asked.operation, operation);
        assert_eq!(asked.resource, self.resource);
        match error.what_was_done() {
            Effect::NothingSent | Effect::NotApplied if operation.writes() => {
                assert_eq!(self.done, 0, "not done, and it was: {error:?}");
            }
            Effect::Applied => assert!(self.done > 0, "done, and it was not: {error:?}"),
            _ => {}
        }
    }
}

/// What MPDX answers to an update of another version.
const STALE: &str = r#"{"errors":[{"status":"409","source":{"pointer":"/data/attributes/updated_in_db_at"},"title":"is not equal to the current value"}]}"#;

fn ask(script: &Script<'_>) -> Ask {
    let resource = script.resource;
    let loose = script.words.contains(&"loose");
    let mut ask = answer::ask(resource, script.operation(), "");
    match &mut ask {
        Ask::Create(create) => {
            create.changes = changes(resource, Operation::Create, loose);
            create.id = protocol(resource.system).new_id(7);
        }
        Ask::Update(update) => {
            update.changes = changes(resource, Operation::Update, loose);
            update.version = (!loose).then(|| "2022-01-12T17:17:58Z".to_owned());
        }
        Ask::Upsert(upsert) => *upsert = changes(resource, Operation::Upsert, loose),
        _ => {}
    }
    ask
}

/// A value for every field of text; of a loose call none that finds the account again.
fn changes(resource: &'static Resource, operation: Operation, loose: bool) -> Vec<Change> {
    let fields = resource.sent_by(operation);
    let fields = fields.filter(|field| !(loose && resource.is_matched_by(field)));
    let value = |kind: Kind| match kind {
        Kind::Secret => Some(format!("{}secret", sound::SECRET)),
        Kind::Text | Kind::Email => Some("ACME Corp".to_owned()),
        _ => None,
    };
    fields
        .filter_map(|field| {
            let value = Value::text(value(field.kind)?);
            Some(Change { field, value })
        })
        .collect()
}

/// The account that the ask makes or is about.
fn account(ask: &Ask, resource: &'static Resource) -> Account {
    let mut account = Account::new(resource, ask.id().unwrap_or(sample::id(resource)));
    let changes: &[Change] = match ask {
        Ask::Create(create) => &create.changes,
        Ask::Update(update) => &update.changes,
        Ask::Upsert(changes) => changes,
        _ => &[],
    };
    for change in changes.iter().filter(|change| change.field.access.read) {
        account.set(change.field.name, change.value.clone());
    }
    account
}

/// An account as its system answers it.
fn record(account: &Account) -> String {
    let members = account.to_json();
    let id = account.id();
    match account.resource().system {
        System::Mpdx => format!(r#"{{"data":{{"id":"{id}","attributes":{members}}}}}"#),
        System::AgileNow => members,
        System::Swift => format!(r#"{{"data":{members},"type":"account"}}"#),
    }
}

/// The record alone, of a document that has one.
fn inner(document: &str) -> &str {
    let data = document.strip_prefix(r#"{"data":"#);
    data.and_then(|data| data.strip_suffix('}'))
        .unwrap_or(document)
}
