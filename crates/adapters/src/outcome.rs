//! What a carrier said to a hand-over, as a closed set.

use std::time::Duration;

use domain::Money;

/// What became of one hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// The carrier took it.
    Accepted {
        /// The carrier's ids, one a segment where it gives several; may be empty where it gives none.
        carrier_ids: Vec<String>,
        /// What the carrier charges for all of it, where it says so at once.
        price: Option<Money>,
        /// For the timeline: what was done to the message so that the carrier could take it.
        note: Option<String>,
    },
    /// Refused for good; another try is pointless.
    Rejected {
        /// What kind of refusal it is: decides between FAILED and REJECTED.
        kind: Rejection,
        /// The carrier's code, where it has one.
        code: Option<String>,
        /// The carrier's reason, without credentials or whole phone numbers.
        reason: String,
    },
    /// Not taken, and this provider will not take it; another may.
    Unroutable {
        /// What is wrong with this provider.
        fault: ProviderFault,
        /// The carrier's code, where it has one.
        code: Option<String>,
        /// The carrier's reason, without credentials or whole phone numbers.
        reason: String,
    },
    /// Not taken; it is safe to try again.
    RetryAfter {
        /// The carrier's code, where it has one.
        code: Option<String>,
        /// Why.
        reason: String,
        /// Set when the carrier asks the whole lane to slow down: how long to pause it.
        pause: Option<Duration>,
    },
    /// The carrier may or may not have taken it.
    Unknown {
        /// What happened.
        reason: String,
    },
}

/// Why a carrier refuses a message for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// The message or the account: the message is FAILED.
    Refused,
    /// No such number, or one that cannot get an SMS: the message is REJECTED.
    InvalidNumber,
    /// The carrier's own opt-out list: the message is REJECTED, and the number is not sent to any more.
    OptedOut,
    /// A rule of the carrier or the law bars it for this number now, such as do-not-disturb hours: the message is
    /// REJECTED, the next one may be taken.
    Barred,
}

/// Why one provider will not take a message that another may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderFault {
    /// The account: credentials, balance, suspension. Every message fares like this one: it counts against the
    /// provider's health.
    Account,
    /// The sender is not registered or not allowed there.
    Sender,
    /// It does not reach this number.
    Route,
}

impl SendOutcome {
    /// Taken under these ids, with nothing else to say.
    pub fn accepted(carrier_ids: Vec<String>) -> Self {
        Self::Accepted {
            carrier_ids,
            price: None,
            note: None,
        }
    }
}

/// Where outcomes go: `(index in the batch, outcome)`, many at a time where they come together.
/// An index that never gets an outcome counts as unknown.
pub type Outcomes = tokio::sync::mpsc::UnboundedSender<Vec<(usize, SendOutcome)>>;

/// The carrier's answer to "did you take this?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// It did, under these ids.
    Taken(Vec<String>),
    /// It did not: sending again is safe.
    NotTaken,
    /// It cannot say, or has no such question.
    CannotTell,
}
