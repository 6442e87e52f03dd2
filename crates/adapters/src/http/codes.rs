//! What a carrier's code means for a hand-over. Adapters keep their codes as tables of these words.

use std::time::Duration;

use super::{HttpAnswer, verdict};
use crate::{ProviderFault, Rejection, SendOutcome};

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The message is wrong or not wanted; nobody will take it.
    Refused,
    /// No such number, or one that cannot get an SMS.
    InvalidNumber,
    /// The person wants no messages.
    OptedOut,
    /// The account: credentials, balance, suspension.
    Account,
    /// The sender is not allowed there.
    Sender,
    /// The carrier does not reach this number.
    Route,
    /// Not taken; another try may succeed.
    Retry,
    /// Not taken because there were too many; the lane slows down.
    Throttled,
    /// Nobody can tell whether it was taken.
    Unknown,
}

impl Meaning {
    /// The word in timelines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::InvalidNumber => "invalid number",
            Self::OptedOut => "opted out",
            Self::Account => "account",
            Self::Sender => "sender",
            Self::Route => "route",
            Self::Retry => "retry",
            Self::Throttled => "throttled",
            Self::Unknown => "unknown",
        }
    }

    /// The outcome of a hand-over that was answered so. `pause` is what the carrier asked for, where it did.
    pub fn outcome(self, code: Option<String>, reason: String, pause: Option<Duration>) -> SendOutcome {
        let rejected = |kind, code, reason| SendOutcome::Rejected { kind, code, reason };
        let unroutable = |fault, code, reason| SendOutcome::Unroutable { fault, code, reason };
        match self {
            Self::Refused => rejected(Rejection::Refused, code, reason),
            Self::InvalidNumber => rejected(Rejection::InvalidNumber, code, reason),
            Self::OptedOut => rejected(Rejection::OptedOut, code, reason),
            Self::Account => unroutable(ProviderFault::Account, code, reason),
            Self::Sender => unroutable(ProviderFault::Sender, code, reason),
            Self::Route => unroutable(ProviderFault::Route, code, reason),
            Self::Retry => SendOutcome::RetryAfter {
                code,
                reason,
                pause: None,
            },
            Self::Throttled => {
                let pause = Some(pause.unwrap_or(verdict::PAUSE).min(verdict::MAX_PAUSE));
                SendOutcome::RetryAfter { code, reason, pause }
            }
            Self::Unknown => SendOutcome::Unknown { reason },
        }
    }
}

/// What becomes of a message whose answer is not in the carrier's own words: a page of a proxy or of an outage. Any fault
/// of a server may have come after the message was taken; any other refusal came before.
pub fn foreign(answer: &HttpAnswer) -> SendOutcome {
    if answer.status >= 500 {
        let reason = format!("HTTP {} without the carrier's own words", answer.status);
        return SendOutcome::Unknown { reason };
    }
    verdict::of_status(answer, "")
}
