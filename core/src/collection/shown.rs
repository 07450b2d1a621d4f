//! Rows of a table in the order in which they are shown.

use crate::collection::filter::{Pass, Trail};

/// Rows of a table, in some order.
#[derive(Debug, Clone)]
pub(super) enum Shown {
    /// So many from the first on, as they came: none of them has to be written down.
    First(usize),
    These(Vec<u32>),
    /// These, and where each has the word that was looked for.
    Found(Vec<u32>, Trail),
}

impl Shown {
    pub(super) fn len(&self) -> usize {
        match self {
            Shown::First(count) => *count,
            Shown::These(rows) | Shown::Found(rows, _) => rows.len(),
        }
    }

    /// The row of the table that is in that place.
    #[inline]
    pub(super) fn get(&self, place: usize) -> Option<usize> {
        match self {
            Shown::First(count) => (place < *count).then_some(place),
            Shown::These(rows) | Shown::Found(rows, _) => rows.get(place).map(|row| *row as usize),
        }
    }

    /// All of them, written down, to be changed.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Vec<u32>)) {
        let mut rows = match std::mem::replace(self, Shown::First(0)) {
            Shown::First(count) => (0..number(count)).collect(),
            Shown::These(rows) | Shown::Found(rows, _) => rows,
        };
        change(&mut rows);
        *self = Shown::These(rows);
    }

    /// What a search left with them.
    pub(super) fn trail(&self) -> Option<&Trail> {
        match self {
            Shown::First(_) | Shown::These(_) => None,
            Shown::Found(_, trail) => Some(trail),
        }
    }

    /// Those that pass.
    pub(super) fn passing(&self, pass: Pass<'_>) -> Shown {
        match self {
            Shown::First(count) => {
                let all: Vec<u32> = (0..number(*count)).collect();
                found(&all, pass)
            }
            Shown::These(rows) | Shown::Found(rows, _) => found(rows, pass),
        }
    }
}

/// Those of the rows that pass.
pub(super) fn found(rows: &[u32], pass: Pass<'_>) -> Shown {
    match pass.passing(rows) {
        (rows, Some(trail)) => Shown::Found(rows, trail),
        (rows, None) => Shown::These(rows),
    }
}

/// A row as it is written down. Four billion accounts are more than a table can hold.
pub(super) fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
