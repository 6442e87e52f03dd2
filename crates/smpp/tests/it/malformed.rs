//! A bound server and what no client should send: each gets its answer, the session lives on or closes, and nobody else
//! notices.

use proptest::prelude::*;
use smpp::Settings;
use smpp::command::{Command, Mode};
use smpp::pdu::Body;
use smpp::session::Ended;
use smpp::status::Status;
use tokio::io::AsyncWriteExt;

use crate::pair::{Raw, key_of, message, next, pair, submit, take};

fn row(name: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/smpp-pdus.csv");
    let mut reader = csv::Reader::from_path(path).expect("the file has the row in hexadecimal");
    let record = reader
        .records()
        .map(|record| record.expect("the file is CSV"))
        .find(|record| &record[0] == name)
        .expect("the file has the row in hexadecimal");
    let hex = &record[1];
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("the file has the row in hexadecimal"))
        .collect()
}

#[tokio::test]
async fn each_malformed_pdu_gets_its_answer_and_the_session_lives_on() {
    let (_server, mut raw, _) = Raw::client(Settings::default(), Mode::Transceiver, 0x34).await;
    for (name, command, status) in [
        ("unknown_command", Command::GenericNack, Status::RINVCMDID),
        ("submit_sm_sm_length_overrun", Command::SubmitSm, Status::RINVMSGLEN),
        ("submit_sm_no_terminator", Command::SubmitSm, Status::RINVSRCADR),
        ("submit_sm_tlv_overrun", Command::SubmitSm, Status::RINVTLVLEN),
        ("submit_sm_both_texts", Command::SubmitSm, Status::RINVMSGLEN),
        ("bind_system_id_17", Command::BindTransceiver, Status::RINVSYSID),
        ("bind_password_12", Command::BindTransceiver, Status::RINVPASWD),
        ("enquire_link_with_body", Command::EnquireLink, Status::ROK),
    ] {
        let octets = row(name);
        raw.stream.write_all(&octets).await.unwrap();
        let answer = raw.next().await;
        assert_eq!((answer.command, answer.status), (command, status), "{name}");
        assert_eq!(answer.sequence.to_be_bytes(), octets[12..16], "{name}");
    }
    for name in ["unknown_response", "stray_submit_sm_resp"] {
        raw.stream.write_all(&row(name)).await.unwrap();
    }
    raw.request(Command::EnquireLink, 77, Body::Empty).await;
    let answer = raw.next().await;
    assert_eq!(
        (answer.command, answer.sequence),
        (Command::EnquireLink, 77),
        "strays are dropped"
    );
}

#[tokio::test]
async fn a_broken_length_is_nacked_and_the_connection_closed() {
    for (name, sequence) in [
        ("bad_length_15", 1),
        ("bad_length_huge", 1),
        ("bad_length_zero", 1),
        ("http_request", 0),
    ] {
        let (server, mut raw, _) = Raw::client(Settings::default(), Mode::Transceiver, 0x34).await;
        raw.stream.write_all(&row(name)).await.unwrap();
        let nack = raw.next().await;
        assert_eq!(
            (nack.command, nack.status),
            (Command::GenericNack, Status::RINVCMDLEN),
            "{name}"
        );
        assert_eq!(nack.sequence, sequence, "{name}");
        assert!(raw.next_or_end().await.is_none(), "{name}");
        assert_eq!(server.ended.await.unwrap(), Ended::Garbage(Status::RINVCMDLEN));
    }
}

#[tokio::test]
async fn garbage_on_one_session_harms_no_other() {
    let (mut client, mut server) = pair(Mode::Transceiver, Settings::default(), Settings::default()).await;
    client.requests.send((0..10).map(submit).collect()).await.unwrap();
    let held = take(&mut server.incoming, 10).await;
    let (other, mut raw, _) = Raw::client(Settings::default(), Mode::Transceiver, 0x34).await;
    raw.stream.write_all(&row("http_request")).await.unwrap();
    assert_eq!(other.ended.await.unwrap(), Ended::Garbage(Status::RINVCMDLEN));
    for incoming in held {
        incoming.ticket.accept("id");
    }
    for _ in 0..10 {
        next(&mut client.outcomes).await;
    }
}

#[tokio::test]
async fn pdus_that_come_one_octet_at_a_time_are_read() {
    let (mut server, mut raw, _) = Raw::client(Settings::default(), Mode::Transceiver, 0x34).await;
    for octet in row("submit_sm_user_ref").into_iter().chain(row("submit_sm_254_octets")) {
        raw.stream.write_all(&[octet]).await.unwrap();
        tokio::task::yield_now().await;
    }
    for incoming in take(&mut server.incoming, 2).await {
        assert_eq!(incoming.command, Command::SubmitSm);
        incoming.ticket.accept("id");
    }
    assert_eq!(raw.next().await.body, Body::MessageId("id".to_owned()));
}

#[tokio::test]
async fn a_response_that_cannot_be_read_still_answers_its_request() {
    let (mut client, mut raw) = Raw::server(Settings::default()).await;
    client.requests.send(vec![submit(1)]).await.unwrap();
    let sequence = raw.next().await.sequence;
    // A message_id without its NUL.
    let mut octets = vec![0, 0, 0, 18, 0x80, 0, 0, 4, 0, 0, 0, 0];
    octets.extend(sequence.to_be_bytes());
    octets.extend(b"id");
    raw.stream.write_all(&octets).await.unwrap();
    let outcome = next(&mut client.outcomes).await;
    assert!(matches!(outcome.reply, smpp::session::Reply::Answered(response) if response.message_id().is_none()));
}

#[tokio::test]
async fn a_disconnect_in_the_middle_of_a_pdu_ends_the_session_and_leaves_what_was_whole() {
    let (mut server, mut raw, _) = Raw::client(Settings::default(), Mode::Transceiver, 0x34).await;
    raw.request(Command::SubmitSm, 2, message("8").into()).await;
    raw.stream.write_all(&row("submit_sm_gsm7")[..30]).await.unwrap();
    drop(raw);
    assert_eq!(key_of(&next(&mut server.incoming).await.body), 8);
    assert_eq!(server.ended.await.unwrap(), Ended::Closed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_octets_never_break_a_session(
        chunks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..80), 1..20),
        framed: bool,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (mut server, mut raw, _) = Raw::client(Settings::default(), Mode::Transceiver, 0x34).await;
            let drain = tokio::spawn(async move { while server.incoming.recv().await.is_some() {} });
            for mut chunk in chunks {
                if framed {
                    // A right length, so that more than the length check is reached.
                    let length = (chunk.len() as u32 + 16).to_be_bytes();
                    let id = [0, 0, 0, chunk[0] % 10];
                    let rest = [0, 0, 0, 0, 0, 0, 0, 1];
                    chunk = [&length[..], &id, &rest, &chunk].concat();
                }
                if raw.stream.write_all(&chunk).await.is_err() {
                    break;
                }
            }
            drop(raw);
            server.ended.await.expect("the session must not panic");
            drain.await.unwrap();
        });
    }
}
