//! Uploaded lists of numbers: read once, as they come; what was uploaded is deleted then, and the numbers found in it are
//! kept for a day under an id, to be sent to.
//!
//! The kept list is a file of the spool with one E.164 number a line, under a name that the engine chose. It can be sent
//! to more than once: each time a batch gets a file of its own that lies until its last row is taken.

mod scan;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::{BatchId, Fault, FileId, Millis};
use store::{RowFault, StoreError, Upload, UploadState};
use tenancy::Caller;

use crate::request::{BulkSent, Dedupe, FileRequest, IdempotencyKey, Refusal, SendOptions, SpooledFile};
use crate::{Engine, spool};

/// How long a list can be sent to, ms.
pub(crate) const KEEP_MS: Millis = 24 * 3_600_000;
/// Lists that one sweep ends, at most.
const EXPIRE: usize = 1_000;
/// What the names of lists end in.
const LIST: &str = ".numbers";
/// The longest name of a user's file that is kept, in characters.
const MAX_NAME: usize = 255;
/// What the name of a user's file may end in; one without an ending is known by its content.
const ENDINGS: [&str; 3] = ["txt", "csv", ""];

/// A file in the spool to be read for its numbers.
pub struct UploadRequest {
    /// The spooled file (made by [`Engine::spool`]).
    pub spool: SpooledFile,
    /// What its owner calls it.
    pub original_name: String,
}

/// What was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// The list.
    pub row: Upload,
    /// The first of its numbers, E.164.
    pub numbers: Vec<String>,
    /// The first of the cells that should be numbers and are not, and of the numbers that came again.
    pub faults: Vec<RowFault>,
}

/// An uploaded list to be sent to.
pub struct UploadedRequest {
    /// Which.
    pub file: FileId,
    /// The template.
    pub body: String,
    /// How to send.
    pub options: SendOptions,
    /// The caller's idempotency key.
    pub idempotency: Option<IdempotencyKey>,
}

impl Engine {
    /// Reads a spooled file for its numbers and keeps them for a day; the spooled file is gone when this returns.
    ///
    /// # Errors
    /// `Invalid` for a file that cannot be used.
    pub async fn upload(&self, caller: &Caller, request: UploadRequest) -> Result<Uploaded, Refusal> {
        let (engine, owner) = (self.clone(), caller.clone());
        // A task of its own: a caller who hangs up must leave no file behind.
        let read = tokio::spawn(async move {
            let spooled = request.spool.path.clone();
            let read = engine.read_upload(&owner, request).await;
            spool::remove(&spooled);
            read
        });
        read.await.unwrap_or(Err(Refusal::Internal))
    }

    async fn read_upload(&self, caller: &Caller, request: UploadRequest) -> Result<Uploaded, Refusal> {
        let original_name = name_of(&request.original_name).map_err(Refusal::of)?;
        let uploaded_at = self.now();
        let id = FileId::new(self.store.ids().next(uploaded_at));
        let (from, to) = (request.spool.path, self.list_path(id));
        let (region, list) = (caller.organization.region.clone(), to.clone());
        let scanned = tokio::task::spawn_blocking(move || scan::scan(&from, &list, &region)).await;
        let found = match scanned {
            Ok(Ok(found)) => found,
            Ok(Err(refused)) => {
                spool::remove(&to);
                return Err(refused);
            }
            Err(_) => {
                spool::remove(&to);
                return Err(Refusal::Internal);
            }
        };
        let row = Upload {
            id,
            organization: caller.organization.id,
            test: caller.is_test(),
            original_name,
            bytes: request.spool.bytes as i64,
            numbers: found.numbers as i64,
            duplicates: found.duplicates as i64,
            refused: found.refused as i64,
            state: UploadState::Processed,
            uploaded_at,
            processed_at: self.now(),
        };
        if let Err(error) = self.store.upload_insert(row.clone()).await {
            spool::remove(&to);
            return Err(error.into());
        }
        Ok(Uploaded {
            row,
            numbers: found.first,
            faults: found.faults,
        })
    }

    /// One of the organization's uploaded lists.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn uploaded(&self, caller: &Caller, id: FileId) -> Result<Upload, Refusal> {
        let found = self.store.upload_get(caller.organization.id, id).await?;
        found.filter(|upload| may_use(caller, upload)).ok_or(Refusal::NotFound)
    }

    /// The organization's uploaded lists, newest first.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn uploads(&self, caller: &Caller, before: Option<FileId>, limit: usize) -> Result<Vec<Upload>, Refusal> {
        let (organization, test_only) = (caller.organization.id, caller.is_test());
        Ok(self
            .store
            .uploads_list(organization, (before, limit), test_only)
            .await?)
    }

    /// Sends to every number of an uploaded list; waits up to `wait` for the last and answers as the batch stands then.
    ///
    /// # Errors
    /// `NotFound` for a list that is not the caller's, `Invalid` for one whose time is over; else as
    /// [`Engine::send_file`].
    pub async fn send_uploaded(
        &self,
        caller: &Caller,
        request: UploadedRequest,
        wait: Duration,
    ) -> Result<BulkSent, Refusal> {
        let upload = self.uploaded(caller, request.file).await?;
        if upload.state == UploadState::Expired || upload.uploaded_at + KEEP_MS <= self.now() {
            let fault = "was uploaded more than 24 hours ago; its numbers are gone";
            return Err(Refusal::of(Fault::new("fileId", fault, "upload the file again")));
        }
        let spool = self.copy_of(request.file).await?;
        let file = FileRequest {
            spool,
            phone_column: Some("#1".to_owned()),
            body: request.body,
            options: request.options,
            dedupe: Dedupe::Number,
            idempotency: request.idempotency,
        };
        self.send_file(caller, file, wait).await
    }

    /// The list once more, for a batch to take.
    async fn copy_of(&self, list: FileId) -> Result<SpooledFile, Refusal> {
        let name = spool::name_for(BatchId::new(self.store.ids().next(self.now())));
        let path = self.settings.spool_dir.join(&name);
        let from = self.list_path(list);
        // The same bytes under a second name: neither is written again.
        if tokio::fs::hard_link(&from, &path).await.is_err() {
            tokio::fs::copy(&from, &path).await.map_err(|error| {
                tracing::warn!(%error, "an uploaded list cannot be copied");
                let mend = "upload the file again, to the server that sends it";
                Refusal::of(Fault::new("fileId", "has no numbers on this server", mend))
            })?;
        }
        let bytes = tokio::fs::metadata(&path).await.map_or(0, |of| of.len());
        Ok(SpooledFile { name, path, bytes })
    }

    fn list_path(&self, id: FileId) -> PathBuf {
        self.settings.spool_dir.join(format!("{id}{LIST}"))
    }
}

/// A test key knows of the lists of test keys alone: the numbers in others are live ones.
fn may_use(caller: &Caller, upload: &Upload) -> bool {
    !caller.is_test() || upload.test
}

/// Ends lists whose time is over.
pub(crate) async fn expire(engine: &Engine) -> Result<(), StoreError> {
    let old = engine.store.uploads_expire_all(engine.now() - KEEP_MS, EXPIRE).await?;
    old.into_iter().for_each(|id| spool::remove(&engine.list_path(id)));
    Ok(())
}

/// Removes lists that a crash left behind before they were recorded, or after they were ended. Called before anything is
/// received.
pub(crate) async fn forget_unrecorded(engine: &Engine) -> Result<(), StoreError> {
    let usable = engine.store.uploads_usable_all().await?;
    let kept: HashSet<String> = usable.into_iter().map(|id| format!("{id}{LIST}")).collect();
    let Ok(entries) = std::fs::read_dir(&engine.settings.spool_dir) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.ends_with(LIST) && !kept.contains(name) {
            spool::remove(&entry.path());
        }
    }
    Ok(())
}

/// A user's name of a file: its last part, on one line, with an ending that lists of numbers have.
fn name_of(given: &str) -> Result<String, Fault> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let ending = Path::new(&name)
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    if ENDINGS.contains(&ending.as_str()) {
        return Ok(name);
    }
    Err(Fault::new(
        "file",
        "is neither a .txt nor a .csv file",
        "save the list as CSV or as plain text, and upload that",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_last_part_on_one_line() {
        for (given, kept) in [
            ("parents.csv", "parents.csv"),
            ("C:\\lists\\Parents.CSV", "Parents.CSV"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("a\r\nb.txt", "ab.txt"),
            ("blob", "blob"),
            ("", ""),
        ] {
            assert_eq!(name_of(given).ok().as_deref(), Some(kept), "{given}");
        }
        assert_eq!(name_of(&"a".repeat(900)).map(|name| name.len()), Ok(MAX_NAME));
    }

    #[test]
    fn other_endings_are_refused() {
        for given in ["list.xlsx", "list.csv.exe", "page.html"] {
            assert_eq!(name_of(given).expect_err("refused").field, "file", "{given}");
        }
    }
}
