//! How the SMSC behaves, as a JSON document. Everything has a default; unknown keys are refused.

use std::net::IpAddr;

use serde::Deserialize;

use super::misbehaviour::Misbehaviour;

/// How the SMSC behaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SmscSettings {
    /// Its own system_id in bind responses.
    pub system_id: String,
    /// The version it tells in bind responses, 52 (3.4) or 80 (5.0); 0 tells none.
    pub version: u8,
    /// Whether it speaks TLS, with a certificate that is made when it starts.
    pub tls: bool,
    /// The names and addresses that the certificate holds for; where it listens and `localhost` unless it is said.
    pub tls_names: Vec<String>,
    /// Who may bind; empty: whoever wants.
    pub accounts: Vec<Account>,
    /// The most binds of one system_id; more are answered ESME_RBINDFAIL.
    pub bind_limit: Option<usize>,
    /// How long every response takes. Any number of requests wait at once.
    pub latency_ms: u64,
    /// Messages a second; over it ESME_RTHROTTLED.
    pub throughput_per_second: Option<u32>,
    /// Messages without a final state; over it ESME_RMSGQFUL.
    pub queue_limit: Option<usize>,
    /// Unanswered deliver_sm a session.
    pub deliver_window: usize,
    /// How long until a deliver_sm that was answered "not now" is sent again.
    pub deliver_retry_ms: u64,
    /// How long a connection may stay without a bind.
    pub session_init_ms: u64,
    /// Silence after which the SMSC sends enquire_link; 0: never.
    pub enquire_link_ms: u64,
    /// Everything is written one octet at a time.
    pub byte_by_byte: bool,
    /// Error responses have a body too, with an empty message_id.
    pub body_on_error: bool,
    /// How message ids look.
    pub ids: Ids,
    /// Delivery receipts.
    pub receipts: Receipts,
    /// What becomes of messages to certain numbers.
    pub fates: Vec<Fate>,
    /// Misbehaviours, each at the next occasion that it fits.
    pub script: Vec<Misbehaviour>,
    /// The most PDUs that are remembered; what comes after them is counted only.
    pub record_limit: usize,
}

impl Default for SmscSettings {
    fn default() -> Self {
        Self {
            system_id: "SMSC".to_owned(),
            version: 0x34,
            tls: false,
            tls_names: Vec::new(),
            accounts: Vec::new(),
            bind_limit: None,
            latency_ms: 0,
            throughput_per_second: None,
            queue_limit: None,
            deliver_window: 500,
            deliver_retry_ms: 200,
            session_init_ms: 10_000,
            enquire_link_ms: 0,
            byte_by_byte: false,
            body_on_error: false,
            ids: Ids::default(),
            receipts: Receipts::default(),
            fates: Vec::new(),
            script: Vec::new(),
            record_limit: 1_000_000,
        }
    }
}

impl SmscSettings {
    /// What the certificate holds for, of one that listens on `address`.
    pub(super) fn names(&self, address: IpAddr) -> Vec<String> {
        match self.tls_names.as_slice() {
            [] => vec![address.to_string(), "localhost".to_owned()],
            names => names.to_vec(),
        }
    }
}

/// Who may bind.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Account {
    /// Its system_id, at most 15 characters.
    pub system_id: String,
    /// Its password, at most 8 characters.
    pub password: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Account({})", self.system_id)
    }
}

/// How message ids look.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Ids {
    /// In responses.
    pub style: IdStyle,
    /// Filled up with zeros to so many digits, in responses.
    pub pad: usize,
    /// In receipts; as in responses unless it is said.
    pub receipt_style: Option<IdStyle>,
    /// The padding in receipts; as in responses unless it is said.
    pub receipt_pad: Option<usize>,
    /// The first id.
    pub first: u64,
    /// The same ids come again after so many.
    pub reuse_after: Option<u64>,
}

impl Default for Ids {
    fn default() -> Self {
        Self {
            style: IdStyle::Decimal,
            pad: 10,
            receipt_style: None,
            receipt_pad: None,
            first: 1_000_000_000,
            reuse_after: None,
        }
    }
}

/// The spelling of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IdStyle {
    /// Decimal digits.
    Decimal,
    /// Hexadecimal digits, a to f.
    Hex,
    /// Hexadecimal digits, A to F.
    UpperHex,
}

impl Ids {
    /// The id of the `nth` message in a response.
    pub fn in_response(&self, nth: u64) -> String {
        spell(self.number(nth), self.style, self.pad)
    }

    /// The id of the `nth` message in a receipt.
    pub fn in_receipt(&self, nth: u64) -> String {
        let style = self.receipt_style.unwrap_or(self.style);
        spell(self.number(nth), style, self.receipt_pad.unwrap_or(self.pad))
    }

    fn number(&self, nth: u64) -> u64 {
        let nth = match self.reuse_after {
            Some(count) => nth % count.max(1),
            None => nth,
        };
        self.first.wrapping_add(nth)
    }
}

fn spell(number: u64, style: IdStyle, pad: usize) -> String {
    match style {
        IdStyle::Decimal => format!("{number:0pad$}"),
        IdStyle::Hex => format!("{number:0pad$x}"),
        IdStyle::UpperHex => format!("{number:0pad$X}"),
    }
}

/// Delivery receipts.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Receipts {
    /// Whether there are any; which messages get one, registered_delivery says.
    pub enabled: bool,
    /// The span from the response to the receipt.
    pub delay_ms: u64,
    /// Where the receipt's facts stand.
    pub form: ReceiptForm,
    /// Which PDU carries it.
    pub carrier: ReceiptCarrier,
    /// Before the response instead of after it.
    pub early: bool,
    /// How often each comes again.
    pub duplicates: u32,
    /// One of so many is never sent.
    pub lost_every: Option<u64>,
    /// So many are held back and sent last first.
    pub reversed: Option<usize>,
    /// Each is preceded by one for an id that was never given.
    pub unknown_ids: bool,
    /// A receipt ENROUTE comes before the final one, whether it was asked for or not.
    pub enroute_first: bool,
    /// Which parts of a long message get one.
    pub segments: Segments,
}

impl Default for Receipts {
    fn default() -> Self {
        Self {
            enabled: true,
            delay_ms: 50,
            form: ReceiptForm::TextAndTlvs,
            carrier: ReceiptCarrier::DeliverSm,
            early: false,
            duplicates: 0,
            lost_every: None,
            reversed: None,
            unknown_ids: false,
            enroute_first: false,
            segments: Segments::Each,
        }
    }
}

/// Where a receipt's facts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReceiptForm {
    /// In the text and in TLVs.
    TextAndTlvs,
    /// In the text only.
    Text,
    /// In TLVs only: sm_length is 0.
    Tlvs,
    /// In a text with keys in other cases, fields missing, dates with seconds and blanks where none belong.
    OddText,
}

/// Which PDU carries a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReceiptCarrier {
    /// deliver_sm.
    DeliverSm,
    /// data_sm.
    DataSm,
}

/// Which parts of a long message get receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Segments {
    /// Each part its own.
    Each,
    /// Only the part that says it is the last.
    Last,
}

/// What becomes of messages to numbers that end so; the first that fits counts.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Fate {
    /// The end of the destination.
    pub suffix: String,
    /// The status of the response; other than 0: refused.
    pub status: u32,
    /// The final state in the receipt.
    pub state: FinalState,
    /// The network's error code in the receipt.
    pub error: u16,
}

impl Default for Fate {
    fn default() -> Self {
        Self {
            suffix: String::new(),
            status: 0,
            state: FinalState::Delivered,
            error: 0,
        }
    }
}

/// A state of a message, numbered as in the TLV message_state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names are the standard's")]
pub enum FinalState {
    Enroute = 1,
    Delivered = 2,
    Expired = 3,
    Deleted = 4,
    Undeliverable = 5,
    Accepted = 6,
    Unknown = 7,
    Rejected = 8,
}

impl FinalState {
    /// The word in a receipt's text.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Enroute => "ENROUTE",
            Self::Delivered => "DELIVRD",
            Self::Expired => "EXPIRED",
            Self::Deleted => "DELETED",
            Self::Undeliverable => "UNDELIV",
            Self::Accepted => "ACCEPTD",
            Self::Unknown => "UNKNOWN",
            Self::Rejected => "REJECTD",
        }
    }
}
