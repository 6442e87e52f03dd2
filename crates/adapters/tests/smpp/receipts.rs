//! Delivery receipts in the forms that are met, stored before they are answered; and query_sm.

use adapters::AskError;
use domain::ReportStatus;
use doubles::smsc::{Delivery, Fate, FinalState, IdStyle, Ids, ReceiptCarrier, ReceiptForm, Receipts, SmscSettings};
use futures::future::join_all;
use serde_json::{Value, json};

use crate::carrier::{message, said};
use crate::stage::{PHONE, SENDER, Stage, ids};

fn smsc(receipts: Receipts, ids: Ids) -> SmscSettings {
    SmscSettings {
        receipts,
        ids,
        ..SmscSettings::default()
    }
}

#[tokio::test]
async fn a_receipt_is_read_from_its_text_and_from_its_tlvs_in_both_pdus() {
    let forms = [
        ReceiptForm::TextAndTlvs,
        ReceiptForm::Text,
        ReceiptForm::Tlvs,
        ReceiptForm::OddText,
    ];
    let carriers = [ReceiptCarrier::DeliverSm, ReceiptCarrier::DataSm];
    let cases = forms.iter().flat_map(|form| carriers.map(|carrier| (*form, carrier)));
    join_all(cases.map(|(form, carrier)| async move {
        let receipts = Receipts {
            form,
            carrier,
            ..Receipts::default()
        };
        let stage = Stage::start(smsc(receipts, Ids::default()), json!({})).await;
        let ids = ids(&stage.send_one("hello").await);
        let reports = stage.sink.wait_for(|reports| !reports.is_empty()).await;
        let report = &reports[0];
        assert_eq!(report.carrier_id, ids[0], "{form:?} {carrier:?}");
        assert_eq!(report.status, ReportStatus::Delivered, "{form:?} {carrier:?}");
        assert_eq!(report.to.as_deref(), Some(PHONE), "{form:?} {carrier:?}");
        assert_eq!(report.error_code, None, "{form:?} {carrier:?}");
        assert!(!report.raw.contains(&PHONE[1..]) && serde_json::from_str::<Value>(&report.raw).is_ok());
        stage
            .smsc
            .wait_until(|smsc| (smsc.counts().acknowledged == 1).then_some(()))
            .await;
    }))
    .await;
}

#[tokio::test]
async fn an_id_is_handed_on_in_the_spelling_of_the_receipt() {
    for (style, pad, receipt_style, receipt_pad, answered, reported) in [
        (IdStyle::Decimal, 10, None, None, "0000048879", "0000048879"),
        (IdStyle::Decimal, 0, Some(IdStyle::Hex), None, "48879", "beef"),
        (IdStyle::Hex, 0, Some(IdStyle::Decimal), Some(10), "beef", "0000048879"),
        (IdStyle::UpperHex, 8, Some(IdStyle::Hex), Some(0), "0000BEEF", "beef"),
    ] {
        let spelling = Ids {
            style,
            pad,
            receipt_style,
            receipt_pad,
            first: 48_879,
            reuse_after: None,
        };
        let stage = Stage::start(smsc(Receipts::default(), spelling), json!({})).await;
        assert_eq!(ids(&stage.send_one("hello").await), [answered]);
        let reports = stage.sink.wait_for(|reports| !reports.is_empty()).await;
        assert_eq!(reports[0].carrier_id, reported);
    }
}

#[tokio::test]
async fn every_state_has_its_status() {
    let states = [
        (FinalState::Enroute, 0, ReportStatus::Sent),
        (FinalState::Delivered, 0, ReportStatus::Delivered),
        (FinalState::Expired, 0, ReportStatus::Expired),
        (FinalState::Deleted, 0, ReportStatus::Failed),
        (FinalState::Undeliverable, 34, ReportStatus::Failed),
        (FinalState::Accepted, 0, ReportStatus::Sent),
        (FinalState::Unknown, 0, ReportStatus::Failed),
        (FinalState::Rejected, 7, ReportStatus::Rejected),
    ];
    for (setting, unknown) in [("failed", ReportStatus::Failed), ("sent", ReportStatus::Sent)] {
        let fates = states.iter().zip(0..).map(|((state, error, _), digit)| Fate {
            suffix: digit.to_string(),
            status: 0,
            state: *state,
            error: *error,
        });
        let smsc = SmscSettings {
            fates: fates.collect(),
            ..SmscSettings::default()
        };
        let stage = Stage::start(smsc, json!({ "unknownState": setting })).await;
        for ((state, error, status), digit) in states.iter().zip(0..) {
            let to = format!("+25472200000{digit}");
            let ids = ids(&stage.send(vec![message(1, &to, "hello")]).await[0]);
            let of_it = |report: &&adapters::Report| report.carrier_id == ids[0];
            let reports = stage
                .sink
                .wait_for(|reports| reports.iter().any(|report| of_it(&report)))
                .await;
            let report = reports.iter().find(of_it).unwrap();
            let expected = if *state == FinalState::Unknown {
                unknown
            } else {
                *status
            };
            assert_eq!(report.status, expected, "{state:?}");
            let code = report
                .error_code
                .as_deref()
                .map(|code| code.trim_start_matches('0').to_owned());
            assert_eq!(code, (*error != 0).then(|| error.to_string()), "{state:?}");
        }
    }
}

#[tokio::test]
async fn receipts_before_the_response_and_repeated_ones_are_handed_on() {
    let receipts = Receipts {
        early: true,
        duplicates: 1,
        enroute_first: true,
        ..Receipts::default()
    };
    let stage = Stage::start(smsc(receipts, Ids::default()), json!({})).await;
    let ids = ids(&stage.send_one("hello").await);
    let delivered = |reports: &[adapters::Report]| {
        reports
            .iter()
            .filter(|report| report.status == ReportStatus::Delivered)
            .count()
    };
    let reports = stage.sink.wait_for(|reports| delivered(reports) == 2).await;
    assert!(reports.iter().all(|report| report.carrier_id == ids[0]));
    assert!(reports.iter().any(|report| report.status == ReportStatus::Sent));
}

#[tokio::test]
async fn a_receipt_that_cannot_be_stored_is_refused_for_now_and_comes_again() {
    for (version, status) in [(0x34, 0x64), (0x33, 0x14)] {
        let receipts = Receipts {
            form: ReceiptForm::Text,
            ..Receipts::default()
        };
        let smsc = SmscSettings {
            version,
            receipts,
            ..SmscSettings::default()
        };
        let stage = Stage::start(smsc, json!({})).await;
        stage.sink.refuse(1);
        stage.send_one("hello").await;
        stage.sink.wait_for(|reports| reports.len() == 1).await;
        stage
            .smsc
            .wait_until(|smsc| (smsc.counts().acknowledged == 1).then_some(()))
            .await;
        let answers = |wanted| {
            stage.smsc.records().iter().filter(|record| {
                matches!(&record.pdu, doubles::smsc::pdu::Pdu::Response { command: 0x8000_0005, status } if *status == wanted)
            }).count()
        };
        assert_eq!((answers(status), answers(0)), (1, 1), "{version:#x}");
    }
}

#[tokio::test]
async fn an_intermediate_notification_is_no_final_word_and_odd_deliveries_are_answered() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    let text = "id:abc_7 sub:001 dlvrd:000 stat:UNDELIV err:011 text:";
    let octets = || text.as_bytes().to_vec();
    stage
        .smsc
        .deliver(Delivery::octets(PHONE, SENDER, 0, octets()).esm_class(0x20));
    // A receipt of no message, an empty acknowledgement, and a receipt in UCS-2.
    stage
        .smsc
        .deliver(Delivery::octets(PHONE, SENDER, 0, b"stat:DELIVRD".to_vec()).esm_class(0x04));
    stage
        .smsc
        .deliver(Delivery::octets(PHONE, SENDER, 0, Vec::new()).esm_class(0x08));
    let wide: Vec<u8> = "id:77 stat:DELIVRD".bytes().flat_map(|octet| [0, octet]).collect();
    stage
        .smsc
        .deliver(Delivery::octets(PHONE, SENDER, 8, wide).esm_class(0x04));
    let reports = stage.sink.wait_for(|reports| reports.len() == 2).await;
    let of = |id: &str| {
        reports
            .iter()
            .find(|report| report.carrier_id == id)
            .map(|report| report.status)
    };
    assert_eq!(of("abc_7"), Some(ReportStatus::Sent));
    assert_eq!(of("77"), Some(ReportStatus::Delivered));
    stage
        .smsc
        .wait_until(|smsc| (smsc.counts().acknowledged == 4).then_some(()))
        .await;
    assert!(stage.sink.inbound().is_empty());
}

#[tokio::test]
async fn an_smsc_is_asked_what_became_of_a_message() {
    let stage = Stage::start(SmscSettings::default(), json!({})).await;
    let ids = ids(&stage.send_one("hello").await);
    stage.sink.wait_for(|reports| !reports.is_empty()).await;
    let report = stage.adapter.query(&ids[0], PHONE).await.expect("an answer");
    assert_eq!(
        (report.carrier_id.as_str(), report.status),
        (ids[0].as_str(), ReportStatus::Delivered)
    );
    let error = stage.adapter.query("77", PHONE).await.err().expect("an unknown id");
    assert!(matches!(error, AskError::Failed(_)), "{error}");
    assert_eq!(said(&stage.send_one("hello").await), "accepted");
}
