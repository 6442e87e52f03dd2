//! Messages and counts as people read them.

use domain::{BatchId, Class, Direction, EventKind, MessageId, MessageState, Millis, OrganizationId, ProviderId};

/// A message as people read it.
#[derive(Clone)]
pub struct MessageRow {
    /// Its id.
    pub id: MessageId,
    /// Whose.
    pub organization: OrganizationId,
    /// Its direction.
    pub direction: Direction,
    /// Its class.
    pub class: Class,
    /// Its state.
    pub state: MessageState,
    /// Whether it waits with an unknown outcome.
    pub held: bool,
    /// The provider it is or was queued for.
    pub provider: Option<ProviderId>,
    /// The batch and row it came from.
    pub batch: Option<(BatchId, i64)>,
    /// The sender; of an inbound message, the phone.
    pub from: Option<String>,
    /// The destination; of an inbound message, the number, shortcode or sender it was sent to.
    pub to: String,
    /// The phone's country.
    pub country: String,
    /// The text.
    pub body: String,
    /// Whether it is UCS-2 (else GSM-7).
    pub ucs2: bool,
    /// Segments.
    pub segments: u16,
    /// Cost, micros.
    pub cost_micros: i64,
    /// Currency of the cost.
    pub currency: String,
    /// Attempts begun and settled.
    pub attempts: u16,
    /// The carrier's ids, as it gave them.
    pub carrier_ids: Vec<String>,
    /// The carrier's last error code.
    pub error_code: Option<String>,
    /// Why it ended, or what it waits for.
    pub detail: Option<String>,
    /// The caller's JSON.
    pub metadata: Option<String>,
    /// The caller's callback.
    pub callback_url: Option<String>,
    /// The decision about its way.
    pub decision: Option<i64>,
    /// When it is or was due.
    pub due_at: Millis,
    /// When its validity ends.
    pub expires_at: Millis,
    /// When it was accepted.
    pub accepted_at: Millis,
    /// When the carrier took it.
    pub submitted_at: Option<Millis>,
    /// When it ended.
    pub ended_at: Option<Millis>,
}

/// One step in a message's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// What happened.
    pub kind: EventKind,
    /// The state after it.
    pub state: MessageState,
    /// In words.
    pub detail: Option<String>,
    /// Raw carrier data, JSON.
    pub metadata: Option<String>,
    /// When.
    pub at: Millis,
}

/// Which messages to list, newest first.
#[derive(Clone, Default)]
pub struct MessageFilter {
    /// Only this direction.
    pub direction: Option<Direction>,
    /// Only this state.
    pub state: Option<MessageState>,
    /// Only this phone, E.164, whichever way the message went.
    pub phone: Option<String>,
    /// Only this number, shortcode or sender of the organization's, as `domain::sender::own_address` writes it.
    pub own_address: Option<String>,
    /// Only this batch.
    pub batch: Option<BatchId>,
    /// Accepted at or after.
    pub from: Option<Millis>,
    /// Accepted before.
    pub until: Option<Millis>,
}

/// One page of a list.
pub struct Page<T> {
    /// The rows, newest first.
    pub rows: Vec<T>,
    /// Where the next page starts (exclusive); `None` at the end.
    pub next: Option<i64>,
}

/// One count of the rollups, summed over the asked dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateCount {
    /// The provider.
    pub provider: Option<ProviderId>,
    /// The direction.
    pub direction: Direction,
    /// The state.
    pub state: MessageState,
    /// How many messages.
    pub messages: i64,
    /// How many segments.
    pub segments: i64,
    /// What they cost, micros.
    pub cost_micros: i64,
}

/// Which messages to count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountFilter {
    /// Only this direction.
    pub direction: Option<Direction>,
    /// Only this provider.
    pub provider: Option<ProviderId>,
    /// Only this class.
    pub class: Option<Class>,
    /// Only phones of this country, ISO 3166-1 alpha-2 in capitals, or `ZZ`.
    pub country: Option<String>,
}

/// One count of the rollups: the messages of one kind that were accepted in one bucket of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketCount {
    /// The bucket, from 0.
    pub bucket: usize,
    /// The provider.
    pub provider: Option<ProviderId>,
    /// The direction.
    pub direction: Direction,
    /// The class.
    pub class: Class,
    /// The phones' country.
    pub country: [u8; 2],
    /// The state that they are in now.
    pub state: MessageState,
    /// How many messages.
    pub messages: i64,
    /// How many segments.
    pub segments: i64,
    /// What they cost, micros of the provider's currency.
    pub cost_micros: i64,
}

/// What figures show of a provider, also of one that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderLabel {
    /// Which.
    pub id: ProviderId,
    /// Its name.
    pub name: String,
    /// The currency of its prices.
    pub currency: domain::Currency,
}

/// How a cancel ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancelled {
    /// It is CANCELLED now.
    Now,
    /// Too late: it is in this state, or its hand-over has begun.
    TooLate(MessageState),
    /// The organization has no such message.
    NotFound,
}
