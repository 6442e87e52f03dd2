//! The code that speaks each kind of provider's protocol, behind one trait.
//!
//! An adapter turns outgoing messages into the carrier's requests and the carrier's answers into a closed set of
//! outcomes; it pushes delivery reports into the sink it was made with and answers the carrier only after the sink
//! has them on disk. It never touches the database and never decides about retries.

pub mod simulator;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::{MessageId, Millis, ProviderId, ReportStatus};

/// One message as an adapter gets it: everything that goes over the wire, nothing about the tenant.
#[derive(Clone)]
pub struct Outgoing {
    /// Tuma's id, sent as the reference where the protocol has room for one.
    pub message: MessageId,
    /// Which attempt this is, from 1.
    pub attempt: u16,
    /// The sender, if one was chosen.
    pub from: Option<Arc<str>>,
    /// The destination in E.164 with `+`.
    pub to: Arc<str>,
    /// The text, already in the alphabet that `encoding` names.
    pub body: Arc<str>,
    /// How many segments it takes.
    pub segments: u16,
    /// When it is no longer worth delivering, ms since 1970.
    pub expires_at: Millis,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({} attempt {})", self.message, self.attempt)
    }
}

/// What became of one hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// The carrier took it.
    Accepted {
        /// The carrier's ids, one a segment where it gives several; may be empty where it gives none.
        carrier_ids: Vec<String>,
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
    /// The carrier's own opt-out list: the message is REJECTED.
    OptedOut,
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
    /// When it happened by the carrier's clock, ms since 1970.
    pub occurred_at: Option<Millis>,
    /// The raw report as JSON, for the timeline; at most 4 KiB.
    pub raw: String,
}

/// The reports could not be stored: the carrier must send them again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the reports could not be stored; send them again")]
pub struct NotStored;

/// Takes what comes from the carrier's side.
#[async_trait]
pub trait ReportSink: Send + Sync + 'static {
    /// Stores the reports; `Ok` only after they are on disk.
    async fn reports(&self, reports: Vec<Report>) -> Result<(), NotStored>;
}

/// One provider's connection.
#[async_trait]
pub trait Adapter: Send + Sync + 'static {
    /// The most messages one [`Adapter::send`] takes.
    fn max_batch(&self) -> usize;

    /// Hands the batch to the carrier and pushes an outcome for each message into `outcomes`, as they become known.
    /// Returns when no more outcomes will come.
    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes);

    /// Asks the carrier whether it took this attempt.
    async fn lookup(&self, _message: MessageId, _attempt: u16) -> Lookup {
        Lookup::CannotTell
    }

    /// Closes connections; called once after the last [`Adapter::send`] returned.
    async fn close(&self) {}
}
