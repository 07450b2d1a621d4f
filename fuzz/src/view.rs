//! Filters and sorts, typed by a person.
//!
//! `RESOURCE`, a filter, and sort keys, a line each.

use std::cmp::Ordering;

use roster_core::account::Account;
use roster_core::collection::{Collection, Filter, Sort};
use roster_core::moment::Moment;
use roster_core::schema::{Field, Kind, Resource};
use roster_core::value::Value;

use crate::script::Script;
use crate::{sample, sound};

/// # Panics
/// When an expression is neither read nor refused as documented, or finds other accounts than a
/// plain reading of it.
pub fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let script = Script::read(&text);
    let line = |place: usize| script.lines.get(place).copied().unwrap_or_default();
    let accounts = sample::odd(script.resource);
    filter(script.resource, line(0), &accounts);
    sort(script.resource, line(0), line(1), &accounts);
}

fn filter(resource: &'static Resource, expression: &str, accounts: &[Account]) {
    let filter = match Filter::parse(resource, expression) {
        Ok(filter) => filter,
        Err(error) => {
            sound::refused_here(&error);
            assert!(error.message().starts_with("filter, character ") || expression.len() > 65_536);
            return;
        }
    };
    // Without quotes a space is nothing but the end of a term.
    if expression.contains('"') {
        return;
    }
    let terms: Vec<&str> = expression.split_whitespace().collect();
    for account in accounts {
        let met = |term: &&str| {
            let alone = Filter::parse(resource, term).expect("a term of an expression");
            let found = alone.matches(account);
            if let Ok(opposite) = Filter::parse(resource, &format!("-{term}"))
                && !term.starts_with('-')
            {
                assert_ne!(opposite.matches(account), found, "-{term}");
            }
            if let Some(plain) = naive(resource, account, term) {
                assert_eq!(found, plain, "{term} of {}", account.to_json());
            }
            found
        };
        let all = terms.iter().all(met);
        assert_eq!(filter.matches(account), all, "{expression}");
    }
}

/// What a term means, where that is plain: a word, and `:` and `=` in fields of text.
fn naive(resource: &'static Resource, account: &Account, term: &str) -> Option<bool> {
    let operators = [':', '=', '<', '>', '!'];
    let (term, negated) = match term.strip_prefix('-') {
        Some(term) => (term, true),
        None => (term, false),
    };
    let found = match term.find(operators) {
        None => resource.answered().any(|field| {
            texts(field, account)
                .iter()
                .any(|text| contains(text, term))
        }),
        Some(place) => {
            let (name, rest) = term.split_at(place);
            let value = rest.get(1..)?;
            let field = resource.field(name)?;
            let is_text = matches!(field.kind, Kind::Text | Kind::Email);
            let held = account.get(name);
            let is_plain = matches!(held, None | Some(Value::Null | Value::Text(_)));
            if value.is_empty() || !is_text || !is_plain {
                return None;
            }
            let texts = texts(field, account);
            match (rest.chars().next()?, value.eq_ignore_ascii_case("null")) {
                (':' | '=', true) => texts.is_empty(),
                (':', false) => texts.iter().any(|text| contains(text, value)),
                ('=', false) => texts.iter().any(|text| lower(text) == lower(value)),
                _ => return None,
            }
        }
    };
    Some(found != negated)
}

/// The texts by which people know what a field holds; none where it holds nothing.
fn texts(field: &Field, account: &Account) -> Vec<String> {
    let Some(value) = account.get(field.name).filter(|value| !value.is_null()) else {
        return Vec::new();
    };
    let plain = value.plain().into_owned();
    let nothing = Moment::parse(&plain).is_some_and(Moment::is_null);
    if field.kind == Kind::Timestamp && nothing && matches!(value, Value::Text(_)) {
        return Vec::new();
    }
    let label = field
        .kind
        .choices()
        .iter()
        .find(|choice| *value == Value::text(choice.value))
        .map(|choice| choice.label.to_owned());
    [Some(plain), Some(value.words().into_owned()), label]
        .into_iter()
        .flatten()
        .collect()
}

fn contains(text: &str, needle: &str) -> bool {
    lower(text).contains(&lower(needle))
}

fn lower(text: &str) -> String {
    let plain = text.replace('ς', "σ").replace('İ', "i");
    plain.chars().flat_map(char::to_lowercase).collect()
}

fn sort(resource: &'static Resource, expression: &str, keys: &str, accounts: &[Account]) {
    let sort = match Sort::parse(resource, keys) {
        Ok(sort) => sort,
        Err(error) => {
            sound::refused_here(&error);
            assert!(error.message().starts_with("sort key "), "{error}");
            return;
        }
    };
    assert!(sort.keys().len() <= resource.fields.len());
    let mut at_once = Collection::new(resource);
    accounts
        .iter()
        .for_each(|account| at_once.insert(account.clone()));
    at_once.sort(keys).expect("keys that were read before");
    let mut one_by_one = Collection::new(resource);
    one_by_one.sort(keys).expect("keys that were read before");
    if at_once.filter(expression).is_ok() {
        one_by_one
            .filter(expression)
            .expect("a filter that was read before");
    }
    accounts
        .iter()
        .for_each(|account| one_by_one.insert(account.clone()));
    let ids = |collection: &Collection| -> Vec<String> {
        let rows = 0..collection.matches();
        rows.filter_map(|row| collection.id_at(row).map(str::to_owned))
            .collect()
    };
    assert_eq!(ids(&at_once), ids(&one_by_one), "{keys}");
    assert_eq!(at_once.page(0, usize::MAX).len(), at_once.matches());
    nothing_last(&at_once, sort.keys().first().map(|key| key.field));
    reversed(&at_once, keys);
}

/// Accounts without a value in the first field that decides come last.
fn nothing_last(collection: &Collection, field: Option<&'static Field>) {
    let Some(field) = field else { return };
    let rows = 0..collection.matches();
    let nothing = |row: usize| {
        let cell = collection.cell(row, field.name);
        cell.is_none_or(|value| match value.as_ref() {
            Value::Null => true,
            Value::Text(text) if field.kind == Kind::Timestamp => {
                Moment::parse(text).is_some_and(Moment::is_null)
            }
            _ => false,
        })
    };
    assert!(rows.map(nothing).is_sorted(), "{}", field.name);
}

/// The opposite of a single key is the opposite order, but for what is equal and what is nothing.
fn reversed(collection: &Collection, keys: &str) {
    let key = keys.trim();
    if key.is_empty() || key.contains(',') {
        return;
    }
    let opposite = match key.strip_prefix('-') {
        Some(key) => key.to_owned(),
        None => format!("-{key}"),
    };
    let mut other = collection.clone();
    other.sort(&opposite).expect("the opposite of a key");
    let field = key.trim_start_matches('-').to_owned();
    let first = |collection: &Collection| {
        let cell = collection.cell(0, &field);
        cell.map(std::borrow::Cow::into_owned)
    };
    let last_with_value = |collection: &Collection| {
        let rows = (0..collection.matches()).rev();
        rows.filter_map(|row| collection.cell(row, &field))
            .map(std::borrow::Cow::into_owned)
            .next()
    };
    // With one value alone, or none, first and last are the same either way.
    if collection.matches() > 0 && first(collection) == last_with_value(collection) {
        assert_eq!(first(&other), last_with_value(&other), "{keys}");
    }
    let twice = {
        let mut again = other.clone();
        again.sort(keys).expect("keys that were read before");
        again
    };
    let order = (0..collection.matches())
        .map(|row| collection.id_at(row).cmp(&twice.id_at(row)))
        .find(|order| *order != Ordering::Equal);
    assert_eq!(order, None, "{keys}");
}
