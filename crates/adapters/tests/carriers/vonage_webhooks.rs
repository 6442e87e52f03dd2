//! The webhooks of Vonage's SMS API: formats, signatures, every status and error, inbound messages and their parts.

use std::sync::Arc;

use adapters::vonage::{ERR_CODES, SMS_REPORT_STATUSES};
use adapters::{Adapter, Content, Part, WebhookRefusal, WebhookRequest};
use domain::ReportStatus;
use domain::alphabet::Alphabet;
use doubles::vonage::{Course, Handset, Settings};
use serde_json::{Value, json};

use crate::bench::{build, form_webhook, word};
use crate::recording_sink::RecordingSink;
use crate::stage::{message_id, send_one};
use crate::twilio::plain;
use crate::vonage::{DIGITS, TO, config, scene, usual};

const URL: &str = "https://sms.example.org/hooks/t/report";
const SIGNED_AT: i64 = 1_577_880_000_000;
/// The reference's worked example.
const FIELDS: [(&str, &str); 12] = [
    ("api-key", "abcd1234"),
    ("err-code", "0"),
    ("message-timestamp", "2020-01-01 12:00:00"),
    ("messageId", "0A0000000123ABCD1"),
    ("msisdn", "256700000001"),
    ("network-code", "64110"),
    ("nonce", "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"),
    ("price", "0.03330000"),
    ("scts", "2001011400"),
    ("status", "delivered"),
    ("timestamp", "1577880000"),
    ("to", "AcmeInc"),
];
const VECTORS: [(&str, &str); 4] = [
    ("md5hash", "a7d7e16361870a43f12eed83b0db7fe4"),
    ("hmac-md5", "06d9dd538803253314a6fcd709f8f0f6"),
    ("sha1", "c1322002356b259ea3dd136f385961f24130dd4c"),
    (
        "sha256",
        "d520a4a12f47a14d5f6a43bc1737406dea0f45412b80a9e48757a0b0d1ccaa9e",
    ),
];

fn adapter(change: Value) -> (Arc<dyn Adapter>, Arc<RecordingSink>) {
    let mut config = config();
    for (key, value) in change.as_object().expect("an object") {
        config[key] = value.clone();
    }
    let sink = Arc::new(RecordingSink::default());
    (build("vonage", config, sink.clone()), sink)
}

/// The worked example with one field changed, signed by `sig`.
fn signed(sig: &str, change: Option<(&str, &str)>, at: i64) -> WebhookRequest {
    let mut fields = FIELDS.to_vec();
    if let Some((name, value)) = change {
        fields
            .iter_mut()
            .filter(|(key, _)| *key == name)
            .for_each(|field| field.1 = value);
    }
    fields.push(("sig", sig));
    WebhookRequest {
        at,
        by_token: true,
        ..form_webhook(URL, &fields)
    }
}

#[tokio::test]
async fn the_signatures_of_the_reference_are_taken_and_no_others() {
    for (method, sig) in VECTORS {
        let (adapter, sink) = adapter(json!({"verify": {"mode": "signature", "algorithm": method}}));
        adapter.webhook(&signed(sig, None, SIGNED_AT)).await.unwrap();
        adapter
            .webhook(&signed(&sig.to_uppercase(), None, SIGNED_AT + 300_000))
            .await
            .unwrap();
        assert_eq!(sink.statuses(), [ReportStatus::Delivered; 2], "{method}");
        assert_eq!(sink.stored()[0].occurred_at, Some(SIGNED_AT));
        let others = VECTORS
            .iter()
            .filter(|(other, _)| *other != method)
            .map(|(_, sig)| signed(sig, None, SIGNED_AT));
        let wrong = others.chain([
            signed(sig, Some(("status", "failed")), SIGNED_AT),
            signed(sig, None, SIGNED_AT + 300_001),
            signed(sig, None, SIGNED_AT - 300_001),
            signed("", None, SIGNED_AT),
            WebhookRequest {
                by_token: true,
                ..form_webhook(URL, &FIELDS)
            },
        ]);
        for request in wrong {
            assert!(
                matches!(adapter.webhook(&request).await, Err(WebhookRefusal::NotAuthentic(_))),
                "{method}"
            );
        }
        assert_eq!(sink.stored().len(), 2, "{method}");
    }
}

#[tokio::test]
async fn the_modes_ask_for_what_they_say() {
    let (by_path, _) = adapter(json!({"signatureSecret": null}));
    let request = form_webhook(URL, &FIELDS);
    assert!(
        matches!(by_path.webhook(&request).await, Err(WebhookRefusal::NotAuthentic(_))),
        "no secret: the token"
    );
    by_path
        .webhook(&WebhookRequest {
            by_token: true,
            ..request.clone()
        })
        .await
        .unwrap();
    let (open, _) = adapter(json!({"verify": {"mode": "none"}}));
    assert_eq!(open.webhook(&request).await.unwrap().status, 200);
    let (other, _) = adapter(json!({"apiKey": "another", "verify": {"mode": "none"}}));
    assert_eq!(other.webhook(&request).await, Err(WebhookRefusal::NotMine));
    assert_eq!(
        other.webhook(&form_webhook(URL, &[])).await.unwrap().status,
        200,
        "Vonage tries a URL when it is set"
    );
    for missing in [
        &[("status", "delivered")][..],
        &[("messageId", "A"), ("msisdn", "1")],
        &[("text", "x")],
    ] {
        let refused = open.webhook(&form_webhook(URL, missing)).await;
        assert!(matches!(refused, Err(WebhookRefusal::Malformed(_))), "{missing:?}");
    }
}

#[tokio::test]
async fn reports_come_by_get_form_and_json_signed_in_every_way() {
    for format in ["get", "form", "json"] {
        for method in ["md5hash", "hmac-md5", "sha1", "sha256", "sha512"] {
            let signs = json!({"verify": {"mode": "signature", "algorithm": method}});
            let change = |settings: &mut Settings| {
                settings.webhook_format = format.to_owned();
                settings.signature_method = method.to_owned();
            };
            let scene = scene(signs, change).await;
            scene.carrier.carrier().script(DIGITS, Course::default().early());
            assert_eq!(word(&send_one(&*scene.adapter, plain(TO, "hi")).await), "accepted");
            let reports = scene.sink.stored();
            assert_eq!(
                scene.sink.statuses(),
                [ReportStatus::Sent, ReportStatus::Delivered],
                "{format} {method}"
            );
            assert_eq!(reports[0].reference, Some((message_id(0), 1)));
            assert_eq!(reports[0].to.as_deref(), Some(TO));
            assert!(
                reports
                    .iter()
                    .all(|report| !report.raw.contains(DIGITS) && !report.raw.contains("sig"))
            );
        }
    }
}

#[tokio::test]
async fn every_status_and_error_of_a_report_becomes_its_report() {
    let scene = usual().await;
    let statuses = [
        ("accepted", ReportStatus::Sent),
        ("buffered", ReportStatus::Sent),
        ("delivered", ReportStatus::Delivered),
        ("failed", ReportStatus::Failed),
        ("rejected", ReportStatus::Rejected),
        ("expired", ReportStatus::Expired),
        ("unknown", ReportStatus::Sent),
    ];
    assert_eq!(statuses, SMS_REPORT_STATUSES);
    let errors: Vec<u32> = (1..=16).chain(50..=54).chain([99]).collect();
    assert_eq!(errors, ERR_CODES.iter().map(|code| code.first).collect::<Vec<_>>());
    let bare = statuses.map(|(status, said)| (status, 0, Some(said)));
    let failed = errors
        .iter()
        .map(|error| ("failed", *error, Some(ReportStatus::Failed)));
    for (status, error, said) in bare.into_iter().chain(failed).chain([("invented", 0, None)]) {
        let before = scene.sink.stored().len();
        scene
            .carrier
            .carrier()
            .script(DIGITS, Course::told(&[(status, error)]).early());
        send_one(&*scene.adapter, plain(TO, "hi")).await;
        let new = scene.sink.stored().split_off(before);
        assert_eq!(new.first().map(|report| report.status), said, "{status} {error}");
        let Some(report) = new.first() else { continue };
        assert_eq!(report.error_code, (error != 0).then(|| error.to_string()));
        assert_eq!(report.opted_out, error == 9, "{error}");
        assert_eq!(report.raw.contains("meaning"), error != 0, "{}", report.raw);
    }
}

#[tokio::test]
async fn what_cannot_be_stored_is_asked_for_again() {
    let scene = usual().await;
    scene.sink.refuse(1);
    scene
        .carrier
        .carrier()
        .script(DIGITS, Course::told(&[("delivered", 0), ("delivered", 0)]).early());
    send_one(&*scene.adapter, plain(TO, "hi")).await;
    let answers: Vec<u16> = scene.carrier.webhooks().into_iter().map(|(_, status)| status).collect();
    assert_eq!((answers, scene.sink.stored().len()), (vec![503, 200], 1));
}

#[tokio::test]
async fn inbound_texts_octets_and_parts_keep_what_they_say() {
    let scene = usual().await;
    let (double, desk) = (scene.carrier.carrier(), scene.carrier.desk());
    let usual = Handset {
        from: DIGITS,
        to: "20880",
        text: "Kituo 🙂 & 4",
        ..Handset::default()
    };
    let octets = Handset {
        data: Some("00fF10"),
        ..usual.clone()
    };
    let part = Handset {
        part: Some((40_000, 3, 2)),
        ..usual.clone()
    };
    for handset in [usual.clone(), octets, part] {
        assert_eq!(double.inbound(desk, handset).await, Some((200, String::new())));
    }
    let inbound = scene.sink.inbound();
    let text = Content::Text("Kituo 🙂 & 4".to_owned());
    assert!(inbound[0].content == text && inbound[0].part.is_none() && inbound[2].content == text);
    assert!(
        inbound[1].content
            == Content::Octets {
                alphabet: Alphabet::Binary,
                octets: vec![0, 0xFF, 0x10]
            }
    );
    assert_eq!(
        inbound[2].part,
        Some(Part {
            reference: 40_000,
            total: 3,
            number: 2
        })
    );
    assert_eq!((inbound[0].from.as_str(), inbound[0].to.as_str()), (DIGITS, "20880"));
    assert_eq!(inbound[0].sent_at, Some(1_767_348_000_000));
    assert!(
        inbound
            .iter()
            .all(|one| !one.raw.contains(DIGITS) && !one.raw.contains("Kituo"))
    );
    for broken in [
        Handset {
            data: Some("0g"),
            ..usual.clone()
        },
        Handset {
            part: Some((1, 2, 3)),
            ..usual
        },
    ] {
        assert_eq!(double.inbound(desk, broken).await.map(|(status, _)| status), Some(400));
    }
}
