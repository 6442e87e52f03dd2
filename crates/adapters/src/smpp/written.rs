//! The settings of an SMPP provider as people write them.

use std::collections::BTreeMap;

use domain::alphabet::Alphabet;
use serde::Deserialize;

use super::forms::{AutoOr, Number};

/// Everything that can be set; `settings` checks it.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Written {
    pub host: String,
    pub port: Option<u32>,
    pub system_id: String,
    pub password: String,
    pub system_type: String,
    pub address_range: String,
    pub binds: Vec<WrittenBind>,
    pub version: Version,
    pub window: Option<u32>,
    pub enquire_link_seconds: Option<u32>,
    pub response_timeout_seconds: Option<u32>,
    pub inactivity_seconds: Option<u32>,
    pub reconnect_min_ms: Option<u32>,
    pub reconnect_max_ms: Option<u32>,
    pub throttle_pause_ms: Option<u32>,
    pub tls: Tls,
    pub tls_ca: Option<String>,
    pub tls_server_name: Option<String>,
    pub long_messages: LongMessages,
    pub alphabet: DefaultAlphabet,
    pub inbound_data_coding: InboundDataCoding,
    pub data_coding: DataCoding,
    pub unmappable: Unmappable,
    pub source_ton: AutoOr,
    pub source_npi: AutoOr,
    pub dest_ton: AutoOr,
    pub dest_npi: AutoOr,
    pub from_number: Option<String>,
    pub senders: Vec<String>,
    pub service_type: String,
    pub validity: Validity,
    pub registered_delivery: Option<u32>,
    pub protocol_id: u8,
    pub priority: Priorities,
    pub dlt: Dlt,
    pub unknown_state: UnknownState,
    pub utc_offset_minutes: i32,
    pub status_map: BTreeMap<String, Treatment>,
}

/// Binds of one kind.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WrittenBind {
    pub mode: BindMode,
    #[serde(default)]
    pub count: Option<u32>,
}

/// What a bind may do.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "camelCase")]
pub(super) enum BindMode {
    Transceiver,
    Transmitter,
    Receiver,
}

/// The version that is told to the SMSC.
#[derive(Deserialize, Clone, Copy, Default)]
pub(super) enum Version {
    #[default]
    #[serde(rename = "3.4")]
    V34,
    #[serde(rename = "5.0")]
    V50,
}

/// Whether the connection is encrypted.
#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Tls {
    #[default]
    Off,
    On,
}

/// How the parts of a long message are held together.
#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub(super) enum LongMessages {
    /// User data headers with an 8-bit reference.
    #[default]
    Udh,
    /// User data headers with a 16-bit reference.
    Udh16,
    /// The sar TLVs.
    Sar,
    /// One PDU with message_payload.
    Payload,
}

/// The alphabet that data_coding 0 stands for at the SMSC.
#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "camelCase")]
pub(super) enum DefaultAlphabet {
    #[default]
    Gsm7,
    Gsm7Packed,
    Latin1,
    Ascii,
}

/// What the SMSC means by the data_coding of what it delivers, where it is not what the standard says.
#[derive(Deserialize, Clone, Copy, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct InboundDataCoding {
    /// 0; `alphabet` without it.
    #[serde(rename = "0")]
    pub zero: Option<ReadAs>,
    /// 1; without it ASCII, unless the octets show that it is GSM 7-bit.
    #[serde(rename = "1")]
    pub one: Option<ReadAs>,
}

/// An alphabet that peers mean by 0 or 1.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "camelCase")]
pub(super) enum ReadAs {
    Gsm7,
    Ascii,
    Latin1,
}

impl From<ReadAs> for Alphabet {
    fn from(read_as: ReadAs) -> Self {
        match read_as {
            ReadAs::Gsm7 => Self::Gsm7,
            ReadAs::Ascii => Self::Ascii,
            ReadAs::Latin1 => Self::Latin1,
        }
    }
}

/// The data_coding of each alphabet.
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct DataCoding {
    pub gsm: u8,
    pub ucs2: u8,
}

impl Default for DataCoding {
    fn default() -> Self {
        Self { gsm: 0, ucs2: 8 }
    }
}

/// What becomes of a text that the alphabet does not have.
#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Unmappable {
    #[default]
    Ucs2,
    Refuse,
}

/// How the SMSC is told when a message is no longer worth delivering.
#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Validity {
    #[default]
    Relative,
    Absolute,
    None,
}

/// priority_flag by class.
#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Priorities {
    pub otp: u32,
    pub transactional: u32,
    pub promotional: u32,
}

/// What Indian operators ask of every message.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Dlt {
    pub entity_id: Option<String>,
    pub template_id: Option<String>,
    pub tags: DltTags,
}

/// The TLVs that carry it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct DltTags {
    pub entity_id: Number,
    pub template_id: Number,
}

impl Default for DltTags {
    fn default() -> Self {
        Self {
            entity_id: Number(0x1400),
            template_id: Number(0x1401),
        }
    }
}

/// What a receipt with the state UNKNOWN means.
#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum UnknownState {
    #[default]
    Failed,
    Sent,
}

/// What a status means, where the SMSC means something of its own by it.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Treatment {
    Retry,
    Throttled,
    Permanent,
    InvalidNumber,
    OptedOut,
    Sender,
    Route,
    Account,
}
