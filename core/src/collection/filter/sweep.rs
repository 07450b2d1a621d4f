//! A word that is looked for in every field: in all texts of a row at once, which lie side by side,
//! and of the rest only where it may be.

use std::ops::Range;

use crate::collection::cell::Seen;
use crate::collection::column::{Column, Held};
use crate::collection::examples::Examples;
use crate::collection::filter::known::Known;
use crate::collection::filter::needle::{Needle, has_disguises};
use crate::collection::filter::test::{Word, is_null};
use crate::collection::filter::trail::{Ahead, Letters, Rest, Trace, Trail};
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

/// Bytes of a word from which on it is remembered what is behind it, wherever a row has it. A shorter
/// one is in too many rows.
const TOLD_APART: usize = 3;
/// Other places of a row where that is looked at. What has the word more often has it behind anything.
const OTHERS: usize = 4;

/// A word, and where it may be.
pub(super) struct Sweep<'a> {
    word: &'a Word,
    table: &'a Table,
    texts: Vec<(&'a Column, Kind)>,
    others: Vec<Other<'a>>,
    /// Bytes of the word that were typed before: those of the trail that leads to it.
    typed: usize,
    /// What that trail knows of the rows that it was left of; nothing, if none leads to it.
    known: &'a [Trace],
    /// The other in which it was found last. Neighbours often have it in the same field, such as the
    /// name of an organization, and then no text has to be looked through.
    last: Option<usize>,
}

/// A column in which it may be otherwise than in a text.
struct Other<'a> {
    place: usize,
    kind: Kind,
    column: &'a Column,
    answers: Answers,
}

/// Which values of a column have it.
enum Answers {
    /// These; all were asked.
    All(Vec<Held>),
    /// They are asked row by row.
    Some(Known<Option<Trace>>),
}

impl<'a> Sweep<'a> {
    /// Where the trail leads to the word, what has the word is among what the trail had.
    pub(super) fn new(
        word: &'a Word,
        table: &'a Table,
        outline: &Outline,
        trail: Option<&'a Trail>,
    ) -> Sweep<'a> {
        let is_text = |held: &Held| matches!(held, Held::Text(_));
        let texts_in = |(column, kind, examples): &(usize, Kind, Examples)| {
            let column = table.column(*column)?;
            let has_texts = examples.sorts().iter().any(is_text);
            has_texts.then_some((column, *kind))
        };
        let mut texts = Vec::with_capacity(outline.columns.len());
        texts.extend(outline.columns.iter().filter_map(texts_in));
        let trail = trail.filter(|trail| trail.leads_to(word.lower()));
        let others = outline.columns.iter();
        let others = others.filter_map(|(place, kind, examples)| {
            let column = table.column(*place)?;
            let has = |held: &Held| word.may_be_in(*held) && word.is_in(*kind, table.sees(*held));
            let answers = match examples {
                Examples::All(all) => {
                    let asked = trail.map_or(all.as_slice(), |trail| trail.having(*place));
                    let having: Vec<Held> = asked.iter().copied().filter(has).collect();
                    (!having.is_empty()).then_some(Answers::All(having))?
                }
                Examples::Sorts(sorts) => {
                    let may_be = sorts.iter().any(|held| word.may_be_in(*held));
                    may_be.then(|| Answers::Some(Known::new()))?
                }
            };
            Some(Other {
                place: *place,
                kind: *kind,
                column,
                answers,
            })
        });
        Sweep {
            word,
            table,
            texts,
            others: others.collect(),
            typed: trail.map_or(0, |trail| trail.word().len()),
            known: trail.map_or(&[], Trail::traces),
            last: None,
        }
    }

    /// What is known of the rows that a trail was left of, which leads to the word.
    pub(super) fn known(&self) -> &'a [Trace] {
        self.known
    }

    /// The trail of the word, of rows in their order.
    pub(super) fn trail(&self, traces: Vec<Trace>) -> Trail {
        let having = self.others.iter().filter_map(|other| match &other.answers {
            Answers::All(having) => Some((other.place, having.clone())),
            Answers::Some(_) => None,
        });
        Trail::new(self.word.lower(), traces, having.collect())
    }

    /// Those of the rows that have it, and what is known of them then. What was known of them before
    /// is either nothing or as long as they are.
    pub(super) fn among(&mut self, rows: &[u32], known: &[Trace]) -> (Vec<u32>, Vec<Trace>) {
        if known.is_empty() {
            let found = rows.iter().filter_map(|row| {
                let trace = self.find(*row as usize, Trace::UNKNOWN)?;
                Some((*row, trace))
            });
            return found.unzip();
        }
        let mut found = vec![0; rows.len()];
        let mut traces = vec![Trace::UNKNOWN; rows.len()];
        let mut count = 0;
        let letter = match self.word.lower().as_bytes().get(self.typed..) {
            Some([letter]) => Some(*letter),
            _ => None,
        };
        let asks = !self.others.is_empty();
        for (row, known) in rows.iter().zip(known) {
            let (Some(to), Some(trace)) = (found.get_mut(count), traces.get_mut(count)) else {
                break;
            };
            *to = *row;
            // No processor foresees whether a letter follows. That is why it decides nothing here but
            // where the next row is written.
            if let Some(letter) = letter
                && let Some(goes_on) = known.goes_on(letter, asks)
            {
                *trace = known.gone_on(letter);
                count += usize::from(goes_on);
            } else if let Some(there) = self.find(*row as usize, *known) {
                *trace = there;
                count += 1;
            }
        }
        found.truncate(count);
        traces.truncate(count);
        // Most words are in few of the rows.
        found.shrink_to_fit();
        traces.shrink_to_fit();
        (found, traces)
    }

    /// Looks for it in the values of the row, of which so much is known; what is known then, if it is
    /// in one.
    pub(super) fn find(&mut self, row: usize, known: Trace) -> Option<Trace> {
        if let Some(text) = known.text()
            && self.is_within(text.clone())
        {
            return Some(known.read_on(ahead(self.table, self.word.needle(), &text)));
        }
        let (word, table) = (self.word, self.table);
        let last = self.last.and_then(|last| self.others.get_mut(last));
        if let Some(trace) = last.and_then(|other| other.find(row, word, table)) {
            return Some(trace.knowing(known));
        }
        self.last = None;
        if let Some(trace) = self.find_in_texts(row, known) {
            return Some(trace);
        }
        let mut others = self.others.iter_mut().enumerate();
        let (last, trace) =
            others.find_map(|(place, other)| Some((place, other.find(row, word, table)?)))?;
        self.last = Some(last);
        Some(trace)
    }

    /// Whether that part of a text, which begins with what was typed before, begins with all of it.
    #[inline]
    fn is_within(&self, text: Range<usize>) -> bool {
        let text = self.table.texts().bytes().get(text);
        text.is_some_and(|text| self.word.needle().goes_on(text, self.typed))
    }

    /// Looks for it in the row's texts, where they may have it by what is known.
    fn find_in_texts(&self, row: usize, known: Trace) -> Option<Trace> {
        let needle = self.word.needle();
        let rest = known.rest(needle.is_ascii())?;
        if let Some((first, bytes)) = self.table.together(row).filter(|_| needle.is_plain()) {
            let undisguised = known.is_undisguised();
            let passed = rest.saturating_sub(first);
            let found = self.find_in(row, first, bytes, passed, undisguised);
            if found.is_some() || undisguised || !needle.may_be_disguised_in(bytes) {
                return found;
            }
        }
        let mut starts = self.starts(row);
        let is_in = starts.any(|(start, kind)| self.word.is_in(kind, self.seen(start)));
        is_in.then_some(Trace::UNKNOWN)
    }

    /// Looks for it in the bytes of the row's texts, `passed` of which do not have it; whether they
    /// are known to have no word in disguise.
    fn find_in(
        &self,
        row: usize,
        first: usize,
        bytes: &[u8],
        passed: usize,
        undisguised: bool,
    ) -> Option<Trace> {
        let needle = self.word.needle();
        let length = needle.lower().len();
        let mut found = None;
        let mut again = None;
        let mut others = 0;
        let mut letters = Letters::NONE;
        needle.is_among(bytes.get(passed..)?, |hit| {
            let place = first + passed + hit;
            if found.is_none() {
                found = self.end_of_text(row, place).map(|end| place..end);
                // Nearly every row has a letter again, which says nothing.
                return length == 1 && found.is_some();
            }
            again.get_or_insert(place);
            let behind = bytes.get(passed + hit + length);
            behind.inspect(|byte| letters.add(**byte));
            others += 1;
            let is_enough = length < TOLD_APART || others > OTHERS;
            if is_enough {
                letters = Letters::ANY;
            }
            is_enough
        });
        let part = found?;
        let rest = match again {
            None if length == 1 => Rest::From(part.start + 1),
            // A word that begins with this one may be there in disguise, even before.
            _ if !undisguised && has_disguises(bytes) => {
                Rest::From(again.unwrap_or(part.start + 1))
            }
            Some(again) => Rest::Undisguised(again, letters),
            None if bytes.is_ascii() => Rest::Nowhere,
            None => Rest::BeyondAscii,
        };
        let ahead = ahead(self.table, needle, &part);
        Some(Trace::found(part, ahead, rest))
    }

    /// Where the row's texts begin.
    fn starts(&self, row: usize) -> impl Iterator<Item = (usize, Kind)> {
        let texts = self.texts.iter();
        texts.filter_map(move |(column, kind)| Some((column.text(row)?, *kind)))
    }

    /// Where the text of the row ends that has what was found there. `None` when none has: it may be
    /// in a length, or in a text that is not the row's. The one that begins last before it knows.
    fn end_of_text(&self, row: usize, place: usize) -> Option<usize> {
        let before = self.starts(row).filter(|(start, _)| *start < place);
        let (start, kind) = before.max_by_key(|(start, _)| *start)?;
        let text = self.table.texts().range(start);
        let has = text.start <= place
            && place + self.word.lower().len() <= text.end
            && !is_null(kind, self.seen(start));
        has.then_some(text.end)
    }

    fn seen(&self, start: usize) -> Seen<'a> {
        Seen::Text(self.table.texts().get(start))
    }
}

impl Other<'_> {
    /// Looks for it in what the row has of the column.
    fn find(&mut self, row: usize, word: &Word, table: &Table) -> Option<Trace> {
        let held = self.column.get(row);
        match &mut self.answers {
            Answers::All(having) => having.contains(&held).then_some(Trace::NOWHERE),
            Answers::Some(known) => known.or_ask(held, || {
                let is_in = word.is_in(self.kind, table.sees(held));
                is_in.then(|| find_in_reference(held, word.needle(), table))
            }),
        }
    }
}

/// What is behind the word in a part of the texts that begins with it.
fn ahead(table: &Table, needle: &Needle, part: &Range<usize>) -> Ahead {
    let behind = part.start + needle.lower().len()..part.end;
    Ahead::of(table.texts().bytes().get(behind).unwrap_or_default())
}

/// Where the word is in what it is in, if that is a reference. A long word may be at every place but
/// for its last letters, and is not looked for again.
fn find_in_reference(held: Held, needle: &Needle, table: &Table) -> Trace {
    let starts = match held {
        Held::Reference(place) if needle.is_plain() => table.reference(place),
        _ => return Trace::NOWHERE,
    };
    let place_in = |start| {
        let text = table.texts().range(start);
        let bytes = table.texts().bytes().get(text.clone())?;
        let part = text.start + needle.place_in(bytes)?..text.end;
        let ahead = ahead(table, needle, &part);
        Some(Trace::found(part, ahead, Rest::Nowhere))
    };
    let mut found = starts.filter_map(place_in);
    found.next().unwrap_or(Trace::NOWHERE)
}
