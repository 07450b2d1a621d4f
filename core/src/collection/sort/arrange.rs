//! Sorts many rows by comparing integers: the first bytes of each row's key, and only where those
//! are the same the next ones.

use std::ops::Range;

use crate::collection::cell::Seen;
use crate::collection::fold::lower_character;
use crate::collection::order::{self, Nature};
use crate::collection::table::Table;
use crate::query::SortKey;
use crate::schema::Kind;

/// One of the questions that a sort asks in turn, of those rows that all before it left equal.
#[derive(Clone, Copy)]
pub(super) struct Stage {
    column: usize,
    kind: Kind,
    pub(super) descending: bool,
    /// Whether texts are told apart by themselves without their case; otherwise values of every
    /// nature by what orders them.
    by_letters: bool,
}

impl Stage {
    /// The two questions of a key.
    pub(super) fn of(table: &Table, key: SortKey) -> [Stage; 2] {
        let place = table.resource().position(key.field.name);
        [false, true].map(|by_letters| Stage {
            column: place.unwrap_or(usize::MAX),
            kind: key.field.kind,
            descending: key.descending,
            by_letters,
        })
    }

    #[inline]
    fn seen<'a>(&self, table: &'a Table, row: usize) -> Seen<'a> {
        table.seen(row, self.column)
    }

    /// Appends what a row answers, or no less than the first `most` bytes of it; `None` where there
    /// is no value. Only texts are asked for their letters.
    pub(super) fn push_key(
        &self,
        table: &Table,
        row: usize,
        most: usize,
        out: &mut Vec<u8>,
    ) -> Option<Nature> {
        let seen = self.seen(table, row);
        if self.by_letters {
            push_letters(&order::words(seen), most, out);
            return Some(Nature::Text);
        }
        order::push_key(self.kind, seen, most, out)
    }

    /// How many stages further rows are asked whose answers are equal: only texts can still differ
    /// in their letters.
    pub(super) fn next(&self, are_texts: bool) -> usize {
        if self.by_letters || are_texts { 1 } else { 2 }
    }
}

fn push_letters(text: &str, most: usize, out: &mut Vec<u8>) {
    let most = out.len().saturating_add(most);
    for character in text.chars().flat_map(lower_character) {
        if out.len() >= most {
            return;
        }
        out.extend(character.encode_utf8(&mut [0; 4]).bytes());
    }
}

/// Bytes of a key that fit an integer, beside the nature and the count.
const STEP: usize = 7;
/// What stands for a row without a value: above all others, whichever way the sort runs.
const NOTHING: u64 = u64::MAX;

/// The next bytes of a key as an integer that is in order when the keys are: the nature in three
/// bits, seven bytes, and in five bits how many there are, one more when others follow. Never
/// [`NOTHING`] at the beginning of a key, since no nature is zero.
#[inline]
fn step(nature: Option<Nature>, rest: &[u8], descending: bool) -> u64 {
    let mut bytes = [0; 8];
    for (place, byte) in bytes.iter_mut().zip(rest.iter().take(STEP)) {
        *place = *byte;
    }
    let count = rest.len().min(STEP + 1) as u64;
    let nature = nature.map_or(0, |nature| nature as u64);
    let step = (nature << 61) | (u64::from_be_bytes(bytes) >> 3) | count;
    if descending { !step } else { step }
}

/// Whether a key ends with this step, so that all rows with it are equal.
fn is_last(step: u64, descending: bool) -> bool {
    let step = if descending { !step } else { step };
    step & 0x1f <= STEP as u64
}

/// Whether the key that begins with this step is of a text.
fn is_text(step: u64, descending: bool) -> bool {
    let step = if descending { !step } else { step };
    step >> 61 == Nature::Text as u64
}

/// Rows that are being sorted.
pub(super) struct Arrangement<'a> {
    table: &'a Table,
    stages: &'a [Stage],
    /// A row and the step of its key that it is compared by; equal ones keep the order of rows.
    items: Vec<(u64, u32)>,
    /// Ranges of items that are equal in all stages before the one that is told.
    open: Vec<(Range<usize>, usize)>,
    keys: Keys,
}

/// The keys of some rows, one behind the other.
#[derive(Default)]
struct Keys {
    rows: Vec<u32>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Arrangement<'a> {
    pub(super) fn new(table: &'a Table, stages: &'a [Stage]) -> Arrangement<'a> {
        Arrangement {
            table,
            stages,
            items: Vec::new(),
            open: Vec::new(),
            keys: Keys::default(),
        }
    }

    pub(super) fn arrange(mut self, rows: &mut [u32]) {
        self.items = rows.iter().map(|row| (0, *row)).collect();
        self.open.push((0..rows.len(), 0));
        while let Some((range, stage)) = self.open.pop() {
            if let Some(stage_of) = self.stages.get(stage) {
                self.ask(range, stage, *stage_of);
            }
        }
        for (place, (_, row)) in rows.iter_mut().zip(self.items) {
            *place = row;
        }
    }

    /// Sorts a range by one stage.
    fn ask(&mut self, range: Range<usize>, number: usize, stage: Stage) {
        let Some(items) = self.items.get_mut(range.clone()) else {
            return;
        };
        let key = &mut self.keys.bytes;
        for (found, row) in items.iter_mut() {
            key.clear();
            let nature = stage.push_key(self.table, *row as usize, STEP + 1, key);
            *found = match nature {
                Some(_) => step(nature, key, stage.descending),
                None => NOTHING,
            };
        }
        items.sort_unstable();
        let mut start = range.start;
        while let Some((equal, found)) = self.equal(start..range.end) {
            start = equal.end;
            if equal.len() == 1 {
                continue;
            }
            let next = number + stage.next(is_text(found, stage.descending));
            if found == NOTHING || is_last(found, stage.descending) {
                self.leave(equal, next);
            } else if self.are_same(equal.clone(), stage) {
                self.leave(equal, number + stage.next(false));
            } else {
                self.ask_on(equal, stage, next);
            }
        }
    }

    /// Leaves rows that are equal to a later stage, if there is one.
    #[inline]
    fn leave(&mut self, range: Range<usize>, stage: usize) {
        if stage < self.stages.len() {
            self.open.push((range, stage));
        }
    }

    /// The items at the beginning of a range that have the same step, and that step.
    fn equal(&self, range: Range<usize>) -> Option<(Range<usize>, u64)> {
        let items = self.items.get(range.clone())?;
        let (first, _) = *items.first()?;
        let count = items.iter().take_while(|(step, _)| *step == first).count();
        Some((range.start..range.start + count, first))
    }

    /// Whether all rows of a range hold the very same value, as those of a choice or a reference
    /// often do.
    fn are_same(&self, range: Range<usize>, stage: Stage) -> bool {
        let items = self.items.get(range).unwrap_or_default().iter();
        let mut seen = items.map(|(_, row)| stage.seen(self.table, *row as usize));
        let first = seen.next();
        seen.all(|other| Some(other) == first)
    }

    /// Sorts a range whose keys have the same first step by the steps behind it.
    fn ask_on(&mut self, range: Range<usize>, stage: Stage, next: usize) {
        self.keys.read(
            self.table,
            stage,
            self.items.get(range.clone()).unwrap_or_default(),
        );
        // While the keys are here, an item has its key's number in the place of the row.
        for (key, (_, row)) in self
            .items
            .get_mut(range.clone())
            .into_iter()
            .flatten()
            .enumerate()
        {
            *row = u32::try_from(key).unwrap_or(u32::MAX);
        }
        let mut deeper = vec![(range.clone(), STEP)];
        while let Some((range, depth)) = deeper.pop() {
            let Some(items) = self.items.get_mut(range.clone()) else {
                continue;
            };
            for (found, key) in items.iter_mut() {
                *found = step(None, self.keys.rest(*key, depth), stage.descending);
            }
            items.sort_unstable();
            let mut start = range.start;
            while let Some((equal, found)) = self.equal(start..range.end) {
                start = equal.end;
                if equal.len() == 1 {
                    continue;
                }
                if is_last(found, stage.descending) {
                    self.leave(equal, next);
                } else {
                    deeper.push((equal, depth + STEP));
                }
            }
        }
        for (_, key) in self.items.get_mut(range).into_iter().flatten() {
            *key = self
                .keys
                .rows
                .get(*key as usize)
                .copied()
                .unwrap_or(u32::MAX);
        }
    }
}

impl Keys {
    fn read(&mut self, table: &Table, stage: Stage, items: &[(u64, u32)]) {
        self.rows.clear();
        self.bytes.clear();
        self.ends.clear();
        for (_, row) in items {
            stage.push_key(table, *row as usize, usize::MAX, &mut self.bytes);
            self.rows.push(*row);
            self.ends.push(self.bytes.len());
        }
    }

    /// A key from its `depth`th byte on.
    fn rest(&self, key: u32, depth: usize) -> &[u8] {
        let key = key as usize;
        let start = match key.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(key).copied().unwrap_or_default();
        self.bytes.get(start + depth..end).unwrap_or_default()
    }
}
