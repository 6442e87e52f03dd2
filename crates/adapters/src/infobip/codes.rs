//! Infobip's status codes: what each means in the answer to a call and in a report. Source: the carrier's OpenAPI
//! document and its page of message statuses.

use domain::ReportStatus;

use crate::{ProviderFault, Rejection};

/// What a status means in the answer to a call, or in the carrier's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// The carrier took it.
    Taken,
    /// The carrier had taken this very id before.
    Duplicate,
    /// Refused for good.
    Refused(Rejection),
    /// Refused by this provider; another may take it.
    Unroutable(ProviderFault),
    /// Not taken; it may be tried again.
    Retry,
    /// It may have been sent.
    Unknown,
}

/// One status of the carrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// The carrier's number.
    pub id: u16,
    /// The carrier's name.
    pub name: &'static str,
    /// In the answer to a call.
    pub sending: Sending,
    /// In a report; `None`: it says no more than the answer to the call did.
    pub report: Option<ReportStatus>,
    /// Whether it says that the person opted out.
    pub opted_out: bool,
}

const fn status(id: u16, name: &'static str, sending: Sending, report: ReportStatus) -> Status {
    Status {
        id,
        name,
        sending,
        report: Some(report),
        opted_out: false,
    }
}

const fn opted_out(id: u16, name: &'static str) -> Status {
    let sending = Sending::Refused(Rejection::OptedOut);
    Status {
        id,
        name,
        sending,
        report: Some(ReportStatus::Rejected),
        opted_out: true,
    }
}

const REFUSED: Sending = Sending::Refused(Rejection::Refused);
const NUMBER: Sending = Sending::Refused(Rejection::InvalidNumber);
const ACCOUNT: Sending = Sending::Unroutable(ProviderFault::Account);
const SENDER: Sending = Sending::Unroutable(ProviderFault::Sender);
const ROUTE: Sending = Sending::Unroutable(ProviderFault::Route);

use ReportStatus::{Delivered, Expired, Failed, Rejected, Sent};
use Sending::{Duplicate, Retry, Taken, Unknown};

/// All statuses that the carrier documents.
pub const STATUSES: &[Status] = &[
    Status {
        id: 26,
        name: "PENDING_ACCEPTED",
        sending: Taken,
        report: None,
        opted_out: false,
    },
    status(3, "PENDING_WAITING_DELIVERY", Taken, Sent),
    status(7, "PENDING_ENROUTE", Taken, Sent),
    // Its group says DELIVERED, but only the operator has it yet.
    status(2, "DELIVERED_TO_OPERATOR", Taken, Sent),
    status(5, "DELIVERED_TO_HANDSET", Taken, Delivered),
    status(4, "UNDELIVERABLE_REJECTED_OPERATOR", REFUSED, Rejected),
    status(9, "UNDELIVERABLE_NOT_DELIVERED", REFUSED, Failed),
    status(31, "UNDELIVERABLE_NOT_SENT", REFUSED, Failed),
    status(15, "EXPIRED_EXPIRED", REFUSED, Expired),
    status(29, "EXPIRED_DLR_UNKNOWN", Unknown, Expired),
    status(87, "SIGNALS_BLOCKED", REFUSED, Rejected),
    status(6, "REJECTED_NETWORK", ROUTE, Rejected),
    status(8, "REJECTED_PREFIX_MISSING", NUMBER, Rejected),
    opted_out(10, "REJECTED_DND"),
    status(11, "REJECTED_SOURCE", SENDER, Rejected),
    status(13, "REJECTED_SENDER", SENDER, Rejected),
    status(12, "REJECTED_NOT_ENOUGH_CREDITS", ACCOUNT, Rejected),
    opted_out(14, "REJECTED_DESTINATION_BLOCKLISTED"),
    status(17, "REJECTED_PREPAID_PACKAGE_EXPIRED", ACCOUNT, Rejected),
    // A trial account reaches only the numbers that were registered for it; another provider may reach more.
    status(18, "REJECTED_DESTINATION_NOT_REGISTERED", ROUTE, Rejected),
    status(19, "REJECTED_ROUTE_NOT_AVAILABLE", ROUTE, Rejected),
    // The same text to the same number too soon: later it is taken.
    status(20, "REJECTED_FLOODING_FILTER", Retry, Rejected),
    status(21, "REJECTED_SYSTEM_ERROR", Retry, Rejected),
    Status {
        id: 23,
        name: "REJECTED_DUPLICATE_MESSAGE_ID",
        sending: Duplicate,
        report: None,
        opted_out: false,
    },
    status(24, "REJECTED_INVALID_UDH", REFUSED, Rejected),
    status(25, "REJECTED_MESSAGE_TOO_LONG", REFUSED, Rejected),
    status(51, "MISSING_TO", NUMBER, Rejected),
    status(52, "REJECTED_DESTINATION", NUMBER, Rejected),
    status(99, "REJECTED", REFUSED, Rejected),
    status(100, "UNDELIVERABLE_REJECTED_PLATFORM", REFUSED, Rejected),
];

/// `(groupId, name, in the answer to a call, in a report)`: what a status that is not listed means.
const GROUPS: [(u64, &str, Sending, Option<ReportStatus>); 6] = [
    (0, "ACCEPTED", Taken, None),
    (1, "PENDING", Taken, Some(Sent)),
    (2, "UNDELIVERABLE", REFUSED, Some(Failed)),
    // Delivered to whom, only the status itself could tell.
    (3, "DELIVERED", Taken, Some(Sent)),
    (4, "EXPIRED", Unknown, Some(Expired)),
    (5, "REJECTED", REFUSED, Some(Rejected)),
];

/// What a `status` object means.
pub(super) fn status_of(status: &serde_json::Value) -> Option<Status> {
    let id = status["id"].as_u64();
    if let Some(known) = STATUSES.iter().find(|known| Some(u64::from(known.id)) == id) {
        return Some(*known);
    }
    let (group, name) = (status["groupId"].as_u64(), status["groupName"].as_str());
    let known = GROUPS
        .iter()
        .find(|(id, known, ..)| group.map_or(name == Some(*known), |group| group == *id))?;
    let (_, name, sending, report) = *known;
    let id = id.and_then(|id| u16::try_from(id).ok()).unwrap_or_default();
    Some(Status {
        id,
        name,
        sending,
        report,
        opted_out: false,
    })
}
