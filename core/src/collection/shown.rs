//! Rows of a table in the order in which they are shown.

/// Rows of a table, in some order.
#[derive(Debug, Clone)]
pub(super) enum Shown {
    /// So many from the first on, as they came: none of them has to be written down.
    First(usize),
    These(Vec<u32>),
}

impl Shown {
    pub(super) fn len(&self) -> usize {
        match self {
            Shown::First(count) => *count,
            Shown::These(rows) => rows.len(),
        }
    }

    /// The row of the table that is in that place.
    #[inline]
    pub(super) fn get(&self, place: usize) -> Option<usize> {
        match self {
            Shown::First(count) => (place < *count).then_some(place),
            Shown::These(rows) => rows.get(place).map(|row| *row as usize),
        }
    }

    /// All of them, written down, to be changed.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Vec<u32>)) {
        match self {
            Shown::First(count) => {
                let mut rows = (0..number(*count)).collect();
                change(&mut rows);
                *self = Shown::These(rows);
            }
            Shown::These(rows) => change(rows),
        }
    }

    /// Leaves those that pass.
    pub(super) fn retain(&mut self, passes: impl FnMut(&u32) -> bool) {
        match self {
            Shown::First(count) => {
                *self = Shown::These((0..number(*count)).filter(passes).collect());
            }
            Shown::These(rows) => rows.retain(passes),
        }
    }
}

/// A row as it is written down. Four billion accounts are more than a table can hold.
pub(super) fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
