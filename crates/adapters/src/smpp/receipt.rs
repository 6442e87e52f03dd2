//! A delivery receipt as a report: from its TLVs, else from its text, in whichever form the SMSC writes it.

use std::borrow::Cow;

use ::smpp::coding::{self, Reading};
use ::smpp::pdu::Message;
use ::smpp::receipt::{self, Receipt, State};
use ::smpp::tlv::{Tlvs, tag};
use ::smpp::udh;
use domain::ReportStatus;
use domain::alphabet::Alphabet;
use domain::phone::{is_e164, mask};
use serde_json::json;

use super::Shared;
use super::written::UnknownState;
use crate::{Report, raw};

/// esm_class: the user data begins with a header.
const UDHI: u8 = 0x40;
/// esm_class: the bits of the message type, and the type of an intermediate notification.
const TYPE: u8 = 0x3C;
const INTERMEDIATE: u8 = 0x20;

/// Whether `message` is a receipt, told by its type or by the TLVs that only receipts have.
pub(super) fn is_receipt(message: &Message, tlvs: &Tlvs) -> bool {
    let by_tlvs = tlvs.get(tag::RECEIPTED_MESSAGE_ID).is_some() && tlvs.get(tag::MESSAGE_STATE).is_some();
    receipt::is_receipt(message.esm_class) || by_tlvs
}

/// The report; `None` for a receipt that does not say which message it is about.
pub(super) fn report(shared: &Shared, message: &Message, tlvs: &Tlvs) -> Option<Report> {
    let text = text(message, tlvs, shared.settings.reading);
    let receipt = receipt::parse(&text, tlvs);
    let intermediate = message.esm_class & TYPE == INTERMEDIATE;
    let raw = json!({
        "esmClass": message.esm_class,
        "id": receipt.id,
        "stat": receipt.state.map(State::word),
        "err": receipt.error,
        "networkError": receipt.network_error.map(|(network, code)| format!("{network}:{code}")),
        "sub": receipt.submitted_count,
        "dlvrd": receipt.delivered_count,
        "submitted": receipt.submitted_ms,
        "done": receipt.done_ms,
        "from": masked(&message.source.text),
        "to": masked(&message.destination.text),
    });
    Some(Report {
        provider: shared.provider,
        to: e164(message),
        reference: None,
        status: if intermediate {
            ReportStatus::Sent
        } else {
            status(&receipt, shared.settings.unknown_state)
        },
        error_code: error_code(&receipt),
        detail: None,
        price: None,
        opted_out: false,
        occurred_at: receipt.done_ms.map(|local| local - shared.settings.utc_offset_ms),
        raw: raw::of_value(&raw),
        carrier_id: receipt.id?,
    })
}

/// The receipt's text. Receipts are written in ASCII whatever their data_coding, and in ASCII `_` is no `§`.
fn text<'a>(message: &'a Message, tlvs: &'a Tlvs, reading: Reading) -> Cow<'a, str> {
    let user_data = message.user_data(tlvs);
    let header = match message.esm_class & UDHI {
        0 => 0,
        _ => udh::parse(user_data).map_or(0, |header| header.length),
    };
    let octets = user_data.get(header..).unwrap_or_default();
    let is_ascii = octets
        .iter()
        .all(|octet| matches!(octet, 0x20..=0x7E | b'\r' | b'\n' | b'\t'));
    match std::str::from_utf8(octets) {
        Ok(text) if is_ascii => Cow::Borrowed(text),
        _ => {
            let alphabet =
                coding::decode(message.data_coding, reading).map_or(Alphabet::Latin1, |found| found.alphabet);
            Cow::Owned(alphabet.decode(octets))
        }
    }
}

/// The phone that the message went to: a receipt comes from it.
fn e164(message: &Message) -> Option<String> {
    let text = message.source.text_form();
    let number = if text.starts_with('+') {
        text
    } else {
        format!("+{text}")
    };
    is_e164(&number).then_some(number)
}

fn status(receipt: &Receipt, unknown: UnknownState) -> ReportStatus {
    match (receipt.state, receipt.delivered_count) {
        (Some(state), _) => status_of(state, unknown),
        (None, Some(1..)) => ReportStatus::Delivered,
        (None, _) => ReportStatus::Sent,
    }
}

/// What a state means for a message.
pub(super) fn status_of(state: State, unknown: UnknownState) -> ReportStatus {
    match state {
        State::Scheduled | State::Enroute | State::Accepted => ReportStatus::Sent,
        State::Delivered => ReportStatus::Delivered,
        State::Expired => ReportStatus::Expired,
        State::Rejected => ReportStatus::Rejected,
        State::Deleted | State::Undeliverable | State::Skipped => ReportStatus::Failed,
        State::Unknown if unknown == UnknownState::Sent => ReportStatus::Sent,
        State::Unknown => ReportStatus::Failed,
    }
}

/// The network's code, unless it says "none".
fn error_code(receipt: &Receipt) -> Option<String> {
    let by_text = receipt
        .error
        .clone()
        .filter(|code| code.bytes().any(|octet| octet != b'0'));
    let by_tlv = receipt.network_error.filter(|(_, code)| *code != 0);
    by_text.or_else(|| by_tlv.map(|(_, code)| code.to_string()))
}

/// A number masked; a name or a shortcode as it is.
pub(super) fn masked(address: &str) -> String {
    match address.bytes().filter(u8::is_ascii_digit).count() {
        0..=6 => address.to_owned(),
        _ => mask(address),
    }
}
