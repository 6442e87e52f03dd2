//! Binding: refusals, repetitions, and what comes before it or after it.

use std::time::Duration;

use smpp::command::{Command, Mode};
use smpp::pdu::{Bind, Body, Outbind, Pdu};
use smpp::server::MAX_BIND_ATTEMPTS;
use smpp::session::Session;
use smpp::status::Status;
use smpp::tlv::Tlvs;
use smpp::{HandshakeError, Settings, client, server};
use tokio::io::duplex;

use crate::pair::{Door, Raw, credentials, message, next};

fn bind_request(sequence: u32, password: &str) -> Pdu {
    let bind = Bind {
        password: password.to_owned(),
        ..credentials()
    };
    Pdu::request(Command::BindTransceiver, sequence, bind.into(), Tlvs::new())
}

#[tokio::test]
async fn a_refused_client_may_try_again_on_the_same_connection() {
    let (near, far) = duplex(4096);
    let mut raw = Raw::new(near);
    let settings = Settings::default();
    let door = Door(settings.clone());
    let client = async {
        raw.send(&bind_request(1, "wrong")).await;
        let refusal = raw.next().await;
        assert_eq!((refusal.status, refusal.body), (Status::RINVPASWD, Body::Empty));
        raw.send(&bind_request(2, "s3cret")).await;
        let response = raw.next().await;
        assert_eq!((response.status, response.sequence), (Status::ROK, 2));
        assert_eq!(response.body, Body::SystemId("SMSC".to_owned()));
    };
    let (accepted, ()) = tokio::join!(server::accept::<_, (), _>(far, &door, &settings), client);
    let accepted = accepted.unwrap();
    assert_eq!((accepted.account, accepted.bind.password.as_str()), (7, ""));
    assert_eq!(accepted.session.peer.system_id, "gw01");
}

#[tokio::test]
async fn a_client_that_keeps_being_refused_is_closed() {
    let (near, far) = duplex(4096);
    let mut raw = Raw::new(near);
    let settings = Settings::default();
    let door = Door(settings.clone());
    for sequence in 1..=MAX_BIND_ATTEMPTS {
        raw.send(&bind_request(sequence, "wrong")).await;
    }
    let refused = server::accept::<_, (), _>(far, &door, &settings).await.unwrap_err();
    assert_eq!(refused, HandshakeError::Refused(Status::RINVPASWD));
    for _ in 0..MAX_BIND_ATTEMPTS {
        assert_eq!(raw.next().await.status, Status::RINVPASWD);
    }
    assert!(raw.next_or_end().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_bind_is_closed_at_the_session_init_timer() {
    let (near, far) = duplex(4096);
    let mut raw = Raw::new(near);
    let settings = Settings::default();
    let door = Door(settings.clone());
    // The row split_header: six octets and silence.
    tokio::io::AsyncWriteExt::write_all(&mut raw.stream, &[0, 0, 0, 0x10, 0, 0])
        .await
        .unwrap();
    let started = tokio::time::Instant::now();
    let error = server::accept::<_, (), _>(far, &door, &settings).await.unwrap_err();
    assert_eq!(error, HandshakeError::TimedOut);
    assert_eq!(started.elapsed().as_secs(), settings.session_init.as_secs());
    assert!(raw.next_or_end().await.is_none());
}

#[tokio::test]
async fn before_the_bind_other_commands_are_refused_and_links_are_answered() {
    let (near, far) = duplex(4096);
    let mut raw = Raw::new(near);
    let settings = Settings::default();
    let door = Door(settings.clone());
    let client = async {
        raw.request(Command::SubmitSm, 1, message("hi").into()).await;
        let refusal = raw.next().await;
        assert_eq!(
            (refusal.command, refusal.status),
            (Command::SubmitSm, Status::RINVBNDSTS)
        );
        raw.request(Command::EnquireLink, 2, Body::Empty).await;
        let answer = raw.next().await;
        assert_eq!((answer.command, answer.status), (Command::EnquireLink, Status::ROK));
        raw.request(Command::Unbind, 3, Body::Empty).await;
        assert_eq!(raw.next().await.command, Command::Unbind);
    };
    let (accepted, ()) = tokio::join!(server::accept::<_, (), _>(far, &door, &settings), client);
    assert_eq!(accepted.unwrap_err(), HandshakeError::Unbound);
}

#[tokio::test]
async fn a_second_bind_is_answered_already_bound() {
    let (mut server, mut raw, _) = Raw::client(Settings::default(), Mode::Transceiver, 0x34).await;
    raw.send(&bind_request(2, "s3cret")).await;
    let answer = raw.next().await;
    assert_eq!(
        (answer.command, answer.status),
        (Command::BindTransceiver, Status::RALYBND)
    );
    raw.request(Command::SubmitSm, 3, message("5").into()).await;
    assert_eq!(next(&mut server.incoming).await.command, Command::SubmitSm);
}

#[tokio::test]
async fn commands_that_do_not_fit_the_bind_state_are_refused() {
    let (_server, mut raw, _) = Raw::client(Settings::default(), Mode::Receiver, 0x34).await;
    for (command, body) in [
        (Command::SubmitSm, message("1").into()),
        (Command::DataSm, message("1").into()),
        (Command::DeliverSm, message("1").into()),
        (Command::QuerySm, Body::Query(Default::default())),
    ] {
        raw.request(command, 9, body).await;
        let answer = raw.next().await;
        assert_eq!(
            (answer.command, answer.status, answer.sequence),
            (command, Status::RINVBNDSTS, 9)
        );
    }
}

async fn bind_to(
    raw: &mut Raw,
    near: tokio::io::DuplexStream,
    early: &[Pdu],
    answer: Pdu,
) -> Result<Session<u32>, HandshakeError> {
    let serve = async {
        raw.next().await;
        for pdu in early {
            raw.send(pdu).await;
        }
        raw.send(&answer).await;
    };
    let bind = client::bind(near, Mode::Transceiver, credentials(), Settings::default());
    tokio::join!(bind, serve).0
}

#[tokio::test]
async fn an_outbind_and_an_early_deliver_sm_do_not_disturb_the_bind() {
    let (near, far) = duplex(4096);
    let mut raw = Raw::new(far);
    let outbind = Body::Outbind(Outbind::default());
    let early = [
        Pdu::request(Command::Outbind, 1, outbind, Tlvs::new()),
        Pdu::request(Command::DeliverSm, 2, message("1").into(), Tlvs::new()),
        Pdu::response(Command::SubmitSm, 1, Status::ROK, Body::Empty),
    ];
    // An answer without a body, as from a server that says nothing of itself.
    let answer = Pdu::response(Command::BindTransceiver, 1, Status::ROK, Body::Empty);
    let session = bind_to(&mut raw, near, &early, answer).await.unwrap();
    assert_eq!(
        (session.peer.interface_version, session.peer.system_id.as_str()),
        (0x34, "")
    );
    let refusal = raw.next().await;
    assert_eq!(
        (refusal.command, refusal.status),
        (Command::DeliverSm, Status::RINVBNDSTS)
    );
}

#[tokio::test]
async fn a_refusal_reaches_the_client_with_its_status() {
    for (answer, status) in [
        (
            Pdu::response(Command::BindTransceiver, 1, Status::RINVPASWD, Body::Empty),
            Status::RINVPASWD,
        ),
        (
            Pdu::response(
                Command::BindTransceiver,
                1,
                Status::RALYBND,
                Body::SystemId(String::new()),
            ),
            Status::RALYBND,
        ),
        (Pdu::nack(1, Status::RINVCMDID), Status::RINVCMDID),
        (Pdu::nack(0, Status::RINVCMDLEN), Status::RINVCMDLEN),
    ] {
        let (near, far) = duplex(4096);
        let mut raw = Raw::new(far);
        let refused = bind_to(&mut raw, near, &[], answer).await.unwrap_err();
        assert_eq!(refused, HandshakeError::Refused(status));
        assert!(raw.next_or_end().await.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn a_bind_that_nobody_answers_times_out() {
    let (near, far) = duplex(4096);
    let started = tokio::time::Instant::now();
    let error = client::bind::<_, u32>(near, Mode::Receiver, credentials(), Settings::default())
        .await
        .unwrap_err();
    assert_eq!(error, HandshakeError::TimedOut);
    assert_eq!(started.elapsed(), Duration::from_secs(30));
    drop(far);
}

#[tokio::test]
async fn credentials_that_cannot_be_written_are_refused_without_being_sent() {
    let (near, far) = duplex(4096);
    let bind = Bind {
        password: "nine chars".to_owned(),
        ..credentials()
    };
    let error = client::bind::<_, u32>(near, Mode::Receiver, bind, Settings::default())
        .await
        .unwrap_err();
    assert_eq!(error, HandshakeError::Refused(Status::RINVPASWD));
    assert!(Raw::new(far).next_or_end().await.is_none());
}
