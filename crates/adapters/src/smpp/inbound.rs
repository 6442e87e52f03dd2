//! An inbound message or a part of one: its octets without the header, its alphabet, and its place among the parts.

use ::smpp::coding::{self, Coding};
use ::smpp::pdu::Message;
use ::smpp::tlv::{Tlvs, tag};
use ::smpp::udh::{self, Concatenation, UserDataHeader};
use domain::alphabet::Alphabet;
use serde_json::json;

use super::Shared;
use super::receipt::masked;
use super::repeats::Known;
use crate::{Content, Inbound, Part, raw};

/// esm_class: the user data begins with a header.
const UDHI: u8 = 0x40;

/// The message; `known` is what a repeated delivery is known by.
pub(super) fn inbound(shared: &Shared, message: &Message, tlvs: &Tlvs, known: &Known) -> Inbound {
    let user_data = message.user_data(tlvs);
    // A header that cannot be read is left in: no octet of a message is thrown away.
    let header = match message.esm_class & UDHI {
        0 => UserDataHeader::default(),
        _ => udh::parse(user_data).unwrap_or_default(),
    };
    let place = header.concatenation.or_else(|| by_sar(tlvs));
    // What cannot be read is kept as octets.
    let coding = coding::decode(message.data_coding, shared.settings.reading).unwrap_or(Coding {
        alphabet: Alphabet::Binary,
        is_guess: false,
        class: None,
    });
    let (alphabet, octets) = coding::text_octets(user_data, header.length, coding);
    let raw = json!({
        "from": masked(&message.source.text),
        "to": masked(&message.destination.text),
        "esmClass": message.esm_class,
        "dataCoding": message.data_coding,
        "octets": octets.len(),
        "part": place.map(|place| json!([place.reference, place.number, place.total])),
        "ports": header.ports.map(|(to, from)| json!([to, from])),
    });
    Inbound {
        provider: shared.provider,
        carrier_id: Some(known.carrier_id.clone()),
        from: message.source.text_form(),
        to: message.destination.text_form(),
        content: Content::Octets {
            alphabet,
            octets: octets.into_owned(),
        },
        // One part is no part.
        part: place.filter(|place| place.total > 1).map(|place| Part {
            reference: place.reference,
            total: place.total,
            number: place.number,
        }),
        opt_out: None,
        sent_at: None,
        likeness: Some(known.likeness.clone()),
        raw: raw::of_value(&raw),
    }
}

/// The three TLVs go together or are ignored.
fn by_sar(tlvs: &Tlvs) -> Option<Concatenation> {
    Concatenation::new(
        tlvs.u16(tag::SAR_MSG_REF_NUM)?,
        tlvs.u8(tag::SAR_TOTAL_SEGMENTS)?,
        tlvs.u8(tag::SAR_SEGMENT_SEQNUM)?,
    )
}
