//! A word that is typed letter by letter, over texts that have its beginning again and again.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use roster_core::account::Account;
use roster_core::value::{Reference, Value};

use crate::accounts::RESOURCE;
use crate::naive::{self, Term};
use crate::queries::{collection, ids, ids_of};

/// Text in which a letter is often followed by one of few, or by one that is it in lower case alone.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![5 => "[abkAK]{0,14}", 1 => "[abK\u{212a}]{0,8}", 1 => "[abéÉ]{0,8}"]
}

/// A home, of an id that others have too.
fn home(name: String) -> Value {
    Value::Reference(Reference {
        id: name.len().to_string(),
        name: Some(name),
        kind: None,
        members: Vec::new(),
    })
}

/// An account whose home is a text: homes are too different then to be answered before all rows.
fn elsewhere() -> Account {
    let mut account = Account::new(&RESOURCE, "elsewhere");
    account.set("home", Value::text("-"));
    account
}

fn accounts() -> impl Strategy<Value = Vec<Account>> {
    let name = option::of(texts().prop_map(Value::Text));
    let email = option::of("[abk]{0,9}".prop_map(Value::Text));
    let home = option::of("[abkK]{0,9}".prop_map(home));
    vec((name, email, home), 1..24).prop_map(|all| {
        let account = |(place, (name, email, home)): (usize, _)| {
            let mut account = Account::new(&RESOURCE, place.to_string());
            for (field, value) in [("name", name), ("email", email), ("home", home)] {
                if let Some(value) = value {
                    account.set(field, value);
                }
            }
            account
        };
        let accounts = all.into_iter().enumerate().map(account);
        accounts.chain([elsewhere()]).collect()
    })
}

proptest! {
    #[test]
    fn every_letter_leaves_what_a_search_for_all_of_them_finds(
        accounts in accounts(),
        word in prop_oneof![4 => "[abk]{2,6}", 1 => "[abé]{2,4}"],
        negated in any::<bool>(),
        keys in select(vec!["", "name", "-email,name"]),
    ) {
        let mut collection = collection(&accounts);
        collection.sort(keys).expect("a sort");
        let mut terms = vec![Term { negated, field: None, operator: ":", value: String::new(), quoted: true }];
        for letter in word.chars() {
            for term in &mut terms {
                term.value.push(letter);
            }
            let expression = terms[0].written();
            collection.filter(&expression).expect("a filter");
            let view = naive::view(&accounts, &terms, keys);
            prop_assert_eq!(ids(&collection), ids_of(&view), "{}", expression);
        }
    }
}

#[test]
fn a_word_ends_with_the_text_in_which_it_began() {
    // Its length is an `a` too, and stands before it.
    let long = "a".repeat(97);
    let accounts = ["1", "2", &long].map(|id| Account::new(&RESOURCE, id));
    let mut accounts = Vec::from(accounts);
    accounts[0].set("name", Value::text("bk"));
    accounts[0].set("email", Value::text(long.as_str()));
    accounts[1].set("home", home("bk".to_owned()));
    accounts.push(elsewhere());
    let mut collection = collection(&accounts);
    for (word, found) in [("b", 2), ("bk", 2), ("bka", 0)] {
        collection.filter(word).expect("a filter");
        assert_eq!(collection.matches(), found, "{word}");
    }
}

#[test]
fn a_word_goes_on_with_a_letter_of_the_other_case() {
    let mut account = Account::new(&RESOURCE, "1");
    account.set("name", Value::text("a, abÉ and nothing else"));
    let mut collection = collection(&[account, Account::new(&RESOURCE, "2")]);
    for word in ["a", "ab", "abé", "abé a"] {
        collection.filter(word).expect("a filter");
        assert_eq!(ids(&collection), ["1"], "{word}");
    }
}
