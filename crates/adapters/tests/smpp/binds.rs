//! Binds: many, lost and found again, refused, through TLS, and closed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use adapters::AskError;
use doubles::smsc::pdu::Pdu;
use doubles::smsc::{Delivery, Joined, Misbehaviour, Smsc, SmscSettings};
use serde_json::json;
use tokio::net::TcpListener;

use crate::carrier::{adapter, client, long_text, message, said, send};
use crate::recording_sink::RecordingSink;
use crate::stage::{PASSWORD, PHONE, SENDER, Stage, check_until, config, words};

#[tokio::test]
async fn messages_are_spread_over_transmitters_and_receipts_come_on_the_receiver() {
    let binds = json!([{ "mode": "transmitter", "count": 2 }, { "mode": "receiver" }]);
    let smsc = SmscSettings {
        latency_ms: 20,
        ..SmscSettings::default()
    };
    let stage = Stage::start(
        smsc,
        json!({ "binds": binds, "systemType": "VMA", "addressRange": "^2547" }),
    )
    .await;
    stage.bound(3).await;
    let kinds: Vec<(bool, bool)> = stage
        .smsc
        .sessions()
        .iter()
        .map(|one| (one.bind.transmits, one.bind.receives))
        .collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == (true, false)).count(), 2);
    assert_eq!(kinds.iter().filter(|kind| **kind == (false, true)).count(), 1);
    let bind = &stage.smsc.sessions()[0].bind;
    assert_eq!(
        (bind.system_type.as_str(), bind.address_range.as_str(), bind.version),
        ("VMA", "^2547", 0x34)
    );
    // Until the adapter has seen both binds, one of them may get all.
    let mut used = BTreeSet::new();
    while used.len() < 2 {
        let batch = (0..300).map(|number| message(number, PHONE, "hello")).collect();
        assert!(
            stage
                .send(batch)
                .await
                .iter()
                .all(|outcome| said(outcome) == "accepted")
        );
        used = stage.smsc.taken().iter().map(|record| record.session).collect();
    }
    let count = stage.smsc.taken().len();
    stage.sink.wait_for(|reports| reports.len() == count).await;
}

#[tokio::test]
async fn a_lost_bind_is_found_again_and_an_unbind_of_the_smsc_is_too() {
    let stage = Stage::start(SmscSettings::default(), json!({ "version": "5.0" })).await;
    stage.send_until_taken("first").await;
    assert_eq!(stage.smsc.sessions()[0].bind.version, 0x50);
    let number = |smsc: &Smsc| smsc.sessions().first().map(|session| session.number);
    for _ in 0..2 {
        let before = number(&stage.smsc);
        stage.smsc.disconnect();
        stage
            .smsc
            .wait_until(|smsc| number(smsc).filter(|now| Some(*now) != before))
            .await;
        stage.send_until_taken("again").await;
    }
    let before = number(&stage.smsc);
    stage.smsc.unbind();
    stage
        .smsc
        .wait_until(|smsc| number(smsc).filter(|now| Some(*now) != before))
        .await;
    stage.send_until_taken("again").await;
    assert_eq!(stage.smsc.taken().len(), 4);
}

#[tokio::test]
async fn refused_credentials_are_told_without_the_password_and_messages_may_go_elsewhere() {
    let stage = Stage::start(SmscSettings::default(), json!({ "password": "wr0ngpw" })).await;
    let refused =
        |checked: &Result<(), AskError>| checked.as_ref().is_err_and(|error| error.to_string().contains("0x0e"));
    let checked = check_until(&*stage.adapter, refused).await;
    let outcome = stage.send_one("hello").await;
    assert_eq!(said(&outcome), "retry -");
    for text in [format!("{checked:?}"), words(&outcome)] {
        assert!(text.contains("ESME_RINVPASWD"), "{text}");
        assert!(!text.contains("wr0ngpw") && !text.contains(PASSWORD), "{text}");
    }
}

#[tokio::test]
async fn without_an_smsc_messages_are_given_back_in_bounded_time() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = nobody.local_addr().unwrap().port();
    drop(nobody);
    let sink = Arc::new(RecordingSink::default());
    let adapter = adapter("smpp", config(port, json!({})), sink, client(Duration::from_secs(5))).unwrap();
    adapter.open().await;
    let batch = (0..500).map(|number| message(number, PHONE, "hello")).collect();
    let outcomes = send(&*adapter, batch).await;
    assert!(outcomes.iter().all(|outcome| said(outcome) == "retry -"));
    assert!(
        words(&outcomes[0]).contains("not bound: the SMSC cannot be reached"),
        "{:?}",
        outcomes[0]
    );
    assert!(adapter.check().await.is_err());
}

#[tokio::test]
async fn closing_waits_for_answers_and_unbinds() {
    let stage = Stage::start(
        SmscSettings {
            latency_ms: 100,
            ..SmscSettings::default()
        },
        json!({}),
    )
    .await;
    stage.bound(1).await;
    check_until(&*stage.adapter, Result::is_ok).await.unwrap();
    let sending = {
        let adapter = stage.adapter.clone();
        async move { send(&*adapter, vec![message(1, PHONE, "hello")]).await }
    };
    let sending = tokio::spawn(sending);
    stage
        .smsc
        .wait_for(|records| records.iter().any(|record| record.message().is_some()))
        .await;
    stage.adapter.close().await;
    assert_eq!(said(&sending.await.unwrap()[0]), "accepted");
    stage
        .smsc
        .wait_for(|records| records.iter().any(|record| record.pdu == Pdu::Unbind))
        .await;
    assert!(stage.adapter.check().await.is_err());
    assert_eq!(said(&stage.send_one("late").await), "retry -");
}

#[tokio::test]
async fn a_window_is_never_passed() {
    let stage = Stage::start(
        SmscSettings {
            latency_ms: 10,
            ..SmscSettings::default()
        },
        json!({ "window": 7 }),
    )
    .await;
    stage.smsc.misbehave_times(Misbehaviour::ReverseOrder(7), 20);
    let batch = (0..140).map(|number| message(number, PHONE, "hello")).collect();
    let outcomes = stage.send(batch).await;
    assert!(outcomes.iter().all(|outcome| said(outcome) == "accepted"));
    assert_eq!(stage.smsc.taken().len(), 140);
}

#[tokio::test]
async fn tls_is_verified_always() {
    let named = SmscSettings {
        tls: true,
        tls_names: vec!["smsc.test".to_owned()],
        ..SmscSettings::default()
    };
    let other = Smsc::local(named.clone()).await.unwrap();
    let smsc = Smsc::local(named).await.unwrap();
    let port = smsc.address().port();
    let [authority, another] = [&smsc, &other].map(|smsc| smsc.authority().expect("it speaks TLS"));
    for (settings, fault) in [
        (
            json!({ "tls": "on", "tlsCa": authority, "tlsServerName": "smsc.test" }),
            None,
        ),
        (
            json!({ "tls": "on", "tlsCa": another, "tlsServerName": "smsc.test" }),
            Some("TLS: "),
        ),
        (json!({ "tls": "on", "tlsCa": authority }), Some("TLS: ")),
        (json!({ "tls": "on", "tlsServerName": "smsc.test" }), Some("TLS: ")),
    ] {
        let sink = Arc::new(RecordingSink::default());
        let adapter = adapter(
            "smpp",
            config(port, settings),
            sink.clone(),
            client(Duration::from_secs(5)),
        )
        .unwrap();
        adapter.open().await;
        let Some(fault) = fault else {
            let outcomes = send(&*adapter, vec![message(1, PHONE, "hello")]).await;
            assert_eq!(said(&outcomes[0]), "accepted");
            smsc.deliver(Delivery::text(PHONE, SENDER, "back"));
            smsc.wait_until(|_| (!sink.inbound().is_empty()).then_some(())).await;
            adapter.close().await;
            continue;
        };
        let failed =
            |checked: &Result<(), AskError>| checked.as_ref().is_err_and(|error| error.to_string().contains(fault));
        check_until(&*adapter, failed).await.expect_err("nobody trusts it");
        assert!(smsc.sessions().is_empty());
    }
}

#[tokio::test]
async fn a_bind_over_tls_carries_all_that_one_without_does_and_is_found_again() {
    let smsc = Smsc::local(SmscSettings {
        tls: true,
        ..SmscSettings::default()
    })
    .await
    .unwrap();
    let sink = Arc::new(RecordingSink::default());
    // The certificate holds for the address, so no name has to be given.
    let settings = json!({ "tls": "on", "tlsCa": smsc.authority() });
    let config = config(smsc.address().port(), settings);
    let adapter = adapter("smpp", config, sink.clone(), client(Duration::from_secs(5))).unwrap();
    adapter.open().await;
    for round in 0..2 {
        check_until(&*adapter, Result::is_ok).await.expect("it is bound");
        let mut batch: Vec<_> = (0..200).map(|number| message(number, PHONE, "hello")).collect();
        batch.push(message(200, PHONE, &long_text()));
        let outcomes = send(&*adapter, batch).await;
        assert!(outcomes.iter().all(|outcome| said(outcome) == "accepted"));
        let parts = 200 + 9;
        sink.wait_for(|reports| reports.len() == (round + 1) * parts).await;
        smsc.deliver(Delivery::text(PHONE, SENDER, &long_text()).joined(Joined::Payload, 1));
        smsc.wait_until(|_| (sink.inbound().len() > round).then_some(())).await;
        let lost = smsc.sessions()[0].number;
        smsc.disconnect();
        smsc.wait_until(|smsc| smsc.sessions().iter().any(|one| one.number > lost).then_some(()))
            .await;
    }
    adapter.close().await;
}
