//! A filter that is applied to one account after another.

use crate::account::Account;
use crate::collection::cell::Seen;
use crate::collection::column::Held;
use crate::collection::filter::sweep::{Outline, Sweep};
use crate::collection::filter::test::Test;
use crate::collection::filter::{Filter, Ready};
use crate::collection::table::Table;
use crate::schema::Kind;

/// A filter at work on the rows of a table.
pub(in crate::collection) struct Pass<'a> {
    table: &'a Table,
    /// Those that have to be asked, the quick ones first.
    terms: Vec<(&'a Ready, Option<Sweep<'a>>)>,
    known: Known,
    /// Room for the key of a value.
    key: Vec<u8>,
}

impl<'a> Pass<'a> {
    /// Of any rows of a table of that outline.
    pub(in crate::collection) fn of(
        filter: &'a Filter,
        table: &'a Table,
        outline: &Outline,
    ) -> Pass<'a> {
        Pass::asking(filter, table, outline, |_| true)
    }

    /// Of rows that another filter let through: what that one asked is not asked again.
    pub(in crate::collection) fn after(
        filter: &'a Filter,
        before: &Filter,
        table: &'a Table,
        outline: &Outline,
    ) -> Pass<'a> {
        Pass::asking(filter, table, outline, |term| {
            !before.terms.iter().any(|known| known.is_same(term))
        })
    }

    fn asking(
        filter: &'a Filter,
        table: &'a Table,
        outline: &Outline,
        asks: impl Fn(&Ready) -> bool,
    ) -> Pass<'a> {
        let mut terms: Vec<_> = filter.terms.iter().filter(|term| asks(term)).collect();
        terms.sort_by_key(|term| term.column.is_none());
        let sweep = |ready: &'a Ready| match (&ready.test, ready.column) {
            (Test::Contains(word), None) => Some(Sweep::new(word, table, outline)),
            _ => None,
        };
        let terms = terms.into_iter().map(|ready| (ready, sweep(ready)));
        Pass {
            table,
            terms: terms.collect(),
            known: Known::default(),
            key: Vec::new(),
        }
    }

    /// Whether the account in that row meets every term.
    pub(in crate::collection) fn lets_through(&mut self, row: usize) -> bool {
        let Pass {
            table,
            terms,
            known,
            key,
        } = self;
        terms.iter_mut().all(|(ready, sweep)| {
            let mut holds = |column: usize, kind: Kind| {
                // A value that is kept once is asked once.
                let value = match table.column(column).map(|column| column.get(row)) {
                    Some(Held::Kept(place)) => 2 * place,
                    Some(Held::Reference(place)) => 2 * place + 1,
                    _ => return ready.test.holds(kind, table.seen(row, column), key),
                };
                let asked = Asked {
                    value,
                    test: std::ptr::from_ref(&ready.test).addr(),
                    column,
                };
                known.or_ask(asked, || {
                    ready.test.holds(kind, table.seen(row, column), key)
                })
            };
            let met = match (ready.column, sweep) {
                (Some((column, field)), _) => holds(column, field.kind),
                (None, Some(sweep)) => sweep.is_in(row, holds),
                (None, None) => false,
            };
            met != ready.term.negated
        })
    }
}

/// Whether an account by itself meets every term.
pub(super) fn lets_through(filter: &Filter, account: &Account) -> bool {
    let mut key = Vec::new();
    let fields = filter.resource.fields;
    filter.terms.iter().all(|ready| {
        let mut holds = |name: &str, kind: Kind| {
            ready
                .test
                .holds(kind, Seen::from(account.get(name)), &mut key)
        };
        let met = match ready.column {
            Some((_, field)) => holds(field.name, field.kind),
            None => fields
                .iter()
                .any(|field| field.access.read && holds(field.name, field.kind)),
        };
        met != ready.term.negated
    })
}

/// Answers for values that many rows have. There is room for some, and the latest stay.
#[derive(Default)]
struct Known(Vec<Option<(Asked, bool)>>);

/// A question: the place of the value, the address of what is asked, and the column in which it was
/// met, since a choice has labels there that it has nowhere else.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Asked {
    value: usize,
    test: usize,
    column: usize,
}

impl Known {
    const ROOM: usize = 1 << 9;

    fn or_ask(&mut self, asked: Asked, ask: impl FnOnce() -> bool) -> bool {
        if self.0.is_empty() {
            self.0.resize(Known::ROOM, None);
        }
        let mixed = asked
            .value
            .wrapping_add(asked.test)
            .wrapping_add(asked.column)
            .wrapping_mul(0x9e37_79b1);
        let Some(place) = self.0.get_mut((mixed >> 12) % Known::ROOM) else {
            return ask();
        };
        match place {
            Some((known, answer)) if *known == asked => *answer,
            _ => {
                let answer = ask();
                *place = Some((asked, answer));
                answer
            }
        }
    }
}
