//! Batches: files and bulk calls, taken chunk by chunk.
//!
//! A chunk moves its batch forward in the transaction that accepts its messages, and only from the row where it starts:
//! whoever takes a chunk a second time writes nothing.

use std::sync::LazyLock;

use domain::{ApiKeyId, BatchId, Fault, Millis, OrganizationId, UnitId};

use crate::conn::{Column, Insert, Kind, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{AcceptUnit, Batch, BatchState, BatchStep, Page, RowFault, RowFaultKind};
use crate::{Store, StoreError};

macro_rules! batch_columns {
    () => {
        "organization_id, id, api_key_id, state, spool, settings, total_rows, row_done, accepted, refused, duplicates,
         failure, created_at, finished_at, unit_id"
    };
}

fn read_batch(row: &mut Cells<'_>) -> Result<Batch> {
    Ok(Batch {
        organization: OrganizationId::new(row.int()?),
        id: BatchId::new(row.int()?),
        api_key: row.opt_int()?.map(ApiKeyId::new),
        state: row.coded(BatchState::from_code)?,
        spool: row.opt_text()?,
        settings: row.text()?,
        total_rows: row.opt_int()?,
        row: row.int()?,
        accepted: row.int()?,
        refused: row.int()?,
        duplicates: row.int()?,
        failure: row.opt_text()?,
        created_at: row.int()?,
        finished_at: row.opt_int()?,
        unit: row.opt_int()?.map(UnitId::new),
    })
}

static INSERT_FAULTS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "batch_faults",
        &[
            ("organization_id", Kind::Int),
            ("batch_id", Kind::Int),
            ("row_number", Kind::Int),
            ("place", Kind::Int),
            ("kind", Kind::Int),
            ("field", Kind::Text),
            ("fault", Kind::Text),
            ("mend", Kind::Text),
        ],
        "",
    )
});

impl Txn {
    /// Creates the unit's batch and moves it forward, as far as the unit says so; `false` when it stands elsewhere.
    pub(crate) async fn batch_move(&mut self, unit: &AcceptUnit) -> Result<bool> {
        if let Some(batch) = &unit.new_batch {
            self.batch_insert(batch).await?;
        }
        let Some(step) = &unit.batch else {
            return Ok(true);
        };
        if !self.batch_step(unit, step).await? {
            return match unit.new_batch {
                Some(_) => Err(StoreError::internal(
                    "a new batch does not stand where its first chunk starts",
                )),
                None => Ok(false),
            };
        }
        self.batch_faults_insert(unit.organization, step).await?;
        Ok(true)
    }

    async fn batch_insert(&mut self, batch: &Batch) -> Result<()> {
        self.conn
            .execute(
                concat!(
                    "INSERT INTO batches (",
                    batch_columns!(),
                    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
                ),
                &[
                    Value::Int(batch.organization.get()),
                    Value::Int(batch.id.get()),
                    Value::OptInt(batch.api_key.map(ApiKeyId::get)),
                    Value::Int(batch.state as i64),
                    Value::OptText(batch.spool.as_deref()),
                    Value::Text(&batch.settings),
                    Value::OptInt(batch.total_rows),
                    Value::Int(batch.row),
                    Value::Int(batch.accepted),
                    Value::Int(batch.refused),
                    Value::Int(batch.duplicates),
                    Value::OptText(batch.failure.as_deref()),
                    Value::Int(batch.created_at),
                    Value::OptInt(batch.finished_at),
                    Value::OptInt(batch.unit.map(UnitId::get)),
                ],
            )
            .await
            .map_err(|error| error.named("the batch"))?;
        Ok(())
    }

    async fn batch_step(&mut self, unit: &AcceptUnit, step: &BatchStep) -> Result<bool> {
        let mut refused: Vec<i64> = step
            .faults
            .iter()
            .filter(|f| f.kind == RowFaultKind::Refused)
            .map(|f| f.row)
            .collect();
        refused.sort_unstable();
        refused.dedup();
        let state = if step.done {
            BatchState::Done
        } else {
            BatchState::Running
        };
        let moved = self
            .conn
            .execute(
                "UPDATE batches SET row_done = $1, accepted = accepted + $2, refused = refused + $3,
                     duplicates = duplicates + $4, state = $5, finished_at = $6
                 WHERE organization_id = $7 AND id = $8 AND row_done = $9 AND state = $10",
                &[
                    Value::Int(step.to_row),
                    Value::Int(unit.messages.len() as i64),
                    Value::Int(refused.len() as i64),
                    Value::Int(step.duplicates),
                    Value::Int(state as i64),
                    Value::OptInt(step.done.then_some(self.now)),
                    Value::Int(unit.organization.get()),
                    Value::Int(step.batch.get()),
                    Value::Int(step.from_row),
                    Value::Int(BatchState::Running as i64),
                ],
            )
            .await?;
        Ok(moved > 0)
    }

    async fn batch_faults_insert(&mut self, organization: OrganizationId, step: &BatchStep) -> Result<()> {
        let faults = &step.faults;
        let columns = [
            Column::Ints(vec![organization.get(); faults.len()]),
            Column::Ints(vec![step.batch.get(); faults.len()]),
            Column::Ints(faults.iter().map(|f| f.row).collect()),
            Column::Ints((0..faults.len() as i64).collect()),
            Column::Ints(faults.iter().map(|f| f.kind as i64).collect()),
            Column::Texts(faults.iter().map(|f| f.fault.field.as_str()).collect()),
            Column::Texts(faults.iter().map(|f| f.fault.fault.as_str()).collect()),
            Column::Texts(faults.iter().map(|f| f.fault.mend.as_str()).collect()),
        ];
        self.conn.insert(&INSERT_FAULTS, &columns).await
    }
}

impl Store {
    /// One of the organization's batches.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn batch_get(&self, organization: OrganizationId, id: BatchId) -> Result<Option<Batch>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    batch_columns!(),
                    " FROM batches WHERE organization_id = $1 AND id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_batch,
            )
            .await
        })
        .await
    }

    /// The organization's batches, newest first, those before `before`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn batches_list(
        &self,
        organization: OrganizationId,
        before: Option<BatchId>,
        limit: usize,
    ) -> Result<Page<Batch>> {
        let before = before.map_or(i64::MAX, BatchId::get);
        let rows = self
            .read(async move |conn| {
                conn.query(
                    concat!(
                        "SELECT ",
                        batch_columns!(),
                        " FROM batches WHERE organization_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
                    ),
                    &[
                        Value::Int(organization.get()),
                        Value::Int(before),
                        Value::Int(limit as i64),
                    ],
                    read_batch,
                )
                .await
            })
            .await?;
        let next = if rows.len() == limit {
            rows.last().map(|batch| batch.id.get())
        } else {
            None
        };
        Ok(Page { rows, next })
    }

    /// Faults of a batch's rows after row `after` in the order of rows. About `limit` of them: a row's faults come
    /// together.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn batch_faults(
        &self,
        organization: OrganizationId,
        batch: BatchId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<RowFault>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT row_number, kind, field, fault, mend FROM batch_faults
                 WHERE organization_id = $1 AND batch_id = $2 AND row_number > $3
                     AND row_number <= (SELECT COALESCE(MAX(row_number), 0) FROM (
                         SELECT row_number FROM batch_faults
                         WHERE organization_id = $1 AND batch_id = $2 AND row_number > $3
                         ORDER BY row_number, place LIMIT $4) AS page)
                 ORDER BY row_number, place",
                &[
                    Value::Int(organization.get()),
                    Value::Int(batch.get()),
                    Value::Int(after),
                    Value::Int(limit as i64),
                ],
                |row| {
                    Ok(RowFault {
                        row: row.int()?,
                        kind: row.coded(RowFaultKind::from_code)?,
                        fault: Fault {
                            field: row.text()?,
                            fault: row.text()?,
                            mend: row.text()?,
                        },
                    })
                },
            )
            .await
        })
        .await
    }

    /// The batches of all organizations that have rows left to take, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn batches_running_all(&self) -> Result<Vec<Batch>> {
        self.read(async |conn| {
            conn.query(
                concat!("SELECT ", batch_columns!(), " FROM batches WHERE state = 1 ORDER BY id"),
                &[],
                read_batch,
            )
            .await
        })
        .await
    }

    /// Ends a running batch that cannot be read any further; `false` when it was not running.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn batch_fail(&self, organization: OrganizationId, id: BatchId, why: &str, now: Millis) -> Result<bool> {
        let why = why.to_owned();
        self.write(Side::Front, async move |txn| {
            let ended = txn
                .conn
                .execute(
                    "UPDATE batches SET state = $1, failure = $2, finished_at = $3
                     WHERE organization_id = $4 AND id = $5 AND state = $6",
                    &[
                        Value::Int(BatchState::Failed as i64),
                        Value::Text(&why),
                        Value::Int(now),
                        Value::Int(organization.get()),
                        Value::Int(id.get()),
                        Value::Int(BatchState::Running as i64),
                    ],
                )
                .await?;
            Ok(ended > 0)
        })
        .await
    }

    /// Records how many rows a batch has; `false` when there is no such batch.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn batch_total(&self, organization: OrganizationId, id: BatchId, total_rows: i64) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let found = txn
                .conn
                .execute(
                    "UPDATE batches SET total_rows = $1 WHERE organization_id = $2 AND id = $3",
                    &[
                        Value::Int(total_rows),
                        Value::Int(organization.get()),
                        Value::Int(id.get()),
                    ],
                )
                .await?;
            Ok(found > 0)
        })
        .await
    }
}
