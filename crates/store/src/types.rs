//! The rows and units of work that cross the store's border, as plain data.
//!
//! Amounts are micros, times ms since 1970, phone numbers E.164 text that prints masked only through `domain`'s types:
//! nothing here derives `Debug` over a body or a number.

use std::sync::Arc;

use domain::{
    ApiKeyId, BatchId, Class, Direction, EventKind, Fault, MessageId, MessageState, Millis, OrganizationId, Priority,
    ProviderId, ReportStatus,
};

/// Why the store did not do it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The journal's queue is full: try again after a second.
    #[error("the journal is full")]
    Busy,
    /// The database is gone, full or refuses: nothing was written.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// A unique name is taken.
    #[error("{0} exists already")]
    Exists(&'static str),
    /// The owner's lease is over or its row is gone: hand nothing over.
    #[error("this owner is fenced off")]
    Fenced,
    /// The database was migrated by a newer binary.
    #[error("the database is at version {found}, this binary knows {known}: run the newer binary")]
    TooNew {
        /// Version found.
        found: i64,
        /// Highest version known.
        known: i64,
    },
    /// A bug: a row that cannot be read, SQL that is refused.
    #[error("internal: {0}")]
    Internal(String),
}

/// Whose messages these are and how they are treated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Shown name.
    pub name: String,
    /// Unique short name, `[a-z0-9-]{1,64}`.
    pub slug: String,
    /// Default region for numbers without `+`, ISO 3166-1 alpha-2.
    pub region: String,
    /// The most segments a message may take.
    pub max_segments: u16,
    /// `resend` or `hold` for all classes, or each class's default when absent.
    pub unknown_policy: Option<domain::class::UnknownPolicy>,
    /// How long a message stays worth sending, ms.
    pub validity_ms: Millis,
    /// When it was created.
    pub created_at: Millis,
}

/// A machine's credential as stored; the key itself is known to its holder only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// A person's name for it.
    pub name: String,
    /// SHA-256 of the key.
    pub hash: [u8; 32],
    /// `sk_live_` and six more characters.
    pub prefix: String,
    /// What it may do.
    pub scopes: domain::Scopes,
    /// When it was created.
    pub created_at: Millis,
    /// When it stops working by itself.
    pub expires_at: Option<Millis>,
    /// When it was revoked.
    pub revoked_at: Option<Millis>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Millis>,
}

/// One configured connection to a carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// Whose it is; `None` for the platform's, shared by all.
    pub organization: Option<OrganizationId>,
    /// The adapter's name: `simulator`.
    pub adapter: String,
    /// A name unique within its owner.
    pub name: String,
    /// The adapter's settings, JSON.
    pub config: String,
    /// Lower goes first.
    pub rank: i64,
    /// Messages a second; `None` for no limit.
    pub rate_per_second: Option<u32>,
    /// The most messages handed over and not answered.
    pub window: u32,
    /// Price of a segment in micros.
    pub price_micros: i64,
    /// Currency of the price.
    pub currency: domain::Currency,
    /// Whether messages may be handed over.
    pub active: bool,
    /// When it was created.
    pub created_at: Millis,
}

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
    /// When it is due.
    pub due_at: Millis,
    /// When its validity ends.
    pub expires_at: Millis,
    /// When it was accepted.
    pub accepted_at: Millis,
    /// Retries it may have.
    pub max_retries: u16,
    /// Where its final state is posted.
    pub callback_url: Option<String>,
    /// The caller's JSON, kept and returned.
    pub metadata: Option<String>,
    /// The detail of its first event, such as a notice or a rejection's reason.
    pub detail: Option<String>,
    /// The owner whose memory has room for it; `None` leaves it in the lane for claiming.
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
}

/// One chunk's effect on its batch. Applied only if the batch stands at `from_row`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchStep {
    /// Which batch.
    pub batch: BatchId,
    /// The row the chunk starts after; must equal the stored row.
    pub from_row: i64,
    /// The last row it covers.
    pub to_row: i64,
    /// Rows refused in it: row number (from 1, header excluded) and fault.
    pub faults: Vec<RowFault>,
    /// Rows left out as duplicates.
    pub duplicates: i64,
    /// Whether this was the last chunk.
    pub done: bool,
}

/// A refused or remarked row of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Row number, from 1, header excluded.
    pub row: i64,
    /// `refused`, `duplicate` or `notice`.
    pub kind: RowFaultKind,
    /// Field, fault and mend.
    pub fault: Fault,
}

/// How serious a row's fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum RowFaultKind {
    /// The row was not accepted.
    Refused = 1,
    /// The row repeats an earlier one and was left out.
    Duplicate = 2,
    /// The row was accepted; something about it is worth knowing.
    Notice = 3,
}

impl RowFaultKind {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Duplicate => "duplicate",
            Self::Notice => "notice",
        }
    }

    /// The kind stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Refused, Self::Duplicate, Self::Notice]
            .into_iter()
            .find(|k| *k as i64 == code)
    }
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
}

/// What was taken from an owner whose lease is over.
#[derive(Clone, Default)]
pub struct Reclaimed {
    /// How many entries wait again for whoever claims them.
    pub waiting: usize,
    /// Messages whose attempt (its number comes with it) had begun. They are this owner's now, to be settled as
    /// unknown; `attempts` counts those before the begun one.
    pub begun: Vec<(LaneMessage, u16)>,
    /// Where to go on; `None` when nothing is left.
    pub next: Option<MessageId>,
}

/// What became due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Promoted {
    /// How many entries.
    pub moved: usize,
    /// Whose lanes they are in, each once.
    pub providers: Vec<ProviderId>,
    /// When the next entry is due, if there is one.
    pub next_due: Option<Millis>,
}

/// A bulk call or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Whose.
    pub organization: OrganizationId,
    /// Which key.
    pub api_key: Option<ApiKeyId>,
    /// `PENDING`, `RUNNING`, `DONE` or `FAILED`.
    pub state: BatchState,
    /// The spooled file's name inside the spool folder; `None` for inline recipients.
    pub spool: Option<String>,
    /// How to read and send it, JSON that `engine` wrote.
    pub settings: String,
    /// Rows in it, when known.
    pub total_rows: Option<i64>,
    /// Last row taken.
    pub row: i64,
    /// Rows accepted as messages.
    pub accepted: i64,
    /// Rows refused.
    pub refused: i64,
    /// Rows left out as duplicates.
    pub duplicates: i64,
    /// Why it failed as a whole.
    pub failure: Option<String>,
    /// When it was created.
    pub created_at: Millis,
    /// When its last row was taken.
    pub finished_at: Option<Millis>,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum BatchState {
    /// Rows remain to be taken.
    Running = 1,
    /// Every row was taken or refused.
    Done = 2,
    /// The file cannot be read any further; what was accepted stays accepted.
    Failed = 3,
}

impl BatchState {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Done => "DONE",
            Self::Failed => "FAILED",
        }
    }

    /// The state stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|s| *s as i64 == code)
    }
}

/// A lane entry in memory: what dispatch and settle need, so that nothing is read back.
#[derive(Clone)]
pub struct LaneMessage {
    /// Its id.
    pub id: MessageId,
    /// Whose.
    pub organization: OrganizationId,
    /// Its bucket in the message table's secondary indexes and in the awaited receipts.
    pub bucket: i64,
    /// Its lane.
    pub provider: ProviderId,
    /// Its place in the lane.
    pub priority: Priority,
    /// Its class.
    pub class: Class,
    /// Attempts begun before this one.
    pub attempts: u16,
    /// Retries it may have.
    pub max_retries: u16,
    /// The sender.
    pub from: Option<Arc<str>>,
    /// Destination, E.164.
    pub to: Arc<str>,
    /// Destination country.
    pub country: [u8; 2],
    /// The text.
    pub body: Arc<str>,
    /// Segments it takes.
    pub segments: u16,
    /// Cost so far, micros, for the rollups.
    pub cost_micros: i64,
    /// When it was accepted.
    pub accepted_at: Millis,
    /// When it became due.
    pub due_at: Millis,
    /// When its validity ends.
    pub expires_at: Millis,
}

/// Marks attempts as begun, before the hand-over. Idempotent: the same owner may begin the same attempt again (its
/// memory proves that nothing was handed over), as after an answer that was lost with the connection.
pub struct BeginUnit {
    /// Who hands over; must hold its lease.
    pub owner: i64,
    /// Now.
    pub now: Millis,
    /// What is about to be handed over: attempt `attempts + 1` of each.
    pub messages: Vec<LaneMessage>,
}

/// What became of each message of a [`BeginUnit`], in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// On disk: hand it over.
    Go,
    /// Somebody opted out: it was made REJECTED.
    Suppressed,
    /// Its validity is over: it was made EXPIRED.
    Expired,
    /// It is no longer this owner's: cancelled, taken over, or settled by a report.
    Gone,
}

/// What became of one attempt.
#[derive(Clone)]
pub struct Settlement {
    /// The message as it was handed over (`attempts` counts those before this one).
    pub message: LaneMessage,
    /// Which attempt, from 1.
    pub attempt: u16,
    /// When the outcome was known.
    pub at: Millis,
    /// The outcome.
    pub result: Settled,
}

/// How an attempt was settled; `engine` decided, the store records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// SUBMITTED; receipts are awaited for each id.
    Submitted {
        /// The carrier's ids.
        carrier_ids: Vec<String>,
        /// Set when the provider gives no reports: SENT is final.
        no_reports: bool,
        /// Extra word for the timeline, such as "found by look-up".
        detail: Option<String>,
    },
    /// FAILED or REJECTED.
    Ended {
        /// `FAILED` or `REJECTED`.
        state: MessageState,
        /// The carrier's code.
        code: Option<String>,
        /// Why.
        detail: String,
    },
    /// Back into a lane; stays QUEUED.
    Retry {
        /// When it is due again.
        due_at: Millis,
        /// Which lane.
        provider: ProviderId,
        /// Set where the outcome is unknown and the policy is `resend`: an UNKNOWN event is written too.
        unknown: bool,
        /// The carrier's code.
        code: Option<String>,
        /// Why.
        detail: String,
        /// Whether the attempt counts against the retries (throttling does not).
        counts: bool,
    },
    /// The outcome is unknown and the policy is `hold`: SUBMITTED's place, marked HELD.
    Held {
        /// What happened.
        detail: String,
    },
}

/// A delivery report on its way into the store.
#[derive(Clone)]
pub struct ReceiptUnit {
    /// Through which provider.
    pub provider: ProviderId,
    /// The id as the carrier wrote it.
    pub carrier_id: String,
    /// Tuma's own reference, where the carrier echoes it.
    pub reference: Option<(MessageId, u16)>,
    /// The number the message went to, E.164, where the carrier says it.
    pub to: Option<String>,
    /// Other spellings of the id to try when the exact one matches nothing, most likely first. A spelling counts only
    /// when `to` agrees with the message's number (or is absent) and exactly one awaited row fits.
    pub spellings: Vec<String>,
    /// What the carrier says.
    pub status: ReportStatus,
    /// The carrier's error code.
    pub error_code: Option<String>,
    /// The raw report, JSON, at most 4 KiB.
    pub raw: String,
    /// When it came.
    pub at: Millis,
}

/// What became of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptOutcome {
    /// It moved a message to this state.
    Moved(MessageState),
    /// It was kept as an event and moved nothing.
    Noted,
    /// Nothing awaits it yet: kept, and matched again when its message settles.
    Early,
}

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
    /// The sender.
    pub from: Option<String>,
    /// The destination.
    pub to: String,
    /// Destination country.
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
    /// Only this number, E.164.
    pub phone: Option<String>,
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

/// Why an organization may not send to a number.
#[derive(Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Whose list.
    pub organization: OrganizationId,
    /// E.164.
    pub number: String,
    /// `stop`, `carrier` or `person`.
    pub reason: String,
    /// Since when.
    pub at: Millis,
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
