//! The filter language: which accounts an expression matches.

mod parse;

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::account::Account;
use crate::collection::cell::Seen;
use crate::collection::decimal::Decimal;
use crate::collection::fold;
use crate::collection::order::{Key, Text};
use crate::error::Result;
use crate::moment::{self, Moment};
use crate::query::{Condition, Relation, Term};
use crate::schema::{Field, Kind, Resource};
use crate::value::Value;

/// An expression of terms between spaces, all of which an account has to meet:
///
/// | term | accounts in which |
/// |---|---|
/// | `word` | some field that is answered contains it |
/// | `field:word` | the field contains it |
/// | `field:null` | the field is null or was not answered |
/// | `field=value`, `field!=value` | the field is that value, or is not |
/// | `field=`, `field!=` | the field is null, not answered or empty text, or is none of these |
/// | `field<value`, `<=`, `>`, `>=` | the field is before or after it |
/// | `-term` | the term is not met |
///
/// A word or value in quotes may hold spaces and operators: `"Anna Maria"`, `name="a = b"`; a quote
/// inside quotes is written twice. `field:"null"` looks for the text. `=null` and `!=null` mean
/// null too.
///
/// Text is compared without regard to case: every character in lower case as Unicode has it, final
/// sigma as sigma, `İ` as `i`. Accents count. A reference is met by its name and by its id, a
/// choice by its value and by its label. In fields of whole numbers, and against values that are
/// numbers, numbers are compared by value to the last digit; in timestamp fields moments by when
/// they are, where both are moments (a plain date is the start of its day, UTC), and
/// `1900-01-01T00:00:00Z` is null; `true`, `yes` and `1` are true, `false`, `no` and `0` false.
/// `<` and `>` on all other values follow the order of a [`Sort`](crate::collection::Sort), and
/// nothing is before or after null.
#[derive(Debug, Clone)]
pub struct Filter {
    resource: &'static Resource,
    terms: Vec<Ready>,
}

/// A term, and what it asks in a form that is quick to apply.
#[derive(Debug, Clone)]
struct Ready {
    term: Term,
    /// The field and its place; `None` for any field.
    column: Option<(usize, &'static Field)>,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    /// Contains this, which is in lower case.
    Contains(String),
    /// Is null or absent.
    Null,
    /// Is null, absent or empty text.
    Empty,
    Equals(Typed),
    Ordered(Relation, Typed),
}

/// A value as it was typed, and all that it may mean.
#[derive(Debug, Clone)]
struct Typed {
    text: Text,
    truth: Option<bool>,
    number: Option<Decimal>,
    moment: Option<Moment>,
}

impl Filter {
    /// The filter that lets every account through.
    #[must_use]
    pub fn everything(resource: &'static Resource) -> Filter {
        Filter {
            resource,
            terms: Vec::new(),
        }
    }

    /// Reads an expression.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::error::ErrorKind::Invalid), which says at which character
    /// which term is wrong, and what is allowed: a field that the resource does not answer, a quote
    /// that is not closed, an operator with nothing on one side, more than 1,000 terms or 65,536
    /// bytes.
    pub fn parse(resource: &'static Resource, expression: &str) -> Result<Filter> {
        let terms = parse::terms(resource, expression)?.into_iter();
        let ready = |term: Term| Ready {
            test: Test::new(&term.condition),
            column: term.field.and_then(|field| {
                let column = resource.position(field.name)?;
                Some((column, field))
            }),
            term,
        };
        Ok(Filter {
            resource,
            terms: terms.map(ready).collect(),
        })
    }

    /// The terms in their order, for a system that can apply some of them itself.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().map(|ready| &ready.term)
    }

    /// Whether every account that this filter lets through is let through by the other one too, as
    /// far as the terms show: one more letter of a word leaves fewer accounts, never others.
    #[must_use]
    pub fn narrows(&self, wider: &Filter) -> bool {
        let implied = |wide: &Ready| self.terms.iter().any(|term| term.implies(wide));
        wider.terms.iter().all(implied)
    }

    /// Whether the account meets every term.
    #[must_use]
    pub fn matches(&self, account: &Account) -> bool {
        let fields = self.resource.fields;
        self.passes(|column| {
            let field = fields.get(column);
            Seen::from(field.and_then(|field| account.get(field.name)))
        })
    }

    /// Whether a row meets every term; `seen` shows the value of a field in it, by its place.
    pub(super) fn passes<'a>(&self, seen: impl Fn(usize) -> Seen<'a>) -> bool {
        let meets = |Ready { column, test, .. }: &Ready| match column {
            Some((column, field)) => test.holds(field.kind, seen(*column)),
            None => {
                let mut fields = self.resource.fields.iter().enumerate();
                fields.any(|(column, field)| {
                    field.access.read
                        && match seen(column) {
                            // What is not there contains nothing.
                            Seen::Absent => false,
                            seen => test.holds(field.kind, seen),
                        }
                })
            }
        };
        self.terms
            .iter()
            .all(|ready| meets(ready) != ready.term.negated)
    }
}

impl Ready {
    /// Whether an account that meets this term meets the other one too.
    fn implies(&self, other: &Ready) -> bool {
        let (one, two) = (&self.term, &other.term);
        if one.field != two.field || one.negated != two.negated {
            return false;
        }
        match (&self.test, &other.test) {
            (Test::Contains(one), Test::Contains(two)) if self.term.negated => {
                two.contains(one.as_str())
            }
            (Test::Contains(one), Test::Contains(two)) => one.contains(two.as_str()),
            _ => one.condition == two.condition,
        }
    }
}

impl Test {
    fn new(condition: &Condition) -> Test {
        match condition {
            Condition::Contains(word) => Test::Contains(fold::lower(word)),
            Condition::Null => Test::Null,
            Condition::Empty => Test::Empty,
            Condition::Equals(text) => Test::Equals(Typed::new(text)),
            Condition::Ordered(relation, text) => Test::Ordered(*relation, Typed::new(text)),
        }
    }

    fn holds(&self, kind: Kind, seen: Seen<'_>) -> bool {
        if is_null(kind, seen) {
            return matches!(self, Test::Null | Test::Empty);
        }
        match self {
            Test::Null => false,
            Test::Empty => is_empty(seen),
            Test::Contains(needle) => any_text(kind, seen, |text| fold::contains(text, needle)),
            Test::Equals(typed) => match typed.against(kind, seen) {
                Some(order) => order.is_eq(),
                None => any_text(kind, seen, |text| fold::lower(text) == typed.text.lower()),
            },
            Test::Ordered(relation, typed) => {
                let order = typed.against(kind, seen).unwrap_or_else(|| {
                    let value = seen.value().unwrap_or(Cow::Owned(Value::Null));
                    Text::new(&value.words()).cmp(&typed.text)
                });
                stands(order, *relation)
            }
        }
    }
}

/// Null, and the moment that AgileNow answers in its place.
fn is_null(kind: Kind, seen: Seen<'_>) -> bool {
    match seen {
        Seen::Absent | Seen::Null | Seen::Kept(Value::Null) => true,
        Seen::Stamp(stamp) => stamp.moment().is_null(),
        Seen::Text(text) if kind == Kind::Timestamp => moment::is_null(text),
        _ => false,
    }
}

fn is_empty(seen: Seen<'_>) -> bool {
    match seen {
        Seen::Text(text) | Seen::Reference { id: text, .. } => text.is_empty(),
        Seen::Kept(value) => value.plain().is_empty(),
        _ => false,
    }
}

/// Whether it holds for one of the texts by which people know the value: a reference's name or id,
/// a choice's value or label.
fn any_text(kind: Kind, seen: Seen<'_>, holds: impl Fn(&str) -> bool) -> bool {
    let labelled = |text: &str| {
        let choice = kind.choices().iter().find(|choice| choice.value == text);
        choice.is_some_and(|choice| holds(choice.label))
    };
    match seen {
        Seen::Absent | Seen::Null => false,
        Seen::Truth(truth) => holds(if truth { "true" } else { "false" }),
        Seen::Text(text) => holds(text) || labelled(text),
        Seen::Stamp(stamp) => holds(stamp.text().as_str()),
        Seen::Whole(number) => holds(&number.to_string()),
        Seen::Reference { id, name, .. } => holds(id) || name.is_some_and(holds),
        Seen::Kept(Value::Text(text)) => holds(text) || labelled(text),
        Seen::Kept(Value::Reference(reference)) => {
            holds(&reference.id) || reference.name.as_deref().is_some_and(holds)
        }
        Seen::Kept(other) => holds(&other.plain()),
    }
}

/// Whether a value that is ordered so stands in that relation.
fn stands(order: Ordering, relation: Relation) -> bool {
    match relation {
        Relation::Less => order.is_lt(),
        Relation::LessOrEqual => order.is_le(),
        Relation::Greater => order.is_gt(),
        Relation::GreaterOrEqual => order.is_ge(),
    }
}

impl Typed {
    fn new(text: &str) -> Typed {
        let lower = text.trim().to_ascii_lowercase();
        Typed {
            truth: match lower.as_str() {
                "true" | "yes" | "1" => Some(true),
                "false" | "no" | "0" => Some(false),
                _ => None,
            },
            number: Decimal::parse(&lower),
            moment: Moment::parse(text),
            text: Text::new(text),
        }
    }

    /// How the value is ordered against what was typed, where both are of one nature that is not
    /// text.
    fn against(&self, kind: Kind, seen: Seen<'_>) -> Option<Ordering> {
        let typed = matches!(kind, Kind::Timestamp | Kind::Integer | Kind::Boolean);
        // The key of a text is dear, and of no use here.
        if !typed && matches!(seen, Seen::Text(_) | Seen::Kept(Value::Text(_))) {
            return None;
        }
        match Key::of(kind, seen)? {
            Key::Truth(truth) => Some(truth.cmp(&self.truth?)),
            Key::Number(number) => Some(number.cmp(self.number.as_ref()?)),
            Key::Moment(moment) => Some(moment.cmp(&self.moment?)),
            Key::Text(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
