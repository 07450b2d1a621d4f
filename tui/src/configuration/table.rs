//! The TOML of the configuration file over the parser's spans, so that every problem has its line.

use std::collections::BTreeMap;
use std::ops::Range;

use roster_core::text::shown;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What makes no sense, and on which line.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    /// One line, safe to show, with what is allowed.
    pub message: String,
}

/// The text of the file, to turn places into lines.
pub struct Reader<'a> {
    /// All of it.
    pub text: &'a str,
}

impl Reader<'_> {
    /// A problem with what is there.
    pub fn problem(&self, span: &Range<usize>, message: impl Into<String>) -> Problem {
        let before = self.text.as_bytes().iter().take(span.start);
        Problem {
            line: 1 + before.filter(|byte| **byte == b'\n').count(),
            message: message.into(),
        }
    }
}

/// A table of the file, by the name under which messages speak of it.
pub struct Table<'a> {
    /// The file that it is in.
    pub reader: &'a Reader<'a>,
    /// The name.
    pub what: String,
    /// Where it is.
    pub span: Range<usize>,
    /// What it holds, by name.
    pub entries: BTreeMap<&'a str, &'a Spanned<DeValue<'a>>>,
    keys: Vec<(Range<usize>, &'a str)>,
}

impl<'a> Table<'a> {
    /// The whole file.
    pub fn whole(reader: &'a Reader<'a>, table: &'a Spanned<DeTable<'a>>) -> Table<'a> {
        Table::from(reader, "the file", table.span(), table.get_ref())
    }

    /// A value that has to be a table.
    ///
    /// # Errors
    /// It is something else; `expected` says what belongs there.
    pub fn of(
        reader: &'a Reader<'a>,
        what: &str,
        value: &'a Spanned<DeValue<'a>>,
        expected: &str,
    ) -> Result<Table<'a>, Problem> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(Table::from(reader, what, value.span(), table)),
            _ => Err(reader.problem(&value.span(), format!("{what} has to be {expected}"))),
        }
    }

    fn from(
        reader: &'a Reader<'a>,
        what: &str,
        span: Range<usize>,
        table: &'a DeTable<'a>,
    ) -> Table<'a> {
        let mut keys: Vec<_> = table
            .keys()
            .map(|key| (key.span(), key.get_ref().as_ref()))
            .collect();
        keys.sort_by_key(|(span, _)| span.start);
        Table {
            reader,
            what: what.to_owned(),
            span,
            entries: table
                .iter()
                .map(|(key, value)| (key.get_ref().as_ref(), value))
                .collect(),
            keys,
        }
    }

    /// Refuses every name but these.
    ///
    /// # Errors
    /// The first other one in the file, and what is allowed.
    pub fn allow(&self, names: &[&str]) -> Result<(), Problem> {
        match self.keys.iter().find(|(_, key)| !names.contains(key)) {
            None => Ok(()),
            Some((span, key)) => Err(self.reader.problem(
                span,
                format!(
                    "{} has no setting \"{}\"; allowed: {}",
                    self.what,
                    shown(key),
                    names.join(", ")
                ),
            )),
        }
    }

    /// A setting that has to be there.
    ///
    /// # Errors
    /// It is not.
    pub fn needed(&self, name: &str) -> Result<&'a Spanned<DeValue<'a>>, Problem> {
        self.entries.get(name).copied().ok_or_else(|| {
            self.reader
                .problem(&self.span, format!("{} needs {name}", self.what))
        })
    }

    /// A setting that has to be text, and where it is.
    ///
    /// # Errors
    /// It is not there, empty, or no text.
    pub fn text(&self, name: &str) -> Result<(Range<usize>, &'a str), Problem> {
        let value = self.needed(name)?;
        match value.get_ref() {
            DeValue::String(text) if !text.is_empty() => Ok((value.span(), text)),
            _ => Err(self.wrong(name, value, "text in quotes, not empty")),
        }
    }

    /// Says what a setting has to be; never what it is, which may be a secret in the wrong place.
    pub fn wrong(&self, name: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Problem {
        self.reader.problem(
            &value.span(),
            format!("{}: {name} has to be {expected}", self.what),
        )
    }
}
