//! Connections to SQLite, the lock that keeps other processes out, and the thread that moves the log into the file.
//!
//! WAL with `synchronous=FULL`: a commit is on disk when it returns. Checkpoints run on a thread of their own, because
//! one in the middle of a round would make every caller wait for it; a log that grew in spite of that is finished by
//! the journal itself between two rounds, so that it cannot grow for ever under steady load.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::StoreError;
use crate::config::StoreConfig;
use crate::error::Result;

const PAGE_BYTES: u32 = 4_096;
/// The log is moved into the file each time it has grown by this many pages (16 MiB).
const CHECKPOINT_PAGES: usize = 4_096;
/// The journal finishes a checkpoint itself when the log has this many (64 MiB).
const FINISH_PAGES: usize = 16_384;
const READER_CACHE_KIB: i64 = 4_000;
const STATEMENTS: usize = 256;
/// How long a connection waits for a lock that a checkpoint holds.
const BUSY: Duration = Duration::from_secs(5);

/// Locks `<db>.lock`, so that no second process writes this file.
pub(crate) fn lock(path: &Path) -> Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(name)
        .map_err(StoreError::unavailable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::unavailable("another process has this database open")),
        Err(TryLockError::Error(error)) => Err(StoreError::unavailable(error)),
    }
}

/// The journal's connection.
pub(crate) fn open_writer(path: &Path, config: &StoreConfig, checkpoints: &Arc<Checkpoints>) -> Result<Connection> {
    let mut conn = Connection::open(path)?;
    conn.busy_timeout(BUSY)?;
    keep_plans(&conn)?;
    conn.pragma_update(None, "page_size", PAGE_BYTES)?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -config.cache_kib)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))?;
    if let Some(pages) = config.max_pages {
        conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    let checkpoints = Arc::clone(checkpoints);
    conn.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages: i32| {
        checkpoints.grew(usize::try_from(pages).unwrap_or(0));
        Ok(())
    }))?;
    Ok(conn)
}

/// A connection that cannot write.
pub(crate) fn open_reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY)?;
    keep_plans(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    conn.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

/// Moves the log into the file; `mode` is `PASSIVE` or `TRUNCATE`.
fn checkpoint(conn: &Connection, mode: &str) -> rusqlite::Result<()> {
    conn.pragma(None, "wal_checkpoint", mode, |_| Ok(()))
}

/// The journal and the checkpoint thread tell each other here how long the log is.
#[derive(Default)]
pub(crate) struct Checkpoints {
    pages: AtomicUsize,
    /// How long it was when a checkpoint was last asked for.
    asked_at: AtomicUsize,
    /// Set when a passive checkpoint has just left little of a long log.
    nearly_done: AtomicBool,
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    due: bool,
    stopping: bool,
}

impl Checkpoints {
    /// The log has `pages` pages after a commit.
    fn grew(&self, pages: usize) {
        let before = self.pages.swap(pages, Ordering::Relaxed);
        if pages < before {
            // The log was done with and starts again from its beginning.
            self.asked_at.store(0, Ordering::Relaxed);
        }
        if pages >= self.asked_at.load(Ordering::Relaxed) + CHECKPOINT_PAGES {
            self.asked_at.store(pages, Ordering::Relaxed);
            self.state.lock().due = true;
            self.wake.notify_one();
        }
    }

    /// Between two rounds: finishes what the thread left, so that the log starts again from its beginning.
    pub(crate) fn finish(&self, conn: &Connection) {
        if self.nearly_done.swap(false, Ordering::Relaxed)
            && let Err(error) = checkpoint(conn, "PASSIVE")
        {
            tracing::warn!(%error, "a checkpoint was not finished");
        }
    }

    /// Starts the checkpoint thread.
    pub(crate) fn start(self: &Arc<Self>, path: &Path) -> Result<JoinHandle<()>> {
        let (this, path) = (Arc::clone(self), path.to_owned());
        std::thread::Builder::new()
            .name("store-checkpoint".to_owned())
            .spawn(move || this.serve(&path))
            .map_err(StoreError::unavailable)
    }

    /// Ends the checkpoint thread after a last, truncating checkpoint.
    pub(crate) fn stop(&self) {
        self.state.lock().stopping = true;
        self.wake.notify_one();
    }

    fn serve(&self, path: &Path) {
        let conn = match open_checkpointer(path) {
            Ok(conn) => conn,
            Err(error) => {
                tracing::error!(%error, "the checkpoint thread could not start; the log will grow");
                return;
            }
        };
        while self.wait() {
            if let Err(error) = checkpoint(&conn, "PASSIVE") {
                tracing::warn!(%error, "a checkpoint failed; it is tried again as the log grows");
            } else if self.pages.load(Ordering::Relaxed) >= FINISH_PAGES {
                self.nearly_done.store(true, Ordering::Relaxed);
            }
        }
        if let Err(error) = checkpoint(&conn, "TRUNCATE") {
            tracing::warn!(%error, "the last checkpoint failed; the log stays and is read at the next start");
        }
    }

    /// Waits until the log is long; `false` when it is time to stop.
    fn wait(&self) -> bool {
        let mut state = self.state.lock();
        while !state.due && !state.stopping {
            self.wake.wait(&mut state);
        }
        state.due = false;
        !state.stopping
    }
}

fn open_checkpointer(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(BUSY)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    Ok(conn)
}
/// Keeps a statement's plan whatever it is bound to: otherwise SQLite prepares it anew when a bound value, such as a
/// LIMIT, differs from the last one.
fn keep_plans(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map(drop)
}
