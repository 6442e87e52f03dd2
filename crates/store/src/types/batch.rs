//! Batches: bulk calls and files, and the faults of their rows.

use domain::{ApiKeyId, BatchId, Fault, Millis, OrganizationId, UnitId};

/// One chunk's effect on its batch. Applied only if the batch stands at `from_row`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchStep {
    /// Which batch.
    pub batch: BatchId,
    /// The row the chunk starts after; must equal the stored row.
    pub from_row: i64,
    /// The last row it covers.
    pub to_row: i64,
    /// Rows refused in it: row number (from 1, header excluded) and fault.
    pub faults: Vec<RowFault>,
    /// Rows left out as duplicates.
    pub duplicates: i64,
    /// Whether this was the last chunk.
    pub done: bool,
}

/// A refused or remarked row of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Row number, from 1, header excluded.
    pub row: i64,
    /// `refused`, `duplicate` or `notice`.
    pub kind: RowFaultKind,
    /// Field, fault and mend.
    pub fault: Fault,
}

/// How serious a row's fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum RowFaultKind {
    /// The row was not accepted.
    Refused = 1,
    /// The row repeats an earlier one and was left out.
    Duplicate = 2,
    /// The row was accepted; something about it is worth knowing.
    Notice = 3,
}

impl RowFaultKind {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Duplicate => "duplicate",
            Self::Notice => "notice",
        }
    }

    /// The kind stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Refused, Self::Duplicate, Self::Notice]
            .into_iter()
            .find(|k| *k as i64 == code)
    }
}

/// A bulk call or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Whose.
    pub organization: OrganizationId,
    /// Which key.
    pub api_key: Option<ApiKeyId>,
    /// The part of the organization that its messages belong to.
    pub unit: Option<UnitId>,
    /// `RUNNING`, `DONE` or `FAILED`.
    pub state: BatchState,
    /// The spooled file's name inside the spool folder; `None` for inline recipients.
    pub spool: Option<String>,
    /// How to read and send it, JSON that `engine` wrote.
    pub settings: String,
    /// Rows in it, when known.
    pub total_rows: Option<i64>,
    /// Last row taken.
    pub row: i64,
    /// Rows accepted as messages.
    pub accepted: i64,
    /// Rows refused.
    pub refused: i64,
    /// Rows left out as duplicates.
    pub duplicates: i64,
    /// Why it failed as a whole.
    pub failure: Option<String>,
    /// When it was created.
    pub created_at: Millis,
    /// When its last row was taken.
    pub finished_at: Option<Millis>,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum BatchState {
    /// Rows remain to be taken.
    Running = 1,
    /// Every row was taken or refused.
    Done = 2,
    /// The file cannot be read any further; what was accepted stays accepted.
    Failed = 3,
}

impl BatchState {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Done => "DONE",
            Self::Failed => "FAILED",
        }
    }

    /// The state stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|s| *s as i64 == code)
    }
}
