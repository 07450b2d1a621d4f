//! How the lines of an input are read.

use roster_core::resources;
use roster_core::schema::{Operation, Resource};

/// The words of the first line, the lines up to the first empty one, and what follows that.
pub(crate) struct Script<'a> {
    /// Which resource the input is about.
    pub(crate) resource: &'static Resource,
    /// The words behind it.
    pub(crate) words: Vec<&'a str>,
    /// The lines behind that.
    pub(crate) lines: Vec<&'a str>,
}

impl<'a> Script<'a> {
    /// Reads `RESOURCE WORD…` and the lines below.
    pub(crate) fn read(text: &'a str) -> Script<'a> {
        let mut lines = text.lines();
        let mut words = lines.next().unwrap_or_default().split(' ');
        let resource = resource(words.next().unwrap_or_default());
        Script {
            resource,
            words: words.collect(),
            lines: lines.collect(),
        }
    }

    /// That word of the first line; empty where there is none.
    pub(crate) fn word(&self, place: usize) -> &'a str {
        self.words.get(place).copied().unwrap_or_default()
    }

    /// The operation that the first word behind the resource names.
    pub(crate) fn operation(&self) -> Operation {
        operation(self.resource, self.word(0))
    }
}

/// An input of lines, an empty line, and a body.
pub(crate) fn head_and_body(input: &[u8]) -> (&[u8], &[u8]) {
    let end = input.windows(2).position(|two| two == b"\n\n");
    match end {
        Some(end) => (&input[..end], &input[end + 2..]),
        None => (input, &[]),
    }
}

/// The resource of that id, else one that depends on the text.
pub(crate) fn resource(text: &str) -> &'static Resource {
    let exact = resources().iter().find(|resource| resource.id == text);
    exact.unwrap_or_else(|| &resources()[text.len() % resources().len()])
}

/// The offered operation of that verb, else one that depends on the text.
fn operation(resource: &'static Resource, text: &str) -> Operation {
    let offered = resource.operations;
    let exact = offered.iter().find(|operation| operation.verb() == text);
    *exact.unwrap_or(&offered[text.len() % offered.len()])
}

/// A number at the start of the text; 0 where there is none.
pub(crate) fn number(text: &str) -> u64 {
    let end = text.find(|character: char| !character.is_ascii_digit());
    text[..end.unwrap_or(text.len())].parse().unwrap_or(0)
}
