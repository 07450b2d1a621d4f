//! References that are an id, a name and a type and nothing else, each kept once: text in the
//! table's texts, and three numbers.

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::collection::texts::Texts;
use crate::hash::hash;

/// In the place of a text that is not there.
const NONE: u32 = u32::MAX;

/// A reference, seen where it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pointer<'a> {
    /// The id, digit for digit.
    pub id: &'a str,
    /// What a person would call it, when the system said.
    pub name: Option<&'a str>,
    /// The record's type, when the system said.
    pub kind: Option<&'a str>,
}

impl Pointer<'_> {
    fn hash(self, hasher: &DefaultHashBuilder) -> u64 {
        let (name, kind) = (self.name.unwrap_or_default(), self.kind.unwrap_or_default());
        hash(hasher, [self.id, name, kind])
    }
}

/// References, each once.
#[derive(Debug, Clone, Default)]
pub(super) struct References {
    records: Vec<Record>,
    /// Places, found by the reference. `None` until somebody asks: what is only read needs none.
    places: Option<HashTable<u32>>,
    hasher: DefaultHashBuilder,
    /// Where the last text ends that a reference has.
    end: usize,
}

/// Where the texts begin.
#[derive(Debug, Clone, Copy)]
struct Record {
    id: u32,
    name: u32,
    kind: u32,
}

impl Record {
    #[inline]
    fn seen<'a>(&self, texts: &'a Texts) -> Pointer<'a> {
        let text = |start: u32| (start != NONE).then(|| texts.get(start as usize));
        Pointer {
            id: text(self.id).unwrap_or_default(),
            name: text(self.name),
            kind: text(self.kind),
        }
    }
}

impl Record {
    fn is(&self, pointer: Pointer<'_>, texts: &Texts) -> bool {
        let is = |start: u32, text: Option<&str>| match text {
            Some(text) => start != NONE && texts.is(start as usize, text),
            None => start == NONE,
        };
        is(self.id, Some(pointer.id)) && is(self.name, pointer.name) && is(self.kind, pointer.kind)
    }
}

impl References {
    /// The reference in that place.
    #[inline]
    pub(super) fn get<'a>(&self, place: usize, texts: &'a Texts) -> Option<Pointer<'a>> {
        self.records.get(place).map(|record| record.seen(texts))
    }

    /// Where the name and the id begin of the reference in that place.
    pub(super) fn starts(&self, place: usize) -> impl Iterator<Item = usize> {
        let starts = self
            .records
            .get(place)
            .map(|record| [record.name, record.id]);
        let starts = starts.into_iter().flatten().filter(|start| *start != NONE);
        starts.map(|start| start as usize)
    }

    /// Where the last text ends that a reference has.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// How many there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The place of a reference, which is taken in if it is new; `None` when its text is too long,
    /// or lies too far behind, to be held here.
    pub(super) fn place(&mut self, pointer: Pointer<'_>, texts: &mut Texts) -> Option<usize> {
        let hash = pointer.hash(&self.hasher);
        let References {
            records,
            places,
            hasher,
            ..
        } = self;
        let places = places.get_or_insert_with(|| {
            let mut places = HashTable::with_capacity(records.len());
            for place in 0..number(records.len()) {
                let hash_of = hash_of(records, texts, hasher);
                places.insert_unique(hash_of(&place), place, hash_of);
            }
            places
        });
        let same = |place: &u32| {
            let record = records.get(*place as usize);
            record.is_some_and(|record| record.is(pointer, texts))
        };
        if let Some(place) = places.find(hash, same) {
            return Some(*place as usize);
        }
        let kind = match pointer.kind {
            Some(kind) => kind_text(records, kind, texts)?,
            None => NONE,
        };
        let record = Record {
            id: start(texts.push(pointer.id))?,
            name: match pointer.name {
                Some(name) => start(texts.push(name))?,
                None => NONE,
            },
            kind,
        };
        let place = records.len();
        records.push(record);
        self.end = texts.len();
        places.insert_unique(hash, number(place), hash_of(records, texts, hasher));
        Some(place)
    }

    /// Gives those that have no name the one that `name` says for their id and type. Rows that have
    /// them have the named ones then.
    pub(super) fn name<'n>(
        &mut self,
        texts: &mut Texts,
        name: impl Fn(&str, Option<&str>) -> Option<&'n str>,
    ) {
        for record in &mut self.records {
            let Pointer { id, kind, .. } = record.seen(texts);
            if record.name == NONE
                && let Some(name) = name(id, kind)
                && let Some(start) = start(texts.push(name))
            {
                record.name = start;
            }
        }
        self.end = texts.len();
        self.places = None;
    }

    /// Gives back the room that is not used.
    pub(super) fn shrink(&mut self) {
        self.records.shrink_to_fit();
        self.places = None;
    }
}

/// The hash of the reference in a place.
fn hash_of<'a>(
    records: &'a [Record],
    texts: &'a Texts,
    hasher: &'a DefaultHashBuilder,
) -> impl Fn(&u32) -> u64 + 'a {
    move |place| {
        let record = records.get(*place as usize);
        record.map_or(0, |record| record.seen(texts).hash(hasher))
    }
}

/// The text of a type, which the reference before mostly has too.
fn kind_text(records: &[Record], kind: &str, texts: &mut Texts) -> Option<u32> {
    if let Some(last) = records.last()
        && last.kind != NONE
        && texts.is(last.kind as usize, kind)
    {
        return Some(last.kind);
    }
    start(texts.push(kind))
}

/// A place as it is stored. Four billion references are more than memory holds.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NONE)
}

/// A place in the texts as it is stored here.
fn start(start: Option<usize>) -> Option<u32> {
    let start = u32::try_from(start?).ok()?;
    (start != NONE).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer<'a>(id: &'a str, name: Option<&'a str>) -> Pointer<'a> {
        Pointer {
            id,
            name,
            kind: Some("people"),
        }
    }

    #[test]
    fn each_is_kept_once_and_named_in_its_place() {
        let (mut references, mut texts) = (References::default(), Texts::default());
        let mut place = |id, name| references.place(pointer(id, name), &mut texts);
        assert_eq!(place("1", None), Some(0));
        assert_eq!(place("2", Some("Eva")), Some(1));
        assert_eq!(place("1", None), Some(0));
        assert_eq!(place("1", Some("")), Some(2));
        references.name(&mut texts, |id, kind| match (id, kind) {
            ("1", Some("people")) => Some("Anna"),
            ("2", _) => Some("Ida"),
            _ => None,
        });
        let all = [0, 1, 2].map(|place| references.get(place, &texts));
        let named = [("1", "Anna"), ("2", "Eva"), ("1", "")];
        assert_eq!(all, named.map(|(id, name)| Some(pointer(id, Some(name)))));
        assert_eq!(
            references.place(pointer("1", Some("Anna")), &mut texts),
            Some(0)
        );
        assert_eq!(references.place(pointer("1", None), &mut texts), Some(3));
    }

    #[test]
    fn many_are_found_again() {
        let (mut references, mut texts) = (References::default(), Texts::default());
        for _ in 0..2 {
            for number in 0..1000 {
                let id = number.to_string();
                let place = references.place(pointer(&id, None), &mut texts);
                assert_eq!(place, Some(number));
            }
        }
        references.name(&mut texts, |_, _| Some("Anna"));
        assert_eq!(references.len(), 1000);
        let last = references.get(999, &texts);
        assert_eq!(last, Some(pointer("999", Some("Anna"))));
    }
}
