//! Somebody who has accounts.

use std::collections::HashMap;

use crate::seed::awkward;
use crate::seed::names::{CULTURES, Culture};
use crate::seed::random::Random;

pub struct Person {
    pub culture: &'static Culture,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// Nobody else's: `aino.virtanen`, `aino.virtanen2`.
    pub handle: String,
}

/// Who was invented so far.
#[derive(Default)]
pub struct People(HashMap<String, u32>);

impl People {
    /// The person of one record. `shift` turns the list of awkward names, so that the resources
    /// show different ones first.
    pub fn invent(&mut self, random: &mut Random, index: usize, shift: usize) -> Person {
        // The first ones go through the cultures, so that one screen shows many scripts.
        let culture = if index < CULTURES.len() {
            &CULTURES[index]
        } else {
            random.pick(&CULTURES)
        };
        let (first, first_handle) = spelled(random.pick::<&str>(culture.given));
        let (last, last_handle) = spelled(random.pick::<&str>(culture.family));
        let handle = self.unique(format!("{first_handle}.{last_handle}"));
        let (first_name, last_name) = match awkward::name(index, shift) {
            Some(awkward) => awkward,
            None => (Some(first.to_owned()), Some(last.to_owned())),
        };
        Person {
            culture,
            first_name,
            last_name,
            handle,
        }
    }

    fn unique(&mut self, handle: String) -> String {
        let uses = self.0.entry(handle.clone()).or_default();
        *uses += 1;
        if *uses == 1 {
            handle
        } else {
            format!("{handle}{uses}")
        }
    }
}

impl Person {
    pub fn email(&self) -> String {
        format!("{}@{}", self.handle, self.culture.mail_domain)
    }
}

fn spelled(name: &'static str) -> (&'static str, String) {
    match name.split_once('|') {
        Some((name, handle)) => (name, handle.to_owned()),
        None => (name, name.to_lowercase()),
    }
}
