//! Values that are kept once, however many rows have them.

use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::hash::hash;
use crate::value::Value;

/// Values, each once.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    values: Vec<Value>,
    /// About how many bytes they have.
    bytes: usize,
    /// Places of texts, found by the text.
    texts: HashTable<u32>,
    /// Places of all others, found by the value.
    others: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Places of the texts that were found last, by length and first letter: the values of a choice
    /// are few, and come again and again.
    latest: [Option<u32>; LATEST],
}

/// Texts that are found without a hash.
const LATEST: usize = 16;

impl Kept {
    /// The value in that place.
    pub(super) fn get(&self, place: usize) -> Option<&Value> {
        self.values.get(place)
    }

    /// The place of a value, which is copied only if it is new.
    pub(super) fn place(&mut self, value: &Value) -> usize {
        if let Value::Text(text) = value {
            return self.text(text);
        }
        let Kept {
            values,
            bytes,
            others,
            hasher,
            ..
        } = self;
        let hash = hasher.hash_one(value);
        if let Some(place) = others.find(hash, |place| value_at(values, *place) == value) {
            return *place as usize;
        }
        let place = values.len();
        values.push(value.clone());
        others.insert_unique(hash, number(place), hash_of(values, hasher));
        *bytes += weight(value);
        place
    }

    /// The place of a text, which is copied only if it is new.
    pub(super) fn text(&mut self, text: &str) -> usize {
        let Kept {
            values,
            bytes,
            texts,
            hasher,
            ..
        } = self;
        let wanted = hash(hasher, [text]);
        let same = |place: &u32| bytes_at(values, *place) == text.as_bytes();
        if let Some(place) = texts.find(wanted, same) {
            return *place as usize;
        }
        let place = values.len();
        texts.insert_unique(wanted, number(place), |place| {
            hash(hasher, [bytes_at(values, *place)])
        });
        values.push(Value::text(text));
        *bytes += text.len();
        place
    }

    /// The place of the text of those bytes, if there is one.
    pub(super) fn find(&mut self, text: &[u8]) -> Option<usize> {
        let same = |place: &u32| bytes_at(&self.values, *place) == text;
        let like = text.len() ^ usize::from(text.first().copied().unwrap_or_default());
        let latest = self.latest.get_mut(like % LATEST)?;
        if !latest.as_ref().is_some_and(same) {
            let hash = hash(&self.hasher, [text]);
            *latest = self.texts.find(hash, same).copied();
        }
        latest.map(|place| place as usize)
    }

    /// Gives the references among them, and among the members of objects, that have no name the one
    /// that `name` says for their id and type.
    pub(super) fn name<'n>(&mut self, name: impl Fn(&str, Option<&str>) -> Option<&'n str>) {
        let give = |value: &mut Value| {
            if let Value::Reference(reference) = value
                && reference.name.is_none()
            {
                let name = name(&reference.id, reference.kind.as_deref());
                reference.name = name.map(str::to_owned);
            }
        };
        for value in &mut self.values {
            match value {
                Value::Object(members) => members.iter_mut().for_each(|(_, member)| give(member)),
                other => give(other),
            }
        }
        let Kept {
            values,
            others,
            hasher,
            ..
        } = self;
        others.clear();
        for (place, value) in values.iter().enumerate() {
            if !matches!(value, Value::Text(_)) {
                let hash = hasher.hash_one(value);
                others.insert_unique(hash, number(place), hash_of(values, hasher));
            }
        }
    }

    /// About how many bytes they have.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// How many there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }
}

/// About how many bytes a value has.
fn weight(value: &Value) -> usize {
    let members = |members: &[(String, Value)]| -> usize {
        let members = members.iter();
        members
            .map(|(name, value)| name.len() + weight(value))
            .sum()
    };
    let inside = match value {
        Value::Null | Value::Bool(_) => 0,
        Value::Number(number) => number.digits().len(),
        Value::Text(text) => text.len(),
        Value::Reference(reference) => {
            let texts = [&reference.name, &reference.kind].into_iter().flatten();
            let texts: usize = texts.map(String::len).sum();
            reference.id.len() + texts + members(&reference.members)
        }
        Value::List(values) => values.iter().map(weight).sum(),
        Value::Object(all) => members(all),
    };
    size_of::<Value>() + inside
}

/// The value in that place.
fn value_at(values: &[Value], place: u32) -> &Value {
    values.get(place as usize).unwrap_or(&Value::Null)
}

/// The hash of the value in a place.
fn hash_of<'a>(values: &'a [Value], hasher: &'a DefaultHashBuilder) -> impl Fn(&u32) -> u64 + 'a {
    move |place| hasher.hash_one(value_at(values, *place))
}

/// The bytes of the text in that place.
fn bytes_at(values: &[Value], place: u32) -> &[u8] {
    match values.get(place as usize) {
        Some(Value::Text(text)) => text.as_bytes(),
        _ => b"",
    }
}

/// A place as it is stored. Four billion values are more than memory holds.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_however_alike_they_are() {
        let mut kept = Kept::default();
        assert_eq!(kept.place(&Value::Null), 0);
        let texts: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        for unknown in ["", "7", "17"] {
            assert_eq!(kept.find(unknown.as_bytes()), None);
        }
        let places: Vec<usize> = texts.iter().map(|text| kept.text(text)).collect();
        for _ in 0..2 {
            for (text, place) in texts.iter().zip(&places) {
                assert_eq!(kept.find(text.as_bytes()), Some(*place), "{text}");
                assert_eq!(kept.find(format!("{text}.").as_bytes()), None);
            }
        }
        assert_eq!(kept.find(b""), None);
        let empty = kept.text("");
        assert_eq!(kept.find(b""), Some(empty));
    }
}
