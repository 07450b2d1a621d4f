//! Where the texts of a row begin, although no row says so: its texts lie behind each other, in the
//! same order in every row, and any of them may be missing.

use crate::collection::column::Column;

/// Columns in such an order that of every row the first of them that has a text has the one that
/// lies before all others of the row. `None` when there is no such order.
#[derive(Debug, Clone)]
pub(super) struct Leaders(Option<Vec<usize>>);

impl Default for Leaders {
    /// Of no rows.
    fn default() -> Leaders {
        Leaders(Some(Vec::new()))
    }
}

impl Leaders {
    /// Where the first text of a row is.
    #[inline]
    pub(super) fn text(&self, columns: &[Column], row: usize) -> Option<usize> {
        first(self.0.as_deref()?, columns, row)
    }

    /// Sees to it that a row which begins there has the leaders that all rows before it have.
    #[inline]
    pub(super) fn follow(&mut self, columns: &[Column], row: usize, begins: usize) {
        if let Some(leaders) = &self.0
            && first(leaders, columns, row) != Some(begins)
        {
            self.0 = learned(leaders, columns, row, begins);
        }
    }
}

/// Leaders of that row and of all before it, if there are any; of those before it these are some.
#[cold]
fn learned(leaders: &[usize], columns: &[Column], row: usize, begins: usize) -> Option<Vec<usize>> {
    let text = |place: &usize| columns.get(*place)?.text(row);
    let leader = (0..columns.len()).find(|place| text(place) == Some(begins))?;
    let mut learned = leaders.to_vec();
    learned.retain(|place| *place != leader);
    let behind = learned.iter().position(|place| text(place).is_some());
    learned.insert(behind.unwrap_or(learned.len()), leader);
    let holds = |row| first(&learned, columns, row) == first(leaders, columns, row);
    (0..row).all(holds).then_some(learned)
}

#[inline]
fn first(leaders: &[usize], columns: &[Column], row: usize) -> Option<usize> {
    leaders
        .iter()
        .find_map(|place| columns.get(*place)?.text(row))
}
