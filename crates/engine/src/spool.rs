//! Uploads on their way in: a file in the spool folder, under a name that the engine chose, within the size limit.
//!
//! Nothing of the user's file name reaches the file system. A writer that is dropped unfinished removes its file.

use std::path::{Path, PathBuf};

use domain::Fault;
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;

use crate::Engine;
use crate::request::{Refusal, SpooledFile};

/// What the names of uploads end in.
const UPLOAD: &str = ".upload";

/// A file being received.
pub struct SpoolWriter {
    file: File,
    path: Option<PathBuf>,
    name: String,
    bytes: u64,
    limit: u64,
}

impl Engine {
    /// Begins to receive a file.
    ///
    /// # Errors
    /// `Unavailable` when the spool folder cannot be written.
    pub async fn spool(&self) -> Result<SpoolWriter, Refusal> {
        let folder = &self.settings.spool_dir;
        let name = name_for(domain::BatchId::new(self.store.ids().next(self.now())));
        let path = folder.join(&name);
        fs::create_dir_all(folder).await.map_err(|error| unavailable(&error))?;
        let file = File::create_new(&path).await.map_err(|error| unavailable(&error))?;
        Ok(SpoolWriter {
            file,
            path: Some(path),
            name,
            bytes: 0,
            limit: self.settings.max_file_bytes,
        })
    }
}

impl SpoolWriter {
    /// Appends bytes.
    ///
    /// # Errors
    /// `Invalid` past the size limit, `Unavailable` when the disk refuses.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limit {
            return Err(Refusal::of(Fault::new(
                "file",
                format!("is larger than {} MiB", self.limit >> 20),
                "split it into smaller files",
            )));
        }
        self.file.write_all(bytes).await.map_err(|error| unavailable(&error))
    }

    /// Ends the file; it is on disk when this returns.
    ///
    /// # Errors
    /// `Unavailable` when the disk refuses.
    pub async fn finish(mut self) -> Result<SpooledFile, Refusal> {
        self.file.flush().await.map_err(|error| unavailable(&error))?;
        self.file.sync_all().await.map_err(|error| unavailable(&error))?;
        let path = self.path.take().ok_or(Refusal::Internal)?;
        Ok(SpooledFile {
            name: std::mem::take(&mut self.name),
            path,
            bytes: self.bytes,
        })
    }
}

impl Drop for SpoolWriter {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            remove(&path);
        }
    }
}

/// What the file of a batch is called; the id is drawn for the name alone.
pub(crate) fn name_for(id: domain::BatchId) -> String {
    format!("{id}{UPLOAD}")
}

/// Removes uploads that a crash left behind: those of no batch that still takes its file. Called before anything is
/// received; other files in the folder are not touched.
pub(crate) fn sweep(folder: &Path, kept: &[&str]) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.ends_with(UPLOAD) && !kept.contains(&name) {
            remove(&entry.path());
            tracing::info!("an upload that a crash left behind was removed");
        }
    }
}

/// Removes a spooled file; that it is gone already is no fault.
pub(crate) fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "a spooled file could not be removed");
    }
}

fn unavailable(error: &std::io::Error) -> Refusal {
    tracing::warn!(%error, "the spool folder cannot be written");
    Refusal::Unavailable
}
