//! Answers to lists, read straight into columns: neither the document nor its records are made into
//! anything else on the way.
//!
//! A [`Layout`] says where a system's answers have their fields. [`document`] walks through the
//! answer a piece at a time, [`record`] reads a record into a row, and [`included`] the names of what
//! records point to. Whatever is not as answers mostly are, a single record or the whole document, is
//! read again in the exact way, so that both come to the same.

mod document;
mod included;
mod layout;
mod names;
mod record;
mod scan;
#[cfg(test)]
mod tests;

pub(crate) use layout::{Layout, List, Named, Part, Record, Role};

use crate::message::Response;
use crate::schema::Resource;
use crate::systems::direct::document::Document;
pub(crate) use crate::systems::direct::document::Read;
use crate::systems::{Ask, Outcome, PageAsk, Protocol};

/// Bytes that are looked at at once, unless a single record is longer.
const WINDOW: usize = 1 << 18;

/// The bytes of an answer, wherever they lie.
pub trait Answer {
    /// How many there are.
    fn length(&self) -> usize;

    /// Copies those from a place on, as many as there is room for.
    fn copy(&self, from: usize, into: &mut [u8]);
}

impl Answer for &[u8] {
    fn length(&self) -> usize {
        <[u8]>::len(self)
    }

    fn copy(&self, from: usize, into: &mut [u8]) {
        if let Some(bytes) = self.get(from..from + into.len()) {
            into.copy_from_slice(bytes);
        }
    }
}

/// Reads an answer to a list; `None` when it is not as answers are.
pub(super) fn read(
    resource: &'static Resource,
    protocol: &dyn Protocol,
    answer: &dyn Answer,
) -> Option<Read> {
    read_in(WINDOW, resource, protocol, answer)
}

fn read_in(
    window: usize,
    resource: &'static Resource,
    protocol: &dyn Protocol,
    answer: &dyn Answer,
) -> Option<Read> {
    let mut document = Document::new(resource, protocol.layout());
    let mut window = Window::new(answer, window);
    while !document.is_over() {
        window.fill()?;
        let read = document.feed(window.bytes()).ok()?;
        if window.from == 0 {
            document.rows().expect(read, answer.length());
        }
        window.pass(read);
    }
    let read = document.finish()?;
    let rest = Response {
        status: 200,
        headers: Vec::new(),
        body: read.rest.clone(),
    };
    let page = protocol.outcome(resource, &Ask::List(PageAsk::default()), &rest);
    let is_page = matches!(page, Ok(Outcome::Page(page)) if page.accounts.is_empty());
    (is_page && window.ends_blank()).then_some(read)
}

/// A part of an answer, which moves on as it is read.
struct Window<'a> {
    answer: &'a dyn Answer,
    bytes: Vec<u8>,
    /// How many of the bytes are of the answer, and where in it they begin.
    held: usize,
    from: usize,
}

impl<'a> Window<'a> {
    fn new(answer: &'a dyn Answer, size: usize) -> Window<'a> {
        Window {
            answer,
            bytes: vec![0; size],
            held: 0,
            from: 0,
        }
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.held).unwrap_or_default()
    }

    /// Has more behind what is there; `None` when there is nothing more.
    fn fill(&mut self) -> Option<()> {
        if self.held == self.bytes.len() {
            // Not one record was whole.
            self.bytes.resize(self.held.saturating_mul(2), 0);
        }
        let left = self.answer.length().saturating_sub(self.from + self.held);
        let more = left.min(self.bytes.len() - self.held);
        let free = self.bytes.get_mut(self.held..self.held + more);
        let free = free.filter(|free| !free.is_empty())?;
        self.answer.copy(self.from + self.held, free);
        self.held += more;
        Some(())
    }

    /// Leaves behind what is read.
    fn pass(&mut self, read: usize) {
        let read = read.min(self.held);
        self.bytes.copy_within(read..self.held, 0);
        self.held -= read;
        self.from += read;
    }

    /// Whether nothing but white space follows.
    fn ends_blank(mut self) -> bool {
        loop {
            if !self.bytes().trim_ascii().is_empty() {
                return false;
            }
            self.pass(self.held);
            if self.fill().is_none() {
                return true;
            }
        }
    }
}
