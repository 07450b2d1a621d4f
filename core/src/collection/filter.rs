//! The filter language: which accounts an expression matches.

mod known;
mod needle;
mod parse;
mod pass;
mod sweep;
mod test;
mod trail;
mod typed;

use crate::account::Account;
use crate::error::Result;
use crate::query::Term;
use crate::schema::{Field, Resource};
pub(super) use pass::Pass;
pub(super) use sweep::Outline;
use test::Test;
pub(super) use test::is_null;
pub(super) use trail::Trail;

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

    /// Whether it lets every account through.
    pub(super) fn is_everything(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether the account meets every term.
    #[must_use]
    pub fn matches(&self, account: &Account) -> bool {
        pass::lets_through(self, account)
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
                has(two.lower(), one.lower())
            }
            (Test::Contains(one), Test::Contains(two)) => has(one.lower(), two.lower()),
            _ => one.condition == two.condition,
        }
    }

    /// Whether both ask the same.
    fn is_same(&self, other: &Ready) -> bool {
        let (one, two) = (&self.term, &other.term);
        one.negated == two.negated && one.field == two.field && one.condition == two.condition
    }
}

/// Whether a word has another in it. Mostly it begins with it, as when it is being typed, and to look
/// for it anywhere takes more to prepare than that.
fn has(word: &str, other: &str) -> bool {
    word.starts_with(other) || word.contains(other)
}

#[cfg(test)]
mod tests;
