//! What Infobip calls: batched reports and inbound messages, and how they are signed.

use std::collections::BTreeSet;
use std::sync::Arc;

use adapters::infobip::{ERRORS, ErrorKind, STATUSES};
use adapters::{Adapter, Content, WebhookKind, WebhookRefusal, WebhookRequest};
use domain::MessageId;
use domain::ReportStatus::{self, Delivered, Expired, Failed, Rejected, Sent};
use doubles::infobip::{Encoding, Failure, Infobip, Outcome, Scheme, Signing, Step};
use serde_json::{Value, json};

use crate::infobip::{carrier, settings, stage};
use crate::recording_sink::{DEADLINE, RecordingSink};
use crate::stage::{PROVIDER, Stage, adapter, adapter_at, client, message, said, send, webhook};

/// One that asks for reports of each message, intermediate ones too.
async fn reporting() -> Stage<Infobip> {
    Stage::start("infobip", carrier(), |url, hooks| {
        settings(url, json!({ "publicUrl": hooks, "intermediateReports": true }))
    })
    .await
}

/// What each status of a report says, and whether it is an opt-out.
const REPORTED: [(u16, Option<ReportStatus>, bool); 30] = [
    (26, None, false),
    (3, Some(Sent), false),
    (7, Some(Sent), false),
    (2, Some(Sent), false),
    (5, Some(Delivered), false),
    (4, Some(Rejected), false),
    (9, Some(Failed), false),
    (31, Some(Failed), false),
    (15, Some(Expired), false),
    (29, Some(Expired), false),
    (87, Some(Rejected), false),
    (6, Some(Rejected), false),
    (8, Some(Rejected), false),
    (10, Some(Rejected), true),
    (11, Some(Rejected), false),
    (13, Some(Rejected), false),
    (12, Some(Rejected), false),
    (14, Some(Rejected), true),
    (17, Some(Rejected), false),
    (18, Some(Rejected), false),
    (19, Some(Rejected), false),
    (20, Some(Rejected), false),
    (21, Some(Rejected), false),
    (23, None, false),
    (24, Some(Rejected), false),
    (25, Some(Rejected), false),
    (51, Some(Rejected), false),
    (52, Some(Rejected), false),
    (99, Some(Rejected), false),
    (100, Some(Rejected), false),
];

#[tokio::test]
async fn every_status_of_a_report_is_read() {
    let listed: BTreeSet<u16> = STATUSES.iter().map(|status| status.id).collect();
    assert_eq!(REPORTED.iter().map(|(id, ..)| *id).collect::<BTreeSet<_>>(), listed);
    let stage = reporting().await;
    for (number, (id, status, opted_out)) in (1..).zip(REPORTED) {
        // The last report tells that the one before it, if it was one, is stored.
        let reports = [id, 5].map(|status| Step { status, error: None }).to_vec();
        let outcome = Outcome {
            reports,
            ..Outcome::default()
        };
        stage
            .double
            .carrier()
            .set(|settings| settings.outcomes = [("256700000001".to_owned(), outcome)].into());
        let before = stage.sink.stored().len();
        stage
            .send(vec![message(number, "+256700000001", &"a".repeat(200))])
            .await;
        let awaited = 1 + usize::from(status.is_some());
        let reports = stage.sink.wait_for(|reports| reports.len() == before + awaited).await;
        let Some(status) = status else { continue };
        let report = &reports[before];
        assert_eq!((report.status, report.opted_out), (status, opted_out), "{id}");
        let code = (!matches!(status, Sent | Delivered)).then(|| id.to_string());
        assert_eq!(report.error_code, code, "{id}");
        assert_eq!(report.reference, Some((MessageId::new(number), 1)));
        assert_eq!(
            (report.provider, report.to.as_deref()),
            (PROVIDER, Some("+256700000001"))
        );
        assert_eq!(
            report.price.map(|price| price.to_string()).as_deref(),
            Some("EUR 0.04"),
            "two segments"
        );
        assert_eq!(report.occurred_at, Some(1_767_348_004_120));
        assert!(
            report.raw.contains("mccMnc") && !report.raw.contains("256700000001"),
            "{}",
            report.raw
        );
    }
}

#[tokio::test]
async fn every_error_of_a_report_is_its_code_and_opt_outs_are_told() {
    let stage = stage(json!({})).await;
    for (id, kind) in ERRORS {
        for permanent in [true, false] {
            let error = json!({ "groupId": 1, "id": id, "name": "EC", "permanent": permanent });
            let entry = json!({ "messageId": "m-1", "to": "256700000001", "status": { "id": 9 }, "error": error });
            let body = json!({ "results": [entry] }).to_string();
            stage
                .adapter
                .webhook(&webhook(WebhookKind::Report, &[], &body))
                .await
                .unwrap();
            let report = stage.sink.stored().pop().unwrap();
            let bad_number = *kind == ErrorKind::Number && permanent;
            let status = if bad_number { Rejected } else { Failed };
            assert_eq!((report.status, report.error_code), (status, Some(id.to_string())));
            let detail = report.detail.expect("words");
            let lasting = if permanent { "for good" } else { "it may pass" };
            assert!(detail.ends_with(lasting), "{id}: {detail}");
            assert_eq!(report.opted_out, *kind == ErrorKind::OptedOut, "{id}");
            assert!(
                report.raw.contains(&format!("\"permanent\":{permanent}")),
                "{}",
                report.raw
            );
        }
    }
    let group = json!({ "results": [{ "messageId": "m-1", "status": { "groupId": 3, "id": 900 } }] }).to_string();
    stage
        .adapter
        .webhook(&webhook(WebhookKind::Report, &[], &group))
        .await
        .unwrap();
    assert_eq!(
        stage.sink.statuses().last(),
        Some(&Sent),
        "delivered to whom is not known"
    );
}

#[tokio::test]
async fn reports_come_in_batches_in_order_and_again_until_they_are_stored() {
    let stage = reporting().await;
    stage.double.carrier().set(|settings| settings.max_bucket_size = 2);
    stage.sink.refuse(2);
    let batch = (1..=5).map(|n| message(n, &format!("+25670000000{n}"), "hi")).collect();
    assert!(
        stage
            .send(batch)
            .await
            .iter()
            .all(|outcome| said(outcome) == "accepted")
    );
    let reports = stage.sink.wait_for(|reports| reports.len() == 10).await;
    let (first, last) = reports.split_at(5);
    assert!(first.iter().all(|report| report.status == Sent) && last.iter().all(|report| report.status == Delivered));
    let statuses: Vec<u16> = webhooks(&stage, 8)
        .await
        .into_iter()
        .map(|(_, status)| status)
        .collect();
    assert_eq!(statuses, [503, 503, 200, 200, 200, 200, 200, 200]);
}

/// The double's webhooks, as soon as `count` were answered.
async fn webhooks(stage: &Stage<Infobip>, count: usize) -> Vec<(String, u16)> {
    let waiting = async {
        loop {
            let answered = stage.double.webhooks();
            if answered.len() >= count {
                return answered;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, waiting)
        .await
        .expect("the webhooks did not come in time")
}

#[tokio::test]
async fn reports_out_of_order_early_repeated_and_of_strangers_are_passed_on() {
    let rows: [(u16, &[ReportStatus]); 8] = [
        (901, &[Sent, Delivered, Delivered]),
        (902, &[Delivered, Sent]),
        (903, &[Delivered]),
        (904, &[Delivered, Sent, Delivered]),
        (905, &[Sent, Expired]),
        (908, &[Failed]),
        (910, &[Rejected]),
        (911, &[Sent, Sent, Sent, Delivered]),
    ];
    for (ending, expected) in rows {
        let stage = reporting().await;
        assert_eq!(
            said(
                &stage
                    .send_one(&format!("+2567{}", 5_550_000 + u32::from(ending)), "hi")
                    .await
            ),
            "accepted"
        );
        if ending == 903 {
            assert_eq!(stage.sink.statuses(), expected, "before the answer");
        }
        let reports = stage.sink.wait_for(|reports| reports.len() >= expected.len()).await;
        assert_eq!(
            reports.iter().map(|report| report.status).collect::<Vec<_>>(),
            expected,
            "{ending}"
        );
        let known = reports.iter().filter(|report| report.reference.is_some()).count();
        assert_eq!(known, reports.len() - usize::from(ending == 904), "{ending}");
    }
}

#[tokio::test]
async fn without_the_setting_only_final_reports_are_asked_for() {
    let stage = Stage::start("infobip", carrier(), |url, hooks| {
        settings(url, json!({ "publicUrl": hooks }))
    })
    .await;
    stage.send_one("+256700000001", "hi").await;
    assert_eq!(
        stage.sink.wait_for(|reports| !reports.is_empty()).await[0].status,
        Delivered
    );
}

#[tokio::test]
async fn reports_go_to_the_servers_own_address_unless_the_settings_say_otherwise() {
    let own = "https://sms.example.org/hooks/own";
    let signed = json!({
        "verify": { "mode": "hmac" }, "signature": { "header": "X-Signature" }, "webhookSecret": "ib-secret",
    });
    let rows = [
        (json!({}), Some("https://sms.example.org/hooks/own/report")),
        (
            json!({ "publicUrl": "https://other.example.org/t" }),
            Some("https://other.example.org/t/report"),
        ),
        (json!({ "publicUrl": null }), None),
        (signed, None),
    ];
    for (more, expected) in rows {
        let stage = stage(json!({})).await;
        let config = settings(&stage.double.url(), more);
        let http = client(DEADLINE);
        let adapter = adapter_at("infobip", config, stage.sink.clone(), http, Some(own.to_owned()));
        let adapter = adapter.expect("settings without a fault");
        send(&*adapter, vec![message(1, "+256715550906", "hi")]).await;
        let body = stage.double.requests()[0].json();
        let url = body
            .pointer("/messages/0/webhooks/delivery/url")
            .and_then(Value::as_str);
        assert_eq!(url, expected);
    }
}

const VECTOR: &str = r#"{"results":[{"messageId":"m-1","to":"256700000001"}]}"#;
const HEX: &str = "5862a4d574854d8c8199fdb233aefde8f7f0ea0fda3654698f29bd2e22af7a32";
const BASE64: &str = "WGKk1XSFTYyBmf2yM6796Pfw6g/aNlRpjym9LiKvejI=";
const STAMPED: &str = "9a4f8faa3cc993d93fcfadb334381cce7b228cd7d383c65f6184cf1047fe3a48";
const STAMP: (&str, &str) = ("x-ib-exchange-req-timestamp", "1577880000000");

fn signed_by(signature: &Value, algorithm: &str) -> (Arc<dyn Adapter>, Arc<RecordingSink>) {
    let more = json!({
        "verify": { "mode": "hmac", "algorithm": algorithm }, "signature": signature, "webhookSecret": "ib-secret",
    });
    let sink = Arc::new(RecordingSink::default());
    let config = settings("https://abc.api.infobip.com", more);
    (
        adapter("infobip", config, sink.clone(), client(DEADLINE)).expect("settings without a fault"),
        sink,
    )
}

/// Whether the check let it in; the vectors' body is no report, so it goes no further.
async fn comes_in(adapter: &dyn Adapter, headers: &[(&str, &str)], body: &str) -> bool {
    // A signed webhook may come on any path.
    let request = WebhookRequest {
        by_token: false,
        ..webhook(WebhookKind::Report, headers, body)
    };
    match adapter.webhook(&request).await {
        Err(WebhookRefusal::NotAuthentic(_)) => false,
        Err(WebhookRefusal::Malformed(_)) => true,
        other => panic!("{other:?}"),
    }
}

/// The `signature` setting, the headers and the body of a webhook, and whether it is let in.
type Signed<'a> = (&'a Value, Vec<(&'a str, &'a str)>, &'a str, bool);

#[tokio::test]
async fn the_worked_signatures_are_taken_and_every_other_is_refused() {
    let body = json!({ "header": "X-Signature" });
    let base64 = json!({ "header": "X-Signature", "encoding": "base64" });
    let stamped = json!({
        "header": "X-Signature", "scheme": "timestamp_body", "timestampHeader": "X-Ib-Exchange-Req-Timestamp",
    });
    let signature = |value| ("x-signature", value);
    let upper = HEX.to_uppercase();
    let rows: [Signed<'_>; 15] = [
        (&body, vec![signature(HEX)], VECTOR, true),
        (&body, vec![signature(&upper)], VECTOR, true),
        (&base64, vec![signature(BASE64)], VECTOR, true),
        (&stamped, vec![signature(STAMPED), STAMP], VECTOR, true),
        (&body, vec![], VECTOR, false),
        (&body, vec![signature("")], VECTOR, false),
        (&body, vec![signature(&HEX[..62])], VECTOR, false),
        (&body, vec![signature(BASE64)], VECTOR, false),
        (&base64, vec![signature(HEX)], VECTOR, false),
        (&base64, vec![signature("not base64")], VECTOR, false),
        (&body, vec![signature(HEX)], "{\"results\":[]}", false),
        // The scheme is pinned: what one construction signed does not pass for the other.
        (&stamped, vec![signature(HEX), STAMP], VECTOR, false),
        (&body, vec![signature(STAMPED), STAMP], VECTOR, false),
        (&stamped, vec![signature(STAMPED)], VECTOR, false),
        (
            &stamped,
            vec![signature(STAMPED), (STAMP.0, "1577880000001")],
            VECTOR,
            false,
        ),
    ];
    for (settings, headers, text, expected) in rows {
        let (adapter, sink) = signed_by(settings, "HMAC_SHA_256");
        assert_eq!(
            comes_in(&*adapter, &headers, text).await,
            expected,
            "{settings} {headers:?} {text}"
        );
        assert!(sink.stored().is_empty());
    }
    // A timestamp moved into the body signs the same octets; only the pinned scheme tells them apart.
    let (adapter, _) = signed_by(&body, "sha256");
    assert!(!comes_in(&*adapter, &[signature(HEX)], &format!("1577880000000{VECTOR}")).await);
    let (adapter, _) = signed_by(&body, "sha512");
    assert!(!comes_in(&*adapter, &[signature(HEX)], VECTOR).await);
}

#[tokio::test]
async fn signed_webhooks_of_the_account_come_over_real_sockets() {
    for (encoding, scheme) in [
        (Encoding::Hex, Scheme::Body),
        (Encoding::Base64, Scheme::Body),
        (Encoding::Hex, Scheme::TimestampBody),
        (Encoding::Base64, Scheme::TimestampBody),
    ] {
        let stamped = scheme == Scheme::TimestampBody;
        let more = json!({
            "verify": { "mode": "hmac" }, "webhookSecret": "ib-secret",
            "signature": {
                "header": "X-Ib-Exchange-Req-Signature",
                "encoding": if encoding == Encoding::Hex { "hex" } else { "base64" },
                "scheme": if stamped { "timestamp_body" } else { "body" },
                "timestampHeader": stamped.then_some("X-Ib-Exchange-Req-Timestamp"),
            },
        });
        let stage = stage(more).await;
        let url = stage.hook_url("").replace("token", "another");
        let signing = |secret: &str| Signing {
            secret: secret.to_owned(),
            header: "x-ib-exchange-req-signature".to_owned(),
            encoding,
            scheme,
            timestamp_header: "x-ib-exchange-req-timestamp".to_owned(),
        };
        stage.double.carrier().set(|settings| {
            settings.report_url = Some(url.clone());
            settings.inbound_url = Some(url);
            settings.signing = Some(signing("ib-secret"));
        });
        stage.send_one("+256700000001", "hi").await;
        let reports = stage.sink.wait_for(|reports| reports.len() == 2).await;
        assert_eq!(reports[1].status, Delivered);
        stage
            .double
            .carrier()
            .set(|settings| settings.signing = Some(signing("another")));
        let refused = stage
            .double
            .carrier()
            .handset_sends(stage.double.desk(), "256700000001", "20880", "hi")
            .await;
        assert_eq!(refused.map(|(status, _)| status), Some(401));
        assert!(stage.sink.inbound().is_empty());
    }
}

#[tokio::test]
async fn under_basic_the_url_of_each_message_holds_the_credentials() {
    let basic = json!({ "verify": { "mode": "basic" }, "webhookUser": "tuma", "webhookPassword": "p@ss:w/rd" });
    let stage = Stage::start("infobip", carrier(), |url, hooks| {
        let mut basic = basic.clone();
        basic["publicUrl"] = json!(hooks);
        settings(url, basic)
    })
    .await;
    stage.send_one("+256700000001", "hi").await;
    assert_eq!(
        stage.sink.wait_for(|reports| !reports.is_empty()).await[0].status,
        Delivered
    );
    let url = stage.hook_url("/inbound");
    stage.double.carrier().set(|settings| settings.inbound_url = Some(url));
    let bare = stage
        .double
        .carrier()
        .handset_sends(stage.double.desk(), "256700000001", "20880", "hi")
        .await;
    assert_eq!(bare.map(|(status, _)| status), Some(401));
}

#[tokio::test]
async fn inbound_messages_are_stored_and_an_unreadable_one_does_not_hold_them_back() {
    let stage = stage(json!({})).await;
    let url = stage.hook_url("/inbound");
    stage.double.carrier().set(|settings| settings.inbound_url = Some(url));
    let (double, desk) = (stage.double.carrier(), stage.double.desk());
    for text in ["STAMFORD", "", "ndio 👍"] {
        assert_eq!(
            double.handset_sends(desk, "256700000001", "20880", text).await,
            Some((200, String::new()))
        );
        let message = stage.sink.inbound().pop().unwrap();
        assert_eq!((message.from.as_str(), message.to.as_str()), ("+256700000001", "20880"));
        assert!(message.content == Content::Text(text.to_owned()) && message.carrier_id.is_some());
        assert_eq!(message.sent_at, Some(1_767_348_000_000));
        assert!(
            !message.raw.contains("256700000001") && !message.raw.contains("ndio"),
            "{}",
            message.raw
        );
    }
    let parts = json!([{ "contentType": "image/png", "url": "x" }, { "contentType": "text/plain", "value": "look" }]);
    let mms = json!({ "messageId": "i-1", "from": "256700000001", "to": "256711082000", "message": parts });
    let report = json!({ "messageId": "m-1", "status": { "id": 5 } });
    let body = json!({ "results": [{ "nonsense": 1 }, mms, report, "x"] }).to_string();
    stage
        .adapter
        .webhook(&webhook(WebhookKind::Any, &[], &body))
        .await
        .unwrap();
    let message = stage.sink.inbound().pop().unwrap();
    assert!(message.content == Content::Text("look".to_owned()) && message.to == "+256711082000");
    assert_eq!(stage.sink.statuses(), [Delivered]);
    for body in [
        "",
        "x",
        "{}",
        r#"{"results":[{"nonsense":1}]}"#,
        r#"{"results":[{"messageId":"m","status":{}}]}"#,
    ] {
        let refused = stage.adapter.webhook(&webhook(WebhookKind::Any, &[], body)).await;
        assert!(matches!(refused, Err(WebhookRefusal::Malformed(_))), "{body}");
    }
}

#[tokio::test]
async fn a_bare_path_is_closed_unless_the_settings_open_it_and_then_tells_whose_a_message_is() {
    let body = r#"{"results":[{"messageId":"i-1","from":"256700000001","to":"20999","text":"hi"}]}"#;
    let bare = WebhookRequest {
        by_token: false,
        ..webhook(WebhookKind::Inbound, &[], body)
    };
    let closed = stage(json!({})).await;
    assert!(matches!(
        closed.adapter.webhook(&bare).await,
        Err(WebhookRefusal::NotAuthentic(_))
    ));
    let open = stage(json!({ "verify": { "mode": "none" }, "fromNumber": "20880" })).await;
    assert_eq!(open.adapter.webhook(&bare).await, Err(WebhookRefusal::NotMine));
    let ours = WebhookRequest {
        body: body.replace("20999", "20880").into(),
        ..bare
    };
    assert!(open.adapter.webhook(&ours).await.is_ok());
    assert_eq!(open.sink.inbound().len(), 1);
}

#[test]
fn faults_of_the_settings_are_named() {
    let rows: [(Value, &[&str]); 8] = [
        (json!({}), &["baseUrl", "apiKey"]),
        (json!({ "username": "u" }), &["baseUrl", "password"]),
        (json!({ "password": "p" }), &["baseUrl", "username"]),
        (
            json!({ "baseUrl": "https://a.api.infobip.com", "apiKey": "k", "username": "u" }),
            &["apiKey"],
        ),
        (
            json!({ "baseUrl": "https://a.api.infobip.com", "apiKey": "k", "verify": { "mode": "hmac", "algorithm": "sha224" },
                "publicUrl": "https://sms.example.org", "signature": { "scheme": "timestamp_body" } }),
            &[
                "webhookSecret",
                "signature.header",
                "signature.timestampHeader",
                "verify.algorithm",
                "publicUrl",
            ],
        ),
        (
            json!({ "baseUrl": "https://a.api.infobip.com", "apiKey": "k", "verify": { "mode": "basic" } }),
            &["webhookUser", "webhookPassword"],
        ),
        (
            json!({ "baseUrl": "http://169.254.169.254", "apiKey": "k", "chunk": 1001, "logDelaySeconds": 301,
                "entityId": "", "publicUrl": "x" }),
            &["baseUrl", "chunk", "logDelaySeconds", "entityId", "publicUrl"],
        ),
        (
            json!({ "baseUrl": "https://a.api.infobip.com", "apiKey": "k", "signature": { "encoding": "hexx", "schema": 1 } }),
            &["signature.encoding"],
        ),
    ];
    let kind = adapters::catalog::kind("infobip").expect("a kind of the catalog");
    for (config, expected) in rows {
        let faults = (kind.check)(&config, adapters::http::Guard::new(false));
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, expected, "{config}");
    }
}

#[test]
fn the_double_knows_every_status_and_error_that_a_scripted_outcome_may_name() {
    let known: BTreeSet<u16> = doubles::infobip::STATUSES.iter().map(|(id, ..)| *id).collect();
    assert_eq!(known, STATUSES.iter().map(|status| status.id).collect::<BTreeSet<_>>());
    let outcome: Outcome = serde_json::from_value(json!({
        "answer": 26, "reports": [{ "status": 9, "error": { "id": 27, "permanent": false } }], "early": true,
    }))
    .unwrap();
    assert_eq!(
        outcome.reports,
        [Step {
            status: 9,
            error: Some(Failure {
                id: 27,
                permanent: false,
                group: 1,
            })
        }]
    );
}
