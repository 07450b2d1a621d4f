//! What came of a step, in the form and with the hash of `bench/src/same.ts`.

use std::borrow::Cow;

use roster_core::account::Account;
use roster_core::collection::{Collection, Difference};
use roster_core::value::Value;

/// All accounts, with every member.
pub fn all(collection: &Collection) -> String {
    hash(&lines(&collection.page(0, collection.len())))
}

/// What a page of the view shows, and how many accounts the view has.
pub fn shown(collection: &Collection, count: usize) -> String {
    let rows = lines(&collection.page(0, count));
    hash(&format!("{}\n{rows}", collection.matches()))
}

/// What a refresh found, and what was shown then.
pub fn refreshed(difference: &Difference, newer: &Collection, count: usize) -> String {
    let changed = difference.changed.iter().map(|changed| {
        let mut fields = changed.fields.clone();
        fields.sort();
        format!("{}:{}", changed.id, fields.join(","))
    });
    let parts = [
        difference.added.join(","),
        changed.collect::<Vec<_>>().join(","),
        difference.removed.join(","),
        shown(newer, count),
    ];
    hash(&parts.join("\n"))
}

fn lines(accounts: &[Account]) -> String {
    let rows = accounts.iter().map(|account| {
        let members = account.members();
        object(members.map(|(name, value)| (name, Cow::Borrowed(value))))
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => digits(number.digits()),
        Value::Text(text) => format!("\"{}\"", digits(text)),
        Value::Reference(reference) => object(reference.entries()),
        Value::List(values) => {
            let values: Vec<String> = values.iter().map(canonical).collect();
            format!("[{}]", values.join(","))
        }
        Value::Object(members) => object(
            members
                .iter()
                .map(|(name, value)| (name.as_str(), Cow::Borrowed(value))),
        ),
    }
}

fn object<'a>(members: impl Iterator<Item = (&'a str, Cow<'a, Value>)>) -> String {
    let mut members: Vec<_> = members.collect();
    // As JavaScript orders text.
    members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
    let members = members
        .iter()
        .map(|(name, value)| format!("{name}:{}", canonical(value)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// The digits that survive in a JavaScript number.
fn digits(text: &str) -> String {
    if text.len() > 15 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{}…{}", &text[..15], text.len())
    } else {
        text.to_owned()
    }
}

fn hash(text: &str) -> String {
    let mut hashes = [0x811c_9dc5_u32, 0x050c_5d1f];
    for unit in text.encode_utf16() {
        for hash in &mut hashes {
            *hash = (*hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
        }
    }
    format!("{:08x}{:08x}", hashes[0], hashes[1])
}
