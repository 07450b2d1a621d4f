//! What a column holds, by examples.

use std::mem::discriminant;

use crate::collection::column::Held;

/// Values that are few enough to be told one by one.
const FEW: usize = 256;

/// What the rows of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Examples {
    /// This and nothing else.
    All(Vec<Held>),
    /// At least something of each of these sorts, and of no other.
    Sorts(Vec<Held>),
}

impl Examples {
    /// Something of every sort, if not more.
    pub(super) fn sorts(&self) -> &[Held] {
        match self {
            Examples::All(all) | Examples::Sorts(all) => all,
        }
    }

    /// Takes in what a row holds too.
    pub(super) fn add(&mut self, held: Held) {
        match self {
            Examples::All(all) if all.contains(&held) => {}
            Examples::All(all) if all.len() < FEW => all.push(held),
            Examples::All(all) => {
                *self = Examples::Sorts(std::mem::take(all));
                self.add(held);
            }
            Examples::Sorts(sorts) => {
                let same = |sort: &Held| discriminant(sort) == discriminant(&held);
                if !sorts.iter().any(same) {
                    sorts.push(held);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_told_as_long_as_they_are_few() {
        let mut examples = Examples::All(vec![Held::Null, Held::Truth(true)]);
        let texts = (2..FEW).map(Held::Text);
        texts
            .chain([Held::Null, Held::Text(9)])
            .for_each(|held| examples.add(held));
        assert!(matches!(&examples, Examples::All(all) if all.len() == FEW));
        examples.add(Held::Text(FEW));
        examples.add(Held::Whole(1));
        assert!(matches!(examples, Examples::Sorts(_)));
        assert_eq!(examples.sorts().len(), FEW + 1);
        assert_eq!(examples.sorts().last(), Some(&Held::Whole(1)));
    }
}
