//! The language between `SimulatorAdapter` and `tuma simulate carrier`: one JSON object a line over TCP.
//!
//! Only the shapes and their limits are here; `frames` cuts and writes them, `docs/simulator.md` shows them.

use std::sync::Arc;
use std::time::Duration;

use domain::phone::mask;
use domain::{Class, MessageId, Millis, ReportStatus, segment};
use serde::{Deserialize, Serialize};

use crate::{Handset, Lookup, Outgoing, Received, Rejection, SendOutcome};

/// The version both sides must speak.
pub const VERSION: u32 = 1;
/// The most answers in one frame: 100 answers of 255 segments with 64-digit ids still fit.
pub(super) const MAX_ANSWERS: usize = 100;
/// The most reports in one frame.
pub(super) const MAX_REPORTS: usize = 500;
/// The most messages in one frame.
pub(super) const MAX_MESSAGES: usize = 500;
/// What a message may take in a frame beside its texts.
const OVERHEAD_BYTES: usize = 256;
/// Reports that may be on their way to a client unacknowledged.
pub(super) const REPORT_WINDOW: usize = 2_000;

/// What a client says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ClientFrame {
    /// First of all: who it is. Reports go to the newest connection of an account.
    Hello { version: u32, account: String },
    /// Messages, numbered on from `first`.
    Submit { first: u64, messages: Vec<WireMessage> },
    /// Was this attempt taken?
    Lookup {
        number: u64,
        message: MessageId,
        attempt: u16,
    },
    /// These reports are on disk.
    Ack { numbers: Vec<u64> },
    /// The account's phones, please.
    Phones { number: u64 },
    /// What arrived on this phone, please.
    Phone { number: u64, of: WireNumber },
    /// A phone of the account's writes this.
    Text { number: u64, text: WireText },
    /// The counts, please; needs no hello.
    Stats {},
}

/// What the carrier says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum CarrierFrame {
    /// To a hello.
    Welcome { lookup: bool },
    /// To submits, each named by its number.
    Answers(Vec<WireAnswer>),
    /// To a lookup.
    Found { number: u64, result: WireLookup },
    /// Delivery reports, sent again on the next connection unless acknowledged.
    Reports(Vec<WireReport>),
    /// To a question for phones: the newest ones that fit a frame.
    Phones { number: u64, phones: Vec<WirePhone> },
    /// To a question for one phone: its newest messages that fit a frame.
    Phone { number: u64, messages: Vec<WireReceived> },
    /// To a text: it is in the record.
    Written { number: u64 },
    /// To a question for counts.
    Stats(Stats),
    /// Why the connection ends now.
    Error { reason: String },
}

/// One message on the wire.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireMessage {
    pub message: MessageId,
    pub attempt: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Arc<str>>,
    pub to: Arc<str>,
    pub body: Arc<str>,
    pub segments: u16,
    pub expires_at: Millis,
}

/// The answer to one message.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireAnswer {
    pub number: u64,
    pub outcome: WireOutcome,
}

/// An outcome that a carrier can say.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum WireOutcome {
    Accepted(Vec<String>),
    Rejected {
        #[serde(with = "WireRejection")]
        kind: Rejection,
        code: Option<String>,
        reason: String,
    },
    Retry {
        code: Option<String>,
        reason: String,
        pause_ms: Option<u64>,
    },
}

/// How the wire spells a [`Rejection`].
#[derive(Serialize, Deserialize)]
#[serde(remote = "Rejection", rename_all = "snake_case")]
enum WireRejection {
    Refused,
    InvalidNumber,
    OptedOut,
    Barred,
}

/// What a lookup finds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireLookup {
    Taken(Vec<String>),
    NotTaken,
    CannotTell,
}

/// One delivery report on the wire, with the whole destination as a real carrier sends it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireReport {
    /// For the acknowledgement.
    pub number: u64,
    pub id: String,
    pub reference: Option<(MessageId, u16)>,
    pub to: Arc<str>,
    pub status: ReportStatus,
    pub error: Option<String>,
    pub done_at: Millis,
}

/// A phone's whole number.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct WireNumber(pub Arc<str>);

/// A phone on the wire.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WirePhone {
    pub to: Arc<str>,
    pub messages: usize,
    pub last: WireReceived,
}

/// A message on a phone.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireReceived {
    pub message: MessageId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Arc<str>>,
    pub body: Arc<str>,
    pub at: Millis,
}

/// What a phone writes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireText {
    pub id: String,
    pub from: Arc<str>,
    pub to: Arc<str>,
    pub body: Arc<str>,
}

impl From<Received> for WireReceived {
    fn from(received: Received) -> Self {
        Self {
            message: received.message,
            from: received.from,
            body: received.body,
            at: received.at,
        }
    }
}

impl From<WireReceived> for Received {
    fn from(wire: WireReceived) -> Self {
        Self {
            message: wire.message,
            from: wire.from,
            body: wire.body,
            at: wire.at,
        }
    }
}

impl From<Handset> for WirePhone {
    fn from(phone: Handset) -> Self {
        Self {
            to: phone.number,
            messages: phone.messages,
            last: phone.last.into(),
        }
    }
}

impl From<WirePhone> for Handset {
    fn from(wire: WirePhone) -> Self {
        Self {
            number: wire.to,
            messages: wire.messages,
            last: wire.last.into(),
        }
    }
}

impl WireReceived {
    /// The most that it takes in a frame: JSON writes a control character in six bytes.
    pub(super) fn most_bytes(&self) -> usize {
        (self.body.len() + self.from.as_ref().map_or(0, |from| from.len())) * 6 + OVERHEAD_BYTES
    }
}

/// A carrier's counts since its record began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stats {
    /// Submits that were taken.
    pub taken: u64,
    /// Of those: the message was taken before, in another attempt.
    pub taken_in_another_attempt: u64,
    /// Of those: the very attempt was taken before.
    pub taken_in_same_attempt: u64,
    /// Submits refused for good or for now, since this start.
    pub refused: u64,
    /// Submits left without any answer, taken or not, since this start.
    pub unanswered: u64,
    /// Reports that were acknowledged, since this start.
    pub reports_acknowledged: u64,
    /// Ids whose reports wait, to fall due or to be acknowledged.
    pub reports_pending: u64,
    /// Texts that came back.
    pub replies: u64,
}

impl From<&Outgoing> for WireMessage {
    fn from(message: &Outgoing) -> Self {
        Self {
            message: message.message,
            attempt: message.attempt,
            from: message.from.clone(),
            to: Arc::clone(&message.to),
            body: Arc::clone(&message.body),
            segments: message.segments,
            expires_at: message.expires_at,
        }
    }
}

impl From<WireMessage> for Outgoing {
    fn from(wire: WireMessage) -> Self {
        Self {
            message: wire.message,
            attempt: wire.attempt,
            from: wire.from,
            to: wire.to,
            encoding: segment::count(&wire.body).encoding,
            class: Class::Transactional,
            body: wire.body,
            segments: wire.segments,
            expires_at: wire.expires_at,
        }
    }
}

impl WireOutcome {
    /// The outcome as the wire has it; `None` for one that no carrier says.
    pub(super) fn of(outcome: SendOutcome) -> Option<Self> {
        match outcome {
            SendOutcome::Accepted { carrier_ids, .. } => Some(Self::Accepted(carrier_ids)),
            SendOutcome::Rejected { kind, code, reason } => Some(Self::Rejected { kind, code, reason }),
            SendOutcome::RetryAfter { code, reason, pause } => {
                let pause_ms = pause.map(|span| u64::try_from(span.as_millis()).unwrap_or(u64::MAX));
                Some(Self::Retry { code, reason, pause_ms })
            }
            SendOutcome::Unroutable { .. } | SendOutcome::Unknown { .. } => None,
        }
    }
}

impl From<WireOutcome> for SendOutcome {
    fn from(wire: WireOutcome) -> Self {
        match wire {
            WireOutcome::Accepted(carrier_ids) => Self::accepted(carrier_ids),
            WireOutcome::Rejected { kind, code, reason } => Self::Rejected { kind, code, reason },
            WireOutcome::Retry { code, reason, pause_ms } => Self::RetryAfter {
                code,
                reason,
                pause: pause_ms.map(Duration::from_millis),
            },
        }
    }
}

impl From<WireLookup> for Lookup {
    fn from(wire: WireLookup) -> Self {
        match wire {
            WireLookup::Taken(ids) => Self::Taken(ids),
            WireLookup::NotTaken => Self::NotTaken,
            WireLookup::CannotTell => Self::CannotTell,
        }
    }
}

impl std::fmt::Debug for WireMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireMessage({} attempt {})", self.message, self.attempt)
    }
}

impl std::fmt::Debug for WireNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&mask(&self.0))
    }
}

impl std::fmt::Debug for WirePhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WirePhone({} with {})", mask(&self.to), self.messages)
    }
}

impl std::fmt::Debug for WireReceived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireReceived({})", self.message)
    }
}

impl std::fmt::Debug for WireText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireText({})", self.id)
    }
}

impl std::fmt::Debug for WireReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WireReport({} {})", self.number, self.status.as_str())
    }
}
