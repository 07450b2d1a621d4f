//! A filter that is applied to one account after another.

use crate::account::Account;
use crate::collection::cell::Seen;
use crate::collection::filter::{Filter, Ready};
use crate::collection::table::Table;
use crate::schema::Kind;

/// Where the values of one account are.
#[derive(Clone, Copy)]
pub(in crate::collection) enum Source<'a> {
    /// In a row of a table.
    Row(&'a Table, usize),
    /// By themselves.
    Account(&'a Account),
}

impl<'a> Source<'a> {
    /// The value of a field, by its place.
    fn seen(self, column: usize) -> Seen<'a> {
        match self {
            Source::Row(table, row) => table.seen(row, column),
            Source::Account(account) => {
                let field = account.resource().fields.get(column);
                Seen::from(field.and_then(|field| account.get(field.name)))
            }
        }
    }
}

/// A filter at work.
pub(in crate::collection) struct Pass<'f> {
    /// Those that have to be asked, the quick ones first.
    terms: Vec<&'f Ready>,
    /// The fields that a word is looked for in.
    fields: Vec<(usize, Kind)>,
    known: Known,
    /// Room for the key of a value.
    key: Vec<u8>,
}

impl<'f> Pass<'f> {
    /// Of any accounts.
    pub(in crate::collection) fn of(filter: &'f Filter) -> Pass<'f> {
        Pass::asking(filter, |_| true)
    }

    /// Of accounts that another filter let through: what that one asked is not asked again.
    pub(in crate::collection) fn after(filter: &'f Filter, before: &Filter) -> Pass<'f> {
        Pass::asking(filter, |term| {
            !before.terms.iter().any(|known| known.is_same(term))
        })
    }

    fn asking(filter: &'f Filter, asks: impl Fn(&Ready) -> bool) -> Pass<'f> {
        let fields = filter.resource.fields.iter().enumerate();
        let fields = fields.filter(|(_, field)| field.access.read);
        let mut terms: Vec<&Ready> = filter.terms.iter().filter(|term| asks(term)).collect();
        terms.sort_by_key(|term| term.column.is_none());
        Pass {
            terms,
            fields: fields.map(|(column, field)| (column, field.kind)).collect(),
            known: Known::default(),
            key: Vec::new(),
        }
    }

    /// Whether an account meets every term.
    pub(in crate::collection) fn lets_through(&mut self, source: Source<'_>) -> bool {
        let Pass {
            terms,
            fields,
            known,
            key,
        } = self;
        terms.iter().all(|ready| {
            let mut holds = |column: usize, kind: Kind| {
                let seen = source.seen(column);
                // A value that is kept once is asked once.
                let value = match seen {
                    Seen::Kept(value) => std::ptr::from_ref(value).addr(),
                    Seen::Reference { id, .. } => id.as_ptr().addr(),
                    _ => return ready.test.holds(kind, seen, key),
                };
                let test = std::ptr::from_ref(&ready.test).addr();
                let asked = Asked {
                    value,
                    test,
                    column,
                };
                known.or_ask(asked, || ready.test.holds(kind, seen, key))
            };
            let met = match ready.column {
                Some((column, field)) => holds(column, field.kind),
                None => fields.iter().any(|(column, kind)| holds(*column, *kind)),
            };
            met != ready.term.negated
        })
    }
}

/// Answers for values that many rows have. There is room for some, and the latest stay; while the
/// pass lasts no value moves.
#[derive(Default)]
struct Known(Vec<Option<(Asked, bool)>>);

/// A question: the addresses of the value and of what is asked, and the column in which it was met,
/// since a choice has labels there that it has nowhere else.
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
        let mixed = (asked.value / align_of::<usize>())
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
