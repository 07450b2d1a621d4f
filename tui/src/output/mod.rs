//! What the program prints. Results go to standard output, in a form that the person chose;
//! everything else goes to standard error.

mod csv;
mod difference;
mod json;
mod progress;
mod table;

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use roster_core::account::Account;
use roster_core::schema::Resource;

use crate::arguments::{ListOutput, Output};
use crate::exit::Failure;

pub use difference::{changes, differences};
pub use json::{array, object, safe};
pub use progress::Progress;
pub use table::Table;

use table::{Look, account_table, accounts_table};

/// Says something that is not a result. A closed standard error is no reason to fail.
pub fn notice(line: &str) {
    let _ = writeln!(io::stderr().lock(), "roster: {line}");
}

/// Explains a failure: the first line says what, those below it why and what next.
pub fn explain(failure: &Failure) {
    let mut error = io::stderr().lock();
    for (place, line) in failure.lines().iter().enumerate() {
        let before = if place == 0 { "roster: " } else { "  " };
        let _ = writeln!(error, "{before}{line}");
    }
}

/// Standard output, written in large pieces and flushed by [`Results::end`].
pub struct Results {
    out: BufWriter<StdoutLock<'static>>,
    look: Look,
}

impl Results {
    /// Standard output as it is: a terminal of some width, or a file or pipe.
    pub fn new() -> Results {
        Results {
            out: BufWriter::new(io::stdout().lock()),
            look: Look::of_standard_output(),
        }
    }

    /// Prints one line, which has to be safe to show.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn line(&mut self, line: &str) -> Result<(), Failure> {
        writeln!(self.out, "{line}").map_err(|error| Failure::unwritten(&error))
    }

    /// Prints a table.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn table(&mut self, table: &Table) -> Result<(), Failure> {
        for line in table.lines(self.look) {
            self.line(&line)?;
        }
        Ok(())
    }

    /// Prints one account: its fields below each other, or as a JSON object.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn account(&mut self, account: &Account, output: Output) -> Result<(), Failure> {
        match output {
            Output::Table => self.table(&account_table(account)),
            Output::Json => self.line(&safe(&account.to_json())),
        }
    }

    /// Prints accounts. Of [`ListOutput::Ndjson`] this may be called for one page after the other;
    /// the others need all accounts at once.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn accounts(
        &mut self,
        resource: &'static Resource,
        accounts: &[Account],
        output: ListOutput,
    ) -> Result<(), Failure> {
        match output {
            ListOutput::Table => {
                let (table, hidden) = accounts_table(resource, accounts, self.look);
                self.table(&table)?;
                if !hidden.is_empty() {
                    self.flush()?;
                    notice(&format!(
                        "not wide enough for {}; --output json has every field",
                        hidden.join(", ")
                    ));
                }
                Ok(())
            }
            ListOutput::Json => {
                let objects: Vec<String> = accounts.iter().map(Account::to_json).collect();
                self.line(&safe(&array(&objects)))
            }
            ListOutput::Ndjson => {
                for account in accounts {
                    self.line(&safe(&account.to_json()))?;
                }
                // A reader of a stream sees each page when it is there.
                self.flush()
            }
            ListOutput::Csv => {
                let shown = io::stdout().is_terminal();
                csv::write(&mut self.out, resource, accounts, shown)
                    .map_err(|error| Failure::unwritten(&error))
            }
        }
    }

    fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| Failure::unwritten(&error))
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn end(mut self) -> Result<(), Failure> {
        self.flush()
    }
}
