//! CSV (RFC 4180) for spreadsheets: one column a field, references by their ids, nothing where a
//! value is null or absent.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a
//! formula, and the accounts of a system are written by strangers. Such a cell gets `'` in front,
//! which spreadsheets read as "this is text", unless it is a plain number or telephone number. Whoever
//! needs every byte takes JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use roster_core::account::Account;
use roster_core::schema::Resource;
use roster_core::text;

/// Writes the accounts with a line of names above them: the resource's fields, then the members
/// that its documents do not know. On a screen, `shown` replaces what would act there.
///
/// # Errors
/// The writer's own.
pub fn write(
    out: &mut impl Write,
    resource: &'static Resource,
    accounts: &[Account],
    shown: bool,
) -> io::Result<()> {
    let mut names: Vec<&str> = resource.answered().map(|field| field.name).collect();
    for (name, _) in accounts.iter().flat_map(Account::unknown) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    row(out, names.iter().map(|name| Cow::Borrowed(*name)), shown)?;
    for account in accounts {
        let cells = names.iter().map(|name| match account.get(name) {
            Some(value) => value.plain(),
            None => Cow::Borrowed(""),
        });
        row(out, cells, shown)?;
    }
    Ok(())
}

fn row<'a>(
    out: &mut impl Write,
    cells: impl Iterator<Item = Cow<'a, str>>,
    shown: bool,
) -> io::Result<()> {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        let cell = if shown { text::shown(&cell) } else { cell };
        out.write_all(quoted(&unformula(&cell)).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

/// The cell, so that no spreadsheet runs it.
fn unformula(cell: &str) -> Cow<'_, str> {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = cell.starts_with(['+', '-'])
        && cell
            .chars()
            .skip(1)
            .all(|c| c.is_ascii_digit() || " ().".contains(c));
    if formula && !number {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+358 (0)40 123.45", "+358 (0)40 123.45"),
            ("-12.5", "-12.5"),
            ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
            ("\t=1", "'\t=1"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(unformula(cell), written);
        }
    }

    #[test]
    fn separators_quotes_and_line_ends_are_quoted() {
        for (cell, written) in [
            ("a", "a"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("a\nb", "\"a\nb\""),
            (" a", "\" a\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
