//! Long messages, in all the ways in which they come.

use ::smpp::command::{Command, Mode};
use ::smpp::concat::{self, Way};
use ::smpp::pdu::Message;
use ::smpp::receipt::State;
use ::smpp::status::Status;
use ::smpp::tlv::{Tlvs, tag};
use domain::alphabet::Alphabet;
use domain::segment::Reference;
use engine::SmppAccountChange;
use std::collections::BTreeSet;
use std::time::Duration;
use testkit::{TestApp, eventually};

use super::esme::{Esme, account, text, usual};
use crate::numbers::kenyan;

/// 600 characters with an emoji where UCS-2 segments meet.
fn long_text() -> String {
    let mut body = "Fee reminder № 7: ".repeat(4);
    body.truncate(body.char_indices().nth(66).expect("long enough").0);
    body.push('🙂');
    while body.chars().count() < 600 {
        body.push_str("due soon ");
    }
    body.chars().take(600).collect()
}

fn parts(to: &str, body: &str, way: Way) -> Vec<(Message, Tlvs)> {
    let alphabet = if body.is_ascii() {
        Alphabet::Gsm7
    } else {
        Alphabet::Ucs2
    };
    let parts = concat::split(body, alphabet, way).expect("it can be carried");
    let pdu = |part: concat::Part| {
        let message = Message {
            esm_class: if part.has_header { 0x40 } else { 0 },
            data_coding: if body.is_ascii() { 0 } else { 8 },
            short_message: part.short_message,
            ..text(to, "")
        };
        (message, part.tlvs)
    };
    parts.into_iter().map(pdu).collect()
}

#[tokio::test]
async fn a_long_message_arrives_whole_by_every_way_and_each_part_has_a_receipt() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let emoji = long_text();
    let ascii = "All classes begin at eight. ".repeat(12);
    let mut number = 0;
    for body in [emoji.as_str(), ascii.as_str()] {
        for (way, backwards) in [
            (Way::Header(Reference::Bits8(7)), false),
            (Way::Header(Reference::Bits8(7)), true),
            (Way::Header(Reference::Bits16(0x1234)), true),
            (Way::Sar(9), false),
            (Way::Payload, false),
        ] {
            number += 1;
            let mut parts = parts(&kenyan(number), body, way);
            if backwards {
                parts.reverse();
            }
            let mut ids = BTreeSet::new();
            // One after the other, each answered before the next is sent.
            for (message, tlvs) in parts {
                ids.insert(esme.submit_with(message, tlvs).await.expect("taken"));
            }
            let mut told = BTreeSet::new();
            for _ in 0..ids.len() {
                let receipt = esme.told().await;
                assert_eq!(receipt.receipt().state, Some(State::Delivered));
                told.insert(receipt.id());
            }
            assert_eq!(told, ids, "{way:?}");
            let seen = app.recorder().seen_to(&kenyan(number));
            assert_eq!(seen.len(), 1, "{way:?}");
            assert_eq!(seen[0].body, body, "{way:?}");
        }
    }
}

#[tokio::test]
async fn more_than_one_sms_holds_may_come_in_one_short_message() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let body = "a[".repeat(80);
    esme.submit(text(&kenyan(1), &body))
        .await
        .expect("240 octets are taken");
    esme.told().await;
    assert_eq!(app.recorder().seen_to(&kenyan(1))[0].body, body);
    assert_eq!(app.recorder().seen_to(&kenyan(1))[0].segments, 2);

    let message = text(&kenyan(2), "");
    let tlvs = Tlvs::new().with(tag::MESSAGE_PAYLOAD, "by data-sm".as_bytes().to_vec());
    let answer = esme.ask(Command::DataSm, message, tlvs).await;
    assert_eq!(answer.status, Status::ROK);
    assert_eq!(Some(esme.told().await.id().as_str()), answer.message_id());
    assert_eq!(app.recorder().seen_to(&kenyan(2))[0].body, "by data-sm");
}

#[tokio::test]
async fn parts_come_together_over_two_binds_and_a_restart() {
    let mut app = TestApp::start().await;
    let login = account(&app, "acme", "clinic1", SmppAccountChange::default()).await;
    let mut first = Esme::bind(&app, &login, Mode::Transceiver).await;
    let mut second = Esme::bind(&app, &login, Mode::Transmitter).await;
    let body = long_text();
    let mut parts = parts(&kenyan(1), &body, Way::Header(Reference::Bits8(1)));
    let mut ids = BTreeSet::new();
    let (last, tlvs) = parts.pop().expect("parts");
    for (n, (message, tlvs)) in parts.into_iter().enumerate() {
        let esme = if n % 2 == 0 { &mut first } else { &mut second };
        let id = esme.submit_with(message.clone(), tlvs.clone()).await.expect("taken");
        assert_eq!(
            esme.submit_with(message, tlvs).await.as_ref(),
            Ok(&id),
            "a part that comes again is the same"
        );
        ids.insert(id);
    }
    assert_eq!(app.recorder().count(), 0);
    app.crash();
    app.start_again().await;
    let mut esme = Esme::bind(&app, &login, Mode::Transceiver).await;
    ids.insert(esme.submit_with(last, tlvs).await.expect("taken"));
    let mut told = BTreeSet::new();
    for _ in 0..ids.len() {
        told.insert(esme.told().await.id());
    }
    assert_eq!(told, ids);
    let seen = app.recorder().seen_to(&kenyan(1));
    assert_eq!((seen.len(), seen[0].body.as_str()), (1, body.as_str()));
}

#[tokio::test]
async fn a_message_that_never_becomes_whole_is_refused_and_its_parts_are_told() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let parts = parts(&kenyan(1), &long_text(), Way::Sar(3));
    let mut ids = BTreeSet::new();
    for (message, tlvs) in parts.into_iter().take(2) {
        ids.insert(esme.submit_with(message, tlvs).await.expect("taken"));
    }
    app.advance(Duration::from_secs(601));
    let mut told = BTreeSet::new();
    for _ in 0..2 {
        let receipt = esme.told().await;
        assert_eq!(receipt.receipt().state, Some(State::Rejected));
        told.insert(receipt.id());
    }
    assert_eq!(told, ids);
    assert_eq!(app.recorder().count(), 0, "half a text is never sent");
    let left = eventually("the parts to be gone", async || {
        (app.database().count("SELECT count(*) FROM inbound_parts").await == 0).then_some(())
    });
    left.await;
}

#[tokio::test]
async fn another_message_with_the_same_reference_has_to_wait() {
    let app = TestApp::start().await;
    let (_, mut esme) = usual(&app).await;
    let body = long_text();
    let first = parts(&kenyan(1), &body, Way::Sar(3));
    let other = parts(&kenyan(1), &body.to_uppercase(), Way::Sar(3));
    esme.submit_with(first[0].0.clone(), first[0].1.clone())
        .await
        .expect("taken");
    let clash = esme.submit_with(other[0].0.clone(), other[0].1.clone()).await;
    assert_eq!(clash, Err(Status::RMSGQFUL));
    for (message, tlvs) in first.into_iter().skip(1) {
        esme.submit_with(message, tlvs).await.expect("taken");
    }
    for (message, tlvs) in other {
        esme.submit_with(message, tlvs).await.expect("taken now");
    }
    app.run_until_idle().await;
    let bodies: Vec<String> = app
        .recorder()
        .seen_to(&kenyan(1))
        .into_iter()
        .map(|one| one.body)
        .collect();
    assert_eq!(bodies, [body.clone(), body.to_uppercase()]);
}
