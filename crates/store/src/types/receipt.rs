//! Delivery reports on their way into the store.

use domain::{MessageId, MessageState, Millis, ProviderId, ReportStatus};

/// A delivery report on its way into the store.
#[derive(Clone)]
pub struct ReceiptUnit {
    /// Through which provider.
    pub provider: ProviderId,
    /// The id as the carrier wrote it.
    pub carrier_id: String,
    /// Tuma's own reference, where the carrier echoes it.
    pub reference: Option<(MessageId, u16)>,
    /// The number the message went to, E.164, where the carrier says it.
    pub to: Option<String>,
    /// Other spellings of the id to try when the exact one matches nothing, most likely first. A spelling counts only
    /// when `to` agrees with the message's number (or is absent) and exactly one awaited row fits.
    pub spellings: Vec<String>,
    /// What the carrier says.
    pub status: ReportStatus,
    /// The carrier's error code.
    pub error_code: Option<String>,
    /// What the code is about, in a few words.
    pub detail: Option<String>,
    /// Whether the carrier says that the person opted out: the number is suppressed for the message's organization.
    pub opted_out: bool,
    /// The raw report, JSON, at most 4 KiB.
    pub raw: String,
    /// When it came.
    pub at: Millis,
}

/// What became of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptOutcome {
    /// It moved a message to this state.
    Moved(MessageState),
    /// It was kept as an event and moved nothing.
    Noted,
    /// Nothing awaits it yet: kept, and matched again when its message settles.
    Early,
}
