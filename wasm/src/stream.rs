//! Values on their way to JavaScript: written here one behind the other, and made in one go by
//! `js/rows.js`, because each step from one side to the other costs more than a value.

use js_sys::Array;
use roster_core::bytes::{Stretch, is_ascii};
use roster_core::collection::Stamp;
use roster_core::value::{Number, Reference, Value};
use wasm_bindgen::prelude::wasm_bindgen;

/// Largest whole number that JavaScript's `number` holds exactly: 2⁵³ - 1.
pub(crate) const SAFE: i64 = (1 << 53) - 1;

#[wasm_bindgen(module = "/js/rows.js")]
extern "C" {
    fn make(bytes: &[u8], ascii: &[u8], other: &[u8], shared: &Array, made: &Array);
}

/// What comes. `js/rows.js` has the same numbers.
#[derive(Clone, Copy)]
pub enum Kind {
    /// No member.
    Absent,
    Null,
    False,
    True,
    /// A whole number from 0.
    Whole,
    /// A whole number below 0, and how far.
    Below,
    /// A number, or its digits where it is beyond what a `number` holds; they follow. Read there:
    /// Rust's own tables for it would be a twentieth of the module.
    Float,
    /// A `BigInt`; its digits follow.
    Big,
    /// Text of ASCII; its length.
    Ascii,
    /// Other text; its length in UTF-16.
    Other,
    /// Id, name and type follow.
    Reference,
    /// How many; they follow.
    List,
    /// How many; names and values follow in turn.
    Object,
    /// The value that follows, which is [`Kind::Shared`] from now on.
    New,
    /// A value that is there already; its place.
    Shared,
    /// An account; a value for every field that is answered follows.
    Row,
    /// An account as [`Kind::Row`], and an object of what else it has.
    More,
    /// Text of ASCII; its length is added.
    Short,
}

/// Bytes of each that stay for what is written next.
const ROOM: usize = 1 << 17;

/// What the bytes of sizes hold: seven bits each, the lowest first.
const BITS: u32 = 7;
const MORE: u8 = 1 << BITS;

/// Values, one behind the other.
#[derive(Default)]
pub struct Stream {
    bytes: Vec<u8>,
    /// Apart from the others, so that a single Greek name does not make all text take two bytes a
    /// character.
    ascii: Vec<u8>,
    other: Vec<u8>,
}

impl Stream {
    /// Bytes of all that was written.
    pub fn len(&self) -> usize {
        self.bytes.len() + self.ascii.len() + self.other.len()
    }

    /// Appends everything to `made`, and goes on with nothing.
    pub fn flush(&mut self, shared: &Array, made: &Array) {
        make(&self.bytes, &self.ascii, &self.other, shared, made);
        // What one long text took is given back.
        self.bytes.clear();
        self.bytes.shrink_to(ROOM);
        self.ascii.clear();
        self.ascii.shrink_to(ROOM);
        self.other.clear();
        self.other.shrink_to(ROOM);
    }

    /// What comes next.
    #[inline]
    pub fn kind(&mut self, kind: Kind) {
        self.bytes.push(kind as u8);
    }

    /// What comes next, and its length, its place or itself.
    pub fn sized(&mut self, kind: Kind, size: usize) {
        self.kind(kind);
        self.size(size as u64);
    }

    #[inline]
    fn size(&mut self, mut size: u64) {
        while size >= u64::from(MORE) {
            self.bytes.push(size as u8 | MORE);
            size >>= BITS;
        }
        self.bytes.push(size as u8);
    }

    /// Any value.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.kind(Kind::Null),
            Value::Bool(truth) => self.truth(*truth),
            Value::Number(number) => self.number(number),
            Value::Text(text) => self.text(text),
            Value::Reference(reference) => self.any_reference(reference),
            Value::List(values) => {
                self.sized(Kind::List, values.len());
                for value in values {
                    self.value(value);
                }
            }
            Value::Object(members) => self.object(members.len(), pairs(members)),
        }
    }

    /// An object of so many members.
    pub fn object<'a>(
        &mut self,
        count: usize,
        members: impl Iterator<Item = (&'a str, &'a Value)>,
    ) {
        self.sized(Kind::Object, count);
        self.members(members);
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        self.stretch(text.into());
    }

    /// Text that may have more behind it.
    #[inline]
    pub fn stretch(&mut self, stretch: Stretch<'_>) {
        let text = stretch.text();
        if is_ascii(text.as_bytes()) {
            self.ascii(text.len());
            stretch.append_to(&mut self.ascii);
        } else {
            self.sized(Kind::Other, text.encode_utf16().count());
            stretch.append_to(&mut self.other);
        }
    }

    /// The text of a timestamp.
    #[inline]
    pub fn stamp(&mut self, stamp: Stamp) {
        let written = stamp.text();
        self.ascii(written.length());
        written.append_to(&mut self.ascii);
    }

    /// Text of ASCII of that length, which is to follow.
    #[inline]
    fn ascii(&mut self, length: usize) {
        match u8::try_from(Kind::Short as usize + length) {
            Ok(short) => self.bytes.push(short),
            Err(_) => self.sized(Kind::Ascii, length),
        }
    }

    #[inline]
    fn members<'a>(&mut self, members: impl Iterator<Item = (&'a str, &'a Value)>) {
        for (name, value) in members {
            self.text(name);
            self.value(value);
        }
    }

    /// `true` or `false`.
    pub fn truth(&mut self, truth: bool) {
        self.kind(if truth { Kind::True } else { Kind::False });
    }

    #[inline]
    fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.kind(Kind::Null),
        }
    }

    /// A reference that is nothing but an id, a name and a type.
    pub fn reference(&mut self, id: &str, name: Option<&str>, kind: Option<&str>) {
        self.kind(Kind::Reference);
        self.text(id);
        self.optional(name);
        self.optional(kind);
    }

    fn any_reference(&mut self, reference: &Reference) {
        let Reference {
            id,
            name,
            kind,
            members,
        } = reference;
        let (name, kind) = (name.as_deref(), kind.as_deref());
        if members.is_empty() {
            return self.reference(id, name, kind);
        }
        self.sized(Kind::Object, 3 + members.len());
        self.text("id");
        self.text(id);
        self.text("name");
        self.optional(name);
        self.text("type");
        self.optional(kind);
        self.members(pairs(members));
    }

    /// A whole number.
    pub fn whole(&mut self, number: i64) {
        if (-SAFE..=SAFE).contains(&number) {
            self.kind(if number < 0 { Kind::Below } else { Kind::Whole });
            self.size(number.unsigned_abs());
        } else {
            self.kind(Kind::Big);
            self.text(&number.to_string());
        }
    }

    fn number(&mut self, number: &Number) {
        let digits = number.digits();
        let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b'-';
        match number.as_i64() {
            Some(whole) => return self.whole(whole),
            None if digits.bytes().all(is_digit) => self.kind(Kind::Big),
            None => self.kind(Kind::Float),
        }
        self.text(digits);
    }
}

/// Members by name.
fn pairs(members: &[(String, Value)]) -> impl Iterator<Item = (&str, &Value)> {
    members.iter().map(|(name, value)| (name.as_str(), value))
}
