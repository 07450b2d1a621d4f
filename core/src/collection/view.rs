//! Which rows of a table are shown, and in what order.

use std::ops::Range;

use crate::collection::filter::{Filter, Outline, Pass};
use crate::collection::sort::Sort;
use crate::collection::table::Table;
use crate::schema::Resource;

/// The rows that a filter lets through, sorted.
#[derive(Clone)]
pub(super) struct View {
    filter: Filter,
    sort: Sort,
    rows: Vec<u32>,
    /// All rows of the table, sorted, while the filter hides some, so that another filter sorts
    /// nothing. `None` where the order of all is not known, and where it is that of arrival.
    all: Option<Vec<u32>>,
    /// What the table holds, once that was asked for; at times also what it held before.
    outline: Option<Outline>,
}

impl View {
    /// A view of all that will come, as it comes.
    pub(super) fn of_everything(resource: &'static Resource) -> View {
        View {
            filter: Filter::everything(resource),
            sort: Sort::default(),
            rows: Vec::new(),
            all: None,
            outline: None,
        }
    }

    /// Shows so many rows, all that a table has, as they came; of a view that is as it began.
    pub(super) fn fill(&mut self, rows: usize) {
        self.rows = (0..number(rows)).collect();
    }

    /// How many rows are shown.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of the table that is shown there.
    pub(super) fn get(&self, place: usize) -> Option<usize> {
        self.rows.get(place).map(|row| *row as usize)
    }

    /// The rows of the table that are shown, from there on.
    pub(super) fn from(&self, start: usize) -> impl Iterator<Item = usize> {
        let rows = self.rows.get(start..).unwrap_or_default();
        rows.iter().map(|row| *row as usize)
    }

    /// Where a row of the table is shown.
    pub(super) fn place(&self, row: usize) -> Option<usize> {
        place_among(&self.sort, &self.rows, row)
    }

    /// Shows the rows that a filter lets through.
    pub(super) fn filter(&mut self, table: &Table, filter: Filter) {
        let outline = self.outline.take().filter(|outline| outline.is_of(table));
        let outline = outline.unwrap_or_else(|| Outline::of(table));
        if filter.narrows(&self.filter) {
            self.narrow(table, &filter, &outline);
        } else {
            self.widen(table, &filter, &outline);
        }
        self.outline = Some(outline);
        self.filter = filter;
    }

    fn widen(&mut self, table: &Table, filter: &Filter, outline: &Outline) {
        let mut pass = Pass::of(filter, table, outline);
        let mut passes = |row: &u32| pass.lets_through(*row as usize);
        match self.all.take() {
            Some(all) if filter.is_everything() => self.rows = all,
            Some(all) => {
                self.rows = all.iter().copied().filter(passes).collect();
                self.all = Some(all);
            }
            None => {
                self.rows = (0..number(table.len())).filter(|row| passes(row)).collect();
                self.arrange(table);
            }
        }
    }

    /// Leaves the rows that a filter lets through which hides all that is hidden already: what
    /// stays is in its order.
    fn narrow(&mut self, table: &Table, filter: &Filter, outline: &Outline) {
        let mut pass = Pass::after(filter, &self.filter, table, outline);
        let passes = |row: &u32| pass.lets_through(*row as usize);
        let keeps = !self.sort.keys().is_empty() && !filter.is_everything();
        if keeps && self.filter.is_everything() {
            let all = std::mem::take(&mut self.rows);
            self.rows = all.iter().copied().filter(passes).collect();
            self.all = Some(all);
        } else {
            self.rows.retain(passes);
        }
    }

    /// Sorts what is shown.
    pub(super) fn sort(&mut self, table: &Table, sort: Sort) {
        if sort.keys() == self.sort.keys() {
            return;
        }
        self.sort = sort;
        self.all = None;
        self.arrange(table);
    }

    fn arrange(&mut self, table: &Table) {
        if !self.sort.keys().is_empty() {
            self.sort.arrange(table, &mut self.rows);
            return;
        }
        // There is one order of arrival, and no need to compare anything.
        let mut shown = vec![false; table.len()];
        for row in &self.rows {
            if let Some(shown) = shown.get_mut(*row as usize) {
                *shown = true;
            }
        }
        let rows = (0..).zip(shown).filter(|(_, shown)| *shown);
        self.rows = rows.map(|(row, _)| row).collect();
    }

    /// Takes a row out whose account is about to change or to go.
    pub(super) fn hide(&mut self, row: usize) {
        for rows in self.all.iter_mut().chain([&mut self.rows]) {
            if let Some(place) = place_among(&self.sort, rows, row) {
                rows.remove(place);
            }
        }
    }

    /// Puts rows where they belong that the view does not have.
    pub(super) fn show(&mut self, table: &Table, rows: Range<usize>) {
        let mut new: Vec<u32> = rows.clone().map(number).collect();
        self.sort.arrange(table, &mut new);
        if let Some(all) = &mut self.all {
            merge(&self.sort, table, all, &new);
        }
        // Where there is none, nothing was filtered yet.
        if let Some(outline) = &mut self.outline {
            outline.add(table, &rows);
            let mut pass = Pass::of(&self.filter, table, outline);
            new.retain(|row| pass.lets_through(*row as usize));
        }
        merge(&self.sort, table, &mut self.rows, &new);
    }

    /// Counts anew: a row that was hidden is gone from the table, and those behind it moved up.
    pub(super) fn close_gap(&mut self, row: usize) {
        let gone = number(row);
        let rows = self.rows.iter_mut();
        for later in rows.chain(self.all.iter_mut().flatten()) {
            if *later > gone {
                *later -= 1;
            }
        }
    }
}

#[inline]
fn place_among(sort: &Sort, rows: &[u32], row: usize) -> Option<usize> {
    let row = number(row);
    if sort.keys().is_empty() {
        return rows.binary_search(&row).ok();
    }
    rows.iter().position(|shown| *shown == row)
}

/// Puts sorted rows among others that are sorted too: each of those is moved once, however many are
/// new.
fn merge(sort: &Sort, table: &Table, rows: &mut Vec<u32>, new: &[u32]) {
    let mut order = sort.order(table);
    // Where those end that have not been moved.
    let mut end = rows.len();
    rows.resize(end + new.len(), 0);
    for (before, row) in new.iter().enumerate().rev() {
        let left = rows.get(..end).unwrap_or_default();
        let is_before = |shown: &u32| order(*shown as usize, *row as usize).is_lt();
        let place = left.partition_point(is_before);
        rows.copy_within(place..end, place + before + 1);
        if let Some(room) = rows.get_mut(place + before) {
            *room = *row;
        }
        end = place;
    }
}

/// A row as the view holds it. Four billion accounts are more than a table can hold.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}
