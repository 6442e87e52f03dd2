//! What Veevo's error filters and report words mean, as tables. Source: clients of the carrier that cite its
//! documentation.

use domain::ReportStatus;

use crate::{ProviderFault, Rejection};

/// What an error filter means for its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Refused for good.
    Refused(Rejection),
    /// Refused by this provider; another may take it.
    Unroutable(ProviderFault),
    /// Not taken; it may be tried again.
    Retry,
}

const ACCOUNT: Meaning = Meaning::Unroutable(ProviderFault::Account);
const SENDER: Meaning = Meaning::Unroutable(ProviderFault::Sender);
const NUMBER: Meaning = Meaning::Refused(Rejection::InvalidNumber);
const REFUSED: Meaning = Meaning::Refused(Rejection::Refused);

/// `(ERROR_FILTER, meaning)`.
pub const ERROR_FILTERS: &[(&str, Meaning)] = &[
    ("AUTHENTICATION_FAILED", ACCOUNT),
    ("INVALID_API_KEY", ACCOUNT),
    ("ACCOUNT_DISABLED", ACCOUNT),
    ("ACCOUNT_BLOCKED", ACCOUNT),
    ("ACCOUNT_UNVERIFIED", ACCOUNT),
    ("IP_NOT_ALLOWED", ACCOUNT),
    ("TRAFFIC_NOT_ALLOWED", ACCOUNT),
    ("LOW_BALANCE", ACCOUNT),
    ("INSUFFICIENT_BALANCE", ACCOUNT),
    ("SENDER_ID_MISSING", SENDER),
    // With the space, as the carrier writes it.
    ("SENDER_ID_NOT FOUND", SENDER),
    ("SENDER_ID_DISABLED", SENDER),
    ("SENDERID_ROUTING_FAILED", SENDER),
    ("NOT FOUND", SENDER),
    ("INVALID_NUMBER", NUMBER),
    ("RECEIVER_NUMBER_MISSING", NUMBER),
    ("UNSUPPORTED_COUNTRY", NUMBER),
    ("CONTENT_TOO_LONG", REFUSED),
    ("SMS_TEXT_MISSING", REFUSED),
    ("TECHNICAL_ISSUE", Meaning::Retry),
    // Its own way to the operator: another provider may have one.
    ("CARRIER_ROUTING", Meaning::Unroutable(ProviderFault::Route)),
];

/// `(DELIVERY_STATUS, meaning)`; an empty one is a step on the way.
pub const REPORT_WORDS: &[(&str, ReportStatus)] = &[
    ("", ReportStatus::Sent),
    ("ACCEPTD", ReportStatus::Sent),
    ("ENROUTE", ReportStatus::Sent),
    ("DELIVRD", ReportStatus::Delivered),
    ("UNDELIV", ReportStatus::Failed),
    ("REJECTD", ReportStatus::Rejected),
    ("EXPIRED", ReportStatus::Expired),
];

/// What `filter` means; underscores and spaces are alike, since the carrier mixes them.
pub(super) fn filter(filter: &str) -> Option<Meaning> {
    let plain = |text: &str| text.trim().to_uppercase().replace(' ', "_");
    let wanted = plain(filter);
    ERROR_FILTERS
        .iter()
        .find(|(known, _)| plain(known) == wanted)
        .map(|(_, meaning)| *meaning)
}

/// What the carrier's own `word` (in capitals) says; any other word means that it did not arrive.
pub(super) fn report_word(word: &str) -> ReportStatus {
    let known = REPORT_WORDS.iter().find(|(known, _)| *known == word);
    known.map_or(ReportStatus::Failed, |(_, status)| *status)
}
