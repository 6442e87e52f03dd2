//! What is accepted, and how that ends.

use std::sync::Arc;

use domain::{ApiKeyId, BatchId, Class, MessageId, MessageState, Millis, OrganizationId, Priority, ProviderId};

use super::batch::{Batch, BatchStep};
use super::ledger::Shortfall;

/// What a message will look like in the table: everything that accept knows.
#[derive(Clone)]
pub struct NewMessage {
    /// Drawn before the commit.
    pub id: MessageId,
    /// Whose.
    pub organization: OrganizationId,
    /// `QUEUED`, `SCHEDULED` or `REJECTED`.
    pub state: MessageState,
    /// Its class.
    pub class: Class,
    /// Its lane's priority.
    pub priority: Priority,
    /// The provider it is queued for.
    pub provider: ProviderId,
    /// Whether the caller forced the provider.
    pub provider_forced: bool,
    /// The batch and row it came from.
    pub batch: Option<(BatchId, i64)>,
    /// Which key sent it.
    pub api_key: Option<ApiKeyId>,
    /// The sender.
    pub from: Option<Arc<str>>,
    /// Destination, E.164.
    pub to: Arc<str>,
    /// Destination country, ISO 3166-1 alpha-2 or `ZZ`.
    pub country: [u8; 2],
    /// The rendered text.
    pub body: Arc<str>,
    /// Whether it is UCS-2 (else GSM-7).
    pub ucs2: bool,
    /// Segments it takes.
    pub segments: u16,
    /// Price of one segment, micros.
    pub price_micros: i64,
    /// Currency of the price.
    pub currency: domain::Currency,
    /// What is held for it where its organization pays, micros: what it may cost at most.
    pub hold_micros: i64,
    /// When it is due.
    pub due_at: Millis,
    /// When its validity ends.
    pub expires_at: Millis,
    /// When it was accepted.
    pub accepted_at: Millis,
    /// Retries it may have.
    pub max_retries: u16,
    /// Where its final state is posted; `smpp:` and an SMPP account's id where that account sent it.
    pub callback_url: Option<String>,
    /// The decision about its way, as [`crate::Store::decision_put`] numbered it.
    pub decision: Option<i64>,
    /// The caller's JSON, kept and returned.
    pub metadata: Option<String>,
    /// The detail of its first event, such as a notice or a rejection's reason.
    pub detail: Option<String>,
    /// Whether this process has it in memory from the start; else it waits in its lane to be claimed.
    pub born_owned: bool,
}

/// An idempotency key that goes with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// The caller's key, 1 to 128 characters.
    pub key: String,
    /// SHA-256 of the request as the caller wrote it.
    pub body_hash: [u8; 32],
    /// The answer to give again, JSON.
    pub answer: String,
}

/// One all-or-nothing acceptance: one message, a bulk call, or a chunk of a file.
#[derive(Clone)]
pub struct AcceptUnit {
    /// Whose.
    pub organization: OrganizationId,
    /// The messages; may be empty for a chunk whose rows were all refused.
    pub messages: Vec<NewMessage>,
    /// The caller's idempotency key, if any.
    pub idempotency: Option<Idempotency>,
    /// Moves a batch forward in the same transaction.
    pub batch: Option<BatchStep>,
    /// Creates a batch in the same transaction.
    pub new_batch: Option<Batch>,
    /// Whether its organization pays from its balance, as far as the caller knows; the balance's row has the last word.
    pub charged: bool,
    /// How many messages the organization may have accepted in the unit's day, where that is bounded.
    pub quota: Option<RecipientQuota>,
}

/// A bound on the messages of an organization's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecipientQuota {
    /// The day in UTC, counted from 1970.
    pub day: i64,
    /// The most messages that may be accepted in it.
    pub most: u32,
}

/// How a unit was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// Committed now.
    New,
    /// The same key and body came before: the first answer.
    Again(String),
    /// The key came before with another body.
    Conflict(String),
    /// The batch stood elsewhere: somebody else accepted this chunk; nothing was written.
    Stale,
    /// The balance does not have what it may cost; nothing was written.
    Short(Shortfall),
    /// The day's quota has no room for the unit: so many were accepted before it; nothing was written.
    OverQuota(i64),
}

/// What came of an [`AcceptUnit`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// How it was accepted.
    pub accepted: Accepted,
    /// The bucket its messages are in; 0 where none were written.
    pub bucket: i64,
    /// Which of its messages (by index) were stored as REJECTED, because their number is suppressed.
    pub suppressed: Vec<usize>,
    /// The refund rule of its messages where they are paid for; [`NewMessage::hold_micros`] is held for each then.
    pub terms: Option<domain::RefundRule>,
}
