//! Uploaded lists of numbers.

use domain::{FileId, Millis, OrganizationId};

/// A list of numbers that was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: FileId,
    /// Whose.
    pub organization: OrganizationId,
    /// Whether a test key uploaded it.
    pub test: bool,
    /// What its owner's file was called.
    pub original_name: String,
    /// The file's size.
    pub bytes: i64,
    /// Numbers in it, each counted once.
    pub numbers: i64,
    /// Numbers that came again.
    pub duplicates: i64,
    /// Cells that should be numbers and are not.
    pub refused: i64,
    /// Whether its numbers can still be sent to.
    pub state: UploadState,
    /// When it came.
    pub uploaded_at: Millis,
    /// When its numbers were known.
    pub processed_at: Millis,
}

/// Whether an uploaded list can still be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum UploadState {
    /// It can.
    Processed = 1,
    /// Its time is over and its numbers are gone.
    Expired = 2,
}

impl UploadState {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processed => "PROCESSED",
            Self::Expired => "EXPIRED",
        }
    }

    /// The state stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Processed, Self::Expired]
            .into_iter()
            .find(|state| *state as i64 == code)
    }
}
