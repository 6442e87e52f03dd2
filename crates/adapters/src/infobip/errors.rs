//! Infobip's error codes: why a message did not arrive. Source: the carrier's page of error codes.
//!
//! Whether another try may help is told by the error's own `permanent` flag: the same message, sent again, fails in the
//! same way. The kinds here tell what it is about; of an error that is not listed the carrier's group does.

use domain::ReportStatus;
use serde_json::Value;

use super::codes::Sending;
use crate::{ProviderFault, Rejection};

/// What an error is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// No such number, or one that cannot get an SMS.
    Number,
    /// It may pass: absent, busy, full, a failure of the network.
    Passing,
    /// The person, or a block list in their name, wants none.
    OptedOut,
    /// What the text says.
    Content,
    /// The sender.
    Sender,
    /// The account or its quota.
    Account,
    /// The carrier had it before.
    Duplicate,
}

/// `(id, kind)`, as far as the carrier's codes say something of use.
pub const ERRORS: &[(u64, ErrorKind)] = &[
    (1, ErrorKind::Number),
    (9, ErrorKind::Number),
    (11, ErrorKind::Number),
    (12, ErrorKind::Number),
    (568, ErrorKind::Number),
    (569, ErrorKind::Number),
    (629, ErrorKind::Number),
    (3041, ErrorKind::Number),
    (5, ErrorKind::Passing),
    (6, ErrorKind::Passing),
    (13, ErrorKind::Passing),
    (27, ErrorKind::Passing),
    (31, ErrorKind::Passing),
    (32, ErrorKind::Passing),
    (34, ErrorKind::Passing),
    (255, ErrorKind::Passing),
    (256, ErrorKind::Passing),
    (2048, ErrorKind::Passing),
    (573, ErrorKind::OptedOut),
    (604, ErrorKind::OptedOut),
    (2050, ErrorKind::OptedOut),
    (2052, ErrorKind::OptedOut),
    (561, ErrorKind::Content),
    (603, ErrorKind::Content),
    (607, ErrorKind::Content),
    (368, ErrorKind::Sender),
    (375, ErrorKind::Sender),
    (2053, ErrorKind::Sender),
    (433, ErrorKind::Account),
    (541, ErrorKind::Account),
    (542, ErrorKind::Account),
    (4099, ErrorKind::Account),
    (5492, ErrorKind::Duplicate),
];

/// The group of errors that are the recipient's phone's or subscription's.
const HANDSET_GROUP: u64 = 1;
/// Its name.
const HANDSET_NAME: &str = "HANDSET_ERRORS";

/// An `error` object that says something; `None` for `NO_ERROR` and where there is none.
pub(super) struct Error {
    /// The carrier's number.
    pub id: u64,
    /// What it is about, where that is known.
    pub kind: Option<ErrorKind>,
    /// The carrier's word on whether another try is pointless.
    permanent: Option<bool>,
    /// Whether its group says that it is the recipient's phone's or subscription's.
    handset: bool,
}

impl Error {
    /// Reads an `error` object.
    pub fn read(error: &Value) -> Option<Self> {
        let id = error["id"].as_u64().filter(|id| *id != 0)?;
        let kind = ERRORS.iter().find(|(known, _)| *known == id).map(|(_, kind)| *kind);
        Some(Self {
            id,
            kind,
            permanent: error["permanent"].as_bool(),
            handset: match error["groupId"].as_u64() {
                Some(group) => group == HANDSET_GROUP,
                None => error["groupName"].as_str() == Some(HANDSET_NAME),
            },
        })
    }

    /// What it makes of a status that says no more than "refused" or "not now". A status that says more is believed, and
    /// so is an opt-out, whatever the flag says: the flag is about the carrier's next try, not about the person's.
    pub fn refine(&self, sending: Sending) -> Sending {
        match (sending, self.permanent) {
            (Sending::Retry, Some(true)) => self.for_good(),
            (Sending::Refused(Rejection::Refused), Some(true)) => self.for_good(),
            (Sending::Refused(Rejection::Refused), lasting) => self.for_now(lasting),
            _ => sending,
        }
    }

    /// Another try is pointless.
    fn for_good(&self) -> Sending {
        match self.kind {
            Some(ErrorKind::Number) => Sending::Refused(Rejection::InvalidNumber),
            Some(ErrorKind::OptedOut) => Sending::Refused(Rejection::OptedOut),
            Some(ErrorKind::Sender) => Sending::Unroutable(ProviderFault::Sender),
            Some(ErrorKind::Account) => Sending::Unroutable(ProviderFault::Account),
            Some(ErrorKind::Duplicate) => Sending::Duplicate,
            None if self.handset => Sending::Refused(Rejection::InvalidNumber),
            Some(ErrorKind::Content | ErrorKind::Passing) | None => Sending::Refused(Rejection::Refused),
        }
    }

    /// Another try may help, or (`None`) the carrier does not say.
    fn for_now(&self, lasting: Option<bool>) -> Sending {
        match self.kind {
            Some(ErrorKind::OptedOut | ErrorKind::Sender | ErrorKind::Account | ErrorKind::Duplicate) => {
                self.for_good()
            }
            Some(ErrorKind::Passing) => Sending::Retry,
            _ if lasting == Some(false) => Sending::Retry,
            Some(ErrorKind::Number) => self.for_good(),
            Some(ErrorKind::Content) | None => Sending::Refused(Rejection::Refused),
        }
    }

    /// What it makes of the end that a report tells: a number that cannot be reached for good is a refusal.
    pub fn refine_report(&self, status: ReportStatus) -> ReportStatus {
        let number = self.for_good() == Sending::Refused(Rejection::InvalidNumber);
        match status {
            ReportStatus::Failed if number && self.permanent == Some(true) => ReportStatus::Rejected,
            _ => status,
        }
    }

    /// What it is about and whether it lasts, for the timeline: `the number, for good`.
    pub fn words(&self) -> Option<String> {
        let about = match self.kind {
            Some(ErrorKind::Number) => Some("the number"),
            Some(ErrorKind::OptedOut) => Some("opted out or blocked"),
            Some(ErrorKind::Content) => Some("the text"),
            Some(ErrorKind::Sender) => Some("the sender"),
            Some(ErrorKind::Account) => Some("the account"),
            Some(ErrorKind::Duplicate) => Some("a duplicate"),
            None if self.handset => Some("the recipient's phone or subscription"),
            Some(ErrorKind::Passing) | None => None,
        };
        let lasting = self.permanent.map(|good| if good { "for good" } else { "it may pass" });
        let words: Vec<&str> = about.into_iter().chain(lasting).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}
