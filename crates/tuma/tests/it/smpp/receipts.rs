//! Receipts: what they say, who gets them, and that none is lost.

use ::smpp::command::Mode;
use ::smpp::receipt::State;
use ::smpp::status::Status;
use ::smpp::tlv::{Tlvs, tag};
use adapters::Rejection;
use domain::ReportStatus;
use engine::SmppAccountChange;
use std::time::Duration;
use testkit::{Reply, TestApp};

use super::esme::{Esme, account, address, public_id, text, usual};
use crate::numbers::kenyan;

#[tokio::test]
async fn a_receipt_says_by_the_book_what_became_of_the_message() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let mut message = text("0722000001", "Your code is 4711_@ and more");
    message.destination = address(0, 0, "0722000001");
    let tlvs = Tlvs::new().with_u16(tag::USER_MESSAGE_REFERENCE, 515);
    let id = esme.submit_with(message.clone(), tlvs).await.expect("taken");
    let told = esme.told().await;
    assert_eq!(told.message.source, message.destination, "swapped, as it was written");
    assert_eq!(told.message.destination, message.source);
    assert_eq!(told.message.esm_class, 0x04);
    assert_eq!(told.reference(), Some(515));
    assert_eq!(told.tlvs.text(tag::RECEIPTED_MESSAGE_ID), Some(id.clone()));
    assert_eq!(told.tlvs.u8(tag::MESSAGE_STATE), Some(2));
    let expected = format!(
        "id:{id} sub:001 dlvrd:001 submit date:2603010800 done date:2603010800 stat:DELIVRD err:000 text:Your code is 4711?? "
    );
    assert_eq!(told.text, expected);
}

#[tokio::test]
async fn only_those_receipts_come_that_were_asked_for() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let mut expected = Vec::new();
    for (n, (registered, fails, state)) in [
        (0, false, None),
        (0, true, None),
        (1, false, Some(State::Delivered)),
        (1, true, Some(State::Rejected)),
        (2, false, None),
        (2, true, Some(State::Rejected)),
        (3, false, Some(State::Delivered)),
        (3, true, None),
        (1, false, Some(State::Delivered)),
    ]
    .into_iter()
    .enumerate()
    {
        if fails {
            app.recorder()
                .script(&kenyan(n), [Reply::Refuse(Rejection::InvalidNumber)]);
        }
        let mut message = text(&kenyan(n), "x");
        message.registered_delivery = registered;
        let id = esme.submit(message).await.expect("taken");
        app.run_until_idle().await;
        if let Some(state) = state {
            let told = esme.told().await;
            expected.push(((told.id(), told.receipt().state), (id, Some(state))));
        }
    }
    assert_eq!(expected.len(), 5);
    for (told, wanted) in expected {
        assert_eq!(told, wanted);
    }
}

#[tokio::test]
async fn a_receipt_outlives_the_bind_and_the_process() {
    let mut app = TestApp::start().await;
    let login = account(&app, "acme", "clinic1", SmppAccountChange::default()).await;
    let mut sender = Esme::bind(&app, &login, Mode::Transmitter).await;
    let id = sender.submit(text(&kenyan(1), "x")).await.expect("taken");
    app.wait_for_state(&public_id(&id), "DELIVERED").await;
    sender.vanish().await;

    // Told and not answered.
    let mut first = Esme::bind(&app, &login, Mode::Receiver).await;
    let unanswered = first.told_unanswered().await;
    first.vanish().await;
    drop(unanswered);
    // The process ends while it is told again.
    let mut second = Esme::bind(&app, &login, Mode::Receiver).await;
    let _unanswered = second.told_unanswered().await;
    app.crash();
    app.start_again().await;
    let mut third = Esme::bind(&app, &login, Mode::Receiver).await;
    assert_eq!(third.told().await.id(), id);
    let left = "SELECT count(*) FROM outbox";
    testkit::eventually("the receipt to be gone", async || {
        (app.database().count(left).await == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_the_peer_cannot_take_now_comes_again_and_what_it_refuses_does_not() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    for status in [Status::RX_T_APPN, Status::RMSGQFUL, Status::RTHROTTLED] {
        let id = esme.submit(text(&kenyan(1), "x")).await.expect("taken");
        for pause in [1, 2] {
            assert_eq!(esme.told_as(status).await.id(), id);
            let waiting = "SELECT count(*) FROM outbox WHERE owner = 0 AND attempts > 0";
            testkit::eventually("it to wait", async || {
                (app.database().count(waiting).await == 1).then_some(())
            })
            .await;
            app.advance(Duration::from_secs(pause));
        }
        assert_eq!(esme.told().await.id(), id);
    }
    for status in [Status::RX_P_APPN, Status::RX_R_APPN, Status::RINVDSTADR] {
        let id = esme.submit(text(&kenyan(2), "x")).await.expect("taken");
        assert_eq!(esme.told_as(status).await.id(), id);
    }
    let all = "SELECT count(*) FROM outbox";
    testkit::eventually("nothing to be left", async || {
        (app.database().count(all).await == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_failure_carries_the_carriers_code_where_it_is_a_number() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    app.recorder().usually(Reply::TakeSilently);
    let id = esme.submit(text(&kenyan(1), "x")).await.expect("taken");
    app.wait_for_state(&public_id(&id), "SUBMITTED").await;
    let seen = app.recorder().seen();
    let mut report = app.recorder().report_of(&seen[0].carrier_ids[0], ReportStatus::Failed);
    report.error_code = Some("27".to_owned());
    app.recorder().push(vec![report]).await;
    let told = esme.told().await;
    assert_eq!(told.receipt().state, Some(State::Undeliverable));
    assert_eq!(told.receipt().error.as_deref(), Some("027"));
    assert_eq!(told.receipt().network_error, Some((3, 27)));
}
