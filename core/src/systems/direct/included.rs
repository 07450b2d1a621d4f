//! JSON:API's `included`: what the records that a list points to are called.

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::hash::hash;
use crate::systems::direct::names::{Member, Name, Names};
use crate::systems::direct::scan::{Scan, Scanned, Stop, pass};

/// Names of records by type and id, in one text.
pub(super) struct Included {
    record: Names,
    attributes: Names,
    texts: String,
    entries: Vec<Entry>,
    places: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

/// Where type, id and name begin in the text, and where the name ends.
#[derive(Clone, Copy)]
struct Entry([usize; 4]);

impl Included {
    pub(super) fn new() -> Included {
        Included {
            record: Names::new(["id", "type", "attributes"].into_iter()),
            attributes: Names::new(["name", "first_name", "last_name"].into_iter()),
            texts: String::new(),
            entries: Vec::new(),
            places: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }

    /// Reads a record, which begins here.
    pub(super) fn record(&mut self, scan: &mut Scan<'_>) -> Scanned<()> {
        let mut member = Member::default();
        let (mut id, mut kind) = (None, None);
        let (mut names, mut attributes) = ([None, None, None], false);
        while let Some(name) = self.record.next(scan, &mut member)? {
            match name {
                Name::Known(0) if id.is_none() => id = Some(text(scan)?),
                Name::Known(1) if kind.is_none() => kind = Some(text(scan)?),
                Name::Known(2) if !std::mem::replace(&mut attributes, true) => {
                    let mut member = Member::default();
                    while let Some(name) = self.attributes.next(scan, &mut member)? {
                        match name {
                            Name::Known(place) => match names.get_mut(place) {
                                Some(name @ None) => *name = Some(text_or_null(scan)?),
                                _ => return Err(Stop::Strange),
                            },
                            Name::Unknown(_) => pass(scan)?,
                        }
                    }
                }
                Name::Known(_) => return Err(Stop::Strange),
                Name::Unknown(_) => pass(scan)?,
            }
        }
        let [name, first, last] = names.map(|name| name.unwrap_or_default());
        let name = match (&*name, &*first, &*last) {
            ("", "", "") => return Ok(()),
            ("", "", one) | ("", one, "") => one.to_owned(),
            ("", first, last) => format!("{first} {last}"),
            (name, ..) => name.to_owned(),
        };
        let id = id.filter(|id| !id.is_empty()).ok_or(Stop::Strange)?;
        self.insert(&kind.unwrap_or_default(), &id, &name);
        Ok(())
    }

    /// Takes a name in; the last one of a record is the one that counts.
    pub(super) fn insert(&mut self, kind: &str, id: &str, name: &str) {
        let start = self.texts.len();
        for text in [kind, id, name] {
            self.texts.push_str(text);
        }
        let of_id = start + kind.len();
        let of_name = of_id + id.len();
        let entry = Entry([start, of_id, of_name, self.texts.len()]);
        let hash = hash(&self.hasher, [kind, id]);
        let Included {
            texts,
            entries,
            places,
            hasher,
            ..
        } = self;
        let found = places.find(hash, |place| key(entries, texts, *place) == (kind, id));
        if let Some(held) = found.and_then(|place| entries.get_mut(*place)) {
            *held = entry;
            return;
        }
        let place = entries.len();
        entries.push(entry);
        places.insert_unique(hash, place, |place| {
            let (kind, id) = key(entries, texts, *place);
            self::hash(hasher, [kind, id])
        });
    }

    /// What a record is called.
    pub(super) fn name(&self, kind: &str, id: &str) -> Option<&str> {
        let hash = hash(&self.hasher, [kind, id]);
        let same = |place: &usize| key(&self.entries, &self.texts, *place) == (kind, id);
        let Entry([_, _, start, end]) = *self.entries.get(*self.places.find(hash, same)?)?;
        self.texts.get(start..end)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn key<'a>(entries: &[Entry], texts: &'a str, place: usize) -> (&'a str, &'a str) {
    let Some(Entry([kind, id, name, _])) = entries.get(place) else {
        return ("", "");
    };
    let text = |range| texts.get(range).unwrap_or_default();
    (text(*kind..*id), text(*id..*name))
}

fn text<'a>(scan: &mut Scan<'a>) -> Scanned<std::borrow::Cow<'a, str>> {
    match scan.peek()? {
        b'"' => scan.text(),
        _ => Err(Stop::Strange),
    }
}

fn text_or_null<'a>(scan: &mut Scan<'a>) -> Scanned<std::borrow::Cow<'a, str>> {
    match scan.peek()? {
        b'n' => scan.word(b"null").map(|()| "".into()),
        _ => text(scan),
    }
}
