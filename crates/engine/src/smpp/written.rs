//! What an account is told, as PDUs: receipts by the book, and what phones write.

use ::smpp::address::Rules;
use ::smpp::concat::{self, Way};
use ::smpp::pdu::Message;
use ::smpp::receipt::{self, State, Written};
use ::smpp::tlv::{Tlvs, tag};
use domain::alphabet::Alphabet;
use domain::segment::Reference;
use domain::{MessageState, Millis};
use store::{MessageRow, OutboxKind, OutboxRow};

use super::inquire::{error_of, state_of};
use super::origin::{Asked, Origin};

/// esm_class: a delivery receipt.
const RECEIPT: u8 = 0x04;
/// esm_class: the user data begins with a header.
const UDHI: u8 = 0x40;
/// The last version that knows no TLVs.
const LAST_WITHOUT_TLVS: u8 = 0x33;
/// network_error_code: the network type that the code is of; 3 is GSM.
const NETWORK_GSM: u8 = 3;
const DATA_CODING_UCS2: u8 = 0x08;

/// A deliver_sm.
pub(super) type Delivery = (Message, Tlvs);

/// What a peer understands.
#[derive(Clone, Copy)]
pub(super) struct Understood {
    /// The version that it told.
    pub version: u8,
    /// What it means by data_coding 0.
    pub alphabet: Alphabet,
}

/// What tells `row` to a peer: nothing where the account does not want to know, else one deliver_sm or
/// several. `None` where it cannot be told at all.
pub(super) fn deliveries(row: &OutboxRow, peer: Understood, now: Millis) -> Option<Vec<Delivery>> {
    match row.kind {
        OutboxKind::Final => receipts(row, now),
        OutboxKind::Inbound => inbound(&row.message, peer, row.id),
    }
}

fn receipts(row: &OutboxRow, now: Millis) -> Option<Vec<Delivery>> {
    let message = &row.message;
    let origin = Origin::parse(message.callback_url.as_deref()?)?;
    let well = matches!(row.state, MessageState::Delivered | MessageState::Sent);
    // A whole message that was refused when it came got an error instead of an id; one of a submit_multi is listed there.
    let at_once = message.ended_at == Some(message.accepted_at) && message.attempts == 0;
    let refused = row.state == MessageState::Rejected && at_once;
    let answered = |asked: &Asked| refused && (asked.id.is_none() || message.batch.is_some());
    let wanted = origin
        .asked
        .iter()
        .filter(|asked| asked.wants(well) && !answered(asked));
    Some(wanted.map(|asked| receipt(row, &origin, *asked, now)).collect())
}

fn receipt(row: &OutboxRow, origin: &Origin, asked: Asked, now: Millis) -> Delivery {
    let message = &row.message;
    let state = state_of(row.state);
    let id = asked.id.unwrap_or(message.id.get()).to_string();
    let error = match state {
        State::Delivered | State::Accepted => 0,
        _ => error_of(message),
    };
    let text = receipt::format(&Written {
        id: &id,
        state,
        error,
        submitted_ms: message.accepted_at,
        done_ms: message.ended_at.unwrap_or(now),
        text: &shown(&message.body),
    });
    let mut tlvs = Tlvs::new()
        .with_c_string(tag::RECEIPTED_MESSAGE_ID, &id)
        .with_u8(tag::MESSAGE_STATE, state as u8);
    if error > 0 {
        let [high, low] = error.to_be_bytes();
        tlvs = tlvs.with(tag::NETWORK_ERROR_CODE, vec![NETWORK_GSM, high, low]);
    }
    if let Some(reference) = asked.reference {
        tlvs = tlvs.with_u16(tag::USER_MESSAGE_REFERENCE, reference);
    }
    let pdu = Message {
        source: origin.destination.address(&message.to),
        destination: origin.source.address(message.from.as_deref().unwrap_or_default()),
        esm_class: RECEIPT,
        short_message: text.into_bytes().into(),
        ..Message::default()
    };
    (pdu, tlvs)
}

/// The text with only those characters that have the same octet in GSM-7 and ASCII: peers read receipts as either.
fn shown(body: &str) -> String {
    let same = |c: char| c.is_ascii_alphanumeric() || " !\"#%&'()*+,-./:;<=>?".contains(c);
    body.chars().take(20).map(|c| if same(c) { c } else { '?' }).collect()
}

fn inbound(message: &MessageRow, peer: Understood, id: i64) -> Option<Vec<Delivery>> {
    let rules = Rules::default();
    let way = match peer.version {
        0..=LAST_WITHOUT_TLVS => Way::Header(Reference::Bits8(id.to_be_bytes()[7])),
        _ => Way::Payload,
    };
    let (data_coding, parts) = match concat::split(&message.body, peer.alphabet, way) {
        Ok(parts) => (0, parts),
        Err(_) => (
            DATA_CODING_UCS2,
            concat::split(&message.body, Alphabet::Ucs2, way).ok()?,
        ),
    };
    let delivery = |part: concat::Part| {
        let pdu = Message {
            source: rules.address(message.from.as_deref().unwrap_or_default()),
            destination: rules.address(&message.to),
            esm_class: if part.has_header { UDHI } else { 0 },
            data_coding,
            short_message: part.short_message,
            ..Message::default()
        };
        (pdu, part.tlvs)
    };
    Some(parts.into_iter().map(delivery).collect())
}
