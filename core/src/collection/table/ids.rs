//! Rows, found by the ids of their accounts.

use hashbrown::HashTable;

use crate::bytes::are_same;
use crate::collection::shown::number;
use crate::collection::table::Table;
use crate::hash::hash;

impl Table {
    /// The row of the account of that id.
    pub(in crate::collection) fn find(&self, id: &str) -> Option<usize> {
        let ids = self.ids.get_or_init(|| self.by_id(0..self.rows));
        self.find_among(ids, id)
    }

    /// The row of the account of that id, if it is one of those.
    pub(in crate::collection) fn find_among(
        &self,
        rows: &HashTable<u32>,
        id: &str,
    ) -> Option<usize> {
        let found = rows.find(self.hash_of(id), |row| self.has_id(*row, id));
        found.map(|row| *row as usize)
    }

    /// Those rows, found by id.
    pub(in crate::collection) fn by_id(
        &self,
        rows: impl ExactSizeIterator<Item = usize>,
    ) -> HashTable<u32> {
        let mut found = HashTable::with_capacity(rows.len());
        for row in rows {
            self.first(&mut found, row);
        }
        found
    }

    /// Where an account belongs that is no row yet: in the row of the one with its id, or in its own,
    /// which is found by that id from now on.
    pub(super) fn place(&mut self, row: usize) -> usize {
        let ids = self.ids.take();
        let mut ids = ids.unwrap_or_else(|| self.by_id(0..self.rows));
        let place = self.first(&mut ids, row);
        self.ids = ids.into();
        place
    }

    /// Puts rows that have the id of an earlier one in its place; of several the last stays.
    pub(in crate::collection) fn unite(&mut self) {
        let mut firsts = HashTable::with_capacity(self.rows);
        let firsts = (0..self.rows).map(|row| (self.first(&mut firsts, row), row));
        let again: Vec<(usize, usize)> = firsts.filter(|(first, row)| first != row).collect();
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

    /// Finds a row no more, which is about to be taken out; those behind it move up by one.
    pub(super) fn close_gap(&mut self, row: usize) {
        let Some(mut ids) = self.ids.take() else {
            return;
        };
        let is_it = |found: &u32| *found as usize == row;
        if let Ok(entry) = ids.find_entry(self.hash_of(self.id(row)), is_it) {
            entry.remove();
        }
        for later in ids.iter_mut().filter(|later| **later as usize > row) {
            *later -= 1;
        }
        self.ids = ids.into();
    }

    /// The one of those rows that has the id of this one, which is among them from now on if none has.
    fn first(&self, rows: &mut HashTable<u32>, row: usize) -> usize {
        let id = self.id(row);
        let hash_of = |row: &u32| self.hash_of(self.id(*row as usize));
        let first = rows.entry(self.hash_of(id), |row| self.has_id(*row, id), hash_of);
        *first.or_insert(number(row)).get() as usize
    }

    fn has_id(&self, row: u32, id: &str) -> bool {
        are_same(self.id(row as usize).as_bytes(), id.as_bytes())
    }

    fn hash_of(&self, id: &str) -> u64 {
        hash(&self.hasher, [id])
    }
}
