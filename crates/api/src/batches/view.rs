//! How a batch and its rows' faults look to callers.

use domain::Millis;
use engine::request::BulkSent;
use serde::Serialize;
use store::{Batch, RowFault};
use utoipa::ToSchema;

use crate::time::Time;

/// A batch: its state and counts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BatchSummary)]
pub(crate) struct BatchSummaryView {
    /// Its id.
    #[schema(value_type = String, example = "bat_01k9zv0d3s8ra")]
    batch_id: domain::BatchId,
    /// Set where a test key asked for it: its messages go to a simulated carrier and cost nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    test: bool,
    /// `RUNNING` while rows remain to be taken, `DONE`, or `FAILED` when the file cannot be read any further.
    #[schema(example = "DONE")]
    status: &'static str,
    /// Rows in it, when known.
    total_recipients: Option<i64>,
    /// The last row taken so far.
    row: i64,
    /// Rows accepted as messages.
    accepted: i64,
    /// Rows refused.
    refused: i64,
    /// Rows left out because they repeat an earlier one.
    duplicates: i64,
    /// Why it failed as a whole; what was accepted stays accepted.
    failure: Option<String>,
    /// When it was created.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When its last row was taken.
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Time>,
}

/// A batch with the faults of its rows.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Batch)]
pub(crate) struct BatchView {
    #[serde(flatten)]
    summary: BatchSummaryView,
    /// When its messages are due, if they wait for a time; in the answer to the send only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_at: Option<Time>,
    /// Refused, repeated and remarked rows, by row; at most 1,000.
    faults: Vec<RowFaultView>,
    /// Whether there are more: ask with `faultsAfter` = `nextFaultsAfter`.
    more_faults: bool,
    /// The last row in `faults`, when there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_faults_after: Option<i64>,
}

/// What is wrong or worth knowing about one row.
#[derive(Serialize, ToSchema)]
#[schema(as = RowFault)]
pub(crate) struct RowFaultView {
    /// The row, from 1, header excluded.
    row: i64,
    /// `refused`, `duplicate`, or `notice` for an accepted row.
    #[schema(example = "refused")]
    kind: &'static str,
    /// Which value.
    #[schema(example = "phone")]
    field: String,
    /// What is wrong with it.
    fault: String,
    /// How to mend it.
    mend: String,
}

impl From<Batch> for BatchSummaryView {
    fn from(batch: Batch) -> Self {
        Self {
            batch_id: batch.id,
            test: engine::is_test_batch(&batch),
            status: batch.state.as_str(),
            total_recipients: batch.total_rows,
            row: batch.row,
            accepted: batch.accepted,
            refused: batch.refused,
            duplicates: batch.duplicates,
            failure: batch.failure,
            created_at: Time(batch.created_at),
            finished_at: batch.finished_at.map(Time),
        }
    }
}

impl BatchView {
    /// A batch as it stands; `scheduled_at` is what its sender asked for.
    pub(crate) fn new(sent: BulkSent, scheduled_at: Option<Millis>) -> Self {
        Self {
            summary: sent.batch.into(),
            scheduled_at: scheduled_at.map(Time),
            next_faults_after: sent.faults.last().map(|f| f.row).filter(|_| sent.more_faults),
            faults: sent.faults.into_iter().map(RowFaultView::from).collect(),
            more_faults: sent.more_faults,
        }
    }
}

impl From<RowFault> for RowFaultView {
    fn from(found: RowFault) -> Self {
        Self {
            row: found.row,
            kind: found.kind.as_str(),
            field: found.fault.field,
            fault: found.fault.fault,
            mend: found.fault.mend,
        }
    }
}
