//! What a list is narrowed and ordered by, as plain data: [`collection`](crate::collection) reads
//! it from what people write and applies it to what was read, and [`systems`](crate::systems) ask
//! their servers for as much of it as they can.

use crate::schema::Field;

/// One term of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it was written, to be shown to whoever wrote it.
    pub written: String,
    /// Whether the accounts are meant that do not meet the condition; those without a value too.
    pub negated: bool,
    /// The field; `None` for any field that is answered.
    pub field: Option<&'static Field>,
    /// What the field is to be.
    pub condition: Condition,
}

/// What a field is to be. Texts are as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It contains the text, without regard to case.
    Contains(String),
    /// It is null, or was not answered.
    Null,
    /// It is null, not answered, or empty text.
    Empty,
    /// It is that value; text without regard to case.
    Equals(String),
    /// It is before or after that value.
    Ordered(Relation, String),
}

/// On which side of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// One field that accounts are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    /// The field.
    pub field: &'static Field,
    /// Largest first.
    pub descending: bool,
}

impl SortKey {
    /// As it is written in a sort: `-updated_at`.
    #[must_use]
    pub fn written(&self) -> String {
        let sign = if self.descending { "-" } else { "" };
        format!("{sign}{}", self.field.name)
    }
}
