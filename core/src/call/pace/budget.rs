//! What repetitions are paid from. Successes fill it and repetitions empty it, so that of a system
//! that answers nothing, only a handful is ever asked twice.

/// A token bucket. Counted in tenths, so that nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    tenths: u32,
}

/// What one repetition costs.
const COST: u32 = 10;
/// What one success earns: a tenth of a repetition.
const EARNED: u32 = 1;
/// The most that is saved up: three repetitions.
const MOST: u32 = 30;
/// What a new client has: a command that makes one call may still repeat it.
const START: u32 = 30;

impl Budget {
    /// A new client's.
    #[must_use]
    pub const fn new() -> Budget {
        Budget { tenths: START }
    }

    /// A call was answered.
    pub fn earn(&mut self) {
        self.tenths = self.tenths.saturating_add(EARNED).min(MOST);
    }

    /// Pays for a repetition; `false` when nothing is left.
    pub fn spend(&mut self) -> bool {
        match self.tenths.checked_sub(COST) {
            Some(left) => {
                self.tenths = left;
                true
            }
            None => false,
        }
    }
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_end_without_successes_and_return_with_them() {
        let mut budget = Budget::new();
        assert_eq!((0..100).filter(|_| budget.spend()).count(), 3);
        for _ in 0..9 {
            budget.earn();
        }
        assert!(!budget.spend());
        budget.earn();
        assert!(budget.spend());
        for _ in 0..1000 {
            budget.earn();
        }
        assert_eq!((0..100).filter(|_| budget.spend()).count(), 3);
    }
}
