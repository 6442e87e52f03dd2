//! What the carrier's codes and words mean, as tables. Source: the carrier's documentation of its SMS API.

use domain::ReportStatus;

use crate::{ProviderFault, Rejection};

/// What a recipient's status code means for its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The carrier took it; `Success` beside it means no more than that.
    Taken,
    /// Refused for good.
    Refused(Rejection),
    /// Refused by this provider; another may take it.
    Unroutable(ProviderFault),
    /// Not taken; it may be tried again.
    Retry,
}

/// `(statusCode, name, meaning)` of a recipient in the answer.
pub const STATUS_CODES: &[(u16, &str, Meaning)] = &[
    (100, "Processed", Meaning::Taken),
    (101, "Sent", Meaning::Taken),
    (102, "Queued", Meaning::Taken),
    (401, "RiskHold", Meaning::Unroutable(ProviderFault::Account)),
    (402, "InvalidSenderId", Meaning::Unroutable(ProviderFault::Sender)),
    (403, "InvalidPhoneNumber", Meaning::Refused(Rejection::InvalidNumber)),
    (404, "UnsupportedNumberType", Meaning::Refused(Rejection::InvalidNumber)),
    (405, "InsufficientBalance", Meaning::Unroutable(ProviderFault::Account)),
    (406, "UserInBlacklist", Meaning::Refused(Rejection::OptedOut)),
    (407, "CouldNotRoute", Meaning::Unroutable(ProviderFault::Route)),
    // Nigeria's register of people who want no advertising, or the hours in which it may not be sent: the carrier does not
    // say which, so it is no opt-out.
    (409, "DoNotDisturbRejection", Meaning::Refused(Rejection::Barred)),
    (500, "InternalServerError", Meaning::Retry),
    (501, "GatewayError", Meaning::Retry),
    (502, "RejectedByGateway", Meaning::Refused(Rejection::Refused)),
];

/// `(status, meaning)` of a delivery report. `Submitted` is later than `Sent` at this carrier: handed to the operator.
pub const REPORT_STATUSES: &[(&str, ReportStatus)] = &[
    ("Sent", ReportStatus::Sent),
    ("Submitted", ReportStatus::Sent),
    ("Buffered", ReportStatus::Sent),
    ("Success", ReportStatus::Delivered),
    ("Rejected", ReportStatus::Rejected),
    ("Failed", ReportStatus::Failed),
    ("AbsentSubscriber", ReportStatus::Failed),
    ("Expired", ReportStatus::Expired),
];

/// `(failureReason as the carrier writes it, as Tuma writes it, whether the person opted out)`.
pub const FAILURE_REASONS: &[(&str, &str, bool)] = &[
    ("InsufficientCredit", "InsufficientCredit", false),
    ("InvalidLinkId", "InvalidLinkId", false),
    ("UserIsInactive", "UserIsInactive", false),
    ("UserInBlackList", "UserInBlackList", true),
    ("UserAccountSuspended", "UserAccountSuspended", false),
    // The carrier's own documentation spells it without the second `s`.
    ("NotNetworkSubcriber", "NotNetworkSubscriber", false),
    ("NotNetworkSubscriber", "NotNetworkSubscriber", false),
    ("UserNotSubscribedToProduct", "UserNotSubscribedToProduct", false),
    ("UserDoesNotExist", "UserDoesNotExist", false),
    ("DeliveryFailure", "DeliveryFailure", false),
    // What status 409 says, told later.
    ("DoNotDisturbRejection", "DoNotDisturbRejection", false),
];

/// What `code` means; of an unknown one its hundred tells. `None` where not even that does.
pub(super) fn status_code(code: u16) -> Option<Meaning> {
    let known = STATUS_CODES
        .iter()
        .find(|(known, ..)| *known == code)
        .map(|(.., meaning)| *meaning);
    known.or(match code {
        100..=199 => Some(Meaning::Taken),
        400..=499 => Some(Meaning::Refused(Rejection::Refused)),
        500..=599 => Some(Meaning::Retry),
        _ => None,
    })
}

/// The code and meaning of a name such as `InvalidSenderId`, in any case.
pub(super) fn status_name(name: &str) -> Option<(u16, Meaning)> {
    let known = STATUS_CODES
        .iter()
        .find(|(_, known, _)| known.eq_ignore_ascii_case(name.trim()));
    known.map(|(code, _, meaning)| (*code, *meaning))
}

/// What a report's status says. A new word is taken for a step on the way: calling it an end could be wrong for ever.
pub(super) fn report_status(word: &str) -> ReportStatus {
    let known = REPORT_STATUSES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word.trim()));
    known.map_or(ReportStatus::Sent, |(_, status)| *status)
}

/// The failure reason as Tuma writes it and whether it is an opt-out; compared in any case, since the carrier itself
/// writes `UserInBlackList` here and `UserInBlacklist` in answers.
pub(super) fn failure_reason(word: &str) -> (String, bool) {
    let known = FAILURE_REASONS
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(word.trim()));
    match known {
        Some((_, name, opted_out)) => ((*name).to_owned(), *opted_out),
        None => (crate::reason::clean(word, &[]), false),
    }
}
