//! One record of a list into one row.

use hashbrown::{DefaultHashBuilder, HashTable};
use serde_json::value::RawValue;

use crate::bytes::are_same;
use crate::collection::{Given, Loading, Twice};
use crate::hash::hash;
use crate::schema::{Kind, Resource};
use crate::systems::direct::layout::{Layout, Record, Role};
use crate::systems::direct::names::{Member, Name, Names};
use crate::systems::direct::scan::{Scan, Scanned, Stop, pass};
use crate::value::Value;

/// Members that the documents do not know, of one record: more are read exactly, which counts them.
const UNKNOWN: usize = 100;
/// Bytes of a dropped text that are remembered.
const DROPPED: usize = 64;
/// Values of several members that are remembered, because the next row may have one again.
const REMEMBERED: usize = 4096;

/// Reads records of one resource.
pub(super) struct Reader {
    resource: &'static Resource,
    layout: &'static Layout,
    id_field: usize,
    /// Whether the id is a member of the object of fields.
    id_among_fields: bool,
    envelope: Names,
    roles: &'static [(&'static str, Role)],
    fields: Names,
    relationships: Names,
    remembered: Remembered,
    /// By their ranks.
    unknown: Vec<Unknown>,
    /// The last text that was dropped, as it stood there.
    dropped: Vec<u8>,
}

/// A member that the documents do not know.
struct Unknown {
    /// Accounts have those of the object of fields first, then relationships, then all others.
    rank: u8,
    name: String,
    value: Value,
}

impl From<Twice> for Stop {
    fn from(Twice: Twice) -> Stop {
        Stop::Strange
    }
}

impl Reader {
    pub(super) fn new(resource: &'static Resource, layout: &'static Layout) -> Reader {
        let roles = match layout.record {
            Record::Bare => &[],
            Record::Enveloped(roles) => roles,
        };
        let fields = || Names::new(resource.fields.iter().map(|field| field.name));
        Reader {
            resource,
            layout,
            id_field: resource.position(resource.id_field()).unwrap_or_default(),
            id_among_fields: roles.iter().all(|(_, role)| *role != Role::Id),
            envelope: Names::new(roles.iter().map(|(name, _)| *name)),
            roles,
            fields: fields(),
            relationships: fields(),
            remembered: Remembered::default(),
            unknown: Vec::new(),
            dropped: Vec::new(),
        }
    }

    /// Reads a record, which begins here, into a row.
    pub(super) fn record(&mut self, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
        into.begin();
        self.unknown.clear();
        match self.layout.record {
            Record::Bare => self.fields(scan, into)?,
            Record::Enveloped(_) => self.envelope(scan, into)?,
        }
        if !into.has(self.id_field) {
            return Err(Stop::Strange);
        }
        if !self.unknown.is_empty() {
            for Unknown { name, value, .. } in self.unknown.drain(..) {
                into.unknown(name, value);
            }
        }
        into.end();
        Ok(())
    }

    fn envelope(&mut self, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
        let mut member = Member::default();
        let mut seen = 0_u32;
        while let Some(name) = self.envelope.next(scan, &mut member)? {
            match name {
                Name::Known(place) => {
                    if seen & (1 << place) != 0 {
                        return Err(Stop::Strange);
                    }
                    seen |= 1 << place;
                    match self.roles.get(place).map(|(_, role)| role) {
                        Some(Role::Id) => self.id(scan, into)?,
                        Some(Role::Fields) => self.fields(scan, into)?,
                        Some(Role::Relationships) => self.relationships(scan, into)?,
                        _ => self.dropped(scan)?,
                    }
                }
                Name::Unknown(name) => self.unknown(2, name, scan)?,
            }
        }
        Ok(())
    }

    /// A member that says nothing, and mostly the same as in the record before.
    fn dropped(&mut self, scan: &mut Scan<'_>) -> Scanned<()> {
        if !self.dropped.is_empty() && scan.skip(&self.dropped) {
            return Ok(());
        }
        let start = scan.at();
        pass(scan)?;
        let raw = scan.since(start);
        self.dropped.clear();
        // Only a text ends where it ends, whatever follows.
        if raw.starts_with(b"\"") && raw.len() <= DROPPED {
            self.dropped.extend_from_slice(raw);
        }
        Ok(())
    }

    fn fields(&mut self, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
        let mut member = Member::default();
        while let Some(name) = self.fields.next(scan, &mut member)? {
            match name {
                Name::Known(field) if field == self.id_field => {
                    if !self.id_among_fields {
                        return Err(Stop::Strange);
                    }
                    self.id(scan, into)?;
                }
                Name::Known(field) => self.field(field, scan, into)?,
                Name::Unknown(name) => self.unknown(0, name, scan)?,
            }
        }
        Ok(())
    }

    fn id(&mut self, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
        match scan.peek()? {
            b'"' if !scan.clone().skip(b"\"\"") => text(self.id_field, Kind::Id, scan, into),
            _ => Err(Stop::Strange),
        }
    }

    #[inline(always)]
    fn field(&mut self, field: usize, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
        let kind = self
            .resource
            .fields
            .get(field)
            .map_or(Kind::Text, |field| field.kind);
        match scan.peek()? {
            b'"' if kind == Kind::Timestamp => match scan.stamp() {
                Some(stamp) => into.stamp(field, stamp)?,
                None => into.text(field, kind, &scan.text()?)?,
            },
            b'"' if !self.refers(kind) => text(field, kind, scan, into)?,
            b'n' => {
                scan.word(b"null")?;
                into.null(field)?;
            }
            b't' => {
                scan.word(b"true")?;
                into.truth(field, true)?;
            }
            b'f' => {
                scan.word(b"false")?;
                into.truth(field, false)?;
            }
            b'-' | b'0'..=b'9' if !self.refers(kind) => {
                let number = scan.whole()?;
                let taken = match number {
                    Some(number) => into.whole(field, number)?,
                    None => false,
                };
                if !taken {
                    let digits = match number {
                        Some(_) => return Err(Stop::Strange),
                        None => scan.value()?,
                    };
                    into.value(field, kind, read(digits)?)?;
                }
            }
            _ => self.other(field, kind, scan, into)?,
        }
        Ok(())
    }

    /// Whether text and numbers of that kind point to other records.
    fn refers(&self, kind: Kind) -> bool {
        self.layout.refer.is_some() && matches!(kind, Kind::Reference(_))
    }

    /// A value of several members, which other rows may have too.
    #[inline(never)]
    fn other(
        &mut self,
        field: usize,
        kind: Kind,
        scan: &mut Scan<'_>,
        into: &mut Loading,
    ) -> Scanned<()> {
        // What begins as a whole object is that object: its end need not be looked for.
        let to_brace = scan.to_brace();
        if let Some(raw) = to_brace
            && let Some(given) = self.remembered.find(field, raw)
        {
            scan.skip(raw);
            return Ok(into.again(field, given)?);
        }
        let raw = scan.value()?;
        let value = read(raw)?;
        let value = match self.layout.refer {
            Some(refer) => refer(kind, value),
            None => value,
        };
        into.value(field, kind, value)?;
        if to_brace == Some(raw)
            && let Some(given) = into.given(field)
        {
            self.remembered.keep(field, raw, given);
        }
        Ok(())
    }

    fn relationships(&mut self, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
        let mut member = Member::default();
        while let Some(name) = self.relationships.next(scan, &mut member)? {
            match name {
                Name::Known(field) if field == self.id_field => return Err(Stop::Strange),
                Name::Known(field) => pointer(field, scan, into)?,
                Name::Unknown(_) => return Err(Stop::Strange),
            }
        }
        Ok(())
    }

    #[inline(never)]
    fn unknown(&mut self, rank: u8, name: &str, scan: &mut Scan<'_>) -> Scanned<()> {
        let twice = self.unknown.iter().any(|unknown| unknown.name == name);
        // Beside the object of fields a member may have the name of one.
        if twice || self.unknown.len() >= UNKNOWN || self.resource.field(name).is_some() {
            return Err(Stop::Strange);
        }
        let value = read(scan.value()?)?;
        let unknown = Unknown {
            rank,
            name: name.to_owned(),
            value,
        };
        let place = self.unknown.partition_point(|other| other.rank <= rank);
        self.unknown.insert(place, unknown);
        Ok(())
    }
}

/// A text, but none of a timestamp field.
#[inline(always)]
fn text(field: usize, kind: Kind, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
    let start = scan.clone();
    if let Some(bytes) = scan.bytes()
        && into.bytes(field, kind, bytes)?
    {
        return Ok(());
    }
    *scan = start;
    let text = scan.text()?;
    Ok(into.text(field, kind, &text)?)
}

/// A relationship to one record, and nothing else in it; or to none.
#[inline(always)]
fn pointer(field: usize, scan: &mut Scan<'_>, into: &mut Loading) -> Scanned<()> {
    scan.word(b"{\"data\":")?;
    if scan.peek()? == b'n' {
        scan.word(b"null}")?;
        return Ok(into.null(field)?);
    }
    scan.word(b"{\"id\":")?;
    let id = scan.text()?;
    scan.word(b",\"type\":")?;
    let kind = scan.text()?;
    scan.word(b"}}")?;
    if id.is_empty() || !into.reference(field, &id, &kind)? {
        return Err(Stop::Strange);
    }
    Ok(())
}

fn whole(raw: &[u8]) -> Scanned<&RawValue> {
    serde_json::from_slice(raw).map_err(|_| Stop::Strange)
}

fn read(raw: &[u8]) -> Scanned<Value> {
    Value::from_json(whole(raw)?).map_err(|_| Stop::Strange)
}

/// Values as they were written, up to the first closing brace, and what became of them. What goes
/// on behind it is always read.
#[derive(Default)]
struct Remembered {
    /// All of them, one behind the other.
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    places: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

struct Entry {
    field: usize,
    start: usize,
    end: usize,
    given: Given,
}

impl Remembered {
    fn find(&self, field: usize, raw: &[u8]) -> Option<Given> {
        let hash = hash(&self.hasher, [raw]);
        let same = |place: &usize| {
            let entry = self.entries.get(*place);
            entry.is_some_and(|entry| {
                let bytes = self.bytes.get(entry.start..entry.end);
                entry.field == field && bytes.is_some_and(|bytes| are_same(bytes, raw))
            })
        };
        let place = self.places.find(hash, same)?;
        self.entries.get(*place).map(|entry| entry.given)
    }

    fn keep(&mut self, field: usize, raw: &[u8], given: Given) {
        if self.entries.len() >= REMEMBERED {
            return;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(raw);
        let place = self.entries.len();
        self.entries.push(Entry {
            field,
            start,
            end: self.bytes.len(),
            given,
        });
        let Remembered {
            bytes,
            entries,
            places,
            hasher,
        } = self;
        let rehash = |place: &usize| {
            let entry = entries.get(*place);
            let raw = entry.and_then(|entry| bytes.get(entry.start..entry.end));
            hash(hasher, [raw.unwrap_or_default()])
        };
        places.insert_unique(hash(hasher, [raw]), place, rehash);
    }
}
