//! A hash of all that a repeated delivery repeats, and nothing else: not the sequence_number, which is the session's.
//!
//! Every TLV is in it, so what a peer numbers itself (user_message_reference, receipted_message_id, a TLV of its own)
//! tells two messages with the same words apart.

use ::smpp::pdu::Message;
use ::smpp::tlv::Tlvs;

/// FNV-1a, written here since it must be the same after an update, and pinned by a test.
pub(super) fn of(message: &Message, tlvs: &Tlvs) -> u128 {
    let kinds = [message.esm_class, message.data_coding, message.protocol_id];
    let fields = [
        message.source.text.as_bytes(),
        message.destination.text.as_bytes(),
        &kinds,
        message.schedule_delivery_time.as_bytes(),
        &message.short_message,
    ];
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    let mut add = |octets: &[u8]| {
        for octet in (octets.len() as u32).to_be_bytes().iter().chain(octets) {
            hash = (hash ^ u128::from(*octet)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    };
    fields.into_iter().for_each(&mut add);
    for tlv in tlvs.iter() {
        add(&tlv.tag.to_be_bytes());
        add(&tlv.value);
    }
    hash
}

#[cfg(test)]
mod tests {
    use ::smpp::tlv::tag;

    use super::*;

    #[test]
    fn what_a_peer_numbers_itself_tells_the_same_words_apart() {
        let message = Message {
            short_message: "1".into(),
            ..Message::default()
        };
        let numbered = |number| of(&message, &Tlvs::new().with_u16(tag::USER_MESSAGE_REFERENCE, number));
        assert_eq!(numbered(7), numbered(7));
        assert_ne!(numbered(7), numbered(8));
        assert_ne!(numbered(7), of(&message, &Tlvs::new()));
        let later = Message {
            schedule_delivery_time: "000001000000000R".to_owned(),
            ..message.clone()
        };
        assert_ne!(of(&later, &Tlvs::new()), of(&message, &Tlvs::new()));
    }

    #[test]
    fn the_hash_never_changes_between_releases() {
        let mut message = Message {
            short_message: "STAGE 4".into(),
            data_coding: 1,
            ..Message::default()
        };
        message.source.text = "254722000001".to_owned();
        message.destination.text = "20880".to_owned();
        let tlvs = Tlvs::new().with_u16(tag::USER_MESSAGE_REFERENCE, 7);
        assert_eq!(
            format!("{:032x}", of(&message, &tlvs)),
            "966c34652f9156c3b6a82aa7f386aa1d"
        );
    }
}
