//! Twilio's statuses, as data, and what a status with an error code says about a message.

use domain::ReportStatus;

use super::codes;
use crate::http::codes::Meaning;

/// What a status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Still with Twilio: nothing to report.
    Taken,
    /// This, whatever the code.
    Says(ReportStatus),
    /// Handed to an operator and not delivered: the code tells how it ended.
    Undelivered,
    /// Never handed to an operator: the code tells why.
    Failed,
    /// Of an inbound message.
    Inbound,
}

/// All statuses.
pub const STATUSES: &[(&str, Step)] = &[
    ("accepted", Step::Taken),
    ("scheduled", Step::Taken),
    ("queued", Step::Taken),
    ("sending", Step::Taken),
    ("sent", Step::Says(ReportStatus::Sent)),
    ("delivered", Step::Says(ReportStatus::Delivered)),
    ("read", Step::Says(ReportStatus::Delivered)),
    ("partially_delivered", Step::Says(ReportStatus::Delivered)),
    ("undelivered", Step::Undelivered),
    ("failed", Step::Failed),
    ("canceled", Step::Says(ReportStatus::Rejected)),
    ("receiving", Step::Inbound),
    ("received", Step::Inbound),
];

/// Blocked by Twilio, filtered by the operator, opted out: refused, wherever it happened.
const BLOCKED: [u32; 3] = [30004, 30007, OPTED_OUT];
/// The validity ended.
const EXPIRED: u32 = 30036;
/// The person opted out.
pub(super) const OPTED_OUT: u32 = 21610;

/// The step called `status`.
pub(super) fn find(status: &str) -> Option<Step> {
    STATUSES.iter().find(|(word, _)| *word == status).map(|(_, step)| *step)
}

impl Step {
    /// What to report, if anything.
    pub(super) fn report(self, code: Option<u32>) -> Option<ReportStatus> {
        let ended = |refused: bool| match code {
            Some(EXPIRED) => ReportStatus::Expired,
            _ if refused => ReportStatus::Rejected,
            _ => ReportStatus::Failed,
        };
        match self {
            Self::Taken | Self::Inbound => None,
            Self::Says(status) => Some(status),
            Self::Undelivered => Some(ended(code.is_some_and(|code| BLOCKED.contains(&code)))),
            Self::Failed => Some(ended(code.is_some_and(is_refusal))),
        }
    }
}

fn is_refusal(code: u32) -> bool {
    let meaning = codes::find(code).map(|code| code.meaning);
    matches!(
        meaning,
        Some(Meaning::Refused | Meaning::InvalidNumber | Meaning::OptedOut)
    )
}
