//! Requests of any values that a person or a program may give.
//!
//! `RESOURCE OPERATION`, then lines of what is asked for: `id: TEXT`, `by: FIELD`, `after: CURSOR`,
//! `page: NUMBER`, `size: NUMBER`, `include: NAMES`, `fields: NAMES`, `filter: EXPRESSION`,
//! `sort: KEYS`, `version: TEXT`, `overwrite: yes`, and `FIELD=VALUE` with JSON or text as its
//! value.

use base64::Engine as _;
use percent_encoding::percent_decode_str;
use roster_core::account::Change;
use roster_core::collection::{Filter, Sort};
use roster_core::http::BaseUrl;
use roster_core::message::{Request, Secret};
use roster_core::query::Term;
use roster_core::schema::{Kind, Operation, Resource, System};
use roster_core::systems::{Ask, CreateAsk, PageAsk, Place, UpdateAsk, protocol};
use roster_core::value::Value;
use serde_json::value::RawValue;

use crate::script::{Script, number};
use crate::{address, sample, sound};

/// # Panics
/// When a request leads elsewhere than it was meant to, or sends other values.
pub fn check(input: &[u8]) {
    let text = sound::without_secret(&String::from_utf8_lossy(input));
    let script = Script::read(&text);
    let resource = script.resource;
    let ask = ask(&script);
    credentials(resource, script.word(1), script.word(2));
    let debug = format!("{ask:?}");
    assert!(!debug.contains(sound::SECRET), "a secret in {debug}");
    if let Err(error) = ask.check(resource) {
        return sound::refused_here(&error);
    }
    match protocol(resource.system).request(resource, &ask) {
        Ok(request) => holds(resource, &ask, &request),
        Err(error) => sound::refused_here(&error),
    }
}

/// What any request keeps to.
///
/// # Panics
/// When it does not.
pub fn holds(resource: &'static Resource, ask: &Ask, request: &Request) {
    inert(request);
    path(resource, ask, &request.path);
    if let Some(body) = &request.body {
        let body = std::str::from_utf8(body).expect("text");
        assert!(!body.contains(char::is_control), "{body}");
        let names = sent(resource, ask, body);
        let changes = changes(ask).iter();
        for change in changes {
            assert!(names.contains(&change.field.name.to_owned()), "{body}");
        }
    }
}

/// Nothing in it acts where it stands, and no secret shows.
fn inert(request: &Request) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%/".contains(&byte);
    assert!(request.path.bytes().all(plain), "{}", request.path);
    for segment in request.path.split('/') {
        let segment = percent_decode_str(segment).decode_utf8().expect("UTF-8");
        assert!(
            !matches!(segment.as_ref(), "" | "." | ".."),
            "{}",
            request.path
        );
    }
    for (name, value) in &request.headers {
        let visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        assert!(value.bytes().all(visible), "{name}: {value:?}");
    }
    let debug = format!("{request:?}");
    assert!(!debug.contains(sound::SECRET), "a secret in {debug}");
    let base = BaseUrl::parse("https://api.example.org/v2").expect("a base URL");
    address::joined(&base, request);
}

/// The id is a segment of the path, and read back it is the id.
fn path(resource: &'static Resource, ask: &Ask, path: &str) {
    let Some(id) = ask.id() else { return };
    let from_the_end = usize::from(ask.operation() == Operation::Sync);
    let segment = path.split('/').rev().nth(from_the_end).unwrap_or_default();
    let read = percent_decode_str(segment).decode_utf8().expect("UTF-8");
    let read = match read.strip_prefix("base64|") {
        Some(code) if resource.system == System::AgileNow => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(code);
            String::from_utf8(bytes.expect("base64")).expect("UTF-8")
        }
        _ => read.into_owned(),
    };
    assert_eq!(read, id);
}

/// The names of the fields that a body sends.
fn sent(resource: &'static Resource, ask: &Ask, body: &str) -> Vec<String> {
    let raw: &RawValue = serde_json::from_str(body).expect("JSON");
    let Value::Object(top) = Value::from_json(raw).expect("a value") else {
        panic!("a body that is no object: {body}")
    };
    let member = |members: &[(String, Value)], name: &str| -> Vec<(String, Value)> {
        let found = members.iter().find(|(member, _)| member == name);
        match found.map(|(_, value)| value.clone()) {
            Some(Value::Object(members)) => members,
            _ => Vec::new(),
        }
    };
    let members = match resource.system {
        System::AgileNow => top,
        System::Swift => member(&top, "data"),
        System::Mpdx => {
            let data = member(&top, "data");
            let mut members = member(&data, "attributes");
            members.extend(member(&data, "relationships"));
            members
        }
    };
    let names: Vec<String> = members.into_iter().map(|(name, _)| name).collect();
    let lock = ["overwrite", resource.locking.field().unwrap_or_default()];
    for name in &names {
        let known = resource
            .field(name)
            .is_some_and(|field| field.access.sent_by(ask.operation()));
        assert!(
            known || lock.contains(&name.as_str()),
            "{name} is sent: {body}"
        );
    }
    names
}

fn changes(ask: &Ask) -> &[Change] {
    match ask {
        Ask::Create(create) => &create.changes,
        Ask::Update(update) => &update.changes,
        Ask::Upsert(changes) => changes,
        _ => &[],
    }
}

/// Whatever credentials there are, they arrive as they were, and do not show.
fn credentials(resource: &'static Resource, id: &str, secret: &str) {
    let secret = format!("{}{secret}", sound::SECRET);
    let protocol = protocol(resource.system);
    let requests = [
        protocol.token_request(id, &Secret::new(&secret), None),
        protocol.refresh_request(id, &Secret::new(&secret)),
    ];
    for request in requests.into_iter().flatten() {
        inert(&request);
        let body = request.body.expect("a form");
        let form: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
        assert!(form.contains(&("client_id".to_owned(), id.to_owned())));
        assert!(form.iter().any(|(_, value)| *value == secret));
    }
}

fn ask(script: &Script<'_>) -> Ask {
    let line = |name: &str| {
        let mut lines = script.lines.iter();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    };
    let names = |names: &str| names.split(',').map(str::to_owned).collect();
    let resource = script.resource;
    let id = line("id").unwrap_or(sample::id(resource)).to_owned();
    let changes = written(script);
    match script.operation() {
        Operation::List => Ask::List(PageAsk {
            place: match (line("after"), line("page")) {
                (Some(cursor), _) => Place::After(cursor.to_owned()),
                (None, Some(page)) => Place::Number(number(page)),
                (None, None) => Place::First,
            },
            size: line("size").and_then(|size| size.parse().ok()),
            include: line("include").map(names),
            fields: line("fields").map(names),
            filter: line("filter").map_or(Vec::new(), |filter| terms(resource, filter)),
            sort: Sort::parse(resource, line("sort").unwrap_or_default())
                .map_or(Vec::new(), |sort| sort.keys().to_vec()),
        }),
        Operation::Get => {
            let by = line("by").and_then(|name| resource.field(name));
            Ask::Get {
                id,
                by: by.map(|field| field.name),
            }
        }
        Operation::Create => Ask::Create(CreateAsk {
            changes,
            id: line("id").map(str::to_owned),
        }),
        Operation::Update => Ask::Update(UpdateAsk {
            id,
            changes,
            base: Some(sample::ordinary(resource)),
            version: line("version").map(str::to_owned),
            overwrite: line("overwrite").is_some(),
        }),
        Operation::Upsert => Ask::Upsert(changes),
        Operation::Delete => Ask::Delete { id },
        Operation::Sync => Ask::Sync { id },
    }
}

fn terms(resource: &'static Resource, filter: &str) -> Vec<Term> {
    let filter = Filter::parse(resource, filter);
    filter.map_or(Vec::new(), |filter| filter.terms().cloned().collect())
}

/// The values that are to be written; the last of several for one field.
fn written(script: &Script<'_>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for line in &script.lines {
        let Some((name, text)) = line.split_once('=') else {
            continue;
        };
        let Some(field) = script.resource.field(name) else {
            continue;
        };
        let value = match serde_json::from_str::<&RawValue>(text).map(Value::from_json) {
            _ if field.kind == Kind::Secret => Value::text(format!("{}{text}", sound::SECRET)),
            Ok(Ok(value)) => value,
            _ => Value::text(text),
        };
        changes.retain(|change| change.field != field);
        changes.push(Change { field, value });
    }
    changes
}
