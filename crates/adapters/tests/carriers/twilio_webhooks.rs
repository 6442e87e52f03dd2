//! Twilio's webhooks: the reference's signatures, every status, order, duplicates, inbound messages and replies.

use std::sync::Arc;

use adapters::twilio::STATUSES;
use adapters::{Adapter, Content, OptOutWord, WebhookRefusal, WebhookRequest};
use domain::ReportStatus;
use doubles::twilio::{Course, Settings};
use serde_json::{Value, json};

use crate::bench::{build, form_webhook, word};
use crate::recording_sink::RecordingSink;
use crate::stage::{message_id, send_one};
use crate::twilio::{TO, config, plain, scene, usual};

const URL: &str = "https://sms.example.org/hooks/twilio/status?tenant=7";
const SID: &str = "SM00000000000000000000000000000001";
const FIELDS: [(&str, &str); 7] = [
    ("MessageSid", SID),
    ("SmsSid", SID),
    ("AccountSid", "AC00000000000000000000000000000001"),
    ("MessageStatus", "delivered"),
    ("To", "+256700000001"),
    ("From", "+15005550006"),
    ("ApiVersion", "2010-04-01"),
];
const SHARED: &str = "key=KEY1,algorithm=HMAC_SHA256";

fn adapter(change: Value) -> (Arc<dyn Adapter>, Arc<RecordingSink>) {
    let mut config = config();
    for (key, value) in change.as_object().expect("an object") {
        config[key] = value.clone();
    }
    let sink = Arc::new(RecordingSink::default());
    (build("twilio", config, sink.clone()), sink)
}

fn signed(url: &str, signature: &str) -> WebhookRequest {
    let mut request = form_webhook(url, &FIELDS);
    request
        .headers
        .push(("x-twilio-signature".to_owned(), signature.to_owned()));
    request
}

fn shared_key() -> Value {
    json!({
        "verify": {"mode": "shared-key"}, "webhookKeyId": "KEY1",
        "webhookKeySecret": "12345678901234567890123456789012",
    })
}

#[tokio::test]
async fn the_signatures_of_the_reference_are_taken_and_no_others() {
    let with_port = URL.replace("example.org", "example.org:443");
    let (adapter, sink) = adapter(json!({}));
    for (url, signature, good) in [
        (URL, "YxeaXL2KKUzYKhFdWQJsi5jkGLU=", true),
        (URL, "zMTWyDMgOMxkKOlMnZG5bmW3NAM=", true),
        (&with_port, "YxeaXL2KKUzYKhFdWQJsi5jkGLU=", true),
        (&with_port, "zMTWyDMgOMxkKOlMnZG5bmW3NAM=", true),
        (URL, "YxeaXL2KKUzYKhFdWQJsi5jkGLV=", false),
        (URL, "UKbNQdAQcBpJN/siaFn83qTsUzWhbs11SZmVpX4WR98=", false),
        (URL, "", false),
        (URL, "not base64", false),
        (&URL.replace('7', "8"), "YxeaXL2KKUzYKhFdWQJsi5jkGLU=", false),
        (&URL.replace("https", "http"), "YxeaXL2KKUzYKhFdWQJsi5jkGLU=", false),
    ] {
        let stored = sink.stored().len();
        let answer = adapter.webhook(&signed(url, signature)).await;
        match answer {
            Ok(answer) => assert!(good && answer.status == 204, "{url} {signature}"),
            Err(refusal) => assert!(
                !good && matches!(refusal, WebhookRefusal::NotAuthentic(_)),
                "{url} {signature}"
            ),
        }
        assert_eq!(sink.stored().len(), stored + usize::from(good), "{url} {signature}");
    }
    let mut no_token_replaces_it = form_webhook(URL, &FIELDS);
    no_token_replaces_it.by_token = true;
    assert!(matches!(
        adapter.webhook(&no_token_replaces_it).await,
        Err(WebhookRefusal::NotAuthentic(_))
    ));
}

#[tokio::test]
async fn a_shared_key_is_asked_for_where_it_is_set_and_only_there() {
    let sha256 = "UKbNQdAQcBpJN/siaFn83qTsUzWhbs11SZmVpX4WR98=";
    let with = |signature: &str, header: Option<&str>| {
        let mut request = signed(URL, signature);
        let header = header.map(|text| ("x-twilio-webhooks-signature-settings".to_owned(), text.to_owned()));
        request.headers.extend(header);
        request
    };
    let (by_key, sink) = adapter(shared_key());
    by_key.webhook(&with(sha256, Some(SHARED))).await.unwrap();
    assert_eq!(sink.statuses(), [ReportStatus::Delivered]);
    for (signature, header) in [
        (sha256, None),
        (sha256, Some("key=KEY2,algorithm=HMAC_SHA256")),
        (sha256, Some("key=KEY1")),
        ("YxeaXL2KKUzYKhFdWQJsi5jkGLU=", Some(SHARED)),
        ("YxeaXL2KKUzYKhFdWQJsi5jkGLU=", None),
    ] {
        let refused = by_key.webhook(&with(signature, header)).await;
        assert!(
            matches!(refused, Err(WebhookRefusal::NotAuthentic(_))),
            "{signature} {header:?}"
        );
    }
    let (by_token, _) = adapter(json!({}));
    assert!(by_token.webhook(&with(sha256, Some(SHARED))).await.is_err());
    by_token
        .webhook(&with("YxeaXL2KKUzYKhFdWQJsi5jkGLU=", Some("key=KEY1")))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_signed_json_body_is_checked_by_its_hash() {
    let (adapter, _) = adapter(json!({}));
    let hash = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    let url = format!("https://sms.example.org/hooks/twilio/json?bodySHA256={hash}");
    let request = |body: &'static str| {
        let mut request = form_webhook(&url, &[]);
        request.headers = vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            (
                "x-twilio-signature".to_owned(),
                "s6re2Hmm6j0KtAWTMAF8Gk2670U=".to_owned(),
            ),
        ];
        request.body = body.into();
        request
    };
    // The signature is good; the body is no message.
    let good = adapter.webhook(&request(r#"{"a":1}"#)).await;
    assert!(matches!(good, Err(WebhookRefusal::Malformed(_))), "{good:?}");
    let changed = adapter.webhook(&request(r#"{"a":2}"#)).await;
    assert!(matches!(changed, Err(WebhookRefusal::NotAuthentic(_))), "{changed:?}");
}

#[tokio::test]
async fn another_accounts_webhook_is_not_ours_and_the_modes_ask_for_what_they_say() {
    let (by_token, _) = adapter(json!({"verify": {"mode": "token"}}));
    let mut request = form_webhook(URL, &FIELDS);
    assert!(matches!(
        by_token.webhook(&request).await,
        Err(WebhookRefusal::NotAuthentic(_))
    ));
    request.by_token = true;
    assert_eq!(by_token.webhook(&request).await.unwrap().status, 204);
    let (open, _) = adapter(json!({"verify": {"mode": "none"}}));
    assert_eq!(open.webhook(&form_webhook(URL, &FIELDS)).await.unwrap().status, 204);
    let (fenced, _) = adapter(json!({"verify": {"mode": "none", "addresses": ["10.0.0.0/8"]}}));
    assert!(matches!(
        fenced.webhook(&form_webhook(URL, &FIELDS)).await,
        Err(WebhookRefusal::NotAuthentic(_))
    ));
    let other = [
        ("AccountSid", "AC0000000000000000000000000000000e"),
        ("MessageSid", SID),
        ("MessageStatus", "sent"),
    ];
    assert_eq!(
        open.webhook(&form_webhook(URL, &other)).await,
        Err(WebhookRefusal::NotMine)
    );
    for missing in [
        &[("MessageStatus", "sent")][..],
        &[("MessageSid", SID), ("To", "1")],
        &[],
    ] {
        let refused = open.webhook(&form_webhook("https://sms.example.org/h", missing)).await;
        assert!(matches!(refused, Err(WebhookRefusal::Malformed(_))), "{missing:?}");
    }
}

/// The reference's statuses, written down apart from the adapter's table: what each becomes with no code, then with one.
const REFERENCE: &[(&str, Option<ReportStatus>)] = &[
    ("accepted", None),
    ("scheduled", None),
    ("queued", None),
    ("sending", None),
    ("sent", Some(ReportStatus::Sent)),
    ("delivered", Some(ReportStatus::Delivered)),
    ("read", Some(ReportStatus::Delivered)),
    ("partially_delivered", Some(ReportStatus::Delivered)),
    ("undelivered", Some(ReportStatus::Failed)),
    ("failed", Some(ReportStatus::Failed)),
    ("canceled", Some(ReportStatus::Rejected)),
];
const ENDED: &[(&str, u32, ReportStatus)] = &[
    ("undelivered", 30003, ReportStatus::Failed),
    ("undelivered", 30005, ReportStatus::Failed),
    ("undelivered", 30006, ReportStatus::Failed),
    ("undelivered", 30008, ReportStatus::Failed),
    ("undelivered", 30004, ReportStatus::Rejected),
    ("undelivered", 30007, ReportStatus::Rejected),
    ("undelivered", 21610, ReportStatus::Rejected),
    ("undelivered", 30036, ReportStatus::Expired),
    ("failed", 30036, ReportStatus::Expired),
    ("failed", 21610, ReportStatus::Rejected),
    ("failed", 30006, ReportStatus::Rejected),
    ("failed", 30450, ReportStatus::Rejected),
    ("failed", 30001, ReportStatus::Failed),
    ("failed", 30034, ReportStatus::Failed),
    ("failed", 30002, ReportStatus::Failed),
    ("failed", 39999, ReportStatus::Failed),
];

#[tokio::test]
async fn every_status_and_code_of_a_callback_becomes_its_report() {
    let scene = usual().await;
    let url = format!(
        "{}/hooks/token/report?message={}&attempt=3",
        scene.gateway.url(),
        message_id(5)
    );
    let inbound = STATUSES.iter().filter(|(word, _)| word.starts_with("receiv")).count();
    assert_eq!(REFERENCE.len() + inbound, STATUSES.len());
    let bare = REFERENCE.iter().map(|(status, said)| (*status, None, *said));
    let coded = ENDED
        .iter()
        .map(|(status, code, said)| (*status, Some(*code), Some(*said)));
    for (status, code, said) in bare.chain(coded).chain([("invented", None, None)]) {
        let before = scene.sink.stored().len();
        let code = code.map(|code| code.to_string());
        let mut fields = vec![
            ("MessageSid", SID),
            ("AccountSid", FIELDS[2].1),
            ("MessageStatus", status),
            ("To", TO),
        ];
        fields.extend(code.as_deref().map(|code| ("ErrorCode", code)));
        let answer = scene
            .carrier
            .carrier()
            .webhook(scene.carrier.desk(), &url, &fields)
            .await;
        assert_eq!(answer, Some((204, String::new())), "{status}");
        let new = scene.sink.stored().split_off(before);
        assert_eq!(new.first().map(|report| report.status), said, "{status} {code:?}");
        let Some(report) = new.first() else { continue };
        assert_eq!(
            (report.carrier_id.as_str(), report.reference),
            (SID, Some((message_id(5), 3)))
        );
        assert_eq!((report.to.as_deref(), &report.error_code), (Some(TO), &code));
        assert_eq!(report.opted_out, code.as_deref() == Some("21610"), "{status} {code:?}");
        assert!(!report.raw.contains(TO) && report.raw.len() <= 4_096, "{}", report.raw);
    }
}

#[tokio::test]
async fn reports_come_in_the_carriers_order_with_duplicates_and_before_the_answer() {
    let scene = usual().await;
    for (told, wanted) in [
        (Course::default(), vec![ReportStatus::Sent, ReportStatus::Delivered]),
        (
            Course::told(&["delivered", "sent", "delivered"]),
            vec![ReportStatus::Delivered, ReportStatus::Sent, ReportStatus::Delivered],
        ),
        (
            Course::ended("undelivered", 30003),
            vec![ReportStatus::Sent, ReportStatus::Failed],
        ),
        (
            Course::default().early(),
            vec![ReportStatus::Sent, ReportStatus::Delivered],
        ),
    ] {
        let before = scene.sink.stored().len();
        let early = told.before_answer;
        scene.carrier.carrier().script(TO, told);
        assert_eq!(word(&send_one(&*scene.adapter, plain(TO, "hi")).await), "accepted");
        if early {
            assert_eq!(
                scene.sink.stored().len(),
                before + wanted.len(),
                "all came before the answer"
            );
        }
        scene
            .sink
            .wait_for(|reports| reports.len() >= before + wanted.len())
            .await;
        assert_eq!(scene.sink.statuses().split_off(before), wanted);
    }
}

#[tokio::test]
async fn an_inbound_message_is_stored_before_twilio_is_answered() {
    let scene = usual().await;
    let (double, desk) = (scene.carrier.carrier(), scene.carrier.desk());
    scene.sink.refuse(1);
    let refused = double.inbound(desk, TO, "+15005550006", " Kituo 4 & 5\n🙂 ", &[]).await;
    assert_eq!(refused.map(|(status, _)| status), Some(503));
    let answer = double.inbound(desk, TO, "+15005550006", " Kituo 4 & 5\n🙂 ", &[]).await;
    let empty = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;
    assert_eq!(answer, Some((200, empty.to_owned())));
    let inbound = scene.sink.inbound();
    assert_eq!(inbound.len(), 1);
    let one = &inbound[0];
    assert!(
        one.content == Content::Text(" Kituo 4 & 5\n🙂 ".to_owned()),
        "the text is whole"
    );
    assert_eq!(
        (one.from.as_str(), one.to.as_str(), one.part),
        (TO, "+15005550006", None)
    );
    assert!(one.carrier_id.as_deref().is_some_and(|id| id.starts_with("SM")));
    assert!(
        one.opt_out.is_none() && !one.raw.contains(TO) && !one.raw.contains("Kituo"),
        "{}",
        one.raw
    );
}

#[tokio::test]
async fn an_inbound_get_is_verified_over_its_url() {
    let (adapter, sink) = adapter(json!({}));
    let url = "https://sms.example.org/in?MessageSid=SM1&From=%2B256700000001&To=20880&Body=hi";
    let key = hmac_sha1("12345678901234567890123456789012", url);
    let mut request = form_webhook(url, &[]);
    request.method = "GET".to_owned();
    request.headers = vec![("x-twilio-signature".to_owned(), key)];
    assert_eq!(adapter.webhook(&request).await.unwrap().content_type, "text/xml");
    assert!(sink.inbound()[0].content == Content::Text("hi".to_owned()));
}

fn hmac_sha1(key: &str, text: &str) -> String {
    use base64::Engine as _;
    let tag = adapters::http::verify::hmac(adapters::http::verify::Hash::Sha1, key.as_bytes(), text.as_bytes());
    base64::engine::general_purpose::STANDARD.encode(tag)
}

#[tokio::test]
async fn twilios_own_opt_outs_are_known_and_never_answered() {
    let scene = scene(json!({"twimlReply": "Thanks <3 & bye"}), |_| {}).await;
    let (double, desk) = (scene.carrier.carrier(), scene.carrier.desk());
    for (body, extra, opt_out, replied) in [
        ("hello", None, None, true),
        ("stop", None, None, false),
        ("Bas karo", Some("STOP"), Some(OptOutWord::Stop), false),
        ("START", Some("START"), Some(OptOutWord::Start), false),
        ("HELP", Some("HELP"), None, false),
        (" unsubscribe ", None, None, false),
    ] {
        let extra: Vec<(&str, &str)> = extra.map(|kind| ("OptOutType", kind)).into_iter().collect();
        let (status, answer) = double.inbound(desk, TO, "20880", body, &extra).await.unwrap();
        assert_eq!(status, 200);
        let reply = "<Response><Message><Body>Thanks &lt;3 &amp; bye</Body></Message></Response>";
        assert_eq!(answer.contains(reply), replied, "{body}: {answer}");
        assert!(scene.sink.inbound().last().unwrap().opt_out == opt_out, "{body}");
    }
}

#[tokio::test]
async fn a_shared_keys_double_is_understood() {
    let key = ("KEY1".to_owned(), "12345678901234567890123456789012".to_owned());
    let scene = scene(shared_key(), |settings: &mut Settings| settings.webhook_key = Some(key)).await;
    send_one(&*scene.adapter, plain(TO, "hi")).await;
    scene.sink.wait_for(|reports| reports.len() == 2).await;
}
