//! Which rows of a table are shown, and in what order.

use std::ops::Range;

use crate::collection::filter::{Filter, Outline, Pass};
use crate::collection::shown::{Shown, found, number};
use crate::collection::sort::Sort;
use crate::collection::table::Table;
use crate::schema::Resource;

/// The rows that a filter lets through, sorted.
#[derive(Clone)]
pub(super) struct View {
    filter: Filter,
    sort: Sort,
    rows: Shown,
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
            rows: Shown::First(0),
            all: None,
            outline: None,
        }
    }

    /// How many rows are shown.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row of the table that is shown there.
    pub(super) fn get(&self, place: usize) -> Option<usize> {
        self.rows.get(place)
    }

    /// The rows of the table that are shown, from there on.
    pub(super) fn from(&self, start: usize) -> impl Iterator<Item = usize> {
        (start..self.len()).filter_map(|place| self.rows.get(place))
    }

    /// Where a row of the table is shown.
    pub(super) fn place(&self, row: usize) -> Option<usize> {
        match &self.rows {
            Shown::First(count) => (row < *count).then_some(row),
            Shown::These(rows) | Shown::Found(rows, _) => place_among(&self.sort, rows, row),
        }
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
        let pass = Pass::of(filter, table, outline);
        match self.all.take() {
            Some(all) if filter.is_everything() => self.rows = Shown::These(all),
            Some(all) => {
                self.rows = found(&all, pass);
                self.all = Some(all);
            }
            None => {
                self.rows = Shown::First(table.len());
                if !filter.is_everything() {
                    self.rows = self.rows.passing(pass);
                }
                if !self.sort.keys().is_empty() {
                    self.arrange(table);
                }
            }
        }
    }

    /// Leaves the rows that a filter lets through which hides all that is hidden already: what
    /// stays is in its order.
    fn narrow(&mut self, table: &Table, filter: &Filter, outline: &Outline) {
        if filter.is_everything() {
            return;
        }
        let pass = Pass::after(filter, &self.filter, table, outline, self.rows.trail());
        let passing = self.rows.passing(pass);
        let before = std::mem::replace(&mut self.rows, passing);
        let was_all = !self.sort.keys().is_empty() && self.filter.is_everything();
        if let Shown::These(all) = before
            && was_all
        {
            self.all = Some(all);
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
        let sort = &self.sort;
        match &self.rows {
            Shown::First(_) if sort.keys().is_empty() => {}
            _ if sort.keys().is_empty() => self.rows.change(|rows| arrange_by_arrival(table, rows)),
            _ => self.rows.change(|rows| sort.arrange(table, rows)),
        }
    }

    /// Takes a row out whose account is about to change or to go.
    pub(super) fn hide(&mut self, row: usize) {
        let hide = |rows: &mut Vec<u32>| {
            if let Some(place) = place_among(&self.sort, rows, row) {
                rows.remove(place);
            }
        };
        self.all.iter_mut().for_each(hide);
        self.rows.change(hide);
    }

    /// Puts rows where they belong that the view does not have.
    pub(super) fn show(&mut self, table: &Table, rows: Range<usize>) {
        // Where there is none, nothing was filtered yet.
        if let Some(outline) = &mut self.outline {
            outline.add(table, &rows);
        }
        if let Shown::First(count) = &mut self.rows
            && *count == rows.start
        {
            *count = rows.end;
            return;
        }
        let mut new: Vec<u32> = rows.map(number).collect();
        self.sort.arrange(table, &mut new);
        if let Some(all) = &mut self.all {
            merge(&self.sort, table, all, &new);
        }
        if let Some(outline) = &self.outline {
            let mut pass = Pass::of(&self.filter, table, outline);
            new.retain(|row| pass.lets_through(*row as usize));
        }
        self.rows
            .change(|shown| merge(&self.sort, table, shown, &new));
    }

    /// Counts anew: a row that was hidden is gone from the table, and those behind it moved up.
    pub(super) fn close_gap(&mut self, row: usize) {
        let gone = number(row);
        let close = |rows: &mut Vec<u32>| {
            for later in rows.iter_mut().filter(|later| **later > gone) {
                *later -= 1;
            }
        };
        self.all.iter_mut().for_each(close);
        self.rows.change(close);
    }
}

/// There is one order of arrival, and no need to compare anything.
fn arrange_by_arrival(table: &Table, rows: &mut Vec<u32>) {
    let mut shown = vec![false; table.len()];
    for row in rows.iter() {
        if let Some(shown) = shown.get_mut(*row as usize) {
            *shown = true;
        }
    }
    let shown = (0..).zip(shown).filter(|(_, shown)| *shown);
    *rows = shown.map(|(row, _)| row).collect();
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
