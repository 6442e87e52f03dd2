//! Submitting, asking and taking back.

use ::smpp::command::{Command, Mode};
use ::smpp::pdu::{Body, Cancel, Query};
use ::smpp::status::Status;
use ::smpp::tlv::{Tlvs, tag};
use domain::alphabet::Alphabet;
use engine::SmppAccountChange;
use serde_json::json;
use testkit::TestApp;

use super::esme::{Esme, account, address, public_id, text, usual};
use crate::numbers::kenyan;

async fn state_of(esme: &mut Esme, id: &str) -> Result<u8, Status> {
    let query = Query {
        message_id: id.to_owned(),
        source: address(5, 0, "CLINIC"),
    };
    let answer = esme.ask(Command::QuerySm, Body::Query(query), Tlvs::new()).await;
    match answer.body {
        Body::QueryAnswer(fields) if answer.status.is_ok() => {
            assert_eq!(fields.final_date.is_empty(), fields.message_state < 2);
            Ok(fields.message_state)
        }
        _ => Err(answer.status),
    }
}

async fn cancel(esme: &mut Esme, id: &str) -> Status {
    let cancel = Cancel {
        message_id: id.to_owned(),
        ..Cancel::default()
    };
    esme.ask(Command::CancelSm, cancel, Tlvs::new()).await.status
}

#[tokio::test]
async fn a_submitted_message_is_one_of_the_organizations_own() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let id = esme.submit(text(&kenyan(1), "Habari [yako]")).await.expect("taken");
    let shown = app.wait_for_state(&public_id(&id), "DELIVERED").await;
    assert_eq!((&shown["from"], &shown["to"]), (&json!("CLINIC"), &json!(kenyan(1))));
    assert_eq!(shown["body"], "Habari [yako]");
    assert!(
        shown["callbackUrl"].is_null(),
        "what its account is told is no URL: {shown}"
    );
    assert_eq!(state_of(&mut esme, &id).await, Ok(2));
    esme.told().await;
}

#[tokio::test]
async fn what_cannot_be_sent_has_the_standards_status() {
    let app = TestApp::start().await;
    let login = account(&app, "acme", "clinic1", SmppAccountChange::default()).await;
    let mut esme = Esme::bind(&app, &login, Mode::Transceiver).await;
    let to = kenyan(1);
    let changed = |change: &dyn Fn(&mut ::smpp::pdu::Message)| {
        let mut message = text(&to, "x");
        change(&mut message);
        message
    };
    for (message, status) in [
        (changed(&|m| m.destination = address(1, 1, "12")), Status::RINVDSTADR),
        (changed(&|m| m.destination = address(1, 1, "")), Status::RINVDSTADR),
        (
            changed(&|m| m.source = address(5, 0, "MUCH TOO LONG A NAME")),
            Status::RINVSRCADR,
        ),
        (changed(&|m| m.short_message = Default::default()), Status::RINVMSGLEN),
        (changed(&|m| m.data_coding = 4), Status::RINVDCS),
        (changed(&|m| m.esm_class = 0x40), Status::RINVMSGLEN),
        (
            changed(&|m| m.schedule_delivery_time = "200101000000000+".to_owned()),
            Status::RINVSCHED,
        ),
        (
            changed(&|m| m.validity_period = "200101000000000+".to_owned()),
            Status::RINVEXPIRY,
        ),
        (changed(&|m| m.replace_if_present = 1), Status::RINVREPFLAG),
    ] {
        assert_eq!(esme.submit(message).await, Err(status), "{status}");
    }
    let long = "é".repeat(1_000) + &"🙂".repeat(400);
    let octets = domain::alphabet::Alphabet::Ucs2.encode(&long).expect("UCS-2");
    let whole = changed(&|m| (m.data_coding, m.short_message) = (8, Default::default()));
    let tlvs = Tlvs::new().with(tag::MESSAGE_PAYLOAD, octets);
    assert_eq!(esme.submit_with(whole, tlvs).await, Err(Status::RINVMSGLEN));
    assert_eq!(app.recorder().count(), 0);
}

#[tokio::test]
async fn a_number_that_opted_out_is_refused_and_the_message_kept_as_rejected() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    app.recorder().opt_out(&kenyan(1), adapters::OptOutWord::Stop).await;
    let row = store::Suppression {
        organization: app.own().id,
        number: kenyan(1),
        reason: "person".to_owned(),
        at: app.now_ms(),
    };
    let store = app.store().clone();
    app.inside(async move { store.suppression_insert(row).await })
        .await
        .expect("suppressed");
    assert_eq!(esme.submit(text(&kenyan(1), "x")).await, Err(Status::RSUBMITFAIL));
    let listed = app.get("/api/sms/messages?status=REJECTED").await;
    assert_eq!(
        listed.data()["messages"].as_array().map(Vec::len),
        Some(1),
        "{}",
        listed.text
    );
    // The next thing it is told is of the next message: nothing of one whose id it never had.
    let id = esme.submit(text(&kenyan(2), "y")).await.expect("taken");
    assert_eq!(esme.told().await.id(), id);
}

#[tokio::test]
async fn only_allowed_senders_are_taken_and_the_first_is_the_default() {
    let app = TestApp::start().await;
    let senders = vec!["CLINIC".to_owned(), "+254700000009".to_owned(), "20880".to_owned()];
    let change = SmppAccountChange {
        senders: Some(senders),
        ..SmppAccountChange::default()
    };
    let login = account(&app, "acme", "clinic1", change).await;
    let mut esme = Esme::bind(&app, &login, Mode::Transceiver).await;
    for (number, (ton, source), sender) in [
        (1, (5, "CLINIC"), Some("CLINIC")),
        (2, (5, "BANK"), None),
        (3, (1, "254700000009"), Some("+254700000009")),
        (4, (1, "254700000008"), None),
        (5, (3, "20880"), Some("20880")),
        (6, (0, ""), Some("CLINIC")),
    ] {
        let mut message = text(&kenyan(number), "x");
        message.source = address(ton, 1, source);
        let taken = esme.submit(message).await;
        match sender {
            None => assert_eq!(taken, Err(Status::RINVSRCADR), "{source}"),
            Some(sender) => {
                let shown = app
                    .wait_for_state(&public_id(&taken.expect("taken")), "DELIVERED")
                    .await;
                assert_eq!(shown["from"], sender);
                let told = esme.told().await;
                assert_eq!(told.message.destination, address(ton, 1, source), "as it was written");
            }
        }
    }
}

#[tokio::test]
async fn over_its_rate_an_account_is_throttled_and_nothing_of_that_is_taken() {
    let app = TestApp::start().await;
    let change = SmppAccountChange {
        rate_per_second: Some(Some(2)),
        ..SmppAccountChange::default()
    };
    let login = account(&app, "acme", "clinic1", change).await;
    let mut esme = Esme::bind(&app, &login, Mode::Transmitter).await;
    let message = || (Command::SubmitSm, text(&kenyan(1), "x").into(), Tlvs::new());
    let keys = esme.send((0..200).map(|_| message()).collect()).await;
    let (mut taken, mut throttled) = (0, 0);
    for key in keys {
        match esme.answer(key).await.status {
            Status::ROK => taken += 1,
            Status::RTHROTTLED => throttled += 1,
            other => panic!("{other}"),
        }
    }
    assert!(taken >= 2 && throttled > 0, "{taken} {throttled}");
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), taken);
}

#[tokio::test]
async fn a_message_can_be_taken_back_while_it_waits() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    app.pause_lanes(true);
    let id = esme.submit(text(&kenyan(1), "x")).await.expect("taken");
    assert_eq!(state_of(&mut esme, &id).await, Ok(1));
    assert_eq!(cancel(&mut esme, &id).await, Status::ROK);
    assert_eq!(state_of(&mut esme, &id).await, Ok(4));
    assert_eq!(esme.told().await.receipt().state, Some(::smpp::receipt::State::Deleted));
    assert_eq!(cancel(&mut esme, &id).await, Status::RCANCELFAIL);
    app.pause_lanes(false);
    let late = esme.submit(text(&kenyan(2), "x")).await.expect("taken");
    app.wait_for_state(&public_id(&late), "DELIVERED").await;
    assert_eq!(cancel(&mut esme, &late).await, Status::RCANCELFAIL);
}

#[tokio::test]
async fn a_message_of_another_organization_is_unknown() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .start()
        .await;
    let (_, mut esme) = usual(&app).await;
    let login = account(&app, "other", "spy", SmppAccountChange::default()).await;
    let mut spy = Esme::bind(&app, &login, Mode::Transceiver).await;
    app.pause_lanes(true);
    let id = esme.submit(text(&kenyan(1), "x")).await.expect("taken");
    for unknown in [id.as_str(), "1", "abc", ""] {
        assert_eq!(state_of(&mut spy, unknown).await, Err(Status::RINVMSGID), "{unknown:?}");
    }
    assert_eq!(cancel(&mut spy, &id).await, Status::RINVMSGID);
    assert_eq!(state_of(&mut esme, &id).await, Ok(1), "nothing happened to it");
    app.pause_lanes(false);
    app.wait_for_state(&public_id(&id), "DELIVERED").await;
}

#[tokio::test]
async fn many_are_in_flight_at_once() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let mut ids = std::collections::HashSet::new();
    for round in 0..4 {
        let requests = (0..500).map(|n| {
            let mut message = text(&kenyan(round * 500 + n), "x");
            message.registered_delivery = 0;
            (Command::SubmitSm, message.into(), Tlvs::new())
        });
        let keys = esme.send(requests.collect()).await;
        for key in keys {
            let response = esme.answer(key).await;
            assert_eq!(response.status, Status::ROK);
            ids.insert(response.message_id().expect("an id").to_owned());
        }
    }
    assert_eq!(ids.len(), 2_000);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 2_000);
}

#[tokio::test]
async fn data_coding_0_and_1_are_read_as_the_account_means_them() {
    let app = TestApp::start().await;
    // `$`, `@` and an accent in GSM 7-bit, which in ASCII and Latin-1 are other characters; and a text that could be either.
    let (gsm, plain): (&[u8], &[u8]) = (b"Pay 5 \x05 {", b"a_b@c");
    let mut number = 0;
    for (system_id, zero, one, expected) in [
        ("usual", None, None, ["Pay 5 é ä", "a§b¡c", "Pay 5 é ä", "a_b@c"]),
        (
            "gsm",
            Some(Alphabet::Gsm7),
            Some(Alphabet::Gsm7),
            ["Pay 5 é ä", "a§b¡c", "Pay 5 é ä", "a§b¡c"],
        ),
        (
            "ascii",
            Some(Alphabet::Ascii),
            Some(Alphabet::Ascii),
            ["Pay 5  {", "a_b@c", "Pay 5  {", "a_b@c"],
        ),
        (
            "latin1",
            Some(Alphabet::Latin1),
            Some(Alphabet::Gsm7),
            ["Pay 5  {", "a_b@c", "Pay 5 é ä", "a§b¡c"],
        ),
    ] {
        let change = SmppAccountChange {
            data_coding_0: zero,
            data_coding_1: one.map(Some),
            ..SmppAccountChange::default()
        };
        let login = account(&app, "acme", system_id, change).await;
        let mut esme = Esme::bind(&app, &login, Mode::Transmitter).await;
        let sent = [(0, gsm), (0, plain), (1, gsm), (1, plain)];
        for ((data_coding, octets), expected) in sent.into_iter().zip(expected) {
            number += 1;
            let mut message = text(&kenyan(number), "x");
            message.data_coding = data_coding;
            message.short_message = octets.to_vec().into();
            let id = esme.submit(message).await.expect("taken");
            let shown = app.wait_for_state(&public_id(&id), "DELIVERED").await;
            assert_eq!(shown["body"], expected, "{system_id} {data_coding} {octets:02x?}");
        }
    }
}
