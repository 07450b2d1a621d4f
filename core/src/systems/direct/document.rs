//! A list's answer, a piece at a time: its records go into rows as they come, and what is left of it
//! is small enough to be read as a whole.

use serde_json::value::RawValue;

use crate::collection::Loading;
use crate::error::Unread;
use crate::message::Response;
use crate::schema::Resource;
use crate::systems::direct::included::Included;
use crate::systems::direct::layout::{Layout, List, Named, Part};
use crate::systems::direct::record::Reader;
use crate::systems::direct::scan::{Scan, Scanned, Stop};

/// An answer that is being read.
pub(super) struct Document {
    resource: &'static Resource,
    layout: &'static Layout,
    reader: Reader,
    rows: Loading,
    included: Included,
    /// Where reading is: the objects and the array that have been begun and not ended.
    open: Vec<Open>,
    begun: bool,
    /// The document without what is in its arrays of records.
    rest: Vec<u8>,
    /// Arrays of records that have come: each may once.
    arrays: [bool; 2],
    unread: Unread,
    #[cfg(test)]
    exact: usize,
}

/// What is left of an answer when its records are gone.
pub(crate) struct Read {
    pub(crate) rows: Loading,
    /// Records that are not among the rows.
    pub(crate) unread: Unread,
    /// Records that had to be read in the exact way.
    #[cfg(test)]
    pub(crate) exact: usize,
    /// The document with empty arrays in their place.
    pub(super) rest: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Open {
    Object {
        parts: &'static [(&'static str, Part)],
        begun: bool,
    },
    Array {
        list: List,
        count: usize,
    },
}

impl Document {
    pub(super) fn new(resource: &'static Resource, layout: &'static Layout) -> Document {
        Document {
            resource,
            layout,
            reader: Reader::new(resource, layout),
            rows: Loading::new(resource),
            included: Included::new(),
            open: Vec::new(),
            begun: false,
            rest: Vec::new(),
            arrays: [false; 2],
            unread: Unread::default(),
            #[cfg(test)]
            exact: 0,
        }
    }

    /// Reads as much of these bytes as is whole, and says how much that is. What is behind it has to
    /// come again, with more behind it.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<usize, Stop> {
        let mut scan = Scan::new(bytes, 0);
        loop {
            let at = scan.at();
            match self.step(&mut scan) {
                Ok(true) => {}
                Ok(false) | Err(Stop::More) => return Ok(at),
                Err(Stop::Strange) => return Err(Stop::Strange),
            }
        }
    }

    /// Rows that are there.
    pub(super) fn rows(&mut self) -> &mut Loading {
        &mut self.rows
    }

    /// Whether the document has ended, and nothing but white space may follow.
    pub(super) fn is_over(&self) -> bool {
        self.begun && self.open.is_empty()
    }

    /// What was read; `None` when a text in it is none.
    pub(super) fn finish(mut self) -> Option<Read> {
        if !self.rows.settle() {
            return None;
        }
        if !self.included.is_empty() {
            let Document { rows, included, .. } = &mut self;
            rows.name(|id, kind| included.name(kind?, id));
        }
        Some(Read {
            rows: self.rows,
            rest: self.rest,
            unread: self.unread,
            #[cfg(test)]
            exact: self.exact,
        })
    }

    /// Reads on by one record or member; whether there may be more.
    fn step(&mut self, scan: &mut Scan<'_>) -> Scanned<bool> {
        match self.open.last().copied() {
            None if self.begun => {
                scan.token()?;
                // Something is behind the document.
                Err(Stop::Strange)
            }
            None => {
                scan.token()?;
                self.begun = true;
                self.enter(self.layout.document, scan)
            }
            Some(Open::Object { parts, begun }) => self.member(parts, begun, scan),
            Some(Open::Array { list, count }) => self.element(list, count, scan),
        }
    }

    /// Begins a part of the document.
    fn enter(&mut self, part: Part, scan: &mut Scan<'_>) -> Scanned<bool> {
        let (open, begins) = match part {
            Part::Object(parts) => (
                Open::Object {
                    parts,
                    begun: false,
                },
                b'{',
            ),
            Part::Records => (Open::array(List::Records), b'['),
            Part::Included => (Open::array(List::Included), b'['),
        };
        if scan.peek()? != begins {
            self.copy(scan)?;
            return Ok(true);
        }
        if let Open::Array { list, .. } = open {
            let came = self.arrays.get_mut(usize::from(list == List::Included));
            // The first of two would count.
            if came.is_none_or(|came| std::mem::replace(came, true)) {
                return Err(Stop::Strange);
            }
            scan.expect(b'[')?;
        }
        self.rest.push(begins);
        self.open.push(open);
        Ok(true)
    }

    /// Copies a value of no interest here.
    fn copy(&mut self, scan: &mut Scan<'_>) -> Scanned<()> {
        let raw = scan.value()?;
        self.rest.extend_from_slice(raw);
        Ok(())
    }

    fn member(
        &mut self,
        parts: &'static [(&'static str, Part)],
        mut begun: bool,
        scan: &mut Scan<'_>,
    ) -> Scanned<bool> {
        let is_behind = begun;
        if !scan.member(&mut begun)? {
            self.rest.push(b'}');
            self.open.pop();
            return Ok(true);
        }
        let name = scan.value()?;
        // It may be the name of one of the parts.
        if name.contains(&b'\\') {
            return Err(Stop::Strange);
        }
        scan.expect(b':')?;
        scan.token()?;
        let written = self.rest.len();
        if is_behind {
            self.rest.push(b',');
        }
        self.rest.extend_from_slice(name);
        self.rest.push(b':');
        if let Some(Open::Object { begun, .. }) = self.open.last_mut() {
            *begun = true;
        }
        let part = parts.iter().find(|(known, _)| is(name, known));
        let done = match part {
            Some((_, part)) => self.enter(*part, scan),
            None => self.copy(scan).map(|()| true),
        };
        if done.is_err() {
            // It will come again.
            self.rest.truncate(written);
            if let Some(Open::Object { begun, .. }) = self.open.last_mut() {
                *begun = is_behind;
            }
        }
        done
    }

    fn element(&mut self, list: List, count: usize, scan: &mut Scan<'_>) -> Scanned<bool> {
        let next = scan.token()?;
        if next == b']' {
            scan.expect(b']')?;
            self.rest.push(b']');
            self.open.pop();
            return Ok(true);
        }
        if count > 0 {
            scan.expect(b',')?;
            scan.token()?;
        }
        let start = scan.clone();
        let done = match list {
            List::Records => self.reader.record(scan, &mut self.rows),
            List::Included => self.included.record(scan),
        };
        match done {
            Err(Stop::Strange) => {
                *scan = start;
                self.exact(list, count, scan)?;
            }
            other => other?,
        }
        if let Some(Open::Array { count, .. }) = self.open.last_mut() {
            *count += 1;
        }
        Ok(true)
    }

    /// Reads a record in the way in which single ones are read.
    #[inline(never)]
    fn exact(&mut self, list: List, count: usize, scan: &mut Scan<'_>) -> Scanned<()> {
        let bytes = scan.value()?;
        #[cfg(test)]
        {
            self.exact += 1;
        }
        let raw: &RawValue = serde_json::from_slice(bytes).map_err(|_| Stop::Strange)?;
        let response = &Response {
            status: 200,
            headers: Vec::new(),
            body: Vec::new(),
        };
        let place = self.layout.place(list, count);
        let done = match list {
            List::Records => (self.layout.exact)(self.resource, response, raw, &place)
                .map(|account| self.rows.account(&account)),
            List::Included => (self.layout.named)(response, raw, &place).map(|named| {
                if let Some(Named { kind, id, name }) = named {
                    self.included.insert(&kind, &id, &name);
                }
            }),
        };
        if let Err(error) = done {
            let record = self.layout.record(self.resource, list, count, raw);
            self.unread.push(record, error);
        }
        Ok(())
    }
}

impl Open {
    fn array(list: List) -> Open {
        Open::Array { list, count: 0 }
    }
}

fn is(quoted: &[u8], name: &str) -> bool {
    quoted
        .strip_prefix(b"\"")
        .and_then(|quoted| quoted.strip_suffix(b"\""))
        == Some(name.as_bytes())
}
