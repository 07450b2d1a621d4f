//! Rows, found by the ids of their accounts.

use hashbrown::HashTable;

use crate::bytes::are_same;
use crate::collection::column::{Column, Held};
use crate::collection::kept::Kept;
use crate::collection::shown::number;
use crate::collection::table::Table;
use crate::collection::texts::Texts;
use crate::hash::hash;
use crate::value::Value;

/// Says the hash of the id in a row.
type HashOf<'a> = &'a dyn Fn(&u32) -> u64;

impl Table {
    /// The row of the account of that id.
    pub(in crate::collection) fn find(&self, id: &str) -> Option<usize> {
        self.find_among(self.ids(), id)
    }

    /// The row of the account of that id, if it is one of those.
    pub(in crate::collection) fn find_among(
        &self,
        rows: &HashTable<u32>,
        id: &str,
    ) -> Option<usize> {
        self.found(rows, self.hash_of(id.as_bytes()), id.as_bytes())
    }

    /// Those rows, found by id.
    pub(in crate::collection) fn by_id(
        &self,
        rows: impl ExactSizeIterator<Item = usize>,
    ) -> HashTable<u32> {
        let hash_of = |row: &u32| self.hash_of(self.id_bytes(*row as usize));
        let mut found = HashTable::with_capacity(rows.len());
        for row in rows.map(number) {
            put(&mut found, row, hash_of(&row), &hash_of);
        }
        found
    }

    /// The row of the account that has the same id as one which is no row yet, or that one as a row
    /// from now on: whether it was there.
    pub(super) fn place(&mut self, row: usize) -> (usize, bool) {
        let id = self.id_bytes(row);
        let hash = self.hash_of(id);
        if let Some(found) = self.found(self.ids(), hash, id) {
            return (found, true);
        }
        if let Some((ids, hash_of)) = self.ids_mut() {
            put(ids, number(row), hash, &hash_of);
        }
        (row, false)
    }

    /// Puts rows that have the id of an earlier one in its place; of several the last stays.
    pub(in crate::collection) fn unite(&mut self) {
        let again = self.again();
        if again.is_empty() {
            return;
        }
        // What they have is taken to be as much as what all others have.
        let of_each = self.bytes().checked_div(self.rows).unwrap_or_default();
        self.dead = self
            .dead
            .saturating_add(of_each.saturating_mul(again.len()));
        // Rows that are gone leave gaps, which those behind them move up into.
        let mut gone = again.iter().map(|(_, row)| *row).peekable();
        let kept = (0..self.rows).filter(|row| gone.next_if_eq(row).is_none());
        let up = kept.enumerate().filter(|(to, from)| to != from);
        let moves: Vec<(usize, usize)> = again.iter().copied().chain(up).collect();
        self.rows -= again.len();
        for column in &mut self.columns {
            column.relocate(&moves);
            column.truncate(self.rows);
        }
    }

    /// Rows that have the id of an earlier one, in their order: which one that is, and which they are.
    fn again(&self) -> Vec<(usize, usize)> {
        let hash_of = |row: &u32| self.hash_of(self.id_bytes(*row as usize));
        let mut firsts = HashTable::with_capacity(self.rows);
        let mut again = Vec::new();
        for row in 0..self.rows {
            let id = self.id_bytes(row);
            let hash = self.hash_of(id);
            match self.found(&firsts, hash, id) {
                Some(first) => again.push((first, row)),
                None => put(&mut firsts, number(row), hash, &hash_of),
            }
        }
        again
    }

    /// Takes a row out; those behind it move up by one.
    pub(super) fn close_gap(&mut self, row: usize) {
        let hash = self.hash_of(self.id_bytes(row));
        let Some((ids, _)) = self.ids_mut() else {
            return;
        };
        if let Ok(entry) = ids.find_entry(hash, |found| *found as usize == row) {
            entry.remove();
        }
        for later in ids.iter_mut().filter(|later| **later as usize > row) {
            *later -= 1;
        }
    }

    fn ids(&self) -> &HashTable<u32> {
        self.ids.get_or_init(|| self.by_id(0..self.rows))
    }

    /// The rows by their ids, if they are there, and the hash of the id of one.
    fn ids_mut(&mut self) -> Option<(&mut HashTable<u32>, impl Fn(&u32) -> u64)> {
        let Table {
            ids,
            columns,
            id_column,
            texts,
            kept,
            hasher,
            ..
        } = self;
        let hash_of = |row: &u32| {
            let id = id_in(columns.get(*id_column), *row as usize, texts, kept);
            hash(hasher, [id])
        };
        Some((ids.get_mut()?, hash_of))
    }

    fn found(&self, rows: &HashTable<u32>, hash: u64, id: &[u8]) -> Option<usize> {
        let found = rows.find(hash, |row| are_same(self.id_bytes(*row as usize), id));
        found.map(|row| *row as usize)
    }

    fn hash_of(&self, id: &[u8]) -> u64 {
        hash(&self.hasher, [id])
    }

    /// The id in that row.
    fn id_bytes(&self, row: usize) -> &[u8] {
        let ids = self.columns.get(self.id_column);
        id_in(ids, row, &self.texts, &self.kept)
    }
}

/// The id in that row of the column of ids.
#[inline]
fn id_in<'a>(ids: Option<&Column>, row: usize, texts: &'a Texts, kept: &'a Kept) -> &'a [u8] {
    match ids.map_or(Held::Absent, |ids| ids.get(row)) {
        Held::Text(start) => texts.bytes_of(start),
        Held::Kept(place) => match kept.get(place) {
            Some(Value::Text(text)) => text.as_bytes(),
            _ => &[],
        },
        _ => &[],
    }
}

fn put(ids: &mut HashTable<u32>, row: u32, hash: u64, hash_of: HashOf<'_>) {
    ids.insert_unique(hash, row, hash_of);
}
