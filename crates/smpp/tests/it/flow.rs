//! Requests, responses and windows, in both directions.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use smpp::Settings;
use smpp::command::{Command, Mode};
use smpp::pdu::{Body, Pdu};
use smpp::session::{Ended, Reply, Request};
use smpp::status::Status;
use smpp::tlv::{Tlvs, tag};
use tokio::time::timeout;

use crate::pair::{A_MOMENT, Raw, all_outcomes, deliver, key_of, message, next, pair, submit, take, with_payload};

fn window(own: usize, incoming: usize) -> Settings {
    Settings {
        window: own,
        incoming_window: incoming,
        response_timeout: Duration::from_secs(600),
        ..Settings::default()
    }
}

fn message_id(reply: &Reply) -> &str {
    match reply {
        Reply::Answered(response) => response.message_id().unwrap_or_default(),
        other => panic!("not answered: {other:?}"),
    }
}

#[tokio::test]
async fn responses_out_of_order_find_their_requests() {
    let (mut client, mut server) = pair(Mode::Transceiver, window(50, 50), window(50, 50)).await;
    client.requests.send((0..50).map(submit).collect()).await.unwrap();
    for incoming in take(&mut server.incoming, 50).await.into_iter().rev() {
        let id = format!("id{}", key_of(&incoming.body));
        incoming.ticket.accept(id);
    }
    for _ in 0..50 {
        let outcome = next(&mut client.outcomes).await;
        assert_eq!(message_id(&outcome.reply), format!("id{}", outcome.key));
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_never_has_more_unanswered_than_its_window() {
    let (mut client, mut server) = pair(Mode::Transceiver, window(5, 5), window(100, 100)).await;
    client.requests.send((0..20).map(submit).collect()).await.unwrap();
    let mut held = take(&mut server.incoming, 5).await;
    for _ in 5..20 {
        assert!(
            timeout(A_MOMENT, server.incoming.recv()).await.is_err(),
            "a sixth request came"
        );
        held.remove(0).ticket.accept("id");
        next(&mut client.outcomes).await;
        held.push(next(&mut server.incoming).await);
    }
    assert_eq!(held.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_server_with_too_much_unanswered_reads_no_more() {
    let (mut client, mut server) = pair(Mode::Transmitter, window(50, 50), window(3, 3)).await;
    client.requests.send((0..50).map(submit).collect()).await.unwrap();
    let mut held = take(&mut server.incoming, 3).await;
    assert!(
        timeout(A_MOMENT, server.incoming.recv()).await.is_err(),
        "a fourth request was read"
    );
    for number in 0..50 {
        held.remove(0).ticket.refuse(Status::RTHROTTLED);
        if number < 47 {
            held.push(next(&mut server.incoming).await);
        }
    }
    for _ in 0..50 {
        let Reply::Answered(response) = next(&mut client.outcomes).await.reply else {
            panic!("not answered");
        };
        assert_eq!((response.status, response.body), (Status::RTHROTTLED, Body::Empty));
    }
}

#[tokio::test(start_paused = true)]
async fn outcomes_that_nobody_takes_hold_the_session_back_and_none_is_lost() {
    let (mut client, mut server) = pair(Mode::Transmitter, window(4, 4), window(100, 100)).await;
    let requests = client.requests.clone();
    let sender = tokio::spawn(async move { requests.send((0..100).map(submit).collect()).await });
    let answered = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&answered);
    let answering = tokio::spawn(async move {
        while let Some(incoming) = server.incoming.recv().await {
            count.fetch_add(1, Ordering::Relaxed);
            incoming.ticket.accept("id");
        }
    });
    tokio::time::sleep(A_MOMENT).await;
    // Four in the channel, and at most a window more that was on its way.
    let held_back = answered.load(Ordering::Relaxed);
    assert!(
        held_back <= 8,
        "{held_back} requests were sent though nobody took the outcomes"
    );
    let mut keys = HashSet::new();
    while keys.len() < 100 {
        assert!(
            keys.insert(next(&mut client.outcomes).await.key),
            "one outcome for each"
        );
    }
    sender.await.unwrap().unwrap();
    client.control.unbind();
    answering.await.unwrap();
    assert_eq!(answered.load(Ordering::Relaxed), 100);
}

#[tokio::test]
async fn a_request_dropped_unanswered_is_answered_with_a_system_error() {
    let (mut client, mut server) = pair(Mode::Transceiver, window(5, 5), window(5, 5)).await;
    client.requests.send(vec![submit(1)]).await.unwrap();
    drop(next(&mut server.incoming).await);
    let Reply::Answered(response) = next(&mut client.outcomes).await.reply else {
        panic!("not answered");
    };
    assert_eq!(response.status, Status::RSYSERR);
}

#[tokio::test]
async fn requests_that_cannot_be_written_are_told_apart_and_harm_no_others() {
    let (mut client, mut server) = pair(Mode::Transmitter, window(5, 5), window(5, 5)).await;
    let mut too_long = message("2");
    too_long.destination.text = "1".repeat(21);
    let batch = vec![
        submit(1),
        Request::submit(2, too_long, Tlvs::new()),
        deliver(3),
        submit(4),
    ];
    client.requests.send(batch).await.unwrap();
    for incoming in take(&mut server.incoming, 2).await {
        incoming.ticket.accept("id");
    }
    let mut replies = HashMap::new();
    for _ in 0..4 {
        let outcome = next(&mut client.outcomes).await;
        replies.insert(outcome.key, outcome.reply);
    }
    assert_eq!(replies[&2], Reply::Invalid(Status::RINVDSTADR));
    assert_eq!(replies[&3], Reply::Invalid(Status::RINVBNDSTS));
    assert_eq!((message_id(&replies[&1]), message_id(&replies[&4])), ("id", "id"));
}

#[tokio::test]
async fn a_lost_connection_tells_what_was_written_from_what_was_not() {
    let (mut client, mut raw) = Raw::server_on(window(10, 10), 100).await;
    client.requests.send((0..30).map(submit).collect()).await.unwrap();
    let mut seen = HashSet::new();
    for _ in 0..3 {
        seen.insert(key_of(&raw.next().await.body));
    }
    drop(raw);
    let outcomes = all_outcomes(&mut client).await;
    let keys: HashSet<u32> = outcomes.iter().map(|outcome| outcome.key).collect();
    assert_eq!((outcomes.len(), keys.len()), (30, 30), "one outcome for each request");
    for outcome in &outcomes {
        let expected = if seen.contains(&outcome.key) {
            Reply::Lost
        } else {
            outcome.reply.clone()
        };
        assert_eq!(outcome.reply, expected, "{} was seen by the peer", outcome.key);
        assert!(matches!(outcome.reply, Reply::Lost | Reply::NotWritten));
    }
    let not_written = outcomes
        .iter()
        .filter(|outcome| outcome.reply == Reply::NotWritten)
        .count();
    // The pipe holds less than three requests, so hardly more than what was seen can have been written.
    assert!(not_written >= 24, "only {not_written} of 30 are safe to send again");
    assert!(matches!(client.ended.await.unwrap(), Ended::Closed | Ended::Broken(_)));
    assert!(client.requests.send(vec![submit(99)]).await.is_err());
}

#[tokio::test]
async fn a_client_of_version_3_3_is_sent_no_tlvs() {
    let (mut server, mut raw, response) = Raw::client(window(5, 5), Mode::Receiver, 0x33).await;
    assert!(response.tlvs.is_empty(), "nor is it told the server's version");
    assert!(!server.peer.knows_tlvs());
    let mut receipt = deliver(1);
    receipt.tlvs = receipt.tlvs.with_u8(tag::MESSAGE_STATE, 2);
    server
        .requests
        .send(vec![receipt, with_payload(deliver(2))])
        .await
        .unwrap();
    let outcome = next(&mut server.outcomes).await;
    assert_eq!((outcome.key, outcome.reply), (2, Reply::Invalid(Status::RTLVNOTALLWD)));
    let delivered = raw.next().await;
    assert_eq!((key_of(&delivered.body), delivered.tlvs.is_empty()), (1, true));
}

#[tokio::test]
async fn a_client_of_version_3_4_is_sent_tlvs() {
    let (server, mut raw, response) = Raw::client(window(5, 5), Mode::Transceiver, 0x34).await;
    assert_eq!(response.tlvs.u8(tag::SC_INTERFACE_VERSION), Some(0x34));
    server.requests.send(vec![with_payload(deliver(1))]).await.unwrap();
    assert!(raw.next().await.tlvs.get(tag::MESSAGE_PAYLOAD).is_some());
}

#[tokio::test]
async fn an_unbind_waits_for_what_is_unanswered() {
    let (mut client, mut server) = pair(Mode::Transceiver, window(5, 5), window(5, 5)).await;
    client.requests.send((0..3).map(submit).collect()).await.unwrap();
    let held = take(&mut server.incoming, 3).await;
    client.control.unbind();
    while !client.requests.is_closed() {
        tokio::task::yield_now().await;
    }
    for incoming in held {
        incoming.ticket.accept("id");
    }
    let outcomes = all_outcomes(&mut client).await;
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes.iter().all(|outcome| message_id(&outcome.reply) == "id"));
    assert_eq!(client.ended.await.unwrap(), Ended::Unbound);
    assert_eq!(server.ended.await.unwrap(), Ended::UnboundByPeer);
}

#[tokio::test]
async fn a_session_that_is_dropped_unbinds() {
    let (client, server) = pair(Mode::Transceiver, window(5, 5), window(5, 5)).await;
    drop(client);
    assert_eq!(server.ended.await.unwrap(), Ended::UnboundByPeer);
}

#[tokio::test]
async fn queries_and_cancels_are_answered_with_their_own_fields() {
    let (mut client, mut server) = pair(Mode::Transmitter, window(5, 5), window(5, 5)).await;
    let query = Body::Query(smpp::pdu::Query {
        message_id: "4f1c2d".to_owned(),
        source: message("").source,
    });
    let cancel = Body::from(smpp::pdu::Cancel {
        message_id: "4f1c2d".to_owned(),
        ..Default::default()
    });
    let batch = vec![
        Request::new(1, Command::QuerySm, query.clone(), Tlvs::new()),
        Request::new(2, Command::CancelSm, cancel.clone(), Tlvs::new()),
    ];
    client.requests.send(batch).await.unwrap();
    let answer = Body::QueryAnswer(smpp::pdu::QueryAnswer {
        message_id: "4f1c2d".to_owned(),
        final_date: "261121015300000+".to_owned(),
        message_state: 2,
        error_code: 0,
    });
    let incoming = next(&mut server.incoming).await;
    assert_eq!((incoming.command, &incoming.body), (Command::QuerySm, &query));
    incoming.ticket.answer(Status::ROK, answer.clone(), Tlvs::new());
    let incoming = next(&mut server.incoming).await;
    assert_eq!((incoming.command, &incoming.body), (Command::CancelSm, &cancel));
    incoming.ticket.refuse(Status::RCANCELFAIL);
    for (body, status) in [(answer, Status::ROK), (Body::Empty, Status::RCANCELFAIL)] {
        let Reply::Answered(response) = next(&mut client.outcomes).await.reply else {
            panic!("not answered");
        };
        assert_eq!((response.body, response.status), (body, status));
    }
}

#[tokio::test]
async fn a_nack_fails_the_request_of_its_number_and_no_other() {
    let (mut client, mut raw) = Raw::server(window(5, 5)).await;
    client.requests.send(vec![submit(1), submit(2)]).await.unwrap();
    let (first, second) = (raw.next().await, raw.next().await);
    raw.send(&Pdu::nack(0, Status::RINVCMDLEN)).await;
    raw.send(&Pdu::nack(second.sequence, Status::RINVCMDID)).await;
    raw.respond(&first, Status::ROK, Body::MessageId("id".to_owned())).await;
    let outcome = next(&mut client.outcomes).await;
    assert!(matches!(&outcome.reply, Reply::Answered(response) if response.status == Status::RINVCMDID));
    assert_eq!(outcome.key, 2);
    let outcome = next(&mut client.outcomes).await;
    assert_eq!((outcome.key, message_id(&outcome.reply)), (1, "id"));
}
