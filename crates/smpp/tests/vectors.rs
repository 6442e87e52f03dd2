//! Every row of `testdata/smpp-pdus.csv`: well-formed PDUs decode to the fields that other implementations read and
//! encode to the same octets; malformed ones are refused as the row's notes say. What a session does about the rows that
//! only a session can judge (before bind, stray, silent) is in `tests/malformed.rs`.

use bytes::BytesMut;
use domain::alphabet::Alphabet;
use serde_json::{Map, Value, json};
use smpp::address::Address;
use smpp::coding::{self, Reading};
use smpp::command::Command;
use smpp::frame::{self, BadLength, MAX_PDU_OCTETS};
use smpp::pdu::{Body, Fault, Pdu};
use smpp::status::Status;
use smpp::tlv::{Tlvs, tag};
use smpp::udh;

struct Row {
    name: String,
    octets: Vec<u8>,
    decoded: Map<String, Value>,
    class: String,
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/smpp-pdus.csv");
    let mut reader = csv::Reader::from_path(path).expect("the file is as its README says");
    reader
        .records()
        .map(|record| {
            let record = record.expect("the file is as its README says");
            Row {
                name: record[0].to_owned(),
                octets: octets_of(&record[1]),
                decoded: serde_json::from_str(&record[3]).expect("the file is as its README says"),
                class: record[4].to_owned(),
            }
        })
        .collect()
}

fn octets_of(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("the file is as its README says"))
        .collect()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn decode(octets: &[u8]) -> Result<Pdu, Fault> {
    let mut input = BytesMut::from(octets);
    let frame = frame::next(&mut input, MAX_PDU_OCTETS)
        .expect("the length is right")
        .expect("the row is a whole PDU");
    assert!(input.is_empty());
    Pdu::decode(frame)
}

/// The fields of a PDU under the names that the CSV gives them.
fn fields(pdu: &Pdu, octets: usize) -> Map<String, Value> {
    let id = if pdu.is_response {
        pdu.command.response_id()
    } else {
        pdu.command.request_id()
    };
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("command_length", json!(octets));
    put("command_id", json!(format!("{id:#010x}")));
    put("command_status", json!(format!("{:#010x}", pdu.status.0)));
    put("sequence_number", json!(pdu.sequence));
    fields.extend(body_fields(&pdu.body, pdu.command));
    if !pdu.tlvs.is_empty() {
        fields.insert("tlv".to_owned(), tlv_fields(&pdu.tlvs));
    }
    fields
}

fn body_fields(body: &Body, command: Command) -> Map<String, Value> {
    let value = match body {
        Body::Empty => json!({}),
        Body::SystemId(system_id) => json!({ "system_id": system_id }),
        Body::MessageId(message_id) => json!({ "message_id": message_id }),
        Body::Outbind(outbind) => json!({ "system_id": outbind.system_id, "password": outbind.password }),
        Body::Bind(bind) => json!({
            "system_id": bind.system_id, "password": bind.password, "system_type": bind.system_type,
            "interface_version": bind.interface_version, "addr_ton": bind.address_range.ton,
            "addr_npi": bind.address_range.npi, "address_range": bind.address_range.text,
        }),
        Body::Query(query) => with_address(json!({ "message_id": query.message_id }), "source_addr", &query.source),
        Body::QueryAnswer(answer) => json!({
            "message_id": answer.message_id, "final_date": answer.final_date,
            "message_state": answer.message_state, "error_code": answer.error_code,
        }),
        Body::Cancel(cancel) => {
            let value = json!({ "service_type": cancel.service_type, "message_id": cancel.message_id });
            let value = with_address(value, "source_addr", &cancel.source);
            with_address(value, "destination_addr", &cancel.destination)
        }
        Body::Alert(alert) => with_address(
            with_address(json!({}), "source_addr", &alert.source),
            "esme_addr",
            &alert.esme,
        ),
        Body::Message(message) => {
            let mut value = json!({
                "service_type": message.service_type, "esm_class": message.esm_class,
                "registered_delivery": message.registered_delivery, "data_coding": message.data_coding,
            });
            if command != Command::DataSm {
                let more = json!({
                    "protocol_id": message.protocol_id, "priority_flag": message.priority,
                    "schedule_delivery_time": message.schedule_delivery_time,
                    "validity_period": message.validity_period,
                    "replace_if_present_flag": message.replace_if_present,
                    "sm_default_msg_id": message.default_message_id,
                    "sm_length": message.short_message.len(), "short_message_hex": hex(&message.short_message),
                });
                value
                    .as_object_mut()
                    .expect("it is an object")
                    .extend(more.as_object().expect("it is an object").clone());
            }
            let value = with_address(value, "source_addr", &message.source);
            with_address(value, "destination_addr", &message.destination)
        }
        Body::Replace(_) | Body::Multi(_) | Body::MultiAnswer(_) | Body::Opaque(_) => panic!("no row has one"),
    };
    value.as_object().expect("it is an object").clone()
}

fn with_address(mut value: Value, name: &str, address: &Address) -> Value {
    let prefix = if name == "destination_addr" { "dest_addr" } else { name };
    let object = value.as_object_mut().expect("it is an object");
    object.insert(format!("{prefix}_ton"), json!(address.ton));
    object.insert(format!("{prefix}_npi"), json!(address.npi));
    object.insert(name.to_owned(), json!(address.text));
    value
}

fn tlv_fields(tlvs: &Tlvs) -> Value {
    let fields: Map<String, Value> = tlvs
        .iter()
        .map(|tlv| {
            let (name, value) = match tlv.tag {
                tag::SC_INTERFACE_VERSION => ("sc_interface_version", json!(tlvs.u8(tlv.tag))),
                tag::SAR_MSG_REF_NUM => ("sar_msg_ref_num", json!(tlvs.u16(tlv.tag))),
                tag::SAR_TOTAL_SEGMENTS => ("sar_total_segments", json!(tlvs.u8(tlv.tag))),
                tag::SAR_SEGMENT_SEQNUM => ("sar_segment_seqnum", json!(tlvs.u8(tlv.tag))),
                tag::USER_MESSAGE_REFERENCE => ("user_message_reference", json!(tlvs.u16(tlv.tag))),
                tag::RECEIPTED_MESSAGE_ID => ("receipted_message_id", json!(tlvs.text(tlv.tag))),
                tag::MESSAGE_STATE => ("message_state", json!(tlvs.u8(tlv.tag))),
                tag::MS_AVAILABILITY_STATUS => ("ms_availability_status", json!(tlvs.u8(tlv.tag))),
                tag::NETWORK_ERROR_CODE => ("network_error_code", json!(hex(&tlv.value))),
                tag::MESSAGE_PAYLOAD => ("message_payload", json!(hex(&tlv.value))),
                other => panic!("tag {other:#06x} is not in the rows"),
            };
            (name.to_owned(), value)
        })
        .collect();
    Value::Object(fields)
}

#[test]
fn well_formed_rows_decode_to_their_fields_and_encode_to_their_octets() {
    let mut seen = 0;
    for row in rows().iter().filter(|row| row.class == "well-formed") {
        let pdu = decode(&row.octets).unwrap_or_else(|fault| panic!("{}: {fault}", row.name));
        let mut found = fields(&pdu, row.octets.len());
        if !row.decoded.contains_key("short_message_hex") {
            // One row leaves the field out when it is empty; the others give it as empty.
            assert!(
                found.remove("short_message_hex").is_none_or(|hex| hex == ""),
                "{}",
                row.name
            );
        }
        assert_eq!(found, row.decoded, "{}", row.name);
        let mut output = BytesMut::new();
        pdu.encode(&mut output).unwrap();
        assert_eq!(hex(&output), hex(&row.octets), "{}", row.name);
        seen += 1;
    }
    assert_eq!(seen, 50);
}

/// What becomes of a row that is not well formed.
#[derive(Debug, PartialEq)]
enum Expected {
    Length(u32),
    Unknown(u32),
    Malformed(Command, Status),
    /// It decodes, for the session to judge.
    Decodes(Command),
    /// It is never whole.
    Waits,
}

#[test]
fn the_other_rows_are_refused_as_their_notes_say() {
    let expected = [
        ("bad_length_15", Expected::Length(1)),
        ("bad_length_huge", Expected::Length(1)),
        ("bad_length_zero", Expected::Length(1)),
        ("unknown_command", Expected::Unknown(0x99)),
        ("unknown_response", Expected::Unknown(0x8000_0099)),
        ("stray_submit_sm_resp", Expected::Decodes(Command::SubmitSm)),
        ("submit_sm_before_bind", Expected::Decodes(Command::SubmitSm)),
        (
            "submit_sm_sm_length_overrun",
            Expected::Malformed(Command::SubmitSm, Status::RINVMSGLEN),
        ),
        (
            "submit_sm_no_terminator",
            Expected::Malformed(Command::SubmitSm, Status::RINVSRCADR),
        ),
        (
            "submit_sm_tlv_overrun",
            Expected::Malformed(Command::SubmitSm, Status::RINVTLVLEN),
        ),
        ("submit_sm_unknown_tlv", Expected::Decodes(Command::SubmitSm)),
        ("submit_sm_254_octets", Expected::Decodes(Command::SubmitSm)),
        (
            "submit_sm_both_texts",
            Expected::Malformed(Command::SubmitSm, Status::RINVMSGLEN),
        ),
        (
            "bind_system_id_17",
            Expected::Malformed(Command::BindTransceiver, Status::RINVSYSID),
        ),
        (
            "bind_password_12",
            Expected::Malformed(Command::BindTransceiver, Status::RINVPASWD),
        ),
        ("enquire_link_with_body", Expected::Decodes(Command::EnquireLink)),
        ("http_request", Expected::Length(0)),
        ("split_header", Expected::Waits),
    ];
    let others: Vec<Row> = rows().into_iter().filter(|row| row.class != "well-formed").collect();
    assert_eq!(others.len(), expected.len());
    for (row, (name, expected)) in others.iter().zip(expected) {
        assert_eq!(row.name, name);
        let mut input = BytesMut::from(&row.octets[..]);
        let found = match frame::next(&mut input, MAX_PDU_OCTETS) {
            Err(BadLength { sequence, .. }) => Expected::Length(sequence),
            Ok(None) => Expected::Waits,
            Ok(Some(frame)) => match Pdu::decode(frame) {
                Ok(pdu) => Expected::Decodes(pdu.command),
                Err(Fault::UnknownCommand(id)) => Expected::Unknown(id),
                Err(Fault::Malformed { command, status }) => Expected::Malformed(command, status),
            },
        };
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn edge_rows_that_are_accepted_keep_all_they_carry() {
    for (name, octets, vendor) in [("submit_sm_unknown_tlv", 2, true), ("submit_sm_254_octets", 254, false)] {
        let row = rows().into_iter().find(|row| row.name == name).unwrap();
        let pdu = decode(&row.octets).unwrap();
        let Body::Message(message) = &pdu.body else {
            panic!("{name} is a submit_sm");
        };
        assert_eq!(message.short_message.len(), octets, "{name}");
        assert_eq!(pdu.tlvs.get(0x1401).is_some(), vendor, "{name}");
    }
}

/// The text of `octets` that say `data_coding`, as `reading` has it.
fn text(octets: &[u8], header: usize, data_coding: u8, reading: Reading) -> String {
    let coding = coding::decode(data_coding, reading).expect("a known data_coding");
    let (alphabet, octets) = coding::text_octets(octets, header, coding);
    alphabet.decode(&octets)
}

fn reading(one: Option<Alphabet>) -> Reading {
    Reading {
        one,
        ..Reading::of(Alphabet::Gsm7)
    }
}

#[test]
fn texts_in_the_default_alphabet_that_say_data_coding_1_are_read_as_the_peer_means_it() {
    let mut doubtful = 0;
    for row in rows().iter().filter(|row| row.class == "well-formed") {
        let pdu = decode(&row.octets).unwrap();
        let Body::Message(message) = &pdu.body else { continue };
        let octets = message.user_data(&pdu.tlvs);
        if message.data_coding != 0 || octets.is_empty() {
            continue;
        }
        let header = match message.esm_class & 0x40 {
            0 => 0,
            _ => udh::parse(octets).unwrap().length,
        };
        let in_gsm = text(octets, header, 0, reading(None));
        let in_ascii: String = octets[header..].iter().map(|octet| char::from(*octet)).collect();
        for (one, expected) in [
            (Some(Alphabet::Gsm7), &in_gsm),
            (Some(Alphabet::Ascii), &in_ascii),
            (Some(Alphabet::Latin1), &in_ascii),
        ] {
            assert_eq!(text(octets, header, 1, reading(one)), *expected, "{} {one:?}", row.name);
        }
        // Unless it is known of the peer, what is no text in ASCII is taken for the other.
        let control = |character: char| character.is_control() && !"\t\r\n".contains(character);
        let expected = if in_ascii.contains(control) { &in_gsm } else { &in_ascii };
        assert_eq!(text(octets, header, 1, reading(None)), *expected, "{}", row.name);
        doubtful += usize::from(in_gsm != in_ascii);
    }
    assert!(doubtful > 0, "some rows show the difference");
}

#[test]
fn every_character_of_the_default_alphabet_is_read_under_data_coding_0_and_1() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/gsm7.csv");
    let mut reader = csv::Reader::from_path(path).expect("the file is as its README says");
    let mut cells = 0;
    for record in reader.records() {
        let record = record.expect("the file is as its README says");
        if &record[0] != "default" || record[6].starts_with("unassigned") {
            continue;
        }
        let mut octets = octets_of(&record[3]);
        if &record[1] == "single" {
            octets.insert(0, 0x1B);
        }
        let code = u32::from_str_radix(&record[4], 16).expect("the file is as its README says");
        let character = char::from_u32(code).expect("the file is as its README says");
        for data_coding in [0, 1] {
            let read = text(&octets, 0, data_coding, reading(Some(Alphabet::Gsm7)));
            assert_eq!(read, character.to_string(), "{octets:02x?} under {data_coding}");
        }
        cells += 1;
    }
    assert_eq!(cells, 137, "127 of the alphabet and 10 behind an escape");
}
