//! By the book: the PDUs of the reference, binds, states, queries, limits, latency.

use doubles::smsc::pdu::Pdu;
use doubles::smsc::{Account, Fate, FinalState, SmscSettings};

use crate::raw::{Client, Frame, frame, smsc, submit_body};

/// The octets of the reference's PDU of this name.
fn reference(name: &str) -> Vec<u8> {
    let text = include_bytes!("../../../../testdata/smpp-pdus.csv");
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let row = reader
        .records()
        .map(|row| row.expect("a row"))
        .find(|row| &row[0] == name);
    let row = row.unwrap_or_else(|| panic!("no PDU {name}"));
    let digits = row[1].as_bytes().chunks(2);
    digits
        .map(|two| {
            let two = std::str::from_utf8(two).expect("ASCII");
            u8::from_str_radix(two, 16).expect("hexadecimal digits")
        })
        .collect()
}

#[tokio::test]
async fn the_well_formed_pdus_of_the_reference_are_taken_as_they_are() {
    let smsc = smsc(|settings| settings.receipts.enabled = false).await;
    let mut client = Client::bound(&smsc).await;
    for (name, octets, segment) in [
        ("submit_sm_gsm7", 21, None),
        ("submit_sm_gsm7_ext", 12, None),
        ("submit_sm_ucs2", 12, None),
        ("submit_sm_ucs2_emoji", 10, None),
        ("submit_sm_latin1", 4, None),
        ("submit_sm_udh8_part1", 159, Some((0xA7, 2, 1))),
        ("submit_sm_udh8_part2", 13, Some((0xA7, 2, 2))),
        ("submit_sm_udh16_part1", 139, Some((0x1234, 2, 1))),
        ("submit_sm_sar_part1", 11, Some((0x1234, 2, 1))),
        ("submit_sm_sar_part2", 11, Some((0x1234, 2, 2))),
        ("submit_sm_message_payload", 300, None),
        ("submit_sm_user_ref", 3, None),
        ("submit_sm_empty", 0, None),
        ("submit_sm_flash", 5, None),
        ("submit_sm_unknown_tlv", 2, None),
        ("submit_sm_254_octets", 254, None),
        ("data_sm", 11, None),
    ] {
        smsc.forget();
        let octets_of_pdu = reference(name);
        client.write(&octets_of_pdu).await;
        let response = client.next().await;
        assert_eq!(response.status, 0, "{name}");
        assert_eq!(response.sequence.to_be_bytes(), octets_of_pdu[12..16], "{name}");
        let [record] = smsc.taken().try_into().unwrap();
        assert_eq!(record.message_id, response.text(), "{name}");
        let message = record.message().unwrap();
        assert_eq!(message.payload().len(), octets, "{name}");
        assert_eq!(
            (message.source.ton, message.source.address.as_str()),
            (5, "CLINIC"),
            "{name}"
        );
        assert_eq!(message.destination.address, "254722000000", "{name}");
        let found = message.segment().map(|one| (one.reference, one.total, one.number));
        assert_eq!(found, segment, "{name}");
    }
}

#[tokio::test]
async fn texts_are_read_in_their_alphabet() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::bound(&smsc).await;
    for (name, text) in [
        ("submit_sm_gsm7_ext", "Price 10€ @"),
        ("submit_sm_ucs2", "नमस्ते"),
        ("submit_sm_ucs2_emoji", "ok 👍"),
        ("submit_sm_latin1", "Ação"),
    ] {
        smsc.forget();
        client.write(&reference(name)).await;
        let records = smsc
            .wait_for(|records| records.iter().any(|record| record.is_taken()))
            .await;
        let message = records.iter().find_map(|record| record.message()).unwrap();
        assert_eq!(message.text(), text, "{name}");
    }
}

#[tokio::test]
async fn what_is_not_as_the_standard_says_is_refused_by_its_codes() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::bound(&smsc).await;
    for (name, command, status) in [
        ("unknown_command", 0x8000_0000, 0x03),
        ("submit_sm_sm_length_overrun", 0x8000_0004, 0x01),
        ("submit_sm_no_terminator", 0x8000_0004, 0x0A),
        ("submit_sm_tlv_overrun", 0x8000_0004, 0xC0),
        ("submit_sm_both_texts", 0x8000_0004, 0x01),
        ("submit_sm_validity_relative", 0x8000_0004, 0x00),
        ("bind_transceiver", 0x8000_0009, 0x05),
        ("enquire_link_with_body", 0x8000_0015, 0x00),
        ("enquire_link", 0x8000_0015, 0x00),
        ("query_sm", 0x8000_0003, 0x67),
        ("cancel_sm", 0x8000_0008, 0x11),
        ("unbind", 0x8000_0006, 0x00),
    ] {
        client.write(&reference(name)).await;
        let Frame {
            command: got,
            status: why,
            ..
        } = client.next().await;
        assert_eq!((got, why), (command, status), "{name}");
    }
    assert_eq!(client.read().await, None, "an unbound session ends");
}

#[tokio::test]
async fn binds_of_every_kind_are_answered_as_the_reference_says() {
    let smsc = smsc(|_| {}).await;
    for (name, command, status, body) in [
        ("bind_transmitter", 0x8000_0002, 0, "534d53430002100001 34"),
        ("bind_receiver", 0x8000_0001, 0, "534d53430002100001 34"),
        ("bind_transceiver", 0x8000_0009, 0, "534d53430002100001 34"),
        ("bind_transceiver_v50", 0x8000_0009, 0, "534d53430002100001 34"),
        ("bind_system_id_17", 0x8000_0009, 0x0F, ""),
        ("bind_password_12", 0x8000_0009, 0x0E, ""),
        ("submit_sm_before_bind", 0x8000_0004, 0x04, ""),
    ] {
        let mut client = Client::connect(smsc.address()).await;
        client.write(&reference(name)).await;
        let got = client.next().await;
        assert_eq!((got.command, got.status), (command, status), "{name}");
        let digits: String = got.body.iter().map(|octet| format!("{octet:02x}")).collect();
        assert_eq!(digits, body.replace(' ', ""), "{name}");
    }
}

#[tokio::test]
async fn a_stream_that_cannot_be_read_is_nacked_and_closed() {
    let smsc = smsc(|_| {}).await;
    for name in ["bad_length_15", "bad_length_huge", "bad_length_zero", "http_request"] {
        let mut client = Client::connect(smsc.address()).await;
        client.write(&reference(name)).await;
        let nack = client.next().await;
        assert_eq!(
            (nack.command, nack.status, nack.sequence),
            (0x8000_0000, 0x02, 0),
            "{name}"
        );
        assert_eq!(client.read().await, None, "{name}");
    }
}

#[tokio::test]
async fn half_a_header_and_silence_end_at_the_session_init_timer() {
    let smsc = smsc(|settings| settings.session_init_ms = 1).await;
    let mut client = Client::connect(smsc.address()).await;
    client.write(&reference("split_header")).await;
    assert_eq!(client.read().await, None);
}

#[tokio::test]
async fn only_the_accounts_that_are_known_may_bind() {
    let account = |id: &str| Account {
        system_id: id.to_owned(),
        password: "right".to_owned(),
    };
    let smsc = smsc(|settings| {
        settings.accounts = vec![account("gw01"), account("gw02")];
        settings.bind_limit = Some(1);
    })
    .await;
    let mut first = Client::connect(smsc.address()).await;
    for (id, password, status) in [
        ("nobody", "right", 0x0F),
        ("gw01", "wrong", 0x0E),
        ("gw01", "right", 0x00),
    ] {
        assert_eq!(first.bind(id, password).await.status, status, "{id} {password}");
    }
    let mut second = Client::connect(smsc.address()).await;
    assert_eq!(second.bind("gw01", "right").await.status, 0x0D);
    assert_eq!(second.bind("gw02", "right").await.status, 0x00);
    let ids: Vec<String> = smsc
        .sessions()
        .into_iter()
        .map(|session| session.bind.system_id)
        .collect();
    assert_eq!(ids, ["gw01", "gw02"]);
    drop(first);
    smsc.wait_until(|smsc| (smsc.sessions().len() == 1).then_some(())).await;
}

#[tokio::test]
async fn a_receiver_may_not_submit() {
    let smsc = smsc(|_| {}).await;
    let mut client = Client::connect(smsc.address()).await;
    client.write(&reference("bind_receiver")).await;
    client.next().await;
    client.submit("254722000000", "hello").await;
    assert_eq!(client.next().await.status, 0x04);
}

#[tokio::test]
async fn a_message_can_be_asked_about_and_cancelled_until_it_ends() {
    let smsc = smsc(|settings| settings.receipts.delay_ms = 3_600_000).await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000000", "hello").await;
    let id = client.next().await.text();
    let query = [id.as_str(), "\0\x05\0CLINIC\0"].concat();
    client.send(0x03, query.as_bytes()).await;
    let state = |frame: &Frame| frame.body[frame.body.len() - 2];
    assert_eq!(state(&client.next().await), FinalState::Enroute as u8);
    let cancel = ["\0", id.as_str(), "\0\x05\0CLINIC\0\x01\x01254722000000\0"].concat();
    client.send(0x08, cancel.as_bytes()).await;
    assert_eq!(client.next().await.status, 0);
    client.send(0x03, query.as_bytes()).await;
    let answer = client.next().await;
    assert_eq!((answer.text(), state(&answer)), (id, FinalState::Deleted as u8));
    client.send(0x08, cancel.as_bytes()).await;
    assert_eq!(client.next().await.status, 0x11, "it is cancelled already");
    assert_eq!(smsc.counts().waiting, 0, "its receipt is gone");
}

#[tokio::test]
async fn over_its_limits_it_throttles_or_is_full() {
    for (status, change) in [
        (
            0x58,
            (|settings| settings.throughput_per_second = Some(3)) as fn(&mut SmscSettings),
        ),
        (0x14, |settings| {
            settings.queue_limit = Some(3);
            settings.receipts.delay_ms = 3_600_000;
        }),
    ] {
        let smsc = smsc(change).await;
        let mut client = Client::bound(&smsc).await;
        let burst: Vec<u8> = (1..=5)
            .flat_map(|n| frame(4, 0, n, &submit_body("254722000000", "x", 0)))
            .collect();
        client.write(&burst).await;
        let mut answers = Vec::new();
        for _ in 0..5 {
            answers.push(client.next().await.status);
        }
        assert_eq!(answers, [0, 0, 0, status, status]);
    }
}

#[tokio::test]
async fn numbers_have_their_fates() {
    let smsc = smsc(|settings| {
        settings.fates = vec![
            Fate {
                suffix: "98".to_owned(),
                status: 0x0B,
                ..Fate::default()
            },
            Fate {
                suffix: "99".to_owned(),
                state: FinalState::Undeliverable,
                error: 27,
                ..Fate::default()
            },
        ];
    })
    .await;
    let mut client = Client::bound(&smsc).await;
    client.submit("254722000098", "x").await;
    assert_eq!(client.next().await.status, 0x0B);
    client.submit("254722000099", "x").await;
    assert_eq!(client.next().await.status, 0);
    let receipt = &client.requests(1).await[0];
    let text = String::from_utf8_lossy(receipt.delivered().2).into_owned();
    assert!(text.contains("stat:UNDELIV err:027"), "{text}");
    assert_eq!(receipt.tlvs()[&0x0423], [3, 0, 27]);
}

#[tokio::test]
async fn latency_delays_answers_and_holds_up_nobody() {
    let smsc = smsc(|settings| settings.latency_ms = 200).await;
    let mut client = Client::bound(&smsc).await;
    let burst: Vec<u8> = (1..=2_000)
        .flat_map(|n| frame(4, 0, n, &submit_body("254722000000", "x", 0)))
        .collect();
    client.write(&burst).await;
    smsc.wait_for(|records| records.iter().filter(|record| record.is_taken()).count() == 2_000)
        .await;
    for sequence in 1..=2_000 {
        assert_eq!(client.next().await.sequence, sequence);
    }
}

#[tokio::test]
async fn pdus_that_come_octet_by_octet_are_read_as_whole_ones() {
    let smsc = smsc(|settings| settings.receipts.enabled = false).await;
    let mut client = Client::bound(&smsc).await;
    for octet in reference("submit_sm_gsm7") {
        client.write(&[octet]).await;
    }
    assert_eq!(client.next().await.status, 0);
    client.write(&reference("stray_submit_sm_resp")).await;
    client.write(&reference("unknown_response")).await;
    client.write(&reference("enquire_link")).await;
    assert_eq!(client.next().await.command, 0x8000_0015, "stray responses are ignored");
    let stray = |pdu: &Pdu| {
        matches!(
            pdu,
            Pdu::Response {
                command: 0x8000_0099,
                ..
            }
        )
    };
    assert!(smsc.records().iter().any(|record| stray(&record.pdu)));
}

#[tokio::test]
async fn a_silent_session_is_asked_whether_it_lives() {
    let smsc = smsc(|settings| settings.enquire_link_ms = 1).await;
    let mut client = Client::bound(&smsc).await;
    assert_eq!(client.next().await.command, 0x15);
    smsc.unbind();
    let unbind = async { while client.next().await.command != 0x06 {} };
    unbind.await;
    smsc.disconnect();
    while client.read().await.is_some() {}
}

#[test]
fn settings_are_a_document_that_refuses_what_it_does_not_know() {
    let text = r#"{"latencyMs":200,"ids":{"style":"upperHex"},"receipts":{"form":"tlvs","early":true},
        "script":["blackHole",{"refuse":88}],"accounts":[{"systemId":"a","password":"b"}]}"#;
    let settings: SmscSettings = serde_json::from_str(text).unwrap();
    assert_eq!((settings.latency_ms, settings.script.len()), (200, 2));
    assert!(serde_json::from_str::<SmscSettings>(r#"{"latency":200}"#).is_err());
}
