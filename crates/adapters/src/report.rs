//! A delivery report, normalized.

use domain::{MessageId, Millis, Money, ProviderId, ReportStatus};

/// One delivery report, normalized.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    /// The provider it came through.
    pub provider: ProviderId,
    /// The id as the carrier wrote it; may differ in spelling from the one it answered with.
    pub carrier_id: String,
    /// The number the message went to, E.164, where the carrier says it: an id that matches only in another spelling
    /// counts only when this agrees.
    pub to: Option<String>,
    /// Tuma's own reference and attempt, where the carrier echoes it.
    pub reference: Option<(MessageId, u16)>,
    /// What the carrier says.
    pub status: ReportStatus,
    /// The carrier's error code, where it has one.
    pub error_code: Option<String>,
    /// What the code is about, in a few words for the timeline, where the adapter knows.
    pub detail: Option<String>,
    /// What the carrier charges for all of it, where the report says so.
    pub price: Option<Money>,
    /// Whether the carrier says that the person opted out: the number is suppressed.
    pub opted_out: bool,
    /// When it happened by the carrier's clock, ms since 1970.
    pub occurred_at: Option<Millis>,
    /// The raw report as JSON, for the timeline; at most 4 KiB.
    pub raw: String,
}
