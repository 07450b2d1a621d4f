//! A word that is looked for in every field: in all texts of a row at once, which lie side by side,
//! and of the rest only where it may be.

use std::ops::Range;

use crate::collection::cell::Seen;
use crate::collection::column::{Column, Held};
use crate::collection::examples::Examples;
use crate::collection::filter::known::Known;
use crate::collection::filter::test::{Word, is_null};
use crate::collection::table::Table;
use crate::schema::Kind;

/// What the columns hold of the fields that are answered.
#[derive(Debug, Clone)]
pub(in crate::collection) struct Outline {
    columns: Vec<(usize, Kind, Examples)>,
    /// What is held in some place says this only of a table that has not been cleared since.
    cleared: usize,
}

impl Outline {
    /// Of all rows.
    pub(in crate::collection) fn of(table: &Table) -> Outline {
        let fields = table.resource().fields.iter().enumerate();
        let answered = fields.filter(|(_, field)| field.access.read);
        let columns = answered.filter_map(|(column, field)| {
            Some((column, field.kind, table.column(column)?.examples()))
        });
        Outline {
            columns: columns.collect(),
            cleared: table.cleared(),
        }
    }

    /// Takes in rows that came later.
    pub(in crate::collection) fn add(&mut self, table: &Table, rows: &Range<usize>) {
        if !self.is_of(table) {
            *self = Outline::of(table);
        }
        for (column, _, examples) in &mut self.columns {
            if let Some(column) = table.column(*column) {
                let held = rows.clone().map(|row| column.get(row));
                held.for_each(|held| examples.add(held));
            }
        }
    }

    /// Whether it is still one of that table.
    pub(in crate::collection) fn is_of(&self, table: &Table) -> bool {
        self.cleared == table.cleared()
    }
}

/// A word, and where it may be.
pub(super) struct Sweep<'a> {
    word: &'a Word,
    table: &'a Table,
    texts: Vec<(&'a Column, Kind)>,
    others: Vec<Other<'a>>,
    /// The other in which it was found last. Neighbours often have it in the same field, such as the
    /// name of an organization, and then no text has to be looked through.
    last: Option<usize>,
}

/// A column in which it may be otherwise than in a text.
struct Other<'a> {
    kind: Kind,
    column: &'a Column,
    answers: Answers,
}

/// Which values of a column have it.
enum Answers {
    /// These; all were asked.
    All(Vec<Held>),
    /// They are asked row by row.
    Some(Known),
}

impl<'a> Sweep<'a> {
    pub(super) fn new(word: &'a Word, table: &'a Table, outline: &Outline) -> Sweep<'a> {
        let is_text = |held: &Held| matches!(held, Held::Text(_));
        let texts = outline
            .columns
            .iter()
            .filter_map(|(column, kind, examples)| {
                let column = table.column(*column)?;
                examples
                    .sorts()
                    .iter()
                    .any(is_text)
                    .then_some((column, *kind))
            });
        let others = outline.columns.iter();
        let others = others.filter_map(|(place, kind, examples)| {
            let column = table.column(*place)?;
            let mut may_have = examples.sorts().iter().copied();
            let answers = match examples {
                Examples::All(_) => {
                    let has = |held: &Held| word.is_in(*kind, table.sees(*held));
                    let having = may_have.filter(|held| word.may_be_in(*held) && has(held));
                    let having: Vec<Held> = having.collect();
                    (!having.is_empty()).then_some(Answers::All(having))?
                }
                Examples::Sorts(_) => {
                    let may_be = may_have.any(|held| word.may_be_in(held));
                    may_be.then(|| Answers::Some(Known::default()))?
                }
            };
            Some(Other {
                kind: *kind,
                column,
                answers,
            })
        });
        Sweep {
            word,
            table,
            texts: texts.collect(),
            others: others.collect(),
            last: None,
        }
    }

    /// Whether it is in a value of the row.
    pub(super) fn is_in(&mut self, row: usize) -> bool {
        let (word, table) = (self.word, self.table);
        let is_in = |other: &mut Other<'_>| other.has(row, word, table);
        let last = self.last.and_then(|last| self.others.get_mut(last));
        if last.is_some_and(is_in) {
            return true;
        }
        self.last = None;
        self.is_in_texts(row) || {
            self.last = self.others.iter_mut().position(is_in);
            self.last.is_some()
        }
    }

    /// Whether it is in one of the row's texts.
    fn is_in_texts(&self, row: usize) -> bool {
        let at_once = self.table.together(row).and_then(|(first, bytes)| {
            let needle = self.word.needle();
            needle.is_among_texts(bytes, |place| self.is_there(row, first + place))
        });
        at_once.unwrap_or_else(|| {
            let mut starts = self.starts(row);
            starts.any(|(start, kind)| self.word.is_in(kind, self.seen(start)))
        })
    }

    /// Where the row's texts begin.
    fn starts(&self, row: usize) -> impl Iterator<Item = (usize, Kind)> {
        let texts = self.texts.iter();
        texts.filter_map(move |(column, kind)| Some((column.text(row)?, *kind)))
    }

    /// Whether what was found there is in one text of the row: it may be in a length, or in a text
    /// that is not the row's. The one that begins last before it knows.
    fn is_there(&self, row: usize, place: usize) -> bool {
        let before = self.starts(row).filter(|(start, _)| *start < place);
        let Some((start, kind)) = before.max_by_key(|(start, _)| *start) else {
            return false;
        };
        let text = self.table.texts().range(start);
        text.start <= place
            && place + self.word.lower().len() <= text.end
            && !is_null(kind, self.seen(start))
    }

    fn seen(&self, start: usize) -> Seen<'a> {
        Seen::Text(self.table.texts().get(start))
    }
}

impl Other<'_> {
    fn has(&mut self, row: usize, word: &Word, table: &Table) -> bool {
        let held = self.column.get(row);
        match &mut self.answers {
            Answers::All(having) => having.contains(&held),
            Answers::Some(known) => known.or_ask(held, || word.is_in(self.kind, table.sees(held))),
        }
    }
}
