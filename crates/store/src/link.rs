//! How to reach the database, and the threads that do: each has one connection and runs its work on itself.
//!
//! A SQLite statement blocks its thread, so nothing here runs on the caller's runtime.

use std::sync::Arc;
use std::thread::JoinHandle;

use crate::StoreError;
use crate::config::{DatabaseUrl, StoreConfig};
use crate::conn::Conn;
use crate::error::Result;
use crate::sqlite::Checkpoints;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The journal's: the only one that may write to SQLite.
    Writer,
    /// Everybody else's.
    Reader,
}

/// How to reach the database.
#[derive(Clone)]
pub(crate) struct Link {
    config: Arc<StoreConfig>,
    checkpoints: Arc<Checkpoints>,
}

impl Link {
    pub(crate) fn new(config: Arc<StoreConfig>, checkpoints: Arc<Checkpoints>) -> Self {
        Self { config, checkpoints }
    }

    /// A new connection, to be used on this thread.
    pub(crate) async fn connect(&self, role: Role) -> Result<Conn> {
        match (&self.config.url, role) {
            (DatabaseUrl::Sqlite(path), Role::Writer) => {
                crate::sqlite::open_writer(path, &self.config, &self.checkpoints).map(Conn::Sqlite)
            }
            (DatabaseUrl::Sqlite(path), Role::Reader) => crate::sqlite::open_reader(path).map(Conn::Sqlite),
            (DatabaseUrl::Postgres(url), role) => crate::postgres::connect(url, role).await.map(Conn::Postgres),
        }
    }
}

/// Starts a thread that runs `work` on a small runtime of its own.
pub(crate) fn spawn<F>(name: String, work: F) -> Result<JoinHandle<()>>
where
    F: AsyncFnOnce() + Send + 'static,
{
    std::thread::Builder::new()
        .name(name)
        .spawn(
            move || match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime.block_on(work()),
                Err(error) => tracing::error!(%error, "a store thread could not start"),
            },
        )
        .map_err(StoreError::unavailable)
}
