//! The values of one field, row after row, in as few bytes as the largest of them needs: one, four
//! or eight.

use crate::collection::examples::Examples;
use crate::collection::stamp::Stamp;

/// What a place in a column holds, or where in the table that is: there it stays until an account is
/// taken in or out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The account does not have the member.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A timestamp in one of the forms that the systems write; in timestamp fields alone.
    Stamp(Stamp),
    /// A whole number.
    Whole(i64),
    /// Where in the texts it begins.
    Text(usize),
    /// The place of a value that is kept once for all rows that have it.
    Kept(usize),
    /// The place of a reference that is nothing but an id, a name and a type. It too is kept once.
    Reference(usize),
}

/// A column. It begins with a byte for each row, and is made wider when a value asks for it.
#[derive(Debug, Clone)]
pub(super) enum Column {
    Bytes(Vec<u8>),
    Words(Vec<u32>),
    Longs(Vec<u64>),
}

impl Column {
    pub(super) const fn new() -> Column {
        Column::Bytes(Vec::new())
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Column::Bytes(cells) => cells.len(),
            Column::Words(cells) => cells.len(),
            Column::Longs(cells) => cells.len(),
        }
    }

    /// What is held in that row; absent past the end.
    pub(super) fn get(&self, row: usize) -> Held {
        self.get_here(row)
    }

    /// The same, copied to where it is called.
    #[inline(always)]
    pub(super) fn get_here(&self, row: usize) -> Held {
        let cell = match self {
            Column::Bytes(cells) => cells.get(row).map(|cell| BYTE.unpacked(u64::from(*cell))),
            Column::Words(cells) => cells.get(row).map(|cell| WORD.unpacked(u64::from(*cell))),
            Column::Longs(cells) => cells.get(row).map(|cell| LONG.unpacked(*cell)),
        };
        cell.unwrap_or(Held::Absent)
    }

    /// Whether this row and that one of another column hold the same, where the cells tell: `None`
    /// where one says where its value is and not what, or they are not as wide.
    #[inline]
    pub(super) fn is_same(&self, row: usize, other: &Column, other_row: usize) -> Option<bool> {
        match (self, other) {
            (Column::Bytes(one), Column::Bytes(other)) => {
                let (one, other) = (*one.get(row)?, *other.get(other_row)?);
                BYTE.is_same(u64::from(one), u64::from(other))
            }
            (Column::Words(one), Column::Words(other)) => {
                let (one, other) = (*one.get(row)?, *other.get(other_row)?);
                WORD.is_same(u64::from(one), u64::from(other))
            }
            (Column::Longs(one), Column::Longs(other)) => {
                LONG.is_same(*one.get(row)?, *other.get(other_row)?)
            }
            _ => None,
        }
    }

    /// Where in the texts that row's begins, if it holds one.
    #[inline]
    pub(super) fn text(&self, row: usize) -> Option<usize> {
        let (cell, bit) = match self {
            Column::Bytes(_) => return None,
            Column::Words(cells) => (u64::from(*cells.get(row)?), WORD.text?),
            Column::Longs(cells) => (*cells.get(row)?, LONG.text?),
        };
        let is_text = cell >> bit == 1;
        is_text.then(|| usize::try_from(cell ^ (1 << bit)).unwrap_or(usize::MAX))
    }

    /// Everything that is held in some row, where that is little; otherwise one example of every
    /// sort.
    #[inline(never)]
    pub(super) fn examples(&self) -> Examples {
        // Cells of one sort begin with as many zeros, and so do `false` and `true`.
        const SORTS: usize = u64::BITS as usize + 1;
        let mut sorts = [None; SORTS];
        let mut pick = |cell: u64| {
            if let Some(place) = sorts.get_mut(cell.leading_zeros() as usize) {
                *place = Some(cell);
            }
        };
        let width = match self {
            Column::Bytes(cells) => {
                let mut there = [false; 1 << u8::BITS];
                for cell in cells {
                    if let Some(there) = there.get_mut(usize::from(*cell)) {
                        *there = true;
                    }
                }
                let all = (0..)
                    .zip(there)
                    .filter_map(|(cell, there)| there.then_some(cell));
                let all: Vec<u64> = all.collect();
                return Examples::All(BYTE.all_unpacked(&all));
            }
            Column::Words(cells) => {
                cells.iter().for_each(|cell| pick(u64::from(*cell)));
                &WORD
            }
            Column::Longs(cells) => {
                cells.iter().for_each(|cell| pick(*cell));
                &LONG
            }
        };
        let sorts: Vec<u64> = sorts.into_iter().flatten().collect();
        Examples::Sorts(width.all_unpacked(&sorts))
    }

    /// Puts it behind the last row.
    #[inline(always)]
    pub(super) fn push(&mut self, held: Held) {
        if !self.append(held) {
            self.push_wider(held);
        }
    }

    #[inline(never)]
    fn push_wider(&mut self, held: Held) {
        while !self.append(held) && !matches!(self, Column::Longs(_)) {
            self.widen();
        }
    }

    #[inline(always)]
    fn append(&mut self, held: Held) -> bool {
        match self {
            Column::Bytes(cells) => match BYTE.packed(held).map(u8::try_from) {
                Some(Ok(cell)) => cells.push(cell),
                _ => return false,
            },
            Column::Words(cells) => match WORD.packed(held).map(u32::try_from) {
                Some(Ok(cell)) => cells.push(cell),
                _ => return false,
            },
            Column::Longs(cells) => match LONG.packed(held) {
                Some(cell) => cells.push(cell),
                None => return false,
            },
        }
        true
    }

    /// Puts it in the place of what is held in a row that is there.
    pub(super) fn set(&mut self, row: usize, held: Held) {
        let set = match self {
            Column::Bytes(cells) => put(cells, row, BYTE.packed(held).map(u8::try_from)),
            Column::Words(cells) => put(cells, row, WORD.packed(held).map(u32::try_from)),
            Column::Longs(cells) => put(cells, row, LONG.packed(held).map(Ok::<u64, ()>)),
        };
        if !set && !matches!(self, Column::Longs(_)) {
            self.widen();
            self.set(row, held);
        }
    }

    /// Takes a row out; those behind it move up.
    pub(super) fn remove(&mut self, row: usize) {
        if row >= self.len() {
            return;
        }
        match self {
            Column::Bytes(cells) => drop(cells.remove(row)),
            Column::Words(cells) => drop(cells.remove(row)),
            Column::Longs(cells) => drop(cells.remove(row)),
        }
    }

    /// Copies rows, one after the other: where to, and from where.
    pub(super) fn relocate(&mut self, moves: &[(usize, usize)]) {
        match self {
            Column::Bytes(cells) => relocate(cells, moves),
            Column::Words(cells) => relocate(cells, moves),
            Column::Longs(cells) => relocate(cells, moves),
        }
    }

    /// Takes out all rows from that one on.
    pub(super) fn truncate(&mut self, rows: usize) {
        match self {
            Column::Bytes(cells) => cells.truncate(rows),
            Column::Words(cells) => cells.truncate(rows),
            Column::Longs(cells) => cells.truncate(rows),
        }
    }

    /// Makes room for so many rows in all.
    pub(super) fn reserve(&mut self, rows: usize) {
        let more = rows.saturating_sub(self.len());
        match self {
            Column::Bytes(cells) => cells.reserve_exact(more),
            Column::Words(cells) => cells.reserve_exact(more),
            Column::Longs(cells) => cells.reserve_exact(more),
        }
    }

    /// Gives back the room that is not used.
    pub(super) fn shrink(&mut self) {
        match self {
            Column::Bytes(cells) => cells.shrink_to_fit(),
            Column::Words(cells) => cells.shrink_to_fit(),
            Column::Longs(cells) => cells.shrink_to_fit(),
        }
    }

    fn widen(&mut self) {
        let rows = 0..self.len();
        *self = match self {
            Column::Bytes(cells) => {
                let mut wider = Vec::with_capacity(cells.capacity());
                let held = rows.map(|row| self.get(row));
                wider.extend(held.map(|held| word(WORD.packed(held))));
                Column::Words(wider)
            }
            Column::Words(cells) => {
                let mut wider = Vec::with_capacity(cells.capacity());
                let held = rows.map(|row| self.get(row));
                wider.extend(held.map(|held| LONG.packed(held).unwrap_or_default()));
                Column::Longs(wider)
            }
            Column::Longs(_) => return,
        };
    }
}

fn relocate<Cell: Copy>(cells: &mut [Cell], moves: &[(usize, usize)]) {
    for (to, from) in moves {
        if let Some(cell) = cells.get(*from).copied()
            && let Some(place) = cells.get_mut(*to)
        {
            *place = cell;
        }
    }
}

/// What fits a byte fits a word.
fn word(cell: Option<u64>) -> u32 {
    cell.and_then(|cell| u32::try_from(cell).ok())
        .unwrap_or_default()
}

fn put<T, E>(cells: &mut [T], row: usize, cell: Option<Result<T, E>>) -> bool {
    match (cells.get_mut(row), cell) {
        (Some(place), Some(Ok(cell))) => {
            *place = cell;
            true
        }
        // A row that is not there asks for no wider column.
        (None, _) => true,
        _ => false,
    }
}

/// How values are packed into so many bits. Besides the few that every cell can hold, each sort of
/// value has a bit, and as its room all bits below: a cell is of the sort of its highest bit.
struct Width {
    /// Moments with a fraction.
    micros: Option<u32>,
    seconds: Option<u32>,
    text: Option<u32>,
    kept: Option<u32>,
    reference: Option<u32>,
    whole: Option<u32>,
    /// The second that is written as zero; `None` for the one that is in the middle of the room.
    epoch: Option<i64>,
}

const BYTE: Width = Width {
    micros: None,
    seconds: None,
    text: None,
    kept: Some(7),
    reference: Some(6),
    whole: None,
    epoch: None,
};

const WORD: Width = Width {
    micros: None,
    seconds: Some(31),
    text: Some(30),
    kept: Some(29),
    reference: Some(28),
    whole: Some(27),
    // 68 years from 1990-01-01T00:00:00Z on.
    epoch: Some(631_152_000),
};

const LONG: Width = Width {
    micros: Some(63),
    seconds: Some(62),
    text: Some(61),
    kept: Some(60),
    reference: Some(59),
    whole: Some(58),
    epoch: None,
};

/// Whole numbers that a cell can hold.
pub(super) const WHOLE: std::ops::Range<i64> = -(1 << 57)..1 << 57;

const SECOND: i64 = 1_000_000;
/// 1900-01-01T00:00:00Z, which AgileNow answers in the place of null, in every width.
const NO_MOMENT: i64 = -2_208_988_800;

const ABSENT: u64 = 0;
const NULL: u64 = 1;
const FALSE: u64 = 2;
const TRUE: u64 = 3;
const NO_STAMP: u64 = 4;

impl Width {
    /// The cell; `None` when the value does not fit.
    #[inline(always)]
    fn packed(&self, held: Held) -> Option<u64> {
        match held {
            Held::Absent => Some(ABSENT),
            Held::Null => Some(NULL),
            Held::Truth(truth) => Some(FALSE + u64::from(truth)),
            Held::Stamp(stamp) if stamp.fraction => signed(self.micros?, stamp.micros, None),
            Held::Stamp(stamp) if stamp.micros == NO_MOMENT * SECOND => Some(NO_STAMP),
            Held::Stamp(stamp) => signed(self.seconds?, stamp.micros / SECOND, self.epoch),
            Held::Whole(number) => signed(self.whole?, number, None),
            Held::Text(start) => marked(self.text?, start as u64),
            Held::Kept(place) => marked(self.kept?, place as u64),
            Held::Reference(place) => marked(self.reference?, place as u64),
        }
    }

    /// Whether both cells hold the same; `None` where one is but a place in its own table.
    #[inline(always)]
    fn is_same(&self, one: u64, other: u64) -> Option<bool> {
        // The bits of places lie side by side.
        let places = 1 << self.reference?..2 << self.text.or(self.kept)?;
        let is_place = places.contains(&one) || places.contains(&other);
        (!is_place).then_some(one == other)
    }

    fn all_unpacked(&self, cells: &[u64]) -> Vec<Held> {
        cells.iter().map(|cell| self.unpacked(*cell)).collect()
    }

    #[inline(always)]
    fn unpacked(&self, cell: u64) -> Held {
        let Some(bit) = cell.checked_ilog2().filter(|bit| *bit > 5) else {
            return match cell {
                NULL => Held::Null,
                FALSE => Held::Truth(false),
                TRUE => Held::Truth(true),
                NO_STAMP => whole_second(NO_MOMENT),
                _ => Held::Absent,
            };
        };
        let (bit, room) = (Some(bit), cell ^ (1 << bit));
        let place = usize::try_from(room).unwrap_or(usize::MAX);
        if bit == self.text {
            Held::Text(place)
        } else if bit == self.seconds {
            whole_second(number(bit, room, self.epoch))
        } else if bit == self.kept {
            Held::Kept(place)
        } else if bit == self.reference {
            Held::Reference(place)
        } else if bit == self.micros {
            Held::Stamp(Stamp {
                micros: number(bit, room, None),
                fraction: true,
            })
        } else {
            Held::Whole(number(bit, room, None))
        }
    }
}

/// The cell of a number that may be negative.
#[inline(always)]
fn signed(bit: u32, number: i64, zero: Option<i64>) -> Option<u64> {
    let above = number.wrapping_sub(zero.unwrap_or(-(1 << (bit - 1))));
    // What is below zero is far too large without its sign.
    marked(bit, above.cast_unsigned())
}

#[inline(always)]
fn number(bit: Option<u32>, room: u64, zero: Option<i64>) -> i64 {
    let middle = bit.map_or(0, |bit| -(1 << (bit - 1)));
    room.cast_signed() + zero.unwrap_or(middle)
}

#[inline(always)]
fn marked(bit: u32, number: u64) -> Option<u64> {
    (number >> bit == 0).then_some((1 << bit) | number)
}

fn whole_second(second: i64) -> Held {
    Held::Stamp(Stamp {
        micros: second * SECOND,
        fraction: false,
    })
}

#[cfg(test)]
mod tests;
