//! What SMSCs do wrong, one at a time: what is said of the message, and that the next one goes out.

use doubles::smsc::{Misbehaviour, Receipts, Smsc, SmscSettings};
use futures::future::join_all;
use serde_json::json;

use crate::carrier::{long_text, message, said};
use crate::stage::{PHONE, Stage, ids, words};

/// The misbehaviour, what is said of the message that met it, and whether the SMSC took it all the same.
const AT_SUBMIT: &[(Misbehaviour, &str, bool)] = &[
    (Misbehaviour::NoResponse, "unknown", true),
    (Misbehaviour::FallSilent, "unknown", true),
    (Misbehaviour::Nack(0x08), "retry 0x08", false),
    (Misbehaviour::Nack(0x03), "rejected Refused 0x03", false),
    (Misbehaviour::NackWithoutSequence(0x02), "unknown", false),
    (Misbehaviour::Refuse(0x45), "rejected Refused 0x45", false),
    (Misbehaviour::Refuse(0x58), "retry 0x58 pause 100ms", false),
    (Misbehaviour::UnbindAtSubmit, "unknown", false),
    (Misbehaviour::CloseAtSubmit, "unknown", false),
    (Misbehaviour::TakeAndClose, "unknown", true),
    (Misbehaviour::ShortLength, "unknown", true),
    (Misbehaviour::LongLength, "unknown", true),
    (Misbehaviour::CutMidPdu, "unknown", true),
    (Misbehaviour::UnknownCommand, "accepted", true),
    (Misbehaviour::StrayResponse, "accepted", true),
    (Misbehaviour::ByteByByte, "accepted", true),
    (Misbehaviour::ReverseOrder(3), "accepted", true),
    (Misbehaviour::UnknownReceipt, "accepted", true),
];

/// Before the bind, or at it.
const BEFORE: &[Misbehaviour] = &[
    Misbehaviour::BlackHole,
    Misbehaviour::CloseAtConnect,
    Misbehaviour::DeliverBeforeBound,
    Misbehaviour::Outbind,
    Misbehaviour::RefuseBind(0x0D),
    Misbehaviour::RefuseBind(0x0E),
    Misbehaviour::SilentBind,
];

fn taken(smsc: &Smsc) -> usize {
    smsc.taken().len()
}

#[tokio::test]
async fn whatever_an_smsc_does_to_a_message_the_next_one_goes_out_and_nothing_is_called_taken_that_was_not() {
    let cases = AT_SUBMIT.iter().map(|(how, expected, took)| async move {
        let stage = Stage::start(SmscSettings::default(), json!({})).await;
        stage.smsc.misbehave(*how);
        let outcome = stage.send_one("first").await;
        assert_eq!(said(&outcome), *expected, "{how:?}");
        assert_eq!(taken(&stage.smsc), usize::from(*took), "{how:?}");
        stage.send_until_taken("second").await;
        assert_eq!(taken(&stage.smsc), usize::from(*took) + 1, "{how:?}");
    });
    join_all(cases).await;
}

#[tokio::test]
async fn whatever_an_smsc_does_before_the_bind_it_is_bound_in_the_end() {
    let cases = BEFORE.iter().map(|how| async move {
        let stage = Stage::scripted(SmscSettings::default(), json!({}), &[*how]).await;
        stage.send_until_taken("hello").await;
        assert_eq!(taken(&stage.smsc), 1, "{how:?}");
        assert!(stage.sink.inbound().is_empty(), "what came before the bind was refused");
    });
    join_all(cases).await;
}

#[tokio::test]
async fn a_dead_link_is_found_by_an_unanswered_enquire_link_and_bound_anew() {
    let stage = Stage::start(SmscSettings::default(), json!({ "enquireLinkSeconds": 1 })).await;
    stage.bound(1).await;
    stage.smsc.misbehave(Misbehaviour::SilentEnquireLink);
    let is_second = |smsc: &Smsc| smsc.sessions().iter().any(|session| session.number == 2).then_some(());
    stage.smsc.wait_until(is_second).await;
    stage.send_until_taken("hello").await;
}

#[tokio::test]
async fn many_messages_are_settled_one_by_one_when_the_connection_ends_among_them() {
    let stage = Stage::start(
        SmscSettings {
            latency_ms: 50,
            ..SmscSettings::default()
        },
        json!({}),
    )
    .await;
    stage.smsc.misbehave_times(Misbehaviour::StrayResponse, 20);
    stage.smsc.misbehave(Misbehaviour::CloseAtSubmit);
    let batch = (0..100).map(|number| message(number, PHONE, "hello")).collect();
    let outcomes = stage.send(batch).await;
    let accepted = outcomes.iter().filter(|outcome| said(outcome) == "accepted").count();
    assert!(accepted <= taken(&stage.smsc), "{accepted}");
    assert!(
        outcomes
            .iter()
            .all(|one| matches!(said(one).as_str(), "accepted" | "unknown" | "retry -"))
    );
    assert!(outcomes.iter().any(|outcome| said(outcome) == "unknown"));
    stage.send_until_taken("hello").await;
}

#[tokio::test]
async fn a_message_that_was_taken_in_part_is_failed_with_the_count_and_never_sent_again() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    stage.smsc.misbehave(Misbehaviour::StrayResponse);
    stage.smsc.misbehave(Misbehaviour::Refuse(0x45));
    let outcome = stage.send_one(&long_text()).await;
    assert_eq!(said(&outcome), "rejected Refused 0x45");
    let words = words(&outcome);
    assert!(words.contains("took 8 of 9 parts, and not part 2"), "{words}");
    assert!(words.contains("is not sent again"), "{words}");
    assert_eq!(taken(&stage.smsc), 8);
}

#[tokio::test]
async fn parts_that_the_smsc_was_too_busy_for_are_sent_again_and_no_others() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    stage.smsc.misbehave(Misbehaviour::StrayResponse);
    stage.smsc.misbehave(Misbehaviour::Refuse(0x58));
    stage.smsc.misbehave(Misbehaviour::Refuse(0x14));
    let outcome = stage.send_one(&long_text()).await;
    let taken = stage.smsc.taken();
    let mut numbers: Vec<u8> = taken
        .iter()
        .map(|record| {
            record
                .message()
                .and_then(|message| message.segment())
                .expect("a part")
                .number
        })
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let mut by_number = taken.clone();
    by_number.sort_by_key(|record| {
        record
            .message()
            .and_then(|message| message.segment())
            .map(|part| part.number)
    });
    let expected: Vec<String> = by_number.iter().map(|record| record.message_id.clone()).collect();
    assert_eq!(ids(&outcome), expected, "the ids are in the order of the parts");
}

#[tokio::test]
async fn an_smsc_that_stays_too_busy_for_a_part_is_given_up() {
    let stage = Stage::start(SmscSettings::default(), json!({ "throttlePauseMs": 10 })).await;
    stage.smsc.misbehave_times(Misbehaviour::StrayResponse, 8);
    stage.smsc.misbehave_times(Misbehaviour::Refuse(0x58), 5);
    let outcome = stage.send_one(&long_text()).await;
    assert_eq!(said(&outcome), "rejected Refused 0x58");
    assert!(words(&outcome).contains("took 8 of 9 parts"), "{outcome:?}");
    let is_submit = |record: &&doubles::smsc::Record| record.message().is_some();
    assert_eq!(stage.smsc.records().iter().filter(is_submit).count(), 13);
}

#[tokio::test]
async fn a_long_message_of_which_no_part_was_taken_waits_as_a_whole() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    stage.smsc.misbehave_times(Misbehaviour::Refuse(0x58), 9);
    assert_eq!(said(&stage.send_one(&long_text()).await), "retry 0x58 pause 100ms");
    stage.smsc.misbehave_times(Misbehaviour::Refuse(0x58), 8);
    stage.smsc.misbehave(Misbehaviour::Refuse(0x0B));
    assert_eq!(said(&stage.send_one(&long_text()).await), "rejected InvalidNumber 0x0b");
    assert_eq!(taken(&stage.smsc), 0);
}

#[tokio::test]
async fn receipts_for_ids_that_nobody_knows_are_taken_as_all_others() {
    let receipts = Receipts {
        unknown_ids: true,
        ..Receipts::default()
    };
    let stage = Stage::start(
        SmscSettings {
            receipts,
            ..SmscSettings::default()
        },
        json!({}),
    )
    .await;
    let own = ids(&stage.send_one("hello").await);
    let reports = stage.sink.wait_for(|reports| reports.len() == 2).await;
    let about_own = reports.iter().filter(|report| own.contains(&report.carrier_id)).count();
    assert_eq!(about_own, 1);
}
