//! Tables of text: as wide as the terminal and cut there, or whole where there is none.

use std::io::{self, IsTerminal};

use roster_core::account::Account;
use roster_core::schema::Resource;
use roster_core::text::shown;
use roster_core::value::Value;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Between two columns.
const GAP: &str = "  ";
/// The widest that a cell of many columns is on a terminal.
const WIDEST: usize = 36;

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; `None` for a file or pipe, where nothing is cut.
    pub width: Option<usize>,
    /// Whether headings may be bold.
    pub bold: bool,
}

impl Look {
    /// Plain text, nothing cut.
    #[cfg(test)]
    pub const PLAIN: Look = Look {
        width: None,
        bold: false,
    };

    /// As standard output is, and as `NO_COLOR` asks.
    pub fn of_standard_output() -> Look {
        if !io::stdout().is_terminal() {
            return Look {
                width: None,
                bold: false,
            };
        }
        let columns = crossterm::terminal::size().map_or(80, |(columns, _)| columns);
        let plain = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Look {
            // Some terminals that nobody draws on say that they have no columns.
            width: Some(if columns == 0 { 80 } else { columns.into() }),
            bold: !plain("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// Rows of cells under headings. Cells are made safe to show when they are put in.
#[derive(Debug, Default)]
pub struct Table {
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table under these headings; with none, the rows stand alone.
    pub fn new<'a>(heading: impl IntoIterator<Item = &'a str>) -> Table {
        Table {
            heading: heading
                .into_iter()
                .map(|text| shown(text).into_owned())
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let cells = cells
            .into_iter()
            .map(|text| shown(text.as_ref()).into_owned());
        self.rows.push(cells.collect());
    }

    /// The lines of the table.
    pub fn lines(&self, look: Look) -> Vec<String> {
        let heading = (!self.heading.is_empty()).then_some(&self.heading);
        let columns = self
            .rows
            .iter()
            .chain(heading)
            .map(Vec::len)
            .max()
            .unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|column| self.column_width(column))
            .collect();
        let bold = |line: String| {
            if look.bold {
                format!("\u{1b}[1m{line}\u{1b}[0m")
            } else {
                line
            }
        };
        let heading = heading.map(|cells| bold(line(cells, &widths, look.width)));
        let rows = self
            .rows
            .iter()
            .map(|cells| line(cells, &widths, look.width));
        heading.into_iter().chain(rows).collect()
    }

    fn column_width(&self, column: usize) -> usize {
        self.rows
            .iter()
            .chain([&self.heading])
            .filter_map(|cells| cells.get(column))
            .map(|cell| cell.width())
            .max()
            .unwrap_or(0)
    }
}

/// One line: cells padded to their columns, cut where the terminal ends.
fn line(cells: &[String], widths: &[usize], terminal: Option<usize>) -> String {
    let mut line = String::new();
    for (place, (cell, width)) in cells.iter().zip(widths).enumerate() {
        if place > 0 {
            line.push_str(GAP);
        }
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width())));
    }
    let line = line.trim_end();
    match terminal {
        Some(width) => cut(line, width),
        None => line.to_owned(),
    }
}

/// The text in at most so many columns, with `…` for what is missing.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let mut out = String::new();
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used >= width {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

/// Many accounts, one a row; and the names of the fields for which a terminal is too narrow.
pub fn accounts_table(
    resource: &'static Resource,
    accounts: &[Account],
    look: Look,
) -> (Table, Vec<&'static str>) {
    let names: Vec<&'static str> = resource.answered().map(|field| field.name).collect();
    let mut whole = Table::new(names.iter().copied());
    for account in accounts {
        whole.row(names.iter().map(|name| {
            let cell = cell(account.get(name));
            match look.width {
                Some(_) => cut(&shown(&cell), WIDEST),
                None => cell,
            }
        }));
    }
    let fit = match look.width {
        Some(width) => columns_that_fit(&whole, width),
        None => names.len(),
    };
    whole.heading.truncate(fit);
    for row in &mut whole.rows {
        row.truncate(fit);
    }
    (whole, names.get(fit..).unwrap_or_default().to_vec())
}

fn columns_that_fit(table: &Table, width: usize) -> usize {
    let mut used = 0;
    for column in 0..table.heading.len() {
        used += table.column_width(column) + if column > 0 { GAP.len() } else { 0 };
        if used > width {
            return column.max(1);
        }
    }
    table.heading.len()
}

/// One account, a field a row, then what the documents do not know.
pub fn account_table(account: &Account) -> Table {
    let mut table = Table::default();
    for (name, value) in account.members() {
        table.row([name, &described(value)]);
    }
    table
}

/// A reference with its id, because that is what commands take.
fn described(value: &Value) -> String {
    match value {
        Value::Reference(reference) => match &reference.name {
            Some(name) if *name != reference.id => format!("{name} ({})", reference.id),
            _ => reference.id.clone(),
        },
        other => cell(Some(other)),
    }
}

fn cell(value: Option<&Value>) -> String {
    value.map_or_else(String::new, |value| value.words().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_what_is_seen() {
        let mut table = Table::new(["name", "city"]);
        table.row(["李小龙", "香港"]);
        table.row(["Zoë\u{1b}[31m", "x"]);
        assert_eq!(
            table.lines(Look::PLAIN),
            ["name      city", "李小龙    香港", "Zoë␛[31m  x"]
        );
    }

    #[test]
    fn a_line_ends_where_the_terminal_does() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("李小龙", 4), "李…");
        let mut table = Table::new(["a", "b"]);
        table.row(["12345", "12345"]);
        let narrow = Look {
            width: Some(8),
            bold: true,
        };
        assert_eq!(
            table.lines(narrow),
            ["\u{1b}[1ma      b\u{1b}[0m", "12345  …"]
        );
    }

    #[test]
    fn a_narrow_terminal_shows_whole_columns_and_names_the_rest() {
        let resource = roster_core::resource("swift/accounts").expect("a resource");
        let mut account = Account::new(resource, "01ARZ3NDEKTSV4RRFFQ69G5FAV");
        account.set("name", Value::text("n".repeat(100)));
        let narrow = Look {
            width: Some(30),
            bold: false,
        };
        let (table, hidden) = accounts_table(resource, std::slice::from_ref(&account), narrow);
        assert!(table.lines(narrow).iter().all(|line| line.width() <= 30));
        assert!(hidden.contains(&"updated_at"), "{hidden:?}");
        let (table, hidden) = accounts_table(resource, &[account], Look::PLAIN);
        assert!(hidden.is_empty());
        assert!(table.lines(Look::PLAIN)[1].contains(&"n".repeat(100)));
    }
}
