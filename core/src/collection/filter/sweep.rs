//! A word that is looked for in every field: in all texts of a row at once, which lie side by side,
//! and of the rest only where it may be.

use std::mem::discriminant;

use crate::collection::cell::Seen;
use crate::collection::column::{Column, Held};
use crate::collection::filter::test::Word;
use crate::collection::table::Table;
use crate::schema::Kind;

/// What the columns hold of the fields that are answered, by examples of every sort.
#[derive(Debug, Clone)]
pub(in crate::collection) struct Outline(Vec<(usize, Kind, Vec<Held>)>);

impl Outline {
    /// Of all rows.
    pub(in crate::collection) fn of(table: &Table) -> Outline {
        Outline::by(table, &Column::examples)
    }

    /// Of one row.
    pub(in crate::collection) fn of_row(table: &Table, row: usize) -> Outline {
        Outline::by(table, &|column| vec![column.get(row)])
    }

    /// Takes in the outline of rows that came later.
    pub(in crate::collection) fn add(&mut self, later: Outline) {
        for ((.., known), (.., later)) in self.0.iter_mut().zip(later.0) {
            for held in later {
                if !known
                    .iter()
                    .any(|known| discriminant(known) == discriminant(&held))
                {
                    known.push(held);
                }
            }
        }
    }

    fn by(table: &Table, examples: &dyn Fn(&Column) -> Vec<Held>) -> Outline {
        let fields = table.resource().fields.iter().enumerate();
        let answered = fields.filter(|(_, field)| field.access.read);
        let columns = answered.map(|(column, field)| {
            let examples = table.column(column).map(examples);
            (column, field.kind, examples.unwrap_or_default())
        });
        Outline(columns.collect())
    }
}

/// Bytes of a row's texts that are looked through at once; texts that lie further apart, one by one.
const SPAN: usize = 1 << 14;

/// A word, and where it may be.
pub(super) struct Sweep<'a> {
    word: &'a Word,
    table: &'a Table,
    texts: Vec<(&'a Column, Kind)>,
    others: Vec<(usize, Kind)>,
    /// Where the texts of the row begin.
    starts: Vec<(usize, Kind)>,
}

impl<'a> Sweep<'a> {
    pub(super) fn new(word: &'a Word, table: &'a Table, outline: &Outline) -> Sweep<'a> {
        let is_text = |held: &Held| matches!(held, Held::Text(_));
        let texts = outline.0.iter().filter_map(|(column, kind, examples)| {
            let column = table.column(*column)?;
            examples.iter().any(is_text).then_some((column, *kind))
        });
        let may_be = |held: &Held| word.may_be_in(*held);
        let others = outline.0.iter();
        let others = others.filter(|(_, _, examples)| examples.iter().any(may_be));
        Sweep {
            word,
            table,
            texts: texts.collect(),
            others: others.map(|(column, kind, _)| (*column, *kind)).collect(),
            starts: Vec::new(),
        }
    }

    /// Whether it is in one of the row's texts.
    pub(super) fn is_in_texts(&mut self, row: usize) -> bool {
        self.starts.clear();
        let (mut first, mut last) = (usize::MAX, 0);
        for (column, kind) in &self.texts {
            if let Some(start) = column.text(row) {
                self.starts.push((start, *kind));
                first = first.min(start);
                last = last.max(start);
            }
        }
        if self.starts.is_empty() {
            return false;
        }
        let texts = self.table.texts();
        let is_in =
            |(start, kind): &(usize, Kind)| self.word.is_in(*kind, Seen::Text(texts.get(*start)));
        let at_once = (last - first <= SPAN).then(|| {
            // What was found may be in a length, or in a text that is not the row's: the one that
            // begins last before it knows.
            let mut refused = None;
            let accept = |place: usize| {
                let before = self
                    .starts
                    .iter()
                    .filter(|(start, _)| *start <= first + place);
                let Some(text) = before.max_by_key(|(start, _)| *start) else {
                    return false;
                };
                refused != Some(text.0) && {
                    refused = Some(text.0);
                    is_in(text)
                }
            };
            let needle = self.word.needle();
            needle.is_among_texts(texts.span(first, last), accept)
        });
        match at_once.flatten() {
            Some(found) => found,
            None => self.starts.iter().any(is_in),
        }
    }

    /// Whether it is in another value of the row, of which `holds` knows.
    pub(super) fn is_in_others(&self, mut holds: impl FnMut(usize, Kind) -> bool) -> bool {
        self.others
            .iter()
            .any(|(column, kind)| holds(*column, *kind))
    }
}
