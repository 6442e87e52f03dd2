//! Delivery receipts: the text by the book and the many ways peers write it, and the TLVs, which are preferred.
//!
//! Reading never fails: whatever is found is given, keys in any case and order, fields missing. Whether a receipt is
//! about anything known, and how an id is spelled (hex, decimal, padded), is for the caller to find out.

mod text;

pub use text::{Written, format};

use crate::tlv::{Tlvs, tag};

/// esm_class: the bits of the message type.
const MESSAGE_TYPE: u8 = 0x3C;
/// Message type: delivery receipt.
const DELIVERY_RECEIPT: u8 = 0x04;
/// Message type: intermediate delivery notification, which is written as a receipt is.
const INTERMEDIATE: u8 = 0x20;

/// message_state, as query_sm_resp and receipts carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum State {
    /// Waiting for its time (5.0).
    Scheduled = 0,
    /// On its way.
    Enroute = 1,
    /// At the handset.
    Delivered = 2,
    /// Its validity ended first.
    Expired = 3,
    /// Cancelled.
    Deleted = 4,
    /// Cannot be delivered.
    Undeliverable = 5,
    /// Taken by the next in line, or by a person.
    Accepted = 6,
    /// The peer does not know.
    Unknown = 7,
    /// Refused.
    Rejected = 8,
    /// Left out (5.0).
    Skipped = 9,
}

/// The states, the seven letters that stand for each, and what peers write instead.
const STATES: [(State, &str, &[&str]); 10] = [
    (State::Scheduled, "SCHEDLD", &["SCHEDULED"]),
    (State::Enroute, "ENROUTE", &["BUFFERED", "BUFFRED", "EN_ROUTE"]),
    (State::Delivered, "DELIVRD", &["DELIVERED", "DELIVERD"]),
    (State::Expired, "EXPIRED", &["EXPIRD"]),
    (State::Deleted, "DELETED", &["CANCELED", "CANCELLED"]),
    (
        State::Undeliverable,
        "UNDELIV",
        &["UNDELIVERABLE", "UNDELIVERED", "UNDELIVRD", "FAILED"],
    ),
    (State::Accepted, "ACCEPTD", &["ACCEPTED"]),
    (State::Unknown, "UNKNOWN", &["UNKNWN"]),
    (State::Rejected, "REJECTD", &["REJECTED"]),
    (State::Skipped, "SKIPPED", &[]),
];

impl State {
    /// The state with this message_state value.
    pub fn from_octet(octet: u8) -> Option<Self> {
        STATES.get(usize::from(octet)).map(|row| row.0)
    }

    /// The state that a `stat:` word stands for, in any case and in the spellings that are met.
    pub fn from_word(word: &str) -> Option<Self> {
        STATES
            .iter()
            .find(|(_, by_the_book, others)| {
                word.eq_ignore_ascii_case(by_the_book) || others.iter().any(|other| word.eq_ignore_ascii_case(other))
            })
            .map(|row| row.0)
    }

    /// The seven letters of a receipt.
    pub fn word(self) -> &'static str {
        STATES[self as usize].1
    }

    /// Whether nothing more follows. [`State::Unknown`] counts as final; to keep waiting instead is the caller's policy.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Scheduled | Self::Enroute | Self::Accepted)
    }
}

/// What a receipt says.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Receipt {
    /// The message_id it is about, as the peer spells it here.
    pub id: Option<String>,
    /// What became of the message.
    pub state: Option<State>,
    /// The `err:` field, network specific; `000` is no error.
    pub error: Option<String>,
    /// Network type and error code of the TLV.
    pub network_error: Option<(u8, u16)>,
    /// Messages submitted, from `sub:`.
    pub submitted_count: Option<u32>,
    /// Messages delivered, from `dlvrd:`.
    pub delivered_count: Option<u32>,
    /// When it was submitted, in the peer's local time taken as UTC.
    pub submitted_ms: Option<i64>,
    /// When it was done, in the peer's local time taken as UTC.
    pub done_ms: Option<i64>,
}

impl std::fmt::Debug for Receipt {
    /// Without anything of the text.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Receipt({:?} {:?} {:?})", self.id, self.state, self.error)
    }
}

/// Whether a message with this esm_class is a receipt or an intermediate notification (the type is told by its bits:
/// a receipt may carry UDHI too).
pub const fn is_receipt(esm_class: u8) -> bool {
    matches!(esm_class & MESSAGE_TYPE, DELIVERY_RECEIPT | INTERMEDIATE)
}

/// Reads a receipt from its text (short_message or message_payload, decoded) and its TLVs, which win.
pub fn parse(text: &str, tlvs: &Tlvs) -> Receipt {
    let mut receipt = text::parse(text);
    if let Some(id) = tlvs.text(tag::RECEIPTED_MESSAGE_ID).filter(|id| !id.trim().is_empty()) {
        receipt.id = Some(id.trim().to_owned());
    }
    if let Some(state) = tlvs.u8(tag::MESSAGE_STATE).and_then(State::from_octet) {
        receipt.state = Some(state);
    }
    if let Some(&[network, high, low]) = tlvs.get(tag::NETWORK_ERROR_CODE).map(AsRef::as_ref) {
        receipt.network_error = Some((network, u16::from_be_bytes([high, low])));
    }
    receipt
}

#[cfg(test)]
mod tests;
