//! A filter that is applied to one account after another.

use crate::account::Account;
use crate::collection::cell::Seen;
use crate::collection::column::Held;
use crate::collection::filter::known::Known;
use crate::collection::filter::sweep::{Outline, Sweep};
use crate::collection::filter::test::Test;
use crate::collection::filter::trail::{Trace, Trail};
use crate::collection::filter::{Filter, Ready};
use crate::collection::table::Table;
use crate::schema::Kind;

/// How a term is asked.
enum How<'a> {
    /// Of the one field that it names, with the answers that are known.
    Field(usize, Kind, Known<bool>),
    /// Of every field.
    Word(Sweep<'a>),
    /// Of none.
    Nowhere,
}

/// A filter at work on the rows of a table.
pub(in crate::collection) struct Pass<'a> {
    table: &'a Table,
    /// Those that have to be asked, the quick ones first.
    terms: Vec<(&'a Ready, How<'a>)>,
    /// The word that is looked for last.
    word: Option<Sweep<'a>>,
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
        Pass::asking(filter, table, outline, None, |_| true)
    }

    /// Of rows that another filter let through, and left that trail: what that one asked is not asked
    /// again.
    pub(in crate::collection) fn after(
        filter: &'a Filter,
        before: &Filter,
        table: &'a Table,
        outline: &Outline,
        trail: Option<&'a Trail>,
    ) -> Pass<'a> {
        Pass::asking(filter, table, outline, trail, |term| {
            !before.terms.iter().any(|known| known.is_same(term))
        })
    }

    fn asking(
        filter: &'a Filter,
        table: &'a Table,
        outline: &Outline,
        trail: Option<&'a Trail>,
        asks: impl Fn(&Ready) -> bool,
    ) -> Pass<'a> {
        let terms = filter.terms.iter().filter(|term| asks(term));
        let (mut terms, of_any_field): (Vec<_>, Vec<_>) =
            terms.partition(|term| term.column.is_some());
        terms.extend(of_any_field);
        let how = |ready: &'a Ready| match (&ready.test, ready.column) {
            (_, Some((column, field))) => How::Field(column, field.kind, Known::new()),
            (Test::Contains(word), None) => How::Word(Sweep::new(word, table, outline, trail)),
            _ => How::Nowhere,
        };
        let terms = terms.into_iter().map(|ready| (ready, how(ready)));
        let mut terms: Vec<_> = terms.collect();
        let is_word = |(ready, how): &mut (&Ready, How<'_>)| {
            !ready.term.negated && matches!(how, How::Word(_))
        };
        let word = match terms.pop_if(is_word) {
            Some((_, How::Word(sweep))) => Some(sweep),
            _ => None,
        };
        Pass {
            table,
            terms,
            word,
            key: Vec::new(),
        }
    }

    /// Those of the rows that meet every term; and the trail of its word, if one is looked for. Where
    /// a trail was given, the rows are those that it was left of.
    pub(in crate::collection) fn passing(mut self, rows: &[u32]) -> (Vec<u32>, Option<Trail>) {
        let Some(mut word) = self.word.take() else {
            return (self.meeting(rows), None);
        };
        let (rows, traces) = if self.terms.is_empty() {
            word.among(rows, word.known())
        } else {
            // Nobody types a letter and another term at once: it is not worth while to sort out what
            // is known.
            word.among(&self.meeting(rows), &[])
        };
        (rows, Some(word.trail(traces)))
    }

    fn meeting(&mut self, rows: &[u32]) -> Vec<u32> {
        let rows = rows.iter().copied();
        rows.filter(|row| self.lets_through(*row as usize))
            .collect()
    }

    /// Whether the account in that row meets every term.
    pub(in crate::collection) fn lets_through(&mut self, row: usize) -> bool {
        let Pass {
            table,
            terms,
            word,
            key,
        } = self;
        let has = |sweep: &mut Sweep<'_>| sweep.find(row, Trace::UNKNOWN).is_some();
        let meets = terms.iter_mut().all(|(ready, how)| {
            let met = match how {
                How::Field(column, kind, known) => {
                    let column = table.column(*column);
                    let held = column.map_or(Held::Absent, |column| column.get(row));
                    known.or_ask(held, || ready.test.holds(*kind, table.sees(held), key))
                }
                How::Word(sweep) => has(sweep),
                How::Nowhere => false,
            };
            met != ready.term.negated
        });
        meets && word.as_mut().is_none_or(has)
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
