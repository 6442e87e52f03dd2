//! Vonage's statuses in reports, as data.

use domain::ReportStatus;

/// The statuses of the SMS API's reports. `unknown` is final at Vonage and tells nothing: the message stays where it is.
pub const SMS_REPORT_STATUSES: &[(&str, ReportStatus)] = &[
    ("accepted", ReportStatus::Sent),
    ("buffered", ReportStatus::Sent),
    ("delivered", ReportStatus::Delivered),
    ("failed", ReportStatus::Failed),
    ("rejected", ReportStatus::Rejected),
    ("expired", ReportStatus::Expired),
    ("unknown", ReportStatus::Sent),
];

/// The statuses of the Messages API; what `rejected` means depends on the code.
pub const MESSAGES_STATUSES: &[(&str, ReportStatus)] = &[
    ("submitted", ReportStatus::Sent),
    ("delivered", ReportStatus::Delivered),
    ("rejected", ReportStatus::Rejected),
    ("undeliverable", ReportStatus::Failed),
];

/// The validity ended.
const EXPIRED: u32 = 1360;
/// Codes that come from the handset or the network: it was sent and did not arrive.
const HANDSET: [u32; 5] = [1180, 1190, 1220, 1230, 1260];

/// What `word` says in `table`.
pub(super) fn find(table: &[(&str, ReportStatus)], word: &str) -> Option<ReportStatus> {
    table
        .iter()
        .find(|(known, _)| word.eq_ignore_ascii_case(known))
        .map(|(_, status)| *status)
}

/// What a status of the Messages API says with its code.
pub(super) fn of_message(word: &str, code: Option<u32>) -> Option<ReportStatus> {
    let status = find(MESSAGES_STATUSES, word)?;
    Some(match (status, code) {
        (ReportStatus::Rejected, Some(EXPIRED)) => ReportStatus::Expired,
        (ReportStatus::Rejected, Some(code)) if HANDSET.contains(&code) => ReportStatus::Failed,
        _ => status,
    })
}
