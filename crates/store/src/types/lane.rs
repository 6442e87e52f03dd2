//! A message on its way to the carrier: in a lane, begun, settled; claimed, promoted and reclaimed.

use std::sync::Arc;

use domain::{Class, MessageId, MessageState, Millis, OrganizationId, Priority, ProviderId};

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
    /// Whether it is UCS-2 (else GSM-7).
    pub ucs2: bool,
    /// Segments it takes.
    pub segments: u16,
    /// Cost so far, micros, for the rollups.
    pub cost_micros: i64,
    /// Currency of the cost.
    pub currency: domain::Currency,
    /// What is held for it where somebody pays.
    pub funds: domain::Funds,
    /// When it was accepted.
    pub accepted_at: Millis,
    /// When it became due.
    pub due_at: Millis,
    /// When its validity ends.
    pub expires_at: Millis,
    /// Whether the caller forced the provider: it is never moved to another.
    pub forced: bool,
    /// The decision about its way.
    pub decision: Option<i64>,
    /// Who is told its final state, as [`crate::outbox_target`] reads it from the callback; `None` where nobody is.
    pub callback: Option<i64>,
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
    /// What it costs from now on, micros, where its provider changed; what was held for it is never exceeded.
    pub cost_micros: Option<i64>,
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
        /// What the carrier said besides, such as its price: JSON for the event.
        metadata: Option<String>,
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
        /// Set where it goes on with another provider rather than waiting: its event is PROVIDER_ERROR alone, and where
        /// it is due already it can be claimed at once.
        failover: bool,
    },
    /// The outcome is unknown and the policy is `hold`: SUBMITTED's place, marked HELD.
    Held {
        /// What happened.
        detail: String,
    },
}

/// A waiting entry of a lane, as far as routing asks.
#[derive(Clone, PartialEq, Eq)]
pub struct WaitingMessage {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub message: MessageId,
    /// The decision about its way.
    pub decision: Option<i64>,
    /// Whether the caller forced the provider.
    pub forced: bool,
    /// Destination, E.164.
    pub to: String,
    /// Its class.
    pub class: Class,
    /// Segments it takes.
    pub segments: u16,
    /// When it was accepted.
    pub accepted_at: Millis,
    /// Currency of its cost.
    pub currency: domain::Currency,
}

/// A place in a lane; entries that come up behind it are read on the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LaneCursor {
    pub(crate) organization: i64,
    pub(crate) due_at: Millis,
    pub(crate) message: i64,
}

/// One page of a lane's waiting entries.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct WaitingPage {
    /// By organization, the oldest due first.
    pub messages: Vec<WaitingMessage>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<LaneCursor>,
}

/// One message that goes to another lane before its hand-over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reroute {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub message: MessageId,
    /// The lane it is in.
    pub from: ProviderId,
    /// The lane it goes to.
    pub to: ProviderId,
    /// What it costs there, micros; what it cost so far if absent. What was held for it is never exceeded.
    pub cost_micros: Option<i64>,
    /// Why, for the timeline.
    pub detail: String,
}
