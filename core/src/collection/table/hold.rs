//! How values get into a table: what is put into a cell of a row, and what is held beside it.

use crate::collection::column::{Held, WHOLE};
use crate::collection::references::Pointer;
use crate::collection::stamp::Stamp;
use crate::collection::table::Table;
use crate::schema::Kind;
use crate::value::{Reference, Value};

impl Table {
    /// Holds a value of a field of that kind.
    pub(in crate::collection) fn hold(&mut self, kind: Kind, value: &Value) -> Held {
        match value {
            Value::Null => return Held::Null,
            Value::Bool(truth) => return Held::Truth(*truth),
            Value::Text(text) => return self.hold_field_text(kind, text),
            Value::Number(number) => {
                if let Some(whole) = number.as_i64().filter(|whole| WHOLE.contains(whole))
                    && whole.to_string() == number.digits()
                {
                    return Held::Whole(whole);
                }
            }
            Value::Reference(Reference {
                id,
                name,
                kind,
                members,
            }) if members.is_empty() => {
                let (name, kind) = (name.as_deref(), kind.as_deref());
                if let Some(held) = self.hold_reference(Pointer { id, name, kind }) {
                    return held;
                }
            }
            _ => {}
        }
        Held::Kept(self.kept.place(value))
    }

    /// Holds the text of a field of that kind.
    pub(in crate::collection) fn hold_field_text(&mut self, kind: Kind, text: &str) -> Held {
        match kind {
            Kind::Timestamp => match Stamp::parse(text) {
                Some(stamp) => Held::Stamp(stamp),
                None => self.hold_text(text),
            },
            // A choice has few values, and many rows have each.
            Kind::Choice(_) => Held::Kept(self.kept.text(text)),
            _ => self.hold_text(text),
        }
    }

    /// Holds text as text.
    #[inline]
    pub(in crate::collection) fn hold_text(&mut self, text: &str) -> Held {
        match self.texts.push(text) {
            Some(start) => Held::Text(start),
            None => Held::Kept(self.kept.text(text)),
        }
    }

    /// Holds what may be a text of a field of that kind, but for timestamps; `None` when it has to
    /// be a text that was looked at.
    #[inline(always)]
    pub(in crate::collection) fn hold_bytes(&mut self, kind: Kind, text: &[u8]) -> Option<Held> {
        match kind {
            Kind::Choice(_) => self.kept.find(text).map(Held::Kept),
            _ => self.texts.push_bytes(text).map(Held::Text),
        }
    }

    /// Holds a reference that is an id, a name and a type alone; `None` when it is too long.
    pub(in crate::collection) fn hold_reference(&mut self, pointer: Pointer<'_>) -> Option<Held> {
        let place = self.references.place(pointer, &mut self.texts);
        place.map(Held::Reference)
    }
}
