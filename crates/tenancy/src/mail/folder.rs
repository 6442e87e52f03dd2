//! Mail into a folder, a file each, readable by its owner alone.

use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use super::NotSent;

/// Writes a mail; the same file when it is written again. The names are in the order in which mails were made.
pub(super) async fn write(folder: &Path, id: i64, text: Vec<u8>) -> Result<(), NotSent> {
    let path = folder.join(format!("{id:019}.eml"));
    let written = tokio::task::spawn_blocking(move || write_whole(&path, &text)).await;
    match written {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(NotSent::ForNow(error.to_string())),
        Err(ended) => Err(NotSent::ForNow(ended.to_string())),
    }
}

/// Whole or not at all.
fn write_whole(path: &Path, text: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let draft = path.with_extension("new");
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)
}
