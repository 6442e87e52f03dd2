//! Messages from phones, and parts of them, on their way into the store.

use domain::alphabet::Alphabet;
use domain::keyword::ConsentWord;
use domain::{MessageId, Millis, OrganizationId, ProviderId};

/// A whole inbound message.
#[derive(Clone)]
pub struct InboundUnit {
    /// Through which provider.
    pub provider: ProviderId,
    /// Whose; `None` where nobody takes it, then it is stored under organization 0.
    pub organization: Option<OrganizationId>,
    /// What a repeated delivery is known by: the carrier's id, or a hash of what it says.
    pub dedupe: String,
    /// The phone, E.164.
    pub from: String,
    /// The number, shortcode or sender it was sent to.
    pub to: String,
    /// The phone's country, ISO 3166-1 alpha-2 or `ZZ`.
    pub country: [u8; 2],
    /// The text.
    pub body: String,
    /// Whether it came as UCS-2 (else GSM-7).
    pub ucs2: bool,
    /// Segments it came in.
    pub segments: u16,
    /// What a segment costs, where receiving costs something.
    pub price: Option<domain::Money>,
    /// Whether its organization pays for it from its balance.
    pub charged: bool,
    /// The carrier's raw message, JSON, at most 4 KiB.
    pub raw: String,
    /// When it came.
    pub received_at: Millis,
    /// Set where the person leaves or comes back.
    pub word: Option<ConsentWord>,
    /// Whether parts of it never came.
    pub incomplete: bool,
    /// The SMPP accounts that are told.
    pub smpp_accounts: Vec<i64>,
    /// The parts it was made of, which go in the same transaction.
    pub parts: Option<PartKey>,
    /// What it is known by beside `dedupe` while our answer is in doubt.
    pub likeness: Option<Likeness>,
}

/// What a delivery is known by whose carrier gives it no id.
#[derive(Clone, PartialEq, Eq)]
pub struct Likeness {
    /// A hash of all that a repeated delivery repeats; never the `dedupe` of anything.
    pub key: String,
    /// Whether a message that is noted under it, and was stored within the last hour, is this one.
    pub ask: bool,
}

/// What became of an inbound message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InboundStored {
    /// It is stored now.
    New(MessageId),
    /// It was stored before, as this message.
    Again(MessageId),
    /// Its parts went into another message meanwhile; nothing was stored.
    Gone,
}

/// What the parts of one long message share.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartKey {
    /// Through which provider; of a message that an SMPP account hands in, the account.
    pub provider: ProviderId,
    /// The phone.
    pub from: String,
    /// The number, shortcode or sender it was sent to.
    pub to: String,
    /// The phone's reference.
    pub reference: u16,
    /// How many parts there are.
    pub total: u8,
}

/// One part of a long message.
#[derive(Clone, PartialEq, Eq)]
pub struct InboundPart {
    /// Which it is, from 1.
    pub number: u8,
    /// How its octets are read, once all are joined.
    pub alphabet: Alphabet,
    /// Its octets, without any user data header.
    pub octets: Vec<u8>,
    /// What a repeated delivery of it is known by.
    pub dedupe: String,
    /// The carrier's raw message, JSON.
    pub raw: String,
    /// When it came.
    pub received_at: Millis,
    /// The [`Likeness::key`] of its delivery.
    pub likeness: Option<String>,
}

/// A part on its way into the store.
#[derive(Clone)]
pub struct PartUnit {
    /// Which message it belongs to.
    pub key: PartKey,
    /// The part.
    pub part: InboundPart,
    /// Whether it may be a part of a stored message, delivered once more: [`Likeness::ask`].
    pub ask: bool,
}

/// What became of a part.
#[derive(Clone)]
pub enum PartOutcome {
    /// It is kept until the others come; or another part of the same call completes its message.
    Kept,
    /// It was part of this message, which is stored already.
    Again(MessageId),
    /// All parts are there, in their order. They stay until [`crate::Store::inbound_store`] is given their key.
    Complete(Vec<InboundPart>),
}

/// The parts of a message that are there.
#[derive(Clone)]
pub struct PartSet {
    /// What they share.
    pub key: PartKey,
    /// Those that came, in their order.
    pub parts: Vec<InboundPart>,
}
