//! Infobip's error codes: why a message did not arrive. Source: the carrier's page of error codes.
//!
//! Whether another try may help is told by the error's own `permanent` flag; the kinds here tell what it is about.

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

/// An `error` object that says something; `None` for `NO_ERROR` and where there is none.
pub(super) struct Error {
    /// The carrier's number.
    pub id: u64,
    /// What it is about, where that is known.
    pub kind: Option<ErrorKind>,
    /// The carrier's word on whether another try is pointless.
    pub permanent: Option<bool>,
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
        })
    }

    /// What it makes of a refusal whose status says no more than "refused": the kind says what it is about, and of the
    /// rest the carrier's flag says whether another try may help.
    pub fn refine(&self, sending: Sending) -> Sending {
        if sending != Sending::Refused(Rejection::Refused) {
            return sending;
        }
        match self.kind {
            Some(ErrorKind::Number) => Sending::Refused(Rejection::InvalidNumber),
            Some(ErrorKind::OptedOut) => Sending::Refused(Rejection::OptedOut),
            Some(ErrorKind::Sender) => Sending::Unroutable(ProviderFault::Sender),
            Some(ErrorKind::Account) => Sending::Unroutable(ProviderFault::Account),
            Some(ErrorKind::Duplicate) => Sending::Duplicate,
            Some(ErrorKind::Content) => sending,
            Some(ErrorKind::Passing) if self.permanent != Some(true) => Sending::Retry,
            _ if self.permanent == Some(false) => Sending::Retry,
            _ => sending,
        }
    }
}
