//! What callers ask of the engine and what it answers: plain data, already in the product's types.
//!
//! HTTP, the command line and later campaigns, flows and SMPP all build these; nothing here knows a wire format.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::segment::Encoding;
use domain::{Class, Fault, MessageId, MessageState, Millis, Money};
use serde::{Deserialize, Serialize};
use store::{Batch, EventRow, MessageRow, RowFault, Shortfall};

/// The most recipients of one inline bulk call.
pub const MAX_INLINE_RECIPIENTS: usize = 10_000;
/// The most rows of one file.
pub const MAX_FILE_ROWS: i64 = 2_000_000;
/// The most faults that an answer carries; the rest is read from the batch.
pub const MAX_ANSWERED_FAULTS: usize = 1_000;
/// The longest idempotency key, in characters.
pub const MAX_IDEMPOTENCY_KEY: usize = 128;
/// The longest metadata, in bytes of JSON.
pub const MAX_METADATA_BYTES: usize = 4_096;
/// How far ahead a message may be scheduled: 400 days, in ms.
pub const MAX_SCHEDULE_AHEAD_MS: Millis = 400 * 86_400_000;

/// One message to one number.
#[derive(Clone, Default)]
pub struct SendRequest {
    /// The number as the caller wrote it.
    pub to: String,
    /// The text.
    pub body: String,
    /// What is the same for single messages and bulk.
    pub options: SendOptions,
    /// The caller's idempotency key.
    pub idempotency: Option<IdempotencyKey>,
    /// Kept with the message and returned; a JSON object of at most [`MAX_METADATA_BYTES`].
    pub metadata: Option<serde_json::Value>,
}

/// A caller's idempotency key with the hash of what came with it.
#[derive(Clone)]
pub struct IdempotencyKey {
    /// 1 to 128 characters.
    pub key: String,
    /// SHA-256 over the request as the caller wrote it, without the key.
    pub body_hash: [u8; 32],
}

/// How to send, for one message or many.
#[derive(Clone, Serialize, Deserialize)]
pub struct SendOptions {
    /// The sender; the provider's default when absent.
    pub from: Option<String>,
    /// A provider's name, adapter or id: forces it, without failover.
    pub provider: Option<String>,
    /// The class; transactional by default.
    pub class: Class,
    /// The caller's own word for what it is, for routes to look at.
    #[serde(default)]
    pub category: Option<String>,
    /// Not before this time.
    pub scheduled_at: Option<Millis>,
    /// How long it stays worth sending, ms; the organization's setting when absent.
    pub validity_ms: Option<Millis>,
    /// Replace typographic look-alikes so that the text fits GSM-7.
    pub rewrite_gsm7: bool,
    /// Where final states are posted.
    pub callback_url: Option<String>,
    /// Region of numbers without `+`; the organization's when absent.
    pub region: Option<String>,
}

impl Default for SendOptions {
    fn default() -> Self {
        Self {
            from: None,
            provider: None,
            class: Class::Transactional,
            category: None,
            scheduled_at: None,
            validity_ms: None,
            rewrite_gsm7: false,
            callback_url: None,
            region: None,
        }
    }
}

/// The answer to a [`SendRequest`]; kept as JSON to be given again for the same idempotency key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The message.
    pub message: MessageId,
    /// `QUEUED` or `SCHEDULED`.
    pub state: MessageState,
    /// The number in E.164.
    pub to: String,
    /// Segments it takes.
    pub segments: u16,
    /// Its encoding.
    pub encoding: Encoding,
    /// What it will cost, micros.
    pub cost_micros: i64,
    /// Currency of the cost.
    pub currency: String,
    /// When it was accepted.
    pub accepted_at: Millis,
    /// When it is due, if scheduled.
    pub scheduled_at: Option<Millis>,
    /// Whether it goes to the simulated carrier alone, because a test key sent it.
    #[serde(default)]
    pub test: bool,
}

/// Many messages in one call.
#[derive(Clone, Default)]
pub struct BulkRequest {
    /// At most [`MAX_INLINE_RECIPIENTS`].
    pub recipients: Vec<Recipient>,
    /// The template.
    pub body: String,
    /// How to send.
    pub options: SendOptions,
    /// What to do with bad recipients.
    pub on_invalid: OnInvalid,
    /// What counts as a duplicate.
    pub dedupe: Dedupe,
    /// The caller's idempotency key.
    pub idempotency: Option<IdempotencyKey>,
    /// Kept with every message.
    pub metadata: Option<serde_json::Value>,
}

/// One recipient of a bulk call.
#[derive(Clone, Default)]
pub struct Recipient {
    /// The number as the caller wrote it.
    pub to: String,
    /// Values for the template.
    pub variables: BTreeMap<String, String>,
}

/// What a bulk call does with bad recipients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnInvalid {
    /// Accept the good ones and list the bad ones.
    #[default]
    Accept,
    /// Refuse the whole call.
    Reject,
}

/// What counts as a duplicate inside one batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dedupe {
    /// The same number and the same rendered text.
    #[default]
    Text,
    /// The same number.
    Number,
}

/// The answer to a bulk call or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkSent {
    /// The batch as it stands.
    pub batch: Batch,
    /// The first [`MAX_ANSWERED_FAULTS`] faults.
    pub faults: Vec<RowFault>,
    /// Whether there are more.
    pub more_faults: bool,
}

/// A file that lies in the spool, to be sent.
#[derive(Clone)]
pub struct FileRequest {
    /// The spooled file (made by [`crate::Engine::spool`]).
    pub spool: SpooledFile,
    /// The column that holds numbers: its header, or `#3` by position; found by itself when absent.
    pub phone_column: Option<String>,
    /// The template.
    pub body: String,
    /// How to send.
    pub options: SendOptions,
    /// What counts as a duplicate.
    pub dedupe: Dedupe,
    /// The caller's idempotency key.
    pub idempotency: Option<IdempotencyKey>,
}

/// A finished upload in the spool folder, under a name that the engine chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpooledFile {
    /// Its name inside the spool folder.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// A question about a text before it is sent.
#[derive(Clone, Default)]
pub struct PreviewRequest {
    /// The template.
    pub body: String,
    /// Rows to render it with; one empty row when absent. At most 100.
    pub rows: Vec<BTreeMap<String, String>>,
    /// As in a send.
    pub options: SendOptions,
    /// The number that it is priced for; one of the organization's own country when absent.
    pub to: Option<String>,
}

/// What a text would be and cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The template's variables.
    pub variables: Vec<String>,
    /// One a row.
    pub rows: Vec<PreviewRow>,
    /// Segments of all rows.
    pub segments: u32,
    /// Cost of all rows.
    pub cost: Money,
}

/// One rendered row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// The text, or why it cannot be rendered or sent.
    pub text: Result<String, Fault>,
    /// Its encoding.
    pub encoding: Encoding,
    /// Segments it takes.
    pub segments: u16,
    /// Septets or UTF-16 units in it.
    pub units: u32,
    /// Units left in its last segment.
    pub units_left: u32,
    /// Characters that force UCS-2.
    pub offending: Vec<char>,
    /// What it would cost.
    pub cost: Money,
}

/// A message with its timeline and where it went.
#[derive(Clone)]
pub struct MessageDetail {
    /// The message.
    pub message: MessageRow,
    /// Its events, oldest first.
    pub timeline: Vec<EventRow>,
    /// The provider's name.
    pub provider: Option<String>,
}

/// Why the engine did not do it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The request is at fault: 400.
    #[error("invalid: {}", .0.first().map(ToString::to_string).unwrap_or_default())]
    Invalid(Vec<Fault>),
    /// The number opted out; the message is stored as REJECTED: 422.
    #[error("the number opted out")]
    OptedOut(MessageId),
    /// The idempotency key came before with another body; holds the first answer, JSON: 409.
    #[error("the idempotency key was used with another body")]
    Conflict(String),
    /// The organization has no such message or batch: 404.
    #[error("not found")]
    NotFound,
    /// Too late to cancel: it is in this state: 409.
    #[error("too late: the message is {0}")]
    TooLate(MessageState),
    /// The organization has no active provider to send with: 422.
    #[error("no active provider")]
    NoProvider,
    /// The balance does not have what the messages may cost; none of them was accepted: 402.
    #[error("the balance is short")]
    Short(Shortfall),
    /// The organization's quota of recipients has no room for the whole call; nothing was accepted: 429.
    #[error("{0}")]
    QuotaUsed(QuotaUsed),
    /// Full: try again after a second: 503.
    #[error("full, try again")]
    Busy,
    /// The database is unavailable; nothing was accepted: 503.
    #[error("the database is unavailable")]
    Unavailable,
    /// A bug, logged where it happened: 500.
    #[error("internal error")]
    Internal,
}

/// A quota of recipients that has no room for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the organization's {most} recipients a day have no room for {wanted} more: {used} are used, and the day ends at \
     midnight UTC"
)]
pub struct QuotaUsed {
    /// Messages that may be accepted in a day.
    pub most: u32,
    /// Messages that were.
    pub used: i64,
    /// Messages of the call.
    pub wanted: usize,
    /// When the day ends, ms since 1970.
    pub resets_at: Millis,
    /// When the call came, ms since 1970.
    pub asked_at: Millis,
}

impl Refusal {
    /// A refusal of one field.
    pub fn of(fault: Fault) -> Self {
        Self::Invalid(vec![fault])
    }
}

impl From<store::StoreError> for Refusal {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Busy => Self::Busy,
            store::StoreError::Unavailable(_) => Self::Unavailable,
            other => {
                tracing::error!(error = %other, "the store failed");
                Self::Internal
            }
        }
    }
}
