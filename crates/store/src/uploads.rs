//! Uploaded lists of numbers: what they were, never the numbers.

use domain::{FileId, Millis, OrganizationId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::{Upload, UploadState};

macro_rules! upload_columns {
    () => {
        "organization_id, id, original_name, bytes, numbers, duplicates, refused, state, uploaded_at, processed_at, test"
    };
}

fn read_upload(row: &mut Cells<'_>) -> Result<Upload> {
    Ok(Upload {
        organization: OrganizationId::new(row.int()?),
        id: FileId::new(row.int()?),
        original_name: row.text()?,
        bytes: row.int()?,
        numbers: row.int()?,
        duplicates: row.int()?,
        refused: row.int()?,
        state: row.coded(UploadState::from_code)?,
        uploaded_at: row.int()?,
        processed_at: row.int()?,
        test: row.flag()?,
    })
}

impl Store {
    /// Records an uploaded list.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn upload_insert(&self, upload: Upload) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO uploads (",
                        upload_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
                    ),
                    &[
                        Value::Int(upload.organization.get()),
                        Value::Int(upload.id.get()),
                        Value::Text(&upload.original_name),
                        Value::Int(upload.bytes),
                        Value::Int(upload.numbers),
                        Value::Int(upload.duplicates),
                        Value::Int(upload.refused),
                        Value::Int(upload.state as i64),
                        Value::Int(upload.uploaded_at),
                        Value::Int(upload.processed_at),
                        Value::Int(i64::from(upload.test)),
                    ],
                )
                .await
                .map_err(|error| error.named("the upload"))?;
            Ok(())
        })
        .await
    }

    /// One of the organization's uploaded lists.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn upload_get(&self, organization: OrganizationId, id: FileId) -> Result<Option<Upload>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    upload_columns!(),
                    " FROM uploads WHERE organization_id = $1 AND id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_upload,
            )
            .await
        })
        .await
    }

    /// The organization's uploaded lists, newest first, those before `before`; with `test_only` those of test keys alone.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn uploads_list(
        &self,
        organization: OrganizationId,
        (before, limit): (Option<FileId>, usize),
        test_only: bool,
    ) -> Result<Vec<Upload>> {
        let before = before.map_or(i64::MAX, FileId::get);
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    upload_columns!(),
                    " FROM uploads WHERE organization_id = $1 AND id < $2 AND test >= $3 ORDER BY id DESC LIMIT $4"
                ),
                &[
                    Value::Int(organization.get()),
                    Value::Int(before),
                    Value::Int(i64::from(test_only)),
                    Value::Int(limit as i64),
                ],
                read_upload,
            )
            .await
        })
        .await
    }

    /// The lists of all organizations that can still be used.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn uploads_usable_all(&self) -> Result<Vec<FileId>> {
        self.read(async |conn| {
            conn.query("SELECT id FROM uploads WHERE state = 1 ORDER BY id", &[], |row| {
                Ok(FileId::new(row.int()?))
            })
            .await
        })
        .await
    }

    /// Ends the lists of all organizations that came at or before `before`, at most `limit`; answers which.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn uploads_expire_all(&self, before: Millis, limit: usize) -> Result<Vec<FileId>> {
        let old = self
            .read(async move |conn| {
                conn.query(
                    "SELECT organization_id, id FROM uploads WHERE state = 1 AND uploaded_at <= $1
                     ORDER BY uploaded_at LIMIT $2",
                    &[Value::Int(before), Value::Int(limit as i64)],
                    |row| Ok((row.int()?, row.int()?)),
                )
                .await
            })
            .await?;
        if old.is_empty() {
            return Ok(Vec::new());
        }
        self.write(Side::Back, async move |txn| {
            for (organization, id) in &old {
                txn.conn
                    .execute(
                        "UPDATE uploads SET state = 2 WHERE organization_id = $1 AND id = $2",
                        &[Value::Int(*organization), Value::Int(*id)],
                    )
                    .await?;
            }
            Ok(old.iter().map(|(_, id)| FileId::new(*id)).collect())
        })
        .await
    }
}
