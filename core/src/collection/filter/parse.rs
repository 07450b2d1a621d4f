//! Reads filter expressions. Nothing nests, so nothing recurs.

use crate::collection::filter::typed::Typed;
use crate::error::{Error, Result};
use crate::nearest;
use crate::query::{Condition, Relation, Term};
use crate::schema::{Field, Kind, Resource};
use crate::text;

/// Most terms of an expression.
const MOST_TERMS: usize = 1_000;
/// Most bytes of an expression.
const MOST_BYTES: usize = 65_536;
/// Most characters of a term that an error repeats.
const EXCERPT: usize = 40;

/// The terms of an expression.
pub(super) fn terms(resource: &'static Resource, expression: &str) -> Result<Vec<Term>> {
    if expression.len() > MOST_BYTES {
        return Err(Error::invalid(format!(
            "the filter has {} bytes, and no more than {MOST_BYTES} are read",
            expression.len()
        )));
    }
    let mut reader = Reader {
        resource,
        whole: expression,
        rest: expression.trim_start(),
        term: "",
    };
    let mut terms = Vec::new();
    while !reader.rest.is_empty() {
        reader.term = reader.rest;
        if terms.len() == MOST_TERMS {
            return Err(reader.wrong(&format!("no more than {MOST_TERMS} terms are read")));
        }
        let mut term = reader.term()?;
        let length = reader.term.len() - reader.rest.len();
        term.written = reader.term.get(..length).unwrap_or_default().to_owned();
        terms.push(term);
        reader.rest = reader.rest.trim_start();
    }
    Ok(terms)
}

#[derive(Clone, Copy)]
enum Operator {
    Contains,
    Equal,
    Unequal,
    Ordered(Relation),
}

/// Longest first where one begins as another.
const OPERATORS: [(&str, Operator); 7] = [
    (":", Operator::Contains),
    ("!=", Operator::Unequal),
    (">=", Operator::Ordered(Relation::GreaterOrEqual)),
    ("<=", Operator::Ordered(Relation::LessOrEqual)),
    ("=", Operator::Equal),
    (">", Operator::Ordered(Relation::Greater)),
    ("<", Operator::Ordered(Relation::Less)),
];

struct Reader<'a> {
    resource: &'static Resource,
    whole: &'a str,
    /// What is not yet read.
    rest: &'a str,
    /// All from the start of the term that is being read.
    term: &'a str,
}

/// A word or value, and whether it was in quotes.
struct Word {
    text: String,
    quoted: bool,
}

impl<'a> Reader<'a> {
    fn term(&mut self) -> Result<Term> {
        let negated = self.skip("-");
        if self.rest.starts_with('"') {
            let word = self.word()?;
            return self.any(negated, &word.text);
        }
        let head = self.head();
        let Some((symbol, operator)) = self.operator() else {
            return self.any(negated, head);
        };
        let field = self.field(head, symbol)?;
        let word = self.word()?;
        self.condition(field, symbol, operator, &word)
            .map(|(condition, inverted)| Term {
                written: String::new(),
                negated: negated != inverted,
                field: Some(field),
                condition,
            })
    }

    fn any(&self, negated: bool, word: &str) -> Result<Term> {
        if word.is_empty() {
            return Err(self.wrong("there is no word to look for"));
        }
        Ok(Term {
            written: String::new(),
            negated,
            field: None,
            condition: Condition::Contains(word.to_owned()),
        })
    }

    /// What the operator asks, and whether the opposite is meant.
    fn condition(
        &self,
        field: &Field,
        symbol: &str,
        operator: Operator,
        word: &Word,
    ) -> Result<(Condition, bool)> {
        let null = !word.quoted && word.text.eq_ignore_ascii_case("null");
        let empty = word.text.is_empty();
        Ok(match operator {
            Operator::Contains | Operator::Equal if null => (Condition::Null, false),
            Operator::Unequal if null => (Condition::Null, true),
            Operator::Equal if empty => (Condition::Empty, false),
            Operator::Unequal if empty => (Condition::Empty, true),
            _ if empty => {
                let name = field.name;
                return Err(self.wrong(&format!(
                    "there is nothing after {name}{symbol}; {name}:null finds accounts without it"
                )));
            }
            Operator::Contains => (Condition::Contains(word.text.clone()), false),
            Operator::Equal => (Condition::Equals(word.text.clone()), false),
            Operator::Unequal => (Condition::Equals(word.text.clone()), true),
            Operator::Ordered(relation) => {
                self.comparable(field, symbol, &Typed::new(&word.text))?;
                (Condition::Ordered(relation, word.text.clone()), false)
            }
        })
    }

    /// Refuses what no moment or number can be before or after.
    fn comparable(&self, field: &Field, symbol: &str, typed: &Typed) -> Result<()> {
        let expected = match field.kind {
            Kind::Timestamp if !typed.is_moment() => {
                "a date or a moment, such as 2022-01-12 or 2022-01-12T17:17:58Z"
            }
            Kind::Integer if !typed.is_number() => "a number",
            _ => return Ok(()),
        };
        Err(self.wrong(&format!("after {}{symbol} comes {expected}", field.name)))
    }

    fn field(&self, name: &str, symbol: &str) -> Result<&'static Field> {
        let field = self.resource.field(name);
        if let Some(field) = field.filter(|field| field.access.read) {
            return Ok(field);
        }
        if field.is_some() {
            return Err(self.wrong(&format!(
                "{name} is never answered, so nothing can be found by it"
            )));
        }
        let names = self.resource.answered().map(|field| field.name);
        let term = self.current();
        let term = term.strip_prefix('-').unwrap_or(term);
        let quoted = format!("\"{}\"", term.replace('"', "\"\""));
        let quote = format!(
            "to look for the text, quote it: {}",
            text::excerpt(&quoted, EXCERPT)
        );
        Err(self.wrong(&if name.is_empty() {
            format!("there is no field before {symbol}; {quote}")
        } else {
            format!(
                "there is no field {}; {}; {quote}",
                text::excerpt(name, EXCERPT),
                nearest::suggestion(name, names)
            )
        }))
    }

    /// The term that is being read: up to the next space that is not in quotes.
    fn current(&self) -> &'a str {
        let mut in_quotes = false;
        let ends = |character: char| {
            in_quotes ^= character == '"';
            !in_quotes && character.is_whitespace()
        };
        let mut terms = self.term.split(ends);
        terms.next().unwrap_or_default()
    }

    fn skip(&mut self, symbol: &str) -> bool {
        match self.rest.strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// All up to a space or an operator.
    fn head(&mut self) -> &'a str {
        let is_end = |(place, character): &(usize, char)| {
            let rest = self.rest.get(*place..).unwrap_or_default();
            character.is_whitespace()
                || OPERATORS.iter().any(|(symbol, _)| rest.starts_with(symbol))
        };
        let end = self.rest.char_indices().find(is_end);
        self.take(end.map(|(place, _)| place))
    }

    fn operator(&mut self) -> Option<(&'static str, Operator)> {
        OPERATORS.into_iter().find(|(symbol, _)| self.skip(symbol))
    }

    /// A word or value; empty where a space or the end comes first.
    fn word(&mut self) -> Result<Word> {
        if !self.skip("\"") {
            let end = self.rest.find(char::is_whitespace);
            return Ok(Word {
                text: self.take(end).to_owned(),
                quoted: false,
            });
        }
        let mut text = String::new();
        loop {
            let Some(end) = self.rest.find('"') else {
                return Err(
                    self.wrong("the quote is not closed; a \" inside quotes is written twice")
                );
            };
            text.push_str(self.take(Some(end)));
            self.skip("\"");
            if !self.skip("\"") {
                break;
            }
            text.push('"');
        }
        if !self.rest.is_empty() && !self.rest.starts_with(char::is_whitespace) {
            return Err(self.wrong(
                "there is no space after the closing quote; a \" inside quotes is written twice",
            ));
        }
        Ok(Word { text, quoted: true })
    }

    /// Reads up to there; up to the end when that is nowhere.
    fn take(&mut self, end: Option<usize>) -> &'a str {
        let (taken, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// An error about the current term.
    fn wrong(&self, what: &str) -> Error {
        let before = self.whole.len() - self.term.len();
        let before = self.whole.get(..before).unwrap_or_default();
        Error::invalid(format!(
            "filter, character {}, \"{}\": {what}",
            before.chars().count() + 1,
            text::excerpt(self.current(), EXCERPT),
        ))
    }
}
