//! Answers to one question about values that many rows have.

use crate::collection::column::Held;

/// Answers about values that are kept once. There is room for some, and the latest stay.
#[derive(Default)]
pub(super) struct Known(Vec<Option<(Held, bool)>>);

impl Known {
    const ROOM: usize = 1 << 9;

    /// The answer for a value, which is asked for unless it is known.
    #[inline]
    pub(super) fn or_ask(&mut self, held: Held, ask: impl FnOnce() -> bool) -> bool {
        let (Held::Kept(place) | Held::Reference(place)) = held else {
            return ask();
        };
        if self.0.is_empty() {
            self.0.resize(Known::ROOM, None);
        }
        match self.0.get_mut(place % Known::ROOM) {
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
