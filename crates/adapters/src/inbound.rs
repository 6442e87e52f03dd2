//! What comes from a phone: inbound messages, parts of them, and opt-outs.

use domain::alphabet::Alphabet;
use domain::{Millis, ProviderId};

/// One inbound message or one part of it, normalized.
#[derive(Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The provider it came through.
    pub provider: ProviderId,
    /// The carrier's id, by which a repeated delivery is known; without one, its content tells.
    pub carrier_id: Option<String>,
    /// The phone, as the carrier wrote it.
    pub from: String,
    /// The number, shortcode or sender that it was sent to, as the carrier wrote it.
    pub to: String,
    /// What it says.
    pub content: Content,
    /// Its place among the parts of a long message that the carrier did not join.
    pub part: Option<Part>,
    /// Set where the carrier itself tells that this is an opt-out or opt-in, whatever the text says.
    pub opt_out: Option<OptOutWord>,
    /// When it was sent by the carrier's clock, ms since 1970.
    pub sent_at: Option<Millis>,
    /// What it is known by where the carrier gives no id of its own and `carrier_id` is the adapter's.
    pub likeness: Option<Likeness>,
    /// The raw message as JSON, for the timeline; at most 4 KiB.
    pub raw: String,
}

/// What a delivery is known by when it comes again to a process that did not take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// A hash of all that a repeated delivery repeats; at most 64 characters, and never a carrier id.
    pub key: String,
    /// Whether this process has not met it: then one that is stored, and whose answer is in doubt, is this one.
    pub ask: bool,
}

/// A text, or the octets of one: parts are joined before they are decoded.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// Decoded by the carrier.
    Text(String),
    /// Octets in an alphabet, without any user data header.
    Octets {
        /// How to read them.
        alphabet: Alphabet,
        /// The octets.
        octets: Vec<u8>,
    },
}

/// A place among the parts of one long message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What all parts share.
    pub reference: u16,
    /// How many there are, 1 to 255.
    pub total: u8,
    /// Which this is, from 1.
    pub number: u8,
}

/// Whether a person leaves or comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptOutWord {
    /// Wants no more messages.
    Stop,
    /// Wants messages again.
    Start,
}

/// A carrier's own word that a person opted out or in, without a message.
#[derive(Clone, PartialEq, Eq)]
pub struct OptOut {
    /// The provider it came through.
    pub provider: ProviderId,
    /// The phone, as the carrier wrote it.
    pub number: String,
    /// The sender it is about, where the carrier says.
    pub sender: Option<String>,
    /// Out or in.
    pub word: OptOutWord,
}
