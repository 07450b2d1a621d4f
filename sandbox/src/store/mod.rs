//! The accounts in SQLite: one connection, used from blocking threads, one transaction a call.

mod schema;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::error::SandboxError;
use crate::seed;
use crate::settings::{Database, Settings};

/// How often a program waits its turn for a new file.
const TURNS: usize = 20;

/// Why the store could not do what it was asked. Whatever the reason, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite's own reason: a full disk, a locked database, a damaged file.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The work was given up before it ended.
    #[error("the work was interrupted: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

impl StoreError {
    /// The reason as every system's 500 answer tells it.
    pub fn reason(&self) -> String {
        format!("The sandbox could not use its database ({self}).")
    }

    /// What to do when a database cannot be opened.
    pub fn advice(&self) -> &'static str {
        let code = match self {
            StoreError::Sqlite(error) => error.sqlite_error_code(),
            StoreError::Interrupted(_) => None,
        };
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "Another program is using it: wait until it is done, or name another file"
            }
            Some(ErrorCode::DiskFull) => "Make room, or name a file on another disk",
            _ => "Name another file",
        }
    }
}

/// The accounts of one sandbox.
#[derive(Clone)]
pub struct Store(Arc<Mutex<Connection>>);

impl Store {
    /// Opens the database, and fills it when it is new.
    pub fn open(settings: &Settings) -> Result<Self, SandboxError> {
        let connection = match &settings.database {
            Database::Memory => Connection::open_in_memory().map_err(|e| failed(None, e))?,
            Database::File(path) => open_file(path, settings)?,
        };
        let path = match &settings.database {
            Database::Memory => None,
            Database::File(path) => Some(path.as_path()),
        };
        prepare(connection, settings).map_err(|error| failed(path, error))
    }

    /// Runs `work` on an unchanging view of the store.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.transaction(TransactionBehavior::Deferred, work).await
    }

    /// Runs `work` in a transaction that is kept when it returns `Ok` and undone when it does not.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.transaction(TransactionBehavior::Immediate, work).await
    }

    async fn transaction<T, E, F>(&self, behavior: TransactionBehavior, work: F) -> Result<T, E>
    where
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let connection = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || {
            // A panic while the lock was held has rolled its transaction back: the data are whole.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection
                .transaction_with_behavior(behavior)
                .map_err(StoreError::Sqlite)?;
            let answer = work(&transaction)?;
            transaction.commit().map_err(StoreError::Sqlite)?;
            Ok(answer)
        })
        .await
        .map_err(StoreError::Interrupted)?
    }
}

fn open_file(path: &Path, settings: &Settings) -> Result<Connection, SandboxError> {
    let connection = Connection::open(path).map_err(|e| failed(Some(path), e))?;
    connection
        .busy_timeout(settings.busy_timeout)
        .map_err(|e| failed(Some(path), e))?;
    // Before anything is written: a file of another program must stay as it is.
    schema::check(&connection, path)?;
    write_ahead(&connection).map_err(|e| failed(Some(path), e))?;
    Ok(connection)
}

/// Has writes logged ahead, which the file remembers. Of programs that ask for it in one moment SQLite
/// refuses all but one at once, whatever the timeout: they wait their turn as for a write, and ask
/// again.
fn write_ahead(connection: &Connection) -> Result<(), rusqlite::Error> {
    let ask = || connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
    for _ in 0..TURNS {
        match ask() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                connection.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
            }
            asked => return asked,
        }
    }
    ask()
}

fn prepare(mut connection: Connection, settings: &Settings) -> Result<Store, rusqlite::Error> {
    connection.execute_batch("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;")?;
    connection.set_prepared_statement_cache_capacity(128);
    // Schema and data in one transaction: an interrupted start leaves an empty file, not half a one.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if schema::is_empty(&transaction)? {
        schema::create(&transaction, settings)?;
        seed::fill(&transaction, settings)?;
    }
    transaction.commit()?;
    connection.execute_batch("PRAGMA optimize = 0x10002")?;
    if let Some(bytes) = settings.size_limit {
        let page: u32 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
        let pages = (bytes / u64::from(page)).max(1);
        connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
    }
    Ok(Store(Arc::new(Mutex::new(connection))))
}

fn failed(path: Option<&Path>, error: rusqlite::Error) -> SandboxError {
    SandboxError::Store {
        place: path.map_or_else(|| "in memory".to_owned(), |path| path.display().to_string()),
        source: StoreError::Sqlite(error),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    #[test]
    fn programs_that_open_a_new_file_in_one_moment_all_get_it() {
        const PROGRAMS: usize = 4;
        let settings = Settings::default();
        for _ in 0..50 {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("sandbox.db");
            let moment = Barrier::new(PROGRAMS);
            let opened = || {
                moment.wait();
                open_file(&path, &settings).map(drop)
            };
            thread::scope(|scope| {
                let programs: Vec<_> = (0..PROGRAMS).map(|_| scope.spawn(opened)).collect();
                for program in programs {
                    program.join().expect("no panic").expect("the file");
                }
            });
        }
    }
}
