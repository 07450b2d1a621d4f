//! Numbers that look random and are the same everywhere: SplitMix64, started afresh for each record,
//! so that a record does not depend on those before it.

use std::ops::Range;

use uuid::Builder;

#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of one record of a table.
    pub fn of(seed: u64, table: &str, index: usize) -> Self {
        // FNV-1a over the name, so that the tables differ from each other.
        let start = table.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut random = Self(start ^ seed.rotate_left(32));
        let state = random.next()
            ^ u64::try_from(index)
                .unwrap_or_default()
                .wrapping_mul(0x9e37_79b9);
        Self(state)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// True this many times in a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// From 0 to less than 1.
    pub fn fraction(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or_default()) / 4_294_967_296.0
    }

    /// One of them; they are not empty.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let place = self.next() % u64::try_from(all.len()).unwrap_or(u64::MAX);
        &all[usize::try_from(place).unwrap_or_default()]
    }

    /// A moment in the range, in microseconds.
    pub fn moment(&mut self, range: Range<i64>) -> i64 {
        let length = u64::try_from(range.end - range.start).unwrap_or(1).max(1);
        range.start + i64::try_from(self.below(length)).unwrap_or_default()
    }

    /// A UUID of version 4.
    pub fn uuid(&mut self) -> String {
        Builder::from_random_bytes(self.wide().to_be_bytes())
            .into_uuid()
            .to_string()
    }

    pub fn wide(&mut self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }
}
