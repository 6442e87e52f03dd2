//! Signals and the lock on the data directory: when a server may start and when it must stop.
//!
//! The first SIGTERM or SIGINT asks for an orderly stop, the second ends the process at once with exit code 1. Nothing
//! accepted is lost either way: what is acknowledged is on disk.

use std::fs::{File, TryLockError};
use std::path::Path;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::failure::{Exit, Failure};

/// The lock's name inside the data directory.
const LOCK_NAME: &str = "tuma.lock";

/// A token that the first signal cancels; the second signal ends the process.
pub fn stop_on_signals() -> Result<CancellationToken, Failure> {
    let failed = |error: std::io::Error| Failure::failed(format!("signals cannot be watched: {error}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let stop = CancellationToken::new();
    let token = stop.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if token.is_cancelled() {
                tracing::warn!("stopping at once: asked twice");
                std::process::exit(i32::from(Exit::Failed.code()));
            }
            tracing::info!("stopping: finishing what is in flight; ask again to stop at once");
            token.cancel();
        }
    });
    Ok(stop)
}

/// Held while a server uses a data directory; the operating system gives it back however the process ends.
pub struct DataDirLock {
    _file: File,
}

impl DataDirLock {
    /// Takes the lock of `data_dir`, or says that another server has it.
    pub fn take(data_dir: &Path) -> Result<Self, Failure> {
        let path = data_dir.join(LOCK_NAME);
        let failed = |error: std::io::Error| Failure::failed(format!("{} cannot be opened: {error}", path.display()));
        let file = File::create(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Failure::refused(format!(
                "another server uses {}: stop it, or set another TUMA_DATA_DIR",
                data_dir.display()
            ))),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_servers_do_not_share_a_data_directory() {
        let dir = tempfile::tempdir().expect("a directory");
        let first = DataDirLock::take(dir.path()).expect("free");
        let refused = DataDirLock::take(dir.path()).err().expect("taken");
        assert_eq!(refused.exit, Exit::Refused);
        drop(first);
        assert!(DataDirLock::take(dir.path()).is_ok());
    }
}
