//! What Africa's Talking calls: delivery reports, inbound messages, opt-outs, and who may call.

use std::collections::BTreeSet;

use adapters::africastalking::{FAILURE_REASONS, REPORT_STATUSES};
use adapters::{Content, OptOutWord, SendOutcome, WebhookRefusal, WebhookRequest};
use domain::ReportStatus::{self, Delivered, Expired, Failed, Rejected, Sent};
use doubles::africastalking::{AfricasTalking, Settings};
use serde_json::{Value, json};

use crate::africastalking::settings;
use crate::stage::{PROVIDER, Stage, form, said};

async fn stage(more: Value) -> Stage<AfricasTalking> {
    let account = Settings {
        username: "acme".to_owned(),
        api_key: "atsk_s3cr3t".to_owned(),
        ..Settings::default()
    };
    let stage = Stage::start("africastalking", AfricasTalking::new(account), |url, _| {
        settings(url, more)
    })
    .await;
    let urls = ["/report", "/inbound", "/optout"].map(|path| Some(stage.hook_url(path)));
    stage.double.carrier().set(|settings| {
        [settings.report_url, settings.inbound_url, settings.opt_out_url] = urls;
        settings.report_delay_ms = 0;
    });
    stage
}

#[tokio::test]
async fn every_status_and_failure_reason_of_a_report_is_read() {
    let rows: [(u16, &[ReportStatus], Option<&str>, bool); 16] = [
        (0, &[Sent, Delivered], None, false),
        (1, &[Sent, Sent, Sent, Delivered], None, false),
        (2, &[Rejected], Some("InsufficientCredit"), false),
        (3, &[Failed], Some("InvalidLinkId"), false),
        (4, &[Failed], Some("UserIsInactive"), false),
        (5, &[Failed], Some("UserInBlackList"), true),
        (6, &[Failed], Some("UserAccountSuspended"), false),
        (7, &[Failed], Some("NotNetworkSubscriber"), false),
        (8, &[Failed], Some("UserNotSubscribedToProduct"), false),
        (9, &[Failed], Some("UserDoesNotExist"), false),
        (10, &[Sent, Failed], Some("DeliveryFailure"), false),
        (11, &[Rejected], Some("DoNotDisturbRejection"), false),
        (12, &[Sent, Failed], Some("AbsentSubscriber"), false),
        (13, &[Sent, Expired], None, false),
        (15, &[Sent, Delivered, Delivered], None, false),
        (16, &[Delivered, Sent], None, false),
    ];
    let reasons: BTreeSet<&str> = rows.iter().filter_map(|(_, _, reason, _)| *reason).collect();
    let known: BTreeSet<&str> = FAILURE_REASONS
        .iter()
        .map(|(_, name, _)| *name)
        .chain(["AbsentSubscriber"])
        .collect();
    assert_eq!(reasons, known);
    for (ending, statuses, code, opted_out) in rows {
        let stage = stage(json!({})).await;
        let to = format!("+25470555{:04}", ending);
        let outcome = stage.send_one(&to, "hi").await;
        let SendOutcome::Accepted { carrier_ids, .. } = outcome else {
            panic!("{ending}: {outcome:?}")
        };
        let reports = stage.sink.wait_for(|reports| reports.len() == statuses.len()).await;
        assert_eq!(
            reports.iter().map(|report| report.status).collect::<Vec<_>>(),
            statuses,
            "{ending}"
        );
        for report in &reports {
            assert_eq!(
                (&report.carrier_id, report.to.as_ref()),
                (&carrier_ids[0], Some(&to)),
                "{ending}"
            );
            assert_eq!(report.provider, PROVIDER);
            assert!(
                report.raw.contains("networkCode") && !report.raw.contains(&to),
                "{}",
                report.raw
            );
        }
        let last = reports.iter().find(|report| report.error_code.is_some());
        assert_eq!(last.and_then(|report| report.error_code.as_deref()), code, "{ending}");
        assert_eq!(reports.iter().any(|report| report.opted_out), opted_out, "{ending}");
    }
}

#[tokio::test]
async fn every_status_word_is_read_in_any_case() {
    let stage = stage(json!({})).await;
    for (word, status) in REPORT_STATUSES.iter().copied().chain([("SomethingNew", Sent)]) {
        for word in [word.to_owned(), word.to_uppercase()] {
            stage
                .adapter
                .webhook(&form(&format!("id=ATXid_1&status={word}&phoneNumber=%2B254700000001")))
                .await
                .unwrap();
            assert_eq!(stage.sink.statuses().last(), Some(&status), "{word}");
        }
    }
    for reason in ["UserInBlacklist", "USERINBLACKLIST"] {
        stage
            .adapter
            .webhook(&form(&format!("id=ATXid_1&status=Failed&failureReason={reason}")))
            .await
            .unwrap();
        assert!(stage.sink.stored().last().unwrap().opted_out, "{reason}");
    }
}

#[tokio::test]
async fn a_report_may_come_before_the_answer_and_for_an_id_nobody_knows() {
    let stage = stage(json!({})).await;
    assert_eq!(said(&stage.send_one("+254705550017", "hi").await), "accepted");
    // It was stored when the answer came, so nothing is waited for.
    assert_eq!(stage.sink.statuses(), [Delivered]);
    let SendOutcome::Accepted { carrier_ids, .. } = stage.send_one("+254705550018", "hi").await else {
        panic!()
    };
    let reports = stage.sink.wait_for(|reports| reports.len() == 4).await;
    assert_ne!(reports[1].carrier_id, carrier_ids[0]);
    assert_eq!(reports[2].carrier_id, carrier_ids[0]);
}

#[tokio::test]
async fn an_inbound_message_is_stored_before_the_carrier_is_answered() {
    let stage = stage(json!({})).await;
    let (double, desk) = (stage.double.carrier(), stage.double.desk());
    stage.sink.refuse(1);
    let refused = double.handset_sends(desk, "+254700000001", "20880", "STAMFORD").await;
    assert_eq!(refused.map(|(status, _)| status), Some(503));
    for text in ["STAMFORD", "", "ndio 👍 + 100%"] {
        let taken = double.handset_sends(desk, "+254700000001", "20880", text).await;
        assert_eq!(taken, Some((200, String::new())));
        let message = stage.sink.inbound().pop().unwrap();
        assert_eq!((message.from.as_str(), message.to.as_str()), ("+254700000001", "20880"));
        assert!(message.content == Content::Text(text.to_owned()) && message.part.is_none());
        assert!(message.carrier_id.is_some() && message.opt_out.is_none());
        assert_eq!(message.sent_at, Some(1_714_716_285_000));
        assert!(
            !message.raw.contains("+254700000001") && !message.raw.contains("ndio"),
            "{}",
            message.raw
        );
    }
}

#[tokio::test]
async fn an_opt_out_is_told_and_then_refused_by_the_carrier() {
    let stage = stage(json!({ "fromNumber": "20880" })).await;
    let (double, desk) = (stage.double.carrier(), stage.double.desk());
    assert_eq!(
        double.opts_out(desk, "+254700000001", "20880").await,
        Some((200, String::new()))
    );
    let told = stage.sink.opt_outs().pop().unwrap();
    assert_eq!(
        (told.number.as_str(), told.sender.as_deref()),
        ("+254700000001", Some("20880"))
    );
    assert_eq!(told.word, OptOutWord::Stop);
    assert_eq!(
        said(&stage.send_one("+254700000001", "hi").await),
        "rejected OptedOut 406"
    );
}

const REPORT: &str = "id=ATXid_1&status=Success&phoneNumber=%2B254700000001";

#[tokio::test]
async fn only_who_the_settings_name_may_call() {
    let bare = WebhookRequest {
        by_token: false,
        ..form(REPORT)
    };
    let inside = WebhookRequest {
        peer: Some([196, 201, 214, 9].into()),
        ..bare.clone()
    };
    let nobody = WebhookRequest {
        peer: None,
        ..bare.clone()
    };
    let rows = [
        (json!({}), [true, false, false, false]),
        (json!({ "mode": "token" }), [true, false, false, false]),
        (
            json!({ "mode": "token", "addresses": ["192.0.2.0/24"] }),
            [true, false, false, false],
        ),
        (
            json!({ "mode": "token", "addresses": ["196.201.214.0/24"] }),
            [false, false, false, false],
        ),
        (
            json!({ "mode": "addresses", "addresses": ["196.201.214.0/24"] }),
            [false, false, true, false],
        ),
        (json!({ "mode": "none" }), [true, true, true, true]),
    ];
    for (verify, expected) in rows {
        let stage = stage(json!({ "verify": verify })).await;
        for (request, expected) in [form(REPORT), bare.clone(), inside.clone(), nobody.clone()]
            .iter()
            .zip(expected)
        {
            match stage.adapter.webhook(request).await {
                Ok(_) => assert!(expected, "{verify}"),
                Err(WebhookRefusal::NotAuthentic(_)) => assert!(!expected, "{verify}"),
                Err(other) => panic!("{verify}: {other:?}"),
            }
        }
        assert_eq!(
            stage.sink.stored().len(),
            expected.iter().filter(|expected| **expected).count()
        );
    }
}

#[tokio::test]
async fn on_a_shared_path_another_senders_callbacks_are_not_ours() {
    let stage = stage(json!({ "senders": ["20880"], "verify": { "mode": "none" } })).await;
    let rows = [
        ("from=%2B254700000001&to=20880&text=hi", true),
        ("from=%2B254700000001&to=20999&text=hi", false),
        ("senderId=20880&phoneNumber=%2B254700000001", true),
        ("senderId=OTHER&phoneNumber=%2B254700000001", false),
    ];
    for (body, ours) in rows {
        let bare = WebhookRequest {
            by_token: false,
            ..form(body)
        };
        let refused = stage.adapter.webhook(&bare).await.err();
        assert_eq!(refused, (!ours).then_some(WebhookRefusal::NotMine), "{body}");
        // The token says whose it is, whatever it was sent to.
        assert!(stage.adapter.webhook(&form(body)).await.is_ok(), "{body}");
    }
}

#[tokio::test]
async fn what_is_no_sms_callback_is_refused_without_showing_it() {
    let stage = stage(json!({})).await;
    for body in [
        "",
        "id=ATXid_1",
        "status=Success",
        "text=hi",
        "from=%2B254700000001&text=hi",
        "phoneNumber=%2B254700000001",
        "sessionId=ATUid_1&serviceCode=*384%23&phoneNumber=%2B254700000001&text=",
        "phoneNumber=%2B254700000001&shortCode=20880&keyword=x&updateType=deletion",
    ] {
        match stage.adapter.webhook(&form(body)).await {
            Err(WebhookRefusal::Malformed(why)) => assert!(!why.contains("254"), "{why}"),
            other => panic!("{body}: {other:?}"),
        }
    }
    assert!(stage.sink.stored().is_empty() && stage.sink.inbound().is_empty() && stage.sink.opt_outs().is_empty());
}
