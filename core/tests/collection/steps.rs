//! One query after another, while accounts come and go.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use roster_core::account::Account;
use roster_core::collection::Collection;

use crate::accounts::{IDS, accounts};
use crate::naive::{self, Term};
use crate::queries::{collection, distinct, ids, ids_of, sorts, terms};

#[derive(Debug, Clone)]
enum Step {
    Insert(Account),
    InsertAll(Vec<Account>),
    Remove(&'static str),
    Filter(Vec<Term>),
    Sort(String),
    /// A word, letter after letter, beside the terms that there are, and taken back again.
    Type(String, bool),
}

fn steps() -> BoxedStrategy<Step> {
    let readable = terms().prop_filter("can be read", |term| !term.is_wrong());
    prop_oneof![
        4 => accounts().prop_map(Step::Insert),
        2 => vec(accounts(), 0..6).prop_map(Step::InsertAll),
        2 => select(&IDS[..]).prop_map(Step::Remove),
        2 => vec(readable, 0..3).prop_map(Step::Filter),
        2 => sorts().prop_map(Step::Sort),
        2 => ("[aAbBeéikK1-2]{1,4}", any::<bool>()).prop_map(|(word, negated)| Step::Type(word, negated)),
    ]
    .boxed()
}

/// What should be there.
#[derive(Clone, Default)]
struct Expected {
    accounts: Vec<Account>,
    terms: Vec<Term>,
    keys: String,
}

impl Expected {
    fn expression(&self) -> String {
        let terms: Vec<String> = self.terms.iter().map(Term::written).collect();
        terms.join(" ")
    }

    fn is_shown(&self, collection: &Collection) -> Result<(), TestCaseError> {
        let view = naive::view(&self.accounts, &self.terms, &self.keys);
        let told = || format!("filter {}, sort {}", self.expression(), self.keys);
        prop_assert_eq!(ids(collection), ids_of(&view), "{}", told());
        prop_assert_eq!(collection.matches(), view.len());
        prop_assert_eq!(collection.len(), self.accounts.len());
        for (row, account) in view.iter().enumerate() {
            prop_assert_eq!(collection.row_of(account.id()), Some(row), "{}", told());
            prop_assert_eq!(collection.id_at(row), Some(account.id()));
        }
        let page = collection.page(1, 3);
        let expected: Vec<Account> = view.into_iter().skip(1).take(3).cloned().collect();
        prop_assert_eq!(page, expected);
        Ok(())
    }

    /// Types a word before the terms that there are, and deletes it again.
    fn type_word(
        &mut self,
        collection: &mut Collection,
        word: &str,
        negated: bool,
    ) -> Result<(), TestCaseError> {
        let letters: Vec<char> = word.chars().collect();
        let there = 1..=letters.len();
        let back = (1..letters.len()).rev();
        self.terms.insert(
            0,
            Term {
                negated,
                field: None,
                operator: ":",
                value: String::new(),
                quoted: true,
            },
        );
        for count in there.chain(back) {
            if let Some(term) = self.terms.first_mut() {
                term.value = letters.iter().take(count).collect();
            }
            collection.filter(&self.expression()).expect("a filter");
            self.is_shown(collection)?;
        }
        self.terms.remove(0);
        collection.filter(&self.expression()).expect("a filter");
        self.is_shown(collection)
    }
}

proptest! {
    #[test]
    fn the_view_is_what_it_would_be_made_afresh_and_no_copy_changes_with_it(
        first in vec(accounts(), 0..8),
        steps in vec((steps(), any::<bool>()), 0..16),
    ) {
        let mut collection = collection(&first);
        let mut expected = Expected { accounts: distinct(first), ..Expected::default() };
        for (step, beside) in steps {
            let copy = beside.then(|| (collection.clone(), expected.clone()));
            match step {
                Step::Insert(account) => {
                    collection.insert(account.clone());
                    expected.accounts.push(account);
                    expected.accounts = distinct(expected.accounts);
                }
                Step::InsertAll(accounts) => {
                    collection.insert_all(&accounts);
                    expected.accounts.extend(accounts);
                    expected.accounts = distinct(expected.accounts);
                }
                Step::Remove(id) => {
                    let place = expected.accounts.iter().position(|account| account.id() == id);
                    let removed = place.map(|place| expected.accounts.remove(place));
                    prop_assert_eq!(collection.remove(id), removed);
                }
                Step::Filter(terms) => {
                    expected.terms = terms;
                    collection.filter(&expected.expression()).expect("a filter");
                }
                Step::Sort(keys) => {
                    collection.sort(&keys).expect("sort keys");
                    expected.keys = keys;
                }
                Step::Type(word, negated) => expected.type_word(&mut collection, &word, negated)?,
            }
            expected.is_shown(&collection)?;
            if let Some((copy, expected)) = copy {
                expected.is_shown(&copy)?;
            }
        }
    }
}
