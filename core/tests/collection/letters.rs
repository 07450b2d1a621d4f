//! A word that is typed letter by letter, over texts that have its beginning again and again.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use roster_core::account::Account;
use roster_core::value::{Reference, Value};

use crate::accounts::RESOURCE;
use crate::naive::{self, Term};
use crate::queries::{collection, distinct, ids, ids_of};

/// Text in which a letter is often followed by one of few, by one that is it in lower case alone, or by
/// what has bits of a letter or none.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![5 => "[abkAK]{0,14}", 1 => "[abK\u{212a}]{0,8}", 1 => "[abéÉ]{0,8}", 1 => "[ab!+\0]{0,9}"]
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

fn account() -> BoxedStrategy<Account> {
    let name = option::of(texts().prop_map(Value::Text));
    let email = option::of("[abk]{0,9}".prop_map(Value::Text));
    let home = option::of("[abkK]{0,9}".prop_map(home));
    let account = (0..24_usize, name, email, home).prop_map(|(id, name, email, home)| {
        let mut account = Account::new(&RESOURCE, id.to_string());
        for (field, value) in [("name", name), ("email", email), ("home", home)] {
            if let Some(value) = value {
                account.set(field, value);
            }
        }
        account
    });
    account.boxed()
}

fn sorts() -> impl Strategy<Value = &'static str> {
    select(vec!["", "name", "-email,name"])
}

/// A letter more, or what may happen between two letters.
#[derive(Debug, Clone)]
enum Step {
    Behind(&'static str),
    Before(char),
    /// The first letter of another word, to which the next are added.
    Apart(char),
    Insert(Account),
    Remove(usize),
    Sort(&'static str),
}

fn steps() -> impl Strategy<Value = Step> {
    let letter = || prop_oneof![9 => select(vec!['a', 'b', 'k']), 1 => Just('é')];
    let letters = prop_oneof![9 => select(vec!["a", "b", "k"]), 1 => select(vec!["é", "\0", "!", "ab", "kéa"])];
    prop_oneof![
        10 => letters.prop_map(Step::Behind),
        1 => letter().prop_map(Step::Before),
        1 => letter().prop_map(Step::Apart),
        1 => account().prop_map(Step::Insert),
        1 => (0..24_usize).prop_map(Step::Remove),
        1 => sorts().prop_map(Step::Sort),
    ]
}

proptest! {
    #[test]
    fn every_letter_leaves_what_a_search_for_all_of_them_finds(
        accounts in vec(account(), 1..24),
        first in select(vec!["a", "b", "k"]),
        steps in vec(steps(), 2..9),
        negated in any::<bool>(),
        sort in sorts(),
        elsewhere in option::of(Just(elsewhere())),
    ) {
        let mut accounts = distinct(accounts.into_iter().chain(elsewhere).collect());
        let mut collection = collection(&accounts);
        let mut keys = sort;
        collection.sort(keys).expect("a sort");
        let word = |value: String| Term { negated: false, field: None, operator: ":", value, quoted: true };
        let mut terms = vec![Term { negated, ..word(first.to_owned()) }];
        collection.filter(&terms[0].written()).expect("a filter");
        for step in steps {
            let is_letter = matches!(step, Step::Behind(_) | Step::Before(_) | Step::Apart(_));
            let last = terms.len() - 1;
            match step {
                Step::Behind(letters) => terms[last].value.push_str(letters),
                Step::Before(letter) => terms[last].value.insert(0, letter),
                Step::Apart(letter) => terms.push(word(letter.into())),
                Step::Insert(account) => {
                    collection.insert(account.clone());
                    accounts.push(account);
                    accounts = distinct(accounts);
                }
                Step::Remove(place) if place < accounts.len() => {
                    collection.remove(accounts.remove(place).id());
                }
                Step::Remove(_) => {}
                Step::Sort(sort) => {
                    collection.sort(sort).expect("a sort");
                    keys = sort;
                }
            }
            let expression = terms.iter().map(Term::written).collect::<Vec<_>>().join(" ");
            if is_letter {
                collection.filter(&expression).expect("a filter");
            }
            let view = naive::view(&accounts, &terms, keys);
            prop_assert_eq!(ids(&collection), ids_of(&view), "{}", expression);
        }
    }
}

#[test]
fn a_word_that_is_there_twice_may_be_there_in_disguise_too() {
    let names = ["abx abx ab\u{212a}", "ab\u{212a} abx abx", "abx abx"];
    let accounts = names.map(|name| {
        let mut account = Account::new(&RESOURCE, name);
        account.set("email", Value::text(name));
        account
    });
    let mut collection = collection(&accounts);
    for (word, found) in [("a", 3), ("ab", 3), ("abk", 2), ("ab", 3), ("abx", 3)] {
        collection.filter(word).expect("a filter");
        assert_eq!(collection.matches(), found, "{word}");
    }
    collection.filter("").expect("a filter");
    for (word, found) in [("ab", 3), ("abk", 2)] {
        collection.filter(word).expect("a filter");
        assert_eq!(collection.matches(), found, "{word} at once");
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

#[test]
fn a_word_asks_what_does_not_have_the_one_before_it() {
    let mut accounts = ["1", "2", "3"].map(|id| Account::new(&RESOURCE, id));
    accounts[0].set("language", Value::text("fi-FI"));
    accounts[0].set("active", Value::Bool(true));
    accounts[1].set("home", home("Finnish house".to_owned()));
    let mut collection = collection(&accounts);
    for (expression, found) in [
        ("f", 2),
        ("finn", 2),
        ("finnish", 2),
        ("finnish t", 1),
        ("finnish true", 1),
        ("finnish true -tru", 0),
        ("finnish", 2),
        ("finnish -true", 1),
        ("finnish", 2),
        ("finnish -false", 2),
        ("finnish -false finnishes", 0),
    ] {
        collection.filter(expression).expect("a filter");
        assert_eq!(collection.matches(), found, "{expression}");
    }
}

#[test]
fn what_was_typed_before_changes_nothing() {
    let rows = [
        ("abaz", "", ""),
        ("abax abay abaz", "", ""),
        ("abax abayp abayq", "k", ""),
        ("abaz", "abayq", "abax"),
        ("k", "", "abayq"),
        ("abax abayz", "k abayz", "abayq"),
        ("k abayz É abayq", "abax", ""),
        ("abayqz", "", ""),
        ("", "z", ""),
    ];
    let often = format!("{}abay", "abax ".repeat(9));
    let rows = rows
        .into_iter()
        .chain([(often.as_str(), "", ""), ("", "z", "")]);
    let accounts = rows.enumerate().map(|(id, (name, email, town))| {
        let mut account = Account::new(&RESOURCE, id.to_string());
        account.set("name", Value::text(name));
        account.set("email", Value::text(email));
        if !town.is_empty() {
            account.set("home", home(town.to_owned()));
        }
        account
    });
    let accounts: Vec<Account> = accounts.collect();
    for words in [
        &["a", "ab", "aba", "abay", "abayq", "abayqz"][..],
        &["aba", "abaz", "aba", "abax"],
        &["aba", "abay", "abayz"],
        &["ab", "abayq", "abayqz", "abayqzz"],
        &["aba", "abay name:k", "abayq name:k"],
        &["aba", "abaz email:k", "abaz"],
        &["aba -k", "abay -k", "abayq"],
        &["k", "k aba", "k abay", "k abayz"],
    ] {
        for rows in [accounts.as_slice(), &accounts[..3], &accounts[6..]] {
            let mut typed = collection(rows);
            for word in words {
                typed.filter(word).expect("a filter");
                let mut at_once = collection(rows);
                at_once.filter(word).expect("a filter");
                assert_eq!(ids(&typed), ids(&at_once), "{word} of {words:?}");
            }
        }
    }
}
