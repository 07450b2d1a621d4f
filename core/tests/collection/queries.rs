//! One query at a time.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use roster_core::account::Account;
use roster_core::collection::{Collection, Filter};
use roster_core::error::ErrorKind;
use roster_core::value::Value;

use crate::accounts::{ANSWERED, IDS, RESOURCE, accounts, moments, numbers, texts};
use crate::naive::{self, Term};

/// Terms of every kind.
pub fn terms() -> BoxedStrategy<Term> {
    let field = prop_oneof![1 => Just(None), 3 => select(&ANSWERED[..]).prop_map(Some)];
    let operator = select(vec![":", "=", "!=", "<", "<=", ">", ">="]);
    let value = prop_oneof![
        4 => texts(),
        2 => numbers(),
        2 => moments(),
        1 => select(vec!["null", "Null", "", "TRUE", "no", "finnish", "+7", " 7 ", "0.70e1"])
            .prop_map(str::to_owned),
    ];
    let parts = (any::<bool>(), field, operator, value, any::<bool>());
    let term = parts.prop_map(|(negated, field, operator, value, quoted)| {
        let odd = |character: char| character.is_whitespace() || "\"=<>:!-".contains(character);
        Term {
            negated,
            field,
            operator: if field.is_some() { operator } else { ":" },
            quoted: quoted || value.contains(odd) || (field.is_none() && value.is_empty()),
            value,
        }
    });
    term.boxed()
}

/// Sorts of up to three keys, up and down.
pub fn sorts() -> impl Strategy<Value = String> {
    let key = (any::<bool>(), select(&ANSWERED[..]));
    let key = key.prop_map(|(down, name)| format!("{}{name}", if down { "-" } else { "" }));
    vec(key, 0..4).prop_map(|keys| {
        // The same field another time decides nothing.
        keys.join(",")
    })
}

/// Accounts of different ids, those that came last in the place of earlier ones.
pub fn distinct(accounts: Vec<Account>) -> Vec<Account> {
    let mut distinct: Vec<Account> = Vec::new();
    for account in accounts {
        match distinct.iter_mut().find(|known| known.id() == account.id()) {
            Some(known) => *known = account,
            None => distinct.push(account),
        }
    }
    distinct
}

pub fn collection(accounts: &[Account]) -> Collection {
    let mut collection = Collection::new(&RESOURCE);
    for account in accounts {
        collection.insert(account.clone());
    }
    collection
}

pub fn ids(collection: &Collection) -> Vec<&str> {
    collection.ids(0, usize::MAX).collect()
}

pub fn ids_of<'a>(view: &[&'a Account]) -> Vec<&'a str> {
    view.iter().map(|account| account.id()).collect()
}

proptest! {
    #[test]
    fn a_term_is_met_where_the_documentation_says(
        term in terms(),
        accounts in vec(accounts(), 1..6),
    ) {
        let expression = term.written();
        let mut collection = collection(&accounts);
        match (Filter::parse(&RESOURCE, &expression), term.is_wrong()) {
            (Ok(filter), false) => {
                for account in &accounts {
                    prop_assert_eq!(filter.matches(account), term.is_met(account), "{} {:?}", expression, account);
                }
                let accounts = distinct(accounts);
                collection.filter(&expression).expect("a filter");
                let expected = naive::view(&accounts, &[term], "");
                prop_assert_eq!(ids(&collection), ids_of(&expected), "{}", expression);
            }
            (Err(error), true) => prop_assert_eq!(error.kind(), ErrorKind::Invalid),
            (read, wrong) => prop_assert!(false, "{}: {:?}, wrong: {}", expression, read.err(), wrong),
        }
    }

    #[test]
    fn accounts_are_where_the_documentation_sorts_them(
        keys in sorts(),
        accounts in vec(accounts(), 0..12),
    ) {
        let accounts = distinct(accounts);
        let mut collection = collection(&accounts);
        collection.sort(&keys).expect("sort keys");
        let expected = naive::view(&accounts, &[], &keys);
        prop_assert_eq!(ids(&collection), ids_of(&expected), "{}", keys);
    }

    #[test]
    fn long_names_may_differ_anywhere(
        names in vec("a{0,24}[abé1-3]a{0,9}", 0..IDS.len()),
        keys in select(vec!["name", "-name", "-name,id", "email,name"]),
    ) {
        let named = |(id, name): (&&str, &String)| {
            let mut account = Account::new(&RESOURCE, *id);
            account.set("name", Value::text(name.as_str()));
            account
        };
        let accounts: Vec<Account> = IDS.iter().zip(&names).map(named).collect();
        let mut collection = collection(&accounts);
        collection.sort(keys).expect("sort keys");
        prop_assert_eq!(ids(&collection), ids_of(&naive::view(&accounts, &[], keys)), "{:?}", names);
    }

    #[test]
    fn groups_are_counted_in_the_view(
        terms in vec(terms().prop_filter("can be read", |term| !term.is_wrong()), 0..2),
        keys in sorts(),
        field in select(&ANSWERED[..]),
        accounts in vec(accounts(), 0..12),
    ) {
        let accounts = distinct(accounts);
        let mut collection = collection(&accounts);
        let expression: Vec<String> = terms.iter().map(Term::written).collect();
        collection.filter(&expression.join(" ")).expect("a filter");
        collection.sort(&keys).expect("sort keys");
        let view = naive::view(&accounts, &terms, &keys);
        let groups = collection.groups(field).expect("a field");
        prop_assert_eq!(&groups, &naive::groups(&accounts, &view, field));
        let all: usize = groups.iter().map(|group| group.count).sum();
        prop_assert_eq!(all, collection.matches());
    }

    #[test]
    fn a_difference_is_what_differs(
        older in vec(accounts(), 0..8),
        newer in vec(accounts(), 0..8),
        again in vec(any::<bool>(), 8),
    ) {
        let older = distinct(older);
        // Most accounts of a reading are as they were.
        let same = older.iter().zip(again).filter(|(_, again)| *again);
        let newer: Vec<_> = newer.into_iter().chain(same.map(|(account, _)| account.clone())).collect();
        let newer = distinct(newer);
        let found = collection(&older).difference(&collection(&newer));
        prop_assert_eq!(found, naive::difference(&older, &newer));
    }

    #[test]
    fn accounts_are_compared_wherever_many_came_or_went(
        blocks in vec((0..9_usize, 0..5_u8), 0..9),
        turned in 0..9_usize,
        backwards in any::<bool>(),
    ) {
        let mut next = 0..;
        let blocks: Vec<(Vec<Account>, u8)> = blocks
            .into_iter()
            .map(|(size, kind)| {
                let ids = next.by_ref().take(size);
                (ids.map(|id| Account::new(&RESOURCE, id.to_string())).collect(), kind)
            })
            .collect();
        let but = |gone: u8| {
            let there = blocks.iter().filter(move |(_, kind)| *kind != gone);
            there.flat_map(|(accounts, _)| accounts.clone()).collect::<Vec<_>>()
        };
        let (older, mut newer) = (but(0), but(1));
        let len = newer.len().max(1);
        newer.rotate_left(turned * turned % len);
        if backwards {
            newer.reverse();
        }
        for (place, account) in newer.iter_mut().enumerate() {
            account.set("name", Value::text((place % 7 == 0).to_string()));
        }
        let found = collection(&older).difference(&collection(&newer));
        prop_assert_eq!(found, naive::difference(&older, &newer));
    }
}

#[test]
fn groups_of_what_is_no_field_are_refused() {
    let collection = Collection::new(&RESOURCE);
    for (field, part) in [
        ("nam", "did you mean name?"),
        ("", "there are id, name"),
        ("password", "never answered"),
    ] {
        let error = collection.groups(field).expect_err(field);
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(error.to_string().contains(part), "{error}");
    }
    assert_eq!(collection.groups("name").expect("a field"), []);
}
