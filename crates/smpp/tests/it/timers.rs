//! Timers, on the test's clock.

use std::time::Duration;

use smpp::Settings;
use smpp::command::{Command, Mode};
use smpp::pdu::Body;
use smpp::session::{Ended, Reply};
use smpp::status::Status;
use tokio::time::{Instant, sleep};

use crate::pair::{Raw, all_outcomes, message, next, pair, submit};

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn quiet() -> Settings {
    Settings {
        enquire_link: None,
        ..Settings::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_not_answered_in_time_is_unknown_and_the_session_is_closed() {
    let started = Instant::now();
    let (mut client, mut raw) = Raw::server(quiet()).await;
    client.requests.send(vec![submit(1), submit(2)]).await.unwrap();
    let (_, second) = (raw.next().await, raw.next().await);
    sleep(seconds(20)).await;
    client.requests.send(vec![submit(3)]).await.unwrap();
    let third = raw.next().await;
    raw.respond(&second, Status::ROK, Body::MessageId("two".to_owned()))
        .await;
    assert_eq!(next(&mut client.outcomes).await.key, 2);
    let outcome = next(&mut client.outcomes).await;
    assert_eq!((outcome.key, outcome.reply), (1, Reply::TimedOut));
    assert_eq!(started.elapsed().as_secs(), 30);
    // The session drains: what is still unanswered may be answered yet.
    raw.respond(&third, Status::ROK, Body::MessageId("three".to_owned()))
        .await;
    assert!(matches!(next(&mut client.outcomes).await.reply, Reply::Answered(_)));
    let unbind = raw.next().await;
    assert_eq!(unbind.command, Command::Unbind);
    raw.respond(&unbind, Status::ROK, Body::Empty).await;
    assert_eq!(client.ended.await.unwrap(), Ended::Unresponsive);
}

#[tokio::test(start_paused = true)]
async fn where_more_timeouts_are_allowed_an_answer_starts_the_count_again_and_late_ones_are_dropped() {
    let settings = Settings {
        max_timeouts: 2,
        ..quiet()
    };
    let (mut client, mut raw) = Raw::server(settings).await;
    for key in [1, 3] {
        client.requests.send(vec![submit(key)]).await.unwrap();
        let late = raw.next().await;
        assert_eq!(next(&mut client.outcomes).await.reply, Reply::TimedOut);
        raw.respond(&late, Status::ROK, Body::MessageId("late".to_owned()))
            .await;
        client.requests.send(vec![submit(key + 1)]).await.unwrap();
        let request = raw.next().await;
        assert_ne!(request.sequence, late.sequence);
        raw.respond(&request, Status::ROK, Body::MessageId("in time".to_owned()))
            .await;
        assert_eq!(next(&mut client.outcomes).await.key, key + 1);
    }
    assert!(!client.requests.is_closed());
}

#[tokio::test(start_paused = true)]
async fn an_enquire_link_that_is_not_answered_closes_the_session() {
    let started = Instant::now();
    let settings = Settings {
        response_timeout: seconds(10),
        ..Settings::default()
    };
    let (mut client, mut raw) = Raw::server(settings).await;
    let enquiry = raw.next().await;
    assert_eq!(
        (enquiry.command, started.elapsed().as_secs()),
        (Command::EnquireLink, 30)
    );
    sleep(seconds(5)).await;
    client.requests.send(vec![submit(1)]).await.unwrap();
    assert_eq!(all_outcomes(&mut client).await[0].reply, Reply::Lost);
    assert_eq!(client.ended.await.unwrap(), Ended::LinkDead);
    assert_eq!(started.elapsed().as_secs(), 40);
}

#[tokio::test(start_paused = true)]
async fn two_idle_sessions_keep_each_other_alive() {
    let (client, server) = pair(Mode::Transceiver, Settings::default(), Settings::default()).await;
    sleep(seconds(3_600)).await;
    assert!(!client.ended.is_finished() && !server.ended.is_finished());
    client.control.unbind();
    assert_eq!(client.ended.await.unwrap(), Ended::Unbound);
}

#[tokio::test(start_paused = true)]
async fn a_session_without_messages_for_too_long_unbinds() {
    let started = Instant::now();
    let settings = Settings {
        inactivity: Some(seconds(300)),
        ..Settings::default()
    };
    let (client, server) = pair(Mode::Transceiver, settings, Settings::default()).await;
    assert_eq!(client.ended.await.unwrap(), Ended::Inactive);
    assert_eq!(server.ended.await.unwrap(), Ended::UnboundByPeer);
    assert_eq!(started.elapsed().as_secs(), 300, "enquire_links are no messages");
}

#[tokio::test(start_paused = true)]
async fn while_we_do_not_read_the_peers_silence_proves_nothing() {
    let settings = Settings {
        incoming_window: 1,
        ..Settings::default()
    };
    let (mut client, mut raw) = Raw::server(settings).await;
    raw.request(Command::DeliverSm, 1, message("1").into()).await;
    let held = next(&mut client.incoming).await;
    client.requests.send(vec![submit(1)]).await.unwrap();
    let request = raw.next().await;
    raw.respond(&request, Status::ROK, Body::MessageId("id".to_owned()))
        .await;
    sleep(seconds(600)).await;
    held.ticket.accept("");
    let outcome = next(&mut client.outcomes).await;
    assert!(matches!(outcome.reply, Reply::Answered(_)), "{:?}", outcome.reply);
    assert!(!client.requests.is_closed());
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_does_not_answer_an_unbind_is_left() {
    let started = Instant::now();
    let (client, mut raw) = Raw::server(quiet()).await;
    client.control.unbind();
    assert_eq!(raw.next().await.command, Command::Unbind);
    assert!(raw.next_or_end().await.is_none());
    assert_eq!(client.ended.await.unwrap(), Ended::Unbound);
    assert_eq!(started.elapsed(), quiet().drain);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_unbinds_gets_the_answers_it_waits_for_first() {
    let (mut server, mut raw, _) = Raw::client(quiet(), Mode::Transceiver, 0x34).await;
    raw.request(Command::SubmitSm, 2, message("1").into()).await;
    let held = next(&mut server.incoming).await;
    raw.request(Command::Unbind, 3, Body::Empty).await;
    assert!(raw.is_silent().await);
    held.ticket.accept("id");
    assert_eq!(raw.next().await.command, Command::SubmitSm);
    assert_eq!(raw.next().await.command, Command::Unbind);
    assert!(raw.next_or_end().await.is_none());
    assert_eq!(server.ended.await.unwrap(), Ended::UnboundByPeer);
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_unbinds_instead_of_answering_leaves_the_requests_unknown() {
    let (mut client, mut raw) = Raw::server(quiet()).await;
    client.requests.send(vec![submit(1)]).await.unwrap();
    raw.next().await;
    raw.request(Command::Unbind, 1, Body::Empty).await;
    assert_eq!(all_outcomes(&mut client).await[0].reply, Reply::Lost);
    assert_eq!(client.ended.await.unwrap(), Ended::UnboundByPeer);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_takes_nothing_leaves_the_requests_safe_to_send_again() {
    let (mut client, raw) = Raw::server_on(quiet(), 64).await;
    client.requests.send((0..5).map(submit).collect()).await.unwrap();
    let outcomes = all_outcomes(&mut client).await;
    assert_eq!(outcomes.len(), 5);
    // The first fits the pipe: whether the peer reads it is not known.
    assert!(
        outcomes
            .iter()
            .skip(1)
            .all(|outcome| outcome.reply == Reply::NotWritten)
    );
    assert_eq!(client.ended.await.unwrap(), Ended::Unresponsive);
    drop(raw);
}
