//! Answers to one question about values that many rows have.

use crate::collection::column::Held;

/// Answers about values that are kept once. There is room for some, and the latest stay.
pub(super) struct Known<A>(Vec<Option<(Held, A)>>);

impl<A: Copy> Known<A> {
    const ROOM: usize = 1 << 9;

    /// None.
    pub(super) const fn new() -> Known<A> {
        Known(Vec::new())
    }

    /// The answer for a value, which is asked for unless it is known.
    #[inline]
    pub(super) fn or_ask(&mut self, held: Held, ask: impl FnOnce() -> A) -> A {
        let (Held::Kept(place) | Held::Reference(place)) = held else {
            return ask();
        };
        if self.0.is_empty() {
            self.0.resize(Self::ROOM, None);
        }
        match self.0.get_mut(place % Self::ROOM) {
            Some(Some((known, answer))) if *known == held => *answer,
            known => {
                let answer = ask();
                if let Some(known) = known {
                    *known = Some((held, answer));
                }
                answer
            }
        }
    }
}
