//! Who may bind, and that no peer harms another.

use ::smpp::HandshakeError;
use ::smpp::command::{Command, Mode};
use ::smpp::session::Ended;
use ::smpp::status::Status;
use engine::SmppAccountChange;
use testkit::TestApp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::esme::{Esme, Login, account, text, try_bind, usual};
use crate::numbers::kenyan;

fn change() -> SmppAccountChange {
    SmppAccountChange::default()
}

#[tokio::test]
async fn an_account_binds_in_every_mode_and_version() {
    let app = TestApp::start().await;
    let login = account(&app, "acme", "clinic1", change()).await;
    for mode in [Mode::Transmitter, Mode::Receiver, Mode::Transceiver] {
        for version in [0x33, 0x34, 0x50] {
            let esme = try_bind(&app, &login, mode, version).await.expect("it may bind");
            assert_eq!(esme.session.peer.system_id, "tuma");
            esme.session.control.unbind();
            assert_eq!(esme.ended().await, Ended::Unbound);
        }
    }
}

#[tokio::test]
async fn each_refused_bind_has_its_status() {
    let app = TestApp::start().await;
    let right = account(&app, "acme", "clinic1", change()).await;
    let elsewhere = SmppAccountChange {
        allowed_ips: Some(vec!["192.0.2.0/24".to_owned()]),
        ..change()
    };
    let inactive = SmppAccountChange {
        active: Some(false),
        ..change()
    };
    let of = |system_id: &str, password: &str| Login {
        id: right.id,
        system_id: system_id.to_owned(),
        password: password.to_owned(),
    };
    for (login, status) in [
        (of("nobody", &right.password), Status::RINVSYSID),
        (of("clinic1", "wrong"), Status::RINVPASWD),
        (of("clinic1", ""), Status::RINVPASWD),
        (account(&app, "acme", "elsewhere", elsewhere).await, Status::RBINDFAIL),
        (account(&app, "acme", "inactive", inactive).await, Status::RBINDFAIL),
    ] {
        let refused = try_bind(&app, &login, Mode::Transceiver, 0x34).await.err();
        assert_eq!(refused, Some(HandshakeError::Refused(status)), "{}", login.system_id);
    }
}

#[tokio::test]
async fn an_account_has_so_many_binds_and_gets_them_back() {
    let app = TestApp::start().await;
    let two = SmppAccountChange {
        max_binds: Some(2),
        allowed_ips: Some(vec!["127.0.0.0/8".to_owned()]),
        ..change()
    };
    let login = account(&app, "acme", "clinic1", two).await;
    let first = Esme::bind(&app, &login, Mode::Transmitter).await;
    let _second = Esme::bind(&app, &login, Mode::Receiver).await;
    let third = try_bind(&app, &login, Mode::Transceiver, 0x34).await.err();
    assert_eq!(third, Some(HandshakeError::Refused(Status::RBINDFAIL)));
    first.vanish().await;
    testkit::eventually("the bind to be free again", async || {
        try_bind(&app, &login, Mode::Transceiver, 0x34).await.ok()
    })
    .await;
}

#[tokio::test]
async fn a_removed_or_changed_account_is_unbound_within_seconds() {
    let app = TestApp::start().await;
    let (login, esme) = usual(&app).await;
    let other = account(&app, "acme", "clinic2", change()).await;
    let mut stays = Esme::bind(&app, &other, Mode::Transceiver).await;

    let slower = SmppAccountChange {
        rate_per_second: Some(Some(7)),
        ..change()
    };
    let (engine, id) = (app.engine().clone(), login.id);
    let caller = tenancy::Caller::system(std::sync::Arc::new(
        app.tenancy().organization_by_slug("acme").await.expect("it"),
    ));
    let asking = caller.clone();
    app.inside(async move { engine.smpp_account_change(&asking, id, slower).await.map(|_| ()) })
        .await
        .expect("changed");
    assert_eq!(esme.ended().await, Ended::UnboundByPeer);

    let again = Esme::bind(&app, &login, Mode::Transceiver).await;
    let engine = app.engine().clone();
    app.inside(async move { engine.smpp_account_remove(&caller, id).await })
        .await
        .expect("removed");
    assert_eq!(again.ended().await, Ended::UnboundByPeer);
    let gone = try_bind(&app, &login, Mode::Transceiver, 0x34).await.err();
    assert_eq!(gone, Some(HandshakeError::Refused(Status::RINVSYSID)));
    assert!(stays.submit(text(&kenyan(1), "still here")).await.is_ok());
    stays.told().await;
}

#[tokio::test]
async fn garbage_ends_the_peer_that_sends_it_and_no_other() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    for garbage in [
        &b"GET / HTTP/1.1\r\nhost: tuma\r\n\r\n"[..],
        &[0, 0, 0, 4, 0, 0, 0, 4],
        &[0xFF; 64],
        &[0, 0, 0, 16, 0, 0, 0, 9],
    ] {
        let mut stream = TcpStream::connect(app.smpp_address())
            .await
            .expect("the server listens");
        stream.write_all(garbage).await.expect("written");
        stream.shutdown().await.expect("no more is sent");
        let mut answer = Vec::new();
        // A reset is as good an end as any.
        let _ = stream.read_to_end(&mut answer).await;
        assert!(
            answer.is_empty() || answer[4..8] == [0x80, 0, 0, 0],
            "nothing, or a generic_nack: {answer:?}"
        );
        assert!(esme.submit(text(&kenyan(1), "x")).await.is_ok());
        esme.told().await;
    }
}

#[tokio::test]
async fn commands_that_tuma_has_not_are_refused_and_the_session_goes_on() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let replace = ::smpp::pdu::Replace {
        message_id: "1".to_owned(),
        ..Default::default()
    };
    let answer = esme.ask(Command::ReplaceSm, replace, Default::default()).await;
    assert_eq!(answer.status, Status::RREPLACEFAIL);
    let broadcast = ::smpp::pdu::Body::Opaque(bytes::Bytes::from_static(&[0; 12]));
    let answer = esme.ask(Command::BroadcastSm, broadcast, Default::default()).await;
    assert_eq!(answer.status, Status::RINVCMDID);
    assert!(esme.submit(text(&kenyan(1), "x")).await.is_ok());
    esme.told().await;
}
