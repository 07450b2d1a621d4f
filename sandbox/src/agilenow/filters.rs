//! `Filters`: `(Field op value) AND (…)`, compiled to SQL.
//!
//! Values are unquoted and end at `)`, ` AND ` or ` OR `, so a value with one of these cannot be
//! expressed. In `Like`, `%` stands for any text; without one, the text may be anywhere (which
//! wildcard the system knows is not documented).

use rusqlite::types::Value;

use crate::agilenow::error::Failure;
use crate::agilenow::listing::{Field, Kind};
use crate::moment;

/// Deeper than anybody writes, and far from the end of the stack.
const MAX_DEPTH: usize = 32;
/// More than anybody writes, and fewer than SQLite takes.
const MAX_VALUES: usize = 500;

/// A condition in SQL, and its values in the order of its question marks.
#[derive(Debug, Default)]
pub struct Condition {
    pub sql: String,
    pub values: Vec<Value>,
}

/// Compiles a filter. An empty one is true.
pub fn compile(text: &str) -> Result<Condition, Failure> {
    if text.trim().is_empty() {
        return Ok(Condition {
            sql: "true".to_owned(),
            values: Vec::new(),
        });
    }
    let mut parser = Parser {
        rest: text.trim(),
        condition: Condition::default(),
    };
    parser.alternatives(0)?;
    if parser.rest.is_empty() {
        return Ok(parser.condition);
    }
    Err(malformed(&format!("cannot read it from '{}'", parser.rest)))
}

fn malformed(what: &str) -> Failure {
    Failure::bad(format!("The value of Filters is not valid: {what}"))
}

struct Parser<'a> {
    rest: &'a str,
    condition: Condition,
}

impl<'a> Parser<'a> {
    fn alternatives(&mut self, depth: usize) -> Result<(), Failure> {
        self.chain(depth, "OR", |parser| {
            parser.chain(depth, "AND", |inner| inner.term(depth))
        })
    }

    fn chain(
        &mut self,
        depth: usize,
        word: &str,
        mut part: impl FnMut(&mut Self) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if depth > MAX_DEPTH {
            return Err(malformed("it is nested too deeply"));
        }
        self.condition.sql.push('(');
        part(self)?;
        while let Some(rest) = after_word(self.rest, word) {
            self.rest = rest;
            self.condition.sql.push_str(&format!(" {word} "));
            part(self)?;
        }
        self.condition.sql.push(')');
        Ok(())
    }

    fn term(&mut self, depth: usize) -> Result<(), Failure> {
        let Some(rest) = self.rest.strip_prefix('(') else {
            return self.comparison();
        };
        self.rest = rest.trim_start();
        self.alternatives(depth + 1)?;
        self.rest = self
            .rest
            .strip_prefix(')')
            .ok_or_else(|| malformed("a parenthesis is not closed"))?
            .trim_start();
        Ok(())
    }

    fn comparison(&mut self) -> Result<(), Failure> {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.')
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let field =
            Field::find(name).ok_or_else(|| malformed(&format!("'{name}' is not a field")))?;
        let (operator, rest) = operator(rest.trim_start())
            .ok_or_else(|| malformed(&format!("no operator after {name}")))?;
        let (value, rest) = rest.split_at(value_end(rest));
        self.rest = rest.trim_start();
        self.compare(field, operator, value.trim())?;
        if self.condition.values.len() > MAX_VALUES {
            return Err(malformed(&format!("it has more than {MAX_VALUES} values")));
        }
        Ok(())
    }

    fn compare(&mut self, field: &Field, operator: Operator, value: &str) -> Result<(), Failure> {
        let column = field.column;
        match operator {
            // Null and "" are the same here.
            Operator::Equal if value.is_empty() => {
                self.push(&format!("coalesce({column}, '') = ''"), [])
            }
            Operator::Unequal if value.is_empty() => {
                self.push(&format!("coalesce({column}, '') <> ''"), [])
            }
            Operator::Equal => self.push(&format!("{column} = ?"), [field.value(value)?]),
            Operator::Unequal => self.push(&format!("{column} IS NOT ?"), [field.value(value)?]),
            Operator::Order(sign) => {
                self.push(&format!("{column} {sign} ?"), [field.value(value)?])
            }
            Operator::In | Operator::NotIn => {
                let values = field.list(value)?;
                let marks = vec!["?"; values.len()].join(", ");
                match operator {
                    Operator::In => self.push(&format!("{column} IN ({marks})"), values),
                    _ => self.push(
                        &format!("({column} IS NULL OR {column} NOT IN ({marks}))"),
                        values,
                    ),
                }
            }
            Operator::Like => {
                if field.kind != Kind::Text {
                    return Err(malformed(&format!(
                        "Like needs a text, and {} is none",
                        field.name
                    )));
                }
                let escaped = value.replace('\\', "\\\\").replace('_', "\\_");
                let pattern = if value.contains('%') {
                    escaped
                } else {
                    format!("%{escaped}%")
                };
                self.push(
                    &format!("{column} LIKE ? ESCAPE '\\'"),
                    [Value::Text(pattern)],
                );
            }
        }
        Ok(())
    }

    fn push(&mut self, sql: &str, values: impl IntoIterator<Item = Value>) {
        self.condition.sql.push_str(sql);
        self.condition.values.extend(values);
    }
}

#[derive(Clone, Copy)]
enum Operator {
    Equal,
    Unequal,
    Order(&'static str),
    In,
    NotIn,
    Like,
}

/// The operator at the start, and what follows it.
fn operator(text: &str) -> Option<(Operator, &str)> {
    // The longer signs first: `<` begins three of them.
    for (sign, operator) in [
        ("<>", Operator::Unequal),
        (">=", Operator::Order(">=")),
        ("<=", Operator::Order("<=")),
        (">", Operator::Order(">")),
        ("<", Operator::Order("<")),
        ("=", Operator::Equal),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            return Some((operator, rest));
        }
    }
    let (word, rest) = text.split_at(text.find([' ', ')']).unwrap_or(text.len()));
    let operator = match word.to_ascii_lowercase().as_str() {
        "in" => Operator::In,
        "notin" => Operator::NotIn,
        "like" => Operator::Like,
        _ => return None,
    };
    Some((operator, rest))
}

fn value_end(text: &str) -> usize {
    [")", " AND ", " OR "]
        .iter()
        .filter_map(|end| text.find(end))
        .min()
        .unwrap_or(text.len())
}

/// What follows the word, when the text starts with it.
fn after_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    rest.starts_with([' ', '(']).then(|| rest.trim_start())
}

impl Field {
    fn value(&self, text: &str) -> Result<Value, Failure> {
        let wrong =
            |what: &str| malformed(&format!("'{text}' is not {what}, which {} is", self.name));
        match self.kind {
            Kind::Text => Ok(Value::Text(text.to_owned())),
            Kind::Flag => match text.to_ascii_lowercase().as_str() {
                "true" | "1" => Ok(Value::Integer(1)),
                "false" | "0" => Ok(Value::Integer(0)),
                _ => Err(wrong("true or false")),
            },
            Kind::Long => text
                .parse()
                .map(Value::Integer)
                .map_err(|_| wrong("a whole number")),
            Kind::Moment => moment::parse(text)
                .map(Value::Integer)
                .ok_or_else(|| wrong("a date")),
        }
    }

    /// Texts are split by `;`, everything else by `,`.
    fn list(&self, text: &str) -> Result<Vec<Value>, Failure> {
        let separator = if self.kind == Kind::Text { ';' } else { ',' };
        text.split(separator)
            .map(|one| self.value(one.trim()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_keep_their_structure_and_their_values() {
        let filter = "(FirstName = Anna) AND ((Is_Active = true) OR (CreatedOn >= 2022-01-01))";
        let condition = compile(filter).unwrap();
        let either = "((((a.is_active = ?))) OR (((a.created_on >= ?))))";
        assert_eq!(
            condition.sql,
            format!("((((a.first_name = ?)) AND {either}))")
        );
        assert_eq!(condition.values.len(), 3);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for filter in [
            "Nonsense = 1",
            "(FirstName = Anna",
            "FirstName",
            "FirstName ~ Anna",
            "Is_Active = perhaps",
            "TenantId In 1,two",
            "CreatedOn > soon",
            "(FirstName = Anna) XOR (LastName = B)",
            &"(".repeat(5000),
        ] {
            assert!(compile(filter).is_err(), "{filter}");
        }
    }
}
