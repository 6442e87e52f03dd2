//! Whatever the fields hold, they come back; whatever the octets are, reading them does not panic; nothing secret prints.

use bytes::Bytes;
use proptest::prelude::*;

use super::*;
use crate::address::Address;
use crate::frame::MAX_PDU_OCTETS;

fn round_trip(pdu: &Pdu) -> Result<Pdu, Fault> {
    let mut octets = BytesMut::new();
    pdu.encode(&mut octets).unwrap();
    Pdu::decode(frame::next(&mut octets, MAX_PDU_OCTETS).unwrap().unwrap())
}

fn address() -> impl Strategy<Value = Address> {
    (any::<u8>(), any::<u8>(), "[ -~]{0,20}").prop_map(|(ton, npi, text)| Address { ton, npi, text })
}

fn destination() -> impl Strategy<Value = Destination> {
    prop_oneof![
        address().prop_map(Destination::Address),
        "[ -~]{0,20}".prop_map(Destination::List),
    ]
}

prop_compose! {
    fn message()(
        service_type in "[A-Z]{0,5}",
        (source, destination) in (address(), address()),
        octets in any::<[u8; 7]>(),
        times in ("|[0-9]{15}[R+-]", "|[0-9]{15}[R+-]"),
        text in proptest::collection::vec(any::<u8>(), 0..=255),
    ) -> Message {
        let [esm_class, protocol_id, priority, registered_delivery, replace_if_present, data_coding, default_message_id] = octets;
        Message {
            service_type, source, destination, esm_class, protocol_id, priority,
            schedule_delivery_time: times.0,
            validity_period: times.1,
            registered_delivery, replace_if_present, data_coding, default_message_id,
            short_message: text.into(),
        }
    }
}

proptest! {
    #[test]
    fn every_message_comes_back_as_it_was(message in message(), deliver: bool, sequence: u32, vendor: u16) {
        let command = if deliver { Command::DeliverSm } else { Command::SubmitSm };
        let tlvs = Tlvs::new().with(vendor | 0x1400, Bytes::from_static(b"x")).with_u16(tag::USER_MESSAGE_REFERENCE, vendor);
        let pdu = Pdu::request(command, sequence, message.into(), tlvs);
        prop_assert_eq!(round_trip(&pdu).unwrap(), pdu);
    }

    #[test]
    fn every_submit_to_many_and_its_answer_come_back_as_they_were(
        message in message(),
        destinations in proptest::collection::vec(destination(), 0..=255),
        message_id in "[0-9]{0,19}",
        unsuccessful in proptest::collection::vec((address(), any::<u32>()), 0..=255),
    ) {
        let message = Message { destination: Address::default(), ..message };
        let tlvs = Tlvs::new().with_u16(tag::USER_MESSAGE_REFERENCE, 7);
        let pdu = Pdu::request(Command::SubmitMulti, 1, Multi { message, destinations }.into(), tlvs);
        prop_assert_eq!(round_trip(&pdu).unwrap(), pdu);
        let unsuccessful = unsuccessful.into_iter().map(|(address, code)| (address, Status(code))).collect();
        let answer = Body::MultiAnswer(MultiAnswer { message_id, unsuccessful });
        let pdu = Pdu::response(Command::SubmitMulti, 1, Status::ROK, answer);
        prop_assert_eq!(round_trip(&pdu).unwrap(), pdu);
    }

    #[test]
    fn no_body_makes_reading_panic(
        command in proptest::sample::select(Command::ALL),
        is_response: bool,
        body in proptest::collection::vec(prop_oneof![Just(0_u8), any::<u8>()], 0..120),
    ) {
        let command_id = if is_response { command.response_id() } else { command.request_id() };
        let header = Header { command_id, status: Status::ROK, sequence: 1 };
        let read = Pdu::decode(Frame { header, body: BytesMut::from(&body[..]) });
        if is_response && Command::from_id(command_id).is_some() {
            prop_assert!(read.is_ok(), "a response is always read");
        }
    }
}

#[test]
fn a_field_that_is_too_long_is_named_and_nothing_is_written() {
    let long = |length: usize| "1".repeat(length);
    let mut too_long = Message::default();
    too_long.source.text = long(21);
    for (command, body, status) in [
        (Command::SubmitSm, Body::from(too_long), Status::RINVSRCADR),
        (
            Command::BindReceiver,
            Bind {
                system_id: long(16),
                ..Bind::default()
            }
            .into(),
            Status::RINVSYSID,
        ),
        (
            Command::BindReceiver,
            Bind {
                password: long(9),
                ..Bind::default()
            }
            .into(),
            Status::RINVPASWD,
        ),
        (
            Command::SubmitSm,
            Message {
                validity_period: long(15),
                ..Message::default()
            }
            .into(),
            Status::RINVEXPIRY,
        ),
        (
            Command::SubmitSm,
            Message {
                short_message: long(256).into(),
                ..Message::default()
            }
            .into(),
            Status::RINVMSGLEN,
        ),
        (
            Command::SubmitSm,
            Message {
                service_type: "ä".to_owned(),
                ..Message::default()
            }
            .into(),
            Status::RINVSERTYP,
        ),
        (
            Command::QuerySm,
            Body::Query(Query {
                message_id: long(65),
                ..Query::default()
            }),
            Status::RINVMSGID,
        ),
    ] {
        let mut output = BytesMut::from("before");
        let pdu = Pdu::request(command, 1, body, Tlvs::new());
        assert_eq!(pdu.encode(&mut output), Err(status));
        assert_eq!(&output[..], b"before");
    }
}

#[test]
fn replacements_come_back_as_they_were() {
    let replace = Replace {
        message_id: "4f1c2d".to_owned(),
        registered_delivery: 1,
        short_message: Bytes::from_static(b"new"),
        ..Replace::default()
    };
    let pdu = Pdu::request(Command::ReplaceSm, 1, replace.into(), Tlvs::new());
    assert_eq!(round_trip(&pdu).unwrap(), pdu);
}

#[test]
fn neither_numbers_nor_texts_nor_passwords_are_printed() {
    let number = |text: &str| Address {
        ton: 1,
        npi: 1,
        text: text.to_owned(),
    };
    let message = Message {
        source: number("254722123456"),
        destination: number("254733987654"),
        short_message: Bytes::from_static(b"secret"),
        ..Message::default()
    };
    let bind = Bind {
        password: "s3cret".to_owned(),
        ..Bind::default()
    };
    let tlvs = Tlvs::new().with(tag::MESSAGE_PAYLOAD, Bytes::from_static(b"secret"));
    let shown = format!(
        "{:?}",
        (
            Pdu::request(Command::SubmitSm, 1, message.into(), tlvs),
            Pdu::request(Command::BindReceiver, 1, bind.into(), Tlvs::new()),
        )
    );
    for secret in ["722123", "733987", "secret", "s3cret"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
