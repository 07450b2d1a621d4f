//! What the documentation says, done the long way.

use std::cmp::Ordering;

use roster_core::account::Account;
use roster_core::collection::{ChangedAccount, Difference, Group};
use roster_core::moment::Moment;
use roster_core::schema::{Field, Kind};
use roster_core::value::Value;

use crate::accounts::RESOURCE;

/// A term of a filter, before it is written.
#[derive(Debug, Clone)]
pub struct Term {
    pub negated: bool,
    /// `None` for any field.
    pub field: Option<&'static str>,
    /// `:` for any field.
    pub operator: &'static str,
    pub value: String,
    pub quoted: bool,
}

impl Term {
    pub fn written(&self) -> String {
        let minus = if self.negated { "-" } else { "" };
        let value = match self.quoted {
            true => format!("\"{}\"", self.value.replace('"', "\"\"")),
            false => self.value.clone(),
        };
        match self.field {
            Some(field) => format!("{minus}{field}{}{value}", self.operator),
            None => format!("{minus}{value}"),
        }
    }

    /// Whether the documentation refuses it.
    pub fn is_wrong(&self) -> bool {
        let Some(name) = self.field else {
            return self.value.is_empty();
        };
        let kind = field(name).kind;
        match self.operator {
            "=" | "!=" => false,
            _ if self.value.is_empty() => true,
            ":" => false,
            _ => match kind {
                Kind::Timestamp => Moment::parse(&self.value).is_none(),
                Kind::Integer => decimal(self.value.trim()).is_none(),
                _ => false,
            },
        }
    }

    pub fn is_met(&self, account: &Account) -> bool {
        let met = match self.field {
            Some(name) => self.holds(field(name), account.get(name)),
            None => {
                let answered = RESOURCE.fields.iter().filter(|field| field.access.read);
                let mut values = answered.map(|field| (field, account.get(field.name)));
                values.any(|(field, value)| contains(field.kind, value, &self.value))
            }
        };
        met != self.negated
    }

    fn holds(&self, field: &Field, value: Option<&Value>) -> bool {
        let (operator, inverted) = match self.operator {
            "!=" => ("=", true),
            other => (other, false),
        };
        let is_null = is_null(field.kind, value);
        let says_null = !self.quoted && self.value.eq_ignore_ascii_case("null");
        let held = match operator {
            ":" | "=" if says_null => is_null,
            "=" if self.value.is_empty() => is_null || value == Some(&Value::text("")),
            _ if is_null => false,
            ":" => contains(field.kind, value, &self.value),
            "=" => match self.order(field.kind, value) {
                Some(order) => order.is_eq(),
                None => {
                    let texts = texts(field.kind, value);
                    let mut lower = texts.iter().map(|text| lower(text));
                    lower.any(|text| text == self::lower(&self.value))
                }
            },
            _ => {
                let order = self.order(field.kind, value).unwrap_or_else(|| {
                    let words = value.map(Value::words).unwrap_or_default();
                    natural(&words).cmp(&natural(&self.value))
                });
                match operator {
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    _ => order.is_ge(),
                }
            }
        };
        held != inverted
    }

    /// How the value is ordered against what was typed, unless as text.
    fn order(&self, kind: Kind, value: Option<&Value>) -> Option<Ordering> {
        let typed = self.value.trim().to_ascii_lowercase();
        match key(kind, value)? {
            Key::Truth(truth) => match typed.as_str() {
                "true" | "yes" | "1" => Some(truth.cmp(&true)),
                "false" | "no" | "0" => Some(truth.cmp(&false)),
                _ => None,
            },
            Key::Number(number) => Some(number.cmp(&decimal(&typed)?)),
            Key::Moment(moment) => Some(moment.cmp(&Moment::parse(&self.value)?)),
            Key::Text(_) => None,
        }
    }
}

fn field(name: &str) -> &'static Field {
    RESOURCE.field(name).expect("a field")
}

/// Null, absent, or the moment that means null.
fn is_null(kind: Kind, value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::Text(text)) if kind == Kind::Timestamp => {
            Moment::parse(text) == Moment::parse("1900-01-01T00:00:00Z")
        }
        _ => false,
    }
}

fn contains(kind: Kind, value: Option<&Value>, word: &str) -> bool {
    let texts = texts(kind, value);
    let mut lower = texts.iter().map(|text| lower(text));
    !is_null(kind, value) && lower.any(|text| text.contains(&self::lower(word)))
}

/// The texts that a value is met by.
fn texts(kind: Kind, value: Option<&Value>) -> Vec<String> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Reference(reference)) => {
            let name = reference.name.iter().cloned();
            name.chain([reference.id.clone()]).collect()
        }
        Some(Value::Text(text)) => {
            let choices = kind.choices().iter();
            let labels = choices.filter(|choice| choice.value == text);
            let labels = labels.map(|choice| choice.label.to_owned());
            labels.chain([text.clone()]).collect()
        }
        Some(other) => vec![other.plain().into_owned()],
    }
}

fn lower(text: &str) -> String {
    let text = text.replace('İ', "i");
    let characters = text.chars().flat_map(char::to_lowercase);
    characters.collect::<String>().replace('ς', "σ")
}

/// What a value is sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Truth(bool),
    Number(Decimal),
    Moment(Moment),
    Text(Natural),
}

fn key(kind: Kind, value: Option<&Value>) -> Option<Key> {
    if is_null(kind, value) {
        return None;
    }
    let text = |text: &str| Key::Text(natural(text));
    Some(match value? {
        Value::Bool(truth) => Key::Truth(*truth),
        Value::Number(number) => Key::Number(decimal(number.digits())?),
        Value::Text(words) => match kind {
            Kind::Timestamp => Moment::parse(words).map_or_else(|| text(words), Key::Moment),
            Kind::Integer => decimal(words).map_or_else(|| text(words), Key::Number),
            Kind::Boolean if words == "true" => Key::Truth(true),
            Kind::Boolean if words == "false" => Key::Truth(false),
            _ => text(words),
        },
        other => text(&other.words()),
    })
}

/// Letters without case and accents with numbers by value, and then the text without its case.
type Natural = (Vec<(char, u128)>, String);

fn natural(text: &str) -> Natural {
    let lower = lower(text);
    let mut letters: Vec<(char, u128)> = Vec::new();
    let mut in_number = false;
    for character in lower.chars() {
        let plain = match character {
            '\u{301}' | '\u{307}' => String::new(),
            'é' => "e".to_owned(),
            'ß' => "ss".to_owned(),
            other => other.to_string(),
        };
        for letter in plain.chars() {
            match (letter.to_digit(10), letters.last_mut()) {
                (Some(digit), Some((_, number))) if in_number => {
                    *number = *number * 10 + u128::from(digit);
                }
                (Some(digit), _) => letters.push(('0', u128::from(digit))),
                (None, _) => letters.push((letter, 0)),
            }
            in_number = letter.is_ascii_digit();
        }
    }
    (letters, lower)
}

/// A number as digits of one length; those of a negative one are counted down from nine.
type Decimal = (bool, String);

/// Digits on either side of the point.
const PLACES: i32 = 120;

fn decimal(text: &str) -> Option<Decimal> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = unsigned.to_ascii_lowercase();
    let (mantissa, exponent) = match lower.split_once('e') {
        Some((_, exponent)) if exponent.starts_with("+-") => return None,
        Some((mantissa, exponent)) => {
            let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
            (mantissa, exponent.parse::<i32>().ok()?)
        }
        None => (lower.as_str(), 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (mantissa, ""),
    };
    let digits = format!("{whole}{fraction}");
    if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let leading = usize::try_from(PLACES - point).ok()?;
    let all = format!("{}{digits}{}", "0".repeat(leading), "0".repeat(300));
    let all = &all[..300];
    let is_zero = all.bytes().all(|byte| byte == b'0');
    if negative && !is_zero {
        let down = |digit: u8| char::from(b'9' - (digit - b'0'));
        return Some((false, all.bytes().map(down).collect()));
    }
    Some((true, all.to_owned()))
}

/// The accounts that meet all terms, sorted key by key, the least important first, each time
/// leaving equals as they are.
pub fn view<'a>(accounts: &'a [Account], terms: &[Term], keys: &str) -> Vec<&'a Account> {
    let mut view: Vec<&Account> = accounts
        .iter()
        .filter(|account| terms.iter().all(|term| term.is_met(account)))
        .collect();
    for sorted in keys.rsplit(',').filter(|key| !key.is_empty()) {
        let name = sorted.trim_start_matches('-');
        let key = |account: &Account| key(field(name).kind, account.get(name));
        view.sort_by(|one, other| match (key(one), key(other)) {
            (Some(one), Some(other)) if sorted.starts_with('-') => other.cmp(&one),
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
    }
    view
}

/// The values of a field among accounts of a view, those that were first in `all` first, sorted.
pub fn groups(all: &[Account], view: &[&Account], name: &str) -> Vec<Group> {
    let kind = field(name).kind;
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for account in view {
        let value = account
            .get(name)
            .filter(|value| !is_null(kind, Some(value)));
        let value = value.cloned().unwrap_or(Value::Null);
        if let Some((_, group)) = groups.iter_mut().find(|(_, group)| group.value == value) {
            group.count += 1;
            continue;
        }
        let arrival = all.iter().position(|one| one.id() == account.id());
        let group = Group { value, count: 1 };
        groups.push((arrival.expect("an account"), group));
    }
    groups.sort_by_key(|(arrival, _)| *arrival);
    groups.sort_by_cached_key(|(_, group)| {
        let key = key(kind, Some(&group.value));
        (key.is_none(), key)
    });
    groups.into_iter().map(|(_, group)| group).collect()
}

pub fn difference(older: &[Account], newer: &[Account]) -> Difference {
    let find = |accounts: &[Account], id: &str| {
        let mut found = accounts.iter().filter(|account| account.id() == id);
        found.next().cloned()
    };
    let mut difference = Difference::default();
    for after in newer {
        let id = after.id().to_owned();
        let Some(before) = find(older, &id) else {
            difference.added.push(id);
            continue;
        };
        if after.version().is_some() && before.version() == after.version() {
            continue;
        }
        let known = RESOURCE.fields.iter().map(|field| field.name);
        let known = known.filter(|name| before.get(name) != after.get(name));
        let new = after.unknown();
        let new = new.filter(|(name, value)| before.get(name) != Some(value));
        let gone = before.unknown();
        let gone = gone.filter(|(name, _)| after.get(name).is_none());
        let unknown = new.chain(gone).map(|(name, _)| name);
        let fields: Vec<String> = known.chain(unknown).map(str::to_owned).collect();
        if !fields.is_empty() {
            difference.changed.push(ChangedAccount { id, fields });
        }
    }
    let gone = older.iter().map(|account| account.id().to_owned());
    difference.removed = gone.filter(|id| find(newer, id).is_none()).collect();
    difference
}
