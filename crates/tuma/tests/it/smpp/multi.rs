//! One text to many phones: each a message of its own, under one id, and whoever cannot get it is named.

use ::smpp::address::Rules;
use ::smpp::command::{Command, Mode};
use ::smpp::pdu::{Body, Cancel, Destination, Message, Multi, MultiAnswer, Query, QueryAnswer};
use ::smpp::status::Status;
use ::smpp::tlv::{Tlvs, tag};
use engine::SmppAccountChange;
use serde_json::json;
use tenancy::BillingChange;
use testkit::{ProviderSpec, Reply, TestApp};

use super::esme::{Esme, account, text, usual};
use crate::money::books::balanced;
use crate::numbers::{kenyan, kenyans};

fn to_all(message: Message, numbers: impl IntoIterator<Item = String>) -> Multi {
    let destinations = numbers
        .into_iter()
        .map(|number| Destination::Address(Rules::default().address(&number)));
    Multi {
        destinations: destinations.collect(),
        message: Message {
            destination: Default::default(),
            ..message
        },
    }
}

async fn ask(esme: &mut Esme, multi: Multi, tlvs: Tlvs) -> Result<MultiAnswer, Status> {
    let response = esme.ask(Command::SubmitMulti, multi, tlvs).await;
    match (response.status, response.body) {
        (Status::ROK, Body::MultiAnswer(answer)) => Ok(answer),
        (Status::ROK, other) => panic!("{other:?}"),
        (status, _) => Err(status),
    }
}

async fn submit(esme: &mut Esme, multi: Multi) -> Result<MultiAnswer, Status> {
    ask(esme, multi, Tlvs::new()).await
}

/// The places of the refused destinations with their statuses, by the last digits of their numbers.
fn refused(answer: &MultiAnswer) -> Vec<(String, Status)> {
    let ending = |text: &str| text.chars().skip(text.len().saturating_sub(2)).collect();
    let each = answer.unsuccessful.iter();
    each.map(|(address, status)| (ending(&address.text), *status)).collect()
}

#[tokio::test]
async fn every_phone_gets_a_message_and_a_receipt_of_its_own_under_one_id() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let numbers: Vec<String> = kenyans(1, 254).collect();
    let answer = submit(&mut esme, to_all(text("", "Habari 🙂"), numbers.clone()))
        .await
        .expect("taken");
    assert_eq!(answer.unsuccessful, []);
    let mut told = Vec::new();
    for _ in &numbers {
        let one = esme.told().await;
        assert_eq!(one.id(), answer.message_id);
        told.push(format!("+{}", one.message.source.text));
    }
    told.sort_unstable();
    let mut expected = numbers.clone();
    expected.sort_unstable();
    assert_eq!(told, expected);
    let mut reached: Vec<String> = app.recorder().seen().into_iter().map(|one| one.to).collect();
    reached.sort_unstable();
    assert_eq!(reached, expected);

    let batches = app.get("/api/sms/batches").await.expect(200);
    let batch = &batches.data()["batches"][0];
    assert_eq!(
        (&batch["accepted"], &batch["refused"]),
        (&json!(254), &json!(0)),
        "{batch}"
    );
    let query = Query {
        message_id: answer.message_id.clone(),
        source: Rules::default().address("CLINIC"),
    };
    let asked = esme.ask(Command::QuerySm, Body::Query(query), Tlvs::new()).await;
    let Body::QueryAnswer(QueryAnswer { message_state, .. }) = asked.body else {
        panic!("{:?}", asked.body)
    };
    assert_eq!(
        (asked.status, message_state),
        (Status::ROK, 2),
        "all of them are DELIVERED"
    );
}

#[tokio::test]
async fn who_cannot_get_it_is_listed_with_why_and_the_others_get_it() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let row = store::Suppression {
        organization: app.own().id,
        number: kenyan(3),
        reason: "person".to_owned(),
        at: app.now_ms(),
    };
    let store = app.store().clone();
    app.inside(async move { store.suppression_insert(row).await })
        .await
        .expect("suppressed");
    let numbers = [kenyan(1), "+25499".to_owned(), kenyan(3), kenyan(1), kenyan(5)];
    let answer = submit(&mut esme, to_all(text("", "Habari"), numbers))
        .await
        .expect("taken");
    assert_eq!(
        refused(&answer),
        [
            ("99".to_owned(), Status::RINVDSTADR),
            ("03".to_owned(), Status::RSUBMITFAIL),
            ("01".to_owned(), Status::RSUBMITFAIL),
        ],
        "no number, opted out, and the same one twice"
    );
    let mut told = Vec::new();
    for _ in 0..2 {
        let one = esme.told().await;
        assert_eq!(one.receipt().state.map(|state| state as u8), Some(2));
        told.push(format!("+{}", one.message.source.text));
    }
    told.sort_unstable();
    assert_eq!(told, [kenyan(1), kenyan(5)]);
    assert_eq!(app.recorder().count(), 2);
    let kept = app.get("/api/sms/messages?status=REJECTED").await.expect(200);
    assert_eq!(
        kept.data()["messages"].as_array().map(Vec::len),
        Some(1),
        "{}",
        kept.text
    );
    // The next thing it is told is of the next message: who is listed in the answer gets no receipt as well.
    let id = esme.submit(text(&kenyan(9), "y")).await.expect("taken");
    assert_eq!(esme.told().await.id(), id);
}

#[tokio::test]
async fn what_cannot_be_sent_to_anybody_is_refused_as_a_whole() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let one = || vec![kenyan(1)];
    let list = Multi {
        message: text("", "x"),
        destinations: vec![Destination::List("teachers".to_owned())],
    };
    let many = format!("{}!", "long text ".repeat(200));
    for (multi, status) in [
        (to_all(text("", "x"), Vec::new()), Status::RINVNUMDESTS),
        (list, Status::RINVDLNAME),
        (to_all(text("", "x"), vec!["+25499".to_owned()]), Status::RINVDSTADR),
        (to_all(text("", ""), one()), Status::RINVMSGLEN),
        (
            to_all(
                Message {
                    data_coding: 4,
                    ..text("", "x")
                },
                one(),
            ),
            Status::RINVDCS,
        ),
        (
            to_all(
                Message {
                    esm_class: 0x40,
                    short_message: vec![5, 0, 3, 1, 2, 1, b'x'].into(),
                    ..text("", "x")
                },
                one(),
            ),
            Status::RINVESMCLASS,
        ),
        (
            to_all(
                Message {
                    replace_if_present: 1,
                    ..text("", "x")
                },
                one(),
            ),
            Status::RINVREPFLAG,
        ),
    ] {
        assert_eq!(submit(&mut esme, multi).await.err(), Some(status));
    }
    let payload = Tlvs::new().with(tag::MESSAGE_PAYLOAD, many.into_bytes());
    let too_long = ask(&mut esme, to_all(text("", ""), one()), payload).await;
    assert_eq!(too_long.err(), Some(Status::RINVMSGLEN));
    assert_eq!(app.recorder().count(), 0);
    let batches = app.get("/api/sms/batches").await.expect(200);
    assert_eq!(batches.data()["batches"], json!([]));
    assert!(esme.submit(text(&kenyan(1), "x")).await.is_ok());
    esme.told().await;
}

#[tokio::test]
async fn a_long_text_for_many_arrives_whole() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let body = "Ada ya shule ni KSh 5,000. ".repeat(20);
    let payload = Tlvs::new().with(tag::MESSAGE_PAYLOAD, body.clone().into_bytes());
    let answer = ask(&mut esme, to_all(text("", ""), kenyans(1, 2)), payload)
        .await
        .expect("taken");
    assert_eq!(answer.unsuccessful, []);
    for _ in 0..2 {
        esme.told().await;
    }
    for number in kenyans(1, 2) {
        assert_eq!(app.recorder().seen_to(&number)[0].body, body);
    }
}

#[tokio::test]
async fn beyond_the_accounts_rate_the_rest_is_listed_as_throttled() {
    let app = TestApp::start().await;
    let change = SmppAccountChange {
        rate_per_second: Some(Some(3)),
        ..Default::default()
    };
    let login = account(&app, "acme", "slow", change).await;
    let mut esme = Esme::bind(&app, &login, Mode::Transceiver).await;
    let answer = submit(&mut esme, to_all(text("", "x"), kenyans(1, 5)))
        .await
        .expect("taken");
    let throttled = |n: &str| (n.to_owned(), Status::RTHROTTLED);
    assert_eq!(refused(&answer), [throttled("04"), throttled("05")]);
    for _ in 0..3 {
        esme.told().await;
    }
    assert_eq!(app.recorder().count(), 3);
}

#[tokio::test]
async fn a_cancel_takes_back_all_of_them_and_says_where_one_was_too_late() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").window(1))
        .start()
        .await;
    let (_, mut esme) = usual(&app).await;
    let later = Message {
        schedule_delivery_time: "000000010000000R".to_owned(),
        ..text("", "x")
    };
    let cancel = |id: &str| Cancel {
        message_id: id.to_owned(),
        ..Cancel::default()
    };
    let scheduled = submit(&mut esme, to_all(later, kenyans(1, 5))).await.expect("taken");
    let answer = esme
        .ask(Command::CancelSm, cancel(&scheduled.message_id), Tlvs::new())
        .await;
    assert_eq!(answer.status, Status::ROK);
    for _ in 0..5 {
        assert_eq!(esme.told().await.receipt().state.map(|state| state as u8), Some(4));
    }

    app.recorder().usually(Reply::Hang);
    let under_way = submit(&mut esme, to_all(text("", "x"), kenyans(11, 3)))
        .await
        .expect("taken");
    testkit::eventually("the first to be under way", async || {
        (app.recorder().open() == 1).then_some(())
    })
    .await;
    let answer = esme
        .ask(Command::CancelSm, cancel(&under_way.message_id), Tlvs::new())
        .await;
    assert_eq!(answer.status, Status::RCANCELFAIL);
    app.recorder().usually(Reply::Take);
    app.recorder().open_gate();
    let mut states = Vec::new();
    for _ in 0..3 {
        states.push(esme.told().await.receipt().state.map(|state| state as u8));
    }
    states.sort_unstable();
    assert_eq!(states, [Some(2), Some(4), Some(4)]);
}

#[tokio::test]
async fn another_organizations_id_is_none() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let (_, mut esme) = usual(&app).await;
    let answer = submit(&mut esme, to_all(text("", "x"), kenyans(1, 2)))
        .await
        .expect("taken");
    let login = account(&app, "globex", "clinic2", SmppAccountChange::default()).await;
    let mut other = Esme::bind(&app, &login, Mode::Transmitter).await;
    let cancel = Cancel {
        message_id: answer.message_id.clone(),
        ..Cancel::default()
    };
    assert_eq!(
        other.ask(Command::CancelSm, cancel, Tlvs::new()).await.status,
        Status::RINVMSGID
    );
    for _ in 0..2 {
        esme.told().await;
    }
}

#[tokio::test]
async fn a_balance_that_does_not_reach_for_all_phones_pays_for_none() {
    let app = TestApp::start().await;
    app.prepay("acme", 1_600_000, BillingChange::default()).await;
    let (_, mut esme) = usual(&app).await;
    let refused = submit(&mut esme, to_all(text("", "fees are due"), kenyans(1, 3))).await;
    assert_eq!(refused.err(), Some(Status::RSUBMITFAIL));
    assert!(app.own().list_all("").await.is_empty());
    let taken = submit(&mut esme, to_all(text("", "fees are due"), kenyans(1, 2))).await;
    assert_eq!(taken.expect("taken").unsuccessful, []);
    for _ in 0..2 {
        esme.told().await;
    }
    app.run_until_idle().await;
    let left = app.balance("acme").await.accounts;
    assert_eq!((left.available, left.reserved, left.spent), (0, 0, 1_600_000));
    balanced(app.database()).await;
}
